"""Findings about single cells of customer data (KT320-322, KT366-368)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT320": Code(
        "error",
        (
            "`{column}` is `{seen}`, expected {expected}",
            "`{column}` 的值是 `{seen}`，应为{expected_zh}",
        ),
        None,
        what=(
            "A cell cannot be read as what its field is.",
            "单元格无法读作该字段的类型。",
        ),
        why=(
            "It is the error `<field>.unreadable` of that customer, never a silent gap.",
            "这是该客户的错误 `<field>.unreadable`，绝不会悄悄当作缺失。",
        ),
        avoid="revenue\n１２５０",
        prefer="revenue\n1250",
    ),
    "KT321": Code(
        "error",
        (
            "`{column}` is `{seen}`, which has too many decimals for {expected}",
            "`{column}` 的值是 `{seen}`，小数位太多，应为{expected_zh}",
        ),
        None,
        what=(
            "A number has more digits than its type keeps.",
            "数字的小数位多于其类型所保留的位数。",
        ),
        why=(
            "Cutting digits in silence moves customers over an edge; `round:` on the field "
            "allows it.",
            "悄悄截断会让客户越过界线；字段上的 `round:` 可以允许取整。",
        ),
        avoid="margin: {is: percent}",
        prefer="margin: {is: percent, round: 2}",
    ),
    "KT322": Code(
        "error",
        (
            "`{column}` is `{seen}`, expected {expected}",
            "`{column}` 的值是 `{seen}`，应为{expected_zh}",
        ),
        (
            "mend the data, or widen `between` or `one_of` in the policy",
            "请改正数据，或在政策中放宽 `between` 或 `one_of`",
        ),
        what=(
            "A value is outside the field's bounds or words.",
            "值超出字段的范围或词表。",
        ),
        why=(
            "Points are proved for declared values only.",
            "得分只对声明过的取值有保证。",
        ),
    ),
    "KT366": Code(
        "error",
        (
            "`{field}` is dated `{seen}`, expected {expected}",
            "`{field}` 的日期是 `{seen}`，应为{expected_zh}",
        ),
        (
            "mend the date, or decide as of a later day",
            "请改正日期，或改用更晚的基准日",
        ),
        what=(
            "A value or an answer is dated after the day that is decided for.",
            "值或答案的日期晚于基准日。",
        ),
        why=(
            "Nobody could know it on that day: it is the error `<field>.future` of that customer.",
            "基准日当天不可能知道它：这是该客户的错误 `<field>.future`。",
        ),
        avoid="csat,csat_date\n80%,2062-06-30",
        prefer="csat,csat_date\n80%,2026-06-30",
    ),
    "KT367": Code(
        "error",
        (
            "`{field}` chooses the weights and is {state}, expected {expected}",
            "`{field}` 用来选择权重方案，其值{state_zh}，应为{expected_zh}",
        ),
        (
            "mend the data, or write `default` weights in the policy",
            "请改正数据，或在政策中写明 `default` 权重",
        ),
        what=(
            "The value that chooses the weights has none of its own, and there are no others.",
            "选择权重方案的值没有对应的方案，也没有默认方案。",
        ),
        why=(
            "Without weights there is no score: it is the error `<field>.unlisted`.",
            "没有权重就没有得分：这是该客户的错误 `<field>.unlisted`。",
        ),
        avoid="weights: {choose_by: line, retail: {…}}",
        prefer="weights: {choose_by: line, retail: {…}, default: {…}}",
    ),
    "KT368": Code(
        "error",
        (
            "`{field}` comes out wrong from `{seen}`, expected {expected}",
            "`{field}` 由 `{seen}` 算出的结果不对，应为{expected_zh}",
        ),
        (
            "mend the data, or widen `between` or `one_of` of the derived field",
            "请改正数据，或放宽该派生字段的 `between` 或 `one_of`",
        ),
        what=(
            "The result of a formula is outside the bounds or words of its field.",
            "公式的结果超出派生字段的范围或词表。",
        ),
        why=(
            "It is the error `<derived>.outside` of that customer; what the formula read is shown.",
            "这是该客户的错误 `<derived>.outside`；显示的是公式读到的值。",
        ),
    ),
}
