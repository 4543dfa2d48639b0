"""Findings about ways of giving points (KT210-221): ladders, bands, lines, words.

Errors stop binding; a warning is about a policy that could run.
"""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT210": Code(
        "error",
        (
            "`{direction}` thresholds should {should}, but {seen} follows {before}",
            "`{direction}` 的门槛应{should_zh}，但 {before} 之后是 {seen}",
        ),
        what=(
            "The steps of a ladder are not in the order in which they are asked.",
            "阶梯的各档没有按判断顺序排列。",
        ),
        why=(
            "The first step that fits is taken: a step out of order is never reached. keytier "
            "checks the order and does not sort, for either line may hold the typing mistake.",
            "取第一个满足的档：顺序不对的档永远到不了。keytier 只检查不排序，因为两行都可能写错。",
        ),
        avoid="points: {at_least: {200k: 40, 5m: 100}, otherwise: 0}",
        prefer="points: {at_least: {5m: 100, 200k: 40}, otherwise: 0}",
    ),
    "KT211": Code(
        "error",
        ("`{first}` and `{second}` are the same threshold", "`{first}` 与 `{second}` 是同一个门槛"),
        what=(
            "Two steps of a ladder have one threshold, written in two ways.",
            "阶梯里两档的门槛其实相同，只是写法不同。",
        ),
        why=("Only the first of them could ever be hit.", "只有前一个可能命中。"),
        avoid="points: {at_least: {1m: 100, 1000k: 70}, otherwise: 0}",
        prefer="points: {at_least: {1m: 100, 500k: 70}, otherwise: 0}",
    ),
    "KT212": Code(
        "error",
        (
            "there is a gap between the bands: from {low} up to {high} gives no points",
            "区间之间有空档：{low} 到 {high} 没有分值",
        ),
        what=("Bands leave values without points.", "区间表漏掉了一段取值。"),
        why=(
            "A customer who falls into the gap would have no points at all.",
            "落在空档里的客户将没有分值。",
        ),
        avoid="points: {bands: [[0, 40, 20], [50, 101, 100]]}",
        prefer="points: {bands: [[0, 40, 20], [40, 101, 100]]}",
    ),
    "KT213": Code(
        "error",
        ("the bands {one} and {other} overlap", "区间 {one} 与 {other} 重叠"),
        help=(
            "a band holds its first number and ends below its second",
            "区间包含第一个数，不包含第二个数",
        ),
        what=("Two bands claim the same values.", "两个区间包含了相同的取值。"),
        why=(
            "Which points a customer gets would depend on the order of lines.",
            "客户得多少分会取决于行的顺序。",
        ),
        avoid="points: {bands: [[0, 50, 20], [40, 101, 100]]}",
        prefer="points: {bands: [[0, 40, 20], [40, 101, 100]]}",
    ),
    "KT214": Code(
        "error",
        (
            "bands give no points to `{field}` {where}",
            "区间表没有给 `{field}` {where_zh}的分值",
        ),
        help=(
            "add a band or `otherwise`; a band ends below its second number",
            "增加区间或 `otherwise`；区间不包含第二个数",
        ),
        what=(
            "Bands do not cover the bounds of the field, and there is no `otherwise`.",
            "区间表没有覆盖字段的取值范围，也没有 `otherwise`。",
        ),
        why=("A value that the data may hold would have no points.", "数据可能出现的值没有分值。"),
        avoid="age: {is: whole, between: [0, 120]}\npoints: {bands: [[18, 60, 100]]}",
        prefer="points: {bands: [[18, 60, 100]], otherwise: 0}",
    ),
    "KT215": Code(
        "error",
        (
            "the band runs from {low} to below {below}, which holds nothing",
            "区间从 {low} 到 {below} 之下，其中没有任何值",
        ),
        what=("A band ends where it begins, or before.", "区间的终点不大于起点。"),
        why=(
            "A band is [from, below, points]; this one can never be hit.",
            "区间写作 [起, 止（不含）, 分值]；这个区间永远不会命中。",
        ),
        avoid="points: {bands: [[40, 0, 20]]}",
        prefer="points: {bands: [[0, 40, 20]]}",
    ),
    "KT216": Code(
        "error",
        (
            "values of a line should rise, but {seen} follows {before}",
            "折线的取值应递增，但 {before} 之后是 {seen}",
        ),
        what=(
            "The nodes of a line are not in rising order of value.",
            "折线的点没有按取值递增排列。",
        ),
        why=(
            "Points between two nodes are read off the line; it must go one way.",
            "两点之间的分值按折线读取；取值必须单向递增。",
        ),
        avoid="points: {line: [[30, 100], [0, 0]]}",
        prefer="points: {line: [[0, 0], [30, 100]]}",
    ),
    "KT217": Code(
        "error",
        (
            "`one_of` gives no points for {lacks} of `{field}`",
            "`one_of` 没有给 `{field}` 的 {lacks_zh} 分值",
        ),
        help=("add the words, or `otherwise`", "补上这些词，或写 `otherwise`"),
        what=(
            "A look-up does not cover all words of the field, and there is no `otherwise`.",
            "查表没有覆盖字段的所有词，也没有 `otherwise`。",
        ),
        why=(
            "A customer with such a word would have no points at all.",
            "取这些词的客户将没有分值。",
        ),
        avoid="points: {one_of: {华东: 100}}",
        prefer="points: {one_of: {华东: 100}, otherwise: 40}",
    ),
    "KT218": Code(
        "error",
        (
            "{form} gives no points to `{field}`, which is {kind}",
            "{form_zh}不能给{kind_zh}字段 `{field}` 分值",
        ),
        what=(
            "The way of giving points does not fit the kind of the field.",
            "给分方式与字段类型不符。",
        ),
        why=(
            "Numbers have thresholds, text has words, yes/no has two answers.",
            "数字用门槛，文本用词，是/否只有两个答案。",
        ),
        avoid="region: {field: region, points: {at_least: {1: 100}, otherwise: 0}}",
        prefer="region: {field: region, points: {one_of: {华东: 100}, otherwise: 40}}",
    ),
    "KT219": Code(
        "error",
        (
            "`as_is` needs values within 0 to 100, but `{field}` may be {low} to {high}",
            "`as_is` 要求取值在 0 到 100 之间，而 `{field}` 可能是 {low} 到 {high}",
        ),
        help=(
            "declare `between: [0, 100]` on `{field}`, or give points by a ladder or a line",
            "给 `{field}` 声明 `between: [0, 100]`，或用阶梯、折线给分",
        ),
        what=(
            "A value is taken as points, but may lie outside 0 to 100.",
            "取值直接当分值，却可能超出 0 到 100。",
        ),
        why=(
            "Points lie between 0 and 100; nothing is clipped in silence.",
            "分值在 0 到 100 之间；从不悄悄截断。",
        ),
        avoid="csat: {is: percent}\nsatisfaction: {field: csat, points: as_is}",
        prefer="csat: {is: percent, between: [0, 100]}",
    ),
    "KT220": Code(
        "warning",
        ("the points of this ladder go up and down: {listed}", "阶梯的分值忽高忽低：{listed_zh}"),
        what=("The points of a ladder go up and down.", "阶梯的分值忽高忽低。"),
        why=(
            "Usually a better value gives more points (or, with costs and delays, fewer, all "
            "the way down). A single step that breaks the row is often a typing mistake.",
            "通常取值越好分值越高（成本、时延则一路相反）。个别不合顺序的档多半是写错了。",
        ),
        avoid="points: {at_least: {5m: 100, 1m: 40, 200k: 70}, otherwise: 10}",
        prefer="points: {at_least: {5m: 100, 1m: 70, 200k: 40}, otherwise: 10}",
    ),
    "KT221": Code(
        "warning",
        (
            "no value of `{field}` can hit `{step}`: its bounds are {low} to {high}",
            "`{field}` 的取值不可能命中 `{step}`：范围是 {low} 到 {high}",
        ),
        what=(
            "A step, band or `otherwise` lies outside the declared bounds of the field.",
            "某级、某区间或 `otherwise` 在字段声明的取值范围之外。",
        ),
        why=(
            "Either the bounds or the step are not what was meant.",
            "取值范围和档之中必有一个不是本意。",
        ),
        avoid="csat: {is: percent, between: [0, 100]}\n"
        "points: {at_least: {120: 100}, otherwise: 0}",
        prefer="points: {at_least: {90: 100}, otherwise: 0}",
    ),
    "KT266": Code(
        "warning",
        (
            "`enough_evidence: {seen}` is less than one percent",
            "`enough_evidence: {seen}` 不到百分之一",
        ),
        help=(
            "the number is a percent: write `{meant}`, or `{seen}%` where so little is meant",
            "这里写的是百分数：应写 `{meant}`；确实要这么低就写 `{seen}%`",
        ),
        what=(
            "`enough_evidence` is written as a fraction of 1.",
            "`enough_evidence` 写成了 1 以内的小数。",
        ),
        why=(
            "Almost any data would be evidence enough, and nobody would reach a person for want "
            "of it.",
            "几乎有一点数据就算充分，没有客户会因数据不足转人工。",
        ),
        avoid="enough_evidence: 0.6",
        prefer="enough_evidence: 60",
    ),
}
