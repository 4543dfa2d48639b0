/* One block of rows through the instructions. Included once for each kind of processor, with RUN
   the name of the function and RANK that of its sorting; the loops are for the compiler to make
   vectors of. */

#define EACH(...)                                                                                  \
    do {                                                                                           \
        _Pragma("GCC ivdep") for (int64_t r = 0; r < n; r++) { __VA_ARGS__; }                      \
    } while (0)
#define INTS int64_t *d = m->i[a[0]]; const int64_t *x = m->i[a[1]], *y = m->i[a[2]]
#define INT_N int64_t *d = m->i[a[0]]; const int64_t *x = m->i[a[1]]; const int64_t y = a[2]
#define UNSIGNED(o) d[r] = (int64_t)((uint64_t)x[r] o (uint64_t)y[r])
#define COMPARE_I(name, o)                                                                         \
    case name##_I: {                                                                               \
        uint8_t *d = m->b[a[0]];                                                                   \
        const int64_t *x = m->i[a[1]], *y = m->i[a[2]];                                            \
        EACH(d[r] = x[r] o y[r] ? TRUE_ : FALSE_);                                                 \
        unknown = a[3];                                                                            \
        break;                                                                                     \
    }                                                                                              \
    case name##_N: {                                                                               \
        uint8_t *d = m->b[a[0]];                                                                   \
        const int64_t *x = m->i[a[1]], y = a[2];                                                   \
        EACH(d[r] = x[r] o y ? TRUE_ : FALSE_);                                                    \
        unknown = a[3];                                                                            \
        break;                                                                                     \
    }
#define COMPARE_C(name, o)                                                                         \
    case name##_C: {                                                                               \
        uint8_t *d = m->b[a[0]];                                                                   \
        const int32_t *x = m->c[a[1]], *y = m->c[a[2]];                                            \
        EACH(uint8_t found = x[r] o y[r] ? TRUE_ : FALSE_;                                         \
             d[r] = (x[r] == NOTHING) | (y[r] == NOTHING) ? UNKNOWN : found);                      \
        break;                                                                                     \
    }
#define COMPARE_V(name, o)                                                                         \
    case name##_V: {                                                                               \
        uint8_t *d = m->b[a[0]];                                                                   \
        const View *x = m->v[a[1]], *y = m->v[a[2]];                                               \
        EACH(int lacks = x[r].at == NULL || y[r].at == NULL;                                       \
             d[r] = lacks ? UNKNOWN : order_of(x[r], y[r]) o 0 ? TRUE_ : FALSE_);                  \
        break;                                                                                     \
    }
#define SET(kind, type, from)                                                                      \
    {                                                                                              \
        type *d = m->kind[a[0]];                                                                   \
        const uint8_t *t = m->b[a[1]];                                                             \
        EACH(type chosen = from; d[r] = t[r] == TRUE_ ? chosen : d[r]);                            \
        break;                                                                                     \
    }

/* The words of the keys that are there, largest key first. Rows are sorted side by side, by Knuth's
   merge exchange (5.2.2 M), in which no step hangs on what is compared. */
static void RANK(Machine *m, const int64_t *a, int64_t count, int64_t n)
{
    List *lists = m->l[a[0]];
    const int64_t low = a[1], *each = a + 2, words = (count - 2) / 3;
    if (!grow(m, &m->arena, 4 * (n * words + 1)))
        return;
    int32_t *out = (int32_t *)m->arena.at;
    int64_t at = m->arena.used / 4, top = 1, *keys = m->keys;
    while (top < words)
        top *= 2;
    for (int64_t first = 0; first < n; first += LANE) {
        int64_t rows = n - first < LANE ? n - first : LANE;
        int32_t there[LANE] = {0};
        for (int64_t k = 0; k < words; k++) {
            const int64_t *key = m->i[each[3 * k]] + first;
            const uint8_t *lacks = each[3 * k + 1] < 0 ? NULL : m->b[each[3 * k + 1]] + first;
            int64_t *to = keys + LANE * k;
            if (lacks == NULL) {
                for (int64_t r = 0; r < rows; r++)
                    to[r] = key[r], there[r]++;
                continue;
            }
            for (int64_t r = 0; r < rows; r++) {
                int64_t own = key[r];
                to[r] = lacks[r] ? INT64_MIN : own;
                there[r] += !lacks[r];
            }
        }
        for (int64_t p = top / 2; p > 0; p /= 2) {
            for (int64_t q = top / 2, far = p, bit = 0;; far = q - p, q /= 2, bit = p) {
                for (int64_t k = 0; k < words - far; k++) {
                    if ((k & p) != bit)
                        continue;
                    int64_t *x = keys + LANE * k, *y = keys + LANE * (k + far);
                    _Pragma("GCC ivdep") for (int r = 0; r < LANE; r++)
                    {
                        int64_t one = x[r], other = y[r];
                        x[r] = one > other ? one : other;
                        y[r] = one > other ? other : one;
                    }
                }
                if (q == p)
                    break;
            }
        }
        for (int64_t r = 0; r < rows; r++) {
            List found = {at, 0, there[r], -1};
            for (int32_t k = 0; k < there[r]; k++) {
                int64_t place = words - 1 - (keys[LANE * k + r] & low);
                out[at++] = place < 0 ? 0 : (int32_t)each[3 * place + 2];
            }
            lists[first + r] = found;
        }
    }
    m->arena.used = 4 * at;
}

static void RUN(Machine *m, int64_t from, int64_t until, int64_t row, int64_t n)
{
    for (int64_t at = from; at < until && !m->failed; at += 2 + m->code[at + 1]) {
        const int64_t *a = m->code + at + 2, count = m->code[at + 1];
        int64_t unknown = -1;
        switch (m->code[at]) {
        case LOAD_TRUTH: {
            const Column *c = &m->columns[a[1]];
            uint8_t *d = m->b[a[0]];
            const uint8_t *x = c->values + row, *lacks = c->missing;
            EACH(d[r] = x[r] ? TRUE_ : FALSE_);
            if (lacks != NULL)
                EACH(d[r] = lacks[row + r] ? UNKNOWN : d[r]);
            break;
        }
        case LOAD_CODE: {
            const Column *c = &m->columns[a[1]];
            int32_t *d = m->c[a[0]];
            for (int64_t r = 0; r < n; r++)
                d[r] = c->missing != NULL && c->missing[row + r] ? NOTHING : code_of(m, c, row + r);
            break;
        }
        case LOAD_VIEW: {
            const Column *c = &m->columns[a[1]];
            View *d = m->v[a[0]], none = {NULL, 0};
            for (int64_t r = 0; r < n; r++)
                d[r] = c->missing != NULL && c->missing[row + r] ? none : text_of(m, c, row + r);
            break;
        }
        case LOAD_LIST:
            load_list(m, m->l[a[0]], &m->columns[a[1]], a[1], row, n);
            break;
        case VIEW_OF: {
            View *d = m->v[a[0]];
            const int32_t *x = m->c[a[1]];
            for (int64_t r = 0; r < n; r++)
                d[r] = word_of(m, x[r]);
            break;
        }
        case FILL_I: { int64_t *d = m->i[a[0]], x = a[1]; EACH(d[r] = x); break; }
        case FILL_B: memset(m->b[a[0]], (int)a[1], (size_t)n); break;
        case FILL_C: { int32_t *d = m->c[a[0]], x = (int32_t)a[1]; EACH(d[r] = x); break; }
        case FILL_L: fill_list(m, m->l[a[0]], m->numbers + a[1], a[2], n); break;
        case NONE_L: {
            List *d = m->l[a[0]], none = {0, 0, NOTHING, -1};
            for (int64_t r = 0; r < n; r++)
                d[r] = none;
            break;
        }
        case COPY_I: memmove(m->i[a[0]], m->i[a[1]], 8 * (size_t)n); break;
        case COPY_B: memmove(m->b[a[0]], m->b[a[1]], (size_t)n); break;
        case COPY_C: memmove(m->c[a[0]], m->c[a[1]], 4 * (size_t)n); break;
        case COPY_V: memmove(m->v[a[0]], m->v[a[1]], sizeof(View) * (size_t)n); break;
        case COPY_L: memmove(m->l[a[0]], m->l[a[1]], sizeof(List) * (size_t)n); break;
        case SET_I: { const int64_t *x = m->i[a[2]]; SET(i, int64_t, x[r]) }
        case SET_IN: { const int64_t x = a[2]; SET(i, int64_t, x) }
        case SET_B: { const uint8_t *x = m->b[a[2]]; SET(b, uint8_t, x[r]) }
        case SET_BN: { const uint8_t x = (uint8_t)a[2]; SET(b, uint8_t, x) }
        case SET_C: { const int32_t *x = m->c[a[2]]; SET(c, int32_t, x[r]) }
        case SET_CN: { const int32_t x = (int32_t)a[2]; SET(c, int32_t, x) }
        case SET_V: { const View *x = m->v[a[2]]; SET(v, View, x[r]) }
        case SET_L: { const List *x = m->l[a[2]]; SET(l, List, x[r]) }
        case ELSE_I: {
            int64_t *d = m->i[a[0]];
            const int64_t *x = m->i[a[1]];
            const uint8_t *lacks = m->b[a[2]];
            EACH(int64_t own = x[r]; d[r] = lacks[r] ? d[r] : own);
            break;
        }
        case ELSE_B: {
            uint8_t *d = m->b[a[0]];
            const uint8_t *x = m->b[a[1]];
            EACH(d[r] = x[r] == UNKNOWN ? d[r] : x[r]);
            break;
        }
        case ELSE_C: {
            int32_t *d = m->c[a[0]];
            const int32_t *x = m->c[a[1]];
            EACH(d[r] = x[r] == NOTHING ? d[r] : x[r]);
            break;
        }
        case ELSE_V: {
            View *d = m->v[a[0]];
            const View *x = m->v[a[1]];
            EACH(d[r] = x[r].at == NULL ? d[r] : x[r]);
            break;
        }
        case ELSE_L: {
            List *d = m->l[a[0]];
            const List *x = m->l[a[1]];
            EACH(d[r] = x[r].count < 0 ? d[r] : x[r]);
            break;
        }
        COMPARISONS(COMPARE_I)
        COMPARISONS(COMPARE_C)
        COMPARISONS(COMPARE_V)
        case EQ_W: case NE_W: {
            uint8_t *d = m->b[a[0]], same = m->code[at] == EQ_W ? TRUE_ : FALSE_;
            const int32_t *x = m->c[a[1]], y = (int32_t)a[2];
            EACH(uint8_t found = x[r] == y ? same : TRUE_ - same;
                 d[r] = x[r] == NOTHING ? UNKNOWN : found);
            break;
        }
        case IN_I: case IN_C: {
            uint8_t *d = m->b[a[0]];
            int numbers = m->code[at] == IN_I;
            const int64_t *table = m->numbers + a[2 + numbers], size = a[3 + numbers];
            memset(d, FALSE_, (size_t)n);
            for (int64_t k = 0; k < size; k++) {
                const int64_t y = table[k];
                if (numbers) {
                    const int64_t *x = m->i[a[1]];
                    EACH(d[r] |= x[r] == y ? TRUE_ : FALSE_);
                } else {
                    const int32_t *x = m->c[a[1]], word = (int32_t)y;
                    EACH(d[r] |= x[r] == word ? TRUE_ : FALSE_);
                }
            }
            if (numbers) {
                unknown = a[2];
            } else {
                const int32_t *x = m->c[a[1]];
                EACH(d[r] = x[r] == NOTHING ? UNKNOWN : d[r]);
            }
            break;
        }
        case HAS: has_word(m, m->b[a[0]], m->l[a[1]], a[2], n); break;
        case AND: {
            uint8_t *d = m->b[a[0]];
            const uint8_t *x = m->b[a[1]], *y = m->b[a[2]];
            EACH(d[r] = x[r] < y[r] ? x[r] : y[r]);
            break;
        }
        case OR: {
            uint8_t *d = m->b[a[0]];
            const uint8_t *x = m->b[a[1]], *y = m->b[a[2]];
            EACH(d[r] = x[r] > y[r] ? x[r] : y[r]);
            break;
        }
        case NOT: {
            uint8_t *d = m->b[a[0]];
            const uint8_t *x = m->b[a[1]];
            EACH(d[r] = (uint8_t)(TRUE_ - x[r]));
            break;
        }
        case IS_B: {
            uint8_t *d = m->b[a[0]], y = (uint8_t)a[2];
            const uint8_t *x = m->b[a[1]];
            EACH(d[r] = x[r] == y ? TRUE_ : FALSE_);
            break;
        }
        case IS_C: {
            uint8_t *d = m->b[a[0]];
            const int32_t *x = m->c[a[1]];
            EACH(d[r] = x[r] == NOTHING ? TRUE_ : FALSE_);
            break;
        }
        case IS_V: {
            uint8_t *d = m->b[a[0]];
            const View *x = m->v[a[1]];
            EACH(d[r] = x[r].at == NULL ? TRUE_ : FALSE_);
            break;
        }
        case IS_L: {
            uint8_t *d = m->b[a[0]];
            const List *x = m->l[a[1]];
            EACH(d[r] = x[r].count < 0 ? TRUE_ : FALSE_);
            break;
        }
        case PICK_I: case PICK_B: case PICK_C: {
            const uint32_t *x = (const uint32_t *)m->c[a[1]], last = (uint32_t)(a[3] - 1);
            const int64_t *table = m->numbers + a[2];
            if (m->code[at] == PICK_I) {
                int64_t *d = m->i[a[0]];
                EACH(d[r] = table[x[r] < last ? x[r] : last]);
            } else if (m->code[at] == PICK_B) {
                uint8_t *d = m->b[a[0]];
                EACH(d[r] = (uint8_t)table[x[r] < last ? x[r] : last]);
            } else {
                int32_t *d = m->c[a[0]];
                EACH(d[r] = (int32_t)table[x[r] < last ? x[r] : last]);
            }
            break;
        }
        case ADD: { INTS; EACH(UNSIGNED(+)); break; }
        case SUBTRACT: { INTS; EACH(UNSIGNED(-)); break; }
        case MULTIPLY: { INTS; EACH(UNSIGNED(*)); break; }
        case MIN: { INTS; EACH(d[r] = x[r] < y[r] ? x[r] : y[r]); break; }
        case MAX: { INTS; EACH(d[r] = x[r] > y[r] ? x[r] : y[r]); break; }
        case ADD_N: { INT_N; EACH(d[r] = (int64_t)((uint64_t)x[r] + (uint64_t)y)); break; }
        case MULTIPLY_N: { INT_N; EACH(d[r] = (int64_t)((uint64_t)x[r] * (uint64_t)y)); break; }
        case MIN_N: { INT_N; EACH(d[r] = x[r] < y ? x[r] : y); break; }
        case MAX_N: { INT_N; EACH(d[r] = x[r] > y ? x[r] : y); break; }
        case DIVIDE_N: { INT_N; EACH(d[r] = quotient(x[r], y)); break; }
        case DIVIDE: {
            INTS;
            uint8_t *zero = m->b[a[3]];
            EACH(uint8_t none = y[r] == 0; d[r] = quotient(x[r], y[r]); zero[r] = none);
            break;
        }
        case ABS: {
            int64_t *d = m->i[a[0]];
            const int64_t *x = m->i[a[1]];
            EACH(d[r] = x[r] < 0 ? (int64_t)(0 - (uint64_t)x[r]) : x[r]);
            break;
        }
        case WORDS: words_of(m, a, count, n); break;
        case RANKED: RANK(m, a, count, n); break;
        case JOIN: join_of(m, a, count, n); break;
        case OUT_TRUTH: {
            const uint8_t *x = m->b[a[0]];
            uint8_t *d = m->b[a[1]], *lacks = m->b[a[2]];
            EACH(uint8_t own = x[r]; d[r] = own >> 1 & 1; lacks[r] = own & 1);
            break;
        }
        case OUT_CODE: {
            const int32_t *x = m->c[a[0]];
            int32_t *d = m->c[a[1]];
            uint8_t *lacks = m->b[a[2]];
            const int64_t *table = m->numbers + a[3];
            const uint32_t last = (uint32_t)(a[4] - 1);
            EACH(int32_t own = x[r]; uint32_t place = (uint32_t)own;
                 d[r] = own == NOTHING ? 0 : (int32_t)table[place < last ? place : last];
                 lacks[r] = own == NOTHING);
            break;
        }
        case OUT_VIEW: out_view(m, m->v[a[0]], m->b[a[1]], &m->out[3 * a[2]], n); break;
        case OUT_CODES:
            out_codes(m, m->l[a[0]], m->b[a[1]], m->numbers + a[2], a[3], &m->out[3 * a[4]], n);
            break;
        case OUT_TEXTS: out_texts(m, m->l[a[0]], m->b[a[1]], &m->out[3 * a[2]], n); break;
        default: unknown = run_wide(m, m->code[at], a, n);
        }
        if (unknown >= 0) {
            uint8_t *d = m->b[a[0]];
            const uint8_t *lacks = m->b[unknown];
            EACH(d[r] = lacks[r] ? UNKNOWN : d[r]);
        }
    }
}

#undef EACH
#undef INTS
#undef INT_N
#undef UNSIGNED
#undef COMPARE_I
#undef COMPARE_C
#undef COMPARE_V
#undef SET
