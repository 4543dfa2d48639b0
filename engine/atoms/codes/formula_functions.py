"""Findings about the functions of formulas and what they take (KT161-163)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT161": Code(
        "error",
        ("unknown function `{seen}`", "没有 `{seen}` 这个函数"),
        help=(
            "functions are is_missing, coalesce, min, max, abs, days_between, share, date",
            "函数有 is_missing、coalesce、min、max、abs、days_between、share、date",
        ),
        what=("A formula calls a function that does not exist.", "公式调用了不存在的函数。"),
        why=(
            "The list is short and closed, so that every engine gives the same digit.",
            "函数表短而封闭，保证每个引擎给出同样的数字。",
        ),
        avoid='formula: "datediff(last_order, today())"',
        prefer='formula: "days_between(last_order, as_of)"',
    ),
    "KT162": Code(
        "error",
        (
            "`{function}` takes {expected} value{expected_s}, found {seen}",
            "`{function}` 需要{expected_zh}个值，实际 {seen} 个",
        ),
        what=("A function is given too few or too many values.", "传给函数的值太少或太多。"),
        why=(
            "A forgotten value would change the meaning without a word.",
            "漏掉一个值会悄悄改变含义。",
        ),
        avoid="formula: coalesce(csat)",
        prefer='formula: "coalesce(csat, 0)"',
    ),
    "KT163": Code(
        "error",
        (
            "`{seen}` is not a day, expected date('2026-01-31')",
            "`{seen}` 不是日期，应为 date('2026-01-31')",
        ),
        what=(
            "A day in a formula is not written as date('YYYY-MM-DD'), or does not exist.",
            "公式里的日期没有写成 date('YYYY-MM-DD')，或者这一天不存在。",
        ),
        why=(
            "Without quotes 2026-01-31 would be a subtraction; with another order of day and "
            "month it would be a guess.",
            "不加引号时 2026-01-31 会成为减法；日月顺序不同时只能靠猜。",
        ),
        avoid="when: last_order < date(2026-01-31)",
        prefer="when: last_order < date('2026-01-31')",
    ),
}
