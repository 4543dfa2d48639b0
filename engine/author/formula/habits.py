"""What hands type by habit (spreadsheets, SQL, Python, Chinese keyboards), and what to write."""

from __future__ import annotations

from typing import Final

Both = tuple[str, str]

#: Full-width and typographic characters, and the ASCII that was meant.
FULL_WIDTH: Final[dict[str, str]] = {
    **{chr(0xFF01 + k): chr(0x21 + k) for k in range(94)},
    "\u3000": " ", "\u00a0": " ", "，": ",", "、": ",", "。": ".", "；": ";", "：": ":",
    "【": "[", "】": "]", "《": "<", "》": ">", "〈": "<", "〉": ">", "…": "...",
    "≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "≠": "!=", "×": "*", "✕": "*", "·": "*",
    "÷": "/", "−": "-", "–": "-", "—": "-", "﹣": "-", "＝＝": "==", "！＝": "!=",
    "＞＝": ">=", "＜＝": "<=", "＞=": ">=", "＜=": "<=", "！=": "!=", "＝=": "==", "＝": "==",
    "」": "'", "『": "'", "』": "'",
}  # fmt: skip

#: Operators of elsewhere: (what to write, None) or (None, the advice).
OPERATORS: Final[dict[str, tuple[str | None, Both | None]]] = {
    "=": ("==", None), "===": ("==", None), "!==": ("!=", None), "<>": ("!=", None),
    "=>": (">=", None), "=<": ("<=", None), "&&": ("and", None), "||": ("or", None),
    "&": ("and", None), "|": ("or", None), "!": ("not", None),
    "**": (None, ("write the product out, such as x * x", "把乘法写全，例如 x * x")),
    "^": (None, ("write the product out, such as x * x", "把乘法写全，例如 x * x")),
    "//": (None, ("write `/`; a quotient keeps 6 decimals", "用 `/`；商保留 6 位小数")),
    "%": (None, ("there is no remainder; a percent is its number: write 40 for 40 %",
                 "没有取余运算；百分数写成数字：40% 写 40")),
    "?": (None, ("write `x if condition else y`", "写成 `x if 条件 else y`")),
    "??": (None, ("write `coalesce(x, y)`", "写成 `coalesce(x, y)`")),
    ":": (None, ("a formula has no colon", "公式里没有冒号")),
    ":=": (None, ("a formula assigns nothing; name the part under `derived:`",
                  "公式不能赋值；请在 `derived:` 里命名这一部分")),
    "@": (None, None), "~": (None, ("write `not`", "写 `not`")), "<=>": (None, None),
    "<<": (None, None), ">>": (None, None), "->": (None, None),
}  # fmt: skip

#: Words of elsewhere that have one obvious mend.
WORDS: Final[dict[str, str]] = {
    **dict.fromkeys(("True", "TRUE", "yes", "Yes", "YES"), "true"),
    **dict.fromkeys(("False", "FALSE", "no", "No", "NO"), "false"),
}

#: Operators as they are said in Chinese, the longer first.
SPOKEN: Final[dict[str, str]] = {
    "大于等于": ">=", "大于或等于": ">=", "不小于": ">=", "不低于": ">=", "不少于": ">=",
    "小于等于": "<=", "小于或等于": "<=", "不大于": "<=", "不高于": "<=", "不超过": "<=",
    "不等于": "!=", "大于": ">", "高于": ">", "超过": ">", "小于": "<", "低于": "<", "少于": "<",
    "等于": "==", "属于": "in", "并且": "and", "而且": "and", "同时": "and", "且": "and",
    "或者": "or", "或": "or", "加": "+", "减": "-", "乘以": "*", "除以": "/",
}  # fmt: skip

#: Words of Python that open something a formula does not have.
CONSTRUCTS: Final[dict[str, Both]] = {
    "lambda": ("functions of one's own (lambda)", "自定义函数（lambda）"),
    **dict.fromkeys(("for", "while"), ("loops", "循环")),
    "async": ("loops", "循环"),
    **dict.fromkeys(("import", "from", "exec", "del", "global", "nonlocal"),
                    ("commands", "命令")),
    **dict.fromkeys(("def", "class", "return", "yield", "await", "raise", "try", "except",
                     "finally", "with", "pass", "assert", "break", "continue", "elif"),
                    ("statements", "语句")),
}  # fmt: skip

NOTHING: Final = frozenset({"None", "none", "null", "NULL", "Null", "nil", "NaN", "nan", "NA"})

STRANGERS: Final[dict[str, Both]] = {
    "#": ("a comment stands after the formula, outside any quotes",
          "注释写在公式之外、引号之外"),
    ";": ("one formula gives one value", "一个公式只给出一个值"),
    "\\": ("a formula may go on over several lines without a sign", "公式换行不需要反斜杠"),
    "$": ("write the plain id of the field", "直接写字段的 id"),
    "{": ("write the plain id of the field, without braces", "直接写字段的 id，不加花括号"),
    "}": ("write the plain id of the field, without braces", "直接写字段的 id，不加花括号"),
    "`": ("write the plain id of the field", "直接写字段的 id"),
    ".": ("write 0.5, not .5 alone", "小数写成 0.5"),
}  # fmt: skip

#: What elsewhere is the day of the clock, as a function or a name.
TODAY: Final = ("today", "now", "current_date", "getdate", "sysdate", "TODAY", "NOW")
THE_DAY: Final[Both] = (
    "write `as_of`, the day of the run: nothing reads the clock",
    "写 `as_of`，即基准日；任何地方都不读时钟",
)

#: Functions of elsewhere, and what to do instead.
FUNCTIONS: Final[dict[str, Both]] = {
    **dict.fromkeys(TODAY, THE_DAY),
    **dict.fromkeys(("sum", "SUM", "avg", "mean", "count", "len", "AVERAGE", "COUNT"),
                    ("write `a + b`; rows of a table are read under `data:` by `sum_of`, "
                     "`count_of`, `mean_of`",
                     "写 `a + b`；明细表的汇总在 `data:` 里用 `sum_of`、`count_of`、`mean_of`")),
    **dict.fromkeys(("round", "ROUND", "int", "floor", "ceil", "float", "trunc"),
                    ("leave it out: a result is rounded to the scale of its kind",
                     "不需要：结果按类型的小数位数取整")),
    **dict.fromkeys(("isnull", "is_null", "isna", "isnan", "isblank", "ISBLANK", "missing"),
                    ("write `is_missing(x)`", "写 `is_missing(x)`")),
    **dict.fromkeys(("ifnull", "nvl", "isnull_or", "fillna", "IFNULL", "NVL", "default"),
                    ("write `coalesce(x, y)`", "写 `coalesce(x, y)`")),
    **dict.fromkeys(("iff", "iif", "IF", "IIF", "IFS", "case", "switch"),
                    ("write `x if condition else y`", "写成 `x if 条件 else y`")),
    **dict.fromkeys(("datediff", "date_diff", "DATEDIF", "age", "days", "DAYS"),
                    ("write `days_between(earlier, later)`", "写 `days_between(早, 晚)`")),
    **dict.fromkeys(("greatest", "MAX"), ("write `max(a, b)`", "写 `max(a, b)`")),
    **dict.fromkeys(("least", "MIN"), ("write `min(a, b)`", "写 `min(a, b)`")),
    **dict.fromkeys(("pow", "power", "sqrt", "exp", "log", "mod"),
                    ("formulas have `+ - * /` only", "公式只有 `+ - * /`")),
    **dict.fromkeys(("lower", "upper", "trim", "contains", "startswith", "substring", "left",
                     "right", "like", "str", "concat", "replace", "strip"),
                    ("text is compared whole: `==`, `!=`, `in [...]`",
                     "文本只能整体比较：`==`、`!=`、`in [...]`")),
    **dict.fromkeys(("year", "month", "day", "YEAR", "MONTH", "DAY"),
                    ("dates are compared whole, or by `days_between`",
                     "日期只能整体比较，或用 `days_between`")),
}  # fmt: skip

#: Words that people put between two values.
BETWEEN: Final[dict[str, Both]] = {
    "between": ("write `1 <= x <= 5`", "写成 `1 <= x <= 5`"),
    "like": ("text is compared whole: `==`, `in [...]`", "文本只能整体比较：`==`、`in [...]`"),
    "contains": ("for choices write `'word' in field`", "多选字段写 `'词' in 字段`"),
    "equals": ("write `==`", "写 `==`"),
    "mod": ("formulas have no remainder", "公式没有取余"),
    "xor": ("write `a != b`", "写 `a != b`"),
    "then": ("write `x if condition else y`", "写成 `x if 条件 else y`"),
    "when": ("write `x if condition else y`", "写成 `x if 条件 else y`"),
}
