"""Sentences of gaps, of what would settle a case, and of actions."""

from __future__ import annotations

from typing import Final

GAPS: Final[dict[str, tuple[str, str]]] = {
    # --- gaps -------------------------------------------------------------------------------
    "keep.margin": (
        "{points} points above the {at_least} that {tier} needs",
        "比{tier}要求的 {at_least} 分高出 {points} 分",
    ),
    "keep.exact": (
        "exactly the {at_least} points that {tier} needs",
        "恰为{tier}要求的 {at_least} 分",
    ),
    "keep.move": (
        "kept for the time being: an assessment that is not worse ends that",
        "暂予保持：评定不低于该等级即恢复正常",
    ),
    "keep.route": (
        '{tier} is held by the route "{route}": {formula} has to stay true',
        "{tier}经由通道「{route}」取得：须一直满足 {formula}",
    ),
    "keep.also": (
        'the route "{route}" holds {tier} too, as long as {formula}',
        "通道「{route}」也能保住{tier}：只要满足 {formula}",
    ),
    "keep.require": ("{formula} has to stay true", "须一直满足 {formula}"),
    "keep.lost": ("lost by itself if {change}", "仅此一项即会失去：{change}"),
    "keep.safe": (
        "no single criterion can lose it",
        "任何单项指标的变化都不会导致失去该等级",
    ),
    "keep.axis": (
        "{card}: {points} points above the {at_least} below which it alone loses the tier",
        "{card}：比 {at_least} 分高出 {points} 分，低于该分即单独失去该等级",
    ),
    "keep.axis.exact": (
        "{card}: exactly the {at_least} points below which it alone loses the tier",
        "{card}：恰为 {at_least} 分，低于该分即单独失去该等级",
    ),
    "keep.axis.free": (
        "no lower {card} alone loses the tier",
        "仅{card}降低不会失去该等级",
    ),
    "keep.axis.safe": (
        "no single criterion of {card} can lose it",
        "{card}的任何单项指标都不会导致失去该等级",
    ),
    "reach.axis": (
        "{card}: {points} points more for {tier} (from {at_least})",
        "{card}：距{tier}（{at_least} 分起）还差 {points} 分",
    ),
    "reach.axis.enough": (
        "{card}: the points for {tier} are there",
        "{card}：得分已达到{tier}的要求",
    ),
    "reach.axis.none": (
        "{card} alone reaches no better tier",
        "仅凭{card}达不到更高等级",
    ),
    "keep.last": ("the last tier cannot be lost", "最低等级不会失去"),
    "reach.top": ("there is no better tier", "已是最高等级"),
    "reach.points": (
        "{points} points more for {tier} (from {at_least})",
        "距{tier}（{at_least} 分起）还差 {points} 分",
    ),
    "reach.enough": (
        "the points for {tier} are there ({at_least} are needed)",
        "得分已达到{tier}的要求（{at_least} 分）",
    ),
    "reach.best": (
        "the least that is enough by itself: {change}",
        "单独一项即可，改动最小：{change}",
    ),
    "reach.also": ("also enough by itself: {change}", "单独一项也可：{change}"),
    "reach.none": (
        "no single criterion is enough by itself",
        "任何单项指标的改变都不足以达到",
    ),
    "reach.require": (
        "{tier} also requires {formula}",
        "{tier}还要求 {formula}",
    ),
    "reach.cap": (
        'red flag "{flag}" stands in the way: {effect}',
        "红旗「{flag}」构成障碍：{effect}",
    ),
    "reach.reject": (
        'points cannot help while red flag "{flag}" rejects',
        "红旗「{flag}」否决期间，得分再高也无济于事",
    ),
    "reach.route": (
        'or by the route "{route}" into {tier}: {formula}',
        "或经由通道「{route}」进入{tier}：{formula}",
    ),
    "reach.only_route": ("{tier} asks for no points: {how}", "{tier}不看得分：{how}"),
    "change.rises_to": (
        "{part} rises from {now} to {edge}{why}",
        "{part}由 {now} 升到 {edge}{why}",
    ),
    "change.falls_to": (
        "{part} falls from {now} to {edge}{why}",
        "{part}由 {now} 降到 {edge}{why}",
    ),
    "change.falls_below": (
        "{part} falls from {now} to below {edge}{why}",
        "{part}由 {now} 降到 {edge} 以下{why}",
    ),
    "change.rises_above": (
        "{part} rises from {now} to above {edge}{why}",
        "{part}由 {now} 升到 {edge} 以上{why}",
    ),
    "change.becomes": (
        "{part} becomes {edge} instead of {now}{why}",
        "{part}由 {now} 变为 {edge}{why}",
    ),
    "change.known": (
        "{part} is known and is {edge}{why}",
        "补上{part}且为 {edge}{why}",
    ),
    "change.why": (" ({why})", "（{why}）"),
    "change.gain": ("{gain} points", "{gain} 分"),
    "change.gain.of": ("{card}: {gain} points", "{card} {gain} 分"),
    "change.flag": ('red flag "{flag}": {effect}', "红旗「{flag}」：{effect}"),
    "change.no_flag": ('without red flag "{flag}"', "不再触及红旗「{flag}」"),
    "change.route": ('by the route "{route}"', "经由通道「{route}」"),
    "with": ("{formula} (now {values})", "{formula}（目前 {values}）"),
    "now": ("{name} {value}", "{name} {value}"),
    # --- what would settle it ---------------------------------------------------------------
    "settle.range": (
        "between {worst} points at worst and {best} at best the answer changes",
        "得分最差 {worst}、最好 {best}，两头结论不同",
    ),
    "settle.range.of": (
        "{card}: between {worst} points at worst and {best} at best the answer changes",
        "{card}最差 {worst} 分、最好 {best} 分，两头结论不同",
    ),
    "settle.one": ("{part}, if known, can settle it", "补上{part}即可能定论"),
    "settle.all": (
        "known values of {parts} settle it; one of them alone may do",
        "补齐 {parts} 即可定论；其中一项或许就够",
    ),
    "settle.item": (
        "an answer to: {ask}",
        "回答：{ask}",
    ),
    "settle.evidence": ("{ask} (evidence: {evidence})", "{ask}（凭证：{evidence}）"),
    "settle.field": ("a value for {part}", "补上{part}"),
    "settle.before": (
        "an assessment before this one that found it: {part} (`run --previous`)",
        "需要有找到该值的上一次评定：{part}（`run --previous`）",
    ),
    "settle.fresh": (
        "a newer value for {part} (at most {limit} old)",
        "更新{part}（不超过 {limit}）",
    ),
    "settle.after": ("{want}, not from before {day}", "{want}，日期不早于 {day}"),
    "settle.person": ("a person's decision on: {what}", "由人判断：{what}"),
    "settle.sources": ("which of the sources of {field} is right", "须判明{field}的哪个来源正确"),
    "settle.raters": ("the raters of {field}, who have to agree", "{field}的评分人须取得一致"),
    # --- actions ----------------------------------------------------------------------------
    "action.value": ("{benefit}: {value}", "{benefit}：{value}"),
    "action.task": ("task: {what}", "任务：{what}"),
    "action.alert": ("alert: {whom}", "提醒：{whom}"),
    "action.to": ("by {to}", "由{to}"),
    "action.most": ("at most {most}", "不超过{most}"),
    "action.every": ("every {every}", "每 {every}"),
    "action.until": ("until {day}", "至 {day} 止"),
    "action.still": ("still of {tier}, until {day}", "沿用{tier}的权益，至 {day} 止"),
    "action.sla": ("a reaction within {sla}, by {day}", "{sla}内响应，不晚于 {day}"),
    "action.within": ("within {within}", "{within}内"),
}
