"""Findings about the types of what a formula holds (KT170-179)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT170": Code(
        "error",
        (
            "{left} and {right} cannot stand on two sides of `{op}`",
            "`{op}` 两边不能是{left_zh}和{right_zh}",
        ),
        what=(
            "A formula compares, adds or chooses between values of different kinds.",
            "公式在不同类型的值之间比较、相加或选择。",
        ),
        why=(
            "Money, percent, plain numbers, days, text and yes/no do not mix: 40 of one is not "
            "40 of another. Dividing money by money gives a number; a percent and a number mix "
            "through × and /.",
            "金额、百分数、普通数字、日期、文本、是/否不能混用：此 40 非彼 40。"
            "金额除以金额得到数字；百分数与数字通过 × 和 / 结合。",
        ),
        avoid="when: purchases_12m > orders_12m",
        prefer="when: purchases_12m / orders_12m > 100",
    ),
    "KT171": Code(
        "error",
        ("money times money has no meaning", "金额乘以金额没有意义"),
        what=("Two amounts of money are multiplied.", "两个金额相乘。"),
        why=(
            "The result would be square money. Usually one of the two is a count or a share and "
            "is declared with the wrong kind.",
            "结果是“平方金额”。通常其中一个其实是数量或占比，只是类型声明错了。",
        ),
        avoid="formula: price * discount      # both `is: money`",
        prefer="formula: price * discount / 100      # discount `is: percent`",
    ),
    "KT172": Code(
        "error",
        ("{seen} where yes or no is expected", "此处应为是或否，实际是{seen_zh}"),
        what=("A condition is not a question that is true or false.", "条件不是一个真假问题。"),
        why=(
            "A number or text is never taken as true; say what it is compared with.",
            "数字或文本不会被当作真；请写明与什么比较。",
        ),
        avoid="when: orders_12m",
        prefer="when: orders_12m > 0",
    ),
    "KT173": Code(
        "error",
        ("`{op}` needs {expected}, found {seen}", "`{op}` 需要{expected_zh}，实际是{seen_zh}"),
        what=(
            "An operator or function is given a kind of value that it cannot take.",
            "运算符或函数得到了它不能处理的类型。",
        ),
        why=(
            "Only numbers are added and multiplied, only days are subtracted by days_between; "
            "text is compared whole.",
            "只有数字能加减乘除，只有日期能用 days_between 相减；文本只能整体比较。",
        ),
        avoid="when: region > '华东'",
        prefer="when: region == '华东'",
    ),
    "KT174": Code(
        "error",
        (
            "{subject} gives {seen}, but {what} is declared {expected}",
            "{subject_zh} 的结果是{seen_zh}，而 {what_zh} 声明为{expected_zh}",
        ),
        what=(
            "A derived field or parameter is declared with a kind that its formula does not give.",
            "派生字段或参数声明的类型与公式的结果不符。",
        ),
        why=(
            "A reader trusts the declared kind; money shown as percent would be read wrongly.",
            "读者相信声明的类型；把金额当成百分数会读错。",
        ),
        avoid="per_order: {is: percent, formula: purchases_12m / orders_12m}",
        prefer="per_order: {is: money, formula: purchases_12m / orders_12m}",
    ),
    "KT175": Code(
        "error",
        (
            "`{part}` could need {seen} {what}, at most {limit}",
            "`{part}` 可能需要 {seen} {what_zh}，最多 {limit}",
        ),
        what=(
            "A part of a formula may grow beyond what every engine computes exactly.",
            "公式的某一部分可能超出各引擎能精确计算的范围。",
        ),
        why=(
            "Numbers are exact: at most 18 decimals and 38 digits at every step, proved from the "
            "bounds of the fields before anything runs.",
            "数字是精确的：每一步最多 18 位小数、38 位数字，运行前由字段的范围证明。",
        ),
        avoid="formula: a * b * c      # none of them has bounds",
        prefer="data:\n  a: {is: number, between: [0, 1000]}",
    ),
    "KT176": Code(
        "error",
        ("`{word}` is not one of the words of `{field}`", "`{word}` 不在 `{field}` 的取值之中"),
        what=(
            "A formula asks for a word that the field can never hold.",
            "公式询问了字段不可能有的词。",
        ),
        why=(
            "The question would always be false, and nobody would notice.",
            "这个判断永远为假，却没有人会发现。",
        ),
        avoid="when: region == '华中'      # one_of: [华东, 华南, 华北]",
        prefer="when: region == '华东'",
    ),
    "KT177": Code(
        "error",
        (
            "a day is compared with text, expected date('{seen}')",
            "日期与文本比较，应写成 date('{seen}')",
        ),
        help=("write date('{seen}')", "写成 date('{seen}')"),
        what=("A field of days is compared with text in quotes.", "日期字段与引号里的文本比较。"),
        why=(
            "Text and days do not compare; `date('…')` says which is meant and is checked to "
            "exist.",
            "文本与日期不能比较；`date('…')` 表明含义，并会检查这一天是否存在。",
        ),
        avoid="when: last_order < '2026-01-31'",
        prefer="when: last_order < date('2026-01-31')",
    ),
    "KT178": Code(
        "error",
        ("`{part}` divides by 0, whatever the data say", "`{part}` 无论数据如何都除以 0"),
        what=("A quotient has 0 below the line.", "除数恒为 0。"),
        why=(
            "Division by zero is missing: the formula would never have a value.",
            "除以 0 的结果是缺失：公式永远没有值。",
        ),
        avoid="formula: spend / (orders - orders)",
        prefer="formula: spend / orders",
    ),
}
