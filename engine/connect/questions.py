"""What a policy asks of each row of a child table, as one small Plan: `skip_when`, and the
`when` of every `share_of`. The same Plan runs in DuckDB and, for one customer, in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.atoms.dates import FIRST_DAY, LAST_DAY
from engine.atoms.diagnostic import Diagnostic, those_there
from engine.atoms.numbers import INT64
from engine.atoms.suggest import nearest
from engine.author.formula import tree
from engine.author.policy import FX, ShareRead
from engine.bind.bound import BoundPolicy, Table, Typed
from engine.bind.contract import Column, storage_of
from engine.compile.lower.formulas import lower_truth
from engine.compile.lower.ground import KINDS, Ground, Value
from engine.compile.plan import Plan
from engine.connect.layout import CURRENCY

SKIP = "?skip"


def tables_of(bound: BoundPolicy) -> tuple[str, ...]:
    """The tables that a run must be given: those of the policy, and its exchange rates."""
    return (*bound.tables, *(() if bound.policy.fx is None else (FX,)))


def strange_tables(bound: BoundPolicy, given: Iterable[str]) -> Iterator[Diagnostic]:
    """A finding for every table that is given and that the policy does not know; `near` is the
    one that was meant and is not given, or empty."""
    names, known = tuple(given), tables_of(bound)
    for name in names:
        if name in known:
            continue
        near = nearest(name, [t for t in known if t not in names])
        hint = None if near is None else (f"did you mean `{near}`?", f"是否指 `{near}`？")
        there, there_zh = those_there(known)
        params = {"table": name, "there": there, "there_zh": there_zh, "near": near or ""}
        yield Diagnostic("KT329", params, hint=hint)


def skip_columns(table: Table) -> tuple[str, ...]:
    """The columns that `skip_when` reads, in order of first use."""
    if table.skip_when is None:
        return ()
    return tuple(n for n in tree.names(table.skip_when.formula.root) if n in table.columns)


def shares_of(bound: BoundPolicy, table: Table) -> Mapping[str, Typed]:
    """The questions of `share_of` fields that read this table, by field."""
    found = {}
    for id_, typed in bound.shares.items():
        read = bound.policy.data[id_].read
        if isinstance(read, ShareRead) and read.table == table.id:
            found[id_] = typed
    return found


def currencies_of(table: Table) -> tuple[str, ...]:
    """The columns of amounts that say their currency."""
    return tuple(c.id for c in table.columns.values() if c.declared.currency is not None)


def row_columns(table: Table) -> tuple[Column, ...]:
    """The canonical row of a child table: key, date, whether any cell is faulty and whether the
    date's is, the row's number, the columns, and the currencies of amounts."""
    columns = [Column("?key", "text"), Column("?day", "date"), Column("?faulty", "boolean"),
               Column("?unread", "boolean"), Column("?row", "integer")]  # fmt: skip
    columns += [Column(c.id, storage_of(c.type), c.type.scale) for c in table.columns.values()]
    columns += [Column(f"{CURRENCY}{c}", "text") for c in currencies_of(table)]
    return tuple(columns)


def row_plan(bound: BoundPolicy, table: Table) -> Plan:
    """The row as it is, then `?skip` (three-valued; false where nothing is asked) and, for each
    share, `?<field>`."""
    ground = Ground(bound, 0, {})
    b, inputs = ground.b, row_columns(table)
    values: dict[str, Value] = {}
    outputs = []
    for i, c in enumerate(inputs):
        low = high = None
        if c.storage == "date":
            low, high = FIRST_DAY, LAST_DAY
        elif c.name == "?row":
            low, high = 1, INT64
        elif c.storage == "integer":
            t = table.columns[c.name].type
            low, high = t.low, t.high
        step = b.column(i, KINDS[c.storage], True, low, high)
        outputs.append((c, step))
        values[c.name] = Value(step, c.scale)
    ground.values = values
    skip = table.skip_when
    asked = {SKIP: skip} | {f"?{f}": t for f, t in shares_of(bound, table).items()}
    for name, typed in asked.items():
        truth = b.truth(False) if typed is None else lower_truth(ground, typed, ("table", table.id))
        outputs.append((Column(name, "boolean"), truth))
    return b.plan(inputs, outputs, 0, {})
