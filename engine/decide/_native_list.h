/* Every operation: its name and what its arguments are.

   i b c v l h a register that it writes: whole numbers; truths (0, 1 unknown, 2) and what is
               missing (0, 1); numbers of words; texts; lists; whole numbers of 128 bits
   I B C V L H one that it reads; M: a truth, or -1 where nothing is missing
   n           any number;  G: the number of a word;  T: a table (where it begins, how long)
   t w f       a column that comes in: of texts, of lists, of truths;  O: an output that grows
   *           what follows is there any number of times */
#define COMPARISONS(F) F(EQ, ==) F(NE, !=) F(LT, <) F(LE, <=) F(GT, >) F(GE, >=)
#define OPERATIONS(F)                                                                              \
    F(LOAD_TRUTH, "bf") F(LOAD_CODE, "ct") F(LOAD_VIEW, "vt") F(LOAD_LIST, "lw")                   \
    F(VIEW_OF, "vC") F(FILL_I, "in") F(FILL_B, "bn") F(FILL_C, "cn") F(FILL_L, "lT")               \
    F(NONE_L, "l") F(COPY_I, "iI") F(COPY_B, "bB") F(COPY_C, "cC") F(COPY_V, "vV")                 \
    F(COPY_L, "lL") F(SET_I, "iBI") F(SET_IN, "iBn") F(SET_B, "bBB") F(SET_BN, "bBn")              \
    F(SET_C, "cBC") F(SET_CN, "cBn") F(SET_V, "vBV") F(SET_L, "lBL") F(ELSE_I, "iIB")              \
    F(ELSE_B, "bB") F(ELSE_C, "cC") F(ELSE_V, "vV") F(ELSE_L, "lL")                                \
    F(EQ_I, "bIIM") F(NE_I, "bIIM") F(LT_I, "bIIM") F(LE_I, "bIIM") F(GT_I, "bIIM")                \
    F(GE_I, "bIIM") F(EQ_N, "bInM") F(NE_N, "bInM") F(LT_N, "bInM") F(LE_N, "bInM")                \
    F(GT_N, "bInM") F(GE_N, "bInM") F(EQ_C, "bCC") F(NE_C, "bCC") F(LT_C, "bCC")                   \
    F(LE_C, "bCC") F(GT_C, "bCC") F(GE_C, "bCC") F(EQ_V, "bVV") F(NE_V, "bVV")                     \
    F(LT_V, "bVV") F(LE_V, "bVV") F(GT_V, "bVV") F(GE_V, "bVV") F(EQ_W, "bCn")                     \
    F(NE_W, "bCn") F(IN_I, "bIMT") F(IN_C, "bCT") F(HAS, "bLG") F(AND, "bBB") F(OR, "bBB")         \
    F(NOT, "bB") F(IS_B, "bBn") F(IS_C, "bC") F(IS_V, "bV") F(IS_L, "bL")                          \
    F(PICK_I, "iCT") F(PICK_B, "bCT") F(PICK_C, "cCT") F(ADD, "iII") F(SUBTRACT, "iII")            \
    F(MULTIPLY, "iII") F(DIVIDE, "iIIb") F(MIN, "iII") F(MAX, "iII") F(ADD_N, "iIn")               \
    F(MULTIPLY_N, "iIn") F(DIVIDE_N, "iIn") F(MIN_N, "iIn") F(MAX_N, "iIn") F(ABS, "iI")           \
    F(WORDS, "l*BG") F(RANKED, "ln*IMG") F(JOIN, "l*L") F(OUT_TRUTH, "Bbb")                        \
    F(OUT_CODE, "CcbT") F(OUT_VIEW, "VbO") F(OUT_CODES, "LbTO") F(OUT_TEXTS, "LbO")                \
    F(WIDEN, "hI") F(NARROW, "iH") F(FILL_H, "hnn") F(COPY_H, "hH") F(SET_H, "hBH")                \
    F(ELSE_H, "hHB") F(ABS_H, "hH") F(ADD_H, "hHH") F(SUBTRACT_H, "hHH")                           \
    F(MULTIPLY_H, "hHH") F(DIVIDE_H, "hHHb") F(MIN_H, "hHH") F(MAX_H, "hHH") F(EQ_H, "bHHM")       \
    F(NE_H, "bHHM") F(LT_H, "bHHM") F(LE_H, "bHHM") F(GT_H, "bHHM") F(GE_H, "bHHM")

#define NAME_OF(name, arguments) name,
enum { OPERATIONS(NAME_OF) N_OPERATIONS };
#define WORDS_OF(name, arguments) {#name, arguments},
static const char *const operations[][2] = {OPERATIONS(WORDS_OF)};
