"""Random companies of groups: policies that roll them up, and their rows as values and as text."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from random import Random
from typing import Any

from engine.atoms.dates import back, from_day
from engine.atoms.numbers import NUMERIC, show
from engine.bind.bound import BoundPolicy, Field
from engine.bind.groups import FITS
from engine.decide.interpreter.currency import NoAmount, Rate, in_own_currency
from engine.decide.interpreter.raters import in_the_middle
from tests.generator.chance import Chance
from tests.generator.fields import WORDS, Spec, draw_field, write
from tests.generator.policies import DAYS, Drawn
from tests.generator.rates import HEADINGS, OWN, draw_currency, draw_rates, rates_text
from tests.generator.rules import DURATIONS
from tests.generator.yaml_text import document

_SCALE = 8
KINDS = ("money", "money", "number", "percent", "whole", "rating", "yes_no", "date", "text",
         "choices")  # fmt: skip


def draw_group_policy(source: Random) -> Drawn:
    """A policy for groups whose every field is a company's own."""
    c = Chance(source)
    as_of = c.pick(DAYS)
    several = c.percent(50)
    specs = [draw_field(c, f"f{n}", c.pick(KINDS)) for n in range(c.whole(1, 6))]
    numbers = [s.id for s in specs if s.numeric]
    data = {s.id: s.declared | _how(c, s, numbers, several) for s in specs}
    groups = c.pick([{"id": "of"}, {"parent": "under"}, {"id": "of", "parent": "under"}])
    checklist: dict[str, Any] = {}
    for n in range(c.whole(0, 2)):
        good = {"good_for": c.pick(DURATIONS)} if c.percent(60) else {}
        checklist[f"q{n}"] = {"ask": "really?"} | good
    sections: dict[str, Any] = {
        "keytier": 1, "policy": "drawn", "version": "1.0.0", "title": "drawn",
        "decide_for": "group", **({"currency": OWN, "fx": HEADINGS} if several else {}),
        "customers": {"id": "id"}, "groups": groups, "data": data,
        "gates": {"on_bad_row": "set_aside"},
        "tiers": {"all": {"require": {"when": "is_missing(f0)", "if_unknown": "met"}},
                  "rest": None},
    }  # fmt: skip
    if checklist:
        sections["checklist"] = checklist
        sections["red_flags"] = {
            q: {"then": "refer", "if_unknown": "nothing", "reason": "so"} for q in checklist
        }
    return Drawn(document(sections), as_of)


def _how(c: Chance, s: Spec, numbers: list[str], several: bool) -> dict[str, Any]:
    ways: list[Any] = [way for way, kinds in FITS.items() if kinds is None or s.kind in kinds]
    if s.numeric:
        ways += [{"weighted_by": c.pick(numbers)}] * 3
    found: dict[str, Any] = {"roll_up": c.pick(ways)}
    if found["roll_up"] in ("best", "worst"):
        found["better"] = c.pick(["high", "low"])
    if c.percent(50):
        found["missing_members"] = "skip"
    if c.percent(30):
        found |= {"fresh": c.pick(DURATIONS), "dated": f"{s.id} on"}
    if s.numeric and c.percent(25):
        found["raters"] = c.whole(2, 4)
        if s.high - s.low > 1:
            found["disagree"] = write(c, 1, s.kind)
    elif s.kind == "money" and several and c.percent(80):
        found["currency"] = f"{s.id} in"
    return found


@dataclass
class Companies:
    """Canonical rows of companies, who belongs where, and the same as CSV text."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    named: dict[str, str | None] = field(default_factory=dict)
    parents: dict[str, str | None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def draw_companies(source: Random, bound: BoundPolicy, as_of: int, count: int) -> Companies:
    """So many companies, some of whom have no group, and something in error here and there."""
    c = Chance(source)
    made = Companies()
    rates: list[Rate] = []
    if bound.policy.fx is not None:
        rates = draw_rates(c, as_of)
        made.texts["fx"] = rates_text(c, rates)
    lines: list[dict[str, str]] = []
    ids = [f"C{n:03}" for n in range(count)]
    for n, id_ in enumerate(ids):
        line = {"id": id_}
        _membership(c, bound, made, line, ids[:n], ids)
        row: dict[str, Any] = {"id": id_}
        errors: list[str] = []
        for f in bound.data_fields():
            errors += _field(c, f, row, line, as_of, rates, c.one_in(50))
        for item in bound.items.values():
            _item(c, item.id, row, line, as_of, c.one_in(60))
        row["errors"] = errors or None
        made.rows.append(row)
        lines.append(line)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(lines[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    made.texts["customers"] = text.getvalue()
    return made


def _membership(
    c: Chance, bound: BoundPolicy, made: Companies, line: dict[str, str], earlier: list[str],
    ids: list[str],
) -> None:  # fmt: skip
    groups, id_ = bound.policy.groups, line["id"]
    assert groups is not None
    made.parents[id_] = made.named[id_] = None
    if groups.id is not None:
        word = c.pick([None, "G1", "集团", ids[0], f"G{c.whole(2, 9)}"])
        made.named[id_], line["of"] = word, word or ""
    if groups.parent is not None:
        above = None if c.one_in(2) or not earlier else c.pick(earlier)
        if c.one_in(40):
            above = c.pick(["nobody", *ids])
        made.parents[id_], line["under"] = above, above or ""


def _field(
    c: Chance, f: Field, row: dict[str, Any], line: dict[str, str], as_of: int, rates: list[Rate],
    faulty: bool,
) -> list[str]:  # fmt: skip
    """Draws a company's value with what stands beside it; gives the codes of errors."""
    declared: Any = f.declared
    day = None
    if f.fresh is not None:
        day = row[f.date_name] = _day(c, as_of, f)
        line[declared.dated.text] = "" if day is None else from_day(day).isoformat()
    if f.raters is not None:
        answers = [None if c.one_in(4) else _value(c, f) for _ in range(f.raters + 1)]
        for n, answer in enumerate(answers, 1):
            line[f"{f.id}_{n}"] = "" if answer is None else show(answer, f.type.scale)
        row[f.id], row[f.spread_name] = in_the_middle(answers, f.raters)
        return []
    value = None if c.one_in(5) else _value(c, f)
    line[f.id] = _text(f, value)
    row[f.id] = value
    if declared.currency is not None:
        return _amount(c, f, row, line, as_of if day is None else day, rates, faulty)
    if faulty and f.type.kind != "text":
        line[f.id], row[f.id] = "soon?", None
        return [f"{f.id}.{'outside' if f.type.kind == 'choices' else 'unreadable'}"]
    return []


def _amount(
    c: Chance, f: Field, row: dict[str, Any], line: dict[str, str], day: int, rates: list[Rate],
    faulty: bool,
) -> list[str]:  # fmt: skip
    declared: Any = f.declared
    word = draw_currency(c, rates, faulty)
    line[declared.currency.text] = word or ""
    amount, row[f"{f.id}.fx"] = row[f.id], None
    if amount is None:
        return []
    try:
        row[f.id] = in_own_currency(amount, word, day, OWN, rates, f.type, declared.round)
    except NoAmount as why:
        row[f.id] = None
        return [f"{f.id}.{why}"]
    if word != OWN:
        by_then = [r for r in rates if r.currency == word and r.day <= day]
        worth = max(by_then, key=lambda r: r.day).worth * 10**_SCALE if by_then else None
        row[f"{f.id}.fx"] = [str(word) if worth is None else f"{word} {show(int(worth), _SCALE)}"]
    return []


def _item(
    c: Chance, id_: str, row: dict[str, Any], line: dict[str, str], as_of: int, ahead: bool
) -> None:
    answer = c.pick(["yes", "no", "no", "no", "unknown", "not_applicable"])
    row[id_], line[id_] = answer, answer.replace("_", " ")
    day = as_of + 1 if ahead else None if c.one_in(4) else as_of - c.pick([0, 1, 29, 30, 200, 9000])
    row[f"{id_}.date"], line[f"{id_}_date"] = day, "" if day is None else from_day(day).isoformat()


def _day(c: Chance, as_of: int, f: Field) -> int | None:
    assert f.fresh is not None
    if c.one_in(8):
        return None
    if c.one_in(60):
        return as_of + 1
    return back(as_of, f.fresh) + c.whole(0, 1) if c.percent(40) else as_of - c.whole(0, 20)


def _value(c: Chance, f: Field) -> Any:
    kind = f.type.kind
    if kind == "yes_no":
        return c.one_in(2)
    if kind == "text":
        return c.pick(f.type.words or WORDS[:5])
    if kind == "choices":
        words = list(f.type.words or ())
        return tuple(c.some(words, len(words)) or words[:1])
    if kind == "date":
        return 20_000 + c.whole(-3, 3)
    assert f.type.low is not None and f.type.high is not None
    if c.one_in(3):
        return c.pick([f.type.low, f.type.high])
    near = c.whole(-30, 30) * 10**f.type.scale // 10
    return max(f.type.low, min(f.type.high, near))


def _text(f: Field, value: Any) -> str:
    if value is None:
        return ""
    if f.type.kind in NUMERIC:
        return show(value, f.type.scale)
    if f.type.kind == "yes_no":
        return "yes" if value else "no"
    if f.type.kind == "date":
        return from_day(value).isoformat()
    return "|".join(value) if isinstance(value, tuple) else str(value)
