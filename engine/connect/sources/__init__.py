"""Where customer data comes from: files by their look, standard input, frames, records."""

from __future__ import annotations

import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO, Any

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.atoms.outside import why_not
from engine.connect.sources.no_table import looks_like_text, what_else
from engine.connect.sources.opened import Opened, Reading, Scan, Wanted, reported

__all__ = ["Data", "Opened", "Reading", "Scan", "Wanted", "once_only", "open_data"]

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_STANDARD_INPUT = frozenset({"-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"})
_JSON = frozenset({".jsonl", ".ndjson", ".json"})


@dataclass(frozen=True, slots=True)
class Data:
    """What to read and how: a path, `-` for standard input, a pandas frame, or records.

    `encoding`, `delimiter` and `sheet` are guessed where they are None; `name` is what messages
    call it.
    """

    what: Any
    name: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


def open_data(con: Any, data: Data, work: Path) -> Opened:
    """Headings of the data, nothing else read yet. Raises DataError when it cannot be."""
    if isinstance(data.what, str | Path):
        if data.what == "-":
            return _file(con, _standard_input(work), data.name or "<stdin>", data, work)
        name = data.name or str(data.what)
        return _file(con, _at_rest(Path(data.what), name, work), name, data, work)
    from engine.connect.sources.frames import is_frame, open_frame
    from engine.connect.sources.records import open_records

    if is_frame(data.what):
        return open_frame(data.what, data.name or "<frame>")
    return open_records(data.what, data.name or "<records>")


def _file(con: Any, path: Path, name: str, data: Data, work: Path) -> Opened:
    if path.is_dir():
        from engine.connect.sources.decisions import is_run, open_run_decisions

        if is_run(path):
            return open_run_decisions(con, path, name)
    look = _look(path, name)
    if look == "parquet":
        from engine.connect.sources.parquet import open_parquet

        return open_parquet(con, path, name)
    if look == "workbook":
        from engine.connect.sources.workbook import open_workbook

        return open_workbook(path, name, data.sheet)
    if look == "json":
        from engine.connect.sources.jsonl import open_jsonl

        return open_jsonl(path, name, work, data.encoding)
    from engine.connect.sources.csv_text import open_csv

    return open_csv(path, name, work, data.encoding, data.delimiter)


def _look(path: Path, name: str) -> str:
    """What a file is: by its first bytes, else by its suffix, else by its first character."""
    try:
        with path.open("rb") as f:
            head = f.read(4096)
    except (OSError, ValueError) as e:
        raise _closed(name, e) from None
    suffix = path.suffix.lower()
    if head.startswith(b"PAR1") or suffix in (".parquet", ".pq"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "workbook"
    if (other := what_else(head)) is not None:
        raise DataError(other.finding(name))
    if suffix in _WORKBOOKS and not (suffix == ".xls" and looks_like_text(head)):
        return "workbook"
    if not head.strip():
        raise DataError(Diagnostic("KT302", {"name": name}, place=Place(name)))
    if suffix in _JSON or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return "json"
    return "csv"


def once_only(data: Data) -> str | None:
    """What is shared by all data that can be read once and by one reader: standard input, or a
    path that is a pipe; None for what can be read again."""
    if not isinstance(data.what, str | Path):
        return None
    if str(data.what) in _STANDARD_INPUT:
        return "-"
    path = Path(data.what)
    return str(path) if _is_stream(path) else None


def _is_stream(path: Path) -> bool:
    """Whether a path is there and neither a file nor a folder: a pipe, a terminal, a socket."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _at_rest(path: Path, name: str, work: Path) -> Path:
    """The path, or a copy of what comes out of it, since a file is read more than once."""
    if not _is_stream(path):
        return path
    try:
        with path.open("rb") as stream:
            return _copied(stream, work)
    except OSError as e:
        raise _closed(name, e) from None


def _standard_input(work: Path) -> Path:
    return _copied(sys.stdin.buffer, work)


def _copied(stream: IO[bytes], work: Path) -> Path:
    with NamedTemporaryFile(dir=work, suffix=".in", delete=False) as out:
        copyfileobj(stream, out)
    return Path(out.name)


def _closed(name: str, trouble: OSError | ValueError) -> DataError:
    said = why_not(trouble) if isinstance(trouble, OSError) else reported(trouble)
    params = {"name": name, "detail": said[0], "detail_zh": said[1]}
    return DataError(Diagnostic("KT300", params, place=Place(name)))
