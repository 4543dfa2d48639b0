"""Policies and customers on every evaluator: do they agree, cell by cell?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from engine.bind.bound import BoundPolicy
from engine.bind.contract import converted_fields, fx_name, input_columns
from engine.connect.row_groups import rolled_up
from engine.decide.interpreter.groups import NoGroup, group_of, head_of, roll_up
from engine.decide.interpreter.windows import aggregate
from tests.evaluators import EVALUATORS, Rows, bind_text, read_rows
from tests.generator import draw_customers, draw_policy
from tests.generator.companies import Companies, draw_companies, draw_group_policy
from tests.generator.policies import Drawn
from tests.generator.tables import TableData, draw_table_data, draw_table_policy, rows_of

Evaluator: TypeAlias = Callable[..., Rows | None]
#: What each evaluator says, by its name.
Answers: TypeAlias = Mapping[str, Rows]


@dataclass(frozen=True)
class Difference:
    """One cell on which evaluators do not agree: what each of them says."""

    drawn: Drawn
    row: dict[str, Any]
    column: str
    said: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)  # of child tables, where it is about them

    def __str__(self) -> str:
        answers = ", ".join(f"{name} {value!r}" for name, value in self.said.items())
        return f"{self.row['id']} {self.column}: {answers}"


@dataclass
class Agreement:
    """What was compared, and the first difference, if there is one."""

    policies: int = 0
    refused: int = 0
    customers: int = 0
    cells: int = 0
    values: int = 0
    at_edges: int = 0
    summed: int = 0  # values that were read from child tables
    populations: int = 0  # whose facts were found by DuckDB and in plain Python
    native: int = 0  # policies that the native engine took, populations included
    grouped: int = 0  # values that companies were rolled up to
    outcomes: dict[str, int] = field(default_factory=dict)
    difference: Difference | None = None

    def add(self, other: Agreement) -> None:
        self.policies += other.policies
        self.refused += other.refused
        self.customers += other.customers
        self.cells += other.cells
        self.values += other.values
        self.at_edges += other.at_edges
        self.summed += other.summed
        self.populations += other.populations
        self.grouped += other.grouped
        self.native += other.native
        for outcome, count in other.outcomes.items():
            self.outcomes[outcome] = self.outcomes.get(outcome, 0) + count
        self.difference = self.difference or other.difference


def agree(source: Random, customers: int) -> Agreement:
    """One random policy with so many customers, on every evaluator."""
    drawn = draw_policy(source)
    bound, _ = bind_text(drawn.text)
    if bound is None:
        return Agreement(refused=1)
    drawn_customers = draw_customers(source, bound, drawn.as_of, customers)
    rows = drawn_customers.rows
    answers = decide_all(bound, rows, drawn)
    found = Agreement(
        policies=1,
        customers=len(rows),
        cells=sum(map(len, answers["interpreter"])),
        values=drawn_customers.values,
        at_edges=drawn_customers.at_edges,
        native=int("native" in answers),
        difference=first_difference(drawn, rows, answers),
    )
    for decision in answers["interpreter"]:
        outcome = str(decision.get("outcome"))
        found.outcomes[outcome] = found.outcomes.get(outcome, 0) + 1
    return found


def agree_on_tables(source: Random, customers: int) -> Agreement:
    """One random policy over child tables: what connect sums up from their text, against what
    the interpreter sums up from the same rows."""
    drawn = draw_table_policy(source)
    bound, _ = bind_text(drawn.text)
    if bound is None:
        return Agreement(refused=1)
    data = draw_table_data(source, bound, drawn.as_of, customers)
    rows = {row["id"]: row for row in read_texts(bound, data, drawn.as_of)}
    assert set(rows) == set(data.customers)
    found = Agreement()
    for id_ in data.customers:
        wanted = aggregate(bound, rows_of(data, id_), drawn.as_of)
        answers = {**wanted.values, "errors": wanted.errors or None}
        answers |= wanted.spreads
        answers |= {fx_name(f): wanted.fx.get(f.id) for f in converted_fields(bound)}
        found.summed += len(answers)
        for column, answer in answers.items():
            if rows[id_][column] != answer and found.difference is None:
                said = {"interpreter": answer, "connect": rows[id_][column]}
                found.difference = Difference(drawn, rows[id_], column, said, data.texts)
    return found


def agree_on_groups(source: Random, companies: int) -> Agreement:
    """One random policy for groups: what connect makes of companies' text, against what the
    interpreter makes of the same companies."""
    drawn = draw_group_policy(source)
    bound, _ = bind_text(drawn.text)
    if bound is None:
        return Agreement(refused=1)
    data = draw_companies(source, bound, drawn.as_of, companies)
    with TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{name}.csv" for name in data.texts}
        for name, file in files.items():
            file.write_text(data.texts[name], encoding="utf-8")
        customers = files.pop("customers")
        rows = {row["id"]: row for row in read_rows(bound, customers, files, drawn.as_of)}
    wanted = {str(row["id"]): row for row in groups_of(bound, data, drawn.as_of)}
    assert set(rows) == set(wanted)
    found = Agreement()
    for id_, row in wanted.items():
        found.grouped += len(row)
        assert set(row) == set(rows[id_])
        for column, answer in row.items():
            answer = list(answer) if isinstance(answer, tuple) else answer
            if rows[id_][column] != answer and found.difference is None:
                said = {"interpreter": answer, "connect": rows[id_][column]}
                found.difference = Difference(drawn, rows[id_], column, said, data.texts)
    return found


def groups_of(bound: BoundPolicy, data: Companies, as_of: int) -> Iterator[dict[str, Any]]:
    """What the interpreter makes of all companies; who has no group ends by himself, in error."""
    members: dict[str, list[dict[str, Any]]] = {}
    groups: dict[str, str] = {}
    for number, row in enumerate(data.rows, 1):
        id_ = row["id"]
        try:
            groups[id_] = group_of(id_, data.named, data.parents)
            members.setdefault(groups[id_], []).append(row)
        except NoGroup as why:
            made = roll_up(bound, f"{id_} (row {number})", [row], as_of, id_)
            yield made | {"errors": [f"id.{why}", *(made["errors"] or ())]}  # type: ignore[misc]
    for group, rows in members.items():
        head = head_of(group, [r["id"] for r in rows], groups, data.parents)
        made = roll_up(bound, group, rows, as_of, head)
        speaks = next((r for r in rows if r["id"] == head), None)
        assert made == rolled_up(bound, rows, as_of, group, speaks), "a record alone, as among all"
        yield made


def read_texts(bound: BoundPolicy, data: TableData, as_of: int) -> Rows:
    """Canonical rows of customers and tables that stand in files."""
    with TemporaryDirectory() as folder:
        customers = Path(folder) / "customers.csv"
        lines = [f"{id_},{data.trades.get(id_) or ''}" for id_ in data.customers]
        customers.write_text("\n".join(["id,trade", *lines]) + "\n", encoding="utf-8")
        tables = {}
        for table, text in data.texts.items():
            tables[table] = Path(folder) / f"{table}.csv"
            tables[table].write_text(text, encoding="utf-8")
        return read_rows(bound, customers, tables, as_of)


def decide_all(bound: BoundPolicy, rows: Rows, drawn: Drawn) -> dict[str, Rows]:
    """Every evaluator's decisions; where one of them raises, what it raised stands in its place."""
    answers = {}
    for evaluator in EVALUATORS:
        answer = _decide(evaluator, bound, rows, drawn)
        if answer is not None:
            answers[evaluator.__name__.removeprefix("by_")] = answer
    return answers


def _decide(evaluator: Evaluator, bound: BoundPolicy, rows: Rows, drawn: Drawn) -> Rows | None:
    try:
        return evaluator(bound, rows, drawn.as_of, drawn.context)
    except Exception as raised:
        if len(rows) > 1:
            alone = [_decide(evaluator, bound, [row], drawn) for row in rows]
            return [one[0] for one in alone if one is not None]
        return [{RAISED: f"{type(raised).__name__}: {raised}"}]


RAISED = "(raised)"


def first_difference(drawn: Drawn, rows: Rows, answers: Answers) -> Difference | None:
    """The first cell, customer by customer, that is not the same everywhere: value and type."""
    names = list(answers)
    for number, row in enumerate(rows):
        decisions = [answer[number] for answer in answers.values()]
        if any(RAISED in d for d in decisions):
            said = {n: d.get(RAISED) for n, d in zip(names, decisions, strict=True)}
            return Difference(drawn, row, RAISED, said)
        first = decisions[0]
        for decision in decisions[1:]:
            assert list(decision) == list(first), "columns, in order"
        for column in first:
            cells = [d[column] for d in decisions]
            if any(type(c) is not type(cells[0]) or c != cells[0] for c in cells):
                return Difference(drawn, row, column, dict(zip(names, cells, strict=True)))
    return None


def still_differs(drawn: Drawn, difference: Difference) -> Difference | None:
    """The difference that this policy still shows for the same customer, or None."""
    bound, _ = bind_text(drawn.text)
    if bound is None:
        return None
    context = {k: v for k, v in drawn.context.items() if k in bound.fields}
    drawn = replace(drawn, context=context)
    if not {c.name for c in input_columns(bound)} <= set(difference.row):
        return None
    answers = decide_all(bound, [difference.row], drawn)
    return first_difference(drawn, [difference.row], answers)
