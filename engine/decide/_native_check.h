/* Nothing runs before every number of a program is known to lie where it should. */

#define MOST 1000000 /* registers of one kind */
static const char kinds[] = "ibcvlh";
static const int64_t widths[] = {8, 1, 4, sizeof(View), sizeof(List), sizeof(Wide)};

/* A register that is bound to rows of a buffer. */
typedef struct {
    int64_t kind, number, step; /* step: bytes a row; 0 for one that is the same in each block */
    uint8_t *at;
    int reads_only;
} Bound;

typedef struct {
    Machine *m;
    uint8_t *reads_only[KINDS];
    int64_t longest; /* keys of the longest `ranked` */
} Check;

static const char *register_is(Check *c, const char *letters, char letter, int64_t number, int writes)
{
    int64_t kind = strchr(letters, letter) - letters;
    if (number < 0 || number >= c->m->kinds[kind])
        return "a register that is not there";
    if (writes && c->reads_only[kind][number])
        return "a register of what comes in is not written";
    return NULL;
}

static const char *column_is(Check *c, char storage, int64_t number)
{
    if (number < 0 || number >= c->m->n_columns || c->m->columns[number].storage != storage)
        return "no such column";
    return NULL;
}

/* One argument, or two of a table; `left` is how many there are still. */
static const char *argument_is(Check *c, char what, const int64_t *a, int64_t left)
{
    Machine *m = c->m;
    switch (what) {
    case 'n': return NULL;
    case 'M': return a[0] == -1 ? NULL : register_is(c, kinds, 'b', a[0], 0);
    case 'G': return a[0] < 0 || a[0] >= m->words ? "no such word" : NULL;
    case 't': return column_is(c, 't', a[0]);
    case 'w': return column_is(c, 'w', a[0]);
    case 'f': return column_is(c, 'b', a[0]);
    case 'O': return a[0] < 0 || a[0] >= m->n_out ? "no such output" : NULL;
    case 'T':
        if (left < 2 || a[0] < 0 || a[1] < 0 || a[0] > m->count || a[1] > m->count - a[0])
            return "a table outside the numbers";
        return a[1] > INT32_MAX ? "a table too long" : NULL;
    default:
        if (strchr(kinds, what) != NULL)
            return register_is(c, kinds, what, a[0], 1);
        return register_is(c, "IBCVLH", what, a[0], 0);
    }
}

static const char *instruction_is(Check *c, int64_t operation, const int64_t *a, int64_t count)
{
    const char *what = operations[operation][1], *again = NULL;
    int64_t at = 0;
    while (*what) {
        if (*what == '*') {
            again = ++what;
            if (at == count)
                return NULL;
        }
        if (at >= count)
            return "too few arguments";
        const char *said = argument_is(c, *what, a + at, count - at);
        if (said != NULL)
            return said;
        /* What is chosen from a table wants a row in it; a list may be empty. */
        int wants = operation == PICK_I || operation == PICK_B || operation == PICK_C;
        if (*what == 'T' && !a[at + 1] && (wants || operation == OUT_CODE))
            return "an empty table";
        at += *what++ == 'T' ? 2 : 1;
        if (!*what && again != NULL && at < count)
            what = again;
    }
    if (operation == RANKED && (count - 2) / 3 > c->longest)
        c->longest = (count - 2) / 3;
    return at == count ? NULL : "too many arguments";
}

static const char *program_is(Check *c)
{
    Machine *m = c->m;
    int whole = m->prologue == 0;
    for (int64_t at = 0; at < m->size;) {
        if (m->size - at < 2 || m->code[at] < 0 || m->code[at] >= N_OPERATIONS)
            return "no such operation";
        int64_t count = m->code[at + 1];
        if (count < 0 || count > m->size - at - 2)
            return "an instruction that does not end";
        const char *said = instruction_is(c, m->code[at], m->code + at + 2, count);
        if (said != NULL)
            return said;
        at += 2 + count;
        whole |= at == m->prologue;
    }
    return whole ? NULL : "the prologue ends inside an instruction";
}
