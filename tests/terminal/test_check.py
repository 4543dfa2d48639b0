"""`check` and `fmt`: findings to stdout, talk to stderr, files written whole or not at all."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from engine.atoms.text import Source
from engine.author import opening
from tests.terminal.conftest import ROOT, Run

STARTER = (ROOT / "policies/starter/policy.yaml").read_text(encoding="utf-8")
TYPO = STARTER.replace("at_least: 80", "at_leest: 80").replace(
    "if_unknown: refer", "if_unknwon: refer"
)


def write(name: str, text: str) -> Path:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def test_clean(keytier: Run) -> None:
    """Nothing found is nothing on standard output, and code 0."""
    write("policy.yaml", STARTER)
    said = keytier("check")
    assert (said.code, said.out, said.err) == (0, "", "1 file checked, no findings\n")
    assert keytier("check", "-q").err == ""


def test_findings(keytier: Run) -> None:
    """All mistakes come in one go, on standard output, and the code is 1."""
    write("政策/policy.yaml", TYPO)
    said = keytier("check", "政策")
    assert (said.code, said.err) == (1, "")
    assert said.out.count("error[KT111]") == 2
    assert "政策/policy.yaml:40:9\n" in said.out
    assert said.out.endswith("2 errors in 1 file (2 fixable with --fix)\n")
    assert "错误[KT111]" in keytier("check", "政策", "--lang", "zh").out


def test_folders_are_looked_through(keytier: Run) -> None:
    """A folder stands for its policies; hidden folders and run directories are passed over."""
    write("a/policy.yaml", TYPO)
    write("a/b/key.policy.yaml", TYPO)
    write("a/b/notes.yaml", "x: [")
    write("a/.git/policy.yaml", "x: [")
    write("a/run/policy.yaml", "x: [")
    write("a/run/manifest.json", "{}")
    document = json.loads(keytier("check", "a", "--format", "json").out)
    assert {d["file"] for d in document["diagnostics"]} == {"a/policy.yaml", "a/b/key.policy.yaml"}
    assert document["summary"]["files"] == 2


@pytest.mark.parametrize(
    ("format", "parse"),
    [
        ("json", lambda t: json.loads(t)["schema"] == "keytier/diagnostics/1"),
        ("sarif", lambda t: json.loads(t)["version"] == "2.1.0"),
        ("junit", lambda t: ET.fromstring(t.encode()).tag == "testsuites"),
        ("github", lambda t: all(x.startswith("::error ") for x in t.splitlines())),
        ("short", lambda t: all(": error[KT111]: " in x for x in t.splitlines())),
    ],
)
def test_formats(keytier: Run, format: str, parse: object) -> None:
    """Every format is one whole document on standard output, also beside talk."""
    write("policy.yaml", TYPO)
    said = keytier("check", "--format", format, "-v")
    assert said.code == 1
    assert parse(said.out)  # type: ignore[operator]


def test_format_by_environment(keytier: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """KEYTIER_FORMAT holds where no flag is given, and a wrong word in it is wrong usage."""
    write("policy.yaml", TYPO)
    monkeypatch.setenv("KEYTIER_FORMAT", "github")
    assert keytier("check").out.startswith("::error ")
    monkeypatch.setenv("KEYTIER_FORMAT", "xml")
    assert keytier("check").code == 2


def test_fix(keytier: Run) -> None:
    """What has one obvious mend is mended; byte order mark, line ends and the rest stay."""
    raw = b"\xef\xbb\xbf" + TYPO.replace("\n", "\r\n").encode()
    Path("policy.yaml").write_bytes(raw)
    said = keytier("check", "--fix")
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("2 findings mended in policy.yaml\n")
    assert (
        Path("policy.yaml").read_bytes() == b"\xef\xbb\xbf" + STARTER.replace("\n", "\r\n").encode()
    )


def test_fix_leaves_what_it_cannot_mend(keytier: Run) -> None:
    """The rest is still reported, in the mended text."""
    write("policy.yaml", TYPO.replace("experience: 30", "experience: 31"))
    said = keytier("check", "--fix")
    assert said.code == 1
    assert "KT111" not in said.out
    assert "101" in said.out


def test_fix_without_findings_writes_nothing(keytier: Run) -> None:
    """A file without findings keeps its bytes and its time."""
    file = write("policy.yaml", STARTER)
    before = file.stat().st_mtime_ns
    keytier("check", "--fix")
    assert file.stat().st_mtime_ns == before


def test_fix_never_overwrites_the_work_of_others(
    keytier: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes while it is mended is left alone."""
    from engine.author import read

    file = write("policy.yaml", TYPO)

    def load(path: Path) -> Source:
        source = opening.load_source(path)
        file.write_text("other: 1\n")
        return source

    monkeypatch.setattr(read, "load_source", load)
    said = keytier("check", "--fix")
    assert said.code == 2
    assert "changed by somebody else" in said.err
    assert file.read_text() == "other: 1\n"
    assert [f.name for f in Path().iterdir()] == ["policy.yaml"]


def test_warnings_fail_only_when_asked(keytier: Run) -> None:
    """A policy that is no longer in force is a warning, and `--today` moves the day."""
    write("policy.yaml", STARTER)
    late = ("check", "--today", "2030-01-01")
    said = keytier(*late)
    assert said.code == 0
    assert "warning[KT207]" in said.out
    assert keytier(*late, "--fail-on", "warning").code == 1
    assert keytier("check", "--today", "2026-06-30").out == ""
    write("keytier.toml", 'fail-on = "warning"\n')
    from engine.terminal import settings

    settings.from_file.cache_clear()
    assert keytier(*late).code == 1


UNTIDY = STARTER.replace("policy: starter\n", "policy:   starter   # its id\n").replace(
    "owner: customer-success@example.com\n", ""
)


def test_fmt(keytier: Run) -> None:
    """`fmt` writes the canonical layout and keeps comments; a second time it finds nothing."""
    write("policy.yaml", UNTIDY)
    assert keytier("fmt", "--check").code == 1
    assert Path("policy.yaml").read_text(encoding="utf-8") == UNTIDY
    diff = keytier("fmt", "--diff")
    assert diff.code == 1
    assert "-policy:   starter   # its id\n+policy: starter # its id\n" in diff.out
    assert Path("policy.yaml").read_text(encoding="utf-8") == UNTIDY
    assert keytier("fmt").code == 0
    assert "policy: starter # its id\n" in Path("policy.yaml").read_text(encoding="utf-8")
    again = keytier("fmt", "--check")
    assert (again.code, again.err) == (0, "1 file is laid out as it should be\n")


def test_fmt_of_standard_input(keytier: Run) -> None:
    """`-` is a filter."""
    said = keytier("fmt", "-", input=UNTIDY.encode())
    assert (said.code, said.err) == (0, "")
    assert "policy: starter # its id\n" in said.out
    assert keytier("fmt", "-", "--check", input=UNTIDY.encode()).code == 1
    assert keytier("fmt", "-", "x.yaml").code == 2


def test_fmt_of_what_is_no_yaml(keytier: Run) -> None:
    """A file that cannot be laid out keeps its bytes; the others are done."""
    write("a/policy.yaml", "x: [1\n")
    write("b/policy.yaml", UNTIDY)
    said = keytier("fmt")
    assert said.code == 1
    assert "error[KT101]" in said.err
    assert Path("a/policy.yaml").read_text() == "x: [1\n"
    assert "starter # its id" in Path("b/policy.yaml").read_text(encoding="utf-8")
    assert keytier("fmt", "-", input=b"\xff\xfe").code == 1


CASES = """\
keytier: 1
policy: tried
version: 1.0.0
title: 试用
customers: {id: id}
data:
  visits: {is: whole, between: [0, 1000]}
  spend: {is: money, between: [0, 1bn], fresh: 90 days, dated: spend_date}
scorecard:
  missing: refer
  criteria:
    often: {field: visits, points: {at_least: {100: 100, 10: 50}, otherwise: 0}}
    rich: {field: spend, points: {line: [[0, 0], [1000, 100]]}}
  weights: {often: 40, rich: 60}
tiers:
  key: {at_least: 60, label: 重点}
  rest: {label: 普通}
tests:
  - name: 没有日期
    given: {visits: 3, spend: lots}
    expect: {tier: key}
  - name: 结果不对
    as_of: 2026-06-30
    given: {vists: 3}
    expect: {tier: key}
"""


def test_cases_are_vetted_and_not_decided(keytier: Run) -> None:
    """What keeps a case from being decided is found by `check`; what it expects is for `test`."""
    write("policy.yaml", CASES)
    said = keytier("check", "--format", "short")
    assert said.code == 1
    assert [line.partition(": case")[0] for line in said.out.splitlines()] == [
        "policy.yaml:19:5: error[KT503]",
        "policy.yaml:20:31: error[KT505]",
        "policy.yaml:24:13: error[KT504]",
    ]
    sound = CASES.replace("lots", "5m").replace("vists", "visits")
    write("policy.yaml", sound.replace("没有日期\n", "有日期\n    as_of: 2026-06-30\n"))
    assert keytier("check").code == 0
    assert keytier("test").code == 1
    write("cases/more.yaml", "tests:\n  - {name: 另一个, given: {vists: 3}, expect: {tier: key}}\n")
    said = keytier("check", "--fix", "--format", "short")
    assert [line.partition(": case")[0] for line in said.out.splitlines()] == [
        "cases/more.yaml:2:5: error[KT503]",
        "cases/more.yaml:2:25: error[KT504]",
    ]


def test_a_case_may_expect_no_score(keytier: Run) -> None:
    """`score: none` says that there is none, and fails where there is one."""
    head = CASES[: CASES.index("tests:")]
    case = "tests:\n- {name: x, as_of: 2026-06-30, given: {GIVEN}, expect: {score: none}}\n"
    write("policy.yaml", head + case.replace("GIVEN", "visits: 3"))
    assert keytier("check").code == keytier("test").code == 0
    given = "visits: 3, spend: 500, spend_date: 2026-06-01"
    write("policy.yaml", head + case.replace("GIVEN", given))
    assert keytier("check").code == 0
    said = keytier("test")
    assert said.code == 1
    assert "KT500" in said.out
