"""Cases in files beside the policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.atoms.text import Source
from engine.rehearse.folder import case_files, cases_of, read_cases

GOOD = "# kept\ntests:\n  - {name: 甲, given: {years: 1}, expect: {outcome: decided}}\n"


def test_files_beside_a_policy(tmp_path: Path) -> None:
    """`cases/` belongs to policy.yaml, `key.cases/` to key.policy.yaml, and nothing else counts."""
    for folder, name in (("cases", "b.yaml"), ("cases", "a.yml"), ("cases", "notes.txt"),
                         ("key.cases", "c.yaml")):  # fmt: skip
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(GOOD, encoding="utf-8")
    assert [f.name for f in case_files(tmp_path / "policy.yaml")] == ["a.yml", "b.yaml"]
    assert [f.name for f in case_files(tmp_path / "key.policy.yaml")] == ["c.yaml"]
    assert case_files(tmp_path / "other.policy.yaml") == []
    cases, found = cases_of(tmp_path / "policy.yaml")
    assert ([c.name for c in cases], found) == (["甲", "甲"], [])


def test_places_are_those_of_the_file() -> None:
    """A case knows its line in its own file."""
    cases, found = read_cases(Source("a.yaml", GOOD))
    assert found == []
    assert cases[0].at.start.line == 3
    assert cases[0].given.values[0][0].at.text == "years"


@pytest.mark.parametrize(
    ("text", "code", "under"),
    [
        (GOOD.replace("given", "givn"), "KT111", "givn"),
        ("tests:\n  - [\n", "KT101", "["),
        ("tiers: {a: {}}\n" + GOOD, "KT510", "tiers"),
        ("owner: x\n" + GOOD, "KT510", "owner"),
    ],
)
def test_mistakes_are_found_in_their_file(text: str, code: str, under: str) -> None:
    """What is wrong in a file of cases is said at its own line, and no case of it counts."""
    cases, found = read_cases(Source("a.yaml", text))
    assert cases == []
    assert [(d.code, d.at.text if d.at else None) for d in found] == [(code, under)]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is no UTF-8 text is a finding, and the others still count."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "a.yaml").write_bytes(GOOD.encode("gb18030"))
    (tmp_path / "cases" / "b.yaml").write_text(GOOD, encoding="utf-8")
    cases, found = cases_of(tmp_path / "policy.yaml")
    assert (len(cases), len(found)) == (1, 1)
