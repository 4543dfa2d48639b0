"""One finding, many looks: each renderer against a golden file, in both languages."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.atoms.codes import CODES, Code, Language
from engine.atoms.diagnostic import Diagnostic, Fix, Label, Place
from engine.atoms.text import Source, Span, cells
from engine.report.render import FORMATS, Format, render

HERE = Path(__file__).parent / "golden"
FILES = ("政策/policy.yaml", "clean.yaml")

SOURCE = Source(
    "政策/policy.yaml",
    "tiers:\n"
    "\tat_leest: 85   \x1b[31m red\n"
    "  战略客户: {label: 战略客户, at_least: 85}\n"
    + "    note: "
    + "长" * 60
    + " `BAD` "
    + "y" * 90
    + "\n"
    "      weight: 30\n"
    "      weight: 20",
)


def _span(text: str, nth: int = 0, source: Source = SOURCE) -> Span:
    start = [m.start() for m in re.finditer(re.escape(text), source.text)][nth]
    return source.span(start, start + len(text))


@pytest.fixture(autouse=True)
def two_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes of our own, so that the goldens hold the look and not the catalogue."""
    weights = ("criterion weights add up to {total}, expected 100", "权重合计 {total}，应为 100")
    monkeypatch.setitem(
        CODES,
        "KT998",
        Code("error", weights, what=("Weights.", "权重。"), why=("Because.", "原因。")),
    )
    reach = ("tier `{tier}` can never be reached", "等级 `{tier}` 永远达不到")
    raise_it = ("lower it to {most}", "降到 {most}")
    monkeypatch.setitem(CODES, "KT999", Code("warning", reach, raise_it))


def findings() -> list[Diagnostic]:
    """Out of order, as stages may hand them over."""
    return [
        Diagnostic(
            "KT999",
            {"tier": "战略\u200b客户", "most": 80},
            _span("战略客户", 1),
            labels=(Label(_span("tiers"), "in these tiers", "在这些等级里"),),
        ),
        Diagnostic(
            "KT998",
            {"total": 90},
            _span("30"),
            labels=(Label(_span("20"), "also counted: 20", "还有：20"),),
            caret=("was 40 in version 2", "第 2 版为 40"),
            hint=("set it to 40", "改为 40"),
        ),
        Diagnostic(
            "KT998",
            {"total": "1,5"},
            _span("at_leest"),
            caret=("did you mean `at_least`?", "是否想写 `at_least`？"),
            fix=Fix(_span("at_leest"), "at_least"),
        ),
        Diagnostic("KT998", {"total": ["a", "b"]}, _span("BAD")),
        Diagnostic("KT998", {"total": 0}, place=Place("客户.csv", 14, 15, "满意度", "C-1")),
        Diagnostic("KT999", {"tier": "x", "most": 1}),
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("format", FORMATS)
def test_goldens(format: Format, language: Language, golden: Callable[[Path, str], None]) -> None:
    """Every renderer shows the same findings exactly so, in both languages."""
    text = render(findings(), format, language, files=FILES)
    golden(HERE / f"findings.{language}.{format}", text)


def test_colour(golden: Callable[[Path, str], None]) -> None:
    """Colour adds escapes and changes no character."""
    text = render(findings(), "text", colour=True)
    golden(HERE / "findings.en.colour", text)
    assert re.sub(r"\x1b\[[0-9;]*m", "", text) == render(findings(), "text")


@pytest.mark.parametrize("format", FORMATS)
def test_order_does_not_matter(format: Format) -> None:
    """The same findings in another order give the same bytes."""
    assert render(reversed(findings()), format) == render(findings(), format)


@pytest.mark.parametrize("what", ["战略客户", "at_leest", "BAD", "30"])
def test_caret_stands_under_what_is_meant(what: str) -> None:
    """Carets begin at the cell where the word begins, and are as wide as eyes see it."""
    text = render([Diagnostic("KT998", {"total": 1}, _span(what))])
    lines = text.splitlines()
    (under,) = [n for n, line in enumerate(lines) if "^" in line]
    shown, carets = lines[under - 1], lines[under]
    assert cells(shown[: shown.index(what)]) == carets.index("^")
    assert carets.count("^") == cells(what)


def test_long_lines_are_cut_around_the_caret() -> None:
    """No shown source line is wider than the page, and both cut ends say so."""
    text = render([Diagnostic("KT998", {"total": 1}, _span("BAD"))])
    (line,) = [line for line in text.splitlines() if "BAD" in line]
    assert cells(line) <= 108
    assert line.endswith("…")
    assert "| …" in line


def test_end_of_file_and_empty_spans() -> None:
    """A place behind the last character, or of no width, still gets one caret."""
    for text in ("", "a: 1", "a: 1\n"):
        source = Source("x.yaml", text)
        shown = render([Diagnostic("KT998", {"total": 1}, source.span(len(text), len(text)))])
        assert shown.count("^") == 1


def test_a_span_over_lines_is_underlined_to_the_end_of_its_first() -> None:
    """Only the first line of a long place is shown."""
    source = Source("x.yaml", "a: [1,\n 2]\nb: 3\n")
    shown = render([Diagnostic("KT998", {"total": 1}, source.span(3, 10))])
    assert "\n      |    ^^^\n" in shown
    assert " 2]" not in shown


def test_two_marks_on_one_line_and_another_file() -> None:
    """Labels may stand on the caret's own line, and in another file under its name."""
    other = Source("base.yaml", "x: 1\nrevenue: money\n")
    first = Source("a.yaml", "f: revenu + revenu\n")
    found = Diagnostic(
        "KT998",
        {"total": 1},
        first.span(3, 9),
        labels=(
            Label(first.span(12, 18), "and here", "这里也是"),
            Label(other.span(5, 12), "declared here", "在此声明"),
        ),
    )
    assert render([found]).split("\n")[1:8] == [
        "  a.yaml:1:4",
        "    1 | f: revenu + revenu",
        "      |    ^^^^^^",
        "      |             ------ and here",
        "  base.yaml:2:1",
        "    2 | revenue: money",
        "      | ------- declared here",
    ]


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_hidden_gets_through(format: Format) -> None:
    """No renderer lets an escape, a bidirectional override or a zero-width character out."""
    nasty = "a\x1b[31m\u202eb\u200b\x9b2J\ud800\u2028\r"
    source = Source(f"{nasty}.yaml", f"{nasty}: 1\n")
    found = [
        Diagnostic(
            "KT998",
            {"total": nasty},
            source.span(0, 3),
            labels=(Label(source.span(0, 1), nasty, nasty),),
            caret=(nasty, nasty),
            hint=(nasty, nasty),
            fix=Fix(source.span(0, 1), nasty),
        ),
        Diagnostic("KT999", {"tier": nasty, "most": 1}, place=Place(nasty, 1, 2, nasty, nasty)),
    ]
    text = render(found, format, files=(nasty,))
    text.encode()
    assert not set(text) & set("\x1b\u202e\u200b\x9b\u2028\r\ud800")


def test_nothing_to_say() -> None:
    """Without findings people see nothing, and machines still get a whole document."""
    assert render([], "text") == render([], "short") == render([], "github") == ""
    assert json.loads(render([], "json"))["diagnostics"] == []
    assert json.loads(render([], "sarif"))["runs"][0]["results"] == []
    suites = ET.fromstring(render([], "junit", files=FILES).encode())
    assert (suites.get("tests"), suites.get("failures")) == ("2", "0")


def test_json_says_where_to_the_character() -> None:
    """Offsets of a fix cut out exactly the characters that it replaces."""
    document = json.loads(render(findings(), "json", files=FILES))
    (fix,) = [d["fix"] for d in document["diagnostics"] if d["fix"]]
    start, end = fix["span"]["start"]["offset"], fix["span"]["end"]["offset"]
    assert SOURCE.text[start:end] == "at_leest"
    assert document["summary"] == {
        "errors": 4, "warnings": 2, "files": 3, "files_with_findings": 2, "fixable": 1,
    }  # fmt: skip


def test_junit_is_well_formed() -> None:
    """Errors fail, warnings pass with a remark, and a clean file passes."""
    suites = ET.fromstring(render(findings(), "junit", files=FILES).encode())
    assert (suites.get("tests"), suites.get("failures")) == ("7", "4")
    assert len(suites.findall(".//system-out")) == 2


def test_github_keeps_each_finding_on_one_line() -> None:
    """Line breaks, percent signs, commas and colons are escaped where GitHub wants it."""
    source = Source("a,b:c%.yaml", "x\n")
    text = render([Diagnostic("KT998", {"total": "5%"}, source.span(0, 1))], "github")
    assert text == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endLine=1,endColumn=2,title=KT998"
        "::criterion weights add up to 5%25, expected 100\n"
    )
