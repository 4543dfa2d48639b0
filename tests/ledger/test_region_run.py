"""A run of a region's policy holds head office's text too, and needs neither file again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.atoms.digest import sha256
from engine.atoms.errors import BrokenRecord
from engine.compile.lower import lower
from engine.connect.sources import Data
from engine.decide.interpreter.walk import interpret
from engine.decide.record import record_decider
from engine.ledger.run import StoredRun, open_run, run
from tests.asking import asked_of

ROOT = Path(__file__).resolve().parents[2]
DAY = 20_726  # 2026-09-30


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredRun:
    folder = tmp_path_factory.mktemp("region")
    home = folder / "policies"
    shutil.copytree(ROOT / "policies" / "regional-tiers", home)
    ask = asked_of(home / "east.policy.yaml", Data(str(home / "customers.csv")), DAY)
    done = run(ask, folder / "run")
    shutil.rmtree(home)  # nothing but the run is left
    return done.run


def test_both_texts_are_stored_exactly(stored: StoredRun) -> None:
    """policy.yaml and extends.yaml are the two files byte for byte, each under its digest."""
    home = ROOT / "policies" / "regional-tiers"
    for name, file, key in (("policy.yaml", "east.policy.yaml", "digest"),
                            ("extends.yaml", "policy.yaml", "extends")):  # fmt: skip
        raw = (stored.folder / name).read_bytes()
        assert raw == (home / file).read_bytes()
        assert stored.manifest.policy[key] == sha256(raw)


def test_the_run_alone_decides_again(stored: StoredRun) -> None:
    """From the run's folder every customer is decided as it was, by record and by interpreter."""
    bound = open_run(stored.folder).bound
    plan = lower(bound, DAY, {})
    assert plan.digest == stored.manifest.plan
    decide, seen = record_decider(plan), 0
    for row in stored.decisions():
        inputs = stored.inputs(row["id"])
        assert inputs is not None
        again = {k: list(v) if isinstance(v, tuple) else v for k, v in decide(inputs).items()}
        by_law = interpret(bound, inputs, DAY, {})
        assert again == row
        assert {k: list(v) if isinstance(v, tuple) else v for k, v in by_law.items()} == row
        seen += row["tier"] is not None
    assert seen == 30


def test_a_changed_head_office_is_named(stored: StoredRun, tmp_path: Path) -> None:
    """Where extends.yaml is not what the run wrote, or is gone, that is said."""
    folder = tmp_path / "run"
    shutil.copytree(stored.folder, folder)
    text = (folder / "extends.yaml").read_text(encoding="utf-8")
    (folder / "extends.yaml").write_text(text.replace("> 60", "> 61"), encoding="utf-8")
    with pytest.raises(BrokenRecord) as said:
        open_run(folder)
    assert "extends.yaml" in said.value.diagnostics[0].message()
    (folder / "extends.yaml").unlink()
    with pytest.raises(BrokenRecord):
        open_run(folder)
