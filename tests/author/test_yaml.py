"""What is let in: strict YAML, with a place and a sentence for everything that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import DataError, PolicyError
from engine.atoms.text import Source
from engine.author import compose as compose_module
from engine.author.compose import compose
from engine.author.nodes import Scalar
from engine.author.opening import forbidden_run, load_source, suspicious
from engine.author.page import Page
from engine.author.read import read_policy
from tests.author.conftest import PARSERS

HERE = Path(__file__).parent
WHOLE = (HERE / "policies/relationship.yaml").read_text(encoding="utf-8")
BROKEN = sorted((HERE.parent / "broken").glob("KT1[0-3]*.yaml"))
pytestmark = pytest.mark.usefixtures("parser")


def found(text: str) -> list[Diagnostic]:
    """The findings of a text, each of which must have its words in both languages."""
    findings = read_policy(Source("p", text))[1]
    for d in findings:
        assert d.message("en")
        assert d.message("zh")
        d.help("en")
        d.help("zh")
    return findings


def codes(text: str) -> list[str]:
    """Codes with the line and text they point at, of what was found."""
    return [f"{d.code} {d.at.start.line} {d.at.text}" if d.at else d.code for d in found(text)]


def syntax(text: str) -> list[str]:
    """Only what is wrong with the text itself."""
    return [c for c in codes(text) if c < "KT110"]


# --- values stay what was typed ------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["NO", "on", "12:30", "0123", "1e3", "0x10", "1_000", "2026-01-31", "007", ".5", "+1"]
)
def test_plain_words_stay_text(typed: str, parser: str) -> None:
    """Nothing is guessed from the look of a word: `NO` is NO and `0123` is 0123."""
    root = compose(Page.of(Source("p", typed)), PARSERS[parser]).root
    assert isinstance(root, Scalar)
    assert root.text == typed


def test_a_whole_policy_has_no_findings() -> None:
    """The policy that has every key of the language is read without a finding."""
    policy, findings = read_policy(Source("p", WHOLE))
    assert policy is not None
    assert findings == []


def test_windows_line_ends_change_nothing() -> None:
    """A file with CRLF line ends, and a byte order mark, is the same policy."""
    with_returns = "\ufeff" + WHOLE.replace("\n", "\r\n")
    assert read_policy(Source("p", with_returns)) == read_policy(Source("p", WHOLE))


# --- what is refused ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\n", "KT103 1 &x"),
        ("a: *x\n", "KT103 1 *x"),
        ("a: !!int 1\n", "KT103 1 !!int"),
        ("<<: {a: 1}\n", "KT103 1 <<"),
        ("? a\n: 1\n", "KT103 1 a"),
        ("[a]: 1\n", "KT103 1 [a]"),
        ("{a: 1}: 1\n", "KT103 1 {a: 1}"),
        ("a: 1\n---\nb: 2\n", "KT103 2 ---"),
        ("%YAML 1.2\n---\na: 1\n", "KT103 1 %YAML 1.2"),
        ("a: 1\nb: 2\na: 3\n", "KT104 3 a"),
        ("a: {b: 1, b: 2}\n", "KT104 1 b"),
        ("'a': 1\na: 2\n", "KT104 2 a"),
        ("e\u0301: 1\n\u00e9: 2\n", "KT104 2 \u00e9"),
        (": 1\n", "KT101 1 :"),
        ("a: x\u200by\n", "KT106 1 \u200b"),
        ("a: \u202ex\n", "KT106 1 \u202e"),
        ("a: \x00\n", "KT106 1 \x00"),
        ('a: "\\u202e"\n', 'KT106 1 "\\u202e"'),
        ("a: \ud800\n", "KT106 1 \ud800"),
        ("a: x\u2028y\n", "KT106 1 \u2028"),
        ("a:\tb\n", "KT102 1 \t"),
        ("a:\n\t- b\n", "KT102 2 \t"),
    ],
)
def test_parts_of_yaml_that_policies_leave_out(text: str, expected: str) -> None:
    """Each is refused where it stands."""
    assert syntax(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("权重：40\nb: 1\n", "KT105 1 ："),
        ("b: 1\n权重：40\n", "KT105 2 ："),
        ("b: {权重：40, c: 1}\n", "KT105 1 ："),
        ("a:1\nb: 2\n", "KT109 1 :"),
        ("b: 2\na:1\n", "KT109 2 :"),
        ("a: {b:1, c: 2}\n", "KT109 1 :"),
        ("a: b: c\n", "KT108 1 b: c"),
        ("{a: b: c}\n", "KT108 1 b: c"),
        ("a: note == 'x: y' # why\n", "KT108 1 note == 'x: y'"),
        ("a: {w: min(a, b), c: d}\n", "KT108 1 min(a, b)"),
        ("a: {w: share(a, min(b, c)) > 3, c: d}\n", "KT108 1 share(a, min(b, c)) > 3"),
        ("a: {w: r in [x, y], c: d}\n", "KT108 1 r in [x, y]"),
        ("a: {w: r [x, y], c: d}\n", "KT108 1 r [x, y]"),
        ("a: {w: r {x: y}}\n", "KT108 1 r {x: y}"),
        ("a: {w: v, r [x, y]}\n", "KT101 1 r"),
        ("a: {r {x: y}}\n", "KT101 1 r"),
        ("a: 'x' in y\n", "KT108 1 'x' in y"),
        ("a: {w: 'x' in y, c: 1}\n", "KT108 1 'x' in y"),
        ("a: {b: ? x}\n", "KT108 1 ? x"),
        ("at_least: >= 90\n", "KT108 1 >= 90"),
        ("a: > 90\n", "KT108 1 > 90"),
        ("a: %x\n", "KT108 1 %x"),
        ("a: @x\n", "KT108 1 @x"),
        ("a: `x\n", "KT108 1 `x"),
        ("a: {days} 天\n", "KT108 1 {days} 天"),
        ("a: [1, 2\nb: 3\n", "KT101 1 ["),
        ("a: {b: 1\nc: 3\n", "KT101 1 {"),
        ("a: {b: 1", "KT101 1 {"),
        ("a: 'abc\nb: 2\n", "KT101 1 'abc"),
        ('a: "abc\nb: "x"\n', 'KT101 1 "abc'),
        ('a: "\\q"\n', "KT101 1 \\q"),
        ("- a\nb: 1\n", "KT101 2 b: 1"),
        ("a:\n  b: 1\n c: 2\n", "KT101 3 c: 2"),
        ("a: {b: 1}}\n", "KT101 1 }"),
        ("a: {b: 1,, c: 2}\n", "KT101 1 ,"),
        ("a: {b: c d: e}\n", "KT101 1 c"),
        ("a: b\n  c: d\n", "KT101 2 c"),
        ("a: - b\n", "KT101 1 - b"),
        ("a: 1\nb\nc: 2\n", "KT101 2 b"),
        ("a: 1\ntiers\n  b: 2\n", "KT101 2 tiers"),
        ("a: 1\nb c\nd: 2\n", "KT101 2 b c"),
    ],
)
def test_slips_have_one_message_at_their_place(text: str, expected: str) -> None:
    """A slip that YAML cannot read, or reads as something else, is named once, where it is."""
    assert syntax(text) == [expected]


def test_all_slips_of_a_file_come_in_one_go() -> None:
    """Reading goes on behind a mistake: each of these lines has its own finding."""
    lines = ["tiers:", "\ta：1", "  b:2", "  c: 'x", "  d: [1, 2", "  e: f: g", "  d: 3", "  h i"]
    assert [c[:7] for c in syntax("\n".join(lines) + "\n")] == [
        "KT102 2", "KT105 2", "KT109 3", "KT101 4", "KT101 5", "KT108 6", "KT104 7", "KT101 8",
    ]  # fmt: skip


def test_full_width_signs_are_welcome_in_texts() -> None:
    """Labels, reasons, words and headings of the data may hold any punctuation."""
    text = WHOLE.replace("R02 严重逾期", "R02：严重逾期（９０天），“请核实”")
    text = text.replace("华东", "华东（含上海）").replace("客户满意度", "满意度（％）")
    assert codes(text) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_broken_policies_read_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both parsers find the same mistakes at the same places."""
    monkeypatch.chdir(path.parent)  # where head office's file is, if it extends one
    text = path.read_text(encoding="utf-8")
    assert path.stem[:5] in {c[:5] for c in codes(text)} or path.stem[:5] < "KT110"
    assert {c[:5] for c in codes(text)} == {path.stem[:5]}


def test_the_quick_look_misses_no_forbidden_character() -> None:
    """Every character that is refused is one that the first look takes for suspicious."""
    everything = "".join(map(chr, range(0x110000)))
    refused = set("".join(forbidden_run().findall(everything)))
    assert len(refused) > 200
    assert all(suspicious(c) for c in refused)
    assert not suspicious("战略客户 A-1（含上海）：６０％\n😀é")


# --- limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "a: " + "{a: " * 50_000,
        "- " * 50_000 + "x",
        "".join(" " * i + "a:\n" for i in range(300)),
        "? " * 5_000,
        "a: " + "[" * 25 + "]" * 25,
    ],
)
def test_deep_nesting(text: str) -> None:
    """However deep a file is nested, the answer is one sentence."""
    assert [c[:5] for c in codes(text)] == ["KT107"]


def test_24_levels_are_enough() -> None:
    """The 24th level is still read; what is wrong there is something else."""
    assert syntax("a: " + "[" * 23 + "]" * 23) == []


def test_large_files(tmp_path: Path) -> None:
    """A file of 10 MB is refused before it is read."""
    file = tmp_path / "p.yaml"
    file.write_bytes(b"a: " + b"x" * 10_000_000)
    with pytest.raises(PolicyError) as caught:
        load_source(file)
    assert caught.value.diagnostics[0].message() == (
        "the policy is too large: 9.5 MiB, at most 4 MiB"
    )
    assert [d.code for d in found("a: " + "x" * 10_000_000)] == ["KT107"]
    assert [d.code for d in found("a: " + "客" * 2_000_000)] == ["KT107"]


def test_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """More values than 200,000 (here 2,000) are not looked at."""
    monkeypatch.setattr(compose_module, "MAX_NODES", 2_000)
    text = "a: [" + "1," * 2_001 + "]\n"
    assert [d.code for d in found(text)] == ["KT107"]
    assert syntax(text.replace("1,", "", 10)) == []


# --- bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("gbk", "GBK"),
        ("gb18030", "GBK"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
def test_other_encodings_are_named(tmp_path: Path, encoding: str, said: str) -> None:
    """A file that is not UTF-8 is refused with the name of what it looks like."""
    file = tmp_path / "p.yaml"
    file.write_bytes("title: 客户关系质量评估，战略客户\nowner: someone\n".encode(encoding))
    with pytest.raises(PolicyError) as caught:
        load_source(file)
    assert caught.value.diagnostics[0].message() == (f"the file is not UTF-8: it looks like {said}")


def test_a_stray_byte_is_told_with_its_line(tmp_path: Path) -> None:
    """Bytes that are no text in any encoding we know are told with their line."""
    file = tmp_path / "p.yaml"
    file.write_bytes(b"a: 1\nb: \xff\xfe\xfa!\n")
    with pytest.raises(PolicyError) as caught:
        load_source(file)
    assert caught.value.diagnostics[0].message() == "the file is not UTF-8: byte 0xFF on line 2"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """UTF-8 with a byte order mark is read without it."""
    file = tmp_path / "p.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert load_source(file).text == "a: 1\n"


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    """A missing file and a folder are told as such."""
    with pytest.raises(DataError) as missing:
        load_source(tmp_path / "none.yaml")
    with pytest.raises(DataError) as folder:
        load_source(tmp_path)
    assert missing.value.diagnostics[0].message().endswith("there is no such file")
    assert folder.value.diagnostics[0].message().endswith("it is a folder")
