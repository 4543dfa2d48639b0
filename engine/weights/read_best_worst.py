"""A file of comparisons with the best and the worst: two lines for each expert.

expert,row,purchases,experience,loyalty
E1,best,1,2,8        how many times as important the best criterion is as each
E1,worst,8,5,1       how many times as important each criterion is as the worst
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import DataError
from engine.weights.best_worst import Answers, ends
from engine.weights.judgements import hint, read_judgement
from engine.weights.ours import Criteria, named
from engine.weights.pairs import MOST
from engine.weights.read_pairs import is_expert
from engine.weights.read_scores import columns_of
from engine.weights.sheet import Line, Sheet

_BEST: Final = frozenset(("best", "best over others", "最优", "最重要", "最优指标"))
_WORST: Final = frozenset(("worst", "others over worst", "最差", "最不重要", "最差指标"))
_LARGEST = 9.0
_SLACK = 1e-9

Rows = dict[str, tuple[Line, list[float]]]


@dataclass(frozen=True, slots=True)
class Board:
    """Who said what, in order of the file."""

    criteria: Criteria
    answers: Mapping[str, Answers]


def read_best_worst(sheet: Sheet, criteria: Criteria | None = None) -> Board:
    """The answers of a file. Without `criteria` they are the columns but who and which line.

    Raises DataError with every cell that is no judgement from 1 to 9, for an expert who lacks one
    of the two lines or has it twice, and for lines that do not tell the same best and worst.
    """
    which = _which(sheet)
    who = next((i for i, h in sheet.columns() if i != which and is_expert(h)), None)
    if criteria is None:
        criteria = named([h for i, h in sheet.columns() if i not in (which, who)])
    if not 2 <= criteria.n <= MOST:
        params: dict[str, object] = {"n": criteria.n, "least": 2, "most": MOST}
        raise DataError(Diagnostic("KT610", params, place=sheet.place()))
    columns = columns_of(sheet, criteria)
    wrong: list[Diagnostic] = []
    given: dict[str, Rows] = {}
    for line in sheet.lines:
        row = "best" if line.cells[which].casefold() in _BEST else "worst"
        expert = "1" if who is None else line.cells[who]
        if not expert:
            wrong.append(Diagnostic("KT621", place=sheet.place(line, who)))
            continue
        of = given.setdefault(expert, {})
        if row in of:
            before = of[row][0]
            params = {"expert": expert, "row": row, "line": before.line or before.number}
            wrong.append(Diagnostic("KT647", params, place=sheet.place(line, which)))
            continue
        of[row] = (line, [_judged(sheet, line, i, wrong) for i in columns])
    if wrong:
        raise DataError(wrong)
    found = {expert: _answers(sheet, expert, of, criteria, wrong) for expert, of in given.items()}
    if wrong:
        raise DataError(wrong)
    return Board(criteria, {expert: a for expert, a in found.items() if a is not None})


def _which(sheet: Sheet) -> int:
    """The column that says which line it is: every cell is a word for best or worst."""
    words = _BEST | _WORST
    for i in range(len(sheet.headings)):
        if all(line.cells[i].casefold() in words for line in sheet.lines):
            return i
    raise DataError(Diagnostic("KT648", {"name": sheet.name}, place=sheet.place()))


def _judged(sheet: Sheet, line: Line, column: int, wrong: list[Diagnostic]) -> float:
    text = line.cells[column]
    found = read_judgement(text)
    if found is not None and 1 - _SLACK <= found.value <= _LARGEST + _SLACK:
        return found.value
    place = sheet.place(line, column)
    if found is None:
        wrong.append(Diagnostic("KT602", {"seen": text}, place=place, hint=hint(text)))
    else:
        wrong.append(Diagnostic("KT649", {"seen": text}, place=place))
    return 1.0


def _answers(
    sheet: Sheet, expert: str, of: Rows, criteria: Criteria, wrong: list[Diagnostic]
) -> Answers | None:
    lacking = next((row for row in ("best", "worst") if row not in of), None)
    if lacking is not None:
        ((line, _),) = of.values()
        params = {"expert": expert, "row": lacking}
        wrong.append(Diagnostic("KT650", params, place=sheet.place(line)))
        return None
    (line, from_best), (_, to_worst) = of["best"], of["worst"]
    for reason in _doubts(from_best, to_worst, criteria):
        params = {"expert": expert, "reason": reason[0], "reason_zh": reason[1]}
        wrong.append(Diagnostic("KT651", params, place=sheet.place(line)))
        return None
    at = ends(from_best, to_worst)
    assert at is not None
    return Answers(*at, tuple(from_best), tuple(to_worst))


def _doubts(
    from_best: list[float], to_worst: list[float], criteria: Criteria
) -> Iterator[tuple[str, str]]:
    """Why two lines do not tell a best and a worst."""
    if 1 not in from_best:
        yield ("no criterion has 1 in the line `best`", "`best` 一行中没有值为 1 的指标")
        return
    if 1 not in to_worst:
        yield ("no criterion has 1 in the line `worst`", "`worst` 一行中没有值为 1 的指标")
        return
    at = ends(from_best, to_worst)
    if at is None:
        yield ("the same criterion is the best and the worst", "同一指标既是最优又是最差")
        return
    best, worst = at
    one, other = from_best[worst], to_worst[best]
    if abs(one - other) > _SLACK:
        a, b = criteria.ids[best], criteria.ids[worst]
        yield (
            f"`{a}` over `{b}` is {one:g} in the line `best` and {other:g} in the line `worst`",
            f"`{a}` 对 `{b}` 在 `best` 一行为 {one:g}，在 `worst` 一行为 {other:g}",
        )
        return
    for row, line in (("best", from_best), ("worst", to_worst)):
        if (most := max(line)) > one + _SLACK:
            c = criteria.ids[line.index(most)]
            yield (
                f"`{c}` has {most:g} in the line `{row}`, more than the best over the worst has, "
                f"{one:g}",
                f"`{c}` 在 `{row}` 一行为 {most:g}，大于最优对最差的 {one:g}",
            )
            return
