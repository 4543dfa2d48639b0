"""Random checklists, flags, tiers, benefits and actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.atoms.numbers import show
from tests.generator.chance import Chance
from tests.generator.fields import Spec
from tests.generator.formulas import Formulas

TIERS = ("gold", "silver", "bronze", "iron", "rest")
DURATIONS = ("30 days", "1 month", "6 months", "1 year", "365 days")


def draw_checklist(c: Chance, ask: Formulas, dates: Sequence[str] = ()) -> dict[str, Any]:
    """`dates`: fields whose days may make an answer stale."""
    items: dict[str, Any] = {}
    for n in range(c.whole(0, 3)):
        item: dict[str, Any] = {"ask": c.pick(["pays late", "过去有无拖欠银行贷款", "is it so?"])}
        if c.percent(40):
            item["good_for"] = c.pick(DURATIONS)
        if dates and c.percent(40):
            item["stale_after"] = c.pick(dates)
        if c.percent(35) and (formula := ask.truth(1)) is not None:
            item["applies_when"] = formula
        items[f"i{n}"] = item
    return items


def draw_flags(
    c: Chance, ask: Formulas, items: Sequence[str], tiers: Sequence[str], cards: Sequence[str],
    taken: Sequence[str],
) -> dict[str, Any]:  # fmt: skip
    """`cards`: the ids of scorecards, of which the only one has none."""
    flags: dict[str, Any] = {}
    for item in items:
        if c.percent(60):
            flags[item] = _flag(c, tiers, cards)
    for n in range(c.whole(0, 3)):
        formula = ask.truth(3)
        if formula is not None:
            id_ = c.pick(taken) if taken and c.one_in(6) else f"w{n}"
            flags[id_] = {"when": formula, **_flag(c, tiers, cards)}
    return flags


def _flag(c: Chance, tiers: Sequence[str], cards: Sequence[str]) -> dict[str, Any]:
    return {"then": _effect(c, tiers, cards), "if_unknown": _effect(c, tiers, cards)}


def _effect(c: Chance, tiers: Sequence[str], cards: Sequence[str]) -> Any:
    way = c.whole(0, 11)
    if way <= 4:
        return "nothing"
    if way == 5:
        return "reject"
    if way == 6:
        return "refer"
    minus = {"minus": show(c.whole(0, 400) * 100, 3) if c.percent(50) else str(c.whole(0, 4) * 10)}
    if cards and (card := c.pick(cards)):
        minus["scorecard"] = card
    if way <= 8 and cards:
        return minus
    cap = {"cap": c.pick(tiers)}
    return {**cap, **minus} if cards and way == 11 else cap


def draw_tiers(c: Chance, ask: Formulas, scored: bool, round_: bool) -> dict[str, Any]:
    """The ladder of tiers, best first; the last has nothing."""
    count = c.whole(2, 5)
    tiers: dict[str, Any] = {}
    edge = 100_000
    for name in TIERS[: count - 1]:
        tier: dict[str, Any] = {}
        if scored and c.percent(85) and edge > 1000:
            edge = c.whole(1, edge // 1000 - 1) * 1000 if edge >= 2000 else 0
            if round_ and edge >= 10_000:
                edge = edge // 10_000 * 10_000
            elif c.one_in(4):
                edge += c.whole(0, 999) if edge else 0
            tier["at_least"] = show(edge, 3)
            if edge and c.percent(40):
                tier["keep_at"] = show(c.whole(0, edge), 3)
        _require(c, ask, tier)
        _routes(c, ask, tier)
        if not tier:
            formula = ask.truth(2)
            tier["require"] = {"when": formula or "as_of > date('2020-01-01')"}
            tier["require"]["if_unknown"] = "not_met"
        tiers[name] = tier
    tiers[TIERS[-1]] = {"priority": count} if c.percent(20) else None
    for tier in tiers.values():
        if tier is not None and c.percent(15):
            tier["priority"] = c.whole(1, 9)
    return tiers


def _require(c: Chance, ask: Formulas, tier: dict[str, Any]) -> None:
    if c.percent(40) and (formula := ask.truth(2)) is not None:
        unknown = c.pick(["refer", "met", "not_met"])
        tier["require"] = {"when": formula, "if_unknown": unknown}


def _routes(c: Chance, ask: Formulas, tier: dict[str, Any]) -> None:
    routes: dict[str, Any] = {}
    for n in range(c.whole(0, 4) - 2):
        formula = ask.truth(2)
        if formula is not None:
            routes[f"r{n}"] = formula
            if c.percent(40):
                routes[f"r{n}"] = {"when": formula, "if_unknown": "refer"}
    if routes:
        tier["routes"] = routes


def draw_moves(c: Chance) -> dict[str, Any]:
    """What a tier held before does; often nothing."""
    moves: dict[str, Any] = {}
    if c.percent(55):
        return moves
    if c.percent(45):
        moves["hold"] = c.pick(DURATIONS)
    if c.percent(45):
        moves["confirm"] = c.whole(1, 3)
    if c.percent(45):
        moves["grace"] = c.pick(DURATIONS)
    if c.percent(50):
        moves["one_level"] = "yes" if c.percent(80) else "no"
    return moves


def draw_warnings(c: Chance, numbers: Sequence[str], scores: Sequence[str]) -> dict[str, Any]:
    """What is watched; often nothing. `numbers` are fields, `scores` as formulas call them."""
    warnings: dict[str, Any] = {}
    watchable = [*numbers, *scores, *scores]
    for n in range(c.whole(0, 5) - 2 if watchable else 0):
        watch = c.pick(watchable)
        warning: dict[str, Any] = {"watch": watch}
        if c.percent(45):
            warning["falls_in_a_row"] = c.whole(1, 4)
        else:
            warning["drops_by"] = c.pick(["0.5", "10", "1"]) if watch in scores else c.whole(0, 2)
            if c.percent(60):
                warning["within_assessments"] = c.whole(1, 4)
        if c.percent(30):
            warning["min_history"] = c.whole(1, 4)
        if c.percent(40):
            warning["mute"] = c.pick(DURATIONS)
        warnings[f"n{n}"] = warning
    return warnings


def draw_override(c: Chance) -> dict[str, Any]:
    """What a person's decision may lift; mostly no person decides."""
    if c.percent(60):
        return {}
    return {"may_lift": c.some(["refer", "reject"], 2)}


def draw_benefits(c: Chance, ask: Formulas) -> dict[str, Any]:
    benefits: dict[str, Any] = {}
    for n in range(c.whole(0, 4)):
        benefit: dict[str, Any] = {}
        for key, kind in (("percent", "percent"), ("amount", "money")):
            if c.percent(40):
                class_ = c.pick(["percent", "number"]) if kind == "percent" else kind
                formula = ask.of(class_, 3)
                benefit[key] = "12.5"
                if formula is not None:
                    benefit[key] = {"formula": formula}
                if key == "amount" and c.percent(40):
                    benefit["max_value"] = c.pick(["12.5", "20", "1000", "50000"])
        if c.percent(40):
            benefit["benefits_end"] = c.pick([*DURATIONS, "2024-02-29", "2026-06-30", "2026-06-29"])
        if c.percent(15):
            benefit["sla"] = c.pick(DURATIONS)
        if c.percent(20):
            benefit["cost_per_year"] = c.pick(["180k", "0", "500.5"])
        benefits["gold" if c.one_in(12) else f"b{n}"] = benefit or None
    return benefits


def draw_classes(c: Chance, ask: Formulas, letter: str) -> dict[str, Any]:
    """A first-match table, of segments or of stages; often none."""
    if c.percent(55):
        return {}
    classes: dict[str, Any] = {}
    for n in range(c.whole(0, 3)):
        formula = ask.truth(2)
        if formula is None:
            continue
        entry: dict[str, Any] = {"when": formula}
        if c.percent(50):
            entry["if_unknown"] = "refer"
        if c.one_in(3):
            entry["label"] = "客群"
        classes[f"{letter}{n}"] = entry if len(entry) > 1 or c.percent(30) else formula
    classes[f"{letter}9"] = {"when": "otherwise", "label": "其他"} if c.one_in(4) else "otherwise"
    return classes


def draw_actions(
    c: Chance,
    benefits: Sequence[str],
    classes: Mapping[str, Sequence[str]],
    warnings: Sequence[str] = (),
) -> dict[str, Any]:
    """`classes`: the ids of tiers, segments and stages, as far as there are any."""
    actions: dict[str, Any] = {}
    for key in ("everyone", *(id_ for ids in classes.values() for id_ in ids), *warnings):
        if c.percent(60) and (listed := _listed(c, benefits)):
            actions[key] = listed
    for n in range(c.whole(0, 4) - 1):
        asked: dict[str, Any] = {}
        for what, ids in classes.items():
            if c.percent(60) and (named := c.some(ids, 2)):
                asked[what] = named[0] if len(named) == 1 and c.percent(50) else named
        if asked and (listed := _listed(c, benefits)):
            actions[f"m{n}"] = {"when": asked, "then": listed}
    return actions


def _listed(c: Chance, benefits: Sequence[str]) -> list[Any]:
    listed: list[Any] = []
    for name in c.some(benefits, 3):
        listed.append(name if c.percent(50) else {"benefit": name})
    for name in c.some(("高层拜访", "call"), 2):
        task = {"en": name, "zh": "拜访"} if c.percent(30) else name
        listed.append({"task": task, "to": "sales", "every": "3 months"})
    if c.one_in(4):
        listed.append({"alert": {"zh": "lead"} if c.percent(30) else "lead"})
    return listed


def draw_context(c: Chance, specs: Sequence[Spec]) -> dict[str, Any]:
    """Values for a run's context: canonical, or None for what the caller did not say."""
    values: dict[str, Any] = {}
    for spec in specs:
        if c.percent(20):
            values[spec.id] = None
        elif spec.words is not None:
            values[spec.id] = c.pick(spec.words)
        elif spec.kind == "yes_no":
            values[spec.id] = c.one_in(2)
        else:
            values[spec.id] = c.magnitude(spec.low, spec.high)
    return values
