"""Two customers of one run side by side, and which differences make the difference.

A value is *enough* where the first customer with this one value of the second ends as the second
does, *needed* where the first with all values of the second but this one does not. Both are
decided again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.author.policy import Text
from engine.bind.bound import BoundPolicy, Field
from engine.bind.contract import facts_columns, input_columns, previous_columns
from engine.compile.lower import lower
from engine.decide.record import record_decider
from engine.explain.criteria import CriterionLine, criterion_lines
from engine.explain.explanation import fact_of
from engine.explain.outcome import headline
from engine.explain.row import Row
from engine.explain.scores import card_label, score_text
from engine.explain.values import Value, field_label, flag_label
from engine.explain.words import both, joined, plain

#: The canonical columns of a field, by its id.
Groups = Mapping[str, list[str]]
_SHOWN = 12  # values that are told one by one


@dataclass(frozen=True, slots=True)
class Difference:
    """A value in which they differ, and what comes of exchanging it."""

    part: str
    label: Text
    own: Text
    theirs: Text
    enough: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Two customers: `lines` are rows of (what, the one, the other), `differences` all values in
    which they differ, `said` what makes the difference."""

    one: str
    other: str
    same: bool
    headlines: tuple[Text, Text]
    lines: tuple[tuple[Text, Text, Text], ...]
    differences: tuple[Difference, ...]
    said: tuple[Text, ...]


def beside(one: Row, other: Row) -> Beside:
    """The comparison of two decisions by the same policy on the same day, with their inputs."""
    ids = one.text("id"), other.text("id")
    same = _end(one.decided) == _end(other.decided)
    differences = _differences(one, other, same)
    return Beside(
        *ids,
        same,
        (headline(one), headline(other)),
        tuple(_lines(one, other)),
        differences,
        tuple(_said(ids, same, differences)),
    )


def _end(decided: Mapping[str, Any]) -> tuple[Any, Any]:
    return decided["outcome"], decided["tier"]


# --- side by side ---------------------------------------------------------------------------------


def _lines(one: Row, other: Row) -> list[tuple[Text, Text, Text]]:
    bound = one.bound
    found = []
    for card in bound.scorecards:
        a, b = score_text(one, card) or "–", score_text(other, card) or "–"
        found.append((card_label(card), plain(a), plain(b)))
    sides = [{line.id: line for line in criterion_lines(row)} for row in (one, other)]
    for id_ in dict.fromkeys([*sides[0], *sides[1]]):  # weights of one may leave out some
        lines = [side.get(id_) for side in sides]
        label = next(line.label for line in lines if line is not None)
        found.append((label, _shown(lines[0]), _shown(lines[1])))
    for flag in bound.flags:
        if flag.id in bound.masked:
            continue
        name = f"{flag.id}.answer"
        answers = [both(f"value.{row.text(name) or 'unknown'}") for row in (one, other)]
        found.append((flag_label(bound, flag.id), answers[0], answers[1]))
    return found


def _shown(line: CriterionLine | None) -> Text:
    if line is None:
        return plain("–")
    return joined([part for part in (line.value, line.sum()) if part.en])


# --- what makes the difference --------------------------------------------------------------------


def _differences(one: Row, other: Row, same: bool) -> tuple[Difference, ...]:
    bound = one.bound
    if one.inputs is None or other.inputs is None:
        return ()
    a, b = dict(one.inputs), dict(other.inputs)
    groups = {f: names for f, names in _columns(bound).items() if _differ(a, b, names)}
    ends = _ending(one)
    wanted = _end(other.decided)
    found = []
    for id_, names in groups.items():
        enough = needed = False
        if not same:
            enough = ends(_mixed(a, b, {id_: names})) == wanted
            rest = {other_id: those for other_id, those in groups.items() if other_id != id_}
            needed = ends(_mixed(a, b, rest)) != wanted
        f = bound.fields[id_]
        own, theirs = (fact_of(row, f).value for row in (one, other))
        found.append(Difference(id_, field_label(bound, id_), own, theirs, enough, needed))
    found.sort(key=lambda d: (not d.enough, not d.needed))
    return tuple(found)


def _ending(row: Row) -> Callable[[dict[str, Any]], tuple[Any, Any]]:
    decide = record_decider(lower(row.bound, row.as_of, dict(row.context)))
    return lambda inputs: _end(decide(inputs))


def _columns(bound: BoundPolicy) -> dict[str, list[str]]:
    """The canonical columns of each field and item: its value, its day, and what belongs to it.
    Not what others, or an earlier decision, made of the customer."""
    apart = {c.name for c in (*facts_columns(bound), *previous_columns(bound))}
    found: dict[str, list[str]] = {}
    for column in input_columns(bound):
        field: Field | None = bound.fields.get(column.name.partition(".")[0])
        if field is not None and column.name not in apart:
            found.setdefault(field.id, []).append(column.name)
    return found


def _differ(a: Mapping[str, Value], b: Mapping[str, Value], names: list[str]) -> bool:
    return any(a.get(n) != b.get(n) for n in names)


def _mixed(a: Mapping[str, Any], b: Mapping[str, Any], taken: Groups) -> dict[str, Any]:
    """The row `a` with these fields as `b` has them, and with their errors."""
    mixed = dict(a) | {name: b.get(name) for names in taken.values() for name in names}

    def of(row: Mapping[str, Any], inside: bool) -> list[str]:
        errors = row.get("errors") or ()
        return [e for e in errors if (e.rpartition(".")[0] in taken) is inside]

    mixed["errors"] = [*of(a, False), *of(b, True)] or None
    return mixed


def _said(ids: tuple[str, str], same: bool, found: tuple[Difference, ...]) -> list[Text]:
    who, other = plain(ids[0]), plain(ids[1])
    if same:
        return [both("than.same")]
    lines = [
        both("than.enough", part=d.label, own=d.own, theirs=d.theirs, who=who, other=other)
        for d in found
        if d.enough
    ]
    if not lines and found:
        lines.append(both("than.together", other=other))
        lines += [both("than.needed", part=d.label, who=who, other=other) for d in found
                  if d.needed]  # fmt: skip
        if not any(d.needed for d in found):
            lines.append(both("than.facts", other=other))
    return lines[:_SHOWN]
