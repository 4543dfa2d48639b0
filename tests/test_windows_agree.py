"""What connect sums up in DuckDB is what the interpreter sums up in plain Python."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from engine.decide.interpreter.windows import aggregate
from tests.evaluators import bind_text, read_rows
from tests.generator.tables import draw_table_data, draw_table_policy, rows_of


@pytest.mark.parametrize("seed", range(25))
def test_child_tables_add_up_alike(seed: int, tmp_path: Path) -> None:
    """Values and errors of every field that reads a table agree, for every customer."""
    source = Random(f"tables/{seed}")
    drawn = draw_table_policy(source)
    bound, said = bind_text(drawn.text)
    if bound is None:
        pytest.skip(f"the binder refuses it: {said[0]}")
    data = draw_table_data(source, bound, drawn.as_of, 30)
    customers = tmp_path / "customers.csv"
    customers.write_text("\n".join(["id", *data.customers]) + "\n", encoding="utf-8")
    tables = {}
    for table, text in data.texts.items():
        tables[table] = tmp_path / f"{table}.csv"
        tables[table].write_text(text, encoding="utf-8")
    rows = {row["id"]: row for row in read_rows(bound, customers, tables, drawn.as_of)}
    assert set(rows) == set(data.customers)
    for id_ in data.customers:
        wanted = aggregate(bound, rows_of(data, id_), drawn.as_of)
        seen = {f: rows[id_][f] for f in wanted.values}
        assert seen == wanted.values, drawn.text
        assert (rows[id_]["errors"] or []) == wanted.errors, drawn.text
