"""docs/acceptance.md: every mechanism has a line and a test that needs it, or waits by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from engine.atoms.text import Source
from engine.author.compose import compose
from engine.author.nodes import Entry, Mapping
from engine.author.page import Page
from engine.author.policy import Case
from engine.author.read import PARSER, load_source
from engine.check import inspect
from engine.rehearse.folder import cases_of
from engine.rehearse.rehearsal import rehearse

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "acceptance.md").read_text(encoding="utf-8")
IDS = [
    *(f"0.{n}" for n in range(1, 21)), *(f"1.{n}" for n in range(1, 17)),
    *(f"2.{n}" for n in (*range(1, 14), *range(20, 43), 50)),
    *(f"3.{n}" for n in range(1, 16)), *(f"4.{n}" for n in range(1, 21)),
]  # fmt: skip
#: What one test of the repository looks at instead of a policy.yaml.
OTHER_FILES = {"personality": "refused.yaml"}


@dataclass(frozen=True)
class Row:
    id: str
    policy: str
    line: str  # a path of keys, `command: …`, or nothing
    test: str  # a case, `tests/…::…`, or nothing
    status: str

    @property
    def file(self) -> Path:
        return ROOT / "policies" / self.policy / OTHER_FILES.get(self.policy, "policy.yaml")

    @property
    def command(self) -> str | None:
        return self.line.removeprefix("command: keytier ") if "command:" in self.line else None


def rows() -> list[Row]:
    found: list[Row] = []
    policy = ""
    for text in PAGE.splitlines():
        if text.startswith("Policy: "):
            policy = text.split("`")[1]
        cells = [c.strip() for c in text.strip("|").split("|")]
        if len(cells) == 5 and re.fullmatch(r"\d\.\d+|B\d+", cells[0]):
            id_, _, line, test, status = (c.strip("`") for c in cells)
            other, colon, rest = line.partition(": ")
            named = colon and other != "command"
            found.append(
                Row(id_, other if named else policy, rest if named else line, test, status)
            )
    return found


ROWS = rows()
WITH_LINE = [r for r in ROWS if r.line and r.command is None]
WITH_CASE = [r for r in WITH_LINE if "::" not in r.test]


def pieces() -> set[str]:
    table = PAGE[PAGE.index("## Later pieces") :].splitlines()
    return {line.split("|")[1].strip() for line in table if line.startswith("| ")} - {"piece"}


@cache
def opened(file: Path) -> tuple[Source, Mapping]:
    source = load_source(file)
    root = compose(Page.of(source), PARSER).root
    assert isinstance(root, Mapping)
    return source, root


def entries(row: Row) -> list[Entry]:
    """The entries on the way to the row's line, the last of which is the line itself."""
    _, node = opened(row.file)
    found: list[Entry] = []
    for key in row.line.split("."):
        assert isinstance(node, Mapping), f"{row.id}: nothing is inside {row.line}"
        entry = node.entry(key)
        assert entry is not None, f"{row.id}: {row.policy} has no `{row.line}`"
        found.append(entry)
        node = entry.value  # type: ignore[assignment]
    return found


def without(row: Row) -> str:
    """The policy's text up to its cases, the row's line taken out of it."""
    source, root = opened(row.file)
    *above, entry = entries(row)
    around = above[-1].value if above else root
    assert isinstance(around, Mapping)
    text, start, end = source.text, entry.whole.start.offset, entry.whole.end.offset
    if around.flow:
        after = re.match(r"\s*,\s*", text[end:])
        if after is not None:
            end += after.end()
        else:
            start = len(text[:start].rstrip().rstrip(","))
    else:
        start = text.rindex("\n", 0, start) + 1
        end = end if text[end - 1] == "\n" else text.index("\n", end) + 1
    tests = root.entry("tests")
    last = len(text) if tests is None else tests.whole.start.offset
    return text[:start] + text[end:last]


@cache
def cases(file: Path) -> dict[str, Case]:
    bound, _ = inspect(load_source(file))
    assert bound is not None
    more, wrong = cases_of(file)
    assert wrong == []
    return {c.name: c for c in (*bound.policy.tests, *more)}


def test_every_mechanism_once() -> None:
    """The 108 mechanisms stand on the page, each once, in order within its group."""
    of_articles = [r.id for r in ROWS if not r.id.startswith("B")]
    assert sorted(of_articles) == sorted(IDS)
    assert len({r.id for r in ROWS}) == len(ROWS)
    assert len(IDS) == 108


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.id)
def test_status(row: Row) -> None:
    """A row is done, with a line and a test; or waits for a piece that is named; or is 0.20."""
    if row.status == "done":
        assert row.line and row.test
    elif row.status.startswith("later: "):
        assert row.status.removeprefix("later: ") in pieces()
        assert bool(row.line) == bool(row.test)
    else:
        assert (row.id, row.status, row.line) == ("0.20", "out of scope", "")


def test_no_piece_is_idle() -> None:
    """Every later piece is waited for."""
    assert pieces() == {r.status.removeprefix("later: ") for r in ROWS if "later" in r.status}


@pytest.mark.parametrize("row", WITH_LINE, ids=lambda r: r.id)
def test_the_line_is_there(row: Row) -> None:
    """The path of keys leads to a line of the policy."""
    assert entries(row)


@pytest.mark.parametrize("row", [r for r in ROWS if r.command], ids=lambda r: r.id)
def test_the_command_is_there(row: Row) -> None:
    """The command can be called."""
    assert row.command is not None
    assert (ROOT / "engine" / "terminal" / "commands" / f"{row.command}.py").is_file()


@pytest.mark.parametrize("row", [r for r in ROWS if "::" in r.test], ids=lambda r: r.id)
def test_the_test_is_there(row: Row) -> None:
    """The test of the repository exists."""
    file, _, name = row.test.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert re.search(rf"^def {re.escape(name)}\(", text, re.MULTILINE), row.test


@pytest.mark.parametrize("row", WITH_CASE, ids=lambda r: r.id)
def test_the_case_fails_without_the_line(row: Row) -> None:
    """With the line taken out, the policy has an error, which is no slip of the pen, or the case
    that passes with it fails."""
    case = cases(row.file).get(row.test)
    assert case is not None, f"{row.policy} has no case `{row.test}`"
    broken, found = inspect(Source(str(row.file), without(row)))
    if broken is None:
        assert all(d.code >= "KT110" for d in found if d.severity == "error"), "it is still YAML"
    else:
        assert rehearse(broken, [case]).found, f"{row.id}: nothing needs `{row.line}`"
