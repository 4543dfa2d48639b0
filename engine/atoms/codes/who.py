"""Findings about criteria that are asked of some customers only (KT225-228)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT225": Code(
        "error",
        (
            "`{name}` applies to some customers only, and all have the same weights",
            "指标 `{name}` 只适用于部分客户，而所有客户的权重都相同",
        ),
        (
            "give each its own weights: `weights: {{choose_by: segment, …}}`",
            "请分别给出权重：`weights: {{choose_by: segment, …}}`",
        ),
        what=(
            "`applies_to` names the profiles of weights for which a criterion is asked, and the "
            "scorecard has only one.",
            "`applies_to` 写明指标适用于哪些权重方案，而评分卡只有一个方案。",
        ),
        why=(
            "The weight of a criterion that is not asked has to go somewhere, and where is said "
            "by the weights of those of whom it is not asked.",
            "不适用的指标，其权重归谁，由相应客户自己的权重方案写明。",
        ),
        avoid="fit: {field: fit, points: as_is, applies_to: [prospect]}\n"
        "weights: {fit: 40, spend: 60}",
        prefer="weights: {choose_by: population, prospect: {fit: 100}, customer: {spend: 100}}",
    ),
    "KT226": Code(
        "error",
        ("there is no weight profile `{name}`", "没有 `{name}` 这个权重方案"),
        what=(
            "`applies_to` names weights that the scorecard does not have.",
            "`applies_to` 引用了评分卡中没有的权重方案。",
        ),
        why=(
            "A criterion that is asked of nobody would be left out in silence.",
            "谁都不适用的指标会悄悄失效。",
        ),
        avoid="fit: {field: fit, points: as_is, applies_to: [prospects]}   # weights: prospect",
        prefer="fit: {field: fit, points: as_is, applies_to: [prospect]}",
    ),
    "KT228": Code(
        "error",
        (
            "{where} name `{name}`, which does not apply to `{profile}`",
            "{where_zh}里的 `{name}` 不适用于 `{profile}`",
        ),
        (
            "take the weight out, or name `{profile}` in the criterion's `applies_to`",
            "请去掉这份权重，或在该指标的 `applies_to` 中加上 `{profile}`",
        ),
        what=(
            "A profile weighs a criterion of which its customers are not asked.",
            "权重方案给了一个并不适用的指标。",
        ),
        why=("The weight would go to nobody.", "这份权重无处可去。"),
        avoid="fit: {…, applies_to: [prospect]}\nweights: {choose_by: population, "
        "customer: {fit: 10, spend: 90}, …}",
        prefer="weights: {choose_by: population, customer: {spend: 100}, …}",
    ),
    "KT227": Code(
        "error",
        (
            "the weights have no profile for {segments}, and no `default`",
            "权重方案中没有 {segments}，也没有 `default`",
        ),
        what=(
            "The segment chooses the weights, and some segments have none.",
            "由客群决定权重，而有的客群没有权重。",
        ),
        why=(
            "Every customer is in exactly one segment, and has exactly one set of weights.",
            "每位客户恰好属于一个客群，也恰好有一套权重。",
        ),
        avoid="weights: {choose_by: segment, listed: {…}}      # segments: listed, family, other",
        prefer="weights: {choose_by: segment, listed: {…}, default: {…}}",
    ),
}
