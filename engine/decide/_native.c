/* Runs the program of a Plan over columns in memory, a block of rows at a time, so that what one
   instruction leaves is still near when the next one reads it. `engine/compile/native.py` makes the
   programs, `engine/decide/native.py` calls this.

   INVARIANT: no byte outside the buffers is read or written, whatever they or a program hold; and
   nothing is computed whose result C leaves open. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#if !defined(__x86_64__) || !defined(__GNUC__)
#error "the native engine is tried on x86-64 with GCC alone"
#endif

#include "_native.h"
#include "_native_list.h"
#include "_native_lists.h"
#include "_native_wide.h"
#include "_native_check.h"

#define RUN run_plain
#define RANK rank_plain
#include "_native_run.h"
#undef RUN
#undef RANK
#pragma GCC push_options
#pragma GCC target("arch=x86-64-v3")
#define RUN run_v3
#define RANK rank_v3
#include "_native_run.h"
#undef RUN
#undef RANK
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("arch=x86-64-v4,prefer-vector-width=512")
#define RUN run_v4
#define RANK rank_v4
#include "_native_run.h"
#pragma GCC pop_options

#define HEAD 11  /* numbers before a program's bindings */
#define PIECES 6 /* buffers of a column */

typedef void (*Runner)(Machine *, int64_t, int64_t, int64_t, int64_t);

static Runner runner(void)
{
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("bmi2"))
        return run_v4;
    int v3 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
             __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
    return v3 ? run_v3 : run_plain;
}

/* --- what comes in ---------------------------------------------------------------------------- */

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

/* --- registers -------------------------------------------------------------------------------- */

typedef struct {
    uint8_t *scratch, *zeros;
    void **table; /* all registers, kind after kind */
    Bound *bound;
    int64_t bounds;
} Memory;

static const char *registers(Machine *m, Check *c, Memory *memory, const int64_t *head)
{
    int64_t total = 0, bytes = 0;
    if (m->block < 1 || m->block > 65536)
        return "a block of 1 to 65,536 rows";
    for (int k = 0; k < KINDS; k++) {
        m->kinds[k] = head[1 + k];
        if (m->kinds[k] < 0 || m->kinds[k] > MOST)
            return "too many registers";
        total += m->kinds[k];
        bytes += m->kinds[k] * (widths[k] * m->block + 64);
    }
    if (bytes > (int64_t)1 << 34)
        return "too many registers";
    memory->scratch = calloc(1, (size_t)bytes + 64);
    memory->zeros = calloc(1, (size_t)m->block);
    memory->table = calloc((size_t)total + 1, sizeof(void *));
    uint8_t *flags = calloc(1, (size_t)total + 1);
    c->reads_only[0] = flags;
    if (memory->scratch == NULL || memory->zeros == NULL || memory->table == NULL || flags == NULL)
        return "no memory";
    uint8_t *at = memory->scratch + (64 - (uintptr_t)memory->scratch % 64) % 64;
    void **entry = memory->table;
    void *kinds_at[KINDS];
    for (int k = 0; k < KINDS; k++) {
        kinds_at[k] = entry;
        c->reads_only[k] = flags;
        flags += m->kinds[k];
        for (int64_t r = 0; r < m->kinds[k]; r++) {
            *entry++ = at;
            at += (widths[k] * m->block + 63) / 64 * 64;
        }
    }
    m->i = kinds_at[0];
    m->b = kinds_at[1];
    m->c = kinds_at[2];
    m->v = kinds_at[3];
    m->l = kinds_at[4];
    m->h = kinds_at[5];
    return NULL;
}

static const char *bind(Machine *m, Check *c, Memory *memory, const int64_t *given, int64_t count,
                        Py_buffer **outs, int64_t n_outs)
{
    memory->bound = calloc((size_t)count + 1, sizeof(Bound));
    if (memory->bound == NULL)
        return "no memory";
    for (int64_t k = 0; k < count; k++, given += 4) {
        Bound *b = &memory->bound[memory->bounds];
        int64_t number = given[3];
        b->kind = given[0];
        b->number = given[1];
        if (b->kind < 0 || b->kind > 2 || b->number < 0 || b->number >= m->kinds[b->kind])
            return "a register that is not there";
        b->step = widths[b->kind];
        if (given[2] == 2) {
            if (number < 0 || number >= n_outs || outs[number] == NULL ||
                outs[number]->len / b->step < m->rows || !aligned(outs[number], (uintptr_t)b->step))
                return "an output too short";
            b->at = outs[number]->buf;
        } else {
            if (number < 0 || number >= m->n_columns || given[2] < 0 || given[2] > 1)
                return "no such column";
            Column *column = &m->columns[number];
            c->reads_only[b->kind][b->number] = 1;
            if (b->kind != given[2] || (!given[2] && column->storage != 'i'))
                return "a column of another kind";
            b->at = (uint8_t *)(given[2] ? column->missing : column->values);
            if (b->at == NULL) {
                b->at = memory->zeros;
                b->step = 0;
            }
        }
        memory->bounds++;
    }
    return NULL;
}

static void place(Machine *m, const Memory *memory, int64_t row)
{
    void **kind[] = {(void **)m->i, (void **)m->b, (void **)m->c};
    for (int64_t k = 0; k < memory->bounds; k++) {
        const Bound *b = &memory->bound[k];
        kind[b->kind][b->number] = b->at + row * b->step;
    }
}

static void run_all(Machine *m, const Memory *memory)
{
    Runner run = runner();
    if (!grow(m, &m->arena, 4)) /* NULL is for lists that are missing, not for empty ones */
        return;
    place(m, memory, 0);
    run(m, 0, m->prologue, 0, m->rows < m->block ? m->rows : m->block);
    int64_t kept = m->arena.used;
    for (int64_t row = 0; row < m->rows && !m->failed && !m->astray; row += m->block) {
        m->arena.used = kept;
        place(m, memory, row);
        int64_t n = m->rows - row < m->block ? m->rows - row : m->block;
        run(m, m->prologue, m->size, row, n);
    }
}

/* --- Python ----------------------------------------------------------------------------------- */

static PyObject *grown(Machine *m)
{
    PyObject *found = PyList_New(m->n_out);
    for (int64_t k = 0; found != NULL && k < m->n_out; k++) {
        Growing *g = &m->out[3 * k];
        PyObject *pieces = Py_BuildValue("(y#y#y#)", g[0].at, (Py_ssize_t)g[0].used, g[1].at,
                                         (Py_ssize_t)g[1].used, g[2].at, (Py_ssize_t)g[2].used);
        if (pieces == NULL || PyList_SetItem(found, k, pieces) < 0)
            Py_CLEAR(found);
    }
    return found;
}

typedef struct {
    PyObject *program, *numbers, *starts, *raw, *columns, *outs;
    Py_ssize_t rows;
} Given;

static const int64_t *numbers_of(PyObject *bytes, int64_t *count)
{
    *count = PyBytes_Size(bytes) / 8;
    return (const int64_t *)(void *)PyBytes_AsString(bytes);
}

static const char *prepare(const Given *g, Machine *m, Check *c, Memory *memory, Buffers *all,
                           Py_buffer **outs)
{
    int64_t size, starts, raw = PyBytes_Size(g->raw);
    const int64_t *head = numbers_of(g->program, &size);
    m->numbers = numbers_of(g->numbers, &m->count);
    m->starts = numbers_of(g->starts, &starts);
    m->raw = (const uint8_t *)PyBytes_AsString(g->raw);
    const char *said = words_from(m, PyBytes_Size(g->starts), raw);
    if (said != NULL)
        return said;
    for (int64_t k = 0; k < m->n_columns; k++)
        if ((said = column_from(all, PyTuple_GetItem(g->columns, k), &m->columns[k], m->rows)))
            return said;
    Py_ssize_t n_outs = PyTuple_Size(g->outs);
    for (Py_ssize_t k = 0; k < n_outs; k++)
        if ((said = hold(all, PyTuple_GetItem(g->outs, k), PyBUF_WRITABLE, &outs[k])))
            return said;
    if (size < HEAD || head[9] < 0 || head[9] > (size - HEAD) / 4)
        return "a head and its bindings";
    m->block = head[0];
    m->prologue = head[10];
    m->code = head + HEAD + 4 * head[9];
    m->size = size - HEAD - 4 * head[9];
    m->n_out = head[8];
    if (head[7] != m->n_columns || m->n_out < 0 || m->n_out > MOST)
        return "another number of columns";
    m->out = calloc(3 * (size_t)m->n_out + 1, sizeof(Growing));
    if (m->out == NULL)
        return "no memory";
    if ((said = registers(m, c, memory, head)) != NULL)
        return said;
    if ((said = bind(m, c, memory, head + HEAD, head[9], outs, n_outs)) != NULL)
        return said;
    if ((said = program_is(c)) != NULL)
        return said;
    m->keys = calloc((size_t)c->longest * LANE + 1, sizeof *m->keys);
    return m->keys == NULL ? "no memory" : NULL;
}

static PyObject *run_given(const Given *g, Buffers *all, Py_buffer **outs, Column *columns)
{
    Machine m = {.rows = g->rows, .columns = columns, .n_columns = PyTuple_Size(g->columns)};
    Memory memory = {0};
    Check c = {.m = &m};
    PyObject *found = NULL;
    const char *said = prepare(g, &m, &c, &memory, all, outs);
    if (said == NULL) {
        Py_BEGIN_ALLOW_THREADS
        run_all(&m, &memory);
        Py_END_ALLOW_THREADS
        said = m.failed ? "no memory" : m.astray ? "a place outside its column" : NULL;
    }
    if (said == NULL)
        found = grown(&m);
    else if (!strcmp(said, "no memory"))
        PyErr_NoMemory();
    else if (!PyErr_Occurred())
        PyErr_SetString(PyExc_ValueError, said);
    for (int64_t k = 0; m.out != NULL && k < 3 * m.n_out; k++)
        free(m.out[k].at);
    void *made[] = {m.out, m.arena.at, m.slots, m.keys, memory.scratch, memory.zeros, memory.table,
                    memory.bound, c.reads_only[0]};
    for (size_t k = 0; k < sizeof made / sizeof *made; k++)
        free(made[k]);
    return found;
}

static PyObject *run(PyObject *Py_UNUSED(module), PyObject *arguments)
{
    Given g;
    if (!PyArg_ParseTuple(arguments, "SSSSO!O!n:run", &g.program, &g.numbers, &g.starts, &g.raw,
                          &PyTuple_Type, &g.columns, &PyTuple_Type, &g.outs, &g.rows))
        return NULL;
    if (g.rows < 0 || g.rows > (Py_ssize_t)1 << 40) {
        PyErr_SetString(PyExc_ValueError, "rows");
        return NULL;
    }
    size_t columns = (size_t)PyTuple_Size(g.columns), outs = (size_t)PyTuple_Size(g.outs);
    Buffers all = {calloc(PIECES * columns + outs + 1, sizeof(Py_buffer)), 0};
    Py_buffer **writable = calloc(outs + 1, sizeof *writable);
    Column *made = calloc(columns + 1, sizeof *made);
    PyObject *found = NULL;
    if (all.held == NULL || writable == NULL || made == NULL)
        PyErr_NoMemory();
    else
        found = run_given(&g, &all, writable, made);
    for (Py_ssize_t k = 0; k < all.count; k++)
        PyBuffer_Release(&all.held[k]);
    free(all.held);
    free(writable);
    free(made);
    return found;
}

static PyObject *operations_of(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(nothing))
{
    PyObject *found = PyTuple_New(N_OPERATIONS);
    for (Py_ssize_t k = 0; found != NULL && k < N_OPERATIONS; k++) {
        PyObject *one = Py_BuildValue("(ss)", operations[k][0], operations[k][1]);
        if (one == NULL || PyTuple_SetItem(found, k, one) < 0)
            Py_CLEAR(found);
    }
    return found;
}

static PyMethodDef methods[] = {
    {"run", run, METH_VARARGS, "Runs a program over columns; what has grown."},
    {"operations", operations_of, METH_NOARGS, "Each operation and what its arguments are."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_native", "The program of a Plan over columns in memory.", 0, methods,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__native(void)
{
    return PyModuleDef_Init(&definition);
}
