"""Sentences of criteria: the step that was hit, its points, and what they add up to."""

from __future__ import annotations

from typing import Final

POINTS: Final[dict[str, tuple[str, str]]] = {
    # --- steps of points --------------------------------------------------------------------
    "step.at_least": ("at least {edge}", "不低于 {edge}"),
    "step.below": ("below {edge}", "低于 {edge}"),
    "step.at_most": ("at most {edge}", "不高于 {edge}"),
    "step.above": ("above {edge}", "高于 {edge}"),
    "step.line": (
        "on the line from {x0} ({p0} points) to {x1} ({p1} points)",
        "在 {x0}（{p0} 分）到 {x1}（{p1} 分）的连线上",
    ),
    "step.line.before": ("before the line begins at {edge}", "在连线起点 {edge} 之前"),
    "step.line.after": ("past the line's end at {edge}", "到达或超过连线终点 {edge}"),
    "step.word": ("on the list", "在列表之中"),
    "step.other_word": ("not on the list", "不在列表之中"),
    "step.answer": ("answered {answer}", "回答为{answer}"),
    "step.band": ("from {low} to below {high}", "从 {low} 起、低于 {high}"),
    "step.no_band": ("outside every band", "不在任何区间内"),
    "step.as_is": ("taken as it is", "按原值计分"),
    "range": ("{low} to {high}", "{low} 至 {high}"),
    # --- criteria ---------------------------------------------------------------------------
    "sum.points": (
        "{points} points × {weight} = {contribution}",
        "{points} 分 × {weight} = {contribution}",
    ),
    "sum.points.unweighted": ("{points} points", "{points} 分"),
    "missing.keep": ("counts as 0 points, its weight stays", "按 0 分计，权重保留"),
    "missing.points": ("counts as {points} points", "按 {points} 分计"),
    "missing.reallocate": (
        "its weight of {weight} goes to the other criteria",
        "其权重 {weight} 分摊给其他指标",
    ),
    "missing.refer": ("a person has to decide", "须由人判断"),
    "missing.both_ways": (
        "taken both ways, from {least} to {greatest} points",
        "按最差 {least} 分和最好 {greatest} 分两头计算",
    ),
    "missing.both_ways.parent": (
        "taken both ways, at the least and at the most that it can give",
        "按所能得到的最低分和最高分两头计算",
    ),
    "parent.cap": ("capped at {points}", "封顶 {points} 分"),
    "parent.floor": ("at least {points}", "保底 {points} 分"),
    "score.spread": (
        "{terms} spread over the {left} of the weight that counts",
        "{terms} 按有效权重 {left} 折算",
    ),
    "score.limited": ("{sum}, limited to 0 to 100", "{sum}，限于 0 到 100 之间"),
    "score.label": ("score", "得分"),
    "score.best": ("at best {score}", "最好 {score}"),
    "score.none": ("no score", "没有得分"),
    "score.evidence": (
        "{share} of the weight has data (needed: {enough})",
        "有数据的权重占 {share}（要求 {enough}）",
    ),
}
