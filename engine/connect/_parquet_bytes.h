/* Bytes that grow, and what Parquet's headers are written in: Thrift's compact protocol. */

#ifndef PARQUET_BYTES
#define PARQUET_BYTES

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    uint8_t *at;
    size_t size, room;
} Bytes;

/* Where `more` bytes may be written, behind the last one; NULL where memory is lacking. What is
   there already stays. The caller adds to `size` what it wrote. */
static uint8_t *reserve(Bytes *b, size_t more)
{
    if (b->room - b->size < more) {
        size_t room = b->size + more + b->room / 2 + 64;
        uint8_t *at = realloc(b->at, room);
        if (at == NULL)
            return NULL;
        b->at = at, b->room = room;
    }
    return b->at + b->size;
}

static int put(Bytes *b, const void *from, size_t size)
{
    uint8_t *at = reserve(b, size + 1);
    if (at == NULL)
        return 0;
    if (size)
        memcpy(at, from, size);
    b->size += size;
    return 1;
}

/* LEB128: at most 10 bytes. */
static uint8_t *varint(uint8_t *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *out++ = (uint8_t)(value | 0x80);
    *out++ = (uint8_t)value;
    return out;
}

static inline uint64_t zigzag(int64_t value)
{
    return (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0);
}

/* --- Thrift, compact: a field is the step from the last one's number, its type, its value ------ */

enum { T_TRUE = 1, T_FALSE = 2, T_I32 = 5, T_I64 = 6, T_BINARY = 8, T_LIST = 9, T_STRUCT = 12 };

/* What is being written, the number of the last field, and whether memory was lacking. */
typedef struct {
    Bytes *to;
    int last, failed;
} Thrift;

static void thrift_byte(Thrift *t, int byte)
{
    uint8_t one = (uint8_t)byte;
    t->failed |= !put(t->to, &one, 1);
}

static void thrift_varint(Thrift *t, uint64_t value)
{
    uint8_t space[10];
    t->failed |= !put(t->to, space, (size_t)(varint(space, value) - space));
}

/* Fields come in the order of their numbers, less than 16 apart. */
static void field(Thrift *t, int number, int type)
{
    thrift_byte(t, (number - t->last) << 4 | type);
    t->last = number;
}

static void field_int(Thrift *t, int number, int type, int64_t value)
{
    field(t, number, type);
    thrift_varint(t, zigzag(value));
}

static void text(Thrift *t, const void *at, size_t size)
{
    thrift_varint(t, size);
    t->failed |= !put(t->to, at, size);
}

static void field_text(Thrift *t, int number, const void *at, size_t size)
{
    field(t, number, T_BINARY);
    text(t, at, size);
}

static void field_list(Thrift *t, int number, int type, size_t size)
{
    field(t, number, T_LIST);
    if (size < 15) {
        thrift_byte(t, (int)size << 4 | type);
    } else {
        thrift_byte(t, 15 << 4 | type);
        thrift_varint(t, size);
    }
}

/* A struct within: gives the number to go on from behind `leave`. */
static int enter(Thrift *t)
{
    int last = t->last;
    t->last = 0;
    return last;
}

static void leave(Thrift *t, int last)
{
    thrift_byte(t, 0);
    t->last = last;
}

#endif
