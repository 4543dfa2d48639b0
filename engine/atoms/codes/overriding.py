"""Findings about `override:` in a policy (KT280-284)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT280": Code(
        "error",
        (
            "`override` stands beside `seats` of tier `{tier}`, which this version cannot decide "
            "together",
            "`override` 与等级 `{tier}` 的 `seats` 并存，本版本不能同时据此评定",
        ),
        (
            "take one of the two out",
            "请去掉其中之一",
        ),
        what=(
            "A policy has both seats and overrides.",
            "一份政策既有名额又允许人工调整。",
        ),
        why=(
            "A customer whom a person placed would have to take a seat before all others; the "
            "facts of a run do not hold that yet.",
            "人工安排的客户应先于他人占用名额，而运行的事实中还没有这一项。",
        ),
        avoid="tiers: {key: {at_least: 60, seats: 20, order_by: [score]}, rest: {}}\n"
        "override: {may_lift: [refer]}",
        prefer="tiers: {key: {at_least: 60}, rest: {}}\noverride: {may_lift: [refer]}",
    ),
}
