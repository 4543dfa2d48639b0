"""One thing, one word: the Chinese texts of the program and of its pages keep to the glossary."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
CHINESE = re.compile("[\u4e00-\u9fff]")

#: These hold words that authors and data write, to be understood: not texts of ours.
UNDERSTOOD = (
    "engine/author/keys.py",
    "engine/author/currencies.py",
    "engine/check/wording.py",
    "engine/connect/cells/words.py",
    "engine/terminal/draft/guess.py",
    "engine/terminal/draft/ids.py",
)
PAGES = (
    "README.zh.md",
    *(p.relative_to(ROOT).as_posix() for p in sorted(ROOT.glob("docs/*.zh.md"))),
)


def rows(heading: str) -> list[list[str]]:
    """The cells of the table that stands first after a heading of the glossary."""
    after = GLOSSARY.partition(heading)[2]
    table = re.search(r"(?m)(^\|.*\n)+", after)
    assert table is not None, heading
    lines = table[0].strip().split("\n")[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def words(cell: str) -> list[str]:
    return [w for w in re.split("[、；]", cell) if w]


REJECTED = [
    (word, but, words(exceptions))
    for cell, but, exceptions in rows("## Words that are not used")
    for word in words(cell)
]


def program_texts() -> Iterator[tuple[str, str]]:
    """Every Chinese text in the program's code, with its place; docstrings are none."""
    for file in sorted(ROOT.glob("engine/**/*.py")):
        name = file.relative_to(ROOT).as_posix()
        if name in UNDERSTOOD:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docstrings
                and CHINESE.search(node.value)
            ):
                yield f"{name}:{node.lineno}", node.value


def schema_texts(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from schema_texts(value, f"{path}/{key}")
    elif isinstance(node, str) and path.endswith("escription"):
        yield f"schema{path}", node


def prose(page: str) -> str:
    """A page without its examples: these hold a policy's own labels, and the program's texts."""
    return re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", page)


@cache
def texts() -> list[tuple[str, str]]:
    """Every Chinese text with its place."""
    schema = json.loads((ROOT / "schemas/policy.schema.json").read_text(encoding="utf-8"))
    return [
        *program_texts(),
        *schema_texts(schema),
        *((page, prose((ROOT / page).read_text(encoding="utf-8"))) for page in PAGES),
        ("docs/glossary.md", GLOSSARY.partition("## Words that are not used")[0]),
    ]


@pytest.mark.parametrize(("word", "but", "exceptions"), REJECTED, ids=[r[0] for r in REJECTED])
def test_a_rejected_word_is_nowhere(word: str, but: str, exceptions: list[str]) -> None:
    """No Chinese text says the thing by a name that the glossary rejects."""
    found = []
    for place, text in texts():
        for exception in exceptions:
            text = text.replace(exception, "")
        if word in text:
            found.append(f"{place}: {word} should be {but}")
    assert found == []


def test_the_texts_are_found() -> None:
    """The walk reaches catalogues, words inside functions and f-strings, and pages."""
    places = {place.split(":")[0] for place, _ in texts()}
    assert {"engine/atoms/codes/tiers.py", "engine/bind/fields.py", "README.zh.md"} <= places
    assert any("位客户" in text for _, text in texts())
    assert len(texts()) > 1_000


def test_what_is_said_instead_stands_in_the_glossary() -> None:
    """A word that replaces others is a word of the glossary, or of its texts."""
    defined = {cells[1] for cells in rows("# Glossary")}
    said = "\n".join(text for _, text in texts())
    for _, but, _ in REJECTED:
        for word in words(but):
            assert word in defined or word in said, word
    assert len(defined) == len(rows("# Glossary"))
