/* Numbers of 128 bits, for steps that pass 64: seldom, so for no processor in particular. */

#define EACH_WIDE(...)                                                                             \
    do {                                                                                           \
        for (int64_t r = 0; r < n; r++) { __VA_ARGS__; }                                           \
        return -1;                                                                                 \
    } while (0)
#define WIDE_OF(name, o)                                                                           \
    case name:                                                                                     \
        EACH_WIDE(d[r] = (Wide)((Unsigned)x[r] o (Unsigned)y[r]))
#define COMPARE_H(name, o)                                                                         \
    case name##_H: {                                                                               \
        uint8_t *d = m->b[a[0]];                                                                   \
        const Wide *x = m->h[a[1]], *y = m->h[a[2]];                                               \
        for (int64_t r = 0; r < n; r++)                                                            \
            d[r] = x[r] o y[r] ? TRUE_ : FALSE_;                                                   \
        return a[3];                                                                               \
    }

static inline int is_short(Wide x) { return x == (int64_t)x; }

/* As `quotient`; the division of 128 bits is slow, and few rows need it. */
static Wide wide_quotient(Wide n, Wide d)
{
    if (!d)
        return 0;
    if (is_short(n) && is_short(d) && n != INT64_MIN)
        return quotient((int64_t)n, (int64_t)d);
    Unsigned a = n < 0 ? 0 - (Unsigned)n : (Unsigned)n, b = d < 0 ? 0 - (Unsigned)d : (Unsigned)d;
    Unsigned q = a / b, rest = a % b;
    q += rest >= b - rest;
    return (Wide)((n < 0) != (d < 0) ? 0 - q : q);
}

static int64_t calculate_wide(Machine *m, int64_t operation, const int64_t *a, int64_t n)
{
    Wide *d = m->h[a[0]];
    const Wide *x = m->h[a[1]], *y = m->h[a[2]];
    switch (operation) {
    WIDE_OF(ADD_H, +);
    WIDE_OF(SUBTRACT_H, -);
    WIDE_OF(MULTIPLY_H, *);
    case MIN_H: EACH_WIDE(d[r] = x[r] < y[r] ? x[r] : y[r]);
    case MAX_H: EACH_WIDE(d[r] = x[r] > y[r] ? x[r] : y[r]);
    default: {
        uint8_t *zero = m->b[a[3]];
        EACH_WIDE(uint8_t none = y[r] == 0; d[r] = wide_quotient(x[r], y[r]); zero[r] = none);
    }
    }
}

/* The register of what is missing with a comparison, or -1. */
static int64_t run_wide(Machine *m, int64_t operation, const int64_t *a, int64_t n)
{
    switch (operation) {
    COMPARISONS(COMPARE_H)
    case FILL_H: {
        Wide *d = m->h[a[0]], x = (Wide)((Unsigned)(uint64_t)a[2] << 64 | (uint64_t)a[1]);
        EACH_WIDE(d[r] = x);
    }
    case WIDEN: {
        Wide *d = m->h[a[0]];
        const int64_t *x = m->i[a[1]];
        EACH_WIDE(d[r] = x[r]);
    }
    case NARROW: {
        int64_t *d = m->i[a[0]];
        const Wide *x = m->h[a[1]];
        EACH_WIDE(d[r] = (int64_t)x[r]);
    }
    case COPY_H: memmove(m->h[a[0]], m->h[a[1]], sizeof(Wide) * (size_t)n); return -1;
    case SET_H: {
        Wide *d = m->h[a[0]];
        const uint8_t *t = m->b[a[1]];
        const Wide *x = m->h[a[2]];
        EACH_WIDE(d[r] = t[r] == TRUE_ ? x[r] : d[r]);
    }
    case ELSE_H: {
        Wide *d = m->h[a[0]];
        const Wide *x = m->h[a[1]];
        const uint8_t *lacks = m->b[a[2]];
        EACH_WIDE(d[r] = lacks[r] ? d[r] : x[r]);
    }
    case ABS_H: {
        Wide *d = m->h[a[0]];
        const Wide *x = m->h[a[1]];
        EACH_WIDE(d[r] = x[r] < 0 ? (Wide)(0 - (Unsigned)x[r]) : x[r]);
    }
    default: return calculate_wide(m, operation, a, n);
    }
}
