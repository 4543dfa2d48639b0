"""How a scalar is written anew: plain where YAML and its readers allow it, else in quotes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.author.nodes import Scalar

#: Plain texts that some reader of YAML 1.1 or 1.2 takes for null, a truth value, a number or a
#: date. The author's quotes around them stay, although keytier itself reads text either way.
_NOT_TEXT: Final = re.compile(
    r"""
    ~ | null | Null | NULL | << | =
    | y | Y | n | N
    | (?: yes | no | on | off | true | false ) | (?: Yes | No | On | Off | True | False )
    | (?: YES | NO | ON | OFF | TRUE | FALSE )
    | [-+]? (?: 0b [01_]+ | 0o? [0-7_]+ | 0x [0-9a-fA-F_]+ )
    | [-+]? [0-9] [0-9_]* (?: : [0-5]? [0-9] )* (?: \. [0-9_]* )? (?: [eE] [-+]? [0-9]+ )?
    | [-+]? \. [0-9] [0-9_]* (?: [eE] [-+]? [0-9]+ )?
    | [-+]? \. (?: inf | Inf | INF ) | \. (?: nan | NaN | NAN )
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2} (?: [Tt ] .* )?
    """,
    re.VERBOSE,
)
#: What cannot begin a plain text, and what cannot stand in one.
_FIRST: Final = re.compile(r"[\[\]{},#&*!|>'\"%@`]|[-?:](?:\s|$)|---|\.\.\.")
_WITHIN: Final = re.compile(r":(?:\s|$)|\s#|[\t\n\r]")
_SEPARATORS: Final = re.compile("[，、；]")
_FLOW: Final = re.compile(r"[\[\]{},:]|^\?")


def written(node: Scalar, *, flow: bool = False, key: bool = False) -> str:
    """The scalar on one line; `flow` says that it stands inside `{ }` or `[ ]`.

    Numbers, dates and durations stay as typed: nothing but quotes ever changes.
    """
    text = node.text
    if node.style == "plain":
        return text if not text or _plain(text, flow) else _quoted(text)
    readers_agree = not _NOT_TEXT.fullmatch(text) and not (key and "：" in text)
    # In a list the quotes say that this is one word, and everywhere they do no harm.
    readers_agree = readers_agree and not _SEPARATORS.search(text)
    return text if text and readers_agree and _plain(text, flow) else _quoted(text)


def written_text(text: str, *, flow: bool = False) -> str:
    """A text that nobody has typed yet, as the formatter would leave it.

    >>> written_text("panel of five"), written_text("a: b"), written_text("a, b", flow=True)
    ('panel of five', '"a: b"', '"a, b"')
    """
    plain = text and not _NOT_TEXT.fullmatch(text) and _plain(text, flow)
    return text if plain else _quoted(text)


def _plain(text: str, flow: bool) -> bool:
    """Whether a text stays itself without quotes."""
    return (
        text == text.strip()
        and not _FIRST.match(text)
        and not _WITHIN.search(text)
        and not (flow and _FLOW.search(text))
    )


def _quoted(text: str) -> str:
    """In double quotes; in single ones where that saves escapes."""
    if "\n" not in text and ("\\" in text or '"' in text):
        return "'" + text.replace("'", "''") + "'"
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


def typed_lines(node: Scalar) -> list[str]:
    """The lines of a scalar as typed, indents taken away; the first holds any quote or `|`."""
    first, *rest = re.split(r"\r?\n", node.page.text[node.start : node.end])
    if node.style in ("literal", "folded"):
        return _block(node.text, first[0], rest)
    last = len(rest)
    lines = [first, *rest]
    for i, line in enumerate(lines):
        if i > 0:
            line = line.lstrip(" \t")
        if i < last:
            line = _without_end(line)
        lines[i] = unicodedata.normalize("NFC", line)
    return lines


def _without_end(line: str) -> str:
    """Without the space at its end, that an escape holds apart."""
    bare = line.rstrip(" \t")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return line[: len(bare) + 1] if slashes % 2 and bare != line else bare


def _block(text: str, mark: str, typed: list[str]) -> list[str]:
    """A `|` or `>` text: its header written anew, its lines without their common indent."""
    said = text.removesuffix("\n")
    if not said.strip() or said.endswith("\n") or (mark == ">" and said != said.rstrip()):
        return [_quoted(text)]
    lines = said.split("\n")
    own = next(line for line in lines if line.strip(" "))
    if mark == ">":  # where the author folded the lines
        first = next(line for line in typed if line.strip(" "))
        indent = _indent(first) - _indent(own)  # a text may begin with spaces of its own
        lines = [unicodedata.normalize("NFC", line[indent:]) for line in typed]
    return [mark + "2" * own.startswith(" ") + "-" * (said == text), *lines]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
