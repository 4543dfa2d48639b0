"""Fixes are put into the author's text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.atoms.diagnostic import Fix
from engine.atoms.text import Source
from engine.author.format import apply_fixes
from engine.author.read import read_policy

TEXT = Source("a.yaml", "tiers:\n  战略: {at_leest: 60}\n")


def fix(old: str, new: str) -> Fix:
    start = TEXT.text.index(old)
    return Fix(TEXT.span(start, start + len(old)), new)


def test_fixes_in_any_order() -> None:
    """Fixes are applied at their own places, whatever order they come in."""
    fixes = [fix("60", "6.5"), fix("战略", "strategic"), fix("at_leest", "at_least")]
    expected = "tiers:\n  strategic: {at_least: 6.5}\n"
    assert apply_fixes(TEXT, fixes)[0] == expected
    assert apply_fixes(TEXT, fixes[::-1])[0] == expected


def test_overlapping_fixes() -> None:
    """Of two fixes that overlap the one that begins first is applied; a repeated one once."""
    fixes = [
        fix("at_leest: 60", "at_least: 60"),
        fix("60", "61"),
        fix("战略", "a"),
        fix("战略", "a"),
    ]
    assert apply_fixes(TEXT, fixes)[0] == "tiers:\n  a: {at_least: 60}\n"


def test_fixes_that_were_made() -> None:
    """Beside the text stand the fixes that are in it; one that changes nothing is none."""
    source = Source("a", "abcdef")
    x, y, plus = (
        Fix(source.span(0, 3), "X"),
        Fix(source.span(2, 4), "Y"),
        Fix(source.span(4, 4), "+"),
    )
    idle = Fix(source.span(5, 6), "f")
    assert apply_fixes(source, [x, y, plus, idle]) == ("Xd+ef", [x, plus])


def test_insertions() -> None:
    """A fix without a width puts its text in; the same one twice does so once."""
    at = TEXT.span(0, 0)
    assert apply_fixes(TEXT, [Fix(at, "# x\n"), Fix(at, "# x\n")])[0] == "# x\n" + TEXT.text


def test_fixes_of_another_file() -> None:
    """A fix of another text is left alone, and nothing to mend changes nothing."""
    other = Source("b.yaml", "x: 1\n")
    assert apply_fixes(TEXT, [Fix(other.span(0, 1), "y")])[0] == TEXT.text
    assert apply_fixes(TEXT, []) == (TEXT.text, [])


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT.text)), st.integers(0, 5), st.text("ab\n", max_size=3))
    )
)
def test_what_is_not_mended_stays(drawn: list[tuple[int, int, str]]) -> None:
    """What no fix covers is still there, in its order."""
    spans = [(a, min(a + n, len(TEXT.text)), t) for a, n, t in drawn]
    out, _ = apply_fixes(TEXT, [Fix(TEXT.span(a, b), t) for a, b, t in spans])
    kept = [c for i, c in enumerate(TEXT.text) if not any(a <= i < b for a, b, _ in spans)]
    rest = iter(out)
    assert all(c in rest for c in kept)


def test_fixes_of_a_reading() -> None:
    """The fixes that come with findings lead to a text that has these findings no more."""
    text = (
        "keytier: 1\npolicy: a\nvertion: 1\ndata:\n\tx: {is: text}\ntiers: {key: {at_least：60}}\n"
    )
    source = Source("a.yaml", text)
    codes = []
    for _ in range(4):
        _, findings = read_policy(source)
        fixes = [d.fix for d in findings if d.fix is not None]
        codes.append({d.code for d in findings if d.fix is not None})
        source = Source("a.yaml", apply_fixes(source, fixes)[0])
    assert codes[0] >= {"KT102", "KT105", "KT111"}
    assert not codes[-1]
    assert "  x: {is: text}" in source.text and "{at_least: 60}" in source.text
