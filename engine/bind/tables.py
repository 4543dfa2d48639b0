"""Child tables, and the fields that are read from their rows."""

from __future__ import annotations

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import NUMERIC, Kind
from engine.author import policy as p
from engine.author.formula.parse import parse_formula
from engine.bind import bound as b
from engine.bind.beside import type_beside
from engine.bind.contract_types import field_type
from engine.bind.findings import KIND_WORDS, Findings
from engine.bind.lookups import looked_up_by
from engine.bind.scope import RESERVED, Known, Scope
from engine.bind.types import type_formula

_AS_OF_ROWS = (
    "a row of a table knows its own columns only; rows after as-of are left out anyway",
    "明细表的行只认识自己的列；基准日之后的行本来就不计入",
)


def bind_tables(policy: p.Policy, findings: Findings) -> dict[str, b.Table]:
    """Every table with the types of its columns and its `skip_when`."""
    found = {}
    for table in policy.tables.values():
        if table.id == p.FX and policy.fx is not None:
            label = Label(policy.fx.at, "the exchange rates", "汇率表")
            findings.add("KT186", table.at, name=table.id, what="table", what_zh="明细表",
                         labels=[label])  # fmt: skip
        columns: dict[str, b.TableColumn] = {}
        for c in table.columns.values():
            if c.id in RESERVED or c.id == "date":
                findings.add("KT187", c.at, name=c.id)
            if c.kind == "choices":
                findings.add("KT195", c.at, name=c.id,
                             why="a table's columns hold single values",
                             why_zh="明细表的列只放单个值")  # fmt: skip
            columns[c.id] = b.TableColumn(c.id, field_type(c, findings), c)
        scope = row_scope(columns, policy)
        skip = condition(table.skip_when, scope, findings)
        found[table.id] = b.Table(
            table.id, table.key.text, table.date.text, columns, skip, policy.currency,
            looked_up_by(table, policy, findings), table,
        )  # fmt: skip
    return found


def row_scope(columns: dict[str, b.TableColumn], policy: p.Policy) -> Scope:
    """What a question about a row may read: the table's columns."""
    names = {
        c.id: Known(c.type, True, c.declared.at, c.declared.between is not None)
        for c in columns.values()
    }
    outside = dict.fromkeys(("as_of", *policy.data, *policy.derived, *policy.context), _AS_OF_ROWS)
    return Scope(names, {n: why for n, why in outside.items() if n not in names})


def condition(formula: p.FormulaText | None, scope: Scope, findings: Findings) -> b.Typed | None:
    """A formula that must be a question; None when there is none or it is faulty."""
    if formula is None:
        return None
    tree = parse_formula(formula)
    if isinstance(tree, list):
        findings.found.extend(tree)
        _question(type_beside(formula, scope, findings), findings)
        return None
    return _question(type_formula(tree, scope, findings), findings)


def _question(typed: b.Typed | None, findings: Findings) -> b.Typed | None:
    """The formula, or None after saying that it asks nothing."""
    if typed is not None and typed.type.kind != "yes_no":
        seen, seen_zh = KIND_WORDS[typed.type.kind]
        hint = None
        if typed.type.numeric:
            part = typed.formula.text
            hint = (f"say what is asked, such as `{part} > 0`", f"写明判断，如 `{part} > 0`")
        findings.add("KT172", typed.formula.at, seen=seen, seen_zh=seen_zh, hint=hint)
        return None
    return typed


def bind_read(
    f: p.DataField, policy: p.Policy, tables: dict[str, b.Table], findings: Findings
) -> b.Typed | None:
    """Vets `sum_of` and its kin; the typed `when` of a `share_of`."""
    read = f.read
    assert read is not None
    table = tables.get(read.table)
    if table is None:
        findings.unknown("KT182", read.at, read.table, {t: d.at for t, d in policy.tables.items()},
                         params={"what": "table", "what_zh": "明细表"})  # fmt: skip
        return None
    if isinstance(read, p.ShareRead):
        _kind(f, "share_of", "percent", findings)
        scope = row_scope(dict(table.columns), policy)
        return condition(read.when, scope, findings)
    if read.how == "count_of":
        _kind(f, "count_of", "whole", findings)
        if read.column is not None and read.column not in ("date", *table.columns):
            _unknown_column(read, table, findings)
    elif read.column == "date":
        if read.how in ("sum_of", "mean_of", "median_of"):
            findings.add("KT196", read.at, how=read.how, column=f"{read.table}.date",
                         seen=KIND_WORDS["date"][0], seen_zh=KIND_WORDS["date"][1])  # fmt: skip
        else:
            _kind(f, read.how, "date", findings)
    elif (column := table.columns.get(read.column or "")) is None:
        _unknown_column(read, table, findings)
    else:
        _column_kind(f, read, column, findings)
    if read.by is not None:
        _rater(read, read.by, table, findings)
    return None


def _rater(read: p.TableRead, by: p.Word, table: b.Table, findings: Findings) -> None:
    """The column that says who gave an answer holds words."""
    column = table.columns.get(by.text)
    if column is None:
        known = {c.id: c.declared.at for c in table.columns.values()}
        params = {"what": "column", "what_zh": "列"}
        findings.unknown("KT182", by.at, by.text, known, params=params)
    elif column.type.kind != "text":
        seen, seen_zh = KIND_WORDS[column.type.kind]
        findings.add("KT196", by.at, how="by", column=f"{read.table}.{by.text}", seen=seen,
                     seen_zh=seen_zh,
                     labels=[Label(column.declared.at, "declared here", "在这里声明")])  # fmt: skip


def _unknown_column(read: p.TableRead, table: b.Table, findings: Findings) -> None:
    known = {f"{table.id}.{c.id}": c.declared.at for c in table.columns.values()}
    params = {"what": "column", "what_zh": "列"}
    findings.unknown(
        "KT182", read.at, f"{read.table}.{read.column}", {**known, f"{table.id}.date": None},
        params=params,
    )  # fmt: skip


def _column_kind(
    f: p.DataField, read: p.TableRead, column: b.TableColumn, findings: Findings
) -> None:
    kind = column.type.kind
    needs_numbers = read.how in ("sum_of", "mean_of", "median_of")
    ordered = read.how in ("min_of", "max_of")
    if (needs_numbers and kind not in NUMERIC) or (ordered and kind not in (*NUMERIC, "date")):
        seen, seen_zh = KIND_WORDS[kind]
        findings.add("KT196", read.at, how=read.how, column=f"{read.table}.{read.column}",
                     seen=seen, seen_zh=seen_zh,
                     labels=[Label(column.declared.at, "declared here", "在这里声明")])  # fmt: skip
        return
    wider: dict[Kind, tuple[Kind, ...]] = {"whole": ("number",), "rating": ("whole", "number")}
    allowed = (kind, *wider.get(kind, ()))
    if f.kind not in allowed:
        _wrong_kind(f, f"`{read.how}: {read.table}.{read.column}`", kind, column.declared, findings)


def _kind(f: p.DataField, how: str, kind: Kind, findings: Findings) -> None:
    if f.kind != kind:
        _wrong_kind(f, f"`{how}`", kind, None, findings)


def _wrong_kind(
    f: p.DataField, how: str, kind: Kind, column: p.DataField | None, findings: Findings
) -> None:
    (seen, seen_zh), (kind_en, kind_zh) = KIND_WORDS[kind], KIND_WORDS[f.kind]
    labels = [] if column is None else [Label(column.at, "the column", "该列")]
    findings.add(
        "KT174", f.at, what=f"`{f.id}`", what_zh=f"`{f.id}`", seen=seen, seen_zh=seen_zh,
        subject=how, subject_zh=how, expected=kind_en, expected_zh=kind_zh,
        hint=(f"write `is: {kind}`", f"写成 `is: {kind}`"), labels=labels,
    )  # fmt: skip
