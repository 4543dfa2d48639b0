/* A column as the caller holds it, and what of it is present in some of its rows. */

#ifndef PARQUET_COLUMN
#define PARQUET_COLUMN

#include "_parquet_text.h"

enum { INTEGER, DATE, BOOLEAN, TEXT, WORDS };

/* Buffers of the caller's; `at` is NULL where there is none. See Cells. */
typedef struct {
    const uint8_t *at;
    size_t size;
} Buffer;

typedef struct {
    Buffer name, missing, values, starts, raw, lists;
    int kind;
} Column;

#define ASTRAY_STARTS "starts do not decrease, and lie within the texts"
#define ASTRAY_LISTS "lists do not decrease, and lie within the elements"
#define ASTRAY_WORD "a place is not one of the words"

/* Whether the sizes of a column's buffers fit n rows; what is wrong, or NULL. */
static const char *misfit(const Column *c, size_t n)
{
    size_t texts = n, starts = c->starts.size / 8;
    if (c->missing.at && c->missing.size != n)
        return "missing has a byte for each row";
    if (c->kind < TEXT)
        return c->values.at && c->values.size == n * (c->kind == BOOLEAN ? 1 : 8)
            ? NULL : "values have 8 bytes for each number or date, one for each boolean";
    if (c->kind == WORDS) {
        if (!c->lists.at || c->lists.size != 8 * (n + 1))
            return "lists are integers of 8 bytes, one more than rows";
        texts = c->values.at ? c->values.size / 4 : starts - 1;
    }
    if (!c->starts.at || !c->raw.at || c->starts.size % 8 || starts == 0)
        return "starts are integers of 8 bytes, one more than texts";
    if (c->values.at ? c->values.size != 4 * texts : starts != texts + 1)
        return c->values.at ? "places of words are integers of 4 bytes, one for each text"
                            : "starts are integers of 8 bytes, one more than texts";
    return NULL;
}

/* How many elements all lists have. */
static size_t elements(const Column *c)
{
    return c->values.at ? c->values.size / 4 : c->starts.size / 8 - 1;
}

static inline uint64_t place(const Buffer *b, size_t k)
{
    uint64_t found; /* one below 0 is past every end, too */
    memcpy(&found, b->at + 8 * k, 8);
    return found;
}

/* The text that stands k-th. */
static inline const char *text_at(const Column *c, size_t k, Text *found)
{
    uint64_t begin = place(&c->starts, k), end = place(&c->starts, k + 1);
    if (end < begin || end > c->raw.size)
        return ASTRAY_STARTS;
    *found = (Text){c->raw.at + begin, end - begin};
    return is_utf8(*found) ? NULL : "a text is not UTF-8";
}

/* The levels of n rows of a column that is no list: 1 where there is a value. */
static void levels_of(const Column *c, size_t first, size_t n, Space *s)
{
    uint8_t *restrict levels = s->levels;
    const uint8_t *restrict missing = c->missing.at;
    if (missing == NULL)
        memset(levels, 1, n);
    else
        for (size_t k = 0; k < n; k++)
            levels[k] = missing[first + k] == 0;
}

/* The levels of n rows of lists: 0 missing, 1 empty, 3 for each element, which repeats behind the
   first of its row. Elements stand from `*begin` to `*end`. */
static const char *levels_of_lists(const Column *c, size_t first, size_t n, Space *s, Chunk *chunk,
                                   size_t begin, size_t end)
{
    size_t at = begin, cells = 0;
    memset(s->levels, 3, end - begin + n);
    memset(s->repeats, 1, end - begin + n);
    for (size_t k = 0; k < n; k++) {
        size_t next = place(&c->lists, first + k + 1);
        int missing = c->missing.at && c->missing.at[first + k];
        if (next < at || next > end)
            return ASTRAY_LISTS;
        if (missing && next != at)
            return "a list that is missing has no elements";
        s->repeats[cells] = 0;
        if (next == at)
            s->levels[cells++] = !missing;
        cells += next - at;
        at = next;
    }
    chunk->cells = cells;
    chunk->present = end - begin;
    return at == end ? NULL : ASTRAY_LISTS;
}

/* Takes up the numbers that are present. */
static void take_numbers(const Column *c, size_t first, size_t n, Space *s, Chunk *chunk)
{
    const uint8_t *restrict from = c->values.at + 8 * first, *restrict levels = s->levels;
    int64_t *restrict numbers = s->numbers;
    size_t count = 0;
    if (c->missing.at == NULL) {
        memcpy(numbers, from, 8 * n);
        chunk->present = n;
        return;
    }
    for (size_t k = 0; k < n; k++) {
        memcpy(numbers + count, from + 8 * k, 8);
        count += levels[k];
    }
    chunk->present = count;
}

static void take_truths(const Column *c, size_t first, size_t n, Space *s, Chunk *chunk)
{
    const uint8_t *restrict from = c->values.at + first, *restrict levels = s->levels;
    uint8_t *restrict truths = s->repeats;
    size_t count = 0;
    for (size_t k = 0; k < n; k++) {
        truths[count] = from[k] != 0;
        count += levels[k];
    }
    chunk->present = count;
}

/* Takes up texts `first` to `first + n`; of a column that is no list those that are present. */
static const char *take_texts(const Column *c, size_t first, size_t n, Space *s, Chunk *chunk)
{
    const char *wrong = NULL;
    size_t count = 0;
    for (size_t k = 0; k < n && wrong == NULL; k++)
        if (c->kind == WORDS || s->levels[k])
            wrong = text_at(c, first + k, s->texts + count++);
    chunk->present = count;
    return wrong;
}

/* Takes up the words that are present, as places in a dictionary of those that occur. */
static const char *take_words(const Column *c, size_t first, size_t n, Space *s, Chunk *chunk)
{
    const uint8_t *from = c->values.at + 4 * first, *levels = c->kind == WORDS ? NULL : s->levels;
    uint32_t *table = s->table, *codes = s->codes;
    size_t count = 0, known = c->starts.size / 8 - 1;
    memset(table, 0, 4 * known);
    for (size_t k = 0; k < n; k++) {
        uint32_t word;
        if (levels && !levels[k])
            continue;
        memcpy(&word, from + 4 * k, 4);
        if (word >= known)
            return ASTRAY_WORD;
        if (table[word] == 0) {
            const char *wrong = text_at(c, word, s->words + chunk->entries);
            if (wrong != NULL)
                return wrong;
            table[word] = (uint32_t)++chunk->entries;
        }
        codes[count++] = table[word] - 1;
    }
    chunk->present = count;
    return NULL;
}

/* The levels of a chunk, each kind with its size in front of it. */
static const char *lay_levels(const Column *c, Space *s, Chunk *chunk, Bytes *page)
{
    size_t n = chunk->cells;
    uint8_t *out = reserve(page, 16 + HYBRID_ROOM(n, 1) + HYBRID_ROOM(n, 2)), *begin = out, *end;
    if (out == NULL)
        return LACKS_MEMORY;
    for (int turn = c->kind == WORDS ? 0 : 1; turn < 2; turn++) {
        end = hybrid(out + 4, turn ? s->levels : s->repeats, n, c->kind == WORDS && turn ? 2 : 1);
        uint32_t size = (uint32_t)(end - (out + 4));
        memcpy(out, &size, 4);
        out = end;
    }
    page->size += (size_t)(out - begin);
    return NULL;
}

/* Lays down rows `first` to `first + n`: dictionary and page, and what the footer says of them.
   NULL, or what is wrong. */
static const char *lay_chunk(const Column *c, size_t first, size_t n, Space *s, Chunk *chunk,
                             Bytes *dictionary, Bytes *page)
{
    const char *wrong = NULL;
    size_t from = first, count = n;
    size_t words = c->values.at && c->kind >= TEXT ? c->starts.size / 8 - 1 : 0;
    memset(chunk, 0, sizeof *chunk);
    dictionary->size = page->size = 0;
    chunk->cells = n;
    if (c->kind == WORDS) {
        size_t begin = place(&c->lists, first), end = place(&c->lists, first + n);
        if (begin > end || end > elements(c))
            return ASTRAY_LISTS;
        from = begin, count = end - begin;
    }
    if (count + n > INT32_MAX)
        return "a row group has more cells than a page may have";
    if (!make_room(s, count + n, words > SLOTS ? words : SLOTS, words > ENTRIES ? words : ENTRIES))
        return LACKS_MEMORY;
    if (c->kind == WORDS)
        wrong = levels_of_lists(c, first, n, s, chunk, from, from + count);
    else
        levels_of(c, first, n, s);
    if (wrong != NULL || (wrong = lay_levels(c, s, chunk, page)) != NULL)
        return wrong;
    switch (c->kind) {
    case BOOLEAN:
        take_truths(c, first, n, s, chunk);
        return lay_truths(s, chunk, page);
    case INTEGER:
    case DATE:
        take_numbers(c, first, n, s, chunk);
        return lay_numbers(s, chunk, c->kind == DATE ? 4 : 8, dictionary, page);
    default:
        wrong = c->values.at ? take_words(c, from, count, s, chunk)
                             : take_texts(c, from, count, s, chunk);
        if (wrong != NULL)
            return wrong;
        return chunk->entries ? lay_codes(s, chunk, dictionary, page)
                              : lay_texts(s, chunk, dictionary, page);
    }
}

#endif
