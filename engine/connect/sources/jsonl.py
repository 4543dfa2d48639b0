"""JSON Lines: one object a line, read by Python so that no digit of a number is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import DataError
from engine.connect.cells import clean
from engine.connect.sources.opened import Reading, Scan, Wanted
from engine.connect.sources.spool import spooled, write_spool
from engine.connect.sources.stream import TextFile, text_file


@dataclass(frozen=True, slots=True)
class JsonLines:
    """A JSON Lines file; its headings are the keys of all its objects, in order of first use."""

    name: str
    headings: tuple[str, ...]
    text: TextFile

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        """The wanted columns as text; a key that an object lacks is a missing cell."""
        keys = [self.headings[w.index] for w in wanted]
        rows = ([as_text(o.get(k)) for k in keys] for _, o in _objects(self.text, self.name))
        target = write_spool(rows, work, self.name, wanted, self.lines)
        return Scan(
            spooled(target, len(keys)),
            tuple(f"c{i}" for i in range(len(keys))),
            ("VARCHAR",) * len(keys),
            Reading(self.name, "jsonl", self.text.digest, {"encoding": self.text.encoding}),
            self.lines,
            self.text.notes,
        )

    def lines(self, rows: Sequence[int]) -> Mapping[int, int]:
        left, last = set(rows), max(rows, default=0)
        numbered = enumerate(islice(_objects(self.text, self.name), last), 1)
        return {number: line for number, (line, _) in numbered if number in left}


def open_jsonl(path: Path, name: str, work: Path, encoding: str | None) -> JsonLines:
    """Reads the file once for its keys. Raises DataError for a line that is no object."""
    text = text_file(path, name, encoding, work)
    keys: dict[str, None] = {}
    count = 0
    for _, found in _objects(text, name):
        count += 1
        if not found.keys() <= keys.keys():
            keys.update(dict.fromkeys(found))
    if not count:
        raise DataError(Diagnostic("KT302", {"name": name}, place=Place(name)))
    return JsonLines(name, tuple(keys), text)


def as_text(value: Any) -> str | None:
    """A JSON value as a cell's text; numbers come as they are written."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


class _Twice(ValueError):
    """A key stands twice in one object."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        raise _Twice(next(k for k, _ in pairs if k in seen or seen.add(k)))  # type: ignore[func-returns-value]
    return found


class _Constant(ValueError):
    """`NaN`, `Infinity` or `-Infinity`: other tools write them, and JSON has none of them."""


def _refuse(word: str) -> Any:
    raise _Constant(word)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=str, parse_int=str, parse_constant=_refuse
)


def _instead_of(word: str, content: str) -> Both:
    """What to write where a constant stands, with the key that has it."""
    keys: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> None:
        keys.extend(k for k, v in pairs if isinstance(v, _Constant))

    with suppress(ValueError, RecursionError):  # behind it the line may be broken too
        json.loads(content, object_pairs_hook=note, parse_constant=_Constant)
    of, zh = (f" of `{keys[0]}`", f"`{keys[0]}` 的值 ") if keys else ("", "")
    return (
        f"`{word}`{of} is no JSON: write `null` where there is no value, or leave the key out",
        f"{zh}`{word}` 不是 JSON：没有值时请写 `null`，或不写这个键",
    )


_ARRAY: Final[Both] = (
    "this is one JSON array; write one object a line instead",
    "这是一个 JSON 数组；请改为每行一个对象",
)


def _objects(text: TextFile, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, object) of every line that is not blank."""
    with text.path.open(encoding="utf-8-sig", newline="\n") as f:
        number = 0
        for line, content in enumerate(f, 1):
            if not clean(content):
                continue
            number += 1
            hint: Both | None = None
            place = Place(name, number, line)
            try:
                found = _DECODER.decode(content.strip(" \t\r\n"))
            except _Twice as e:
                params = {"name": name, "line": line, "key": str(e)}
                raise DataError(Diagnostic("KT313", params, place=place)) from None
            except _Constant as e:
                found, hint = None, _instead_of(str(e), content)
            except (ValueError, RecursionError):
                found = None
            if not isinstance(found, dict):
                if number == 1 and content.lstrip().startswith("["):
                    hint = _ARRAY
                params = {"name": name, "line": line}
                raise DataError(Diagnostic("KT312", params, place=place, hint=hint))
            if "\\u" in content and _half(found):
                params = {"name": name, "line": line, "encoding": "UTF-8"}
                raise DataError(Diagnostic("KT304", params, place=place))
            yield line, found


def _half(found: dict[str, Any]) -> bool:
    """Whether an escape such as `\\ud800` stands alone: half of a character is no text."""
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False
