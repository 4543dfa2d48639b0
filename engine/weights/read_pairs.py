"""A file of comparisons: a list of pairs, or squares of criteria against criteria.

criterion,over,E1,E2          one line a pair, one column an expert
expert,criterion,over,value   one line a pair and expert
,purchases,loyalty            a square; with a column `expert` before it, one for each expert
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.atoms.diagnostic import Diagnostic, listed
from engine.atoms.errors import DataError
from engine.connect.cells import clean
from engine.weights.judgements import Judgement, hint, on_scale, read_judgement, written
from engine.weights.ours import Criteria, named
from engine.weights.pairs import MOST, groups, joined
from engine.weights.sheet import Line, Sheet

#: Headings of the column that says who.
EXPERT = frozenset(
    ("expert", "experts", "rater", "raters", "evaluator", "respondent", "assessor", "专家",
     "专家编号", "评委", "评分人", "评价人", "填表人", "打分人")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panel:
    """Who compared what: by expert, in order of the file. `notes` are warnings."""

    criteria: Criteria
    experts: Mapping[str, Mapping[tuple[int, int], float]]
    notes: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell that may hold a judgement: the two criteria as written, and where it stands."""

    expert: str
    first: str
    second: str
    text: str
    line: Line
    column: int
    names: tuple[int, int]  # the columns that name the criteria
    square: bool


@dataclass(slots=True)
class _Said:
    """Everything read so far, and everything wrong."""

    judgements: dict[str, dict[tuple[int, int], tuple[Judgement, Line, int]]] = field(
        default_factory=dict
    )
    wrong: list[Diagnostic] = field(default_factory=list)


def read_pairs(sheet: Sheet, criteria: Criteria | None = None) -> Panel:
    """The comparisons of a file. Without `criteria` they are those that the file names.

    Raises DataError with every cell that is no judgement, names no criterion, contradicts its
    mirror or stands twice, and where comparisons do not join all criteria.
    """
    cells = list(_cells(sheet, criteria))
    if criteria is None:
        criteria = named(list(dict.fromkeys(n for c in cells for n in (c.first, c.second) if n)))
    if not 2 <= criteria.n <= MOST:
        params = {"n": criteria.n, "least": 2, "most": MOST}
        raise DataError(Diagnostic("KT610", params, place=sheet.place()))
    said = _Said()
    for cell in cells:
        _hear(cell, sheet, criteria, said)
    if said.wrong:
        raise DataError(said.wrong)
    experts = {e: {p: j.value for p, (j, _, _) in of.items()}
               for e, of in said.judgements.items()}  # fmt: skip
    silent = [e for e, of in experts.items() if not of]
    heard = {e: of for e, of in experts.items() if of}
    _connected(sheet, criteria, list(heard.values()))
    notes = tuple(Diagnostic("KT609", {"expert": e}, place=sheet.place()) for e in silent)
    return Panel(criteria, heard, notes)


def _cells(sheet: Sheet, criteria: Criteria | None) -> Iterator[_Cell]:
    who = next((i for i, h in enumerate(sheet.headings) if h.casefold() in EXPERT), None)
    rest = [i for i in range(len(sheet.headings)) if i != who]
    if _is_square(sheet, rest, criteria):
        return _square(sheet, who, rest)
    unnamed = [i for i in rest[2:] if not sheet.headings[i]]
    rest = [i for i in rest if i not in unnamed]
    if len(rest) < 3 or (who is not None and len(rest) > 3):
        raise DataError(Diagnostic("KT601", {"name": sheet.name}, place=sheet.place()))
    return _listed(sheet, who, rest)


def _is_square(sheet: Sheet, rest: Sequence[int], criteria: Criteria | None) -> bool:
    """Whether the headings after the first column are the criteria themselves."""
    headings = [sheet.headings[i] for i in rest[1:] if sheet.headings[i]]
    if len(headings) < 2:
        return False
    if criteria is not None and sum(criteria.find(h) is not None for h in headings) > 1:
        return True
    column = {line.cells[rest[0]] for line in sheet.lines}
    return len(column) > 1 and column <= set(headings)


def _square(sheet: Sheet, who: int | None, rest: Sequence[int]) -> Iterator[_Cell]:
    for line in sheet.lines:
        expert = "1" if who is None else line.cells[who]
        for i in rest[1:]:
            if sheet.headings[i]:
                yield _Cell(expert, line.cells[rest[0]], sheet.headings[i], line.cells[i], line,
                            i, (rest[0], i), True)  # fmt: skip


def _listed(sheet: Sheet, who: int | None, rest: Sequence[int]) -> Iterator[_Cell]:
    a, b, *values = rest
    for line in sheet.lines:
        for i in values:
            expert = sheet.headings[i] if who is None else line.cells[who]
            yield _Cell(expert, line.cells[a], line.cells[b], line.cells[i], line, i, (a, b),
                        False)  # fmt: skip


def _hear(cell: _Cell, sheet: Sheet, criteria: Criteria, said: _Said) -> None:
    """One cell into what was said, or into what is wrong."""
    if not cell.expert:
        return _wrong(said, Diagnostic("KT621", place=sheet.place(cell.line)))
    of = said.judgements.setdefault(cell.expert, {})
    pair = _pair(cell, sheet, criteria, said)
    if pair is None or not cell.text:
        return None
    here = sheet.place(cell.line, cell.column)
    read = read_judgement(cell.text)
    if read is None:
        return _wrong(said, Diagnostic("KT602", {"seen": cell.text}, place=here,
                                       hint=hint(cell.text)))  # fmt: skip
    if not on_scale(read):
        return _wrong(said, Diagnostic("KT603", {"seen": cell.text}, place=here))
    first, second = pair
    if first == second:
        if abs(read.value - 1) > 1e-9:
            params = {"criterion": cell.first, "seen": cell.text}
            _wrong(said, Diagnostic("KT606", params, place=here))
        return None
    key = (min(pair), max(pair))
    way = 1 if first < second else -1
    if key in of:
        return _again(cell, sheet, of, key, read, way, said)
    value = read if way == 1 else Judgement(1 / read.value, read.exact / read.value**2)
    of[key] = (value, cell.line, way)
    return None


def _again(
    cell: _Cell,
    sheet: Sheet,
    of: dict[tuple[int, int], tuple[Judgement, Line, int]],
    key: tuple[int, int],
    read: Judgement,
    way: int,
    said: _Said,
) -> None:
    """A pair that was compared before: the other way round it must be the mirror."""
    before, line, way_before = of[key]
    here = sheet.place(cell.line, cell.column)
    if way == way_before:
        params: dict[str, object] = {"expert": cell.expert, "line": line.line or line.number}
        params |= {"first": cell.first, "second": cell.second}
        return _wrong(said, Diagnostic("KT605", params, place=here))
    there = before.value if way_before == 1 else 1 / before.value
    exact = before.exact if way_before == 1 else before.exact * there**2
    if not read.mirrors(Judgement(there, exact)):
        params = {"first": cell.second, "second": cell.first, "there": written(there),
                  "expected": written(1 / there), "seen": cell.text}  # fmt: skip
        return _wrong(said, Diagnostic("KT604", params, place=here))
    if read.value > 1:  # of 3 and 0.33 the whole number is the exact one
        value = read if way == 1 else Judgement(1 / read.value)
        of[key] = (value, line, way_before)
    return None


def _pair(cell: _Cell, sheet: Sheet, criteria: Criteria, said: _Said) -> tuple[int, int] | None:
    """The two criteria of a cell, or None after saying which of the names is none."""
    found = (criteria.find(cell.first), criteria.find(cell.second))
    for name, at, column in zip((cell.first, cell.second), found, cell.names, strict=True):
        if at is not None:
            continue
        of_heading = cell.square and column == cell.column
        place = sheet.place(None if of_heading else cell.line, column)
        finding = criteria.unknown(name, place)
        if finding not in said.wrong:
            said.wrong.append(finding)
    first, second = found
    return None if first is None or second is None else (first, second)


def _wrong(said: _Said, finding: Diagnostic) -> None:
    said.wrong.append(finding)


def _connected(
    sheet: Sheet, criteria: Criteria, experts: Sequence[Mapping[tuple[int, int], float]]
) -> None:
    """Raises DataError where the criteria fall apart into groups."""
    parts = groups(criteria.n, joined(experts))
    if len(parts) == 1:
        return
    first, *rest = (listed(criteria.ids[i] for i in part) for part in parts)
    params = {
        "these": first[0], "these_zh": first[1],
        "others": "; ".join(en for en, _ in rest), "others_zh": "；".join(zh for _, zh in rest),
    }  # fmt: skip
    raise DataError(Diagnostic("KT607", params, place=sheet.place()))


def is_expert(heading: str) -> bool:
    """Whether a heading is that of the column that says who.

    >>> is_expert("专家"), is_expert("purchases")
    (True, False)
    """
    return clean(heading).casefold() in EXPERT
