"""The run after one that was killed takes what is what it would make itself."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from engine.ledger import fill, folder
from engine.ledger.chunks import CHUNK
from engine.ledger.manifest import Part
from engine.ledger.resume import NAME, Basis, Journal
from engine.ledger.run import RunResult, run
from engine.ledger.seal.home import make_home
from engine.ledger.seal.sealing import Sealing
from engine.ledger.verify.run import verify_run
from tests.ledger.test_run import asked, rows_of

ROWS = CHUNK + 1


class Death(BaseException):
    pass


def sealed(place: Path, rows: list[str]) -> RunResult:
    """A sealed run of these rows, into one place; its root is that of the same rows elsewhere."""
    (place / "data").mkdir(parents=True, exist_ok=True)
    sealing = Sealing(make_home(), place / "ledger")
    return run(asked(place / "data", rows), place / "run", sealing=sealing)


def root(done: RunResult, place: Path) -> bytes:
    """The root of a run that holds."""
    found = verify_run(done.run.folder, make_home(), ledger=place / "ledger")
    assert found.rebuilt
    return found.sealed.checkpoint.root


@pytest.fixture(scope="module")
def dead(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place in which a run died when all was decided and nothing was described."""
    place = tmp_path_factory.mktemp("resume")

    def die(*_: object) -> None:
        raise Death

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fill, "manifest_of_run", die)
        patch.setattr(folder, "_discard", lambda work: None)
        patch.setattr(Journal, "__exit__", lambda journal, *_: journal._file.close())
        with pytest.raises(Death):
            sealed(place, rows_of(ROWS))
    return place


def left(place: Path) -> Path:
    (found,) = place.glob(".run.*.partial")
    return found


def test_a_killed_run_is_taken_up(dead: Path, tmp_path: Path) -> None:
    """Everything is kept where nothing changed; where a customer or a file did, its chunk is made
    anew, and the run has the root of one that nobody disturbed; nothing is left beside it."""
    for name in ("same", "other"):
        shutil.copytree(dead, tmp_path / name)
    same = sealed(tmp_path / "same", rows_of(ROWS))
    assert same.kept == ROWS
    assert same.run.manifest.made["kept_of_a_killed_run"] == ROWS
    assert {p.name for p in (tmp_path / "same").iterdir()} == {"data", "ledger", "run"}
    assert not (same.run.folder / NAME).exists()

    changed = [*rows_of(ROWS)[:-1], "C999999,77,7"]
    touched = left(tmp_path / "other") / "decisions" / "00000.parquet"
    touched.write_bytes(touched.read_bytes()[:-1] + b"?")
    other = sealed(tmp_path / "other", changed)
    assert other.kept == 0
    assert root(same, tmp_path / "same") != root(other, tmp_path / "other")
    assert root(other, tmp_path / "other") == root(
        sealed(tmp_path / "new", changed), tmp_path / "new"
    )


def test_only_who_seals_can_lay_decisions_there(dead: Path, tmp_path: Path) -> None:
    """A journal counts on its own basis and under the key of the run, up to a line that was
    changed; a tile file that is not what it was does not."""
    shutil.copytree(left(dead), tmp_path / "left")
    inputs = [Part(f"inputs/0000{n}.parquet", 1, f"sha256:{n}") for n in range(2)]
    basis, key = Basis("plan", "0.1.0", "2.0.0", "record"), b"k" * 32
    (tmp_path / "now").mkdir()

    def offered(basis: Basis, key: bytes, lines: list[bytes]) -> list[bool]:
        (tmp_path / "left" / NAME).write_bytes(b"".join(lines))
        with Journal(tmp_path / "now", basis, key, [tmp_path / "left"]) as journal:
            journal._left = ()
            return [journal.offers([part]) for part in inputs]

    own = tmp_path / "own"
    (own / "tiles").mkdir(parents=True)
    with Journal(own, basis, key) as journal:
        for part in inputs:
            journal.finished(part, part)
            journal.hashed(0, b"tile")
        lines = (own / NAME).read_bytes().splitlines(keepends=True)
    assert offered(basis, key, lines) == [True, True]
    assert offered(basis, b"", lines) == [False, False]
    assert offered(Basis("plan", "0.1.0", "2.0.1", "record"), key, lines) == [False, False]
    forged = lines[2].replace(b'"chunk":1', b'"chunk":0')
    assert offered(basis, key, [*lines[:2], forged, *lines[3:]]) == [True, False]
    assert offered(basis, key, [lines[0][:-9]]) == [False, False]

    (tmp_path / "left" / NAME).write_bytes(b"".join(lines))
    with Journal(tmp_path / "now", basis, key, [tmp_path / "left"]) as journal:
        journal._left = ()
        (tmp_path / "left" / "tiles" / "00000").write_bytes(b"tile")
        assert journal.tile(inputs[0]) == b"tile"
        (tmp_path / "left" / "tiles" / "00000").write_bytes(b"lite")
        assert journal.tile(inputs[0]) is None
        os.remove(tmp_path / "left" / "tiles" / "00000")
        assert journal.tile(inputs[0]) is None
