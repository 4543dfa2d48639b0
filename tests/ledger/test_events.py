"""The ledger only grows: what was acknowledged stays, and whatever else is in it is seen."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.atoms.errors import KeytierError
from engine.ledger import append as appending
from engine.ledger.append import append
from engine.ledger.events import read_log
from engine.ledger.seal.home import Home, make_home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return other_home(tmp_path / "home", monkeypatch)


def other_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("KEYTIER_HOME", str(folder))
    return make_home()


@pytest.fixture
def ledger(tmp_path: Path, home: Home) -> Path:
    """A ledger of three events."""
    folder = tmp_path / "ledger"
    for n in range(2):
        append(folder, home, {"event": "test", "n": n})
    return folder


def refused(folder: Path, home: Home) -> str:
    """The code with which the ledger takes no event, and stays as it is."""
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with pytest.raises(KeytierError) as wrong:
        append(folder, home, {"event": "test"})
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before
    return wrong.value.diagnostics[0].code


def test_events_are_numbered_and_signed(ledger: Path, home: Home) -> None:
    """Each event has a number, a time and who wrote it; the first names the key."""
    log = read_log(ledger)
    assert [e["event"] for e in log.events] == ["begun", "test", "test"]
    assert {e["by"] for e in log.events} == {home.signer.name}
    assert log.keys == (home.signer.verifier,)
    assert append(ledger, home, {"event": "test"}).number == 3


@pytest.mark.parametrize("number", range(3))
def test_a_changed_event_is_named(ledger: Path, home: Home, number: int) -> None:
    """Whichever line is changed, its number is told, and nothing is added."""
    file = ledger / "events.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    lines[number] = lines[number].replace(b'"event"', b'"Event"')
    file.write_bytes(b"".join(lines))
    with pytest.raises(KeytierError, match=f"event {number} is not what was signed"):
        read_log(ledger)
    assert refused(ledger, home) == "KT707"


def test_every_changed_byte_is_seen(ledger: Path) -> None:
    """A changed byte of the events or of the checkpoint is an error."""
    for name in ("events.jsonl", "checkpoint"):
        raw = (ledger / name).read_bytes()
        for at in range(0, len(raw), 7):
            (ledger / name).write_bytes(raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :])
            with pytest.raises(KeytierError):
                read_log(ledger)
        (ledger / name).write_bytes(raw)
    assert len(read_log(ledger).events) == 3


def test_an_older_copy_and_a_cut_end_are_seen(ledger: Path, home: Home, tmp_path: Path) -> None:
    """A ledger that was put back from a backup holds together, and the key folder still sees it;
    so it does one that was written anew and signed again."""
    shutil.copytree(ledger, tmp_path / "backup")
    append(ledger, home, {"event": "test", "n": 2})
    shutil.rmtree(ledger)
    shutil.copytree(tmp_path / "backup", ledger)
    assert len(read_log(ledger).events) == 3
    assert refused(ledger, home) == "KT708"
    origin = read_log(ledger).origin
    anew = tmp_path / "anew"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(appending.secrets, "token_hex", lambda n: origin.rpartition("/")[2])
        patch.setattr(Home, "head", lambda self, origin: None)
        patch.setattr(Home, "remember", lambda self, origin, checkpoint: None)
        for n in range(5):
            append(anew, home, {"event": "test", "n": -n})
    assert refused(anew, home) == "KT709"


def test_a_cut_tail_and_a_lost_file_are_seen(ledger: Path, home: Home) -> None:
    """Events behind the end are missing by number; a ledger that lost its checkpoint is not begun
    anew over its events."""
    file = ledger / "events.jsonl"
    raw = file.read_bytes()
    file.write_bytes(b"".join(raw.splitlines(keepends=True)[:2]))
    with pytest.raises(KeytierError, match="event 2 is missing"):
        read_log(ledger)
    assert refused(ledger, home) == "KT707"
    file.write_bytes(raw)
    (ledger / "leaves").unlink()  # it only helps to name an event, and is made again
    append(ledger, home, {"event": "test"})
    assert (ledger / "leaves").stat().st_size == 4 * 32
    head = (ledger / "checkpoint").read_bytes()
    (ledger / "checkpoint").unlink()
    assert refused(ledger, home) == "KT707"
    shutil.rmtree(home.folder / "heads")  # whoever never saw it counts the events
    assert refused(ledger, home) == "KT707"
    (ledger / "checkpoint").write_bytes(head)
    assert append(ledger, home, {"event": "test"}).number == 4


def test_a_ledger_whose_first_event_was_never_acknowledged_is_begun(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a crash in the very first event left stands in nobody's way; what was acknowledged
    does, were it a single event."""
    folder = tmp_path / "ledger"
    with monkeypatch.context() as patch:
        patch.setattr(appending, "replace_file", None)
        with pytest.raises(TypeError):
            append(folder, home, {"event": "lost"})
    assert (folder / "events.jsonl").read_bytes().count(b"\n") == 2
    append(folder, home, {"event": "kept"})
    assert [e["event"] for e in read_log(folder).events] == ["begun", "kept"]
    (folder / "checkpoint").unlink()
    assert refused(folder, home) == "KT707"


def test_what_a_crash_left_is_never_signed(
    ledger: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An event without its checkpoint does not count, and is gone with the next one; so is a part
    of a line."""
    for left in (b'{"event":"forged"}\n', b'{"event":"for'):
        with (ledger / "events.jsonl").open("ab") as file:
            file.write(left)
        assert len(read_log(ledger).events) == read_log(ledger).checkpoint.size
        append(ledger, home, {"event": "test"})
        assert b"for" not in (ledger / "events.jsonl").read_bytes()
    size = read_log(ledger).checkpoint.size
    for broken in ("os.fsync", "Path.replace"):
        with monkeypatch.context() as patch:

            def full(*_: object) -> Iterator[None]:
                raise OSError(errno.ENOSPC, "No space left on device")

            patch.setattr(*((os, "fsync") if broken == "os.fsync" else (Path, "replace")), full)
            with pytest.raises(KeytierError) as wrong:
                append(ledger, home, {"event": "lost"})
        assert wrong.value.diagnostics[0].code == "KT382"
        assert read_log(ledger).checkpoint.size == size
    append(ledger, home, {"event": "test"})
    kinds = [e["event"] for e in read_log(ledger).events]
    assert (len(kinds), "lost" in kinds) == (size + 1, False)


def test_another_key_does_not_count(
    ledger: Path, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that was lost and made anew takes no part until one that counts lets it in."""
    new = other_home(tmp_path / "new", monkeypatch)
    assert refused(ledger, new) == "KT710"
    append(ledger, home, {"event": "key", "key": new.signer.verifier.text})
    append(ledger, new, {"event": "test"})
    assert read_log(ledger).signed_by == new.signer.verifier


def test_a_clock_that_went_back_is_told(ledger: Path, home: Home) -> None:
    """Events keep their order and the time that was told; the answer says that it went back."""
    last = str(read_log(ledger).events[-1]["at"])
    before = datetime(2020, 1, 1, tzinfo=UTC)
    told = append(ledger, home, {"event": "test"}, clock=lambda: before)
    assert told.clock_behind == last
    event = read_log(ledger).events[-1]
    assert (event["at"], event["clock_behind"]) == ("2020-01-01T00:00:00Z", True)


def test_two_writers_wait_for_each_other(ledger: Path, home: Home) -> None:
    """Events written at once are all there, each once."""

    def write(who: int) -> None:
        for n in range(5):
            append(ledger, home, {"event": "test", "who": who, "n": n})

    threads = [threading.Thread(target=write, args=(who,)) for who in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [(e["who"], e["n"]) for e in read_log(ledger).events if "who" in e]
    assert sorted(found) == [(who, n) for who in (1, 2) for n in range(5)]


def test_what_is_no_ledger_is_left_alone(tmp_path: Path, home: Home) -> None:
    """A folder with other files, and a file, take no event."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "accounts.xlsx").write_bytes(b"x")
    assert refused(tmp_path / "mine", home) == "KT706"
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(KeytierError, match="is not a ledger"):
        append(tmp_path / "file", home, {"event": "test"})
    with pytest.raises(KeytierError, match="is not a ledger"):
        read_log(tmp_path / "nothing")
