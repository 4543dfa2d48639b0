/* Registers: where each lies, which are bound to the rows of a buffer, and the blocks of rows. */

#define HEAD 11 /* numbers before a program's bindings */

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
    if (bytes > (int64_t)1 << 30)
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
