"""A sealed run has one root, whoever decides, hashes, orders or cuts; and is in the ledger."""

from __future__ import annotations

import json
import random
import stat
from dataclasses import asdict, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from engine.atoms.digest import sha256_file
from engine.atoms.errors import UsageError
from engine.connect.sources import Data
from engine.ledger.events import read_log
from engine.ledger.run import Asked, RunResult, run
from engine.ledger.seal import hashing, many
from engine.ledger.seal.checkpoint import read_checkpoint
from engine.ledger.seal.few import record_with
from engine.ledger.seal.hashing import ChangedFile, Hasher, Job, connection
from engine.ledger.seal.home import Home, make_home
from engine.ledger.seal.laid_out import Texts
from engine.ledger.seal.layout import Layout, layout_from
from engine.ledger.seal.many import leaves_of
from engine.ledger.seal.salt import open_salt, salt_key, salt_of_run, salts_of_rows, seal_salt
from engine.ledger.seal.sealing import Sealing
from engine.ledger.seal.tree import leaf_hash, root_of
from engine.ledger.stored import StoredRun
from engine.ledger.verify.run import verify_run
from engine.terminal.loading import sound_policy
from engine.terminal.talk import Talk
from tests.evaluators import by_interpreter, by_record
from tests.kernels import needs_kernel, without_kernel

ROOT = Path(__file__).resolve().parents[3] / "policies" / "key-accounts"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A key folder of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEYTIER_HOME", str(tmp_path_factory.mktemp("keys") / "home"))
        return make_home()


def asked(customers: Path, **more: Any) -> Asked:
    """The policy for key accounts: groups, seats, lists of words, dates, missing cells."""
    raw, source, bound = sound_policy(Talk(), ROOT / "policy.yaml")
    tables = {name: Data(ROOT / f"{name}.csv") for name in ("orders", "contracts", "fx")}
    return Asked(source, bound, Data(customers), 20_634, tables, written=raw, **more)


@pytest.fixture(scope="module")
def sealed(home: Home, tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """A sealed run of a shipped policy."""
    folder = tmp_path_factory.mktemp("sealed")
    sealing = Sealing(home, folder / "ledger")
    return run(asked(ROOT / "customers.csv"), folder / "run", sealing=sealing)


def head(stored: StoredRun) -> Any:
    return read_checkpoint((stored.folder / "checkpoint").read_text(encoding="utf-8"))


def layout(stored: StoredRun) -> Layout:
    return layout_from(json.loads((stored.folder / "record.json").read_bytes()))


def test_the_root_is_that_of_every_evaluator(sealed: RunResult, home: Home) -> None:
    """Records of what the interpreter and the function decide on the snapshot lead to the root
    that was sealed of what DuckDB wrote, and so do those laid out by numpy."""
    stored = sealed.run
    (part,) = stored.manifest.inputs
    rows = list(stored.pieces.rows(part, "", [], None))
    key = salt_of_run(stored.folder, home.openings, stored.manifest.plan)
    assert key is not None
    checkpoint, note = head(stored)
    assert note.signed_by(home.signer.verifier)
    assert (checkpoint.size, checkpoint.origin) == (
        len(rows),
        "keytier/run/key-accounts/2026-06-30",
    )
    how = layout(stored)
    for decide in (by_interpreter, by_record):
        decided = decide(stored.bound, rows, stored.as_of, stored.context)
        salts = salts_of_rows(key, [row["id"] for row in rows])
        records = [
            record_with(how, n, made, row, salts[n])
            for n, (made, row) in enumerate(zip(decided, rows, strict=True))
        ]
        assert root_of(b"".join(map(leaf_hash, records))) == checkpoint.root
        assert {len(r) for r in records} == {how.width}
    files = [stored.folder / kind / "00000.parquet" for kind in ("inputs", "decisions")]
    con = connection()
    leaves = leaves_of(con, how, *files, 0, key)
    assert root_of(leaves) == checkpoint.root
    assert leaves_of(con, how, *files, 0, bytes(32)) != leaves
    assert leaves_of(con, how, *files, 1, key) != leaves
    unknown = replace(how, tiers=how.tiers[1:])
    for wrong in (lambda: leaves_of(con, unknown, *files, 0, key),
                  lambda: leaves_of(con, how, files[0], files[0], 0, key)):  # fmt: skip
        with pytest.raises((ValueError, duckdb.Error)):
            wrong()


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Hasher]:
    """Grows by one whenever a process is started that hashes beside this one."""
    found: list[Hasher] = []
    start = Hasher._start

    def starting(hasher: Hasher) -> Any:
        found.append(hasher)
        return start(hasher)

    monkeypatch.setattr(Hasher, "_start", starting)
    return found


def test_the_root_hangs_on_no_order_of_rows(
    sealed: RunResult, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same customers in another order, hashed in two processes, have the same root."""
    lines = (ROOT / "customers.csv").read_text(encoding="utf-8").splitlines()
    rest = lines[1:]
    random.Random(4).shuffle(rest)
    mixed = tmp_path / "mixed.csv"
    mixed.write_text("\n".join([lines[0], *rest]) + "\n", encoding="utf-8")
    monkeypatch.setattr(hashing, "MANY", 0)
    monkeypatch.setattr(hashing, "FEW", 0)
    others = counted(monkeypatch)
    with without_kernel():
        again = run(asked(mixed), tmp_path / "run", sealing=Sealing(home, tmp_path / "ledger")).run
    first, other = head(sealed.run)[0], head(again)[0]
    assert others
    assert (first.root, first.more["record"]) == (other.root, other.more["record"])
    assert first.more["manifest"] != other.more["manifest"]  # times, and the name of the file


@needs_kernel
def test_the_root_hangs_on_no_kernel(
    sealed: RunResult, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that hashlib sealed has the very root, tiles and leaves that the kernel makes of it,
    and each of the two verifies it."""
    monkeypatch.setattr(hashing, "FEW", 0)
    con, leaves = connection(), []

    def verified() -> None:
        found = verify_run(tmp_path / "run", home).sealed
        salts = found.salts(home)
        assert salts is not None
        leaves.append(found.leaves(con, 0, found.job(0), salts))

    with without_kernel():
        sealing = Sealing(home, tmp_path / "ledger")
        again = run(asked(ROOT / "customers.csv"), tmp_path / "run", sealing=sealing).run
        verified()
    verified()
    assert leaves[0] == leaves[1]
    assert root_of(leaves[1]) == head(again)[0].root == head(sealed.run)[0].root
    tiles = [stored.folder / "tiles" / "00000" for stored in (again, sealed.run)]
    assert tiles[0].read_bytes() == tiles[1].read_bytes() == hashing.tile_file(leaves[1])


def test_a_sealed_run_adds_little(sealed: RunResult) -> None:
    """Tiles and salts are at most 20 bytes a decision beside what a run of any size adds."""
    folder, rows = sealed.run.folder, head(sealed.run)[0].size
    groups = -(-rows // 256)
    assert (folder / "tiles" / "00000").stat().st_size == 32 + groups * 32 + rows * 4


def test_the_run_is_in_the_ledger(sealed: RunResult, home: Home) -> None:
    """The event names the root and the manifest that the checkpoint vouches for."""
    assert sealed.entered is not None
    log = read_log(sealed.entered.log.folder)
    checkpoint, _ = head(sealed.run)
    assert [e["event"] for e in log.events] == ["begun", "run"]
    assert log.events[1]["root"] == checkpoint.root.hex()
    assert log.events[1]["manifest"] == checkpoint.more["manifest"]
    assert log.events[1]["by"] == home.signer.name == log.signed_by.name


def test_a_dead_worker_loses_nothing(
    sealed: RunResult, home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    """What a process was given that died is hashed here; what cannot be hashed is an error, and so
    is a file other than the one vouched for; a process whose asker died says nothing."""
    stored, how = sealed.run, layout(sealed.run)
    key = salt_key(home.secret, stored.manifest.plan)
    files = [str(stored.folder / kind / "00000.parquet") for kind in ("inputs", "decisions")]
    job = Job(files[0], files[1], 0, head(stored)[0].size)
    with without_kernel():
        hasher = Hasher(how, key, 1)
    start, died = hasher._start, []

    def dead() -> Any:
        worker = start()
        if not died:
            worker.kill()
            worker.wait()
            died.append(worker)
        return worker

    hasher._start = dead  # type: ignore[method-assign]
    try:
        found = [hasher.submit(None, job).result() for _ in range(2)]
        twice = Job(files[0], files[0], 0, job.rows)
        with pytest.raises(ValueError):
            hasher.submit(None, twice).result()
        other = replace(job, digests=(sha256_file(Path(files[0])), "sha256:0"))
        with pytest.raises(ChangedFile, match="decisions/00000"):
            hasher.submit(None, other).result()
    finally:
        hasher.close()
    orphan = start()
    assert orphan.stdin is not None and orphan.stdout is not None
    orphan.stdout.close()  # as when whoever asked was killed
    orphan.stdin.write(json.dumps(asdict(job)) + "\n")
    orphan.stdin.close()
    assert orphan.wait() == 1
    assert capfd.readouterr() == ("", "")
    assert died
    assert found == [(stored.folder / "tiles" / "00000").read_bytes()] * 2


@needs_kernel
def test_threads_hash_where_there_is_a_kernel(
    sealed: RunResult, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads of this process give the tiles that were sealed, tell what cannot be hashed, leave
    what was dropped, and end; no process is started."""
    monkeypatch.setattr(hashing, "FEW", 0)
    others = counted(monkeypatch)
    stored = sealed.run
    key = salt_key(home.secret, stored.manifest.plan)
    files = [str(stored.folder / kind / "00000.parquet") for kind in ("inputs", "decisions")]
    job = Job(files[0], files[1], 0, head(stored)[0].size)
    wrong = replace(job, decisions=files[0])
    changed = replace(job, digests=(sha256_file(Path(files[0])), "sha256:0"))
    hasher = Hasher(layout(stored), key, 2)
    try:
        found = [hasher.submit(None, one) for one in (job, wrong, job, changed, job)]
        tile = (stored.folder / "tiles" / "00000").read_bytes()
        assert [f.result() for f in (found[0], found[2], found[4])] == [tile] * 3
        assert isinstance(found[1].exception(), ValueError | duckdb.Error)
        assert isinstance(found[3].exception(), ChangedFile)
        last = [hasher.submit(None, job) for _ in range(20)]
    finally:
        hasher.drop()
    assert all(f.cancelled() or f.result() == tile for f in last)
    assert not others and not any(thread.is_alive() for thread in hasher._threads)


def test_the_salt_key_opens_with_its_secret_alone() -> None:
    """A salt key comes back under its secret and plan, and under no other; nor when changed."""
    key = salt_key(b"s" * 32, "sha256:1")
    line = seal_salt(b"s" * 32, "sha256:1", key)
    assert open_salt(b"s" * 32, "sha256:1", line) == key
    assert key.hex() not in line
    assert open_salt(b"t" * 32, "sha256:1", line) is None
    assert open_salt(b"s" * 32, "sha256:2", line) is None
    for at in range(len(line)):
        changed = line[:at] + ("A" if line[at] != "A" else "B") + line[at + 1 :]
        assert open_salt(b"s" * 32, "sha256:1", changed) is None, at
    assert salt_key(b"s" * 32, "sha256:2") != key != salt_key(b"t" * 32, "sha256:1")


def test_salts_of_many_are_those_of_rows() -> None:
    """The salts of a chunk, laid out at once, are those that its rows have one by one: with ids of
    one length and of several, in groups that are whole and not, and where there is nobody."""
    for ids in ([f"C{n:06d}" for n in range(600)], [f"é{n}" for n in range(300)], ["", "a"], []):
        told = [id.encode() for id in ids]
        starts = np.array([0, *accumulate(map(len, told))], "i4")
        salts = many._salts(b"k" * 32, Texts(b"".join(told), starts))
        assert salts.tobytes() == b"".join(salts_of_rows(b"k" * 32, ids))


def test_keys_are_made_once_and_for_their_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that are not there are made, readable by their owner alone; one that is lost, cut or
    open to others is an error that names it."""
    monkeypatch.setenv("KEYTIER_HOME", str(tmp_path / "a" / "keys"))
    first, again = make_home(), make_home()
    assert (first.made, again.made) == (True, False)
    assert first.signer == again.signer and first.secret == again.secret
    folder = first.folder
    keys = folder / "salt.key", folder / "signing.key"
    assert [stat.S_IMODE(p.stat().st_mode) for p in (folder, *keys)] == [0o700, 0o600, 0o600]
    (folder / "salt.key").rename(folder / "salt.key.new")  # the first run died between the two
    assert make_home().secret == first.secret

    def told() -> str:
        with pytest.raises(UsageError) as wrong:
            found = make_home()
            assert found.signer and found.secret
        return wrong.value.diagnostics[0].code

    (folder / "salt.key").chmod(0o640)
    assert told() == "KT703"
    (folder / "salt.key").chmod(0o600)
    (folder / "salt.key").write_text("keytier-salt-1 00\n", encoding="utf-8")
    assert told() == "KT702"
    (folder / "salt.key").unlink()
    assert told() == "KT701"
