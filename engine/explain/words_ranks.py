"""Sentences of ranks."""

from __future__ import annotations

from typing import Final

RANKS: Final[dict[str, tuple[str, str]]] = {
    "rank.others": ("ahead of {percent}% of the others", "领先其余客户的 {percent}%"),
    "rank.others.of": (
        "ahead of {percent}% of the others ({count} ranked, {day})",
        "领先其余客户的 {percent}%（{day} 共 {count} 个参与排名）",
    ),
    "rank.others.per": (
        "ahead of {percent}% of the others of {word} ({count} ranked, {day})",
        "领先{word}其余客户的 {percent}%（{day} 共 {count} 个参与排名）",
    ),
    "rank.reference": (
        "ahead of {percent}% of {label} (measured {day})",
        "领先{label}的 {percent}%（{day} 测量）",
    ),
    "rank.reference.of": (
        "ahead of {percent}% of {label} ({count} measured, {day})",
        "领先{label}的 {percent}%（{day} 测量，共 {count} 个）",
    ),
    "rank.none": ("not ranked", "未参与排名"),
    "rank.none.facts": (
        "not ranked, for the facts of a run are not given",
        "未参与排名，因为没有给出运行事实",
    ),
    "rank.none.alone": (
        "not ranked, for nobody else had a value on {day}",
        "未参与排名，因为 {day} 没有其他客户有此值",
    ),
    "rank.none.per": (
        "not ranked, for nobody else of {word} had a value on {day}",
        "未参与排名，因为 {day} {word}没有其他客户有此值",
    ),
    "rank.none.reference": (
        "not ranked, for {label} is of {day} and good for {limit}",
        "未参与排名，因为{label}是 {day} 的，有效期 {limit}",
    ),
    "reason.criterion.unranked": ("{part}: {why}; {rule}", "{part}：{why}；{rule}"),
    "settle.rank": ("{part}: {why}", "{part}：{why}"),
}
