"""The first run of a template: its own files and a day, as a command that may be pasted."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from engine.terminal.typed import typed

if TYPE_CHECKING:
    from engine.bind.bound import BoundPolicy
    from engine.connect.layout import Read

_USUAL = "customers.csv"


def first_run(folder: Path, files: Mapping[str, bytes]) -> str | None:
    """What stands behind `keytier run` for the `policy.yaml` among the files of a template; None
    where something that it asks for is not among them, such as a run of another policy."""
    from engine.atoms.text import Source
    from engine.check import inspect
    from engine.connect.layout import customer_reads, table_reads
    from engine.connect.rate_forms import rate_reads

    bound, _ = inspect(Source("policy.yaml", files["policy.yaml"].decode()), None)
    if bound is None:
        return None
    headings = {name: _headings(text) for name, text in files.items() if name.endswith(".csv")}
    parts = [typed(folder / "policy.yaml")]
    if bound.policy.customers.from_ids_of is None:
        found = _holding(customer_reads(bound), headings)
        if not found:
            return None
        parts.append(typed(folder / (_USUAL if _USUAL in found else found[-1])))
    asked = {table.id: table_reads(bound, table) for table in bound.tables.values()}
    if bound.policy.fx is not None:
        asked["fx"] = rate_reads(bound, bound.policy.fx)
    for id_, reads in asked.items():
        found = _holding(reads, headings)
        if not found or (id_ in bound.tables and bound.tables[id_].declared.decides is not None):
            return None
        parts += ["--table", typed(f"{id_}={folder / found[0]}")]
    return " ".join((*parts, *_circumstances(bound)))


def _circumstances(bound: BoundPolicy) -> Iterator[str]:
    """The day, and the facts about us, that the policy's own cases speak of last."""
    from engine.rehearse.days import dated_parts

    cases = bound.policy.tests
    days = [case.as_of.text for case in cases if case.as_of is not None]
    if days and dated_parts(bound):
        yield f"--as-of {max(days)}"
    told = {name.text: value.text for case in cases for name, value in case.context}
    for name in bound.policy.context:
        if name in told:
            yield f"--context {typed(f'{name}={told[name]}')}"


def _headings(text: bytes) -> frozenset[str]:
    first = text.decode("utf-8-sig", errors="replace").partition("\n")[0]
    return frozenset(next(csv.reader(StringIO(first)), ()))


def _holding(reads: Iterable[Read], files: Mapping[str, frozenset[str]]) -> Sequence[str]:
    """The files that have a column for whatever is read, by name."""
    needed = [read.headings for read in reads if not read.optional]
    return sorted(name for name, there in files.items() if all(there & {*h} for h in needed))
