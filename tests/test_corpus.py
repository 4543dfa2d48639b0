"""The conformance corpus on every evaluator of this repository (tests/corpus/README.md)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.atoms.compiled import compiled
from engine.atoms.dates import from_day, read_date
from engine.bind.bound import BoundPolicy
from engine.bind.contract import decision_columns, input_columns, key_columns
from engine.connect.questions import tables_of
from engine.decide.contest import find_facts
from engine.decide.facts import Facts
from tests.corpus_cells import context_column, read_cell, tell, wanted_cell
from tests.evaluators import EVALUATORS, bound_policy, database, load_rows
from tests.population import witness

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(p.parent for p in CORPUS.glob("*/*/expect.yaml") if p.parent.parent.name != "found")
EVERYBODY = [c for c in CASES if "\neverybody:" in (c / "expect.yaml").read_text(encoding="utf-8")]


@dataclass(frozen=True)
class Asked:
    """A case, read: what is decided, and what each customer's decision has to hold."""

    bound: BoundPolicy
    rows: list[dict[str, Any]]
    as_of: int
    context: Mapping[str, Any]
    customers: Mapping[str, Any]


@lru_cache(maxsize=2)  # every evaluator is asked about a case before the next one
def worked_out(case: Path) -> Asked:
    expect = yaml.load((case / "expect.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    bound = bound_policy((case / "policy.yaml").read_text(encoding="utf-8"), case.name)
    as_of = read_date(expect["as_of"])
    assert as_of is not None
    rows = read_raw(case, bound, as_of) if "raw" in expect else read_customers(case, bound)
    context = {
        name: read_cell(text, context_column(bound, name))
        for name, text in expect.get("context", {}).items()
    }
    if "everybody" in expect:
        population = witness(bound, rows, as_of, context)
        assert facts_text(bound, population.facts) == expect["facts"]
        rows = [row | population.facts.columns(bound, row, population.place) for row in rows]
    return Asked(bound, rows, as_of, context, expect["customers"])


@pytest.mark.parametrize("evaluator", EVALUATORS, ids=lambda e: e.__name__)
@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_case_comes_out_as_worked_out_by_hand(
    case: Path, evaluator: Callable[..., list[dict[str, Any]] | None]
) -> None:
    """Every evaluator gives each named column of each customer exactly as the case expects."""
    asked = worked_out(case)
    bound, rows, context = asked.bound, asked.rows, asked.context
    answer = evaluator(bound, rows, asked.as_of, context)
    if answer is None:
        assert compiled("engine.decide._native") is None, "the native engine refuses the case"
        pytest.skip("no compiled native engine here: `make kernel` says why")
    decisions = {d["id"]: d for d in answer}
    assert set(decisions) == set(asked.customers)
    columns = {c.name: c for c in decision_columns(bound)}
    for id_, wanted in asked.customers.items():
        seen = {name: tell(decisions[id_][name], columns[name]) for name in wanted}
        assert seen == {name: wanted_cell(w, columns[name]) for name, w in wanted.items()}, id_


@pytest.mark.parametrize("case", EVERYBODY, ids=lambda p: p.name)
def test_duckdb_finds_the_facts_of_everybody(case: Path) -> None:
    """The facts of a whole population are found by DuckDB as a person works them out."""
    expect = yaml.load((case / "expect.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    bound = bound_policy((case / "policy.yaml").read_text(encoding="utf-8"), case.name)
    as_of = read_date(expect["as_of"])
    assert as_of is not None
    load_rows(database(), input_columns(bound), read_customers(case, bound))
    facts = find_facts(database(), bound, as_of, {}, "customers")
    assert facts_text(bound, facts) == expect["facts"]


def facts_text(bound: BoundPolicy, facts: Facts) -> dict[str, Any]:
    """Facts as the corpus writes them: numbers and days as people do, every value a text."""
    told = facts.to_json().get("seats", {})
    for _, tier, seats in bound.seated():
        columns = key_columns(bound, seats)
        for group in told[tier.id]["groups"]:
            if group["last"] is not None:
                at = zip(group["last"]["at"], columns, strict=True)
                group["last"]["at"] = [tell(v, c) for v, c in at]
    for leaf, form in bound.ranked():
        ranks = facts.ranks[leaf.id]
        column = next(c for c in input_columns(bound) if c.name == f"rank.{leaf.id}.1")
        groups = [
            {
                "of": g.of,
                "count": g.count,
                # The last percent at which each value stands.
                "edges": {tell(v, column): p for p, v in enumerate(g.edges, 1)},
            }
            for g in ranks.groups
        ]
        told[leaf.id] = {
            "field": ranks.field,
            "low_first": "yes" if form.low_first else "no",
            "per": ranks.per,
            "measured": from_day(ranks.measured).isoformat(),
            "groups": [g | {"edges": {p: v for v, p in g["edges"].items()}} for g in groups],
        }
    found: dict[str, Any] = _texts(told)
    return found


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _texts(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_texts(v) for v in value]
    return "null" if value is None else str(value)


def read_customers(case: Path, bound: BoundPolicy) -> list[dict[str, Any]]:
    """Canonical rows as the corpus writes them."""
    with (case / "customers.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    known = {c.name for c in input_columns(bound)}
    assert not lines or set(lines[0]) <= known, "a heading that the policy does not read"
    rows = []
    for line in lines:
        row = {c.name: read_cell(line.get(c.name, ""), c) for c in input_columns(bound)}
        for item in bound.items:
            row[item] = row[item] or "unknown"
        row["errors"] = line.get("errors", "").split() or None
        rows.append(row)
    return rows


def read_raw(case: Path, bound: BoundPolicy, as_of: int) -> list[dict[str, Any]]:
    """Customer data as it comes, read and vetted by the data contract."""
    from tests.evaluators import read_rows

    customers = case / "customers.csv"
    tables = {t: case / f"{t}.csv" for t in tables_of(bound)}
    return read_rows(bound, customers if customers.exists() else None, tables, as_of)


def test_the_corpus_is_large_enough() -> None:
    """At least sixty cases, each with a sentence of its own."""
    abouts: Mapping[str, Path] = {
        yaml.load((c / "expect.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)["about"]: c
        for c in CASES
    }
    assert len(abouts) == len(CASES) >= 60
