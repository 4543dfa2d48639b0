"""What a workbook's reader does not tell: cells in error, and formulas without a value.

It gives both as empty cells, and a cell that cannot be read is never silently missing. An .xlsx
file is a zip of XML, in which both are easily seen; of .xls and .ods it is only seen whether there
is any error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

_PIECE = 1 << 20
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
#: The codes of #NULL!, #DIV/0!, #VALUE!, #REF!, #NAME?, #NUM! and #N/A in the records of .xls.
_CODES = rb"[\x00\x07\x0f\x17\x1d\x24\x2a]"
_XLS_ERRORS = re.compile(
    rb"\x05\x02\x08\x00.{6}" + _CODES + rb"\x01"
    rb"|\x06\x00.{2}.{6}\x02\x00" + _CODES + rb"\x00\x00\x00\xff\xff",
    re.DOTALL,
)
_ODS_ERROR = b'calcext:value-type="error"'


@dataclass(slots=True)
class Marks:
    """Cells of a sheet by (row, column), both from 0: errors with their text (`#N/A`), and formulas
    that have no value since no spreadsheet has calculated them."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)


def marks(path: Path, sheet: str) -> Marks:
    """The cells of an .xlsx sheet that are in error or without a value; none of other formats."""
    found = Marks()
    try:
        with ZipFile(path) as book:
            home = _home(book, sheet)
            if home is None:
                return found
            # Programs that write no values ask the spreadsheet to calculate when it opens; some
            # put a 0 there until then.
            unopened = re.search(rb'fullCalcOnLoad="(?:1|true)"', book.read(_BOOK)) is not None
            with book.open(home) as stream:
                for attributes, body in _cells(stream):
                    _mark(found, attributes, body, unopened)
    except (BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError):
        return found  # another format, or damaged: its reader has said so, or will
    return found


def holds_errors(path: Path) -> bool:
    """Whether an .xls or .ods file holds a cell in error, as far as can be seen."""
    try:
        with ZipFile(path) as book, book.open("content.xml") as stream:
            return any(_ODS_ERROR in piece for piece in _pieces(stream, len(_ODS_ERROR)))
    except (BadZipFile, KeyError, OSError):
        pass
    with path.open("rb") as stream:
        return any(_XLS_ERRORS.search(piece) for piece in _pieces(stream, 32))


def _home(book: ZipFile, sheet: str) -> str | None:
    """The part of the zip that holds a sheet."""
    for tag in re.findall(rb"<(?:\w+:)?sheet ([^>]*)>", book.read(_BOOK)):
        if unescape(_attribute(tag, b"name")) != sheet:
            continue
        wanted = _attribute(tag, rb"(?:\w+:)id")
        for link in re.findall(rb"<(?:\w+:)?Relationship ([^>]*)>", book.read(_LINKS)):
            if _attribute(link, b"Id") == wanted:
                target = unescape(_attribute(link, b"Target"))
                return target[1:] if target.startswith("/") else f"xl/{target}"
    return None


def _attribute(tag: bytes, name: bytes) -> str:
    m = re.search(rb"(?:^|\s)" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return "" if m is None else (m[1] if m[1] is not None else m[2]).decode("utf-8", "replace")


def _cells(stream: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """(attributes, content) of every cell that is in error or holds a formula."""
    rest, prefix = b"", b""
    for n, piece in enumerate(iter(lambda: stream.read(_PIECE), b"")):
        if not n and (m := re.search(rb"<(\w+:)worksheet", piece[:4096])):
            prefix = m[1]
        data = rest + piece
        cut = max(0, data.rfind(b"<" + prefix + b"c "))  # a cell may go on in the next piece
        yield from _marked(data[:cut], prefix)
        rest = data[cut:]
    yield from _marked(rest, prefix)


def _marked(data: bytes, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
    if b'"e"' not in data and b"'e'" not in data and b"<" + prefix + b"f" not in data:
        return
    cell = rb"<" + prefix + rb"c ([^>]*[^/>])>(.*?)</" + prefix + rb"c>"
    for m in re.finditer(cell, data, re.DOTALL):
        yield m[1], m[2].replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")


def _mark(found: Marks, attributes: bytes, body: bytes, unopened: bool) -> None:
    place = re.fullmatch("([A-Z]+)([0-9]+)", _attribute(attributes, b"r"))
    kind = _attribute(attributes, b"t")
    formula = b"<f>" in body or b"<f " in body or b"<f/" in body
    if place is None or (kind != "e" and not formula):
        return
    at = int(place[2]) - 1, _column(place[1])
    value = re.search(rb"<v[^>]*>([^<]+)</v>", body)
    text = "" if value is None else unescape(value[1].decode("utf-8", "replace"))
    if kind == "e":
        found.errors[at] = text or "#N/A"
    elif kind != "str" and (not text or (unopened and text == "0")):
        found.uncalculated.add(at)


def _column(letters: str) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for c in letters:
        number = number * 26 + ord(c) - ord("A") + 1
    return number - 1


def _pieces(stream: IO[bytes], overlap: int) -> Iterator[bytes]:
    """A stream in pieces, each with the end of the one before."""
    rest = b""
    while piece := stream.read(_PIECE):
        yield rest + piece
        rest = piece[-overlap:]
