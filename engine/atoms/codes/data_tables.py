"""Findings about child tables and their rows (KT328-335, KT346)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT328": Code(
        "error",
        (
            "the policy `{id}` reads the table `{table}`, which was not given",
            "政策 `{id}` 需要明细表 `{table}`，但没有给出",
        ),
        (
            "add `--table {table}=FILE`",
            "请加上 `--table {table}=文件`",
        ),
        what=(
            "A table that the policy needs is not there.",
            "缺少政策需要的明细表。",
        ),
        why=(
            "Without it every sum would be 0.",
            "没有它，所有合计都会是 0。",
        ),
        avoid="keytier run policy.yaml customers.csv",
        prefer="keytier run policy.yaml customers.csv --table orders=orders.csv",
    ),
    "KT329": Code(
        "error",
        (
            "the policy has no table `{table}`; {there}",
            "政策没有明细表 `{table}`；{there_zh}",
        ),
        None,
        what=(
            "A table was given that the policy does not name.",
            "给出了政策中没有的明细表。",
        ),
        why=(
            "It would be ignored in silence.",
            "它会被悄悄忽略。",
        ),
    ),
    "KT336": Code(
        "error",
        ("cannot read decisions from `{name}`: {what}", "无法从 `{name}` 读取结论：{what_zh}"),
        what=(
            "A table reads what another policy decided, and what is given for it is no run of "
            "that policy at that version, or a run that was changed.",
            "明细表要读取另一份政策的结论，而给出的不是该政策该版本的运行，或运行已被改动。",
        ),
        why=(
            "Decisions of another policy, or of another version of it, mean something else.",
            "别的政策或别的版本的结论，含义并不相同。",
        ),
        avoid="keytier run policy.yaml customers.csv --table credit=export.csv",
        prefer="keytier run policy.yaml customers.csv --table credit=runs/credit-2026-06",
    ),
    "KT331": Code(
        "error",
        (
            "a row of `{id}` has no date",
            "`{id}` 的一行没有日期",
        ),
        (
            "fill in the date; without it no window can be decided",
            "请补全日期；没有日期就无法判断是否在窗口内",
        ),
        what=(
            "A row of a table has no date.",
            "明细表的一行没有日期。",
        ),
        why=(
            "It may belong inside or outside of every window, so the customer ends in error.",
            "无法判断它属于哪个窗口，因此该客户的结论是数据有误。",
        ),
    ),
    "KT332": Code(
        "error",
        (
            "whether a row of `{id}` is skipped is unknown, since `{column}` is {state}",
            "无法判断 `{id}` 的一行是否应跳过，因为 `{column}` {state_zh}",
        ),
        (
            "fill in what `skip_when` reads, or let `skip_when` say what a gap means: "
            "`coalesce(…)`, `is_missing(…)`",
            "请补全 `skip_when` 读取的列，或在 `skip_when` 中写明缺失的含义：`coalesce(…)`、"
            "`is_missing(…)`",
        ),
        what=(
            "`skip_when` is neither true nor false for a row.",
            "某一行的 `skip_when` 既不为真也不为假。",
        ),
        why=(
            "A row that may or may not count makes every sum uncertain.",
            "不知是否计入的行会使所有合计不确定。",
        ),
    ),
    "KT334": Code(
        "error",
        (
            "`{column}` is empty in a row that `{field}` counts, expected {expected}",
            "`{field}` 计入的一行中 `{column}` 为空，应为{expected_zh}",
        ),
        (
            "fill in the cell, or write `missing_rows: skip` on the field where gaps are meant",
            "请补全该单元格；若缺失属正常，可在字段上写 `missing_rows: skip`",
        ),
        what=(
            "The rows of a customer give the field no value.",
            "该客户的明细行无法给出该字段的值。",
        ),
        why=(
            "A gap in a row that counts would make a sum too small in silence.",
            "计入的行缺值会使合计悄悄偏小。",
        ),
    ),
    "KT335": Code(
        "error",
        (
            "`{field}` of `{id}` comes to `{seen}`, expected {expected}",
            "`{id}` 的 `{field}` 为 `{seen}`，应为{expected_zh}",
        ),
        (
            "look at the rows, or widen `between`",
            "请核对明细行，或放宽 `between`",
        ),
        what=(
            "What the rows add up to is outside the field's bounds.",
            "明细行的合计超出字段的范围。",
        ),
        why=(
            "It is the error `<field>.outside` of that customer.",
            "这是该客户的错误 `<field>.outside`。",
        ),
    ),
    "KT346": Code(
        "error",
        (
            "`{column}` is `{seen}` on one day, and `{field}` needs one value of its day",
            "`{column}` 在同一天为 `{seen}`，而 `{field}` 在其当天只能有一个值",
        ),
        (
            "keep one row of that day, or take `max_of`, `min_of` or `sum_of`",
            "当天请只保留一行，或改用 `max_of`、`min_of`、`sum_of`",
        ),
        what=(
            "`first_of` or `last_of` meets rows of one day with different values.",
            "`first_of` 或 `last_of` 遇到同一天取值不同的行。",
        ),
        why=(
            "Nothing says which of them was first or last, so each order of rows would give "
            "another value.",
            "无法知道哪一行在先、哪一行在后，行的顺序不同结果就不同。",
        ),
        avoid="who,day,price\nC1,2026-03-01,3\nC1,2026-03-01,4",
        prefer="who,day,price\nC1,2026-03-01,3\nC1,2026-03-02,4",
    ),
}
