"""The Python API: what `engine` offers, and that its examples are true."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import engine
import engine._api
from engine.atoms.dates import read_date

ROOT = Path(__file__).resolve().parent.parent
STARTER = ROOT / "policies" / "starter" / "policy.yaml"
TIERS = ROOT / "policies" / "value-tiers" / "policy.yaml"
SOUND = {
    "customer_id": "C-1", "purchases_12m": "350,000", "satisfaction": 88, "years": 6,
    "overdue_days": 0,
}  # fmt: skip


def test_exports() -> None:
    """`__all__` is sorted and complete, and everything in it is there and documented."""
    assert engine.__all__ == sorted(engine.__all__)
    for name in engine.__all__:
        assert callable(getattr(engine, name)), name
        assert getattr(engine._api, name, getattr(engine, name)).__doc__, name
    assert set(engine.__all__) <= set(dir(engine))
    with pytest.raises(AttributeError):
        engine.nothing_of_the_kind  # noqa: B018


def test_rooms_that_are_functions() -> None:
    """`engine.check` and `engine.decide` are called as functions, whatever was imported before."""
    code = (
        "import engine\n"
        f"first = engine.check({str(STARTER)!r})\n"
        "import engine.check, engine.check as room, engine.decide.record\n"
        f"assert engine.check({str(STARTER)!r}) == first == room({str(STARTER)!r})\n"
        "assert room.inspect and engine.decide.record.record_decider\n"
        f"print(engine.decide({str(STARTER)!r}, {SOUND!r}, as_of='2026-06-30').tier)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "valued\n", done.stderr


def test_quiet_import() -> None:
    """Loading and checking a policy from Python brings in neither pandas nor duckdb."""
    code = (
        "import engine, sys\n"
        f"engine.load({str(STARTER)!r}); engine.check({str(STARTER)!r})\n"
        "print(sorted({'pandas', 'duckdb', 'rich', 'sqlglot'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.stdout == "[]\n", done.stderr


def test_decide() -> None:
    """A raw record is vetted and decided: exact score, tier, reasons, actions, whole row."""
    decision = engine.load(STARTER).decide(SOUND, as_of="2026-06-30")
    assert (decision.id, decision.outcome, decision.tier) == ("C-1", "decided", "valued")
    assert decision.score == Decimal("73.4")
    assert decision.score_text == "73.4"
    assert decision.reasons == ("purchases.below", "loyalty.below", "experience.below")
    assert decision.actions == ("newsletter", "discount")
    assert decision.row["score"] == 734000000
    assert decision.row["purchases.points"] == 70000


def test_decide_is_one_of_many() -> None:
    """One record and a frame give the same decision in every column."""
    import pandas

    policy = engine.load(STARTER)
    customers = pandas.read_csv(STARTER.parent / "customers.csv", dtype=str, keep_default_na=False)
    table = policy.decide_table(customers, as_of="2026-06-30", columns="all")
    assert list(table["id"]) == sorted(customers["customer_id"])
    assert table.attrs["scales"]["score"] == 7
    for record in customers.to_dict("records"):
        one = policy.decide(record, as_of="2026-06-30").row
        many = table[table["id"] == record["customer_id"]].iloc[0]
        for column in policy.columns:
            assert plain(one[column.name]) == plain(many[column.name]), column.name


def plain(value: Any) -> Any:
    """Cells as Python holds them, whatever container they came in."""
    import pandas

    if value is None or value is pandas.NA:
        return None
    if hasattr(value, "tolist"):
        value = value.tolist()
    return list(value) if isinstance(value, tuple | list) else value


def test_short_table() -> None:
    """By default a table has what people look at first, numbers as exact Decimals."""
    import pandas

    frame = pandas.DataFrame([SOUND, SOUND | {"customer_id": "C-2", "overdue_days": None}])
    decided = engine.decide_table(STARTER, frame, as_of="2026-06-30")
    assert list(decided["score"]) == [Decimal("73.4"), Decimal("73.4")]
    assert list(decided["outcome"]) == ["decided", "refer"]
    assert list(decided["discount.percent"]) == [Decimal("7.34"), None]
    assert "purchases.points" not in decided
    assert (decided.attrs["faults"], decided.attrs["findings"]) == (0, [])


def test_a_frame_says_which_cells_are_at_fault() -> None:
    """Findings name row, column and what was seen, of what reading knows and of what only the
    decision finds; where they are many, the first hundred stand there, and all are counted."""
    import pandas

    late = """keytier: 1
policy: late
version: 1.0.0
title: Late
customers: {id: id}
data:
  x: {is: number, between: [0, 10]}
derived:
  y: {is: number, between: [0, 5], formula: x + 0}
scorecard:
  criteria:
    c: {field: y, points: {at_least: {3: 100}, otherwise: 0}}
  weights: {c: 100}
  missing: refer
tiers:
  key: {at_least: 60}
  rest:
"""
    frame = pandas.DataFrame([{"id": "a", "x": "?"}, {"id": "b", "x": 9}, {"id": "c", "x": 1}])
    decided = engine.load(late).decide_table(frame)
    assert list(decided["outcome"]) == ["error", "error", "decided"]
    first, second = decided.attrs["findings"]
    assert (first.code, first.place.row, first.place.column) == ("KT320", 1, "x")
    assert (second.params["id"], second.params["seen"], second.place.row) == ("b", "9", 2)
    many = pandas.DataFrame([{"id": str(i), "x": "?"} for i in range(120)])
    told = engine.load(late).decide_table(many).attrs
    assert (told["faults"], len(told["findings"])) == (120, 100)


GROUPED = """keytier: 1
policy: grouped
version: 1.0.0
title: Grouped
customers: {id: id}
decide_for: group
groups: {id: grp}
data:
  csat: {is: percent, between: [0, 100], fresh: 90 days, dated: day, roll_up: max}
scorecard:
  criteria:
    c: {field: csat, points: as_is}
  weights: {c: 100}
  missing: refer
tiers:
  key: {at_least: 60}
  rest:
"""


def test_a_group_in_error_names_the_company_and_its_row() -> None:
    """A day after as-of is told at the row of the company that has it, not of its group alone,
    whether or not the file is in the order of ids."""
    import pandas

    rows = [("C1", "G1", "2026-06-01"), ("C2", "G1", "2027-01-01"), ("C3", "G2", "2026-06-01")]
    for order in (rows, rows[::-1]):
        frame = pandas.DataFrame(
            [{"id": i, "grp": g, "csat": 90, "day": day} for i, g, day in order]
        )
        decided = engine.load(GROUPED).decide_table(frame, as_of="2026-06-30")
        assert list(decided["outcome"]) == ["error", "decided"]
        (found,) = decided.attrs["findings"]
        assert (found.code, found.params["id"], found.place.column) == ("KT366", "C2", "day")
        assert found.place.row == 2


TWO_SCORES = Path(__file__).parent / "author" / "policies" / "accounts.yaml"


def test_two_scores() -> None:
    """With several scorecards a decision has the score of each, and none that is the score."""
    import pandas

    record = {"customer_id": "C-1", "margin": 6_000_000, "growth": 30, "wallet": 80, "renewal": 90,
              "overdue_days": 0, "idle_days": 3, "shareholders": "listed"}  # fmt: skip
    policy = engine.load(TWO_SCORES)
    decision = policy.decide(record, as_of="2026-06-30")
    assert (decision.tier, decision.segment, decision.stage) == ("strategic", "listed", "active")
    assert (decision.score, decision.score_text) == (None, None)
    assert decision.scores == {"attractiveness": Decimal(100), "strength": Decimal(89)}
    table = policy.decide_table(pandas.DataFrame([record]), as_of="2026-06-30")
    assert list(table["strength.score"]) == [Decimal(89)]
    assert list(table["attractiveness.cut"]) == ["high"]
    assert "strength.evidence" not in table


ORDERS = [
    {"customer_id": "00004", "order_date": "1998-06-01", "cds": 3, "amount": "61.20"},
    {"customer_id": "00004", "order_date": "1998-03-01", "cds": 2, "amount": 40.5},
    {"customer_id": "00021", "order_date": "1998-05-11", "cds": 1, "amount": "14.96"},
]


def test_tables() -> None:
    """Child tables come as records; `id` picks the customer, and leading zeros count."""
    policy = engine.load(TIERS)
    decision = policy.decide(tables={"orders": ORDERS}, as_of="1998-06-30", id="00004")
    assert decision.row["spend.value"] == 101_7000
    assert decision.row["frequency.value"] == 2
    with pytest.raises(engine.UsageError, match="no customer `4`"):
        policy.decide(tables={"orders": ORDERS}, as_of="1998-06-30", id="4")
    with pytest.raises(engine.UsageError, match="2 customers"):
        policy.decide(tables={"orders": ORDERS}, as_of="1998-06-30")


def test_rows_inside_a_record() -> None:
    """A record may hold its own rows, which get its id as their key."""
    policy = engine.load(TIERS)
    own = [{k: v for k, v in row.items() if k != "customer_id"} for row in ORDERS[:2]]
    record = {"customer_id": "00004", "orders": own}
    nested = policy.decide(record, as_of="1998-06-30")
    beside = policy.decide({"customer_id": "00004"}, tables={"orders": ORDERS}, as_of="1998-06-30")
    apart = policy.decide(tables={"orders": ORDERS}, as_of="1998-06-30", id="00004")
    assert nested.row == beside.row == apart.row


def test_frame_of_orders() -> None:
    """Customers may come from a table alone; then no frame is needed."""
    import pandas

    tables = {"orders": pandas.DataFrame(ORDERS)}
    decided = engine.decide_table(TIERS, tables=tables, as_of="1998-06-30")
    assert list(decided["id"]) == ["00004", "00021"]


def test_bad_cell_is_an_error_outcome() -> None:
    """A cell that cannot be read decides nothing, and says which."""
    decision = engine.decide(STARTER, SOUND | {"years": "many"}, as_of="2026-06-30")
    assert (decision.outcome, decision.tier, decision.score) == ("error", None, None)
    assert decision.reasons == ("years.unreadable",)
    assert "cannot be read as a whole number" in decision.why().reasons[0].sentence.en
    (finding,) = decision.findings
    assert "many" in finding.message()


def test_a_huge_number_is_shown_as_it_was_typed() -> None:
    """A float far beyond any bound is shown in its own short form, and not in 309 digits."""
    for number, shown in ((1e308, "1e+308"), (-2.5e-300, "-2.5e-300")):
        (fault,) = engine.decide(STARTER, {**SOUND, "years": number}, as_of="2026-06-30").findings
        assert f"`{shown}`" in fault.message()


def test_misspelt_key() -> None:
    """What a record lacks is missing; a key that is nearly a heading is named as a slip."""
    record = {k: v for k, v in SOUND.items() if k != "years"}
    decision = engine.decide(STARTER, record, as_of="2026-06-30")
    assert "loyalty.missing" in decision.reasons
    with pytest.raises(engine.DataError, match="years"):
        engine.decide(STARTER, record | {"yaers": 6}, as_of="2026-06-30")


def test_keys_are_compared_as_headings_are() -> None:
    """Space around a key and its form of Unicode do not count."""
    record = {f" {k}\u3000": v for k, v in SOUND.items()}
    assert engine.decide(STARTER, record, as_of="2026-06-30").tier == "valued"


@pytest.mark.parametrize("record", ["C-1", ["C-1"], 7, [SOUND]])
def test_what_is_no_record_is_refused(record: Any) -> None:
    """A record is a mapping; anything else is refused by its type."""
    with pytest.raises(engine.DataError, match=f"is a `{type(record).__name__}`, expected"):
        engine.decide(STARTER, record, as_of="2026-06-30")


def test_rows_of_a_record_may_be_a_frame() -> None:
    """Child rows come as records or as a frame; a row that is neither is refused by its number."""
    import pandas

    policy = engine.load(TIERS)
    own = policy.decide(
        {"customer_id": "00004"}, tables={"orders": pandas.DataFrame(ORDERS)}, as_of="1998-06-30"
    )
    beside = policy.decide({"customer_id": "00004"}, tables={"orders": ORDERS}, as_of="1998-06-30")
    assert own.row == beside.row
    for rows in ([ORDERS[0], 5], "orders.csv"):
        with pytest.raises(engine.DataError, match=r"`<orders>`: record . is a"):
            policy.decide({"customer_id": "00004"}, tables={"orders": rows}, as_of="1998-06-30")


def test_outside_effective() -> None:
    """A day outside `effective` is refused, unless the caller insists."""
    with pytest.raises(engine.RunError, match="not in force on 2031-01-01"):
        engine.decide(STARTER, SOUND, as_of="2031-01-01")
    assert engine.decide(STARTER, SOUND, as_of="2031-01-01", insist=True).tier == "valued"


def test_day_is_needed() -> None:
    """Where windows are read, the day has to be given; nothing reads the clock."""
    with pytest.raises(engine.UsageError, match="as-of day is needed"):
        engine.decide(TIERS, tables={"orders": ORDERS}, id="00004")
    with pytest.raises(engine.UsageError, match="no day"):
        engine.decide(STARTER, SOUND, as_of="30/06/2026")


@pytest.mark.parametrize("day", [datetime(2026, 6, 30, 9), np.datetime64("2026-06-30"),
                                 pd.Timestamp("2026-06-30 23:00"), date(2026, 6, 30)])  # fmt: skip
def test_a_day_may_be_any_date(day: Any) -> None:
    """The as-of day may be a date or timestamp of Python, numpy or pandas."""
    assert engine.decide(STARTER, SOUND, as_of=day).tier == "valued"


@pytest.mark.parametrize("day", [pd.NaT, 20260630, True, "2026-06-30 09:00"])
def test_what_is_no_day_is_refused(day: Any) -> None:
    """A number, a gap or another text is no as-of day."""
    with pytest.raises(engine.UsageError, match="no day"):
        engine.decide(STARTER, SOUND, as_of=day)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda p: engine.load(None), "`path_or_text` cannot be `None`; expected a path, or"),
        (lambda p: engine.check(7), "`path_or_text` cannot be `7`"),
        (lambda p: engine.decide(None, SOUND), "`path_or_text` cannot be `None`"),
        (lambda p: p.decide_table(pd.DataFrame([SOUND]), columns="al"),
         "`columns` cannot be `al`; expected `short` or `all`"),
        (lambda p: p.decide(SOUND, context=3), "`context` cannot be `3`; expected a mapping"),
        (lambda p: p.decide(SOUND, tables=[1]), "`tables` cannot be `[1]`; expected a mapping"),
        (lambda p: p.decide_table(pd.DataFrame([SOUND]), tables=3), "`tables` cannot be `3`"),
    ],
)  # fmt: skip
def test_arguments_that_cannot_be_used(call: Any, said: str) -> None:
    """What a call cannot use is named, with what it takes, and never guessed at."""
    with pytest.raises(engine.UsageError, match=re.escape(said)):
        call(engine.load(STARTER))


def test_broken_policy() -> None:
    """A policy with errors is not loaded; the exception holds every finding."""
    with pytest.raises(engine.PolicyError) as caught:
        engine.load("keytier: 1\npolicy: x\nversoin: 1.0.0\n")
    assert any(d.code == "KT111" for d in caught.value.diagnostics)


def test_context() -> None:
    """Context values are vetted; a wrong name or word is refused by name."""
    policy = engine.load(ROOT / "tests" / "explain" / "policy.yaml")
    record = {
        "customer_id": "A", "status": "active", "spend": "1,300,000", "csat": "90%",
        "csat_date": "2026-06-01", "hours": 3, "solved": 80, "management": 4, "region": "华东",
        "orders": 100, "overdue_days": 0, "years": 7, "defaulted_loan": "no",
        "defaulted_loan_date": "2026-01-01",
    }  # fmt: skip
    decision = policy.decide(record, as_of="2026-06-30", context={"stage": "stable"})
    assert decision.row["profile"] == "stable"
    with pytest.raises(engine.UsageError, match="no context value `stgae`"):
        policy.decide(record, as_of="2026-06-30", context={"stgae": "stable"})
    with pytest.raises(engine.UsageError, match="expected one of expansion, stable"):
        policy.decide(record, as_of="2026-06-30", context={"stage": "x"})
    with pytest.raises(engine.RunError, match="no weights are chosen"):
        policy.decide(record, as_of="2026-06-30")


def test_why_is_the_same_as_by_interpreter() -> None:
    """The explanation of a decided record speaks of the very row that was decided."""
    policy = engine.load(STARTER)
    explanation = policy.why(SOUND, as_of="2026-06-30")
    assert explanation.headline.en == "customer C-1: valued customer, 73.4 points of 100"
    assert explanation.score_sum is not None
    assert explanation.score_sum.en == "35 + 26.4 + 12 = 73.4"
    assert explanation.say("zh")[0] == "客户 C-1：优质客户，73.4 分（满分 100）"
    assert explanation.as_json()["score"] == "73.4"
    assert read_date(explanation.as_of) is not None


def test_why_tells_what_was_seen_in_error() -> None:
    """A customer in error is explained with the cell: from a record, and from a frame of many."""
    import pandas

    policy = engine.load("policies/starter/policy.yaml")
    record = {"customer_id": "C-1", "purchases_12m": "some", "satisfaction": 90, "years": 8,
              "overdue_days": 0}  # fmt: skip
    (cell,) = policy.why(record, as_of="2026-06-30").cells
    assert (cell.column, cell.seen, cell.reason) == (
        "purchases_12m", "some", "purchases_12m.unreadable",
    )  # fmt: skip
    assert "`some`, expected an amount of money" in cell.sentence.en
    assert policy.why({**record, "purchases_12m": 1}, as_of="2026-06-30").cells == ()
    orders = pandas.DataFrame(
        {"customer_id": ["C1", "C2"], "order_date": ["1998-06-01", "1998-06-02"],
         "cds": ["1", "x"], "amount": ["2.00", "3.00"]}
    )  # fmt: skip
    tiers = engine.load("policies/value-tiers/policy.yaml")
    decided = tiers.decide(tables={"orders": orders}, as_of="1998-06-30", id="C2")
    assert decided.outcome == "error"
    assert (
        {c.seen for c in decided.why().cells}
        == {"x"}
        == {str(f.params["seen"]) for f in decided.findings}
    )


def test_what_is_no_customer_is_said_so_in_words_of_python() -> None:
    """A number for a frame, nothing for a record: a KeytierError that says what was expected."""
    policy = engine.load(ROOT / "policies/starter/policy.yaml")
    frame: Any = 5
    with pytest.raises(engine.UsageError, match="cannot be `5`; expected a frame"):
        engine.decide_table(policy, frame, as_of="2026-06-30")
    with pytest.raises(engine.UsageError, match="`record` cannot be `None`; expected a mapping"):
        policy.decide(None, as_of="2026-06-30")
