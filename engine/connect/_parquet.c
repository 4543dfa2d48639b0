/* Columns in memory as a Parquet file in memory, quicker than a database writes them.

   The format is that of apache/parquet-format; no page is compressed. What is written how, and why,
   is in docs/decisions/0022. `parquet.py` hands over buffers, and this the bytes of a file.

   INVARIANT: no byte outside the buffers is read or written, whatever they hold. Sizes are checked
   before the interpreter's lock is released; a place that comes out of a buffer is checked when it
   is used, and what is relied upon twice is copied first, for another thread may write to a buffer
   meanwhile. What lies at a row that is missing never comes into the file. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "_parquet_column.h"

#if !defined(__x86_64__) || !defined(__GNUC__)
#error "no compiled writer for this processor or compiler: DuckDB does its work"
#endif

#define CREATED_BY "keytier"
/* What DuckDB calls the root of a schema, so that the two cannot be told apart. */
#define ROOT "duckdb_schema"

/* A file that is being written: its bytes so far, and what the footer will say of row groups. */
typedef struct {
    const Column *columns;
    size_t count, rows, groups;
    Bytes file, footer, dictionary, page;
    Space space;
} File;

enum { OPTIONAL = 1, REPEATED = 2, UTF8 = 0, LIST = 3, DAYS = 6, INT_64 = 18, NONE = -1 };
/* Parquet's type of each kind, and what it says that is. */
static const int TYPE[] = {2, 1, 0, 6, 6}, CONVERTED[] = {INT_64, DAYS, NONE, UTF8, UTF8};

/* --- pages ------------------------------------------------------------------------------------ */

/* A page behind its header; `cells` of `encoding`. The header of a dictionary has no levels. */
static int write_page(Bytes *file, const Bytes *page, size_t cells, int encoding, int dictionary)
{
    Thrift t = {.to = file};
    field_int(&t, 1, T_I32, dictionary ? 2 : 0);
    field_int(&t, 2, T_I32, (int64_t)page->size);
    field_int(&t, 3, T_I32, (int64_t)page->size);
    field(&t, dictionary ? 7 : 5, T_STRUCT);
    int last = enter(&t);
    field_int(&t, 1, T_I32, (int64_t)cells);
    field_int(&t, 2, T_I32, encoding);
    if (!dictionary) {
        field_int(&t, 3, T_I32, RLE);
        field_int(&t, 4, T_I32, RLE);
    }
    leave(&t, last);
    thrift_byte(&t, 0);
    return !t.failed && put(file, page->at, page->size);
}

/* --- the footer ------------------------------------------------------------------------------- */

static void write_statistics(Thrift *t, const Chunk *c)
{
    field(t, 12, T_STRUCT);
    int last = enter(t);
    field_int(t, 3, T_I64, (int64_t)(c->cells - c->present));
    if (c->told) {
        field_text(t, 5, c->largest, c->largest_size);
        field_text(t, 6, c->least, c->least_size);
        field(t, 7, T_TRUE);
        field(t, 8, T_TRUE);
    }
    leave(t, last);
}

static void write_encoding_stats(Thrift *t, const Chunk *c)
{
    field_list(t, 13, T_STRUCT, c->entries ? 2 : 1);
    for (int dictionary = c->entries ? 1 : 0; dictionary >= 0; dictionary--) {
        int last = enter(t);
        field_int(t, 1, T_I32, dictionary ? 2 : 0);
        field_int(t, 2, T_I32, dictionary ? PLAIN : c->encoding);
        field_int(t, 3, T_I32, 1);
        leave(t, last);
    }
}

/* A chunk that stands in the file from `begin` on, its page from `page` on. */
static int write_chunk(File *f, const Column *column, const Chunk *c, size_t begin, size_t page)
{
    Thrift t = {.to = &f->footer};
    int64_t size = (int64_t)(f->file.size - begin);
    field_int(&t, 2, T_I64, 0);
    field(&t, 3, T_STRUCT);
    int last = enter(&t);
    field_int(&t, 1, T_I32, TYPE[column->kind]);
    field_list(&t, 2, T_I32, c->entries ? 3 : 2);
    thrift_varint(&t, zigzag(c->encoding));
    thrift_varint(&t, zigzag(RLE));
    if (c->entries)
        thrift_varint(&t, zigzag(PLAIN));
    field_list(&t, 3, T_BINARY, column->kind == WORDS ? 3 : 1);
    text(&t, column->name.at, column->name.size);
    if (column->kind == WORDS)
        text(&t, "list", 4), text(&t, "element", 7);
    field_int(&t, 4, T_I32, 0);
    field_int(&t, 5, T_I64, (int64_t)c->cells);
    field_int(&t, 6, T_I64, size);
    field_int(&t, 7, T_I64, size);
    field_int(&t, 9, T_I64, (int64_t)page);
    if (c->entries)
        field_int(&t, 11, T_I64, (int64_t)begin);
    write_statistics(&t, c);
    write_encoding_stats(&t, c);
    leave(&t, last);
    thrift_byte(&t, 0);
    return !t.failed;
}

static const char *write_group(File *f, size_t first, size_t n)
{
    Thrift t = {.to = &f->footer};
    size_t start = f->file.size;
    Chunk c;
    field_list(&t, 1, T_STRUCT, f->count);
    for (size_t k = 0; k < f->count; k++) {
        const Column *column = f->columns + k;
        size_t begin = f->file.size, page;
        const char *wrong = lay_chunk(column, first, n, &f->space, &c, &f->dictionary, &f->page);
        if (wrong != NULL)
            return wrong;
        if (f->dictionary.size > INT32_MAX || f->page.size > INT32_MAX)
            return "a row group has more bytes than a page may have";
        if (c.entries && !write_page(&f->file, &f->dictionary, c.entries, PLAIN, 1))
            return LACKS_MEMORY;
        page = f->file.size;
        if (!write_page(&f->file, &f->page, c.cells, c.encoding, 0)
            || !write_chunk(f, column, &c, begin, page))
            return LACKS_MEMORY;
    }
    field_int(&t, 2, T_I64, (int64_t)(f->file.size - start));
    field_int(&t, 3, T_I64, (int64_t)n);
    field_int(&t, 5, T_I64, (int64_t)start);
    field_int(&t, 6, T_I64, (int64_t)(f->file.size - start));
    thrift_byte(&t, 0);
    return t.failed ? LACKS_MEMORY : NULL;
}

/* One element of the schema; a number below 0 is none. */
static void write_element(Thrift *t, int type, int repetition, const void *name, size_t size,
                          int children, int converted)
{
    int last = enter(t);
    if (type >= 0)
        field_int(t, 1, T_I32, type);
    field_int(t, 3, T_I32, repetition);
    field_text(t, 4, name, size);
    if (children >= 0)
        field_int(t, 5, T_I32, children);
    if (converted >= 0)
        field_int(t, 6, T_I32, converted);
    leave(t, last);
}

static void write_schema(Thrift *t, const Column *columns, size_t count)
{
    size_t all = count + 1;
    for (size_t k = 0; k < count; k++)
        all += columns[k].kind == WORDS ? 2 : 0;
    field_list(t, 2, T_STRUCT, all);
    write_element(t, NONE, 0, ROOT, strlen(ROOT), (int)count, NONE);
    for (size_t k = 0; k < count; k++) {
        const Column *c = columns + k;
        int type = TYPE[c->kind], said = CONVERTED[c->kind];
        if (c->kind != WORDS) {
            write_element(t, type, OPTIONAL, c->name.at, c->name.size, NONE, said);
            continue;
        }
        write_element(t, NONE, OPTIONAL, c->name.at, c->name.size, 1, LIST);
        write_element(t, NONE, REPEATED, "list", 4, 1, NONE);
        write_element(t, type, OPTIONAL, "element", 7, NONE, said);
    }
}

static int write_footer(File *f)
{
    size_t start = f->file.size;
    Thrift t = {.to = &f->file};
    field_int(&t, 1, T_I32, 2);
    write_schema(&t, f->columns, f->count);
    field_int(&t, 3, T_I64, (int64_t)f->rows);
    field_list(&t, 4, T_STRUCT, f->groups);
    t.failed |= !put(t.to, f->footer.at, f->footer.size);
    field_text(&t, 6, CREATED_BY, strlen(CREATED_BY));
    field_list(&t, 7, T_STRUCT, f->count);
    for (size_t k = 0; k < f->count; k++) { /* by the order that goes with the type */
        int outer = enter(&t);
        field(&t, 1, T_STRUCT);
        thrift_byte(&t, 0);
        leave(&t, outer);
    }
    thrift_byte(&t, 0);
    uint32_t size = (uint32_t)(f->file.size - start);
    return !t.failed && put(&f->file, &size, 4) && put(&f->file, "PAR1", 4);
}

/* The whole file; NULL, or what is wrong. */
static const char *write_file(File *f, size_t row_group)
{
    if (!put(&f->file, "PAR1", 4))
        return LACKS_MEMORY;
    for (size_t first = 0; first < f->rows; first += row_group, f->groups++) {
        size_t left = f->rows - first;
        const char *wrong = write_group(f, first, left < row_group ? left : row_group);
        if (wrong != NULL)
            return wrong;
    }
    return write_footer(f) ? NULL : LACKS_MEMORY;
}

/* --- what Python sees ------------------------------------------------------------------------- */

#define BUFFERS 6

/* Takes up a tuple: kind, name, missing, values, starts, raw, lists; None where there is none. */
static int take_up(PyObject *given, Column *c, Py_buffer *held)
{
    if (!PyTuple_Check(given) || PyTuple_Size(given) != BUFFERS + 1) {
        PyErr_SetString(PyExc_TypeError, "a column is a tuple of a kind and six buffers");
        return 0;
    }
    long kind = PyLong_AsLong(PyTuple_GetItem(given, 0));
    if (kind == -1 && PyErr_Occurred())
        return 0;
    if (kind < INTEGER || kind > WORDS) {
        PyErr_SetString(PyExc_ValueError, "there is no such kind of column");
        return 0;
    }
    c->kind = (int)kind;
    Buffer *to[BUFFERS] = {&c->name, &c->missing, &c->values, &c->starts, &c->raw, &c->lists};
    for (int k = 0; k < BUFFERS; k++) {
        PyObject *buffer = PyTuple_GetItem(given, k + 1);
        if (buffer == Py_None && k > 0)
            continue;
        if (PyObject_GetBuffer(buffer, held + k, PyBUF_SIMPLE) < 0)
            return 0;
        /* A buffer of no bytes may lie nowhere. */
        to[k]->at = held[k].buf ? held[k].buf : (const uint8_t *)"";
        to[k]->size = (size_t)held[k].len;
    }
    return 1;
}

static PyObject *write_columns(PyObject *given, Column *columns, Py_buffer *held, size_t count,
                               Py_ssize_t rows, Py_ssize_t row_group)
{
    for (size_t k = 0; k < count; k++) {
        if (!take_up(PyTuple_GetItem(given, (Py_ssize_t)k), columns + k, held + BUFFERS * k))
            return NULL;
        const char *wrong = misfit(columns + k, (size_t)rows);
        if (wrong != NULL)
            return PyErr_SetString(PyExc_ValueError, wrong), NULL;
    }
    File f = {.columns = columns, .count = count, .rows = (size_t)rows};
    const char *wrong;
    PyObject *found = NULL;
    Py_BEGIN_ALLOW_THREADS
    wrong = write_file(&f, (size_t)row_group);
    Py_END_ALLOW_THREADS
    if (wrong == NULL)
        found = PyBytes_FromStringAndSize((const char *)f.file.at, (Py_ssize_t)f.file.size);
    else if (strcmp(wrong, LACKS_MEMORY) == 0)
        PyErr_NoMemory();
    else
        PyErr_SetString(PyExc_ValueError, wrong);
    free(f.file.at), free(f.footer.at), free(f.dictionary.at), free(f.page.at);
    give_back(&f.space);
    return found;
}

static PyObject *file_of(PyObject *Py_UNUSED(module), PyObject *arguments)
{
    PyObject *given;
    Py_ssize_t rows, row_group;
    if (!PyArg_ParseTuple(arguments, "O!nn:file_of", &PyTuple_Type, &given, &rows, &row_group))
        return NULL;
    if (rows < 0 || rows > INT32_MAX || row_group < 1) {
        PyErr_SetString(PyExc_ValueError, "there are rows, and at least one in a row group");
        return NULL;
    }
    size_t count = (size_t)PyTuple_Size(given);
    Column *columns = calloc(count + 1, sizeof *columns);
    Py_buffer *held = calloc(BUFFERS * count + 1, sizeof *held);
    PyObject *found = columns == NULL || held == NULL
        ? PyErr_NoMemory() : write_columns(given, columns, held, count, rows, row_group);
    for (size_t k = 0; held != NULL && k < BUFFERS * count; k++)
        PyBuffer_Release(held + k); /* one that was never taken holds nothing */
    free(columns);
    free(held);
    return found;
}

static PyMethodDef methods[] = {
    {"file_of", file_of, METH_VARARGS, "The bytes of a Parquet file that holds these columns."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_parquet", "Columns in memory as a Parquet file in memory.", 0, methods,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__parquet(void)
{
    return PyModuleDef_Init(&definition);
}
