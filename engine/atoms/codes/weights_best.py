"""Findings about comparisons with the best and the worst criterion (KT647-652)."""

from __future__ import annotations

from engine.atoms.codes import Code

_LAYOUT = "expert,row,purchases,loyalty\nE1,best,1,3\nE1,worst,3,1"

CODES: dict[str, Code] = {
    "KT647": Code(
        "error",
        (
            "`{expert}` has the line `{row}` twice, first on line {line}",
            "`{expert}` 的 `{row}` 行出现了两次，首次在第 {line} 行",
        ),
        what=(
            "An expert has one of the two lines of answers more than once.",
            "某位专家的两行回答中有一行重复。",
        ),
        why=("Nothing says which of them counts.", "没有说明以哪一行为准。"),
        avoid="E1,best,1,3\nE1,best,1,4",
        prefer="E1,best,1,3\nE1,worst,3,1",
    ),
    "KT648": Code(
        "error",
        (
            "`{name}` has no column that says `best` or `worst` on every line",
            "`{name}` 中没有逐行写明 `best` 或 `worst` 的列",
        ),
        (
            "give each expert two lines: `best`, how many times as important the best criterion is "
            "as each; and `worst`, how many times as important each is as the worst",
            "每位专家写两行：`best` 为最优指标相对各指标的倍数，`worst` 为各指标相对最差指标的倍数",
        ),
        what=(
            "A file of comparisons with the best and the worst does not say which line is which.",
            "最优最差比较的文件没有说明各行是哪一种。",
        ),
        why=("The same figures mean the opposite in the other line.", "同样的数在另一行含义相反。"),
        avoid="expert,purchases,loyalty\nE1,1,3\nE1,3,1",
        prefer=_LAYOUT,
    ),
    "KT649": Code(
        "error",
        (
            "`{seen}` is outside 1 to 9: the best is never less important, nor the worst more",
            "`{seen}` 超出 1 到 9：最优指标不会更不重要，最差指标也不会更重要",
        ),
        what=(
            "A comparison with the best or the worst lies beyond the scale.",
            "与最优或最差指标的比较超出了标度。",
        ),
        why=(
            "Below 1 the criterion would itself be the best, or the worst.",
            "小于 1 就意味着该指标自己才是最优或最差。",
        ),
        avoid="E1,best,1,1/3",
        prefer="E1,best,1,3",
    ),
    "KT650": Code(
        "error",
        ("`{expert}` has no line `{row}`", "`{expert}` 缺少 `{row}` 一行"),
        what=("An expert answered only one of the two lines.", "某位专家只回答了两行中的一行。"),
        why=("Weights follow from both lines together.", "权重由两行共同得出。"),
        avoid="E1,best,1,3",
        prefer=_LAYOUT,
    ),
    "KT651": Code(
        "error",
        (
            "the two lines of `{expert}` do not go together: {reason}",
            "`{expert}` 的两行不相符：{reason_zh}",
        ),
        what=(
            "The lines of an expert do not tell one best criterion and one worst.",
            "某位专家的两行没有给出同样的最优与最差指标。",
        ),
        why=(
            "Every comparison is with the best or with the worst, so both must be known.",
            "每项比较都以最优或最差为对象，两者必须明确。",
        ),
        avoid="E1,best,1,3\nE1,worst,4,1",
        prefer="E1,best,1,3\nE1,worst,3,1",
    ),
    "KT652": Code(
        "warning",
        (
            "the two lines of `{expert}` rank {pairs} otherwise; consistency ratio {ratio}",
            "`{expert}` 的两行对 {pairs_zh} 的排序相反；一致性比率 {ratio}",
        ),
        what=(
            "By one line a criterion is ahead of another, by the other line behind it.",
            "按一行某指标在前，按另一行却在后。",
        ),
        why=(
            "Weights can follow only one of the two; ask the expert again.",
            "权重只能依从其一；请再问这位专家。",
        ),
    ),
}
