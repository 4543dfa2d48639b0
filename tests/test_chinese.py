"""Chinese messages are Chinese: what is not is code, a name of the author's, or a proper name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.codes import CODES
from engine.author.formula.functions import FUNCTION_NAMES

ROOT = Path(__file__).resolve().parent.parent
CJK = "\u4e00-\u9fff"
CODE = re.compile(r"`[^`]*`")
HOLE = re.compile(r"\{(\w+)\}")
WORD = re.compile(r"[A-Za-z][A-Za-z_]+")

#: Names that Chinese writers use as they are.
PROPER = frozenset(re.findall(r"\w+", """
    ASCII BOM CNY CSV DuckDB Excel GB GBK IANA ISO JSON Lines MiB NUL NaN Infinity Parquet Python
    SQL Tab UTF Unicode YAML CRITIC keytier scipy id DD MM YYYY YYYYMMDD Asia Shanghai
    utf gb big latin csv jsonl parquet xlsx xls ods
"""))  # fmt: skip


def vocabulary(node: Any) -> Iterator[str]:
    """Keys and words of the policy language, from its schema."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "properties":
                yield from value
            if key == "enum":
                yield from (v for v in value if isinstance(v, str))
            yield from vocabulary(value)


SCHEMA = json.loads((ROOT / "schemas/policy.schema.json").read_text(encoding="utf-8"))
LANGUAGE = {
    *(word for term in vocabulary(SCHEMA) for word in WORD.findall(term)),
    *FUNCTION_NAMES,
    *("as_of", "year", "years", "days", "months", "run", "decide_table", "true", "false"),
}

#: Values that stand bare in a Chinese message: numbers, days, and encodings. Whatever else an
#: author wrote stands between backticks, and words of ours come in both languages (`{x_zh}`).
BARE = frozenset(re.findall(r"\w+", """
    above after as_of before below cap count day days encoding enter expected first floor found high
    keep least left limit line low most n now one other r rate ratio round row second seen share
    shown size there today total unit until usual got
"""))  # fmt: skip

#: Lists of the author's names, which `engine.atoms.diagnostic.listed` puts between backticks.
LISTS = frozenset(re.findall(r"\w+", """
    because criteria experts extra got headings keys known lacks parts segments sheets words
"""))  # fmt: skip


def foreign(text: str) -> list[str]:
    """The words of another language in a Chinese text."""
    bare = HOLE.sub(" ", re.sub(r"\{\{.*?\}\}", " ", CODE.sub(" ", text)))
    words = WORD.findall(re.sub(r"--[a-z-]+|\b[\w./-]+\.(?:json|yaml|csv|md)\b|\S+=\S+", " ", bare))
    return [w for w in words if w not in PROPER and w not in LANGUAGE]


def crowded(text: str) -> list[str]:
    """Where a Chinese character and a letter, digit or code touch."""
    text = CODE.sub("`0`", re.sub("[0-9]+[万亿]", "零", text))
    text = HOLE.sub(lambda m: "零" if m[1].endswith("_zh") else "0", text)
    return re.findall(f"[{CJK}][A-Za-z0-9`].?|[A-Za-z0-9`][{CJK}].?", text)


def templates(code: str) -> dict[str, str]:
    """The Chinese texts of a code, by part."""
    pairs = {part: getattr(CODES[code], part) for part in ("message", "help", "what", "why")}
    return {part: pair[1] for part, pair in pairs.items() if pair is not None and pair[1]}


def unmarked(text: str) -> list[str]:
    """What is filled in bare, and is neither ours in Chinese nor a number, day or encoding."""
    bare = re.sub(r"\{\{.*?\}\}", "", CODE.sub("", text))
    return sorted(set(HOLE.findall(bare)) - BARE - LISTS - set(re.findall(r"\w+_zh", bare)))


@pytest.mark.parametrize("code", CODES)
def test_a_message_is_chinese_throughout(code: str) -> None:
    """No word of English stands in a Chinese message, outside code and proper names."""
    assert {part: foreign(text) for part, text in templates(code).items() if foreign(text)} == {}


@pytest.mark.parametrize("code", CODES)
def test_what_is_filled_in_is_marked(code: str) -> None:
    """What an author wrote stands between backticks; words of ours come in Chinese too."""
    told = templates(code)
    assert {part: unmarked(told.get(part, "")) for part in ("message", "help")} == {
        "message": [], "help": []
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_letters_stand_apart(code: str) -> None:
    """A space stands between Chinese and Latin letters, digits, or code."""
    assert {part: crowded(text) for part, text in templates(code).items() if crowded(text)} == {}


GOLDENS = [
    (file.relative_to(ROOT).as_posix(), line)
    for file in sorted(ROOT.glob("tests/broken*/**/*.txt"))
    for line in file.read_text(encoding="utf-8").splitlines()
    if line.startswith(("错误", "警告", "建议"))
]


def test_printed_findings_are_chinese_throughout() -> None:
    """Headlines and help as they were printed, with real values in them, hold no English."""
    assert len(GOLDENS) > 200
    assert [
        (place, line, found)
        for place, line in GOLDENS
        if (found := foreign(line.partition("：")[2]))
    ] == []
