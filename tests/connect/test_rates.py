"""Exchange rates: a record alone is converted as in bulk, and rates at fault stop both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.atoms.dates import read_date
from engine.atoms.errors import DataError
from engine.bind.contract import input_columns
from engine.connect.record import RecordReader
from engine.explain import explain
from tests.connect.reading import read
from tests.evaluators import bound_policy

CASES = Path(__file__).parent.parent / "corpus" / "currency"
HEAD = {"currency": "USD", "from": "2026-01-01", "rate": "7"}


def records(path: Path) -> list[dict[str, str]]:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", ["own_amounts", "faults", "rows_of_their_day"])
def test_a_record_alone_is_converted_as_in_bulk(case: str) -> None:
    """Values, currencies and errors of a customer's record, and where each fault was seen."""
    home = CASES / case
    bound = bound_policy((home / "policy.yaml").read_text(encoding="utf-8"))
    tables = {
        t: records(home / f"{t}.csv") for t in ("orders", "fx") if (home / f"{t}.csv").exists()
    }
    customers = records(home / "customers.csv")
    bulk = read(bound, customers, tables)
    reader = RecordReader(bound, read_date("2026-06-30") or 0)
    names = [c.name for c in input_columns(bound)]
    for row in bulk.rows:
        raw = next(c for c in customers if c["id"] == row["id"])
        own = {
            t: [r for r in rows if r.get("customer", row["id"]) == row["id"]]
            for t, rows in tables.items()
        }
        alone, faults = reader.read(raw, own)
        assert {n: alone[n] for n in names if not n.endswith("quoted") and ".date" not in n} == {
            n: row[n] for n in names if not n.endswith("quoted") and ".date" not in n
        }
        assert set(alone) == set(names)
        listed = {(f[2], f[4], f[5]) for f in bulk.faults if f[3] == row["id"]}
        assert {(f.column, f.seen, f.reason) for f in faults} == listed


def broken(rates: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """The codes that the bulk reader and the reader of records give."""
    bound = bound_policy((CASES / "own_amounts" / "policy.yaml").read_text(encoding="utf-8"))
    customer = {"id": "a", "credit": "5", "币种": "USD"}
    found = []
    full = dict.fromkeys(("deposit", "paid_on", "quote", "quoted", "unit"), "")
    with pytest.raises(DataError) as bulk:
        read(bound, [{**customer, **full}], {"fx": rates})
    found.append([d.code for d in bulk.value.diagnostics])
    with pytest.raises(DataError) as alone:
        RecordReader(bound, 20000).read(customer, {"fx": rates})
    found.append([d.code for d in alone.value.diagnostics])
    return found[0], found[1]


@pytest.mark.parametrize(
    ("second", "code"),
    [
        ({"rate": "0"}, "KT322"),
        ({"rate": "-1"}, "KT322"),
        ({"rate": "1000001"}, "KT322"),
        ({"rate": "0.123456789"}, "KT321"),
        ({"rate": "seven"}, "KT320"),
        ({"from": "soon"}, "KT320"),
        ({"rate": ""}, "KT363"),
        ({"currency": ""}, "KT363"),
        ({"from": ""}, "KT363"),
        ({"rate": "7.1"}, "KT364"),
        ({"currency": "CNY"}, "KT365"),
    ],
)
def test_a_rate_that_cannot_be_used_stops_the_run(second: dict[str, str], code: str) -> None:
    """In bulk and of records alike, with the finding that says why."""
    assert broken([HEAD, HEAD | second]) == ([code], [code])


def test_why_says_from_what_amounts_were_converted() -> None:
    """A customer's own amount with its rate, a sum with the currencies of its rows."""
    bound = bound_policy((CASES / "faults" / "policy.yaml").read_text(encoding="utf-8"))
    inputs = {c.name: None for c in input_columns(bound)}
    inputs |= {"id": "fine", "credit": 1, "credit.fx": ["USD 7.12"], "spend.fx": ["EUR", "USD"]}
    decided = {"id": "fine", "outcome": "decided", "tier": "in"}
    told = explain(decided, bound, as_of=20634, inputs=inputs)
    assert [t.en for t in told.sources] == [
        "credit: converted from USD at 7.12 CNY each",
        "spend: amounts in EUR, USD were converted to CNY, each at the rate of its day",
    ]
    assert "  credit：由 USD 折算，汇率 7.12（折合 CNY）" in told.say("zh")
    assert explain(decided, bound, as_of=20634).sources == ()
    early = explain(
        decided, bound, as_of=20634, inputs=inputs | {"credit": None, "credit.fx": ["EUR"]}
    )
    assert early.sources[0].en == (
        "credit: missing, since the table `fx` has no rate of EUR by its day"
    )
