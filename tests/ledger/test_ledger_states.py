"""A ledger through any life: it grows, is put back, is written to, loses files, changes keys."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from engine.atoms.errors import KeytierError
from engine.ledger.anchor import only_grew
from engine.ledger.append import append
from engine.ledger.events import Log, not_put_back, read_log
from engine.ledger.seal.home import SECRET, SIGNING, Home
from engine.ledger.seal.note import Signer


def key_folder(folder: Path, number: int) -> Home:
    """A key folder whose key follows from a number."""
    folder.mkdir(mode=0o700)
    signer = Signer(f"keytier-{number}", bytes([number]) * 32)
    for name, text in ((SIGNING, signer.text), (SECRET, "keytier-salt-1 " + "00" * 32)):
        (folder / name).write_text(text + "\n", encoding="utf-8")
        (folder / name).chmod(0o600)
    return Home(folder)


def seen_later(log: Log, home: Home) -> bool:
    """Whether a key folder has seen what the ledger lacks."""
    try:
        not_put_back(log, home)
    except KeytierError:
        return True
    return False


class Ledger(RuleBasedStateMachine):
    """The model is the list of events that were acknowledged, the keys that count, whether
    somebody has changed the ledger since, and who cannot see it: a key folder that has not seen
    the events that a backup lacks."""

    @initialize()
    def begin(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="keytier-ledger-"))
        self.folder = self.place / "ledger"
        self.homes = [key_folder(self.place / f"home{n}", n) for n in (1, 2)]
        self.told: list[Any] = []
        self.keys = {1}
        self.sound = True
        self.blind: set[int] = set()
        self.older: int | None = None  # how many events a backup has
        self.add(0, 1)

    @rule(n=st.integers(0, 9), who=st.sampled_from([1, 2]))
    def add(self, n: int, who: int) -> None:
        """An event is acknowledged exactly where all is sound and the key counts."""
        home = self.homes[who - 1]
        try:
            done = append(self.folder, home, {"event": "test", "n": n})
        except KeytierError as e:
            assert not self.sound or who not in self.keys, e.diagnostics[0].message()
            return
        assert who in self.keys and (self.sound or who in self.blind)
        if self.sound:
            self.told.append(n)
        assert done.log.events[done.number]["n"] == n

    @precondition(lambda self: self.sound and 2 not in self.keys)
    @rule()
    def let_in(self) -> None:
        """The first key lets the second in."""
        text = self.homes[1].signer.verifier.text
        append(self.folder, self.homes[0], {"event": "key", "key": text})
        self.keys.add(2)

    @precondition(lambda self: self.sound)
    @rule(left=st.sampled_from([b'{"event":"test","n":7}\n', b'{"eve', b"\n", b"\xff\n"]))
    def crash(self, left: bytes) -> None:
        """What a crash leaves behind the checkpoint changes nothing that counts."""
        with (self.folder / "events.jsonl").open("ab") as file:
            file.write(left)

    @precondition(lambda self: self.sound)
    @rule()
    def lose_hashes(self) -> None:
        """The hashes of lines may be lost: they are made again."""
        (self.folder / "leaves").unlink(missing_ok=True)

    @precondition(lambda self: self.sound)
    @rule()
    def back_up(self) -> None:
        shutil.rmtree(self.place / "backup", ignore_errors=True)
        shutil.copytree(self.folder, self.place / "backup")
        self.older = read_log(self.folder).checkpoint.size

    @precondition(lambda self: self.older is not None)
    @rule()
    def grew_since(self) -> None:
        """A sound ledger begins with whatever its backup has."""
        if self.sound:
            only_grew(self.place / "backup", self.folder)

    @precondition(lambda self: self.sound)
    @rule(at=st.integers(0, 10**6), bit=st.integers(0, 6))
    def tamper(self, at: int, bit: int) -> None:
        """A bit of what counts."""
        log = read_log(self.folder)
        file = self.folder / "events.jsonl"
        raw = bytearray(file.read_bytes())
        raw[at % (len(raw) - log.left)] ^= 1 << bit
        file.write_bytes(raw)
        self.sound, self.blind = False, set()

    @precondition(lambda self: self.older is not None)
    @rule()
    def put_back(self) -> None:
        """A backup mends what was changed, where it has all that the key folders have seen."""
        shutil.rmtree(self.folder)
        shutil.copytree(self.place / "backup", self.folder)
        log = read_log(self.folder)
        newest = self.older == len(self.told) + 1 + (2 in self.keys)
        self.blind = {who for who, home in enumerate(self.homes, 1) if not seen_later(log, home)}
        self.sound = self.blind == {1, 2}
        assert self.sound == newest

    @invariant()
    def holds(self) -> None:
        """Where nobody changed it, all that was acknowledged is there, in its order."""
        if not hasattr(self, "sound") or not self.sound:
            return
        log = read_log(self.folder)
        assert [e["n"] for e in log.events if e["event"] == "test"] == self.told

    def teardown(self) -> None:
        if hasattr(self, "place"):
            shutil.rmtree(self.place)


def test_a_ledger_through_any_life() -> None:
    """Whatever happens to a ledger, it says what was acknowledged, or that it cannot."""
    run_state_machine_as_test(Ledger, settings=settings(max_examples=25, stateful_step_count=20))
