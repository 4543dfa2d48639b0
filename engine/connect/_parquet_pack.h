/* Integers as bits: Parquet's hybrid of runs and packed groups, and packed differences. */

#ifndef PARQUET_PACK
#define PARQUET_PACK

#include "_parquet_bytes.h"

/* How many bits hold a value. */
static inline unsigned bits_of(uint64_t value)
{
    return value ? 64 - (unsigned)__builtin_clzll(value) : 0;
}

/* `width` bits of each value, the lowest first; 32 values a block, each less than 1 << width. The
   width is a constant wherever this is inlined, and no branch is left of it. */
static inline __attribute__((always_inline)) void pack_by(
    const uint32_t *v, size_t blocks, uint8_t *out, const unsigned width)
{
    for (; blocks--; v += 32, out += 4 * width) {
        uint64_t held = 0;
        unsigned used = 0, words = 0;
#pragma GCC unroll 32
        for (int k = 0; k < 32; k++) {
            held |= (uint64_t)v[k] << used;
            used += width;
            if (used >= 32) {
                uint32_t word = (uint32_t)held;
                memcpy(out + 4 * words++, &word, 4);
                held >>= 32;
                used -= 32;
            }
        }
    }
}

/* Packs whole blocks of 32: writes 4 * width * blocks bytes; 1 <= width <= 32. */
static void pack(const uint32_t *v, size_t blocks, uint8_t *out, unsigned width)
{
    switch (width) {
#define CASE(w) case w: pack_by(v, blocks, out, w); break;
#define FOUR(w) CASE(w) CASE(w + 1) CASE(w + 2) CASE(w + 3)
        FOUR(1) FOUR(5) FOUR(9) FOUR(13) FOUR(17) FOUR(21) FOUR(25) FOUR(29)
#undef FOUR
#undef CASE
    }
}

/* The same for values of 33 to 64 bits; n is a multiple of 64. */
static void pack_wide(const uint64_t *v, size_t n, uint8_t *out, unsigned width)
{
    unsigned __int128 held = 0;
    unsigned used = 0;
    for (size_t k = 0; k < n; k++) {
        held |= (unsigned __int128)v[k] << used;
        used += width;
        if (used >= 64) {
            uint64_t word = (uint64_t)held;
            memcpy(out, &word, 8);
            out += 8;
            held >>= 64;
            used -= 64;
        }
    }
}

/* --- the hybrid ------------------------------------------------------------------------------- */

/* A value of `width` bits so many times. */
static uint8_t *run_of(uint8_t *out, size_t count, uint32_t value, unsigned width)
{
    out = varint(out, (uint64_t)count << 1);
    memcpy(out, &value, 4);
    return out + (width + 7) / 8;
}

/* Eight bytes that hold 0 or 1 (0 to 3) as 8 (16) bits. */
static inline uint8_t *pack_eight(uint8_t *out, uint64_t group, int width)
{
    if (width == 1) {
        *out++ = (uint8_t)((group & 0x0101010101010101u) * 0x0102040810204080u >> 56);
        return out;
    }
    group = (group | group >> 6) & 0x000f000f000f000fu;
    group = (group | group >> 12) & 0x000000ff000000ffu;
    *out++ = (uint8_t)group;
    *out++ = (uint8_t)(group >> 32);
    return out;
}

/* At least so many groups of eight that are alike become a run. */
#define RUN 8
/* The most bytes that `hybrid` writes for n levels: a run or a head stands for 64 levels or more. */
#define HYBRID_ROOM(n, width) (((n) / 8 + 1) * (size_t)(width) + ((n) / 64 + 2) * 24)

/* n levels of one byte each, less than 1 << width, width 1 or 2; up to 7 bytes behind the last
   one are written to. */
static uint8_t *hybrid(uint8_t *out, uint8_t *levels, size_t n, int width)
{
    size_t groups = (n + 7) / 8, packed = 0; /* groups before this one are written */
    if (n == 0)
        return out;
    memset(levels + n, levels[n - 1], 8 * groups - n);
    for (size_t g = 0; g <= groups;) {
        uint64_t group = 0, next;
        size_t end = g;
        if (g < groups) {
            memcpy(&group, levels + 8 * g, 8);
            if (group == (group & 0xff) * 0x0101010101010101u)
                for (next = group; next == group && ++end < groups;)
                    memcpy(&next, levels + 8 * end, 8);
            if (end - g < RUN && !(end == groups && g == packed)) {
                g = end > g ? end : g + 1;
                continue;
            }
        }
        if (packed < g) {
            out = varint(out, (uint64_t)(g - packed) << 1 | 1);
            for (; packed < g; packed++) {
                memcpy(&next, levels + 8 * packed, 8);
                out = pack_eight(out, next, width);
            }
        }
        if (g == groups)
            break;
        out = run_of(out, (end < groups ? 8 * end : n) - 8 * g, group & 0xff, 1);
        g = packed = end;
    }
    return out;
}

/* So many indices are packed in one go. DuckDB unpacks them one by one, and slowly, where it goes on
   in the middle of a byte, as it has to where values are missing, and quickly from a head on. */
#define STRETCH 128
/* The most bytes that `indices` writes for n. */
#define INDEX_ROOM(n) (((n) / STRETCH + 1) * (size_t)(4 * STRETCH + 16) + 16)

/* How many indices, in whole stretches, are the first one again. */
static size_t repeated(const uint32_t *codes, size_t n)
{
    size_t end = 0;
    while (end < n) {
        size_t count = n - end < STRETCH ? n - end : STRETCH;
        uint32_t other = 0;
        for (size_t k = 0; k < count; k++)
            other |= codes[end + k] ^ codes[0];
        if (other)
            break;
        end += count;
    }
    return end;
}

/* Indices into a dictionary. The array has room for 31 more. */
static uint8_t *indices(uint8_t *out, uint32_t *codes, size_t n, size_t entries)
{
    unsigned width = entries > 1 ? bits_of(entries - 1) : 1;
    *out++ = (uint8_t)width;
    if (entries == 1)
        return run_of(out, n, 0, width);
    memset(codes + n, 0, 4 * 31);
    for (size_t k = 0, count; k < n; k += count) {
        count = repeated(codes + k, n - k);
        if (count) {
            out = run_of(out, count, codes[k], width);
            continue;
        }
        count = n - k < STRETCH ? n - k : STRETCH;
        out = varint(out, (uint64_t)((count + 7) / 8) << 1 | 1);
        pack(codes + k, (count + 31) / 32, out, width);
        out += (count + 7) / 8 * width;
    }
    return out;
}

/* --- differences: DELTA_BINARY_PACKED --------------------------------------------------------- */

#define BLOCK 2048
#define PARTS 8
#define PART (BLOCK / PARTS)
/* The most bytes that `deltas` writes for n values. */
#define DELTA_ROOM(n) (((n) / BLOCK + 1) * (size_t)(8 * BLOCK + 10 + PARTS) + 40)

/* The differences of up to BLOCK + 1 values that follow each other. */
static uint8_t *delta_block(uint8_t *out, const int64_t *v, size_t count)
{
    uint64_t step[BLOCK];
    uint32_t narrow[PART];
    int64_t least = INT64_MAX;
    for (size_t k = 0; k < count; k++) {
        /* Where a difference does not fit it wraps, and wraps back when it is added. */
        step[k] = (uint64_t)v[k + 1] - (uint64_t)v[k];
        least = (int64_t)step[k] < least ? (int64_t)step[k] : least;
    }
    for (size_t k = 0; k < count; k++)
        step[k] -= (uint64_t)least;
    size_t parts = (count + PART - 1) / PART;
    memset(step + count, 0, 8 * (parts * PART - count));
    out = varint(out, zigzag(least));
    uint8_t *widths = out;
    memset(widths, 0, PARTS);
    out += PARTS;
    for (size_t p = 0; p < parts; p++) {
        const uint64_t *part = step + p * PART;
        uint64_t all = 0;
        for (size_t k = 0; k < PART; k++)
            all |= part[k];
        unsigned width = bits_of(all);
        widths[p] = (uint8_t)width;
        if (width > 32) {
            pack_wide(part, PART, out, width);
        } else if (width) {
            for (size_t k = 0; k < PART; k++)
                narrow[k] = (uint32_t)part[k];
            pack(narrow, PART / 32, out, width);
        }
        out += PART / 8 * width;
    }
    return out;
}

static uint8_t *deltas(uint8_t *out, const int64_t *v, size_t n)
{
    out = varint(out, BLOCK);
    out = varint(out, PARTS);
    out = varint(out, n);
    out = varint(out, zigzag(n ? v[0] : 0));
    for (size_t k = 0; k + 1 < n; k += BLOCK)
        out = delta_block(out, v + k, n - k - 1 < BLOCK ? n - k - 1 : BLOCK);
    return out;
}

#endif
