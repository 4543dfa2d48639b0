"""Criteria as lines: what was read, the step that was hit, and points × weight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.atoms.numbers import ALL_WEIGHT, FLAT_SCALE, divide, show
from engine.author.policy import ONLY, Text
from engine.bind.bound import Leaf, Missing, Parent, RankPoints
from engine.explain.ages import aged
from engine.explain.ranks import rank_text, unranked_text
from engine.explain.row import Row
from engine.explain.steps import step
from engine.explain.values import (
    age,
    criterion_label,
    points_text,
    shown,
    weight_text,
)
from engine.explain.words import both, joined, plain

State = Literal["read", "missing", "too_old", "absent", "unranked", "error", "apart"]


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of one decision. Numbers are exact decimal texts; None is "there is none".

    `state`: `read`; `missing`; `too_old`; `absent` (missing or too old: the row does not tell
    which); `unranked` (a value that is compared with nobody); `error`; `apart` (not asked of
    this customer). `depth` is 1 for a criterion inside another.
    """

    id: str
    scorecard: str | None  # where there are several
    label: Text
    field: str | None  # what it reads; None for a criterion made of criteria
    depth: int
    state: State
    value: Text
    said: Text  # the step hit, or the rule that acts because the value is missing
    age: Text | None
    points: str | None
    weight: str | None
    contribution: str | None

    def sum(self) -> Text:
        """`80 points × 40% = 32`, as far as there are numbers."""
        if self.points is None:
            return plain("")
        if self.weight is None or self.contribution is None:
            return both("sum.points.unweighted", points=self.points)
        return both(
            "sum.points", points=self.points, weight=self.weight, contribution=self.contribution
        )


def criterion_lines(row: Row) -> tuple[CriterionLine, ...]:
    """Every criterion in policy order, children below their parent."""
    lines: list[CriterionLine] = []
    for card in row.bound.scorecards:
        of = None if card.id == ONLY else card.id
        for c in card.criteria:
            if not asked(row, c):
                lines.append(_apart(row, c, of))
            elif isinstance(c, Parent):
                lines.append(_parent(row, c, card.scale, of))
                lines += [leaf_line(row, child, 1, FLAT_SCALE, of) for child in c.children]
            else:
                lines.append(leaf_line(row, c, 0, card.scale, of))
    return tuple(lines)


def asked(row: Row, c: Leaf | Parent) -> bool:
    """Whether the customer is asked for a criterion: its weights say so."""
    if c.applies_to is None:
        return True
    card = next(k for k in row.bound.scorecards if c in (*k.criteria, *k.leaves()))
    return row.text(card.column("profile")) in c.applies_to


def _apart(row: Row, c: Leaf | Parent, of: str | None) -> CriterionLine:
    """A criterion of which this customer is not asked."""
    label, field = criterion_label(row.bound, c), c.field if isinstance(c, Leaf) else None
    text = both("value.apart")
    return CriterionLine(c.id, of, label, field, 0, "apart", text, plain(""), *(None,) * 4)


def leaf_line(row: Row, leaf: Leaf, depth: int, scale: int, of: str | None) -> CriterionLine:
    """A leaf's line; `scale` is that of its contribution, `of` one of several scorecards."""
    f = row.bound.fields[leaf.field]
    value, hit = row.decided.get(f"{leaf.id}.value"), row.number(f"{leaf.id}.hit")
    state = state_of(row, leaf)
    if state == "read" and hit is not None:
        text = shown(value, f.type, row.currency)
        said = step(leaf, hit, f.type, row.currency)
        if f.type.masked:
            said = plain("")
        elif isinstance(leaf.points, RankPoints):
            said = rank_text(row, leaf, leaf.points, hit)
    elif state == "unranked":
        text = shown(value, f.type, row.currency)
        rule = rule_text(leaf.missing, _weight(row, leaf.id), leaf)
        said = joined([unranked_text(row, leaf), rule], en="; ", zh="；")
    else:
        text = both(f"value.{state}")
        rule = rule_text(leaf.missing, _weight(row, leaf.id), leaf)
        said = plain("") if state == "error" else rule
    days = None if state in ("missing", "error") else row.number(f"{leaf.id}.age")
    return CriterionLine(
        leaf.id,
        of,
        criterion_label(row.bound, leaf),
        leaf.field,
        depth,
        state,
        text,
        said,
        None if days is None else age(days),
        _number(row, f"{leaf.id}.points", points_text),
        _weight(row, leaf.id),
        _contribution(row, leaf.id, scale),
    )


def state_of(row: Row, leaf: Leaf) -> State:
    """Why a leaf has no value, as far as the row tells."""
    if not asked(row, leaf):
        return "apart"
    if row.decided.get(f"{leaf.id}.value") is not None:
        ranked = not isinstance(leaf.points, RankPoints) or row.number(f"{leaf.id}.hit") is not None
        return "read" if ranked else "unranked"
    f = row.bound.fields[leaf.field]
    if row.outcome == "error":
        in_error = any(r.rpartition(".")[0] == leaf.field for r in row.reasons)
        if in_error:
            return "error"
    if f.fresh is None:
        return "missing"
    if f"{leaf.id}.too_old" in row.reasons or row.too_old(f):
        return "too_old"
    told = row.inputs is not None or f"{leaf.id}.missing" in row.reasons
    return "missing" if told or row.number(f"{leaf.id}.age") is None else "absent"


def too_old_text(row: Row, leaf: Leaf) -> Text:
    """`217 days old, good for 180 days`."""
    return aged(row, row.bound.fields[leaf.field], row.number(f"{leaf.id}.age"))


def rule_text(missing: Missing | None, weight: str | None, leaf: Leaf | None = None) -> Text:
    """What the policy does about a missing value."""
    how = "refer" if missing is None else missing.how
    match how:
        case "points":
            assert missing is not None
            return both("missing.points", points=points_text(missing.points))
        case "reallocate":
            return both("missing.reallocate", weight=weight or "?")
        case "both_ways" if leaf is not None:
            least, greatest = points_text(leaf.least), points_text(leaf.greatest)
            return both("missing.both_ways", least=least, greatest=greatest)
        case "both_ways":
            return both("missing.both_ways.parent")
        case _:
            return both(f"missing.{how}")


def _parent(row: Row, parent: Parent, scale: int, of: str | None) -> CriterionLine:
    gone = row.number(f"{parent.id}.weight_left") == 0
    weight = _weight(row, parent.id)
    return CriterionLine(
        parent.id,
        of,
        criterion_label(row.bound, parent),
        None,
        0,
        "missing" if gone else "read",
        both("value.missing") if gone else plain(""),
        rule_text(parent.missing, weight) if gone else _adding_up(row, parent),
        None,
        _number(row, f"{parent.id}.points", lambda n: show(n, FLAT_SCALE)),
        weight,
        _contribution(row, parent.id, scale),
    )


def _adding_up(row: Row, parent: Parent) -> Text:
    """`45 + 24 + 13.3334`, spread and limited as it was."""
    found = [row.number(f"{c.id}.contribution") for c in parent.children]
    parts = [n for n in found if n is not None]
    left = row.number(f"{parent.id}.weight_left") or ALL_WEIGHT
    text = plain(" + ".join(show(n, FLAT_SCALE) for n in parts))
    if left != ALL_WEIGHT:
        terms = f"({text.en})" if len(parts) > 1 else text.en
        text = both("score.spread", terms=terms, left=weight_text(left))
    points = row.number(f"{parent.id}.points")
    spread = divide(sum(parts) * ALL_WEIGHT, left)
    if points is None or points == spread:
        return text
    key = "parent.cap" if points < spread else "parent.floor"
    limit = both(key, points=show(points, FLAT_SCALE))
    return joined([text, limit], zh="，")


def _weight(row: Row, id: str) -> str | None:
    return _number(row, f"{id}.weight", weight_text)


def _contribution(row: Row, id: str, scale: int) -> str | None:
    return _number(row, f"{id}.contribution", lambda n: show(n, scale))


def _number(row: Row, name: str, text: object) -> str | None:
    n = row.number(name)
    assert callable(text)
    return None if n is None else str(text(n))
