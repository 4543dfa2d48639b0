"""Whoever ends in error is named: file, row, column, what was seen and what was expected."""

from __future__ import annotations

import csv
from pathlib import Path

import engine
from engine.explain.reasons import _CELLS, _WHOLE
from engine.ledger import run as ledger
from engine.terminal.door import enter

POLICY = """
keytier: 1
policy: named
version: 1.0.0
title: Named
currency: CNY
fx: {currency: code, date: day, rate: rate}
customers: {id: id}
tables:
  orders: {key: id, date: day, columns: {amount: {is: money, from: amount}}}
data:
  spend: {is: money, between: [0, 1m], currency: paid_in}
  csat: {is: percent, between: [0, 100], fresh: 90 days, dated: seen_on}
  signed: {is: date}
  years: {is: whole, between: [0, 50], fresh: 1 year, dated: signed}
  line: {is: text, one_of: [retail, trade, other]}
  must: {is: whole, between: [0, 9]}
  fit: {is: rating, between: [1, 5], raters: 2, disagree: 1}
  ordered: {is: money, sum_of: orders.amount, window: 12 months, between: [0, 1000]}
derived:
  per_year: {is: money, between: [0, 100], formula: ordered / years}
  kind: {is: text, one_of: [small, large], formula: "'small' if must < 9 else 'huge'"}
checklist:
  audited: {ask: Audited?, good_for: 1 year}
  visited: {ask: Visited?, applies_when: line == 'retail'}
red_flags:
  unaudited: {when: audited == false, then: {minus: 5}, if_unknown: nothing}
  unvisited: {when: visited == false, then: {minus: 5}, if_unknown: nothing}
gates: {must_have: [must], on_bad_row: set_aside}
scorecard:
  criteria:
    volume: {field: spend, points: {at_least: {100: 100}, otherwise: 0}}
    mood: {field: csat, points: {at_least: {50: 100}, otherwise: 0}}
    yearly: {field: per_year, points: {at_least: {50: 100}, otherwise: 0}}
    size: {field: kind, points: {one_of: {small: 0, large: 100}}}
    match: {field: fit, points: {at_least: {3: 100}, otherwise: 0}}
  weights:
    choose_by: line
    retail: {volume: 60, mood: 10, yearly: 10, size: 10, match: 10}
    trade: {volume: 20, mood: 20, yearly: 20, size: 20, match: 20}
  missing: reallocate
tiers:
  key: {at_least: 60}
  rest:
"""
SOUND = {
    "id": "C0", "spend": "500", "paid_in": "CNY", "csat": "80%", "seen_on": "2026-06-01",
    "signed": "2026-05-01", "years": "2", "line": "retail", "must": "3", "fit_1": "3",
    "fit_2": "3", "audited": "yes", "audited_date": "2026-01-05", "visited": "yes",
    "visited_date": "2026-01-05",
}  # fmt: skip
#: By reason code: the cells that bring it about, and the column that is named for it.
WRONG: dict[str, tuple[dict[str, str], str]] = {
    "spend.unreadable": ({"spend": "some"}, "spend"),
    "spend.digits": ({"spend": "1.23456"}, "spend"),
    "spend.outside": ({"spend": "2000000"}, "spend"),
    "spend.no_currency": ({"paid_in": ""}, "paid_in"),
    "spend.strange_currency": ({"paid_in": "XXX"}, "paid_in"),
    "csat.unreadable": ({"seen_on": "June"}, "seen_on"),
    "csat.future": ({"seen_on": "2026-07-01"}, "seen_on"),
    "years.future": ({"signed": "2026-07-01"}, "signed"),
    "line.outside": ({"line": "export"}, "line"),
    "line.unlisted": ({"line": "other"}, "line"),
    "must.missing": ({"must": ""}, "must"),
    "fit.outside": ({"fit_2": "9"}, "fit_2"),
    "per_year.outside": ({"years": "1"}, ""),
    "kind.outside": ({"must": "9"}, "must"),
    "audited.unreadable": ({"audited": "perhaps"}, "audited"),
    "audited.future": ({"audited_date": "2026-12-01"}, "audited_date"),
    "visited.future": ({"visited_date": "2026-12-01"}, "visited_date"),
    "id.total": ({"id": "Total"}, "id"),
    "id.missing": ({"id": ""}, "id"),
}
ORDERS = "id,day,amount\n" + "".join(f"C{n},2026-06-01,150\n" for n in range(len(WRONG) + 1))
ORDERS += "R1,2026-06-01,x\nR2,2026-06-01,5000\n"


def customers() -> tuple[list[dict[str, str]], dict[str, str]]:
    """Rows of whom each is wrong in one way, and the code that its id is in error by."""
    rows, codes = [SOUND], {}
    for n, (code, (cells, _)) in enumerate(WRONG.items(), 1):
        row = {**SOUND, "id": f"C{n}", **cells}
        rows.append(row)
        marked = {"id.total": f"Total (row {n + 1})", "id.missing": f"(row {n + 1})"}
        codes[marked.get(code, row["id"])] = code
    rows += [{**SOUND, "id": i} for i in ("R1", "R2", "D", "D")]
    last = len(rows)
    codes |= {"R1": "ordered.rows", "R2": "ordered.outside"}
    codes |= {f"D (row {n})": "id.duplicate" for n in (last - 1, last)}
    return rows, codes


def test_every_customer_in_error_is_named_with_the_cell(tmp_path: Path) -> None:
    """Errors in a run are customers in errors.csv, of every reason code that there is: file, row,
    column, what was expected; and only they."""
    rows, codes = customers()
    reached = {code.partition(".")[2] for code in codes.values() if not code.startswith("id.")}
    assert reached == set(_CELLS)
    whole = {code for code in codes.values() if code.startswith("id.")}
    of_groups = {"id.orphan", "id.cycle"}
    assert whole == {code for code in _WHOLE if code.startswith("id.")} - of_groups
    with (tmp_path / "c.csv").open("w", encoding="utf-8", newline="") as f:
        writer = csv.DictWriter(f, SOUND)
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "o.csv").write_text(ORDERS, encoding="utf-8")
    (tmp_path / "fx.csv").write_text("code,day,rate\nUSD,2026-01-01,7\n", encoding="utf-8")
    (tmp_path / "p.yaml").write_text(POLICY, encoding="utf-8")
    out = tmp_path / "run"
    code = enter(["run", str(tmp_path / "p.yaml"), str(tmp_path / "c.csv"), "--table",
                  f"orders={tmp_path / 'o.csv'}", "--table", f"fx={tmp_path / 'fx.csv'}",
                  "--as-of", "2026-06-30", "-o", str(out), "-q"])  # fmt: skip
    assert code == 3
    stored = ledger.open_run(out)
    in_error = {row["id"]: row["reasons"] for row, _ in stored.ended("error")}
    assert {i: r[0] for i, r in in_error.items()} == codes
    with (out / "errors.csv").open(encoding="utf-8-sig", newline="") as f:
        told = list(csv.DictReader(f))
    assert {line["id"] for line in told} == set(in_error)
    for line in told:
        assert line["file"] and line["row"] and line["line"]
        assert line["expected"] and line["expected_zh"]
        if line["code"] in WRONG:
            seen, column = WRONG[line["code"]]
            assert Path(line["file"]).name == "c.csv"
            assert line["column"] == column
            assert line["seen"].removesuffix(" CNY") in (*seen.values(), "ordered=150; years=1")
            assert rows[int(line["row"]) - 1]["id"] == (
                line["id"] if "(" not in line["id"] else seen["id"]
            )


def test_a_record_in_error_says_which_of_its_values_it_is() -> None:
    """In Python every reason of an outcome `error` has a finding, with the value's name."""
    policy = engine.load(POLICY)
    rows, codes = customers()
    assert policy.decide(SOUND, as_of="2026-06-30", tables={"orders": [], "fx": []}).findings == ()
    for row in rows:
        code = codes.get(row["id"])
        if code is None:
            continue
        orders = [{"id": row["id"], "day": "2026-06-01", "amount": "150"}]
        if row["id"] in ("R1", "R2"):
            orders[0]["amount"] = {"R1": "x", "R2": "5000"}[row["id"]]
        fx = [{"code": "USD", "day": "2026-01-01", "rate": "7"}]
        decision = policy.decide(row, as_of="2026-06-30", tables={"orders": orders, "fx": fx})
        assert (decision.outcome, decision.reasons[0]) == ("error", code)
        (found, *more) = decision.findings
        assert not more
        assert found.place is not None
        if code in WRONG:
            assert (found.place.column or "") == WRONG[code][1]
        (cell,) = decision.why().cells
        assert cell.reason in (code, "orders.rows")
