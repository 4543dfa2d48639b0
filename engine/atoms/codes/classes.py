"""Findings about classes and axes: segments, stages, the cells of a matrix (KT233-239, 244-246)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT233": Code(
        "error",
        ("there is no {what} `{name}`", "没有 `{name}` 这个{what_zh}"),
        what=(
            "An action or a test names a segment or stage that the policy does not declare.",
            "措施或测试引用了政策没有声明的客群或阶段。",
        ),
        why=(
            "An action for a segment that does not exist would never be given.",
            "为不存在的客群安排的措施永远不会执行。",
        ),
        avoid="stages:\n  active: idle_days < 180\n  lost: otherwise\n"
        "actions:\n  lst: [win_back_call]",
        prefer="actions:\n  lost: [win_back_call]",
    ),
    "KT234": Code(
        "error",
        (
            "`{where}` must end in `otherwise`, but its last entry `{name}` has a condition",
            "`{where}` 必须以 `otherwise` 结尾，而最后一项 `{name}` 写了条件",
        ),
        help=(
            "add a last entry for everybody else, such as `other: otherwise`",
            "在最后为其余客户加一项，如 `other: otherwise`",
        ),
        what=(
            "A table of which the first entry that fits is taken has no last resort.",
            "按顺序取第一项的表没有兜底项。",
        ),
        why=(
            "Whoever fits no entry would be in none; the author says who the rest are.",
            "不符合任何一项的客户将无处可归；其余客户属于哪一项由作者写明。",
        ),
        avoid="segments:\n  listed: \"'listed' in shareholders\"\n  large: staff >= 500",
        prefer="segments:\n  listed: \"'listed' in shareholders\"\n  large: staff >= 500\n"
        "  other: otherwise",
    ),
    "KT235": Code(
        "error",
        (
            "`{name}` says `otherwise`, so what follows it is never reached",
            "`{name}` 写了 `otherwise`，其后的各项永远轮不到",
        ),
        help=("move it to the end", "请移到最后"),
        what=("`otherwise` stands before the end.", "`otherwise` 没有写在最后。"),
        why=(
            "The first entry that fits is taken, and `otherwise` fits everybody.",
            "取第一个符合的项，而 `otherwise` 人人都符合。",
        ),
        avoid="stages:\n  lost: otherwise\n  active: idle_days <= 180",
        prefer="stages:\n  active: idle_days <= 180\n  lost: otherwise",
    ),
    "KT236": Code(
        "error",
        (
            "row `{row}` of the matrix has no tier for {lacks}",
            "矩阵的 `{row}` 行缺少 {lacks} 的等级",
        ),
        help=(
            "every row names a tier for every column",
            "每一行都要为每一列写明等级",
        ),
        what=("A cell of the matrix is empty.", "矩阵里有空格。"),
        why=(
            "Whoever falls into it would be in no tier; a forgotten cell is the likeliest mistake "
            "of a matrix.",
            "落入空格的客户将没有等级；漏写一格是矩阵最常见的错误。",
        ),
        avoid="cells:\n  high: {strong: strategic, weak: star}\n  low: {weak: streamline}",
        prefer="cells:\n  high: {strong: strategic, weak: star}\n"
        "  low: {strong: status, weak: streamline}",
    ),
    "KT237": Code(
        "error",
        ("rows and columns are both `{name}`", "行和列都是 `{name}`"),
        help=("two axes need two scorecards", "两个轴需要两张评分卡"),
        what=("Both axes of the matrix are one scorecard.", "矩阵的两个轴是同一张评分卡。"),
        why=(
            "Most cells could never be met; thresholds of one score belong to `tiers:`.",
            "大多数格永远不会出现；单一得分的门槛应写在 `tiers:` 里。",
        ),
        avoid="matrix:\n  rows: {strength: {high: 60, low: otherwise}}\n"
        "  columns: {strength: {strong: 50, weak: otherwise}}",
        prefer="matrix:\n  rows: {attractiveness: {high: 60, low: otherwise}}\n"
        "  columns: {strength: {strong: 50, weak: otherwise}}",
    ),
    "KT238": Code(
        "error",
        (
            "tier `{tier}` has `{key}`, but the cells of the matrix lead to tiers",
            "等级 `{tier}` 写了 `{key}`，但等级由矩阵的格决定",
        ),
        help=(
            "take it out; cuts stand under `matrix:`, as `high: 60`",
            "去掉它；门槛写在 `matrix:` 里，如 `high: 60`",
        ),
        what=(
            "A tier has a threshold of points beside a matrix.",
            "有矩阵的政策里，等级还写了得分门槛。",
        ),
        why=(
            "A threshold asks for one score, and there are two.",
            "门槛只针对一个得分，而这里有两个。",
        ),
        avoid="tiers:\n  strategic: {at_least: 85}\n  star: {}",
        prefer="tiers:\n  strategic: {label: 战略客户}\n  star: {}",
    ),
    "KT239": Code(
        "warning",
        (
            "more points of `{card}` lead from {before} to the worse tier {after}",
            "`{card}` 得分更高，等级却从 {before} 降到 {after}",
        ),
        what=(
            "Along a row or column of the matrix the tier gets worse as points rise.",
            "沿矩阵的某行或某列，得分上升而等级下降。",
        ),
        why=(
            "Usually two cells were swapped, or the tiers do not stand best first. Whoever means "
            "it says so; nobody can then be decided both ways on the corners alone.",
            "通常是两格写反了，或等级没有从高到低排列。确有此意请注明；此时两头计算不能只看四角。",
        ),
        avoid="cells:\n  high: {strong: star, weak: strategic}\n"
        "  low: {strong: status, weak: streamline}",
        prefer="cells:\n  high: {strong: strategic, weak: star}\n"
        "  low: {strong: status, weak: streamline}",
    ),
    "KT244": Code(
        "warning",
        (
            "cut `{cut}` of `{card}` can never be reached: {why}",
            "`{card}` 的分段 `{cut}` 永远达不到：{why_zh}",
        ),
        what=("No customer can ever be in a cut.", "没有客户能进入某一分段。"),
        why=(
            "Its row or column of cells decides nothing: the cut is above the highest score that "
            "criteria can give, or a better cut takes everybody.",
            "它那一行或一列的格不起作用：门槛高于各指标能给出的最高得分，或更高的分段已收走所有人。",
        ),
        avoid="criteria:\n  size: {field: size, points: {at_least: {10: 80}, otherwise: 0}}\n"
        "rows: {attractiveness: {high: 85, low: otherwise}}",
        prefer="rows: {attractiveness: {high: 75, low: otherwise}}",
    ),
    "KT245": Code(
        "warning",
        (
            "scorecard `{name}` is on neither axis, and no formula reads its score",
            "评分卡 `{name}` 不在任何轴上，也没有公式读取它的得分",
        ),
        what=("A scorecard is worked out for nothing.", "一张评分卡白算了。"),
        why=(
            "Its data must be delivered and kept, and where it is missing a person may have to "
            "decide; yet no tier and no benefit follows from it.",
            "它的数据要提供和保存，缺失时还可能要转人工；却没有等级或权益由它决定。",
        ),
        avoid="scorecards: {attractiveness: {…}, strength: {…}, mood: {…}}",
        prefer="scorecards: {attractiveness: {…}, strength: {…}}",
    ),
    "KT246": Code(
        "error",
        (
            "`minus` does not say which score it lowers: {known}",
            "`minus` 没有说明扣哪一个得分：{known}",
        ),
        help=("write `{{minus: 15, scorecard: …}}`", "写成 `{{minus: 15, scorecard: …}}`"),
        what=(
            "A flag takes points off, and there are several scores.",
            "红旗要扣分，而得分不止一个。",
        ),
        why=(
            "Which cell a customer falls into depends on the axis that is lowered.",
            "扣哪个轴的分，决定客户落入哪一格。",
        ),
        avoid="overdue: {then: {minus: 15}, …}",
        prefer="overdue: {then: {minus: 15, scorecard: strength}, …}",
    ),
}
