"""The sheet with its answers, read back and vetted as data is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.atoms.dates import from_day
from engine.atoms.diagnostic import Diagnostic, listed
from engine.atoms.errors import DataError
from engine.atoms.numbers import Fault
from engine.atoms.suggest import nearest
from engine.atoms.text import harmless
from engine.bind.masks import MASK
from engine.connect.cells import read_any
from engine.connect.cells.days import write_day
from engine.connect.faults import SEEN, CellFault, cut, expected
from engine.connect.forms import Form
from engine.connect.hints import hint
from engine.explain.asks import Ask, Home, homes
from engine.ledger.stored import StoredRun
from engine.report.worklist.lines import cases
from engine.report.worklist.words import HEADINGS, PLACES
from engine.weights.sheet import Line, Sheet, read_sheet

_NEEDED = ("customer", "ask", "answer", "date")
_ISO = Form("date")
_MOST = 50  # findings that are told


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the texts for the cells of the customers' file, and who gave it. `rows`: the ids
    whose row it may belong to; of a group those of its companies, or the one that it names."""

    customer: str
    part: str
    home: Home
    value: str
    day: str  # as the file writes days; "" where none was given
    by: str
    note: str
    line: Line
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a sheet answers. `open` counts what was asked and is not answered."""

    sheet: Sheet
    given: tuple[Answer, ...]
    open: int


def read_answers(run: StoredRun, file: Path, encoding: str | None = None) -> Answers:
    """The answers of a sheet to what the run asked.

    Raises DataError with a finding for every cell that cannot be used, by row and column; and
    where the file cannot be read. BrokenRecord where the run is not what was written.
    """
    sheet = read_sheet(file, encoding)
    columns = _columns(sheet)
    waiting = tuple(cases(run))
    asked = {(case.customer, ask.part): ask for case in waiting for ask in case.asks if ask.part}
    members = {case.customer: case.members or (case.customer,) for case in waiting}
    home = homes(run.bound)
    reader = _Reader(sheet, columns, asked, members, home, run.bound.masked, _is_workbook(file))
    given = tuple(reader.read())
    if reader.wrong:
        raise DataError(reader.wrong[:_MOST])
    fillable = sum(1 for ask in asked.values() if ask.kind in ("answer", "value"))
    return Answers(sheet, given, fillable - len({(a.customer, a.part) for a in given}))


def _is_workbook(file: Path) -> bool:
    with file.open("rb") as f:
        return f.read(4).startswith((b"PK\x03\x04", b"\xd0\xcf"))


def _columns(sheet: Sheet) -> dict[str, int]:
    """The number of each column that the sheet has, by its English or Chinese heading."""
    found: dict[str, int] = {}
    wrong = []
    place = {h.casefold(): i for i, h in sheet.columns()}
    for name, said in HEADINGS.items():
        there = [place[h.casefold()] for h in said if h.casefold() in place]
        if there:
            found[name] = there[0]
        elif name in _NEEDED:
            wrong.append(_no_column(sheet, name))
    if wrong:
        raise DataError(wrong)
    return found


def _no_column(sheet: Sheet, name: str) -> Diagnostic:
    en, zh = HEADINGS[name]
    params = {
        "name": sheet.name,
        "heading": f"{en} / {zh}",
        "whose": "what the worklist wrote there",
        "whose_zh": "工作清单写出的内容",
    }
    there = listed(h for _, h in sheet.columns())
    return Diagnostic(
        "KT310",
        params,
        place=sheet.place(),
        hint=(f"headings of the file: {there[0]}", f"文件的列名：{there[1]}"),
    )


@dataclass(slots=True)
class _Reader:
    """Reads line after line; `wrong` collects what cannot be used."""

    sheet: Sheet
    columns: Mapping[str, int]
    asked: Mapping[tuple[str, str], Ask]
    members: Mapping[str, tuple[str, ...]]
    of: Mapping[str, str]
    homes: Mapping[str, Home]
    masked: frozenset[str]
    workbook: bool
    wrong: list[Diagnostic]
    seen: dict[tuple[tuple[str, ...], str], Answer]

    def __init__(
        self,
        sheet: Sheet,
        columns: Mapping[str, int],
        asked: Mapping[tuple[str, str], Ask],
        members: Mapping[str, tuple[str, ...]],
        homes_: Mapping[str, Home],
        masked: frozenset[str],
        workbook: bool,
    ) -> None:
        self.sheet, self.columns, self.asked, self.members = sheet, columns, asked, members
        self.of = {company: group for group, those in members.items() for company in those}
        self.homes, self.masked, self.workbook = homes_, masked, workbook
        self.wrong, self.seen = [], {}

    def read(self) -> Iterator[Answer]:
        for line in self.sheet.lines:
            if not self._cell(line, "answer"):
                if self._cell(line, "date"):
                    self._tell("KT414", line, "date", {})
                continue
            answer = self._answer(line)
            if answer is None:
                continue
            former = self.seen.setdefault((answer.rows, answer.part), answer)
            if former is answer:
                yield answer
            elif (former.value, former.day) != (answer.value, answer.day):
                hidden = answer.part in self.masked
                first, seen = (MASK if hidden else a.value for a in (former, answer))
                params = {"first": first, "seen": seen, "row": former.line.number}
                self._tell("KT413", line, "answer", params)

    def _cell(self, line: Line, name: str) -> str:
        """The text of a cell, without the apostrophe that keeps it from being a formula."""
        at = self.columns.get(name)
        text = "" if at is None else line.cells[at]
        return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text

    def _tell(self, code: str, line: Line, column: str, params: Mapping[str, object],
              tip: tuple[str, str] | None = None) -> None:  # fmt: skip
        whole = {
            "customer": self._cell(line, "customer"),
            "ask": self._cell(line, "ask"),
            **params,
        }
        place = self.sheet.place(line, self.columns[column])
        self.wrong.append(Diagnostic(code, whole, place=place, hint=tip))

    def _answer(self, line: Line) -> Answer | None:
        named, part = self._cell(line, "customer"), self._cell(line, "ask")
        customer = named if named in self.members else self.of.get(named, named)
        ask = self.asked.get((customer, part))
        home = self.homes.get(part)
        if not part:
            self._elsewhere(line, PLACES["person"])
            return None
        if ask is None:
            self._not_asked(line, named)
            return None
        if home is None or ask.kind not in ("answer", "value"):
            self._elsewhere(line, PLACES[ask.kind])
            return None
        text = self._cell(line, "answer")
        value = self._value(line, part, "answer", text, home.form)
        day = self._day(line, part, home)
        if value is None or day is None:
            return None
        by, note = self._cell(line, "by"), self._cell(line, "note")
        rows = self.members[customer] if named == customer else (named,)
        return Answer(customer, part, home, value, day, by, note, line, rows)

    def _elsewhere(self, line: Line, where: tuple[str, str]) -> None:
        self._tell("KT411", line, "answer", {"where": where[0], "where_zh": where[1]})

    def _not_asked(self, line: Line, customer: str) -> None:
        theirs = [p for c, p in self.asked if c == customer]
        if theirs:
            en, zh = listed(theirs)
            tip = f"it was asked {en}", f"它的问项是 {zh}"
            self._tell("KT410", line, "ask", {}, tip)
            return
        near = nearest(customer, {c for c, _ in self.asked})
        meant = None if near is None else (f"did you mean `{near}`?", f"是否指 `{near}`？")
        self._tell("KT410", line, "customer", {}, meant)

    def _value(self, line: Line, part: str, column: str, text: str, form: Form) -> str | None:
        """The text for the cell of the file; None where it holds no such value."""
        value = read_any(text, form)
        if form.kind == "percent" and self.workbook and form.written_as is None and "%" not in text:
            # A workbook shows 40 % for 0.4: which of the two was meant, nobody can say.
            value = Fault.UNREADABLE
        if form.kind == "date" and form.format is not None and isinstance(value, Fault):
            iso = read_any(text, _ISO)
            if isinstance(iso, int):
                return write_day(from_day(iso), form)
        if isinstance(value, Fault) or value is None:
            what = value.value if isinstance(value, Fault) else "unreadable"
            self.wrong.append(self._fault(line, part, column, text, form, what))
            return None
        return text

    def _fault(
        self, line: Line, part: str, column: str, text: str, form: Form, what: str
    ) -> Diagnostic:
        wanted = expected(form, what)
        if form.kind == "percent" and self.workbook:
            wanted = f"{wanted[0]} with its sign, such as `40%`", f"带百分号的{wanted[1]}，如 `40%`"
        heading = self.sheet.headings[self.columns[column]]
        seen = MASK if part in self.masked else cut(text, SEEN)
        fault = CellFault(
            self.sheet.name, line.number, line.line, heading, self._cell(line, "customer"), seen,
            wanted, what, f"{part}.{what}", None if seen == MASK else hint(seen, what, form),
        )  # fmt: skip
        return fault.diagnostic()

    def _day(self, line: Line, part: str, home: Home) -> str | None:
        """The text of the day, "" where there is none and none is needed; None where it cannot
        be used."""
        text = self._cell(line, "date")
        if not text:
            answer = self._cell(line, "answer")
            says = not home.form.answer or read_any(answer, home.form) in ("yes", "no")
            if home.dated and says:
                self._tell("KT412", line, "date", {})
                return None
            return ""
        if home.day_form is None:
            self._tell("KT415", line, "date", {})
            return None
        return self._value(line, part, "date", text, home.day_form)
