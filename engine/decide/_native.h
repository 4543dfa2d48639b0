/* What a program works on: registers, columns that come in, and texts in them.

   INVARIANT: a place that comes out of a buffer is checked when it is used, for another thread may
   write to the buffer while the interpreter's lock is released. Programs and tables are `bytes`,
   which nobody writes to, and are checked once, before anything runs (`_native_check.h`). */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FALSE_ 0
#define UNKNOWN 1
#define TRUE_ 2
/* Of a text as the number of a word: nothing there, and a word that no literal of the plan is. */
#define NOTHING (-1)
#define OTHER (-2)
/* Rows that are sorted at once: their keys stay in the nearest cache. */
#define LANE 64
#define KINDS 6 /* of registers */

typedef __int128 Wide;
typedef unsigned __int128 Unsigned;

/* A text: NULL where it is missing. */
typedef struct {
    const uint8_t *at;
    int64_t size;
} View;

/* A list: `count` numbers of words from `at` on in the arena; -1 where it is missing. Where it is a
   row's of a column as it came, also the column and its first element there; else column -1. */
typedef struct {
    int64_t at, first;
    int32_t count, column;
} List;

/* A column of `rows` rows, as Cells of columnar.py. `items`: texts, or elements of lists; `texts`: how
   many `starts` bound, the words where `values` are places of words. */
typedef struct {
    char storage; /* i, b, t or w */
    const uint8_t *missing, *values, *raw;
    const int64_t *starts, *lists, *codes; /* codes: number of each word among the plan's */
    int64_t items, texts, raw_size;
} Column;

/* Bytes that become more and more. */
typedef struct {
    uint8_t *at;
    int64_t used, room;
} Growing;

typedef struct {
    const int64_t *code; /* instructions: operation, how many arguments, arguments */
    int64_t size, prologue, block, rows;
    const int64_t *numbers, *starts; /* tables; where words begin */
    int64_t count, words;
    const uint8_t *raw;
    int32_t *slots; /* words by hash */
    uint64_t mask;
    Column *columns;
    int64_t n_columns;
    /* Registers by kind, as they stand for the block at hand. */
    int64_t **i;
    uint8_t **b;
    int32_t **c;
    View **v;
    List **l;
    Wide **h;
    int64_t kinds[KINDS]; /* how many of each */
    Growing *out;     /* three for each output that grows */
    int64_t n_out;
    Growing arena;
    int64_t *keys; /* LANE rows of the keys of the longest `ranked` */
    int failed;    /* no memory */
    int astray;    /* a place lay outside */
} Machine;

/* Room for so many bytes more; 0 where there is no memory. */
static int grow(Machine *m, Growing *g, int64_t more)
{
    if (more <= g->room - g->used)
        return 1;
    if (m->failed || more > INT64_MAX / 4 - g->used) {
        m->failed = 1;
        return 0;
    }
    int64_t room = 2 * (g->used + more);
    room = room < 4096 ? 4096 : room;
    uint8_t *at = realloc(g->at, (size_t)room);
    if (at == NULL) {
        m->failed = 1;
        return 0;
    }
    g->at = at;
    g->room = room;
    return 1;
}

static inline void append(Machine *m, Growing *g, const void *from, int64_t size)
{
    if (!grow(m, g, size))
        return;
    if (size)
        memcpy(g->at + g->used, from, (size_t)size);
    g->used += size;
}

static inline void append_number(Machine *m, Growing *g, int64_t n)
{
    append(m, g, &n, sizeof n);
}

/* The number of a column's item among its texts. */
static inline int64_t text_number(Machine *m, const Column *c, int64_t item)
{
    if (c->values == NULL)
        return item;
    int32_t word;
    memcpy(&word, c->values + 4 * item, sizeof word);
    if ((uint64_t)(int64_t)word < (uint64_t)c->texts)
        return word;
    m->astray = 1;
    return -1;
}

static inline View text_of(Machine *m, const Column *c, int64_t item)
{
    View none = {(const uint8_t *)"", 0};
    int64_t number = text_number(m, c, item);
    if (number < 0)
        return none;
    int64_t begin = c->starts[number], end = c->starts[number + 1];
    if (begin < 0 || end < begin || end > c->raw_size) {
        m->astray = 1;
        return none;
    }
    View found = {end > begin ? c->raw + begin : none.at, end - begin};
    return found;
}

static inline View word_of(const Machine *m, int64_t code)
{
    View none = {NULL, 0};
    if (code < 0 || code >= m->words)
        return none;
    View found = {(const uint8_t *)"", m->starts[code + 1] - m->starts[code]};
    if (found.size)
        found.at = m->raw + m->starts[code];
    return found;
}

static inline uint64_t hash_of(View text)
{
    uint64_t h = (uint64_t)text.size * 0x9e3779b97f4a7c15u;
    int64_t k = 0;
    for (uint64_t piece; k + 8 <= text.size; k += 8) {
        memcpy(&piece, text.at + k, 8);
        h = (h ^ piece) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    uint64_t rest = 0;
    for (; k < text.size; k++)
        rest = rest << 8 | text.at[k];
    h = (h ^ rest) * 0xff51afd7ed558ccdu;
    return h ^ h >> 32;
}

/* The number of a text among the words of the plan, or OTHER. */
static inline int32_t encode(const Machine *m, View text)
{
    for (uint64_t at = hash_of(text);; at++) {
        int32_t code = m->slots[at & m->mask];
        if (code < 0)
            return OTHER;
        View word = word_of(m, code);
        if (word.size == text.size && !memcmp(word.at, text.at, (size_t)text.size))
            return code;
    }
}

static inline int32_t code_of(Machine *m, const Column *c, int64_t item)
{
    if (c->codes == NULL)
        return encode(m, text_of(m, c, item));
    int64_t number = text_number(m, c, item);
    return number < 0 ? OTHER : (int32_t)c->codes[number];
}

/* Below 0, 0 or above, as the bytes stand. */
static inline int order_of(View a, View b)
{
    int found = memcmp(a.at, b.at, (size_t)(a.size < b.size ? a.size : b.size));
    return found ? found : (a.size > b.size) - (a.size < b.size);
}

/* (n / d) half away from zero on absolute values; wraps where it does not fit. */
static inline int64_t quotient(int64_t n, int64_t d)
{
    if (!d)
        return 0;
    uint64_t a = n < 0 ? 0 - (uint64_t)n : (uint64_t)n, b = d < 0 ? 0 - (uint64_t)d : (uint64_t)d;
    uint64_t q = a / b, rest = a % b;
    q += rest >= b - rest;
    return (int64_t)((n < 0) != (d < 0) ? 0 - q : q);
}
