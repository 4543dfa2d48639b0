"""Sentences of why a customer is not in another tier, and of two customers side by side."""

from __future__ import annotations

from typing import Final

INSTEAD: Final[dict[str, tuple[str, str]]] = {
    "title.not": ("why not {tier}", "为什么不是{tier}"),
    "not.points": (
        "{tier} asks for {at_least} points; the score {score} is {points} short",
        "{tier}要求 {at_least} 分；得分 {score}，差 {points} 分",
    ),
    "not.points.met": (
        "the {at_least} points that {tier} asks for are there: {score}",
        "已达到{tier}要求的 {at_least} 分：得分 {score}",
    ),
    "not.no_score": ("there is no score to hold against {tier}", "没有得分可与{tier}相比"),
    "not.cell": (
        "the cell names {other}, not {tier}",
        "所在格指定的是{other}，不是{tier}",
    ),
    "not.require.no": ("{tier} requires {formula}: not so", "{tier}要求 {formula}：不成立"),
    "not.require.unknown": (
        "{tier} requires {formula}: not known",
        "{tier}要求 {formula}：不清楚",
    ),
    "not.require.yes": ("what {tier} requires holds: {formula}", "{tier}的前提成立：{formula}"),
    "not.route.no": (
        'the route "{route}" into {tier} asks for {formula}: not so',
        "进入{tier}的通道「{route}」要求 {formula}：不成立",
    ),
    "not.route.unknown": (
        'the route "{route}" into {tier} asks for {formula}: not known',
        "进入{tier}的通道「{route}」要求 {formula}：不清楚",
    ),
    "not.route.yes": (
        'the route "{route}" into {tier} is open: {formula}',
        "进入{tier}的通道「{route}」成立：{formula}",
    ),
    "not.by_routes": ("only its routes lead into {tier}", "进入{tier}只能经由通道"),
    "not.flag": ("{flag}: {effect}", "{flag}：{effect}"),
    "not.moves": (
        "the points give {walked}; what the previous decision holds decides on {tier} too",
        "按得分为{walked}；上一次评定的保持规则也参与决定{tier}",
    ),
    "not.worse": (
        "{tier} is worse than {held}: the best tier that fits is taken, and {held} fits",
        "{tier}低于{held}：取符合条件的最高等级，而{held}已符合",
    ),
    "not.override": ("a person decided so: {said}", "由人决定：{said}"),
    "not.refer": (
        "nobody said {tier}: a person has to decide",
        "尚未定为{tier}：须由人工判断",
    ),
    "not.none": (
        "a customer with this outcome gets no tier at all",
        "此结论下不给任何等级",
    ),
    "not.change": ("enough by itself: {change}", "仅此一项即可：{change}"),
    "not.no_change": (
        "no single value that may change is enough",
        "任何一项可变的取值单独变化都不够",
    ),
    "title.needs": ("what {tier} would take", "要达到{tier}需要什么"),
    "needs.cost": (
        "cost {cost}: nothing cheaper does; decided again with all of it: {tier}",
        "代价 {cost}：没有更低的；全部做到后重新评定：{tier}",
    ),
    "needs.perhaps": (
        "cost {cost}; there may be something cheaper, for not all can be tried; decided again with "
        "all of it: {tier}",
        "代价 {cost}；无法穷尽，可能还有更低的；全部做到后重新评定：{tier}",
    ),
    "needs.none": (
        "nothing that may change reaches {tier}",
        "可变的取值无论怎样变化都达不到{tier}",
    ),
    "needs.not_found": (
        "nothing was found that reaches {tier}; not all can be tried",
        "没有找到能达到{tier}的变化；无法穷尽",
    ),
    "title.than": ("beside {other}", "与 {other} 并列"),
    "than.outcome": ("outcome", "结论"),
    "than.score": ("score", "得分"),
    "than.enough": (
        "{part}: with {theirs} as {other} has it, not {own}, {who} would end as {other} does",
        "{part}：若像{other}那样为{theirs}而非{own}，{who}的结论就与{other}相同",
    ),
    "than.needed": (
        "{part}: with all of {other}'s values but this one, {who} would end otherwise than {other}",
        "{part}：其余取值都与{other}相同而唯独此项不同，{who}的结论便与{other}不同",
    ),
    "than.together": (
        "no single value of {other} is enough: several differ that count together",
        "换上{other}的任何一项取值都不够：几项差别共同起作用",
    ),
    "than.same": ("both end alike", "两者结论相同"),
    "than.facts": (
        "all values of {other} do not bring it about: places in the queue differ, or what was "
        "held before",
        "即使取值与{other}全部相同也不会如此：名额次序或此前的等级不同",
    ),
    "title.than.why": ("what makes the difference", "差别何在"),
}
