"""A text file's bytes in one pass: digest, NUL bytes, encoding; and its text as UTF-8."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError, UsageError

_PIECE = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Shown names; GBK is a part of GB18030, so one name covers both.
_SHOWN = {"utf-8": "UTF-8", "gb18030": "GB18030", "utf-16": "UTF-16", "utf-32": "UTF-32"}
#: How a file begins whose text is UTF-16 without a mark: every second byte of ASCII is 0.
_UNMARKED = ((b"\0", 1, "utf-16-le"), (b"\0", 0, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file that holds together: `path` is UTF-8 (a copy when the original is not)."""

    path: Path
    encoding: str
    digest: str
    bom: bool
    notes: tuple[Diagnostic, ...] = ()


def text_file(path: Path, name: str, encoding: str | None, work: Path) -> TextFile:
    """The file vetted and, where it is not UTF-8, decoded by Python's codec into `work`.

    Raises DataError for NUL bytes and for bytes that are no text in the encoding.
    """
    if encoding is not None:
        encoding = _known(encoding)
    with path.open("rb") as f:
        head = f.read(4)
    bom = next((b for b, _ in _BOMS if head.startswith(b)), None)
    guess = next((e for b, e in _BOMS if head.startswith(b)), "utf-8")
    digest, null_at, bad_at = _vet(path, utf8=(encoding or guess) == "utf-8")
    chosen = encoding or guess
    notes: tuple[Diagnostic, ...] = ()
    if chosen == "utf-8":
        if null_at is not None:
            raise _null(name, null_at, head)
        if bad_at is None:
            return TextFile(path, "UTF-8", digest, bom is not None)
        if encoding is not None:
            raise _undecodable(name, "UTF-8", bad_at)
        chosen = "gb18030"
        notes = (Diagnostic("KT305", {"name": name, "encoding": "GB18030"}, place=Place(name)),)
    target = work / f"text-{digest[-16:]}-{chosen}.csv"
    _transcode(path, target, chosen, name, bad_at if encoding is None else None)
    return TextFile(target, _SHOWN.get(chosen, chosen), digest, False, notes)


def _known(encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
        "a".encode(encoding)  # some codecs are no encodings of text
    except (LookupError, ValueError):
        raise UsageError(Diagnostic("KT339", {"encoding": encoding})) from None
    shown = found.name
    if shown in ("gbk", "gb2312"):
        return "gb18030"
    return "utf-8" if shown in ("utf-8-sig", "ascii") else shown


def _vet(path: Path, utf8: bool) -> tuple[str, int | None, int | None]:
    """Digest; the line of the first NUL byte; the line of the first byte that is no UTF-8."""
    digest, line = hashlib.sha256(), 1
    null_at = bad_at = None
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as f:
        while piece := f.read(_PIECE):
            digest.update(piece)
            if null_at is None and (i := piece.find(b"\0")) >= 0:
                null_at = line + piece.count(b"\n", 0, i)
            if utf8 and bad_at is None:
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError as e:
                    bad_at = line + piece.count(b"\n", 0, max(0, e.start))
            line += piece.count(b"\n")
    if utf8 and bad_at is None:
        try:
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            bad_at = line
    return "sha256:" + digest.hexdigest(), null_at, bad_at


def _transcode(path: Path, target: Path, encoding: str, name: str, guessed: int | None) -> None:
    line = 1
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as f, target.open("w", encoding="utf-8", newline="") as out:
        while True:
            piece = f.read(_PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeError as e:  # without a byte order mark it is no UnicodeDecodeError
                start = e.start if isinstance(e, UnicodeDecodeError) else 0
                at = line + piece.count(b"\n", 0, max(0, start))
                shown = "UTF-8" if guessed is not None else _SHOWN.get(encoding, encoding)
                raise _undecodable(name, shown, guessed or at, guessed is not None) from None
            if "\0" in text:
                at = line + text[: text.index("\0")].count("\n")
                raise _null(name, at)
            line += text.count("\n")
            out.write(text)
            if not piece:
                return


def _undecodable(name: str, encoding: str, line: int, guessed: bool = False) -> DataError:
    tried = "UTF-8, GB18030" if guessed else encoding
    return DataError(
        Diagnostic("KT304", {"name": name, "encoding": tried, "line": line}, place=_at(name, line))
    )


def _null(name: str, line: int, head: bytes = b"") -> DataError:
    hint = None
    for zero, at, encoding in _UNMARKED:
        if len(head) == 4 and head[at::2] == zero * 2 and zero not in head[1 - at :: 2]:
            hint = (
                f"it looks like UTF-16 without a byte order mark: try --encoding {encoding}",
                f"看起来是没有字节顺序标记的 UTF-16：请试用 --encoding {encoding}",
            )
    found = Diagnostic("KT306", {"name": name, "line": line}, place=_at(name, line), hint=hint)
    return DataError(found)


def _at(name: str, line: int) -> Place:
    return Place(name, line=line)
