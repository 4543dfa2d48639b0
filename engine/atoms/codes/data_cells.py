"""Findings about single cells of customer data (KT320-322)."""

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
}
