"""Findings about tiers, weights and days that fit together (KT200-209).

Errors stop binding, for nothing sound could be decided.
"""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT200": Code(
        "error",
        (
            "tier `{tier}` has no way in: it needs `at_least`, `require` or `routes`",
            "等级 `{tier}` 无法进入：需要 `at_least`、`require` 或 `routes`",
        ),
        what=("A tier above the last has no condition.", "最后一级以上的等级没有条件。"),
        why=(
            "Nobody could ever be in it; only the last tier takes everybody else.",
            "没有人能进入；只有最后一级接收其余所有客户。",
        ),
        avoid="tiers:\n  gold: {label: 金}\n  basic: {}",
        prefer="tiers:\n  gold: {at_least: 80, label: 金}\n  basic: {}",
    ),
    "KT201": Code(
        "error",
        (
            "the last tier `{tier}` takes everybody else, so it has no `{key}`",
            "最后一级 `{tier}` 接收其余所有客户，不能写 `{key}`",
        ),
        what=("The last tier has a condition.", "最后一级写了条件。"),
        why=(
            "Whoever does not meet it would be in no tier at all.",
            "不满足条件的客户将不属于任何等级。",
        ),
        avoid="tiers:\n  gold: {at_least: 80}\n  basic: {at_least: 0}",
        prefer="tiers:\n  gold: {at_least: 80}\n  basic: {}",
    ),
    "KT202": Code(
        "error",
        ("{where} lack {lacks}", "{where_zh}缺少 {lacks}"),
        what=("A criterion has no weight.", "某个指标没有权重。"),
        why=(
            "A forgotten criterion would count for nothing without a word; one that shall count "
            "for nothing has the weight 0.",
            "漏掉的指标会悄悄不计分；确实不计分的请写 0。",
        ),
        avoid="criteria: {satisfaction: …, profit: …}\nweights: {satisfaction: 100}",
        prefer="weights: {satisfaction: 60, profit: 40}",
    ),
    "KT203": Code(
        "error",
        ("{where} add up to {total}, expected 100", "{where_zh}合计 {total}，应为 100"),
        what=(
            "The weights of a profile, or of a criterion's parts, do not add up to 100.",
            "某个权重方案（或某个指标的子项）的权重合计不是 100。",
        ),
        why=(
            "Weights are never stretched to fit: 100 is what people agreed on, and a sum of 90 "
            "is a typing mistake or a criterion that was forgotten.",
            "权重从不自动归一：合计 100 才是大家商定的结果，合计 90 说明打错了或漏了一项。",
        ),
        avoid="weights: {satisfaction: 30, response: 20, customising: 20, solving: 20}",
        prefer="weights: {satisfaction: 40, response: 20, customising: 20, solving: 20}",
    ),
    "KT204": Code(
        "error",
        ("{where} name `{name}`, which is no criterion", "{where_zh}里的 `{name}` 不是指标"),
        what=(
            "A weight is given to something that is not a criterion beside it.",
            "权重给了并不存在的指标。",
        ),
        why=("The weight would go to nobody.", "这份权重无处可去。"),
        avoid="criteria: {satisfaction: …}\nweights: {satisfation: 100}",
        prefer="weights: {satisfaction: 100}",
    ),
    "KT205": Code(
        "error",
        (
            "`{criterion}` may be missing for some customers, and nothing says what happens then",
            "`{criterion_zh}` 可能缺失，却没有说明缺失时怎么办",
        ),
        help=(
            "write `missing:` (`refer`, `reallocate`, `keep`, `both_ways` or `{{points: n}}`) on "
            "the criterion or the scorecard; or list the field under `gates: must_have`",
            "在指标或评分卡上写 `missing:`（`refer`、`reallocate`、`keep`、`both_ways` 或 "
            "`{{points: n}}`）；或把字段列入 `gates: must_have`",
        ),
        what=(
            "A criterion reads a field that may be missing, without a missing-data rule.",
            "指标读取的字段可能缺失，却没有缺失规则。",
        ),
        why=(
            "No customer loses points by accident: the author says whether missing means a "
            "person decides, the weight moves, or points are given.",
            "没有客户会无意间失分：由作者说明缺失时转人工、分摊权重，还是给定分值。",
        ),
        avoid="satisfaction: {field: csat, points: as_is}",
        prefer="satisfaction: {field: csat, points: as_is, missing: refer}",
    ),
    "KT206": Code(
        "error",
        (
            "the policy ends on {until}, before it begins on {first}",
            "政策在 {until} 结束，早于生效日 {first}",
        ),
        what=("`effective:` runs backwards.", "`effective:` 的起止颠倒。"),
        why=("The policy would never be in force.", "政策永远不会生效。"),
        avoid="effective: {from: 2026-12-31, until: 2026-01-01}",
        prefer="effective: {from: 2026-01-01, until: 2026-12-31}",
    ),
    "KT207": Code(
        "warning",
        ("the policy is not in force on {today}: {seen}", "政策在 {today} 不在生效期：{seen_zh}"),
        what=("Today lies outside `effective:`.", "今天不在 `effective:` 之内。"),
        why=(
            "A run as of such a day is refused unless the caller insists.",
            "除非调用者坚持，以这样的日期运行会被拒绝。",
        ),
        avoid="effective: {from: 2025-01-01, until: 2025-12-31}",
        prefer="effective: {from: 2026-01-01, until: 2026-12-31}",
    ),
    "KT208": Code(
        "error",
        (
            "`{key}` speaks of points, but the policy has no scorecard",
            "`{key}` 说的是得分，但政策没有评分卡",
        ),
        what=(
            "A threshold or deduction of points stands in a policy without a scorecard.",
            "没有评分卡的政策里写了得分门槛或扣分。",
        ),
        why=(
            "Without a scorecard there is no score; tiers are entered by `require` and `routes`.",
            "没有评分卡就没有得分；等级只能通过 `require` 和 `routes` 进入。",
        ),
        avoid="tiers:\n  gold: {at_least: 80}\n  basic: {}",
        prefer="tiers:\n  gold: {require: {when: orders >= 10, if_unknown: refer}}\n  basic: {}",
    ),
    "KT209": Code(
        "error",
        ("`cap` {cap} is below `floor` {floor}", "`cap` {cap} 低于 `floor` {floor}"),
        what=("A criterion's highest points are below its lowest.", "指标的上限低于下限。"),
        why=("No number of points would be allowed.", "这样任何分值都不允许。"),
        avoid="service: {cap: 20, floor: 80, …}",
        prefer="service: {cap: 80, floor: 20, …}",
    ),
}
