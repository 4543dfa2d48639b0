"""Answers put into a copy of the customers' file; the file itself stays as it is."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.atoms.diagnostic import Diagnostic, Place, listed
from engine.atoms.errors import DataError
from engine.bind.bound import BoundPolicy
from engine.connect.cells import clean
from engine.connect.database import refused, scratch
from engine.connect.forms import TEXT
from engine.connect.layout import Read, customer_reads, match
from engine.connect.sources import Data, Wanted, open_data
from engine.report.outlets import text_outlet
from engine.report.worklist.answers import Answer, Answers

_BATCH = 2048


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge wrote: rows of the file, the cells that changed, and how the file was read."""

    rows: int
    cells: int
    digest: str | None
    notes: tuple[Diagnostic, ...]


def merge(
    bound: BoundPolicy, answers: Answers, data: Path, out: Path, encoding: str | None = None
) -> Merged:
    """Writes every row and column of the customers' file as CSV, with the answers in their cells.

    A column that only answers need (`<item>_date`) is added at the end. Raises DataError where
    the file cannot be read, lacks a column of the policy, or has not exactly one row for a
    customer who is answered; RunError where `out` cannot be written. Then nothing is written.
    """
    with scratch() as (con, work):
        opened = open_data(con, Data(str(data), encoding=encoding), work)
        found = match(opened, customer_reads(bound))
        columns = _Columns.of(opened.headings, found, answers.given)
        wanted = [Wanted(i, h, TEXT) for i, h in enumerate(opened.headings)]
        scan = opened.scan(con, wanted, work)
        while True:
            try:
                rows = _written(con, scan, columns, answers, out, str(data))
                break
            except Exception as e:
                if scan.fallback is None or not refused(e):
                    raise
                scan = scan.fallback()
        return Merged(*rows, scan.reading.digest, scan.notes)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the id and each answer belong, by number; `headings` with those that are added."""

    headings: tuple[str, ...]
    id: int
    value: Mapping[str, int]
    day: Mapping[str, int]
    dates: Mapping[int, tuple[tuple[str, int], ...]]  # by day column: what else it dates, and where

    @staticmethod
    def of(
        headings: Sequence[str], found: Sequence[tuple[Read, Wanted]], given: Sequence[Answer]
    ) -> _Columns:
        place = {clean(h): i for i, h in enumerate(headings)}
        id_ = next(w.index for r, w in found if r.column == "id")
        value: dict[str, int] = {}
        day: dict[str, int] = {}
        added = [clean(h) for h in headings]
        for a in given:
            value[a.part] = next(place[h] for h in map(clean, a.home.headings) if h in place)
            if not a.home.day_headings or (not a.day and not a.home.form.answer):
                continue
            there = [place[h] for h in map(clean, a.home.day_headings) if h in place]
            if not there and a.day:
                # Beside the heading that the answers themselves stand under.
                name = f"{added[value[a.part]]}_date"
                place[name] = len(added)
                added.append(name)
                there = [place[name]]
            if there:
                day[a.part] = there[0]
        return _Columns(tuple(added), id_, value, day, _dated_by(found))


def _dated_by(
    found: Sequence[tuple[Read, Wanted]],
) -> dict[int, tuple[tuple[str, int], ...]]:
    """By the column of a day: the fields whose values it dates, and where these stand."""
    places = {r.column: w.index for r, w in found}
    dates: dict[int, list[tuple[str, int]]] = {}
    for read, wanted in found:
        part = read.column.removesuffix(".date")
        if part != read.column and part in places:
            dates.setdefault(wanted.index, []).append((part, places[part]))
    return {i: tuple(those) for i, those in dates.items()}


@dataclass(slots=True)
class _Filling:
    """Puts answers into rows; `wrong` and `met` say what came of it."""

    columns: _Columns
    by_customer: Mapping[str, Sequence[Answer]]
    met: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Answer, str]] = field(default_factory=list)
    cells: int = 0

    def fill(self, row: list[str]) -> list[str]:
        row += [""] * (len(self.columns.headings) - len(row))
        given = self.by_customer.get(clean(row[self.columns.id]))
        if given is None:
            return row
        self.met[given[0].rows[0]] += 1
        before = list(row)
        for a in given:
            row[self.columns.value[a.part]] = a.value
            if a.part in self.columns.day:
                row[self.columns.day[a.part]] = a.day
        self._vet_days(before, row, given)
        self.cells += sum(x != y for x, y in zip(before, row, strict=True))
        return row

    def _vet_days(self, before: list[str], row: list[str], given: Sequence[Answer]) -> None:
        """A day that changes speaks of everything in its column."""
        for a in given:
            at = self.columns.day.get(a.part)
            if at is None:
                continue
            asked = {b.part for b in given if self.columns.day.get(b.part) == at and b.day == a.day}
            others = [
                part
                for part, where in self.columns.dates.get(at, ())
                if part not in asked and before[where] and before[at] != row[at]
            ]
            others += [
                b.part
                for b in given
                if self.columns.day.get(b.part) == at and b.day != a.day and b.part not in others
            ]
            if others:
                self.wrong.append((a, ", ".join(others)))


def _written(
    con: Any, scan: Any, columns: _Columns, answers: Answers, out: Path, data: str
) -> tuple[int, int]:
    """Writes the file whole or not at all; its rows, and the cells that changed."""
    by_customer: dict[str, list[Answer]] = {}
    unclear = [_of_which(answers, a) for a in answers.given if len(a.rows) != 1]
    if unclear:
        raise DataError(unclear)
    for a in answers.given:
        by_customer.setdefault(a.rows[0], []).append(a)
    filling, rows = _Filling(columns, by_customer), 0
    with text_outlet(out, "utf-8-sig", "") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns.headings)
        for row in _rows(con, scan):
            writer.writerow(filling.fill(row))
            rows += 1
        wrong = [_shared(answers, a, others) for a, others in filling.wrong]
        wrong += [
            _not_once(answers, those[0], data, filling.met[customer])
            for customer, those in by_customer.items()
            if filling.met[customer] != 1
        ]
        if wrong:
            raise DataError(wrong)
    return rows, filling.cells


def _rows(con: Any, scan: Any) -> Iterator[list[str]]:
    cells = ", ".join(f"CAST({c} AS VARCHAR)" for c in scan.columns)
    found = con.execute(f"SELECT {cells} FROM {scan.relation}")
    while batch := found.fetchmany(_BATCH):
        for row in batch:
            yield ["" if c is None else str(c) for c in row]


def _shared(answers: Answers, a: Answer, others: str) -> Diagnostic:
    en, zh = listed(others.split(", "))
    params = {"ask": a.part, "customer": a.customer, "others": en, "others_zh": zh}
    at = next(i for i, h in answers.sheet.columns() if h.casefold() in ("date", "日期"))
    return Diagnostic("KT416", params, place=answers.sheet.place(a.line, at))


def _of_which(answers: Answers, a: Answer) -> Diagnostic:
    en, zh = listed(a.rows)
    params = {"ask": a.part, "customer": a.customer, "companies": en, "companies_zh": zh}
    return Diagnostic("KT418", params, place=Place(answers.sheet.name, a.line.number, a.line.line))


def _not_once(answers: Answers, a: Answer, data: str, count: int) -> Diagnostic:
    params = {"name": data, "customer": a.rows[0], "count": count or "no", "count_zh": count}
    return Diagnostic("KT417", params, place=Place(answers.sheet.name, a.line.number, a.line.line))
