"""What is worth saying of a file that a policy is drafted from, with the lines that it is about."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from engine.atoms.codes import Language
from engine.atoms.kinds import KIND_WORDS
from engine.connect.cells import clean
from engine.connect.totals import is_total
from engine.report.words import say
from engine.terminal.draft.guess import Guess
from engine.terminal.draft.sample import Sample

#: A sentence of the catalogue, and what fills its holes.
Remark = tuple[str, Mapping[str, object]]
_SHOWN = 3
_FIRST = 3  # columns in which the word of a total row stands


def set_apart(file: Sample) -> tuple[Sample, frozenset[int]]:
    """The sample without total rows, and their numbers: a sum is no customer."""
    totals = frozenset(
        n
        for column in file.columns[:_FIRST]
        for n, cell in enumerate(column, 1)
        if cell is not None and is_total(clean(cell))
    )
    return (file.without(totals), totals) if len(totals) < file.rows else (file, frozenset())


def remarks_on_headings(file: Sample) -> Iterator[Remark]:
    """Headings that do not stand first."""
    if file.heading_line is not None:
        yield "draft.heading", {"file": file.name, "line": file.heading_line}


def remarks_on_ids(
    file: Sample, heading: str, totals: frozenset[int], language: Language
) -> list[Remark]:
    """Rows that no run decides on as they are: totals, and those without an id of their own."""
    cells = [clean(c or "") for c in file.columns[file.headings.index(heading)]]
    count = Counter(c for n, c in enumerate(cells, 1) if c and n not in totals)
    rows = {
        "draft.total": sorted(totals),
        "draft.no_id": [n for n, c in enumerate(cells, 1) if not c and n not in totals],
        "draft.same_id": [n for n, c in enumerate(cells, 1) if count[c] > 1 and n not in totals],
    }
    return [
        (key, {"n": len(found), "heading": heading, "where": _where(file, found, language)})
        for key, found in rows.items()
        if found
    ]


def remark_on_cells(file: Sample, heading: str, g: Guess, language: Language) -> Remark:
    """Cells of a column that are not what the others are."""
    odd = frozenset(g.odd)
    cells = [clean(c or "") for c in file.columns[file.headings.index(heading)]]
    rows = [n for n, c in enumerate(cells, 1) if c in odd]
    shown = ", ".join(json.dumps(cells[n - 1], ensure_ascii=False) for n in rows[:_SHOWN])
    kind = KIND_WORDS[g.nearly or g.kind][language == "zh"]
    key = "draft.odd_at" if g.nearly is None else "draft.nearly_at"
    where = _where(file, rows, language)
    return key, {"n": len(rows), "heading": heading, "kind": kind, "where": where, "shown": shown}


def _where(file: Sample, rows: Sequence[int], language: Language) -> str:
    """The first rows as the file shows them."""
    first = list(rows[:_SHOWN])
    lines = file.lines(first)
    word = "row" if not lines else "line" if file.sheet is None else "sheet_row"
    said = [say(word, language, n=lines.get(r, r), name=file.sheet or "") for r in first]
    return say("comma", language).join(said) + (" …" if len(rows) > len(first) else "")
