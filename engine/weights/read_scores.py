"""A file of scores: a line for each expert and round, a column for each criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import DataError
from engine.atoms.suggest import nearest
from engine.connect.cells import read_cell
from engine.connect.forms import Form
from engine.weights.ours import Criteria, named
from engine.weights.read_pairs import is_expert
from engine.weights.rounds import FEW, Round, summed_up
from engine.weights.sheet import Line, Sheet

ROUND = frozenset(("round", "rounds", "wave", "轮次", "轮", "轮数", "第几轮"))
_SCALE = 6
_SCORE = Form("number", scale=_SCALE, low=0, high=10**15, round=_SCALE)
_WHOLE = Form("whole", low=1, high=1000)

Given = dict[int, dict[str, tuple[Line, list[float | None]]]]


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rounds in order; the last gives the weights. `notes` are warnings."""

    criteria: Criteria
    rounds: tuple[Round, ...]
    notes: tuple[Diagnostic, ...] = ()


def read_scores(sheet: Sheet, criteria: Criteria | None = None) -> Rounds:
    """The scores of a file. Without `criteria` they are its columns but round and expert.

    Raises DataError with every cell that is no score, for a criterion without a column, and for
    an expert who stands twice in a round.
    """
    turn = next((i for i, h in sheet.columns() if h.casefold() in ROUND), None)
    who = _who(sheet, criteria, turn)
    if criteria is None:
        criteria = named([h for i, h in sheet.columns() if i not in (turn, who)])
    columns = columns_of(sheet, criteria)
    given = _given(sheet, columns, turn, who)
    notes: list[Diagnostic] = []
    for number, of in given.items():
        silent = [e for e, (_, row) in of.items() if not any(x is not None for x in row)]
        for e in silent:
            notes.append(Diagnostic("KT609", {"expert": e}, place=sheet.place(of.pop(e)[0])))
        _scored(sheet, criteria, columns, number, of)
    rounds = tuple(
        summed_up(number, {e: row for e, (_, row) in of.items()}, criteria.n)
        for number, of in sorted(given.items())
    )
    return Rounds(criteria, rounds, (*notes, *_doubts(sheet, criteria, rounds, given)))


def columns_of(sheet: Sheet, criteria: Criteria) -> list[int]:
    """The column of each criterion. Raises DataError for those without one."""
    at: dict[int, int] = {}
    for i, heading in sheet.columns():
        found = criteria.find(heading)
        if found is not None:
            at.setdefault(found, i)
    lacking = [k for k in range(criteria.n) if k not in at]
    if lacking:
        free = [h for i, h in sheet.columns() if i not in at.values()]
        raise DataError([_lacks(sheet, criteria, k, free) for k in lacking])
    return [at[k] for k in range(criteria.n)]


def _lacks(sheet: Sheet, criteria: Criteria, k: int, free: Sequence[str]) -> Diagnostic:
    label = criteria.labels[k]
    names = [criteria.ids[k], *(() if label is None else (label.en, label.zh))]
    near = next((n for name in names if (n := nearest(name, free)) is not None), None)
    shown = ", ".join(h for _, h in sheet.columns())
    hint = (f"headings of the file: {shown}", f"文件的列名：{shown}")
    if near is not None:
        hint = (f"did you mean `{near}`?", f"是否指 `{near}`？")
    params = {"name": sheet.name, "criterion": criteria.ids[k]}
    return Diagnostic("KT618", params, place=sheet.place(), hint=hint)


def _who(sheet: Sheet, criteria: Criteria | None, turn: int | None) -> int:
    """The column that says who: by its heading, else the first that is no criterion."""
    named_so = [i for i, h in sheet.columns() if is_expert(h)]
    others = [i for i, h in sheet.columns()
              if i != turn and criteria is not None and criteria.find(h) is None]  # fmt: skip
    found = named_so or others
    if not found:
        raise DataError(Diagnostic("KT611", {"name": sheet.name}, place=sheet.place()))
    return found[0]


def _given(sheet: Sheet, columns: Sequence[int], turn: int | None, who: int) -> Given:
    given: Given = {}
    wrong: list[Diagnostic] = []
    for line in sheet.lines:
        number = 1 if turn is None else read_cell(line.cells[turn], _WHOLE)
        if type(number) is not int:
            place = sheet.place(line, turn)
            wrong.append(Diagnostic("KT620", {"seen": line.cells[turn or 0]}, place=place))
            continue
        expert = line.cells[who]
        if not expert:
            wrong.append(Diagnostic("KT621", place=sheet.place(line, who)))
            continue
        of = given.setdefault(number, {})
        if expert in of:
            before = of[expert][0]
            params = {"expert": expert, "round": number, "line": before.line or before.number}
            wrong.append(Diagnostic("KT613", params, place=sheet.place(line, who)))
            continue
        of[expert] = (line, list(_row(sheet, line, columns, wrong)))
    if wrong:
        raise DataError(wrong)
    return given


def _row(
    sheet: Sheet, line: Line, columns: Sequence[int], wrong: list[Diagnostic]
) -> Iterator[float | None]:
    for i in columns:
        value = read_cell(line.cells[i].removesuffix("%"), _SCORE)
        if value is None or type(value) is int:
            yield None if value is None else value / 10**_SCALE
        else:
            params = {"seen": line.cells[i]}
            wrong.append(Diagnostic("KT612", params, place=sheet.place(line, i)))
            yield None


def _scored(
    sheet: Sheet,
    criteria: Criteria,
    columns: Sequence[int],
    number: int,
    of: Mapping[str, tuple[Line, list[float | None]]],
) -> None:
    """Raises DataError where a criterion has no score at all in a round."""
    for k in range(criteria.n):
        if not any(row[k] is not None for _, row in of.values()):
            params = {"criterion": criteria.ids[k], "round": number}
            raise DataError(Diagnostic("KT622", params, place=sheet.place(None, columns[k])))


def _doubts(
    sheet: Sheet, criteria: Criteria, rounds: Sequence[Round], given: Given
) -> Iterator[Diagnostic]:
    """What makes one doubt a panel: those who left, wrong sums, too few, no agreement."""
    for before, after in pairwise(rounds):
        gone = [e for e in before.experts if e not in after.experts]
        if gone:
            params: dict[str, object] = {"experts": gone}
            params |= {"before": before.number, "after": after.number}
            yield Diagnostic("KT614", params, place=sheet.place())
    for r in rounds:
        yield from _sums(sheet, r.number, given[r.number])
    last = rounds[-1]
    if len(last.experts) < FEW:
        params = {"n": len(last.experts), "round": last.number, "least": FEW}
        yield Diagnostic("KT616", params, place=sheet.place())
    wide = [criteria.ids[i] for i, s in enumerate(last.spreads) if s.wide]
    if wide:
        yield Diagnostic("KT617", {"round": last.number, "criteria": wide}, place=sheet.place())


def _sums(
    sheet: Sheet, number: int, of: Mapping[str, tuple[Line, list[float | None]]]
) -> Iterator[Diagnostic]:
    """Experts whose scores add up to another number than those of all others."""
    given = {e: [x for x in row if x is not None] for e, (_, row) in of.items()}
    sums = {e: round(sum(row), 6) for e, row in given.items() if row}
    counts = list(sums.values())
    usual = max(counts, key=counts.count)
    if counts.count(usual) * 3 < 2 * len(counts) or len(counts) < 3:
        return
    for e, total in sums.items():
        if total != usual:
            params = {"expert": e, "round": number, "total": f"{total:g}", "usual": f"{usual:g}"}
            yield Diagnostic("KT615", params, place=sheet.place(of[e][0]))
