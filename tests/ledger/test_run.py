"""A run directory: whole or not at all, ordered, digested, and read back without deciding anew."""

from __future__ import annotations

import os
import random
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.dates import to_day
from engine.atoms.digest import sha256_file
from engine.atoms.errors import BrokenRecord, DataError, RunError, UsageError
from engine.compile.lower import lower
from engine.connect.sources import Data
from engine.decide.record import record_decider
from engine.ledger import chunks
from engine.ledger.chunks import CHUNK
from engine.ledger.run import Asked, dry_run, open_run, run
from tests.asking import asked_by
from tests.moments import begun, signalled

POLICY = """
keytier: 1
policy: small
version: 1.0.0
title: Small
effective: {from: 2026-01-01, until: 2026-12-31}
customers: {id: id}
data:
  spend: {is: money, between: [0, 1m]}
  csat: {is: percent, between: [0, 100]}
scorecard:
  criteria:
    volume: {field: spend, points: {at_least: {100k: 100, 1k: 50}, otherwise: 0}}
    mood: {field: csat, points: as_is}
  weights: {volume: 60, mood: 40}
  missing: reallocate
tiers:
  key: {at_least: 60}
  rest:
"""
DAY = 20_636  # 2026-07-02


def write(folder: Path, rows: list[str]) -> Path:
    file = folder / "customers.csv"
    file.write_text("id,spend,csat\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def asked(folder: Path, rows: list[str], policy: str = POLICY, **more: object) -> Asked:
    fields: dict[str, Any] = {"as_of": DAY, "written": policy.encode(), **more}
    return asked_by(policy, folder, Data(str(write(folder, rows))), **fields)


def rows_of(count: int) -> list[str]:
    return [f"C{i:06d},{i % 200_000},{'' if i % 7 == 0 else i % 101}" for i in range(count)]


def test_every_file_of_a_run_is_in_its_manifest_with_its_digest(tmp_path: Path) -> None:
    """Policy, plan, facts, snapshot and decisions lie in the run, and their digests are stored."""
    done = run(asked(tmp_path, rows_of(10)), tmp_path / "out")
    folder, manifest = tmp_path / "out", done.run.manifest
    for part in (*manifest.inputs, *manifest.decisions):
        assert sha256_file(folder / part.file) == part.digest
    assert (folder / "policy.yaml").read_bytes() == (tmp_path / "policy.yaml").read_bytes()
    assert sha256_file(folder / "policy.yaml") == manifest.policy["digest"]
    assert sorted(p.name for p in folder.iterdir()) == [
        "decisions", "facts.json", "inputs", "manifest.json", "plan.json", "policy.yaml",
    ]  # fmt: skip
    assert manifest.counts["subjects"] == 10 == sum(manifest.counts["outcomes"].values())


def test_chunks_hold_65536_customers_in_byte_order_of_ids(tmp_path: Path) -> None:
    """Whatever the order of the file, customers stand by id bytes, 65,536 to a file."""
    rows = [*rows_of(2 * CHUNK + 500), "Ä1,5,5", "客户,5,5", "a,5,5", "B,5,5"]
    random.Random(3).shuffle(rows)
    done = run(asked(tmp_path, rows), tmp_path / "out")
    assert [p.rows for p in done.run.manifest.decisions] == [CHUNK, CHUNK, 504]
    ids = [r["id"] for r in done.run.decisions()]
    assert ids == sorted(ids, key=str.encode)
    assert len(ids) == 2 * CHUNK + 504
    assert [r["id"] for r in done.run.decisions(limit=CHUNK + 2)] == ids[: CHUNK + 2]


@pytest.mark.parametrize("rows", [1, 63, 64, 65, 128, 129])
def test_no_piece_is_empty_or_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    """At the edge of a piece the last customer is in the last one, and nobody is lost."""
    monkeypatch.setattr(chunks, "CHUNK", 64)
    stored = run(asked(tmp_path, rows_of(rows)), tmp_path / "out").run
    sizes = [p.rows for p in stored.manifest.decisions]
    assert sizes == [64] * (rows // 64) + [rows % 64] * (rows % 64 > 0)
    assert sizes == [p.rows for p in stored.manifest.inputs]
    last = stored.decision(f"C{rows - 1:06d}")
    assert last is not None and last["id"] == stored.manifest.decisions[-1].last
    assert sum(1 for _ in stored.decisions()) == rows


def test_the_order_of_rows_changes_no_byte_of_the_decisions(tmp_path: Path) -> None:
    """The same customers in another order give the same snapshot and the same decisions."""
    rows = rows_of(3_000)
    first = run(asked(tmp_path, rows), tmp_path / "a").run.manifest
    random.Random(4).shuffle(rows)
    second = run(asked(tmp_path, rows), tmp_path / "b").run.manifest
    assert [p.digest for p in first.decisions] == [p.digest for p in second.decisions]
    assert [p.digest for p in first.inputs] == [p.digest for p in second.inputs]
    assert first.meaning() != second.meaning()  # the file's own digest differs, and is stored


def test_a_stored_decision_is_what_one_customer_alone_is_decided(tmp_path: Path) -> None:
    """Reading a decision back gives what the generated function says of the stored inputs."""
    ask = asked(tmp_path, rows_of(50))
    stored = run(ask, tmp_path / "out").run
    decide = record_decider(lower(ask.bound, DAY, {}))
    for id_ in ("C000000", "C000007", "C000049"):
        inputs, decision = stored.inputs(id_), stored.decision(id_)
        assert inputs is not None and decision is not None
        alone = {k: list(v) if isinstance(v, tuple) else v for k, v in decide(inputs).items()}
        assert alone == decision
    assert stored.decision("nobody") is None
    assert stored.decision("A") is None


def test_a_target_that_exists_is_refused_and_only_a_run_is_replaced(tmp_path: Path) -> None:
    """--force replaces a former run, never a folder of something else."""
    ask = asked(tmp_path, rows_of(3))
    run(ask, tmp_path / "out")
    with pytest.raises(UsageError) as refused:
        run(ask, tmp_path / "out")
    assert refused.value.diagnostics[0].code == "KT380"
    before = (tmp_path / "out" / "manifest.json").stat().st_ino
    run(ask, tmp_path / "out", force=True)
    assert (tmp_path / "out" / "manifest.json").stat().st_ino != before
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear customer")
    with pytest.raises(UsageError) as kept:
        run(ask, mine, force=True)
    assert kept.value.diagnostics[0].code == "KT381"
    assert (mine / "letter.txt").read_text() == "dear customer"
    assert not [p.name for p in tmp_path.iterdir() if "partial" in p.name or "former" in p.name]


def test_a_run_that_breaks_a_gate_leaves_nothing(tmp_path: Path) -> None:
    """A duplicate id stops the run, and no folder appears."""
    with pytest.raises(DataError) as stopped:
        run(asked(tmp_path, ["C1,1,1", "C1,2,2"]), tmp_path / "out")
    assert stopped.value.gate
    assert sorted(p.name for p in tmp_path.iterdir()) == ["customers.csv", "policy.yaml"]


def test_a_day_outside_effective_is_refused_unless_insisted(tmp_path: Path) -> None:
    """The policy says when it may decide; who insists is written into the manifest."""
    late = to_day(__import__("datetime").date(2027, 1, 1))
    with pytest.raises(RunError) as refused:
        run(asked(tmp_path, rows_of(2), as_of=late), tmp_path / "out")
    assert refused.value.diagnostics[0].code == "KT454"
    done = run(asked(tmp_path, rows_of(2), as_of=late, insist=True), tmp_path / "out")
    assert done.run.manifest.notes["outside_effective_insisted"] is True


def test_a_dry_run_decides_and_leaves_nothing(tmp_path: Path) -> None:
    """Counts are there inside the block; no file stays."""
    with dry_run(asked(tmp_path, rows_of(20))) as done:
        assert done.counts["subjects"] == 20
        folder = done.run.folder
    assert not folder.exists()


def test_unreadable_cells_are_listed_with_their_place(tmp_path: Path) -> None:
    """errors.csv names id, file, row, line, column, code, what was seen and expected."""
    done = run(asked(tmp_path, ["C1,abc,5", "C2,5,5", "C3,5,1e400"]), tmp_path / "out")
    assert done.counts["outcomes"]["error"] == 2
    lines = (tmp_path / "out" / "errors.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "id,file,row,line,column,code,seen,expected,expected_zh"
    assert [x.split(",")[0] for x in lines[1:]] == ["C1", "C3"]
    assert "spend.unreadable" in lines[1] and "abc" in lines[1]
    assert done.run.decision("C1")["reasons"] == ["spend.unreadable"]  # type: ignore[index]


def test_a_damaged_run_is_said_to_be_damaged(tmp_path: Path) -> None:
    """A missing or broken file of a run is named; no run at all is wrong usage."""
    run(asked(tmp_path, rows_of(5)), tmp_path / "out")
    (tmp_path / "out" / "decisions" / "00000.parquet").write_bytes(b"PAR1 nonsense")
    with pytest.raises(BrokenRecord) as broken:
        open_run(tmp_path / "out").decision("C000001")
    assert broken.value.diagnostics[0].code == "KT385"
    (tmp_path / "out" / "manifest.json").write_text("{")
    with pytest.raises(BrokenRecord):
        open_run(tmp_path / "out")
    with pytest.raises(UsageError) as absent:
        open_run(tmp_path / "nothing")
    assert absent.value.diagnostics[0].code == "KT384"


@pytest.mark.parametrize(
    ("event", "ending", "partial", "complete"),
    [
        ("os.mkdir", ".partial", False, False),
        ("open", "customers.csv", True, False),
        ("open", "decisions/00000.parquet", True, False),
        ("open", "manifest.json", True, False),
        ("os.rename", ".partial", True, False),
        ("open", "/place", False, True),  # the folder around it is flushed when it is in its place
    ],
)
def test_under_the_name_of_a_killed_run_is_nothing_or_a_whole_run(
    tmp_path: Path, event: str, ending: str, partial: bool, complete: bool
) -> None:
    """kill -9 at any moment leaves no half run, and the next run clears what was left beside."""
    place = tmp_path / "place"
    target = place / "out"
    ask = asked(tmp_path, rows_of(300))
    ended = signalled(
        signal.SIGKILL, event, ending, "run", "policy.yaml", "customers.csv",
        "--as-of", "2026-07-02", "-o", target, cwd=tmp_path,
    )  # fmt: skip
    assert ended.code == -signal.SIGKILL
    assert bool(list(place.glob(".out.*.partial"))) == partial
    assert target.exists() == complete
    if complete:
        assert open_run(target).manifest.counts["subjects"] == 300
    run(ask, target, force=True)
    assert open_run(target).manifest.counts["subjects"] == 300
    assert {p.name for p in place.iterdir()} - {"ledger"} == {"out"}


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_two_runs_into_one_place(tmp_path: Path, force: tuple[str, ...]) -> None:
    """Of two runs at once into one place one is there, whole, and the other says that it is not."""
    target = tmp_path / "place" / "out"
    ask = asked(tmp_path, rows_of(3))
    if force:
        run(ask, target)
    line = ("run", "policy.yaml", "customers.csv", "--as-of", "2026-07-02", "-o", target, *force)
    with begun(signal.SIGSTOP, "os.rename", ".partial", *line, cwd=tmp_path) as first:
        os.waitpid(first.pid, os.WUNTRACED)  # it stands still just before it comes into place
        second = run(ask, target, force=bool(force)).run
        os.kill(first.pid, signal.SIGCONT)
        _, said = first.communicate()
    assert first.returncode == 2
    assert b"KT380" in said
    assert open_run(target).manifest == second.manifest
    assert {p.name for p in target.parent.iterdir()} - {"ledger"} == {"out"}


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_being_replaced_is_never_lost(tmp_path: Path, number: signal.Signals) -> None:
    """Between the old run's going and the new one's coming, an end brings the old one back: at
    once where the run could still act, else with the next run into that place."""
    place = tmp_path / "place"
    target = place / "out"
    ask = asked(tmp_path, rows_of(3))
    run(ask, target)
    old = (target / "manifest.json").read_bytes()
    ended = signalled(
        number, "os.rename", ".partial", "run", "policy.yaml", "customers.csv",
        "--as-of", "2026-07-02", "-o", target, "--force", cwd=tmp_path,
    )  # fmt: skip
    assert ended.code == (-number if number == signal.SIGKILL else 130)
    assert target.exists() == (number == signal.SIGINT)
    with pytest.raises(UsageError) as refused:
        run(ask, target)
    assert refused.value.diagnostics[0].code == "KT380"
    assert (target / "manifest.json").read_bytes() == old
    run(replace(ask, as_of=ask.as_of + 1), target, force=True)
    assert (target / "manifest.json").read_bytes() != old
    assert {p.name for p in place.iterdir()} - {"ledger"} == {"out"}
