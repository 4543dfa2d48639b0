"""Gates, tables, and who is decided on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import DataError, UsageError
from engine.bind.bound import BoundPolicy
from tests.connect.reading import HEAD, ORDERS, PLAIN, TAIL, read, refused
from tests.evaluators import bound_policy

GATED = bound_policy(f"""{HEAD}
customers: {{id: id}}
gates: {{must_have: [region], max_missing: {{revenue: 40%}}}}
data:
  revenue: {{is: money}}
  region: {{is: text}}
{TAIL}""")
ASIDE = bound_policy(f"""{HEAD}
customers: {{id: id}}
gates: {{must_have: [region], max_missing: {{revenue: 40%}}, on_bad_row: set_aside}}
data:
  revenue: {{is: money}}
  region: {{is: text}}
{TAIL}""")


def customer(id_: str, revenue: Any = 1, region: Any = "a") -> dict[str, Any]:
    return {"id": id_, "revenue": revenue, "region": region}


@pytest.fixture(scope="module")
def orders() -> BoundPolicy:
    return bound_policy(ORDERS)


def order(who: Any, day: str, amount: Any = 5) -> dict[str, Any]:
    return {"who": who, "day": day, "amount": amount}


def test_gates_stop_with_the_counts_of_every_gate() -> None:
    """A run that breaks a gate says each gate with its counts and rows at once."""
    rows = [customer("a"), customer("a"), customer(""), customer("Total")]
    with pytest.raises(DataError) as e:
        read(GATED, rows)
    assert e.value.gate
    assert refused(e.value) == [
        ("KT325", "`<records>`: 1 row has no id: row 3"),
        ("KT324", "`<records>`: 2 rows share their id with another: rows 1, 2 (`a`)"),
        ("KT323", "`<records>`, row 4: `Total` looks like a total, not like a customer"),
    ]
    rows = [customer("a", None, None), customer("b", "x", "a"), customer("c", None)]
    with pytest.raises(DataError) as e:
        read(GATED, rows)
    assert refused(e.value) == [
        ("KT326", "`<records>`: `region` must be there and is missing for 1 of 3 customers: row 1"),
        (
            "KT327",
            "`<records>`: `revenue` is missing for 66.7 % of customers (2 of 3), at most 40 % are "
            "allowed",
        ),
    ]  # fmt: skip


def test_several_totals_are_told_of_as_several() -> None:
    """Two total rows look like totals, and are all to be deleted."""
    rows = [customer("小计"), customer("a"), customer("合计")]
    with pytest.raises(DataError) as e:
        read(GATED, rows)
    (found,) = e.value.diagnostics
    assert found.message() == (
        "`<records>`, rows 1, 3: `小计`, `合计` look like totals, not like customers"
    )
    assert (found.help() or "").startswith("delete the rows, or")
    assert "delete the row, or" in (refusal(customer("小计")).help() or "")


def refusal(row: dict[str, Any]) -> Diagnostic:
    with pytest.raises(DataError) as e:
        read(GATED, [row])
    return e.value.diagnostics[0]


@pytest.mark.parametrize("more", [{"only": "b"}, {"limit": 2}])
def test_faults_are_those_of_the_customers_that_are_read(
    orders: BoundPolicy, more: dict[str, Any]
) -> None:
    """Where only some customers are decided, cells of the others are not told of."""
    rows = [customer("a"), customer("b", "x"), customer("c", "y")]
    assert [f[3] for f in read(GATED, rows, **more).faults] == ["b"]
    rows = [{"customer_id": x, "who": x} for x in "abc"]
    bad = [order("b", "2026-01-01", "x"), order("c", "2026-01-01", "x"), order("", "?")]
    seen = read(orders, rows, {"orders": bad}, **more)
    assert [f[3] for f in seen.faults] == ["b"]
    twice = [customer("d"), customer("d", "x"), customer("e", "x")]
    if "limit" in more:
        assert {f[3] for f in read(ASIDE, twice, **more).faults} == {"d (row 1)", "d (row 2)"}


def test_a_gap_shows_the_word_that_means_it(tmp_path: Path) -> None:
    """Of a must-have that is missing, the listing shows what stands in the cell."""
    policy = bound_policy(f"""{HEAD}
customers: {{id: id}}
gates: {{must_have: [revenue, region], on_bad_row: set_aside}}
data:
  revenue: {{is: money, missing_as: [N/A, 暂无]}}
  region: {{is: text}}
{TAIL}""")
    rows = [customer("a", "N/A"), customer("b"), customer("c", "暂无", ""), customer("d", "")]
    lines = ["id,revenue,region", *(",".join(map(str, r.values())) for r in rows)]
    (tmp_path / "c.csv").write_text("\n".join(lines), encoding="utf-8")
    for source in (rows, tmp_path / "c.csv"):
        seen = read(policy, source)
        assert [(f[3], f[2], f[4]) for f in seen.faults] == [
            ("a", "revenue", "N/A"), ("c", "region", ""), ("c", "revenue", "暂无"),
            ("d", "revenue", ""),
        ]  # fmt: skip


def test_max_missing_is_inclusive_and_does_not_count_errors() -> None:
    """40 % missing is still allowed; a cell that cannot be read is an error, not missing."""
    rows = [
        customer("a", None),
        customer("b", None),
        customer("c"),
        customer("d"),
        customer("e", "x"),
    ]
    seen = read(GATED, rows)
    assert seen.column("errors") == [None, None, None, None, ["revenue.unreadable"]]


def test_set_aside_keeps_everybody_and_ends_them_in_error() -> None:
    """Rows that break a gate stay, each with its code; the others are as they were."""
    rows = [
        customer("b"), customer("a", None), customer("dup"), customer("dup", "x"), customer(" "),
        customer("合计", 9), customer("c", None, None), customer("d", None),
    ]  # fmt: skip
    seen = read(ASIDE, rows)
    assert {r["id"]: r["errors"] for r in seen.rows} == {
        "(row 5)": ["id.missing"],
        "a": None,
        "b": None,
        "c": ["region.missing"],
        "d": None,
        "dup (row 3)": ["id.duplicate"],
        "dup (row 4)": ["id.duplicate", "revenue.unreadable"],
        "合计 (row 6)": ["id.total"],
    }
    assert seen.made.rows == len(rows)
    more = [*rows, customer("e", None), customer("f", None)]
    seen = read(ASIDE, more)
    assert {r["id"]: r["errors"] for r in seen.rows if r["id"] in "acdef"} == {
        "a": ["revenue.missing"],
        "c": ["revenue.missing", "region.missing"],
        "d": ["revenue.missing"],
        "e": ["revenue.missing"],
        "f": ["revenue.missing"],
    }
    assert seen.by_reason["revenue.missing"] == 5


def test_rows_of_strangers_are_counted(orders: BoundPolicy) -> None:
    """Child rows of customers that are not there, or of nobody, are reported."""
    rows = [order("C1", "2026-01-01"), order("C9", "2026-01-01"), order("C9", "2026-01-02"),
            order("", "2026-01-01")]  # fmt: skip
    seen = read(orders, [{"customer_id": "C1"}, {"customer_id": "C2"}], {"orders": rows})
    assert seen.column("revenue") == [50000, 0]
    assert seen.unknown == {"orders": 2}
    assert seen.keyless == {"orders": 1}


def test_rows_in_error_are_listed_one_by_one(orders: BoundPolicy) -> None:
    """Every faulty row of a table is listed with its place, and the customer is in error."""
    rows = [order("C1", "2026-01-01", "five"), order("C1", ""), order("C2", "2026-13-01"),
            order("C3", "2026-01-01", None), order("C4", "2026-01-01", 1)]  # fmt: skip
    people = [{"customer_id": f"C{n}"} for n in (4, 3, 2, 1)]
    seen = read(orders, people, {"orders": rows})
    assert seen.column("errors") == [*[["revenue.rows"]] * 3, None]
    assert seen.faults == [
        (1, None, "amount", "C1", "five", "orders.rows"),
        (2, None, "day", "C1", "", "orders.rows"),
        (3, None, "day", "C2", "2026-13-01", "orders.rows"),
        (4, None, "amount", "C3", "", "revenue.rows"),
    ]


def test_tables_must_be_given_and_known(orders: BoundPolicy) -> None:
    """A table that the policy needs and one that it does not know are told at once."""
    people = [{"customer_id": "C1"}]
    with pytest.raises(UsageError) as e:
        read(orders, people, {"visits": [order("C1", "2026-01-01")]})
    assert [c for c, _ in refused(e.value)] == ["KT329", "KT328"]
    assert e.value.diagnostics[0].help() is None
    with pytest.raises(UsageError) as e:
        read(orders, None, {"orders": [order("C1", "2026-01-01")]})
    assert [c for c, _ in refused(e.value)] == ["KT343"]


FROM_IDS = bound_policy(ORDERS.replace("id: customer_id", "id: who, from_ids_of: orders"))


def test_customers_may_come_from_a_table() -> None:
    """Everybody with a row on or before as-of, or without a day that tells, is a customer."""
    rows = [order("b", "2026-06-30"), order("a", "2020-01-01"), order("late", "2026-07-01"),
            order("odd", "someday"), order("", "2026-01-01")]  # fmt: skip
    for seen in (read(FROM_IDS, rows), read(FROM_IDS, None, {"orders": rows})):
        assert seen.column("id") == ["a", "b", "odd"]
        assert seen.column("revenue") == [0, 50000, None]
        assert seen.column("errors") == [None, None, ["revenue.rows"]]
        assert seen.unknown == {}
    assert read(FROM_IDS, rows, only="b").column("id") == ["b"]
    assert read(FROM_IDS, rows, limit=1).column("id") == ["a"]
    with pytest.raises(UsageError) as e:
        read(FROM_IDS, rows, {"orders": rows})
    assert refused(e.value)[0][0] == "KT344"


def test_one_customer_or_the_first_rows_may_be_asked_for() -> None:
    """`only` finds one id, `limit` the first rows of the file; neither changes a row."""
    bound = bound_policy(PLAIN)
    rows = [{"customer_id": i, "revenue": n, "region": ""} for n, i in enumerate("dbca")]
    whole = {r["id"]: r for r in read(bound, rows).rows}
    assert read(bound, rows, only="c").rows == [whole["c"]]
    assert read(bound, rows, limit=2).rows == [whole["b"], whole["d"]]
    assert read(bound, rows, only="nobody").rows == []


ITEMS = bound_policy(f"""{HEAD}
customers: {{id: id}}
data:
  revenue: {{is: money, fresh: 90 days, dated: asked_on}}
checklist:
  audit: {{ask: audited?, good_for: 1 year}}
  permit: {{ask: permit?}}
{TAIL}""")


def test_answers_and_their_days() -> None:
    """A day is needed where an answer expires; one that cannot be read spoils a yes or no."""
    cases: Mapping[tuple[str, str], tuple[str, Any]] = {
        ("yes", "2026-01-01"): ("yes", True),
        ("否", ""): ("no", False),
        ("", "someday"): ("unknown", False),
        ("不适用", "someday"): ("not_applicable", False),
        ("no", "someday"): ("error", False),
        ("perhaps", "2026-01-01"): ("error", True),
    }
    rows = [
        {"id": str(n), "revenue": 1, "asked_on": "2026-06-01", "audit": a, "audit_date": d,
         "permit": "yes"}
        for n, (a, d) in enumerate(cases)
    ]  # fmt: skip
    seen = read(ITEMS, rows)
    found = [(r["audit"], r["audit.date"] is not None) for r in seen.rows]
    assert found == list(cases.values())
    assert seen.column("permit.date") == [None] * len(cases)
    assert seen.column("errors") == [None] * len(cases)
    with pytest.raises(DataError) as e:
        read(ITEMS, [{k: v for k, v in rows[0].items() if k != "audit_date"}])
    assert refused(e.value)[0] == (
        "KT310", "`<records>` has no column `audit_date`, which holds the date of `audit`",
    )  # fmt: skip
