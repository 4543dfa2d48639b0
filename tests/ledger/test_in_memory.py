"""Chunks that are decided and written in memory are those that DuckDB would have written."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.atoms.errors import RunError
from engine.connect.columnar import Cells
from engine.connect.sources import Data
from engine.decide.native import Native
from engine.ledger import chunks, in_memory
from engine.ledger.run import Asked, RunResult, run
from engine.ledger.seal.checkpoint import read_checkpoint
from engine.ledger.seal.home import Home, make_home
from engine.ledger.seal.sealing import Sealing
from engine.ledger.verify.run import verify_run
from engine.terminal.loading import sound_policy
from engine.terminal.talk import Talk
from tests.kernels import needs_kernel, without_kernel

ROOT = Path(__file__).resolve().parents[2] / "policies"
#: Groups, seats, lists of words, dates and missing cells, numbers of more than 64 bits on the way;
#: customers in a file beside tables; customers of a table, and ranks.
POLICIES = {
    "key-accounts/policy.yaml": ("customers", "orders", "contracts", "fx"),
    "qc-key-customers/policy.yaml": ("customers", "orders", "complaints"),
    "value-tiers/ranks.policy.yaml": (None, "orders"),
}
pytestmark = needs_kernel


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """In memory, however few customers there are."""
    monkeypatch.setattr(chunks, "IN_MEMORY", -1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A key folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEYTIER_HOME", str(tmp_path_factory.mktemp("keys") / "home"))
        return make_home()


def asked(name: str) -> Asked:
    raw, source, bound = sound_policy(Talk(), ROOT / name)
    place, (customers, *tables) = (ROOT / name).parent, POLICIES[name]
    file = None if customers is None else Data(place / f"{customers}.csv")
    files = {"complaints": "tickets"}
    data = {table: Data(place / f"{files.get(table, table)}.csv") for table in tables}
    day = 20_634 if file else 10_407  # 2026-06-30, or at the end of the purchases
    return Asked(source, bound, file, day, data, written=raw)


def made(home: Home, folder: Path, name: str = "qc-key-customers/policy.yaml") -> RunResult:
    return run(asked(name), folder / "run", sealing=Sealing(home, folder / "ledger"))


def head(done: RunResult) -> Any:
    return read_checkpoint((done.run.folder / "checkpoint").read_text(encoding="utf-8"))[0]


@pytest.mark.parametrize("name", POLICIES)
def test_a_run_in_memory_is_the_run_of_duckdb(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Same snapshot, same decisions, cell for cell and type for type, same leaves and root; and
    `verify`, which reads the files, makes the leaves again that were made of memory."""
    used: list[bytes | None] = []
    decisions = in_memory.InMemory.decisions

    def deciding(*given: Any) -> Any:
        found = decisions(*given)
        used.append(found[1])
        return found

    monkeypatch.setattr(in_memory.InMemory, "decisions", deciding)
    here = made(home, tmp_path / "a", name)
    assert [tile is not None for tile in used] == [True]
    with without_kernel():
        there = made(home, tmp_path / "b", name)
    assert len(used) == 1
    assert head(here).root == head(there).root
    engines = [r.run.manifest.made["engine"].split()[0] for r in (here, there)]
    assert engines == ["native,", "duckdb"]
    assert verify_run(here.run.folder, home).rebuilt
    con = duckdb.connect()
    for kind in ("inputs", "decisions"):
        one, other = (f"'{r.run.folder}/{kind}/00000.parquet'" for r in (here, there))
        assert con.sql(f"FROM {one}").fetchall() == con.sql(f"FROM {other}").fetchall()
        columns = "SELECT column_name, column_type FROM (DESCRIBE FROM {})"
        assert con.sql(columns.format(one)).fetchall() == con.sql(columns.format(other)).fetchall()


@pytest.mark.parametrize("column", ["outcome", "reasons"])
def test_no_run_rests_on_the_compiled_engine_alone(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str
) -> None:
    """Where the compiled engine says of one of the first customers what DuckDB does not, the run
    ends and says of whom; nothing is left."""
    decide = Native.decide

    def other(self: Native, columns: Mapping[str, Cells], rows: int) -> list[tuple[str, Cells]]:
        found = dict(decide(self, columns, rows))
        values = found[column].values.copy()
        values[-1] += 1 if values[-1] == 0 else -1
        return list((found | {column: replace(found[column], values=values)}).items())

    monkeypatch.setattr(Native, "decide", other)
    with pytest.raises(RunError, match="decide differently over customer `C0"):
        made(home, tmp_path)
    assert not (tmp_path / "run").exists()


def test_a_full_disk_ends_the_run(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the disk has no room for ends the run in words, and nothing stands there."""
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.parent.name == "decisions":
            raise OSError(errno.ENOSPC, "no space", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(RunError, match="no space is left"):
        made(home, tmp_path)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("said", ["", "Unable to allocate 1.00 GiB"])
def test_a_lack_of_memory_ends_the_run(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    """Columns that memory has no room for end the run in the words in which DuckDB's would, and
    nothing stands there."""

    def decide(*_: Any) -> Any:
        raise MemoryError(said)

    monkeypatch.setattr(Native, "decide", decide)
    with pytest.raises(RunError, match=f"more memory is needed .*`{said or 'MemoryError'}`"):
        made(home, tmp_path)
    assert not (tmp_path / "run").exists()
