"""`verify` names the first thing that is not what was sealed; proofs and replays span chunks."""

from __future__ import annotations

import json
import shutil
from contextlib import nullcontext
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.atoms.errors import BrokenRecord, KeytierError, RunError
from engine.ledger.append import append
from engine.ledger.chunks import CHUNK
from engine.ledger.events import read_log
from engine.ledger.prove import check_proof, prove
from engine.ledger.replay import replay
from engine.ledger.run import run
from engine.ledger.seal.hashing import connection
from engine.ledger.seal.home import Home, make_home
from engine.ledger.seal.kernel import kernel
from engine.ledger.seal.sealing import Sealing
from engine.ledger.verify.run import verify_run
from tests.kernels import without_kernel
from tests.ledger.seal.test_sealing import counted
from tests.ledger.test_run import POLICY, asked, rows_of
from tests.tampering import Case, Kept, _manifest, _rewrite, _write, seal


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEYTIER_HOME", "")  # put back afterwards
        return seal(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def case(kept: Kept, tmp_path: Path) -> Case:
    """A copy to change."""
    for name in ("june", "ledger"):
        shutil.copytree(kept.folder / name, tmp_path / name)
    return Case(tmp_path / "june", tmp_path / "ledger", kept.home, Random(3), kept.folder)


def told(case: Case, home: Home | None = None) -> str:
    """What verify says of a run that does not hold."""
    with pytest.raises(KeytierError) as wrong:
        verify_run(case.run, home or case.home, ledger=case.ledger)
    (found,) = wrong.value.diagnostics
    assert found.message("zh") != found.message()
    return found.message().replace(str(case.run), "june")


@pytest.mark.parametrize("kind", ["inputs", "decisions"])
def test_a_changed_row_is_named(case: Case, kind: str) -> None:
    """A row with another value in a sound file is told by its number and customer; without the
    salt key the file is."""
    _rewrite(case, kind, "value")
    file = f"{kind}/00000.parquet"
    row = told(case).removeprefix("row ").split(" ")[0]
    customer = f"C-{int(row):05d}"
    said = f"row {row} of `{file}` (customer `{customer}`) of `june` is not what was sealed"
    assert told(case) == said
    with pytest.raises(KeytierError, match=f"`{file}` of .* is not what was sealed"):
        verify_run(case.run, None)


def test_a_changed_field_of_the_manifest_is_named(case: Case) -> None:
    """A field that what lies beside it contradicts is told; another, that the manifest is."""
    for field, value, name in (
        ("as_of", "2026-06-29", "the field `as_of` of `manifest.json`"),
        ("plan", "sha256:0", "the field `plan` of `manifest.json`"),
        ("context", {"x": 1}, "`manifest.json`"),
    ):
        before = _manifest(case)
        _write(case, before | {field: value})
        assert told(case) == f"{name} of `june` is not what was sealed"
        _write(case, before)


def test_lost_and_strange_files_are_named(case: Case) -> None:
    """A file that is gone, one too many, a tile, the salt and the run's event are told."""
    for name in ("manifest.json", "checkpoint", "tiles/00000", "policy.yaml", "salt.sealed"):
        (case.run / name).rename(case.run.parent / "aside")
        assert told(case) == f"`{name}` of `june` is missing"
        (case.run.parent / "aside").rename(case.run / name)
    (case.run / "note.txt").touch()
    assert told(case) == "`note.txt` of `june` was not there when it was sealed"
    (case.run / "note.txt").unlink()
    shutil.copytree(case.spare / "before", case.run.parent / "older")
    older = Case(case.run, case.run.parent / "older", case.home, case.draw, case.spare)
    assert "has 2 events, and had 3 when it was last seen" in told(older)
    fresh = Home(case.run.parent / "fresh")
    shutil.copytree(case.home.folder, fresh.folder)
    shutil.rmtree(fresh.folder / "heads")
    assert told(older, fresh) == "the event of the run in the ledger of `june` is missing"


def test_runs_of_several_chunks_are_one_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run of more than one chunk, hashed by two processes, verifies, replays to its root, and
    proves its first and last decision; where there is a kernel, it does so in threads too."""
    monkeypatch.setattr("engine.ledger.seal.hashing.MANY", 0)
    others = counted(monkeypatch)
    home, rows = make_home(), CHUNK + 300
    ask = asked(tmp_path, [f"C{n:06d},{n % 3000},{n % 101}" for n in range(rows)])
    started = []
    for turn in (without_kernel(), *([nullcontext()] if kernel() else [])):
        with turn:
            if not started:
                run(ask, tmp_path / "out", sealing=Sealing(home, tmp_path / "ledger"))
                started.append(len(others))
            heard: list[tuple[int, int]] = []
            done = verify_run(
                tmp_path / "out", home, ledger=tmp_path / "ledger",
                progress=lambda *s, heard=heard: heard.append(s),
            )  # fmt: skip
            assert (done.rebuilt, done.event, done.sealed.rows) == (True, 1, rows)
            assert heard == [(CHUNK, rows), (rows, rows)]
            started.append(len(others))
            again = replay(tmp_path / "out", home)
            assert again.same and again.root == done.sealed.checkpoint.root
            started.append(len(others))
    for n in (0, CHUNK - 1, CHUNK, rows - 1):
        proof = prove(tmp_path / "out", f"C{n:06d}", home, opened=True)
        proven = check_proof(json.dumps(proof))
        assert proven.inputs is not None
        assert (proven.index, proven.inputs["id"]) == (n, f"C{n:06d}")
    by_run, by_verify, by_replay, *by_threads = started
    assert 0 < by_run < by_verify < by_replay  # each has started processes of its own
    assert set(by_threads) <= {by_replay}  # and threads none
    wrong = json.dumps(proof | {"inputs": proof["inputs"] | {"csat": 1}})
    with pytest.raises(KeytierError, match="the inputs are others"):
        check_proof(wrong)
    with pytest.raises(KeytierError, match="not under the signed root"):
        check_proof(json.dumps(proof | {"path": prove(tmp_path / "out", "C000000", home)["path"]}))
    file = tmp_path / "out" / "inputs" / "00000.parquet"
    file.write_bytes(file.read_bytes()[:-1])  # the other chunk is dropped where it still waits
    with pytest.raises(KeytierError, match=r"`inputs/00000.parquet` of .* is not what was sealed"):
        verify_run(tmp_path / "out", home)


def test_a_twin_that_was_withdrawn_takes_nothing_with_it(case: Case) -> None:
    """Of two runs with the same manifest, to the millisecond, the one that failed is withdrawn,
    and the one that stands is still in the ledger."""
    found = verify_run(case.run, case.home, ledger=case.ledger).event
    assert found is not None
    event = read_log(case.ledger).events[found]
    twin = append(case.ledger, case.home, {k: v for k, v in event.items() if k not in ("at", "by")})
    withdrawn = {"event": "withdrawn", "number": twin.number, "run": "june"}
    append(case.ledger, case.home, withdrawn)
    assert verify_run(case.run, case.home, ledger=case.ledger).event == found


def test_a_proof_is_made_wherever_the_run_lies(case: Case) -> None:
    """Folders that look like a column or a pattern to a reader of Parquet are only folders."""
    place = case.run.parent / "id=x" / "[june]"
    place.parent.mkdir()
    shutil.copytree(case.run, place)
    proof = prove(place, "C-00271", case.home)
    assert check_proof(json.dumps(proof)).index == 271


def test_a_lack_of_memory_accuses_no_file(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where memory does not suffice to verify or to prove, that is said, and no file is blamed."""
    import duckdb

    def starved(*given: Any) -> Any:
        raise duckdb.OutOfMemoryException("Out of Memory Error: no room for 1 GB")

    monkeypatch.setattr("engine.ledger.seal.hashing.leaves", starved)
    with pytest.raises(RunError, match="no room for 1 GB"):
        verify_run(case.run, case.home)
    monkeypatch.setattr("engine.ledger.prove.rows_of", starved)
    with pytest.raises(RunError, match="no room for 1 GB"):
        prove(case.run, "C-00271", case.home)
    monkeypatch.setattr("engine.ledger.replay._compare", starved)
    with pytest.raises(RunError, match="no room for 1 GB"):
        replay(case.run, case.home)


def test_no_proof_is_made_from_files_that_are_others(case: Case) -> None:
    """Files of the chunk, or its tile, that are cut, gone or hold what no run writes are named."""
    inputs, decisions = (case.run / kind / "00000.parquet" for kind in ("inputs", "decisions"))

    def other(file: Path, cell: str) -> None:
        con = connection()
        con.execute(f"COPY (SELECT * REPLACE ({cell}) FROM '{file}') TO '{file}' (FORMAT parquet)")
        con.close()

    def said() -> str:
        with pytest.raises(BrokenRecord) as wrong:
            prove(case.run, "C-00007", case.home)
        (found,) = wrong.value.diagnostics
        assert found.message("zh") != found.message()
        return found.message().replace(str(case.run), "june")

    both = "`inputs/00000.parquet` or `decisions/00000.parquet` of `june` cannot be read"
    for file in (inputs, decisions):
        whole = file.read_bytes()
        file.write_bytes(whole[:-9])
        assert said() == both
        file.unlink()
        assert said() == both
        file.write_bytes(whole)
    whole = decisions.read_bytes()
    other(decisions, "'?' AS tier")
    assert said() == both
    decisions.write_bytes(whole)
    whole = inputs.read_bytes()
    other(inputs, "id || 'x' AS id")
    assert said() == both
    inputs.write_bytes(whole)
    for cell in ("'many' AS years", "[years] AS years", "DATE '2026-01-01' AS years"):
        other(inputs, cell)
        assert said() == both
        inputs.write_bytes(whole)
    other(inputs, "years + 1 AS years")
    assert said().startswith("one of the rows 0 to 255 of `decisions/00000.parquet`, or of its inp")
    inputs.write_bytes(whole)
    (case.run / "tiles" / "00000").unlink()
    assert said() == "`tiles/00000` of `june` is missing"


def test_a_field_may_be_called_as_a_reader_of_parquet_calls_its_own(tmp_path: Path) -> None:
    """Rows are found by their number, also where the policy has a field of that name."""
    policy, home = POLICY.replace("csat", "file_row_number"), make_home()
    ask = asked(tmp_path, rows_of(300), policy)
    file = tmp_path / "customers.csv"
    file.write_text(file.read_text("utf-8").replace("csat", "file_row_number"), "utf-8")
    run(ask, tmp_path / "out", sealing=Sealing(home, tmp_path / "ledger"))
    proof = prove(tmp_path / "out", "C000270", home, opened=True)
    assert (proof["index"], proof["inputs"]["file_row_number"]) == (270, 68_0000)
