/* The texts of a chunk: a dictionary, or one behind the other, each less what it begins with as the
   one before it. */

#ifndef PARQUET_TEXT
#define PARQUET_TEXT

#include "_parquet_chunk.h"

/* RFC 3629: no surrogates, nothing longer than needed, nothing beyond U+10FFFF. */
static int is_utf8(Text t)
{
    const uint8_t *at = t.at, *end = t.at + t.size;
    while (at < end) {
        uint64_t eight;
        if (end - at >= 8 && (memcpy(&eight, at, 8), (eight & 0x8080808080808080u) == 0)) {
            at += 8;
            continue;
        }
        uint8_t head = *at++, low = 0x80, high = 0xbf;
        int more = head < 0x80 ? 0 : head < 0xc2 ? -1 : head < 0xe0 ? 1 : head < 0xf0 ? 2
            : head < 0xf5 ? 3 : -1;
        if (head == 0xe0)
            low = 0xa0;
        else if (head == 0xed)
            high = 0x9f;
        else if (head == 0xf0)
            low = 0x90;
        else if (head == 0xf4)
            high = 0x8f;
        if (more < 0 || end - at < more)
            return 0;
        for (; more; more--, at++, low = 0x80, high = 0xbf)
            if (*at < low || *at > high)
                return 0;
    }
    return 1;
}

/* As Parquet and SQL compare texts: by bytes, and what goes on is larger. */
static int before(Text a, Text b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size ? memcmp(a.at, b.at, size) : 0;
    return order < 0 || (order == 0 && a.size < b.size);
}

/* Tells the least and the largest of some texts, if neither is long. */
static void tell(Chunk *c, const Text *texts, size_t n)
{
    if (n == 0)
        return;
    Text least = texts[0], largest = texts[0];
    for (size_t k = 1; k < n; k++) {
        if (before(largest, texts[k]))
            largest = texts[k];
        else if (before(texts[k], least))
            least = texts[k];
    }
    if (least.size > TOLD || largest.size > TOLD)
        return;
    c->told = 1, c->least_size = least.size, c->largest_size = largest.size;
    memcpy(c->least, least.at, least.size);
    memcpy(c->largest, largest.at, largest.size);
}

static inline uint64_t hash_of(Text t)
{
    uint64_t hash = t.size * 0x9e3779b97f4a7c15u, word;
    const uint8_t *at = t.at, *end = t.at + t.size;
    for (; end - at >= 8; at += 8) {
        memcpy(&word, at, 8);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    if (at < end) {
        word = 0;
        memcpy(&word, at, (size_t)(end - at));
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    return hash * 0x9e3779b97f4a7c15u;
}

/* As `by_hash`, of texts. */
static size_t texts_by_hash(Space *s, size_t n, size_t most)
{
    size_t entries = 0;
    memset(s->table, 0, 4 * SLOTS);
    for (size_t k = 0; k < n; k++) {
        Text t = s->texts[k], *same;
        size_t slot = hash_of(t) >> 50;
        uint32_t code;
        for (; (code = s->table[slot]) != 0; slot = (slot + 1) % SLOTS) {
            same = s->words + code - 1;
            if (same->size == t.size && (t.size == 0 || memcmp(same->at, t.at, t.size) == 0))
                break;
        }
        if (code == 0) {
            if (entries == most)
                return 0;
            s->words[entries] = t;
            s->table[slot] = code = (uint32_t)++entries;
        }
        s->codes[k] = code - 1;
    }
    return entries;
}

/* PLAIN: each with its length in front of it. */
static const char *lay_words(const Text *words, size_t n, Bytes *to)
{
    for (size_t k = 0; k < n; k++) {
        uint32_t size = (uint32_t)words[k].size;
        if (words[k].size > INT32_MAX)
            return "a text has more bytes than a page may have";
        if (!put(to, &size, 4) || !put(to, words[k].at, size))
            return LACKS_MEMORY;
    }
    return NULL;
}

static const char *lay_codes(Space *s, Chunk *c, Bytes *dictionary, Bytes *page)
{
    uint8_t *out = reserve(page, INDEX_ROOM(c->present));
    if (out == NULL)
        return LACKS_MEMORY;
    c->encoding = DICTIONARY;
    page->size += (size_t)(indices(out, s->codes, c->present, c->entries) - out);
    tell(c, s->words, c->entries);
    return lay_words(s->words, c->entries, dictionary);
}

static uint64_t shared(Text a, Text b)
{
    uint64_t most = a.size < b.size ? a.size : b.size, k = 0;
    for (uint64_t x, y; most - k >= 8; k += 8) {
        memcpy(&x, a.at + k, 8), memcpy(&y, b.at + k, 8);
        if (x != y)
            return k + (uint64_t)__builtin_ctzll(x ^ y) / 8;
    }
    while (k < most && a.at[k] == b.at[k])
        k++;
    return k;
}

/* Texts that do not repeat: DELTA_BYTE_ARRAY where they begin alike, else DELTA_LENGTH. */
static const char *lay_apart(Space *s, Chunk *c, Bytes *page)
{
    size_t n = c->present;
    uint64_t all = 0, alike = 0;
    int64_t *sizes = s->numbers;
    for (size_t k = 0; k < n; k++) {
        all += s->texts[k].size;
        s->codes[k] = k ? (uint32_t)shared(s->texts[k - 1], s->texts[k]) : 0;
        alike += s->codes[k];
    }
    if (all > INT32_MAX)
        return "the texts of a row group have more bytes than a page may have";
    if (n < 64) { /* too few for blocks of differences */
        tell(c, s->texts, n);
        return lay_words(s->texts, n, page);
    }
    int front = alike > 2 * n;
    uint8_t *out = reserve(page, all + 2 * DELTA_ROOM(n)), *begin = out;
    if (out == NULL)
        return LACKS_MEMORY;
    c->encoding = front ? DELTA_BYTES : DELTA_LENGTH;
    if (front) {
        for (size_t k = 0; k < n; k++)
            sizes[k] = s->codes[k];
        out = deltas(out, sizes, n);
    }
    for (size_t k = 0; k < n; k++)
        sizes[k] = (int64_t)s->texts[k].size - (front ? s->codes[k] : 0);
    out = deltas(out, sizes, n);
    for (size_t k = 0; k < n; k++) {
        if (sizes[k])
            memcpy(out, s->texts[k].at + (front ? s->codes[k] : 0), (size_t)sizes[k]);
        out += sizes[k];
    }
    page->size += (size_t)(out - begin);
    tell(c, s->texts, n);
    return NULL;
}

/* Lays down the texts that are present, in `texts`. */
static const char *lay_texts(Space *s, Chunk *c, Bytes *dictionary, Bytes *page)
{
    size_t n = c->present, some = n < 512 ? n : 512, most = n / 4 < ENTRIES ? n / 4 + 1 : ENTRIES;
    /* Where the first ones do not repeat, the others hardly do. */
    if (n == 0)
        return NULL; /* PLAIN, and nothing behind the levels */
    if (n > some && texts_by_hash(s, some, some / 4 * 3) == 0)
        return lay_apart(s, c, page);
    c->entries = texts_by_hash(s, n, most);
    return c->entries ? lay_codes(s, c, dictionary, page) : lay_apart(s, c, page);
}

#endif
