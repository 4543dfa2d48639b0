"""Whatever is typed as a formula: refused with a finding in its place, or a tree; never raised."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.atoms.text import Source
from engine.author.formula.parse import parse_formula
from engine.author.formula.tree import Formula, names, walk
from engine.author.policy import FormulaText
from engine.bind.bound import Type
from engine.bind.findings import Findings
from engine.bind.scope import Known, Scope
from engine.bind.types import type_formula

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    """Expressions of a file: no comments, no empty lines but those of spaces, escapes undone."""
    text = (HERE / name).read_text(encoding="utf-8")
    kept = [x for x in text.split("\n") if x and not x.startswith("# ")]
    return [_unescaped(x) for x in kept]


def _unescaped(text: str) -> str:
    out, i = "", 0
    while i < len(text):
        if text[i] == "\\" and i + 1 < len(text):
            kind, size = text[i + 1], {"x": 2, "u": 4}.get(text[i + 1], 0)
            if size:
                out += chr(int(text[i + 2 : i + 2 + size], 16))
            else:
                out += {"n": "\n", "t": "\t", "\\": "\\"}[kind]
            i += 2 + size
        else:
            out += text[i]
            i += 1
    return out


def in_file(text: str) -> tuple[FormulaText, int]:
    """The formula as it stands on the third line of a policy, and where it begins."""
    before = "# 政策\nred_flags:\n  x: {when: "
    source = Source("p.yaml", before + text + "}\n")
    at = source.span(len(before), len(before) + len(text))
    offsets = tuple(range(len(before), len(before) + len(text)))
    return FormulaText(text, at, offsets), len(before)


#: What the policy of these tests declares; the names of the examples are among them.
SCOPE = Scope(
    {
        **{n: Known(Type("whole", 0, 0, 1000), True) for n in ("orders", "a", "b", "c", "d", "e")},
        "csat": Known(Type("percent", 4, 0, 100 * 10**4), True),
        "region": Known(Type("text"), True),
        "last_order": Known(Type("date"), True),
        "vip": Known(Type("yes_no"), True),
        "score.strength": Known(Type("number", 7, 0, 10**9), False),
    }
)


@pytest.mark.parametrize("text", lines("hostile.txt"))
def test_hostile_expressions_are_refused(text: str) -> None:
    """A hostile or mistaken expression gives findings, in words, at its own place."""
    formula, start = in_file(text)
    result = parse_formula(formula)
    if isinstance(result, Formula):  # well formed, but it means nothing
        findings = Findings()
        assert type_formula(result, SCOPE, findings) is None
        result = findings.found
    assert result
    for d in result:
        assert d.at is not None
        assert start <= d.at.start.offset <= d.at.end.offset <= start + len(text)
        assert d.message("en")
        assert d.message("zh")


@pytest.mark.parametrize("text", lines("benign.txt"))
def test_benign_expressions_are_let_in(text: str) -> None:
    """Everything that the language has is let in, with ids that are dense and places that fit."""
    formula, start = in_file(text)
    result = parse_formula(formula)
    assert isinstance(result, Formula), [d.message() for d in result]
    check_tree(result, start, len(text))


def check_tree(formula: Formula, start: int, length: int) -> None:
    ids = sorted(n.id for n in walk(formula.root))
    assert ids == list(range(formula.size))
    for node in walk(formula.root):
        assert start <= node.at.start.offset < node.at.end.offset <= start + length
    for name in names(formula.root):
        assert name.isascii()
        assert name.removeprefix("score.").isidentifier()


PIECES = st.sampled_from(
    [
        "csat", "orders", "region", "last_order", "vip", "1", "0.5", "40%", "5m", "'华东'", '"x"',
        "and", "or", "not", "in", "if", "else", "is", "None", "true", "True", "yes", "lambda",
        "for", "+", "-", "*", "/", "**", "//", "%", "==", "=", "!=", "<", "<=", ">", ">=", "&&",
        "||", "!", "(", ")", "[", "]", "{", "}", ",", ".", ";", ":", ":=", "@", "#", "\\", "'",
        '"', "'''", "f'", "max(", "min(", "abs(", "date(", "date('2026-01-31')", "coalesce(",
        "is_missing(", "share(", "foo(", "１", "＞", "“", "”", "客户", " ", "\n", "\t", "\u3000",
        "\u200b", "\x00", "\ud800", "é", "😀", "1,000", "2026-01-31", "__class__", "_",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.sampled_from(["", " "]))
@settings(max_examples=600, deadline=None)
def test_any_row_of_words_gives_a_tree_or_findings(pieces: list[str], between: str) -> None:
    """Words of formulas, of other languages and of keyboards in any order never raise."""
    text = between.join(pieces)
    formula, start = in_file(text)
    result = parse_formula(formula)
    if isinstance(result, list):
        assert result
        for d in result:
            assert d.at is not None
            assert d.message("en")
            assert d.message("zh")
    else:
        check_tree(result, start, len(text))


@given(st.text(max_size=200))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_tree_or_findings(text: str) -> None:
    """Any characters at all never raise."""
    result = parse_formula(FormulaText(text))
    assert isinstance(result, Formula) or result


@given(st.integers(min_value=1, max_value=2500), st.sampled_from(["(", "not ", "-", "a+", "a if "]))
@settings(max_examples=60, deadline=None)
def test_depth_and_length_are_limited(count: int, piece: str) -> None:
    """However often a piece is repeated, the answer is a finding or a shallow tree."""
    result = parse_formula(FormulaText(piece * count + "a"))
    if isinstance(result, Formula):
        assert count <= 32


def test_look_alike_letters_do_not_become_a_field() -> None:
    """Letters that NFKC would fold to a field's name are named, not folded."""
    for text in ("ｃsat > 1", "cﬁ > 1", "ſcore > 1"):
        assert unicodedata.normalize("NFKC", text).isascii()
        assert isinstance(parse_formula(FormulaText(text)), list)
