/* Operations that make lists, and those that write texts out: row by row. */

static inline int32_t *elements(const Machine *m, const List *l)
{
    int64_t room = m->arena.used / 4;
    int astray = l->at < 0 || l->count < 0 || l->at > room || l->count > room - l->at;
    return astray ? NULL : (int32_t *)m->arena.at + l->at;
}

static void load_list(Machine *m, List *d, const Column *c, int64_t number, int64_t from, int64_t n)
{
    for (int64_t r = 0; r < n; r++) {
        List none = {0, 0, NOTHING, -1};
        d[r] = none;
        if (c->missing != NULL && c->missing[from + r])
            continue;
        int64_t begin = c->lists[from + r], end = c->lists[from + r + 1], count = end - begin;
        if (begin < 0 || end < begin || end > c->items || count > INT32_MAX / 8) {
            m->astray = 1;
            continue;
        }
        if (!grow(m, &m->arena, 4 * count))
            return;
        List found = {m->arena.used / 4, begin, (int32_t)count, (int32_t)number};
        for (int64_t k = 0; k < count; k++) {
            int32_t code = code_of(m, c, begin + k);
            memcpy(m->arena.at + m->arena.used, &code, sizeof code);
            m->arena.used += 4;
        }
        d[r] = found;
    }
}

static void fill_list(Machine *m, List *d, const int64_t *table, int64_t count, int64_t n)
{
    if (!grow(m, &m->arena, 4 * count))
        return;
    List found = {m->arena.used / 4, 0, (int32_t)count, -1};
    for (int64_t k = 0; k < count; k++)
        ((int32_t *)m->arena.at)[found.at + k] = (int32_t)table[k];
    m->arena.used += 4 * count;
    for (int64_t r = 0; r < n; r++)
        d[r] = found;
}

static void words_of(Machine *m, const int64_t *a, int64_t count, int64_t n)
{
    List *d = m->l[a[0]];
    count = (count - 1) / 2;
    if (!grow(m, &m->arena, 4 * (n * count + 1)))
        return;
    int32_t *out = (int32_t *)m->arena.at;
    int64_t at = m->arena.used / 4;
    for (int64_t r = 0; r < n; r++) {
        List found = {at, 0, 0, -1};
        for (int64_t k = 0; k < count; k++) {
            out[at] = (int32_t)a[2 + 2 * k];
            at += m->b[a[1 + 2 * k]][r] == TRUE_;
        }
        found.count = (int32_t)(at - found.at);
        d[r] = found;
    }
    m->arena.used = 4 * at;
}

static void join_of(Machine *m, const int64_t *a, int64_t count, int64_t n)
{
    List *d = m->l[a[0]];
    for (int64_t r = 0; r < n; r++) {
        List found = {m->arena.used / 4, 0, 0, -1};
        for (int64_t k = 1; k < count; k++) {
            List *part = &m->l[a[k]][r];
            if (elements(m, part) == NULL || !part->count)
                continue;
            if (part->count > INT32_MAX / 2 - found.count) {
                m->failed = 1;
                return;
            }
            if (!grow(m, &m->arena, 4 * (int64_t)part->count))
                return;
            append(m, &m->arena, elements(m, part), 4 * (int64_t)part->count);
            found.count += part->count;
        }
        d[r] = found;
    }
}

static void has_word(Machine *m, uint8_t *d, const List *l, int64_t word, int64_t n)
{
    for (int64_t r = 0; r < n; r++) {
        const int32_t *codes = elements(m, &l[r]);
        d[r] = UNKNOWN;
        if (codes == NULL)
            continue;
        int found = 0;
        for (int32_t k = 0; k < l[r].count; k++)
            found |= codes[k] == word;
        d[r] = found ? TRUE_ : FALSE_;
    }
}

static void out_view(Machine *m, const View *v, uint8_t *missing, Growing *g, int64_t n)
{
    for (int64_t r = 0; r < n; r++) {
        missing[r] = v[r].at == NULL;
        append(m, &g[1], v[r].at, v[r].at == NULL ? 0 : v[r].size);
        append_number(m, &g[0], g[1].used);
    }
}

/* Lists of which every word is known: `places` says where each stands among those of the output. */
static void out_codes(Machine *m, const List *l, uint8_t *missing, const int64_t *places,
                      int64_t count, Growing *g, int64_t n)
{
    if (!grow(m, &g[0], 8 * n))
        return;
    for (int64_t r = 0; r < n; r++) {
        const int32_t *codes = elements(m, &l[r]);
        missing[r] = codes == NULL;
        int64_t size = codes == NULL ? 0 : l[r].count, end = 0;
        if (!grow(m, &g[1], 4 * size))
            return;
        for (int64_t k = 0; k < size; k++) {
            int inside = (uint64_t)(int64_t)codes[k] < (uint64_t)count;
            int32_t place = inside ? (int32_t)places[codes[k]] : 0;
            memcpy(g[1].at + g[1].used + 4 * k, &place, sizeof place);
            m->astray |= !inside;
        }
        g[1].used += 4 * size;
        end = g[1].used / 4;
        memcpy(g[0].at + g[0].used, &end, sizeof end);
        g[0].used += sizeof end;
    }
}

/* Lists with words from the data. */
static void out_texts(Machine *m, const List *l, uint8_t *missing, Growing *g, int64_t n)
{
    for (int64_t r = 0; r < n; r++) {
        const int32_t *codes = elements(m, &l[r]);
        missing[r] = codes == NULL;
        for (int32_t k = 0; codes != NULL && k < l[r].count; k++) {
            int kept = l[r].column >= 0 && l[r].column < m->n_columns;
            const Column *c = kept ? &m->columns[l[r].column] : NULL;
            int inside = c != NULL && l[r].first >= 0 && l[r].first + k < c->items;
            View text = inside ? text_of(m, c, l[r].first + k) : word_of(m, codes[k]);
            append(m, &g[2], text.at, text.at == NULL ? 0 : text.size);
            append_number(m, &g[1], g[2].used);
        }
        append_number(m, &g[0], g[1].used / 8);
    }
}
