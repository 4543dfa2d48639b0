"""From bytes to a page: encoding, size, and characters that no policy may hold."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final
from unicodedata import category

from engine.atoms.diagnostic import Diagnostic, Fix, Place
from engine.atoms.errors import DataError, PolicyError
from engine.atoms.outside import why_not
from engine.atoms.text import Source
from engine.author.page import Page

MAX_BYTES: Final = 4 * 1024 * 1024
MOST: Final = 50  # findings that one file may show

#: Control, format and surrogate characters, odd line ends, letters that show nothing.
FORBIDDEN: Final = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f"
    "\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ud800-\\udfff\\ufeff\\uffa0\\ufff9-\\ufffb\\ufffe\\uffff"
    "\\U000110bd\\U000110cd\\U00013430-\\U0001343f\\U0001bca0-\\U0001bca3"
    "\\U0001d173-\\U0001d17a\\U000e0000-\\U000e00ff"
)
#: Letters of `FORBIDDEN` that no category tells apart.
_SHOW_NOTHING: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\u2065\ufffe\uffff"
)
_UNICODE: Final = ("UTF-16", "UTF-32")
_CJK: Final = r"[\u2010-\u203f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef×·°]+"


def suspicious(text: str) -> bool:
    """Whether a text may hold a forbidden character: a quick look at each one it has."""
    return any(
        c in _SHOW_NOTHING or (c != "\n" and category(c) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"))
        for c in set(text)
    )


@cache
def forbidden_run() -> re.Pattern[str]:
    """Runs of forbidden characters, and a return without a line feed."""
    return re.compile(f"[{FORBIDDEN}]+|\\r(?!\\n)")


@cache
def hidden() -> re.Pattern[str]:
    """What no value may hold, even written with an escape: tabs and returns as well."""
    return re.compile(f"[{FORBIDDEN}\\t\\r]")


def load_source(path: Path) -> Source:
    """The text of a policy file, without a byte order mark; its name is the path as given.

    Raises DataError and PolicyError as `read_source` does.
    """
    return read_source(path)[1]


def read_source(path: Path) -> tuple[bytes, Source]:
    """A policy file's bytes, and its text as `load_source` gives it, read once.

    Raises DataError where the file cannot be read at all, and PolicyError where it is too
    large or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 4)
            size = len(raw) if len(raw) <= MAX_BYTES else path.stat().st_size
    except OSError as error:
        raise DataError(_unreadable(path, error)) from None
    if len(raw) > MAX_BYTES + 3:
        raise PolicyError(_too_large(size, str(path)))
    return raw, Source(str(path), decode(raw, str(path)))


def decode(raw: bytes, name: str) -> str:
    """The text of UTF-8 bytes; PolicyError names what they seem to be instead."""
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        seen = _encoding(raw)
        if seen is None:
            what = f"byte 0x{raw[error.start]:02X} on line {line}"
            what_zh = f"第 {line} 行有字节 0x{raw[error.start]:02X}"
        else:
            what, what_zh = f"it looks like {seen}", f"看起来是 {seen}"
        place = Place(name, line=line if seen is None else None)
        params = {
            "what": what,
            "what_zh": what_zh,
            "encoding": seen if seen in _UNICODE else "GB18030",
        }
        raise PolicyError(Diagnostic("KT100", params, place=place)) from None


def _encoding(raw: bytes) -> str | None:
    """UTF-32, UTF-16 or GBK, where the bytes look like it."""
    if raw.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "UTF-32"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw[:400].count(0) > len(raw[:400]) // 4:
        return "UTF-16"
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = re.sub(r"[\x00-\x7f]+", "", text)
    return "GBK" if re.fullmatch(_CJK, foreign) else None


def _unreadable(path: Path, error: OSError) -> Diagnostic:
    reasons = {
        "FileNotFoundError": ("there is no such file", "文件不存在"),
        "IsADirectoryError": ("it is a folder", "这是一个文件夹"),
        "PermissionError": ("no permission to read it", "没有读取权限"),
    }
    what, what_zh = reasons.get(type(error).__name__, why_not(error))
    params = {"file": str(path), "what": what, "what_zh": what_zh}
    return Diagnostic("KT130", params, place=Place(str(path)))


def _too_large(size: int, name: str) -> Diagnostic:
    shown = f"{size / 1024 / 1024:.1f} MiB"
    params = {"what": f"{shown}, at most 4 MiB", "what_zh": f"{shown}，最多 4 MiB"}
    return Diagnostic("KT107", params, place=Place(name))


def opened(source: Source, tab: int = 2) -> tuple[Page | None, list[Diagnostic]]:
    """A page without tabs and invisible characters, and a finding for those there were.

    A tab in an indentation is read as spaces up to the next column that `tab` divides.
    """
    text = source.text
    size = len(text)
    if size > MAX_BYTES // 4:
        size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        return None, [_too_large(size, source.name)]
    page = Page.of(source)
    found: list[Diagnostic] = []
    edits: list[tuple[int, int, str]] = []
    if text.startswith("\ufeff"):
        edits.append((0, 1, ""))
    for m in forbidden_run().finditer(text, len(edits)) if suspicious(text) else ():
        start, end = m.span()
        edits.append((start, end, _instead(m[0])))
        if len(found) < MOST:
            at = source.span(start, end)
            fix = Fix(at, edits[-1][2])
            found.append(Diagnostic("KT106", hidden_one(m[0][0]), at=at, fix=fix))
    if edits:
        page = page.replaced(edits)
    if "\t" in text:
        page, told = _without_tabs(page, tab)
        found.append(told)
    return page, found


def _instead(run: str) -> str:
    """What is read in place of forbidden characters: a line end for one, else nothing."""
    if "\r" in run:
        return "\n"
    return " " if any(c in "\x0b\x0c\x85\u2028\u2029" for c in run) else ""


def hidden_one(c: str) -> dict[str, object]:
    """An invisible character as the parameters of a message; its name is English.

    >>> hidden_one(chr(0x200B))
    {'seen': 'U+200B (ZERO WIDTH SPACE)', 'seen_zh': 'U+200B'}
    """
    number, name = f"U+{ord(c):04X}", unicodedata.name(c, "")
    return {"seen": f"{number} ({name})" if name else number, "seen_zh": number}


def _without_tabs(page: Page, tab: int) -> tuple[Page, Diagnostic]:
    """One finding for all tabs: spaces for each in an indentation, else one."""
    text = page.text
    edits = []
    lines = set()
    for m in re.finditer("\t", text):
        line = text.rfind("\n", 0, m.start()) + 1
        lines.add(line)
        before = text[line : m.start()]
        spaces = tab - len(before.expandtabs(tab)) % tab if not before.strip() else 1
        edits.append((m.start(), m.end(), " " * spaces))
    first, last = edits[0][0], edits[-1][1]
    clean = page.replaced(edits)
    mended = clean.text[first : last + len(clean.text) - len(text)]
    hint = None
    if len(lines) > 1:
        hint = (
            f"{len(lines)} lines hold tabs; indent with two spaces a level",
            f"共有 {len(lines)} 行含制表符；每一级缩进用两个空格",
        )
    return clean, Diagnostic(
        "KT102",
        at=page.span(first, first + 1),
        fix=Fix(page.span(first, last), mended),
        hint=hint,
    )
