/* SHA-256 of many short messages in one call: the leaves of a chunk, and a level of its tree.

   hashlib takes a call, or several, for each message; a leaf has some hundred bytes, and the calls
   cost more than the hashing. SHA-256 here is FIPS 180-4 on the SHA extensions of x86-64. Where a
   processor or a compiler lacks them there is no kernel, and `kernel.py` says so to its callers,
   which then go through hashlib.

   INVARIANT: no byte outside the buffers is read, whatever they hold. Sizes are checked before;
   a place in `texts` is checked when it is used, for another thread may write to the buffer of
   starts while the interpreter's lock is released. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <cpuid.h>
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#if !defined(__x86_64__) || !defined(__GNUC__)
#error "no kernel for this processor or compiler: hashlib does its work"
#endif

#define SHA __attribute__((target("sha,sse4.1,ssse3")))
#define INLINE SHA static inline __attribute__((always_inline))
#define HASH 32
#define BLOCK 64
/* Messages hashed side by side: a round waits for the one before it, not for another message's. */
#define LANES 4
#define EACH_LANE for (int l = 0; l < LANES; l++)

/* FIPS 180-4, 4.2.2: the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t K[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* The eight words of a state, as the instructions want them: A is the highest of `abef`. */
typedef struct {
    __m128i abef, cdgh;
} State;

/* A message in pieces that lie apart, and their sizes. */
typedef struct {
    const uint8_t *piece[3];
    uint64_t size[3];
} Message;

/* What is hashed: row by row, from buffers of the caller. */
typedef struct {
    const uint8_t *prefix, *fixed, *texts;
    uint64_t prefix_size, width, texts_size, inner_size;
    const uint8_t *starts; /* where each text begins, and where the last one ends: int64_t */
    uint8_t *out;
    int astray; /* a start was no place in `texts` */
} Rows;

typedef Message (*MessageOf)(Rows *, uint64_t);

/* Compresses a block into each state: FIPS 180-4, 6.2.2, four rounds at a time. The state that an
   instruction takes as CDGH it gives back as ABEF, and what was ABEF is the next CDGH. */
INLINE void compress(State *state, const uint8_t *const *block)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i w[4][LANES], abef[LANES], cdgh[LANES];
    EACH_LANE {
        abef[l] = state[l].abef;
        cdgh[l] = state[l].cdgh;
        for (int k = 0; k < 4; k++)
            w[k][l] = _mm_shuffle_epi8(
                _mm_loadu_si128((const __m128i *)(block[l] + 16 * k)), swap);
    }
/* Rounds 4r to 4r + 3; then, in place of the words that they used, those of sixteen rounds on. */
#define FOUR(r)                                                                                   \
    EACH_LANE {                                                                                   \
        __m128i *w0 = &w[(r) % 4][l], w3 = w[((r) + 3) % 4][l];                                   \
        __m128i wk = _mm_add_epi32(*w0, _mm_load_si128((const __m128i *)(K + 4 * (r))));          \
        cdgh[l] = _mm_sha256rnds2_epu32(cdgh[l], abef[l], wk);                                    \
        abef[l] = _mm_sha256rnds2_epu32(abef[l], cdgh[l], _mm_srli_si128(wk, 8));                 \
        if ((r) < 12) {                                                                           \
            __m128i seven = _mm_alignr_epi8(w3, w[((r) + 2) % 4][l], 4);                          \
            __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(*w0, w[((r) + 1) % 4][l]), seven);   \
            *w0 = _mm_sha256msg2_epu32(sum, w3);                                                  \
        }                                                                                         \
    }
    FOUR(0) FOUR(1) FOUR(2) FOUR(3) FOUR(4) FOUR(5) FOUR(6) FOUR(7)
    FOUR(8) FOUR(9) FOUR(10) FOUR(11) FOUR(12) FOUR(13) FOUR(14) FOUR(15)
#undef FOUR
    EACH_LANE {
        state[l].abef = _mm_add_epi32(state[l].abef, abef[l]);
        state[l].cdgh = _mm_add_epi32(state[l].cdgh, cdgh[l]);
    }
}

/* The 64 bytes at `at` of a message: where they lie, or put together in `space`, with the padding
   of FIPS 180-4, 5.1.1: 0x80 behind the last byte, zeros, and how many bits there were. */
static inline const uint8_t *block_at(const Message *m, uint64_t at, uint64_t size, uint8_t *space)
{
    uint64_t skip = at, filled = 0;
    for (int k = 0; k < 3 && filled < BLOCK; k++) {
        if (skip >= m->size[k]) {
            skip -= m->size[k];
            continue;
        }
        uint64_t there = m->size[k] - skip, room = BLOCK - filled;
        if (there >= BLOCK && filled == 0)
            return m->piece[k] + skip;
        memcpy(space + filled, m->piece[k] + skip, there < room ? there : room);
        filled += there < room ? there : room;
        skip = 0;
    }
    memset(space + filled, 0, BLOCK - filled);
    if (at <= size && size < at + BLOCK)
        space[size - at] = 0x80;
    if (size + 9 <= at + BLOCK)
        for (int k = 0; k < 8; k++)
            space[BLOCK - 1 - k] = (uint8_t)(size * 8 >> 8 * k);
    return space;
}

/* The state as 32 bytes, big endian. */
INLINE void write_hash(const State *state, uint8_t *out)
{
    uint32_t words[8]; /* F E B A H G D C */
    static const int place[8] = {3, 2, 7, 6, 1, 0, 5, 4};
    _mm_storeu_si128((__m128i *)words, state->abef);
    _mm_storeu_si128((__m128i *)(words + 4), state->cdgh);
    for (int k = 0; k < 8; k++) {
        uint32_t word = __builtin_bswap32(words[place[k]]);
        memcpy(out + 4 * k, &word, 4);
    }
}

/* The hash of each of n messages, in order; a lane that is done takes the next one. */
INLINE void hash_rows(Rows *rows, uint64_t n, MessageOf message_of)
{
    /* 5.3.3: the fractional parts of the square roots of the first eight primes. */
    const State first = {_mm_set_epi32(0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c),
                         _mm_set_epi32(0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19)};
    uint8_t space[LANES][BLOCK] = {{0}};
    const uint8_t *block[LANES];
    uint64_t row[LANES], at[LANES], size[LANES], next = 0, left = n;
    Message message[LANES];
    State state[LANES];
#define BEGIN(l)                                                                                  \
    row[l] = next++, at[l] = 0, block[l] = space[l], state[l] = first;                            \
    if (row[l] < n) {                                                                             \
        message[l] = message_of(rows, row[l]);                                                    \
        size[l] = message[l].size[0] + message[l].size[1] + message[l].size[2];                   \
    }
    EACH_LANE { BEGIN(l) }
    while (left) {
        EACH_LANE if (row[l] < n) block[l] = block_at(&message[l], at[l], size[l], space[l]);
        compress(state, block); /* a lane that has no message left works for nothing */
        EACH_LANE if (row[l] < n && (at[l] += BLOCK) >= size[l] + 9) {
            write_hash(&state[l], rows->out + HASH * row[l]);
            left--;
            BEGIN(l)
        }
    }
#undef BEGIN
}

static inline uint64_t start_of(Rows *rows, uint64_t k)
{
    uint64_t start; /* one below 0 is past the end, too */
    memcpy(&start, rows->starts + 8 * k, 8);
    if (start <= rows->texts_size)
        return start;
    rows->astray = 1;
    return 0;
}

/* numbers ‖ text */
static inline Message inputs_of(Rows *rows, uint64_t k)
{
    uint64_t start = start_of(rows, k), end = start_of(rows, k + 1);
    if (end < start) {
        rows->astray = 1;
        end = start;
    }
    return (Message){{rows->fixed + rows->width * k, rows->texts + start, NULL},
                     {rows->width, end - start, 0}};
}

/* prefix ‖ head ‖ H_in, which lies where the leaf will; of a node 0x01 ‖ left and right */
static inline Message above(Rows *rows, uint64_t k)
{
    return (Message){{rows->prefix, rows->fixed + rows->width * k, rows->out + HASH * k},
                     {rows->prefix_size, rows->width, rows->inner_size}};
}

SHA static void hash_leaves(Rows *rows, uint64_t n, const Py_buffer *numbers, const Py_buffer *heads)
{
    rows->fixed = numbers->buf, rows->width = (uint64_t)numbers->len / n;
    hash_rows(rows, n, inputs_of);
    rows->fixed = heads->buf, rows->width = (uint64_t)heads->len / n;
    rows->inner_size = HASH;
    hash_rows(rows, n, above);
}

SHA static void hash_level(Rows *rows, uint64_t n)
{
    hash_rows(rows, n, above);
}

/* --- what Python sees ------------------------------------------------------------------------ */

/* Whether the processor has what is used here: CPUID, leaf 7, EBX bit 29; leaf 1, ECX 9 and 19. */
static int has_sha(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b >> 29 & 1))
        return 0;
    return __get_cpuid(1, &a, &b, &c, &d) && (c >> 9 & 1) && (c >> 19 & 1);
}

#define REFUSE(why) return PyErr_SetString(PyExc_ValueError, why), NULL
#define NOT_READY "this processor has no SHA extensions"

static PyObject *leaves_from(const Py_buffer *prefix, const Py_buffer *numbers,
                             const Py_buffer *texts, const Py_buffer *starts,
                             const Py_buffer *heads)
{
    Py_ssize_t n = starts->len / 8 - 1;
    if (!has_sha())
        REFUSE(NOT_READY);
    if (n < 0 || starts->len % 8)
        REFUSE("starts are integers of 8 bytes, one more than rows");
    if (n == 0 ? numbers->len || heads->len : numbers->len % n || heads->len % n)
        REFUSE("numbers and heads have as many bytes for each row");
    PyObject *found = PyBytes_FromStringAndSize(NULL, n * HASH);
    if (found == NULL || n == 0)
        return found;
    Rows rows = {.prefix = prefix->buf, .prefix_size = (uint64_t)prefix->len, .texts = texts->buf,
                 .texts_size = (uint64_t)texts->len, .starts = starts->buf,
                 .out = (uint8_t *)PyBytes_AsString(found)};
    Py_BEGIN_ALLOW_THREADS
    hash_leaves(&rows, (uint64_t)n, numbers, heads);
    Py_END_ALLOW_THREADS
    if (!rows.astray)
        return found;
    Py_DECREF(found);
    REFUSE("starts do not decrease, and lie within the texts");
}

static PyObject *leaves(PyObject *Py_UNUSED(module), PyObject *arguments)
{
    Py_buffer held[5];
    if (!PyArg_ParseTuple(arguments, "y*y*y*y*y*:leaves", held, held + 1, held + 2, held + 3,
                          held + 4))
        return NULL;
    PyObject *found = leaves_from(held, held + 1, held + 2, held + 3, held + 4);
    for (int k = 0; k < 5; k++)
        PyBuffer_Release(&held[k]);
    return found;
}

static PyObject *level(PyObject *Py_UNUSED(module), PyObject *hashes)
{
    Py_buffer held;
    if (!has_sha())
        REFUSE(NOT_READY);
    if (PyObject_GetBuffer(hashes, &held, PyBUF_SIMPLE) < 0)
        return NULL;
    Py_ssize_t n = held.len / (2 * HASH), rest = held.len % (2 * HASH);
    PyObject *found = PyBytes_FromStringAndSize(NULL, n * HASH + rest);
    if (found != NULL && held.len) {
        Rows rows = {.prefix = (const uint8_t *)"\x01", .prefix_size = 1, .fixed = held.buf,
                     .width = 2 * HASH, .out = (uint8_t *)PyBytes_AsString(found)};
        Py_BEGIN_ALLOW_THREADS
        hash_level(&rows, (uint64_t)n);
        memcpy(rows.out + n * HASH, rows.fixed + 2 * n * HASH, (size_t)rest);
        Py_END_ALLOW_THREADS
    }
    PyBuffer_Release(&held);
    return found;
}

static PyObject *ready(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(nothing))
{
    return PyBool_FromLong(has_sha());
}

static PyMethodDef methods[] = {
    {"leaves", leaves, METH_VARARGS, "The leaf hash of each row, end to end."},
    {"level", level, METH_O, "The hashes above these, as next_level of tree.py."},
    {"ready", ready, METH_NOARGS, "Whether this processor has the SHA extensions."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_kernel", "SHA-256 of many rows in one call.", 0, methods,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    return PyModuleDef_Init(&definition);
}
