"""Two policies on the same customers: what is said of a change is what comes of deciding by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.atoms.dates import read_date
from engine.atoms.text import Source
from engine.check import inspect
from engine.connect.sources import Data
from engine.ledger.run import Asked
from engine.rehearse.compare.compare import Comparison, Ended, compared
from engine.rehearse.compare.parts import differences, graft

OLD = """
keytier: 1
policy: two
version: 1.0.0
title: Two
customers: {id: id}
data:
  a: {is: number, between: [0, 100], label: first}
  b: {is: number, between: [0, 100]}
red_flags:
  late: {when: b < 10, then: {cap: low}, if_unknown: nothing}
scorecard:
  criteria:
    one: {field: a, points: as_is}
    two: {field: b, points: as_is}
  weights: {one: 50, two: 50}
  missing: keep
tiers:
  high: {at_least: 80, seats: 2, order_by: [a], when_full: mid}
  mid: {at_least: 50}
  low: {}
tests:
  - {name: high, given: {a: 90, b: 90}, expect: {tier: high}}
"""
ROWS = {"c1": "90,90", "c2": "85,85", "c3": "84,88", "c4": "60,60", "c5": "100,55", "c6": "90,5",
        "c7": "30,50", "c8": "99,71", "c9": "88,n/a"}  # fmt: skip


def asked(text: str, folder: Path) -> Asked:
    bound, found = inspect(Source("p.yaml", text))
    assert bound is not None, found
    data = folder / "customers.csv"
    if not data.exists():
        data.write_text("id,a,b\n" + "".join(f"{i},{row}\n" for i, row in ROWS.items()))
    day = read_date("2026-06-30")
    assert day is not None
    return Asked(Source("p.yaml", text), bound, Data(str(data)), day)


def said(text: str, change: dict[str, str]) -> str:
    for was, now in change.items():
        assert was in text, was
        text = text.replace(was, now)
    return text


def tier(found: Comparison, id_: str) -> tuple[object, object, list[str], list[str]]:
    """How a customer ended with both, and the parts that are enough, or needed."""
    (m,) = [m for m in found.movers() if m.id == id_]
    parts = [" + ".join(p.name for p in c.parts) for c in found.changes]
    return (
        m.was.tier or m.was.outcome,
        m.now.tier or m.now.outcome,
        [parts[n] for n in m.enough],
        [parts[n] for n in m.needed],
    )


def test_enough_and_needed(tmp_path: Path) -> None:
    """A change is enough where it moves a customer by itself, needed where nothing else would do;
    whom a seat moves is moved by what freed it; what data are read as is read again."""
    new = said(OLD, {"at_least: 50": "at_least: 55", "one: 50, two: 50": "one: 60, two: 40",
                     "b < 10": "b < 3", "seats: 2": "seats: 4", "label: first": "label: FIRST",
                     "b: {is: number,": "b: {is: number, missing_as: [n/a],"})  # fmt: skip
    with compared(asked(OLD, tmp_path), asked(new, tmp_path)) as found:
        names = [part.name for change in found.changes for part in change.parts]
        assert names == ["data.b", "red_flags.late.when", "scorecard.weights",
                         "tiers.high.seats", "tiers.mid.at_least"]  # fmt: skip
        assert [part.name for part in found.words] == ["data.a"]
        data, late, weights, seats, mid = names
        assert tier(found, "c2") == ("mid", "high", [seats], [seats])
        assert tier(found, "c5") == ("mid", "high", [weights], [weights])
        assert tier(found, "c6") == ("low", "mid", [], [late, weights])
        assert tier(found, "c9") == ("error", "low", [data], [data, mid])
        told = {p.name: (p.old and p.old.start.line, p.now) for c in found.changes for p in c.parts}
        assert told[data] == (9, "[n/a]")  # the key that is another, where the old one has none
        assert (found.both, found.moved, found.others) == (9, 4, 3)
        assert [m.id for m in found.movers(2)] == ["c2", "c5"]
        assert found.endings[Ended("decided", "high"), Ended("decided", "high")] == 2
        assert {c.parts[0].name: (c.enough, c.needed) for c in found.changes} == {
            data: (1, 1), late: (0, 1), weights: (1, 2), seats: (1, 1), mid: (0, 1),
        }  # fmt: skip


def test_what_belongs_together(tmp_path: Path) -> None:
    """A new criterion and the weights that make room for it are one change; who does not move may
    still differ; nothing differs from the policy itself."""
    new = said(OLD, {"    two: {field: b, points: as_is}\n":
                     "    two: {field: b, points: as_is}\n    old: {field: a, points: as_is}\n",
                     "one: 50, two: 50": "one: 30, two: 50, old: 20",
                     "  low: {}": "  fair: {at_least: 45}\n  low: {}"})  # fmt: skip
    old, other = asked(OLD, tmp_path), asked(new, tmp_path)
    with compared(old, other) as found:
        together, fair = found.changes
        assert [p.name for p in together.parts] == ["scorecard.criteria.old", "scorecard.weights"]
        assert [(p.old is None, p.new is None) for p in together.parts] == [
            (True, False), (False, False),
        ]  # fmt: skip
        assert [p.name for p in fair.parts] == ["tiers.fair"]
        assert (found.moved, together.enough, fair.enough) == (0, 0, 0)
        assert found.differs is bool(found.others)
    with compared(old, old) as found:
        assert not found.differs
        assert found.changes == ()


@pytest.mark.parametrize("name", ["key-accounts", "relationship-quality", "value-tiers", "starter"])
def test_everything_grafted(name: str) -> None:
    """With every part of the other, a policy decides as the other one."""
    text = (Path("policies") / name / "policy.yaml").read_text("utf-8")
    one, _ = inspect(Source("p.yaml", text))
    two, _ = inspect(Source("p.yaml", OLD))
    assert one is not None
    assert two is not None
    for base, other in ((one.policy, two.policy), (two.policy, one.policy)):
        parts = differences(base, other)
        grafted = graft(base, other, [part.path for part in parts])
        assert differences(grafted, other) == ()
        assert all(part.old or part.new for part in parts)
