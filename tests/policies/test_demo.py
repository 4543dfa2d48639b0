"""`make demo`, run by run: all three evaluators decide every shipped customer alike.

DuckDB's decisions are those of the stored run. What it decided on is stored too, so the generated
function and the interpreter are asked about the same rows, one customer at a time.
"""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from engine.atoms.dates import to_day
from engine.terminal.door import GROUP
from tests.evaluators import bound_policy, by_interpreter, by_record
from tests.longer import times

ROOT = Path(__file__).resolve().parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
RUNS = [
    shlex.split(line)
    for line in re.findall(r"^\t@?\$\(BIN\)/keytier (.+)$", MAKEFILE.replace("\\\n", " "), re.M)
]
MANY = times(60)  # customers of each run, spread over all of it


def rows(folder: Path, part: str) -> list[dict[str, Any]]:
    """The stored rows in order, dates as days."""
    asked = duckdb.connect().execute(f"SELECT * FROM '{folder}/{part}/*.parquet' ORDER BY id")
    names = [d[0] for d in asked.description]
    return [
        {n: to_day(v) if isinstance(v, date) else v for n, v in zip(names, row, strict=True)}
        for row in asked.fetchall()
    ]


def option(command: list[str], name: str) -> str:
    return command[command.index(name) + 1]


def test_every_policy_is_in_the_demo() -> None:
    """`make demo` decides by every policy that ships with data, but the starter and those that
    `make stickiness` compares."""
    shipped = {p for p in ROOT.glob("policies/*/*policy.yaml") if p.parent.name != "starter"}
    loop = re.search(r"for moves in (.+?); do", MAKEFILE)
    assert loop is not None
    compared = {ROOT / f"policies/value-tiers/spend-{m}.policy.yaml" for m in loop[1].split()}
    assert {ROOT / command[1] for command in RUNS} | compared == shipped


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `demo-run/` is here."""
    return tmp_path_factory.mktemp("demo")


def made(command: list[str], demo: Path) -> Path:
    """The folder of a run of the demo, and of those that it reads; each is made once."""
    folder = demo / Path(option(command, "-o")).name
    if folder.exists():
        return folder
    given = [a.replace("demo-run/", f"{demo}/") for a in command]
    for other in RUNS:
        if other is not command and option(other, "-o") in (a.rpartition("=")[2] for a in command):
            made(other, demo)
    done = CliRunner().invoke(GROUP, given)
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize("command", RUNS, ids=lambda c: Path(option(c, "-o")).name)
def test_alike(command: list[str], demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A customer decided alone is decided as in the run, column by column, on every engine."""
    monkeypatch.chdir(ROOT)
    folder = made(command, demo)
    policy = bound_policy((ROOT / command[1]).read_text(encoding="utf-8"), command[1])
    as_of = to_day(date.fromisoformat(option(command, "--as-of")))
    decided, inputs = rows(folder, "decisions"), rows(folder, "inputs")
    assert [r["id"] for r in decided] == [r["id"] for r in inputs]
    step = max(1, len(decided) // MANY)
    decided, inputs = decided[::step], inputs[::step]
    for evaluator in (by_record, by_interpreter):
        for expected, got in zip(decided, evaluator(policy, inputs, as_of, {}), strict=True):
            assert {k: got[k] for k in expected} == expected, (evaluator.__name__, expected["id"])
