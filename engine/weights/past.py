"""Points of past customers, and what came of them: from a run directory or a file of points."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256_file
from engine.atoms.errors import DataError
from engine.atoms.numbers import Fault
from engine.atoms.suggest import nearest
from engine.bind.contract import decision_columns
from engine.connect.cells import clean, read_cell
from engine.connect.forms import Form
from engine.ledger.stored import StoredRun
from engine.weights.ours import Criteria, named
from engine.weights.outcome_fit import Kind
from engine.weights.read_scores import columns_of
from engine.weights.sheet import Line, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SCALE = 6
_POINTS = Form("number", scale=_SCALE, low=0, high=100 * 10**_SCALE, round=_SCALE)
_NUMBER = Form("number", scale=_SCALE, low=-(10**17), high=10**17, round=_SCALE)
_TRUTH = Form("yes_no")
#: Headings of a column of ids, which is no criterion where only the file names them.
_IDS = frozenset(
    ("id", "customer", "customer_id", "client", "client_id", "客户", "客户编号", "客户号", "编号")
)


@dataclass(frozen=True, slots=True)
class Past:
    """Past customers whose points are all there.

    `points` is rows × criteria, 0 to 100. `outcome` is as told, yes and no as 1 and 0; it is
    None where none was asked for. `rows` counts those of the data, also those left out.
    """

    criteria: Criteria
    name: str
    digest: str
    points: Floats
    outcome: Floats | None
    kind: Kind | None
    rows: int
    notes: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of customers, by id, and of which kind it is."""

    of: Mapping[str, float]
    kind: Kind
    heading: str  # of the ids


def from_sheet(sheet: Sheet, criteria: Criteria | None = None, outcome: str | None = None) -> Past:
    """Points from a file with a column for each criterion, and one for the outcome if asked.

    Without `criteria` they are its columns but the outcome and a first column of ids. Raises
    DataError with every cell that holds no points, or no outcome of the column's kind.
    """
    at = None if outcome is None else _column(sheet, outcome)
    if criteria is None:
        first = sheet.headings[0].casefold() in _IDS
        criteria = named([h for i, h in sheet.columns() if i != at and (i or not first)])
    columns = columns_of(sheet, criteria)
    kind: Kind | None = None
    read: Sequence[float | None] = [None] * len(sheet.lines)
    if at is not None:
        kind, read = _outcomes(sheet, at)
    wrong: list[Diagnostic] = []
    rows, kept = [], []
    gaps = silent = 0
    for line, came in zip(sheet.lines, read, strict=True):
        points = [_points(sheet, line, i, wrong) for i in columns]
        if any(p is None for p in points):
            gaps += 1
        elif at is not None and came is None:
            silent += 1
        else:
            rows.append(points)
            kept.append(came)
    if wrong:
        raise DataError(wrong)
    notes = _counted(sheet.name, len(sheet.lines), gaps, silent)
    table = np.array(rows, dtype=np.float64).reshape(len(rows), criteria.n)
    told = None if at is None else np.array(kept, dtype=np.float64)
    return Past(criteria, sheet.name, sheet.digest, table, told, kind, len(sheet.lines),
                (*sheet.notes, *notes))  # fmt: skip


def from_run(run: StoredRun, criteria: Criteria, outcomes: Outcomes | None = None) -> Past:
    """Points of the decisions of a stored run, joined by id with what came of the customers."""
    ids, table = _stored(run, criteria)
    whole = ~np.isnan(table).any(axis=1)
    name = str(run.folder)
    digest = sha256_file(run.folder / "manifest.json")
    if outcomes is None:
        notes = _counted(name, len(ids), int((~whole).sum()), 0)
        return Past(criteria, name, digest, table[whole], None, None, len(ids), notes)
    came = np.array([outcomes.of.get(i, np.nan) for i in ids], dtype=np.float64)
    known = ~np.isnan(came)
    if not known.any():
        params = {"n": len(outcomes.of), "heading": outcomes.heading}
        raise DataError(Diagnostic("KT644", params))
    used = whole & known
    notes = _counted(name, len(ids), int((~whole).sum()), int((whole & ~known).sum()))
    return Past(criteria, name, digest, table[used], came[used], outcomes.kind, len(ids), notes)


def read_outcomes(sheet: Sheet, heading: str, outcome: str) -> Outcomes:
    """What came of customers, from a file with their ids under `heading`.

    Raises DataError for columns that are not there, ids that stand twice, and cells that hold no
    outcome of the column's kind. Customers without an outcome are left out.
    """
    who, at = _column(sheet, heading), _column(sheet, outcome)
    kind, read = _outcomes(sheet, at)
    of: dict[str, float] = {}
    first: dict[str, Line] = {}
    wrong = []
    for line, came in zip(sheet.lines, read, strict=True):
        id_ = line.cells[who]
        if id_ in first and id_:
            before = first[id_]
            params = {"id": id_, "line": before.line or before.number}
            wrong.append(Diagnostic("KT645", params, place=sheet.place(line, who)))
        first.setdefault(id_, line)
        if came is not None and id_:
            of[id_] = came
    if wrong:
        raise DataError(wrong)
    return Outcomes(of, kind, heading)


def _column(sheet: Sheet, heading: str) -> int:
    wanted = clean(heading)
    for i, h in sheet.columns():
        if h == wanted:
            return i
    headings = [h for _, h in sheet.columns()]
    near, shown = nearest(wanted, headings), ", ".join(headings)
    hint = (f"headings of the file: {shown}", f"文件的列名：{shown}")
    if near is not None:
        hint = (f"did you mean `{near}`?", f"是否指 `{near}`？")
    params = {"name": sheet.name, "heading": wanted}
    raise DataError(Diagnostic("KT633", params, place=sheet.place(), hint=hint))


def _points(sheet: Sheet, line: Line, i: int, wrong: list[Diagnostic]) -> float | None:
    value = _read(line.cells[i])
    if isinstance(value, Fault):
        wrong.append(Diagnostic("KT625", {"seen": line.cells[i]}, place=sheet.place(line, i)))
        return None
    return value


@lru_cache(maxsize=4096)
def _read(text: str) -> float | Fault | None:
    value = read_cell(text, _POINTS)
    if value is None or isinstance(value, Fault):
        return value
    return _float(value)


def _outcomes(sheet: Sheet, at: int) -> tuple[Kind, list[float | None]]:
    """The kind of a column of outcomes, and its values."""
    texts = [line.cells[at] for line in sheet.lines]
    truths = [read_cell(t, _TRUTH) for t in texts]
    numbers = [read_cell(t, _NUMBER) for t in texts]
    bad_truths = [i for i, v in enumerate(truths) if isinstance(v, Fault)]
    bad_numbers = [i for i, v in enumerate(numbers) if isinstance(v, Fault)]
    if not bad_truths:
        return "yes_no", [None if v is None else float(bool(v)) for v in truths]
    if not bad_numbers:
        return "number", [_float(v) for v in numbers]
    fewer, kind = min((bad_truths, ("yes or no", "是或否")), (bad_numbers, ("numbers", "数")),
                      key=lambda x: len(x[0]))  # fmt: skip
    raise DataError([
        Diagnostic("KT634", {"seen": texts[i], "kind": kind[0], "kind_zh": kind[1]},
                   place=sheet.place(sheet.lines[i], at))
        for i in fewer
    ])  # fmt: skip


def _float(value: Any) -> float | None:
    return None if value is None else value / 10**_SCALE


def _counted(name: str, rows: int, gaps: int, silent: int) -> tuple[Diagnostic, ...]:
    reasons = (
        (gaps, "the points of a criterion are missing", "缺少某个指标的分值"),
        (silent, "the outcome is missing", "缺少结果"),
    )
    return tuple(
        Diagnostic("KT628", {"left": n, "n": rows, "why": en, "why_zh": zh}, place=Place(name))
        for n, en, zh in reasons
        if n
    )


def _stored(run: StoredRun, criteria: Criteria) -> tuple[list[str], Floats]:
    """Ids, and points of every decision; NaN where a criterion has none, or has them by a rule
    for missing values."""
    scales = {c.name: c.scale for c in decision_columns(run.bound)}
    points = [f"{c}.points" for c in criteria.ids]
    values = [v if (v := f"{c}.value") in scales else f"{c}.points" for c in criteria.ids]
    sizes = [10 ** scales[p] for p in points]
    ids: list[str] = []
    found = array("d")
    for id_, outcome, *row in run.columns(["id", "outcome", *points, *values]):
        if outcome in ("error", "not_applicable"):
            continue
        ids.append(id_)
        for p, v, size in zip(row, row[criteria.n :], sizes, strict=False):
            found.append(np.nan if p is None or v is None else p / size)
    return ids, np.array(found, dtype=np.float64).reshape(len(ids), criteria.n)
