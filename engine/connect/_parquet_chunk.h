/* One column of one row group: what is present, how it is laid down, and what is said of it. */

#ifndef PARQUET_CHUNK
#define PARQUET_CHUNK

#include "_parquet_pack.h"

enum { PLAIN = 0, RLE = 3, DELTA_BINARY = 5, DELTA_LENGTH = 6, DELTA_BYTES = 7, DICTIONARY = 8 };
/* A dictionary holds at most so many numbers, or texts that are not known beforehand. */
#define ENTRIES 4096
#define SLOTS (4 * ENTRIES)
/* Numbers that lie within so many are looked up in a table, further apart by hash. */
#define TABLE 8192
/* Longer texts are not told as the least and the largest. */
#define TOLD 64

#define LACKS_MEMORY "memory is lacking"

typedef struct {
    const uint8_t *at;
    uint64_t size;
} Text;

/* Of numbers that are found by hash: the place in the dictionary, and 1; 0 where it is free. */
typedef struct {
    int64_t value;
    size_t code;
} Slot;

/* Memory that is used again from chunk to chunk. Everything that a buffer of the caller's holds is
   copied here before it is relied upon: another thread may write to it meanwhile. */
typedef struct {
    uint8_t *levels, *repeats; /* of each cell; 1 (3 within a list) where there is a value */
    int64_t *numbers;          /* those that are present */
    Text *texts;
    uint32_t *codes;           /* the place of each in the dictionary */
    uint32_t *table;           /* by value or hash: the place in the dictionary, and 1 */
    int64_t *entries;          /* the dictionary */
    Text *words;
    Slot *hashed;              /* SLOTS of them */
    size_t room, slots, known; /* how many of each there may be */
} Space;

/* What the footer says of a chunk. */
typedef struct {
    size_t cells, present, entries; /* entries: of the dictionary, where there is one */
    int encoding;
    uint8_t least[TOLD], largest[TOLD];
    size_t least_size, largest_size;
    int told; /* whether least and largest are known */
} Chunk;

static int enough(void **array, size_t count, size_t width)
{
    void *made = realloc(*array, count * width);
    if (made != NULL)
        *array = made;
    return made != NULL;
}

/* Room for n cells, a table of so many slots and so many words; 0 where memory is lacking. */
static int make_room(Space *s, size_t n, size_t slots, size_t words)
{
    if (n + 64 > s->room) {
        s->room = 0;
        if (!enough((void **)&s->levels, n + 64, 1) || !enough((void **)&s->repeats, n + 64, 1)
            || !enough((void **)&s->numbers, n + 64, 8) || !enough((void **)&s->codes, n + 64, 4)
            || !enough((void **)&s->texts, n + 64, sizeof(Text)))
            return 0;
        s->room = n + 64;
    }
    if (slots > s->slots) {
        s->slots = 0;
        if (!enough((void **)&s->table, slots, 4))
            return 0;
        s->slots = slots;
    }
    if (words > s->known) {
        s->known = 0;
        if (!enough((void **)&s->words, words, sizeof(Text))
            || !enough((void **)&s->entries, words, 8))
            return 0;
        s->known = words;
    }
    return s->hashed != NULL || enough((void **)&s->hashed, SLOTS, sizeof(Slot));
}

static void give_back(Space *s)
{
    free(s->levels), free(s->repeats), free(s->numbers), free(s->texts);
    free(s->codes), free(s->table), free(s->entries), free(s->words), free(s->hashed);
}

/* --- numbers ---------------------------------------------------------------------------------- */

/* How many bytes n numbers that lie within `spread` bits take as differences, when they come in no
   order. */
static size_t apart(size_t n, unsigned spread)
{
    return ((n + PART - 1) / PART * PART * (spread + 1)) / 8 + 2 * PARTS;
}

/* How many entries a dictionary of n numbers may have that is no larger than the differences. */
static size_t worth(size_t n, unsigned spread)
{
    size_t entries = 1;
    for (unsigned bits = 1; bits <= spread && 2 * entries <= ENTRIES; bits++) {
        if (16 * entries + n * bits / 8 > apart(n, spread))
            break;
        entries *= 2;
    }
    return entries;
}

/* The place of each number in a dictionary by order of appearance, of at most `most` entries; how
   many there are, 0 where there are more. All lie from `least` on within TABLE. */
static size_t by_table(Space *s, size_t n, int64_t least, uint64_t range, size_t most)
{
    const int64_t *numbers = s->numbers;
    uint32_t *table = s->table, *codes = s->codes;
    size_t count = 0;
    memset(table, 0, 4 * (range + 1));
    for (size_t k = 0; k < n; k++) {
        uint32_t *slot = table + ((uint64_t)numbers[k] - (uint64_t)least);
        if (*slot == 0) {
            if (count == most)
                return 0;
            s->entries[count] = numbers[k];
            *slot = (uint32_t)++count;
        }
        codes[k] = *slot - 1;
    }
    return count;
}

/* Where a number stands, or would. */
static inline Slot *slot_of(Slot *slots, unsigned bits, int64_t value)
{
    size_t slot = (uint64_t)value * 0x9e3779b97f4a7c15u >> (64 - bits);
    while (slots[slot].code && slots[slot].value != value)
        slot = (slot + 1) & (((size_t)1 << bits) - 1);
    return slots + slot;
}

/* The same for numbers further apart. The table begins small, to be near at hand while there are few
   entries, and is never filled by more than a quarter. */
static size_t by_hash(Space *s, size_t n, size_t most)
{
    const int64_t *numbers = s->numbers;
    int64_t *entries = s->entries;
    uint32_t *codes = s->codes;
    Slot *slots = s->hashed;
    size_t count = 0;
    unsigned bits = 10;
    memset(slots, 0, sizeof(Slot) << bits);
    for (size_t k = 0; k < n; k++) {
        Slot *slot = slot_of(slots, bits, numbers[k]);
        if (slot->code == 0) {
            if (count == most)
                return 0;
            if (count == (size_t)1 << (bits - 2)) {
                bits += 2;
                memset(slots, 0, sizeof(Slot) << bits);
                for (size_t e = 0; e < count; e++)
                    *slot_of(slots, bits, entries[e]) = (Slot){entries[e], e + 1};
                slot = slot_of(slots, bits, numbers[k]);
            }
            entries[count] = numbers[k];
            *slot = (Slot){numbers[k], ++count};
        }
        codes[k] = (uint32_t)slot->code - 1;
    }
    return count;
}

/* Numbers as PLAIN wants them, `width` bytes each. */
static uint8_t *plain(uint8_t *out, const int64_t *v, size_t n, int width)
{
    if (width == 8) {
        memcpy(out, v, 8 * n);
        return out + 8 * n;
    }
    for (size_t k = 0; k < n; k++, out += 4) {
        int32_t narrow = (int32_t)v[k];
        memcpy(out, &narrow, 4);
    }
    return out;
}

static inline __attribute__((always_inline)) void extent(const int64_t *v, size_t n, int64_t *least,
                                                         int64_t *largest)
{
    int64_t low = *least, high = *largest;
    for (size_t k = 0; k < n; k++) {
        low = v[k] < low ? v[k] : low;
        high = v[k] > high ? v[k] : high;
    }
    *least = low, *largest = high;
}

/* The same, four numbers at a time, by the compiler. */
__attribute__((target("avx2"), noinline)) static void extent_of_four(const int64_t *v, size_t n,
                                                                     int64_t *least,
                                                                     int64_t *largest)
{
    extent(v, n, least, largest);
}

/* Lays down the numbers that are present: the dictionary, if any, and the page, behind its levels.
   NULL, or what is wrong. */
static const char *lay_numbers(Space *s, Chunk *c, int width, Bytes *dictionary, Bytes *page)
{
    size_t n = c->present;
    const int64_t *v = s->numbers;
    int64_t least = n ? v[0] : 0, largest = least;
    if (__builtin_cpu_supports("avx2"))
        extent_of_four(v, n, &least, &largest);
    else
        extent(v, n, &least, &largest);
    if (width == 4 && (least < INT32_MIN || largest > INT32_MAX))
        return "a date is further away than Parquet has days";
    if (n) {
        memcpy(c->least, &least, 8), memcpy(c->largest, &largest, 8);
        c->told = 1, c->least_size = c->largest_size = (size_t)width;
    }
    uint64_t range = (uint64_t)largest - (uint64_t)least;
    unsigned spread = bits_of(range);
    size_t most = worth(n, spread);
    if (n && range == 0)
        s->entries[0] = least, c->entries = 1;
    else if (n)
        c->entries = range < TABLE && range / 4 <= n ? by_table(s, n, least, range, most)
                                                     : by_hash(s, n, most);
    size_t room = DELTA_ROOM(n) + INDEX_ROOM(n); /* PLAIN takes less than either */
    uint8_t *out = reserve(page, room), *begin = out, *entries;
    if (out == NULL || (entries = reserve(dictionary, 8 * c->entries + 1)) == NULL)
        return LACKS_MEMORY;
    if (c->entries) {
        c->encoding = DICTIONARY;
        dictionary->size += (size_t)(plain(entries, s->entries, c->entries, width) - entries);
        out = indices(out, s->codes, n, c->entries);
    } else if (n * (size_t)width <= apart(n, spread)) {
        c->encoding = PLAIN;
        out = plain(out, v, n, width);
    } else {
        c->encoding = DELTA_BINARY;
        out = deltas(out, v, n);
    }
    page->size += (size_t)(out - begin);
    return NULL;
}

/* Truths, in `repeats` as bytes of 0 and 1: bits, or runs where these are far shorter. */
static const char *lay_truths(Space *s, Chunk *c, Bytes *page)
{
    size_t n = c->present, bits = (n + 7) / 8;
    uint8_t *out = reserve(page, 4 + HYBRID_ROOM(n, 1) + bits), any = 0, all = 1;
    if (out == NULL)
        return LACKS_MEMORY;
    for (size_t k = 0; k < n; k++)
        any |= s->repeats[k], all &= s->repeats[k];
    c->told = n > 0, c->least[0] = all, c->largest[0] = any, c->least_size = c->largest_size = 1;
    uint32_t size = (uint32_t)(hybrid(out + 4, s->repeats, n, 1) - (out + 4));
    if (n && size < bits / 2) {
        c->encoding = RLE;
        memcpy(out, &size, 4);
        page->size += 4 + size;
        return NULL;
    }
    c->encoding = PLAIN;
    page->size += bits;
    if (n)
        memset(s->repeats + n, 0, 8 * bits - n);
    for (size_t k = 0; k < bits; k++) {
        uint64_t group;
        memcpy(&group, s->repeats + 8 * k, 8);
        out = pack_eight(out, group, 1);
    }
    return NULL;
}

#endif
