"""`test`, `plan`, `explain` and `schema` on the command line."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from engine.atoms.codes import CODES
from tests.terminal.conftest import ROOT, Run

STARTER = ROOT / "policies/starter/policy.yaml"
FAILING = STARTER.read_text(encoding="utf-8").replace(
    "tier: key, score: 93", "tier: valued, score: 93"
)


def test_passing(keytier: Run) -> None:
    """Each case is a line of the result; the count is talk."""
    said = keytier("test", STARTER)
    assert said.code == 0
    assert said.out.count("pass  ") == 5
    assert said.err == "5 cases: 5 passed, 0 failed\n"
    assert keytier("test", STARTER, "-q").out == ""
    assert "通过  " in keytier("test", STARTER, "--lang", "zh").out


def test_failing(keytier: Run) -> None:
    """A failing case is code 1, with what was expected, what came, and why."""
    Path("policy.yaml").write_text(FAILING, encoding="utf-8")
    said = keytier("test")
    assert said.code == 1
    assert "FAIL  a large, content and faithful customer is a key customer\n" in said.out
    assert "expects tier `valued`, got `key`" in said.out
    assert "-- satisfaction: 90 gives 90 of 100 points" in said.out.replace("---------- ", "-- ")
    assert said.err == "5 cases: 4 passed, 1 failed\n"


def test_formats(keytier: Run) -> None:
    """JSON and JUnit hold every case; short and github only what failed."""
    Path("policy.yaml").write_text(FAILING, encoding="utf-8")
    document = json.loads(keytier("test", "--format", "json").out)
    assert document["schema"] == "keytier/test/1"
    assert document["summary"] == {"cases": 5, "passed": 4, "failed": 1}
    assert document["files"][0]["cases"][0]["passed"] is False
    assert document["files"][0]["coverage"]["percent"] == "93.3"
    suites = ET.fromstring(keytier("test", "--format", "junit").out.encode())
    assert (suites.get("tests"), suites.get("failures")) == ("5", "1")
    assert keytier("test", "--format", "short").out.startswith("policy.yaml:")
    assert keytier("test", "--format", "github").out.startswith("::error file=policy.yaml")


def test_coverage(keytier: Run) -> None:
    """What no case reaches is listed, and too little of it fails."""
    said = keytier("test", STARTER, "--coverage")
    assert "coverage 93.3 %: cases reach 14 of 15; not reached:\n" in said.out
    assert "criterion `purchases`: otherwise" in said.out
    assert keytier("test", STARTER, "--min-coverage", "93").code == 0
    low = keytier("test", STARTER, "--min-coverage", "94")
    assert low.code == 1
    assert "coverage is 93.3 %, expected at least 94 %" in low.out


def test_a_policy_with_errors_is_not_tried(keytier: Run) -> None:
    """Findings of the policy come instead of results, and the code is 1."""
    Path("policy.yaml").write_text(
        FAILING.replace("at_least: 80", "at_leest: 80"), encoding="utf-8"
    )
    said = keytier("test")
    assert said.code == 1
    assert "KT111" in said.out
    assert "pass" not in said.out


def test_no_cases(keytier: Run) -> None:
    """A policy without cases is fine, and keytier says so."""
    text = STARTER.read_text(encoding="utf-8").partition("tests:")[0]
    Path("policy.yaml").write_text(text, encoding="utf-8")
    said = keytier("test")
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("no cases")


def test_cases_in_a_folder(keytier: Run) -> None:
    """Files in `cases/` beside the policy count."""
    Path("policy.yaml").write_text(STARTER.read_text(encoding="utf-8"), encoding="utf-8")
    Path("cases").mkdir()
    Path("cases/more.yaml").write_text(
        "tests:\n  - {name: 又一例, given: {years: 1}, expect: {outcome: decided}}\n",
        encoding="utf-8",
    )
    said = keytier("test")
    assert said.code == 1
    assert "FAIL  又一例" in said.out
    assert "cases/more.yaml:2:" in said.out


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "postgres"])
def test_plan_as_sql(keytier: Run, dialect: str) -> None:
    """The SQL of every dialect is on standard output, ready to be piped."""
    said = keytier("plan", STARTER, "--sql", dialect, "--as-of", "2026-06-30")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("SELECT\n")


def test_plan_as_steps(keytier: Run) -> None:
    """The steps are a line each, or one JSON document with the same number."""
    text = keytier("plan", STARTER, "--as-of", "2026-06-30")
    document = json.loads(keytier("plan", STARTER, "--as-of", "2026-06-30", "--format", "json").out)
    assert document["schema"] == "keytier/plan/1"
    assert len(document["steps"]) == len(text.out.splitlines())
    assert text.err.startswith("plan of starter 1.0.0 as of 2026-06-30: ")


def test_the_day_is_never_guessed(keytier: Run) -> None:
    """A policy that depends on a day needs one; one that does not takes today and says so."""
    said = keytier("plan", ROOT / "policies/value-tiers/policy.yaml")
    assert said.code == 2
    assert "`--as-of` is missing: `spend_12m`" in said.err
    outside = keytier("plan", ROOT / "policies/value-tiers/policy.yaml", "--as-of", "2001-01-01")
    assert outside.code == 2
    assert "KT454" in outside.err and "--outside-effective" in outside.err
    assert "(today: nothing in the policy depends on the day)" in keytier("plan", STARTER).err


def test_schema(keytier: Run) -> None:
    """The schema is printed as published; the modeline names a file that is there."""
    published = (ROOT / "schemas/policy.schema.json").read_text(encoding="utf-8")
    assert keytier("schema").out == published
    line = keytier("schema", "--modeline").out
    assert line.startswith("# yaml-language-server: $schema=file:///")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_code_is_explained(keytier: Run, language: str) -> None:
    """`explain` has a page for every code, with what and why, in both languages."""
    for code in sorted(CODES):
        said = keytier("explain", code, "--lang", language)
        assert said.code == 0
        assert ("是什么" if language == "zh" else "What it is") in said.out, code
        assert ("为什么重要" if language == "zh" else "Why it matters") in said.out, code


def test_explain_is_forgiving(keytier: Run) -> None:
    """Small letters and bare numbers are understood; the list has every code."""
    page = keytier("explain", "KT111").out
    assert keytier("explain", "kt111").out == keytier("explain", "111").out == page
    assert len(keytier("explain", "--list").out.splitlines()) == len(CODES)
