"""What was lost is never taken for what was not there yet."""

from __future__ import annotations

import errno
import json
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import KeytierError
from engine.ledger import folder as folders
from engine.ledger.append import append
from engine.ledger.events import not_put_back, read_log
from engine.ledger.history import runs_of
from engine.ledger.run import run
from engine.ledger.seal.home import SECRET, SIGNING, Home, find_home, make_home
from engine.ledger.seal.sealing import Sealing
from engine.ledger.verify.run import verify_run
from tests.ledger.test_run import asked, rows_of
from tests.terminal.conftest import Run, alone, keytier

__all__ = ["alone", "keytier"]

LEDGER = Path("runs/ledger")


@pytest.fixture
def home(alone: None, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("KEYTIER_HOME", str(Path("home").resolve()))
    return make_home()


def told(deed: Any, *given: Any) -> Diagnostic:
    """What is said of a deed that is refused, in both languages."""
    with pytest.raises(KeytierError) as wrong:
        deed(*given)
    (found,) = wrong.value.diagnostics
    assert found.message() != found.message("zh") and found.help() != found.help("zh")
    return found


def fails(path: Path) -> Any:
    """A disk that can say nothing of a file."""
    real = Path.stat

    def stat(self: Path, **more: Any) -> os.stat_result:
        if self == path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, **more)

    return stat


def test_keys(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a key is lost, emptied, or cannot be seen, none is made in its place; where both are
    lost, none is for a folder that has sealed."""
    append(LEDGER, home, {"event": "test"})
    kept = {name: (home.folder / name).read_bytes() for name in (SIGNING, SECRET)}
    for name in kept:
        file = home.folder / name
        with monkeypatch.context() as patch:
            patch.setattr(Path, "stat", fails(file))
            assert told(make_home).code == "KT700"
        file.unlink()
        assert told(make_home).code == told(find_home).code == "KT701"
        file.touch(mode=0o600)
        assert told(lambda: (make_home().signer, make_home().openings)).code == "KT702"
        file.write_bytes(kept[name])
    run(asked(Path(), rows_of(3)), Path("runs/a"), sealing=Sealing(home, LEDGER))
    other = kept[SECRET].replace(kept[SECRET][16:20], b"0000")
    (home.folder / SECRET).write_bytes(other)  # replaced: the run is not to blame alone
    said = told(verify_run, Path("runs/a"), make_home())
    assert (said.code, "not opened by the `salt.key`" in said.message()) == ("KT704", True)
    for name in kept:
        (home.folder / name).unlink()
    said = told(make_home)
    assert said.code == "KT716" and "from your backup" in str(said.help())
    assert not any((home.folder / name).exists() for name in kept)
    assert find_home() is None  # whoever has no key still verifies


def test_heads(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A head that the key folder kept and that cannot be read is told, and not passed over."""
    append(LEDGER, home, {"event": "test"})
    log = read_log(LEDGER)
    file = home.head_file(log.origin)
    kept = file.read_bytes()
    for damaged in (b"", kept[:40], b"\xff" + kept, kept.replace(b"\n2\n", b"\n1\n")):
        file.write_bytes(damaged)
        assert told(not_put_back, log, home).code == "KT717"
        assert told(append, LEDGER, home, {"event": "test"}).code == "KT717"
    file.unlink()
    file.mkdir()
    assert told(not_put_back, log, home).code == "KT700"
    file.rmdir()
    file.write_bytes(kept)
    assert append(LEDGER, home, {"event": "test"}).number == 2


def test_a_ledger(home: Home, keytier: Run) -> None:
    """Where a ledger is gone from its place, the one begun there says which was there before, and
    whoever writes hears it; one of which a part is left takes no event, and no output passes over
    it."""
    append(LEDGER, home, {"event": "test"})
    first = read_log(LEDGER).origin
    shutil.rmtree(LEDGER)
    Path("data.csv").write_text("id,spend,csat\nC1,5,5\n")
    asked(Path(), rows_of(3))
    line = ("run", "policy.yaml", "customers.csv", "--as-of", "2026-07-02", "-o")
    said = keytier(*line, "runs/a")
    assert said.code == 0 and "the ledger of 2 events that was in runs/ledger is gone" in said.err
    begun = read_log(LEDGER).events[0]
    assert begun["after"] == {"origin": first, "events": 2}
    assert "is gone" not in keytier(*line, "runs/b").err

    shutil.copytree(LEDGER, "copy")
    for lost in (["checkpoint"], ["events.jsonl"], ["checkpoint", "events.jsonl"]):
        for name in lost:
            (LEDGER / name).unlink()
        left = {p.name: p.read_bytes() for p in LEDGER.iterdir()}
        for words in (
            (*line, "runs/c"), ("ledger", "verify", "runs/a"), ("ledger", "verify", LEDGER),
            ("ledger", "log", LEDGER), ("approve", "policy.yaml", "--ledger", LEDGER),
            (*line, "runs/c", "--require-approved"),
        ):  # fmt: skip
            refused = keytier(*words)
            assert (refused.code, "is missing" in refused.err) == (4, True), words
        assert left == {p.name: p.read_bytes() for p in LEDGER.iterdir()}
        assert not Path("runs/c").exists()
        shutil.rmtree(LEDGER)
        shutil.copytree("copy", LEDGER)
    for name in ("checkpoint", "events.jsonl"):
        raw = (LEDGER / name).read_bytes()
        for cut in (b"", raw[: len(raw) // 2]):
            (LEDGER / name).write_bytes(cut)
            assert told(append, LEDGER, home, {"event": "test"}).code == "KT707"
            assert (LEDGER / name).read_bytes() == cut
        (LEDGER / name).write_bytes(raw)
    assert keytier("ledger", "verify", "runs/a").code == 0
    assert "has not seen it" not in keytier("ledger", "verify", LEDGER).out
    shutil.rmtree(home.folder / "heads")
    assert "home has not seen it before" in keytier("ledger", "verify", LEDGER).out


def test_a_run(home: Home, keytier: Run) -> None:
    """A run that lost its manifest is not passed over, and what a killed run left is none; whoever
    runs hears that the clock went back."""
    later = datetime.now(UTC) + timedelta(days=2)
    append(LEDGER, home, {"event": "test"}, clock=lambda: later)
    asked(Path(), rows_of(3))
    line = ("run", "policy.yaml", "customers.csv", "--as-of", "2026-07-02", "-o", "other/c")
    assert "the clock stands before" in keytier(*line, "--ledger", LEDGER).err
    for name in ("a", "b"):
        run(asked(Path(), rows_of(3)), Path("runs") / name, sealing=Sealing(home, LEDGER))
    shutil.copytree("runs/b", "runs/.b.999999999.partial")
    assert [r.folder.name for r in runs_of([Path("runs")])] == ["a", "b"]
    (Path("runs/b") / "manifest.json").unlink()
    said = keytier("history", "runs", "--id", "C000001")
    assert said.code == 4 and "`manifest.json` of the run `runs/b` is missing" in said.err


def test_a_disk_that_refuses_at_the_end(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the run cannot be put into its place for good, what stood there stands there, or is
    named, and the event of the new one is withdrawn."""
    asking, place = asked(Path(), rows_of(3)), Path("runs/a")
    run(asking, place, sealing=Sealing(home, LEDGER))
    manifest = (place / "manifest.json").read_bytes()

    def again() -> None:
        run(asking, place, force=True, sealing=Sealing(home, LEDGER))

    real, moved = folders.sync, Path.rename
    with monkeypatch.context() as patch:
        patch.setattr(folders, "sync", lambda p: _refuse(p.name == "runs") or real(p))
        assert told(again).code == "KT383"
    assert (place / "manifest.json").read_bytes() == manifest
    assert read_log(LEDGER).events[-1]["event"] == "withdrawn"
    assert verify_run(place, home, ledger=LEDGER).event == 1
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", lambda p, to: _refuse(to.name == "a") or moved(p, to))
        said = told(again)
    assert (said.code, place.exists()) == ("KT388", False)
    assert (Path(str(said.params["former"])) / "manifest.json").read_bytes() == manifest
    again()
    assert sorted(p.name for p in Path("runs").iterdir()) == ["a", "ledger"]


def _refuse(now: bool) -> None:
    if now:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_an_event_that_stands_though_it_failed(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run whose event stands though the key folder could not keep it is withdrawn, and no
    other."""
    asking = asked(Path(), rows_of(3))
    real, left = Home.remember, [1]

    def remember(self: Home, origin: str, checkpoint: str) -> None:
        if left and "\n3\n" in checkpoint:
            left.pop()
            raise OSError(errno.ENOSPC, "No space left on device")
        real(self, origin, checkpoint)

    run(asking, Path("runs/a"), sealing=Sealing(home, LEDGER))
    monkeypatch.setattr(Home, "remember", remember)
    assert told(lambda: run(asking, Path("runs/b"), sealing=Sealing(home, LEDGER))).code == "KT382"
    events = read_log(LEDGER).events
    assert [e["event"] for e in events] == ["begun", "run", "run", "withdrawn"]
    assert (events[3]["number"], Path("runs/b").exists()) == (2, False)
    assert verify_run(Path("runs/a"), home, ledger=LEDGER).event == 1
    assert json.dumps(events[2]["run"]) == '"b"'
