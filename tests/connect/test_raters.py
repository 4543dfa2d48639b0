"""Several raters: a record alone is the same as in bulk, and a case may give their answers."""

from __future__ import annotations

import csv
from pathlib import Path

from engine.atoms.dates import read_date
from engine.bind.contract import input_columns
from engine.connect.record import RecordReader
from engine.decide.interpreter.raters import in_the_middle
from engine.explain import explain
from engine.rehearse.rehearsal import rehearse
from tests.connect.reading import read
from tests.evaluators import bound_policy

CASE = Path(__file__).parent.parent / "corpus" / "raters" / "median_and_spread"
TESTS = """
tests:
  - {name: two, as_of: 2026-06-30, given: {fit_1: 2, fit_2: 4, fit_7: 4}, expect: {tier: key}}
  - {name: few, as_of: 2026-06-30, given: {fit_1: 2, fit_2: 4}, expect: {because: [fit.missing]}}
  - {name: far, as_of: 2026-06-30, given: {fit_1: 5, fit_2: 4, fit_3: 1},
     expect: {outcome: refer, because: [fit.disagree]}}
  - {name: itself, as_of: 2026-06-30, given: {fit: 4}, expect: {tier: key}}
  - {name: beyond, as_of: 2026-06-30, given: {fit_1: 9}, expect: {outcome: error}}
"""


def test_a_record_alone_is_rated_as_in_bulk() -> None:
    """Medians, spreads, errors and what was seen; the interpreter says the same of the answers."""
    text = (CASE / "policy.yaml").read_text(encoding="utf-8")
    bound = bound_policy(text)
    with (CASE / "customers.csv").open(encoding="utf-8", newline="") as file:
        customers = list(csv.DictReader(file))
    bulk = read(bound, customers)
    reader = RecordReader(bound, read_date("2026-06-30") or 0)
    names = [c.name for c in input_columns(bound) if not c.name.endswith(".date")]
    for row in bulk.rows:
        raw = next(c for c in customers if c["id"] == row["id"])
        alone, faults = reader.read({k: v for k, v in raw.items() if v})
        assert [alone[n] for n in names] == [row[n] for n in names]
        assert set(alone) == {c.name for c in input_columns(bound)}
        listed = {(f[2], f[4], f[5]) for f in bulk.faults if f[3] == row["id"]}
        assert {(f.column, f.seen, f.reason) for f in faults} == listed
        if row["errors"] is None:
            answers = [int(raw[f"战略契合度_{n}"] or 0) or None for n in range(1, 5)]
            assert in_the_middle(answers, 3) == (row["fit"], row["fit.spread"])


def test_a_case_gives_answers_or_the_value_itself() -> None:
    """`<field>_<n>` is an answer; what it takes to agree is said in both languages."""
    bound = bound_policy((CASE / "policy.yaml").read_text(encoding="utf-8") + TESTS)
    found = rehearse(bound)
    assert [r.case.name for r in found.results if r.found] == []
    far = found.results[2].row
    assert far is not None
    told = explain(far, bound, as_of=20634, inputs={c.name: None for c in input_columns(bound)})
    assert told.reasons[0].sentence.en == "fit: the raters' answers lie 4 apart, more than 2"
    assert told.settle[0].en == "the raters of fit, who have to agree"
    assert "  fit：取各评分人结果的中位数，最高与最低相差 4" in told.say("zh")


def test_answers_in_rows_are_the_same_alone_as_in_bulk() -> None:
    """Medians, spreads, errors and what was seen of answers in rows; a case may give them."""
    folder = CASE.parent / "rows"
    text = (folder / "policy.yaml").read_text(encoding="utf-8")
    bound = bound_policy(
        text
        + """
tests:
  - name: each rater's latest answer counts
    as_of: 2026-06-30
    given:
      reviews:
        - {date: 2026-06-01, fit: 1, reviewer: anna, kind: final}
        - {date: 2026-06-02, fit: 4, reviewer: anna, kind: final}
        - {date: 2026-06-01, fit: 5, reviewer: ben, kind: final}
        - {date: 2026-06-01, fit: 3, reviewer: chen, kind: final}
    expect: {outcome: refer, because: [fit.disagree]}
"""
    )
    with (folder / "reviews.csv").open(encoding="utf-8", newline="") as file:
        reviews = list(csv.DictReader(file))
    names = list(dict.fromkeys(r["who"] for r in reviews))
    bulk = read(bound, [{"id": n} for n in names], {"reviews": reviews})
    reader = RecordReader(bound, read_date("2026-06-30") or 0)
    for row in bulk.rows:
        own = [r for r in reviews if r["who"] == row["id"]]
        alone, faults = reader.read({"id": row["id"]}, {"reviews": own})
        assert alone == row
        listed = {(f[4], f[5]) for f in bulk.faults if f[3] == row["id"]}
        assert {(f.seen, f.reason) for f in faults} == listed
    assert [r.case.name for r in rehearse(bound).results if r.found] == []
