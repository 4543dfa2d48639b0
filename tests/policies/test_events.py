"""Shipped policies that name events: who is named is assessed at once, and nobody else."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.ledger.run import open_run
from engine.terminal.door import GROUP
from tests.policies.test_demo import ROOT, RUNS


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the last full run of a policy is, once a test has made it."""
    return tmp_path_factory.mktemp("decided")


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("qc-key-customers", "complaint_opened"),
        ("customer-credit-quality", "name_change"),
        ("relationship-quality", "task_closed"),
        ("relationship-quality", "complaint_opened"),
    ],
)
def test_who_is_named_is_assessed_at_once(
    name: str, event: str, decided: Path, tmp_path: Path
) -> None:
    """One customer of the last full run is named by an event, and is decided, and shows why."""
    file = f"policies/{name}/policy.yaml"
    command = next(c for c in RUNS if c[1] == file)
    call = [str(ROOT / word) if word.startswith("policies/") else word for word in command]
    call = [
        word.partition("=")[0] + "=" + str(ROOT / word.partition("=")[2]) if "=policies/" in word
        else word
        for word in call
    ]  # fmt: skip
    call = call[: call.index("--as-of")]

    def run(*more: object) -> None:
        done = CliRunner().invoke(GROUP, [*call, *map(str, more)])
        assert done.exit_code in (0, 3), done.output

    full, out = decided / name, tmp_path / "out"
    if not full.exists():
        run("--as-of", "2026-03-31", "-o", full)
    (first, *_) = (row["id"] for row in open_run(full).decisions(limit=1))
    policy = open_run(full).bound.policy
    events = tmp_path / "events.csv"
    heading = policy.customers.id.text
    events.write_text(f"{heading},event,date\n{first},{event},2026-05-20\n", encoding="utf-8")
    run("--as-of", "2026-06-30", "--previous", full, "--events", events, "-o", out)
    (row,) = open_run(out).decisions()
    assert (row["id"], row["event"]) == (first, event), shlex.join(call)
