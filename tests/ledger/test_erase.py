"""Erasing a customer: nothing of them is left, and all that was proved of others holds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from engine.atoms.errors import BrokenRecord, RunError, UsageError
from engine.connect.sources import Data
from engine.ledger import append as appending
from engine.ledger import folder as folders
from engine.ledger.erase import erase
from engine.ledger.events import read_log
from engine.ledger.prove import check_proof, prove
from engine.ledger.replay import replay
from engine.ledger.run import Asked, run
from engine.ledger.seal import many, salt
from engine.ledger.seal.hashing import connection
from engine.ledger.seal.home import Home, make_home
from engine.ledger.seal.kept import salts_of
from engine.ledger.seal.sealing import Sealing
from engine.ledger.stored import open_run
from engine.ledger.verify.run import verify_run
from engine.ledger.verify.sealed import open_sealed
from engine.terminal.loading import sound_policy
from engine.terminal.talk import Talk
from tests.pages import pages
from tests.terminal.conftest import Run, alone, keytier
from tests.terminal.test_events import POLICY as ON_EVENTS

__all__ = ["alone", "keytier"]

POLICY = """keytier: 1
policy: shops
version: 1.0.0
title: Shops
customers: {id: id}
data: {sales: {is: whole, between: [0, 99999]}, town: {is: text}}
scorecard:
  criteria: {sales: {field: sales, points: {at_least: {50: 100}, otherwise: 0}}}
  weights: {sales: 100}
  missing: refer
tiers: {gold: {at_least: 80}, rest: {}}
"""
SEATED = POLICY.replace("at_least: 80", "at_least: 80, seats: 2, order_by: [sales]")
ROWS = ["id,sales,town"] + [f"shop-{n:03},{10 * n},Town{n:03}" for n in range(300)]
ROWS[8] = "shop-007,77707x,Atlantis"
ROWS[124] = "shop-123,98765,Town123"
#: As a dictionary and the statistics of a column hold it.
MOST = (98765).to_bytes(8, "little")
IDS = [row.split(",")[0] for row in ROWS[1:]]
FOLDER, LEDGER = Path("runs/a"), Path("runs/ledger")


@pytest.fixture
def home(alone: None, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A key folder of its own: an erasure changes its secret."""
    monkeypatch.setenv("KEYTIER_HOME", str(Path("home").resolve()))
    return make_home()


def sealed(
    home: Home, target: Path = FOLDER, policy: str = POLICY, rows: Sequence[str] = ROWS
) -> None:
    Path("policy.yaml").write_text(policy)
    Path("data.csv").write_text("\n".join(rows) + "\n")
    raw, source, bound = sound_policy(Talk(), Path("policy.yaml"))
    asked = Asked(source, bound, Data("data.csv"), 20_000, written=raw)
    run(asked, target, sealing=Sealing(home, LEDGER))


def all_cells(folder: Path) -> str:
    """Every byte of the run, as it is and decompressed, and what is read back of it."""
    texts = [p.read_bytes().decode("latin-1") for p in folder.rglob("*") if p.is_file()]
    for file in folder.rglob("*.parquet"):
        texts += [page.decode("latin-1") for page in pages(file)]
        texts.append(str(duckdb.read_parquet(str(file)).fetchall()))
    return "\n".join(texts)


def test_erased(home: Home, keytier: Run) -> None:
    """Row, inputs, id and salt are in no byte; root, old proofs, new proofs and replay are as ever,
    and later outputs say that somebody was erased."""
    sealed(home)
    sealed(home, Path("runs/b"))
    before, old_key = open_sealed(FOLDER), salt.salt_of_run(FOLDER, home.openings, plan_of(FOLDER))
    assert old_key is not None
    salts = dict(zip(IDS, salt.salts_of_rows(old_key, IDS), strict=True))
    proofs = [json.dumps(prove(FOLDER, i, home, opened=True)) for i in ("shop-006", "shop-299")]
    gone = {"shop-007": "Atlantis", "shop-123": "Town123"}
    inputs = FOLDER / "inputs/00000.parquet"
    hidden = b"".join(pages(inputs))
    assert all(word in hidden for word in (b"shop-123", b"Town123", MOST))
    assert MOST in inputs.read_bytes()  # the greatest of its column
    assert all(i in all_cells(FOLDER) and t in all_cells(FOLDER) for i, t in gone.items())
    said = keytier("ledger", "erase", FOLDER, "--id", "shop-007", "--reason", "asked, art. 17")
    assert (said.code, "place 7" in said.out) == (0, True)
    after = make_home()
    assert erase(FOLDER, "shop-123", "asked again", after, LEDGER).erased == 2

    left = all_cells(FOLDER)
    assert MOST.decode("latin-1") not in left
    for id_, town in gone.items():
        assert id_ not in left and town not in left and "77707x" not in left
        assert salts[id_].hex() not in _salts(after).hex()
    assert salts["shop-006"].hex() in _salts(after).hex()
    assert home.secret.hex() not in Path("home/salt.key").read_text()
    assert salt.salt_key(after.secret, plan_of(FOLDER)) != old_key
    assert Path("home/salt.key").stat().st_mode & 0o777 == 0o600

    for folder in (FOLDER, Path("runs/b")):  # the other run is opened by what was kept
        found = verify_run(folder, after, ledger=LEDGER)
        assert found.rebuilt and found.sealed.checkpoint.root == before.checkpoint.root
    assert replay(FOLDER, after).root == before.checkpoint.root
    still = open_sealed(FOLDER)
    opened, job = still.salts(after), still.job(0)
    assert opened is not None
    files, gaps = (Path(job.inputs), Path(job.decisions)), still.manifest.gaps(0)
    laid_out = many.leaves_beside(connection(), still.layout, files, 0, opened.kept[0], gaps)
    assert laid_out == still.leaves(connection(), 0, job, opened)
    for text in (*proofs, json.dumps(prove(FOLDER, "shop-124", after, opened=True))):
        assert check_proof(text).inputs is not None
    events = [e for e in read_log(LEDGER).events if e["event"] == "erasure"]
    assert [(e["index"], e["reason"]) for e in events] == [(7, "asked, art. 17"),
                                                           (123, "asked again")]  # fmt: skip
    assert events[1]["former"] == events[0]["manifest"]
    assert not any(i in (LEDGER / "events.jsonl").read_text() for i in gone)

    assert "2 of them were erased" in keytier("ledger", "verify", FOLDER).out
    assert open_run(FOLDER).decision("shop-007") is None
    why = keytier("why", FOLDER, "--id", "shop-007", "--lang", "zh")
    assert why.code == 2 and "已擦除 2 位" in why.err
    assert "2 customers were erased" in keytier("why", FOLDER, "--id", "shop-006").err
    errors = keytier("show", "errors", FOLDER)
    assert errors.code == 0 and "300 customers in = " in errors.out
    assert " + 2 erased\n" in errors.out and "it adds up" in errors.out
    assert keytier("ledger", "replay", FOLDER).out.startswith("decided again: 298 decisions")
    log = [json.loads(x) for x in keytier("export", FOLDER, "--as", "opa-log").out.splitlines()]
    assert [e["erased"] for e in log if "erased" in e] == [["/input", "/result"]] * 2
    assert len({e["decision_id"] for e in log}) == 300
    other = keytier("export", "runs/b", "--as", "opa-log").out
    assert {e["decision_id"] for e in log} == {
        json.loads(x)["decision_id"] for x in other.splitlines()
    }


def plan_of(folder: Path) -> str:
    return open_run(folder).manifest.plan


def _salts(home: Home) -> bytes:
    found = salts_of(FOLDER, home.openings, plan_of(FOLDER), 0)
    assert found is not None
    return found


def test_last_seat(home: Home, keytier: Run) -> None:
    """Who holds the last seat goes from the inputs of all others too: they are decided as before,
    ties included, their proofs hold, and only their inputs can no longer be opened."""
    tied = [f"shop-{n:03},{3000 - 10 * (n > 250)},Town{n:03}" for n in range(290)]
    sealed(home, policy=SEATED, rows=["id,sales,town", *tied, "a-1,5,A"])
    before = open_sealed(FOLDER).checkpoint.root
    proof = json.dumps(prove(FOLDER, "shop-005", home, opened=True))
    held = {row["id"]: row["tier"] for row in open_run(FOLDER).decisions()}
    assert [i for i, tier in held.items() if tier == "gold"] == ["shop-000", "shop-001"]
    gone = ["shop-001", "shop-000", "a-1"]  # the last holder, who was before it, and before that
    for number, id_ in enumerate(gone, 1):
        assert erase(FOLDER, id_, "asked", make_home(), LEDGER).erased == number
        left, after = all_cells(FOLDER), make_home()
        assert not any(i in left for i in gone[:number])
        found = verify_run(FOLDER, after, ledger=LEDGER)
        assert found.rebuilt and found.sealed.checkpoint.root == before
        again = replay(FOLDER, after)
        assert again.same and again.root == before
        assert check_proof(json.dumps(prove(FOLDER, "shop-289", after))).tier == "rest"
        assert {r["id"]: r["tier"] for r in open_run(FOLDER).decisions()}.items() <= held.items()
    assert check_proof(proof).inputs is not None  # one that was handed out
    (group,) = open_run(FOLDER).facts.seats["gold"].groups
    assert (group.last, group.at) == ("\x01", (3000,))
    assert "had the last seat of a tier" in keytier("ledger", "verify", FOLDER).out
    with pytest.raises(UsageError) as wrong:
        prove(FOLDER, "shop-289", make_home(), opened=True)
    assert wrong.value.diagnostics[0].code == "KT736"
    why = keytier("why", FOLDER, "--id", "shop-002", "-v")
    assert why.code == 0 and "went to somebody who was erased since (sales 3,000)" in why.out
    chunk = FOLDER / "decisions/00000.parquet"
    chunk.write_bytes(chunk.read_bytes()[:-9] + b"x" + chunk.read_bytes()[-8:])
    with pytest.raises(BrokenRecord):
        verify_run(FOLDER, make_home(), ledger=LEDGER)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of one group of leaves."""
    for name in ("manifest", "chunks", "erase", "paired", "prove", "replay", "seal.sealing",
                 "verify.leaves", "verify.sealed"):  # fmt: skip
        monkeypatch.setattr(f"engine.ledger.{name}.CHUNK", 256)


def test_last_seat_over_chunks(home: Home, small_chunks: None, keytier: Run) -> None:
    """The last holder goes from the inputs of every chunk, also from one that is then empty, or
    where who stands before is in another chunk; all else stays."""
    ids = [f"shop-{n:03}" for n in range(513)]
    sales = dict.fromkeys(ids, 100) | {"shop-512": 4000, "shop-256": 3000, "shop-400": 3000}
    sealed(
        home, policy=SEATED, rows=["id,sales,town", *(f"{i},{s},T{i}" for i, s in sales.items())]
    )
    first = open_sealed(FOLDER)
    assert [part.rows for part in first.manifest.decisions] == [256, 256, 1]
    held = {row["id"]: row["tier"] for row in open_run(FOLDER).decisions()}
    assert [i for i, tier in held.items() if tier == "gold"] == ["shop-256", "shop-512"]
    proof = json.dumps(prove(FOLDER, "shop-300", home, opened=True))
    gone = []
    for id_, mark in (("shop-512", "shop-256"), ("shop-256", "shop-255\x01"),
                      ("shop-255", "shop-254\x01"), 
                      ("shop-000", "shop-254\x01")):  # fmt: skip
        gone.append(id_)
        done = erase(FOLDER, id_, "asked", make_home(), LEDGER)
        assert (done.index, done.erased) == (ids.index(id_), len(gone))
        left, after = all_cells(FOLDER), make_home()
        assert not [i for i in gone if f"T{i}" in left or i in left.replace(mark, "")]
        found = verify_run(FOLDER, after, ledger=LEDGER)
        assert found.rebuilt and found.sealed.checkpoint.root == first.checkpoint.root
        again = replay(FOLDER, after)
        assert again.same and again.root == first.checkpoint.root
        run = open_run(FOLDER)
        (group,) = run.facts.seats["gold"].groups
        assert group.last == mark
        assert {r["id"]: r["tier"] for r in run.decisions()} == {
            i: tier for i, tier in held.items() if i not in gone
        }
        for other in ("shop-001", "shop-253", "shop-258", "shop-511"):
            assert check_proof(json.dumps(prove(FOLDER, other, after))).index == ids.index(other)
    assert check_proof(proof).inputs is not None
    with pytest.raises(UsageError) as wrong:
        prove(FOLDER, "shop-512", after)
    assert wrong.value.diagnostics[0].code == "KT731"
    said = keytier("ledger", "verify", FOLDER, "--ledger", LEDGER)
    assert said.code == 0 and "4 of them were erased" in said.out
    log = [json.loads(x) for x in keytier("export", FOLDER, "--as", "opa-log").out.splitlines()]
    assert len({e["decision_id"] for e in log}) == len(ids)
    assert sum("erased" in e for e in log) == len(gone)


def test_beside_the_rows(home: Home, keytier: Run) -> None:
    """Who has no row in a run is erased from its facts, where these were taken over, from its
    notes of whom the run before had, and of whom overrides speak; nothing else changes."""
    Path("policy.yaml").write_text(ON_EVENTS + "override: {may_lift: [refer]}\n")
    Path("may.csv").write_text("id,size\na,90\nbeta-1,85\ngone-1,60\nd,60\n")
    Path("june.csv").write_text("id,size\na,75\nbeta-1,20\nd,20\n")
    Path("events.csv").write_text("id,event,date\na,merger,2026-06-10\n")
    entry = "{id: alien-1, tier: gold, because: x, until: 2026-12-31}"
    Path("o.yaml").write_text(f"overrides: [{entry}]\n")
    june = ("run", "policy.yaml", "june.csv", "--as-of", "2026-06-15", "--previous", "runs/may")
    keytier("run", "policy.yaml", "may.csv", "--as-of", "2026-05-31", "-o", "runs/may")
    keytier(*june, "--events", "events.csv", "-o", "runs/events")
    keytier(*june, "--overrides", "o.yaml", "-o", "runs/june")
    for run_, id_ in (("events", "beta-1"), ("june", "gone-1"), ("june", "alien-1")):
        folder = Path("runs") / run_
        before, held = open_sealed(folder).checkpoint.root, list(open_run(folder).decisions())
        proof = json.dumps(prove(folder, "a", make_home()))
        assert id_ in all_cells(folder)
        line = ("ledger", "erase", folder, "--id", id_, "--reason", "asked")
        said = keytier(*line, "--format", "json")
        assert said.code == 0 and json.loads(said.out)["index"] is None
        assert id_ not in all_cells(folder)
        found = verify_run(folder, make_home(), ledger=LEDGER)
        assert found.rebuilt and found.event is not None
        again = replay(folder, make_home())
        assert again.same and again.root == before == found.sealed.checkpoint.root
        assert list(open_run(folder).decisions()) == held
        for text in (proof, json.dumps(prove(folder, "a", make_home()))):
            assert check_proof(text).index == 0
        assert "were erased from" not in keytier("why", folder, "--id", "a").err
        assert "KT455" in keytier(*line).err
    assert keytier("ledger", "log", LEDGER).out.count("erasure  events  asked") == 1
    said = keytier("ledger", "erase", "runs/may", "--id", "beta-1", "--reason", "asked")
    assert said.code == 0 and "place 1 of runs/may" in said.out


def test_stopped(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """An erasure that is stopped leaves the run as it was; one that died after its event, or was
    undone from a copy, is told by its event, and can be made again."""
    sealed(home)
    shutil.copytree(FOLDER, "copy")
    with monkeypatch.context() as patch:
        patch.setattr(folders, "_publish", _full)
        with pytest.raises(RunError):
            erase(FOLDER, "shop-001", "asked", home, LEDGER)
    assert [e["event"] for e in read_log(LEDGER).events[-2:]] == ["erasure", "withdrawn"]
    assert verify_run(FOLDER, make_home(), ledger=LEDGER).rebuilt

    with monkeypatch.context() as patch:
        patch.setattr(folders, "_publish", _full)
        real = appending.append
        patch.setattr(appending, "append", lambda *told: _dead(real, *told))
        with pytest.raises(RunError):
            erase(FOLDER, "shop-001", "asked", make_home(), LEDGER)
    for _ in range(2):
        with pytest.raises(BrokenRecord) as wrong:
            verify_run(FOLDER, make_home(), ledger=LEDGER)
        assert "the erasure of event" in wrong.value.diagnostics[0].params["what"]
        erase(FOLDER, "shop-001", "asked", make_home(), LEDGER)
        assert verify_run(FOLDER, make_home(), ledger=LEDGER).rebuilt
        shutil.rmtree(FOLDER)
        shutil.copytree("copy", FOLDER)


def test_killed(home: Home) -> None:
    """What an erasure that was killed left beside the run goes with the next one, and where it had
    moved the run aside, that is the run again."""
    sealed(home)
    former = FOLDER.parent / ".a.999999999.former"
    FOLDER.rename(former)
    assert erase(FOLDER, "shop-001", "asked", home, LEDGER).index == 1
    assert not former.exists() and verify_run(FOLDER, make_home(), ledger=LEDGER).rebuilt
    sealed_copy = FOLDER.parent / ".a.999999998.partial"
    shutil.copytree(FOLDER, sealed_copy)
    with pytest.raises(UsageError):
        erase(FOLDER, "shop-001", "asked", make_home(), LEDGER)
    assert not sealed_copy.exists()


def _dead(append: Any, ledger: Path, home: Home, event: Any) -> Any:
    """It died before it could withdraw anything."""
    if event["event"] == "withdrawn":
        raise OSError(28, "No space left on device")
    return append(ledger, home, event)


def _full(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_refused(home: Home, keytier: Run) -> None:
    """Nothing is erased of who is not there, or without a reason."""
    sealed(home)
    before = all_cells(FOLDER)
    with pytest.raises(UsageError) as wrong:
        erase(FOLDER, "nobody", "asked", home, LEDGER)
    assert wrong.value.diagnostics[0].code == "KT455"
    for more in ((), ("--reason", "shop-001 asked"), ("--reason", "it asked;SHOP-001")):
        assert keytier("ledger", "erase", FOLDER, "--id", "shop-001", *more).code == 2
    assert all_cells(FOLDER) == before
    near = ("--id", "shop-001", "--reason", "webshop-001 is not shop-0010")
    assert keytier("ledger", "erase", FOLDER, *near).code == 0


def test_company(home: Home, keytier: Run) -> None:
    """A company is erased and proved as the group that it was decided on with."""
    policy = POLICY.replace("data: {", "decide_for: group\ngroups: {id: town}\ndata: {")
    policy = policy.replace("99999]}", "99999], roll_up: sum}").replace(", town: {is: text}", "")
    sealed(home, policy=policy, rows=[*ROWS[:-1], "shop-299,2990,"])
    assert keytier("ledger", "erase", FOLDER, "--id", "shop-299", "--reason", "asked").code == 0
    said = keytier("ledger", "erase", FOLDER, "--id", "shop-006", "--reason", "asked")
    assert said.code == 2 and "--id Town006" in said.err
    assert keytier("ledger", "prove", FOLDER, "--id", "shop-006").code == 0
    assert all(i in all_cells(FOLDER) for i in ("Town006", "shop-006"))
    assert keytier("ledger", "erase", FOLDER, "--id", "Town006", "--reason", "asked").code == 0
    assert not [i for i in ("Town006", "shop-006") if i in all_cells(FOLDER)]
