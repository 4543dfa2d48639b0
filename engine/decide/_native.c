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

#include "_native_columns.h"
#include "_native_memory.h"

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
