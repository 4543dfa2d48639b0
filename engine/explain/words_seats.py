"""Sentences of seats and waiting lists."""

from __future__ import annotations

from typing import Final

SEATS: Final[dict[str, tuple[str, str]]] = {
    "head.waiting": (
        "{customer} {id}: waits for a seat in {full}, {tier} until then",
        "{customer} {id}：等待{full}的名额，其间为{tier}",
    ),
    "reason.seats.full": ("{tiers}", "{tiers}"),
    "seat.none": (
        "no seat in {tier}: all {seats} are taken",
        "{tier}没有名额：{seats} 个名额已满",
    ),
    "seat.waits": (
        "no seat in {tier}: seat {rank} of {seats}, waiting list place {place}",
        "{tier}没有名额：排第 {rank} 位，名额 {seats} 个，候补第 {place} 位",
    ),
    "seat.has": ("{tier}: one of {seats} seats", "{tier}：占 {seats} 个名额之一"),
    "seat.given": (
        "{tier}: a seat that a person gave, before all others ({seats} seats)",
        "{tier}：由人给出的名额，先于其他人（共 {seats} 个名额）",
    ),
    "seat.free": (
        "{tier}: one of {seats} seats, all of which count as free without the facts of a run",
        "{tier}：占 {seats} 个名额之一；未给出运行事实，名额均按空缺计",
    ),
    "seat.last": (
        "its last seat went to {id} ({theirs}); this {who} has {own}",
        "最后一个名额归 {id}（{theirs}）；本{who}：{own}",
    ),
    "seat.last_erased": (
        "its last seat went to somebody who was erased since ({theirs}); this {who} has {own}",
        "最后一个名额归一位其后已擦除者（{theirs}）；本{who}：{own}",
    ),
    "seat.margin": (
        "{own} and {margin} for holding the tier",
        "{own}，在位加 {margin}",
    ),
    "seat.is_last": ("it is the last one ({own})", "正是最后一个名额（{own}）"),
    "tier.joined": (
        "{tier}: who finds no seat in {full} joins it",
        "{tier}：{full}没有名额的客户归入此级",
    ),
    "reach.seat": (
        "all {seats} seats of {tier} are taken",
        "{tier}的 {seats} 个名额已满",
    ),
}
