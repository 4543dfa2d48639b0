"""Findings about how a formula is written (KT150-169)."""

from __future__ import annotations

from engine.atoms.codes import Code, formula_functions, formula_types

CODES: dict[str, Code] = {
    "KT150": Code(
        "error",
        (
            "formula is empty, expected something like `orders >= 3`",
            "公式是空的，应为 `orders >= 3` 这样的内容",
        ),
        what=("A key that asks a question holds no formula.", "本应写公式的键没有内容。"),
        why=(
            "A rule without a condition would hold for everybody or nobody, by accident.",
            "没有条件的规则要么对所有人成立，要么对谁都不成立，全凭偶然。",
        ),
        avoid='when: ""',
        prefer="when: overdue_days > 90",
    ),
    "KT151": Code(
        "error",
        ("formula has {seen} {what}, at most {limit}", "公式有 {seen} {what_zh}，最多 {limit}"),
        what=(
            "A formula is longer or deeper than a person can read.",
            "公式的长度或层数超过了人能读懂的程度。",
        ),
        why=(
            "At most 2,000 characters, 400 words, 32 levels and 40 digits a number: what is "
            "longer hides mistakes, and every engine must be able to run it.",
            "最多 2,000 个字符、400 个词、32 层、每个数字 40 位：更长的公式会掩盖错误，"
            "而且每个引擎都必须能运行它。",
        ),
        avoid="growth: {is: number, formula: ((((((…))))))}",
        prefer="base_growth: {is: number, formula: now_12m - before_12m}\n"
        'growth: {is: percent, formula: "share(base_growth, before_12m)"}',
    ),
    "KT152": Code(
        "error",
        (
            "full-width `{seen}` in a formula, expected `{expected}`",
            "公式里有全角字符 `{seen}`，应为 `{expected}`",
        ),
        help=("write `{expected}`", "写成 `{expected}`"),
        what=(
            "A character of a Chinese or typographic keyboard stands where the formula needs "
            "its plain twin.",
            "公式里出现了中文输入法或排版用的字符，而这里需要对应的半角字符。",
        ),
        why=(
            "It looks right and is another character; keytier never guesses, so that what is "
            "reviewed is what runs.",
            "看起来一样，其实是另一个字符；keytier 从不猜测，审阅到的就是运行的。",
        ),
        avoid="when: overdue_days ＞ ９０",
        prefer="when: overdue_days > 90",
    ),
    "KT153": Code(
        "error",
        ("`{seen}` has no place in a formula", "公式里不能出现 `{seen}`"),
        what=(
            "A character stands in a formula that formulas do not use.",
            "公式里出现了不使用的字符。",
        ),
        why=(
            "Formulas are made of names, plain numbers, text in quotes, `+ - * /`, comparisons "
            "and brackets; everything else is refused before it is read.",
            "公式只由名字、普通数字、引号里的文本、`+ - * /`、比较和括号组成；"
            "其余在读取前就被拒绝。",
        ),
        avoid="when: $orders > 3",
        prefer="when: orders > 3",
    ),
    "KT154": Code(
        "error",
        (
            "`{seen}` is not a name that a formula can read: ids are ASCII",
            "`{seen}` 不是公式能读取的名字：id 只用 ASCII",
        ),
        help=(
            "write the field's id, or put the word in quotes if it is text",
            "写字段的 id；如果是文本，请加引号",
        ),
        what=(
            "A formula holds a word outside quotes that is not made of a-z, 0-9 and _.",
            "公式里引号之外出现了不是由 a-z、0-9 和 _ 组成的词。",
        ),
        why=(
            "Labels may be Chinese; ids are ASCII, so that a formula means the same in every "
            "engine and no look-alike letter slips in. Text is written in quotes.",
            "标签可以用中文，id 只用 ASCII：这样公式在每个引擎里含义相同，也不会混入形近字符。"
            "文本要写在引号里。",
        ),
        avoid="when: 逾期天数 > 90 or region == 华东",
        prefer="when: overdue_days > 90 or region == '华东'",
    ),
    "KT155": Code(
        "error",
        (
            "`{seen}` is not an operator of formulas, expected `{expected}`",
            "`{seen}` 不是公式的运算符，应为 `{expected}`",
        ),
        help=("write `{expected}`", "写成 `{expected}`"),
        what=(
            "An operator is written as in a spreadsheet or another language.",
            "运算符按电子表格或其他语言的习惯书写。",
        ),
        why=(
            "There is one way to write each question; `a = 1` could also mean an assignment.",
            "每种比较只有一种写法；`a = 1` 还可能被理解为赋值。",
        ),
        avoid="when: status = 'active' && orders => 3",
        prefer="when: status == 'active' and orders >= 3",
    ),
    "KT156": Code(
        "error",
        ("formulas have no `{seen}` here", "公式里这里没有 `{seen}`"),
        what=("An operator stands here that formulas do not have.", "这里用了公式没有的运算符。"),
        why=(
            "`+ - * /`, comparison, `and or not`, `in` and `x if c else y` are all there is: "
            "every engine computes these to the same digit.",
            "只有 `+ - * /`、比较、`and or not`、`in` 和 `x if c else y`："
            "每个引擎都能把它们算到同一位数字。",
        ),
        avoid="formula: growth ** 2",
        prefer="formula: growth * growth",
    ),
    "KT157": Code(
        "error",
        ("`{seen}` is not a plain number", "`{seen}` 不是普通数字"),
        what=(
            "A number in a formula carries a unit, a percent sign, an exponent or separators.",
            "公式里的数字带了单位、百分号、指数或分隔符。",
        ),
        why=(
            "A formula's number takes its type from what it stands beside, so it is written "
            "plain: 5000000, not 5m; 40 for 40 %.",
            "公式里的数字随旁边的量取类型，所以要写成普通数字：5000000 而不是 5m；40% 写 40。",
        ),
        avoid="when: purchases_12m >= 5m and margin < 40%",
        prefer="when: purchases_12m >= 5000000 and margin < 40",
    ),
    "KT158": Code(
        "error",
        ("`{seen}` in a formula, expected `{expected}`", "公式里的 `{seen}` 应写成 `{expected}`"),
        help=("write `{expected}`", "写成 `{expected}`"),
        what=("A word of formulas is written otherwise.", "公式的保留字换了写法。"),
        why=(
            "In formulas truth is `true` and `false`, and words are in lower case; `yes` and "
            "`no` belong to values.",
            "公式里的真假写 `true` 和 `false`，保留字小写；`yes`/`no` 用于取值。",
        ),
        avoid="when: vip == yes AND orders > 3",
        prefer="when: vip == true and orders > 3",
    ),
    "KT159": Code(
        "error",
        ("text in a formula {what}", "公式里的文本{what_zh}"),
        what=(
            "Text in quotes is not closed, empty, or carries signs that it may not carry.",
            "引号里的文本没有闭合、是空的，或带有不允许的符号。",
        ),
        why=(
            "Text stands between two single or two double quotes, on one line, without escapes, "
            "so that nothing can hide in it.",
            "文本放在一对单引号或双引号之间，写在一行里，没有转义，这样什么都藏不住。",
        ),
        avoid="when: region == ''",
        prefer="when: is_missing(region)",
    ),
    "KT160": Code(
        "error",
        ("formulas have no {what}", "公式里没有{what_zh}"),
        what=(
            "A formula uses a construct that the language does not have.",
            "公式用了语言没有的结构。",
        ),
        why=(
            "A formula compares and computes; it never runs code. What it cannot say becomes a "
            "field under `data:` or `derived:`.",
            "公式只做比较和计算，从不运行代码。它表达不了的内容写成 `data:` 或 `derived:` 字段。",
        ),
        avoid="formula: orders.amount * 2",
        prefer="purchases: {is: money, sum_of: orders.amount}\n# and then\nformula: purchases * 2",
    ),
    "KT164": Code(
        "error",
        (
            "comparison chain does not run in one direction, expected something like `0 <= x < 5`",
            "连续比较的方向不一致，应为 `0 <= x < 5` 这样",
        ),
        help=("write two comparisons joined by `and`", "写成两个比较，用 `and` 连接"),
        what=(
            "Several comparisons stand in a row that do not form a range.",
            "几个比较连在一起，却不构成一个区间。",
        ),
        why=(
            "`a < b > c` and `a == b == c` read differently to different people.",
            "`a < b > c` 和 `a == b == c` 不同的人会读出不同的意思。",
        ),
        avoid="when: 0 <= growth > limit",
        prefer="when: 0 <= growth and growth > limit",
    ),
    "KT165": Code(
        "error",
        (
            "`{seen}`: missing is asked by is_missing(field)",
            "`{seen}`：是否缺失用 is_missing(字段) 来问",
        ),
        what=("A formula compares with nothing.", "公式在与“空”做比较。"),
        why=(
            "A comparison with a missing value is unknown, never true, so the rule would never "
            "hold.",
            "与缺失值比较，结果是不清楚，不会为真，规则永远不成立。",
        ),
        avoid="when: csat == None",
        prefer="when: is_missing(csat)",
    ),
    "KT166": Code(
        "error",
        ("expected {expected}, found {seen}", "{expected_zh}，{seen_zh}"),
        what=(
            "A formula stops short, or two things stand side by side with nothing between.",
            "公式没有写完，或者两个部分之间缺少运算符。",
        ),
        why=(
            "Values and operators stand in turn; brackets are closed; every `if` has its `else`.",
            "值与运算符交替出现；括号成对；每个 `if` 都有 `else`。",
        ),
        avoid="when: orders > and csat >= 80",
        prefer="when: orders > 3 and csat >= 80",
    ),
    "KT167": Code(
        "error",
        (
            "`in` is followed by `{seen}`, expected a list of values such as ['a', 'b'] or a field "
            "of choices",
            "`in` 后面是 `{seen}`，应为 ['a', 'b'] 这样的值列表或多选字段",
        ),
        what=(
            "`in` asks something that is neither a list of plain values nor a field of choices.",
            "`in` 后面既不是普通值的列表，也不是多选字段。",
        ),
        why=(
            "Membership is asked of declared values; a search inside text would find parts of "
            "words.",
            "“属于”只针对明确列出的值；在文本内部查找会匹配到词的一部分。",
        ),
        avoid="when: region in '华东华南'",
        prefer="when: region in ['华东', '华南']",
    ),
    **formula_types.CODES,
    **formula_functions.CODES,
}
