/* What Python gives: buffers are held as long as a program runs, and their sizes checked before.
   A function returns what is wrong in a few words, or NULL. */

#define PIECES 6 /* buffers of a column */

typedef struct {
    Py_buffer *held;
    Py_ssize_t count;
} Buffers;

static const char *hold(Buffers *all, PyObject *from, int flags, Py_buffer **found)
{
    *found = NULL;
    if (from == Py_None)
        return NULL;
    Py_buffer *view = &all->held[all->count];
    if (PyObject_GetBuffer(from, view, flags) < 0)
        return "a buffer";
    all->count++;
    *found = view;
    return NULL;
}

static int aligned(const Py_buffer *b, uintptr_t width)
{
    return b == NULL || (uintptr_t)b->buf % width == 0;
}

static const char *column_from(Buffers *all, PyObject *given, Column *c, int64_t n)
{
    static const uint8_t nothing[8];
    if (!PyTuple_Check(given) || PyTuple_Size(given) != PIECES + 1)
        return "a column is a tuple of seven";
    PyObject *storage = PyTuple_GetItem(given, 0);
    long letter = PyLong_AsLong(storage);
    if (letter == -1 && PyErr_Occurred())
        return "a storage is a number";
    c->storage = (char)letter;
    Py_buffer *piece[PIECES]; /* missing, values, starts, raw, lists, codes */
    for (int k = 0; k < PIECES; k++) {
        const char *said = hold(all, PyTuple_GetItem(given, k + 1), PyBUF_SIMPLE, &piece[k]);
        if (said != NULL)
            return said;
    }
    if (!aligned(piece[2], 8) || !aligned(piece[4], 8) || !aligned(piece[5], 8))
        return "numbers that are not aligned";
    if (piece[0] != NULL && piece[0]->len < n)
        return "missing has a byte a row";
    c->missing = piece[0] == NULL ? NULL : piece[0]->buf;
    c->values = piece[1] == NULL ? NULL : piece[1]->buf;
    c->raw = piece[3] == NULL || !piece[3]->len ? nothing : piece[3]->buf;
    c->raw_size = piece[3] == NULL ? 0 : piece[3]->len;
    if (letter == 'i' || letter == 'b') {
        int64_t width = letter == 'i' ? 8 : 1;
        if (piece[1] == NULL || piece[1]->len / width < n || !aligned(piece[1], (uintptr_t)width))
            return "values have a number a row";
        return NULL;
    }
    if ((letter != 't' && letter != 'w') || piece[2] == NULL || piece[2]->len < 8)
        return "starts of texts";
    c->starts = piece[2]->buf;
    c->texts = piece[2]->len / 8 - 1;
    c->items = piece[1] == NULL ? c->texts : piece[1]->len / 4;
    if (piece[5] != NULL && piece[5]->len / 8 < c->texts)
        return "codes have a number a text";
    c->codes = piece[5] == NULL ? NULL : piece[5]->buf;
    if (letter == 't')
        return c->items < n ? "a text a row" : NULL;
    if (piece[4] == NULL || piece[4]->len / 8 - 1 < n)
        return "lists have a number a row, and one more";
    c->lists = piece[4]->buf;
    return NULL;
}

/* The words of the plan and where each is found by its hash. */
static const char *words_from(Machine *m, int64_t starts, int64_t raw)
{
    if (starts < 8 || starts % 8 || m->starts[0] != 0 || m->starts[starts / 8 - 1] != raw)
        return "words from the first byte to the last";
    m->words = starts / 8 - 1;
    for (int64_t k = 0; k < m->words; k++)
        if (m->starts[k + 1] < m->starts[k])
            return "words that do not overlap";
    uint64_t size = 8;
    while (size < 4 * (uint64_t)m->words)
        size *= 2;
    if (m->words > INT32_MAX / 8 || (m->slots = malloc(4 * size)) == NULL)
        return "too many words";
    memset(m->slots, 0xff, 4 * size);
    m->mask = size - 1;
    for (int64_t k = 0; k < m->words; k++) {
        uint64_t at = hash_of(word_of(m, k));
        while (m->slots[at & m->mask] >= 0)
            at++;
        m->slots[at & m->mask] = (int32_t)k;
    }
    return NULL;
}
