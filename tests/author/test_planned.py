"""What the page of the language marks as planned, and what keytier refuses as planned, agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.author.keys import LATER

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
MARK = "(planned)"
SPAN = re.compile(r"`([^`]+)`")
WORD = re.compile(r"[a-z_]+")


def passages() -> Iterator[tuple[bool, str]]:
    """Each paragraph, list entry and line of an example, and whether a mark speaks of all of it."""
    section = fence = example = False
    for line in PAGE.splitlines():
        if line.startswith("```"):
            fence, example = not fence, False
        elif fence:
            example = example or line == f"# {MARK}"
            yield section or example or f"# {MARK}" in line, line
        elif line.startswith("#"):
            section = line.endswith(MARK)
        elif line:
            yield section or line.startswith((f"- {MARK}", MARK)), f"\n{line}"


def keys(text: str) -> Iterator[tuple[set[str], bool]]:
    """The words of each span of code in a passage, and whether a mark stands behind it."""
    if not text.startswith("\n"):  # a line of an example: words that stand as keys
        yield {m[1] for m in re.finditer(r"([a-z_]+):", text.partition("#")[0])}, False
        return
    for m in SPAN.finditer(text):
        yield set(WORD.findall(m[1])), text.startswith(f" {MARK}", m.end())


def test_every_later_word_is_marked() -> None:
    """A word that is refused as one of a later version is marked as planned on the page."""
    planned = {
        word
        for whole, text in passages()
        for words, behind in keys(text)
        if whole or behind
        for word in words
    }
    assert set() == LATER - planned


def test_no_later_word_reads_as_built() -> None:
    """Wherever the page names such a word outside a planned passage, the mark stands behind it."""
    bare = [
        (word, text)
        for whole, text in passages()
        for words, behind in keys(text)
        for word in words & LATER
        if not (whole or behind)
    ]
    assert bare == []


@pytest.mark.parametrize(
    "text", [t for whole, t in passages() if t.startswith("\n") and (whole or MARK in t)]
)
def test_a_mark_speaks_of_a_word_that_is_refused(text: str) -> None:
    """A planned passage names a word that is refused, and so does the code before a mark."""
    if text.startswith((f"\n- {MARK}", f"\n{MARK}")):
        assert any(words & LATER for words, _ in keys(text))
    assert all(words & LATER for words, behind in keys(text) if behind)
