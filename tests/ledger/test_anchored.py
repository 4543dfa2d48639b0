"""An anchor that was fetched back: a ledger begins with it, or was written anew."""

from __future__ import annotations

import json
import shutil
import subprocess
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine.atoms.errors import BrokenRecord, KeytierError
from engine.ledger import append as appending
from engine.ledger.anchor import anchor
from engine.ledger.anchored import Anchor, held_against
from engine.ledger.append import append
from engine.ledger.der import imprint_of
from engine.ledger.events import read_log
from engine.ledger.seal.home import Home
from tests.ledger.test_ledger_states import key_folder
from tests.terminal.conftest import Run, alone, keytier

__all__ = ["alone", "keytier"]

#: What an authority answered to the request for the head of `ledger` below (`openssl ts -reply`).
STAMP = b64decode(
    "MIIB5zADAgEAMIIB3gYJKoZIhvcNAQcCoIIBzzCCAcsCAQMxDzANBglghkgBZQMEAgEFADBnBgsqhkiG9w0BCRAB"
    "BKBYBFYwVAIBAQYDKgMEMDEwDQYJYIZIAWUDBAIBBQAEIHmFsX7ENouDJK7j3BCvYsvNY4B4ACwYc1soFRy6opBJ"
    "AgECGA8yMDI2MTEyMjE3MDIzOFowAwIBATGCAUowggFGAgEBMEIwKjEoMCYGA1UEAwwfZXhhbXBsZSB0aW1lLXN0"
    "YW1waW5nIGF1dGhvcml0eQIUIU2vfNeYfj8UfO5E2RzOQwerZVgwDQYJYIZIAWUDBAIBBQCggZgwGgYJKoZIhvcN"
    "AQkDMQ0GCyqGSIb3DQEJEAEEMBwGCSqGSIb3DQEJBTEPFw0yNjExMjIxNzAyMzhaMCsGCyqGSIb3DQEJEAIMMRww"
    "GjAYMBYEFHJYIgtC7OSrxeQde/Koex2MRqbYMC8GCSqGSIb3DQEJBDEiBCAnGZl2w3o9u8Jh5wjaBUM1AFoDfvaS"
    "Ic9k7YWm681W6zAKBggqhkjOPQQDAgRHMEUCIApEIg5ooRhDqanLpA9Ks8N6JpKOWBrktTYkiUavItFSAiEA32TQ"
    "6++3ash8I/o3dudXQhR45bArDTqhi4TAIpInTLs="
)
LEDGER = Path("ledger")


@pytest.fixture
def home(alone: None, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A ledger of two events, whose head is the same in every test."""
    monkeypatch.setenv("KEYTIER_HOME", str(Path("home").resolve()))
    found = key_folder(Path("home").resolve(), 1)
    with monkeypatch.context() as patch:
        patch.setattr(appending.secrets, "token_hex", lambda n: "ab" * n)
        append(LEDGER, found, {"event": "test"}, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    return found


def refused(where: str) -> str:
    with pytest.raises(KeytierError) as wrong:
        held_against(read_log(LEDGER), Path(where))
    (found,) = wrong.value.diagnostics
    assert found.message() != found.message("zh") and found.help() != found.help("zh")
    return found.code


def written_anew(home: Home) -> None:
    """The ledger, by whoever has the key, with the origin that it had."""
    origin = read_log(LEDGER).origin
    shutil.rmtree(LEDGER)
    shutil.rmtree(home.folder / "heads")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(appending.secrets, "token_hex", lambda n: origin.rpartition("/")[2])
        for n in range(6):
            append(LEDGER, home, {"event": "test", "n": n})


def test_every_kind(home: Home, keytier: Run) -> None:
    """Text, typed from paper, a time stamp, tags and an older copy are taken back; each vouches for
    the events that it covers, and finds a ledger that was written anew."""
    shutil.copytree(LEDGER, "copy")
    Path("head").write_text(anchor(LEDGER, home, "text", None)[1])
    Path("paper").write_text("  " + "\r\n".join(Path("head").read_text().splitlines()[:3]) + "\n")
    anchor(LEDGER, home, "timestamp", Path("a.tsq"))
    shutil.copytree("copy", "again")
    log = read_log(Path("again"))
    assert log.whole == Path("head").read_text()
    Path("a.tsr").write_bytes(STAMP)

    git = ["git", "-C", "repo", "-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", "init", "-q", "repo"], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    assert refused("repo") == "KT718"  # without a tag it vouches for nothing
    for name, text in (("keytier-ledger-2", Path("head").read_text()), ("keytier-ledger-x", "no")):
        line = [*git, "tag", "-a", "--cleanup=verbatim", "-F", "-", name]
        subprocess.run(line, input=text.encode(), check=True)
    for where, kind in (("head", "text"), ("paper", "text"), ("repo", "git"), ("copy", "copy")):
        (held,) = held_against(read_log(LEDGER), Path(where))
        assert (held.kind, held.size) == (kind, 2)

    asked = keytier("ledger", "verify", LEDGER, "--anchor", "a.tsq", "--format", "json")
    (told,) = json.loads(asked.out)["held_against"]
    assert (told["how"], told["events"], told["at"]) == ("timestamp", 3, None)
    said = keytier("ledger", "verify", LEDGER, "--anchor", "head").out
    assert "ledger begins with the 2 events of head (in print)\n" in said
    assert "nobody has written anything of this anew" in said  # but anchors, nothing came after
    append(LEDGER, home, {"event": "test"})
    said = keytier("ledger", "verify", LEDGER, "--anchor", "repo", "--lang", "zh").out
    assert "以 repo keytier-ledger-2（git 标签）的 2 个事件开头" in said and "有 3 个事件" in said

    kept = LEDGER.rename("kept")
    shutil.copytree(kept, LEDGER)
    for harm in (lambda: written_anew(home), lambda: _shorter(home)):
        harm()
        for where in ("head", "paper", "repo", "copy"):
            assert refused(where) == "KT714", where
        assert refused("a.tsq") == "KT718"
    assert keytier("ledger", "verify", LEDGER, "--anchor", "head").code == 4


def _shorter(home: Home) -> None:
    """Another ledger altogether."""
    shutil.rmtree(LEDGER)
    append(LEDGER, home, {"event": "test"})


def test_a_stamp(home: Home) -> None:
    """The answer of an authority is read as it is: what it stamped, and when."""
    Path("a.tsr").write_bytes(STAMP)
    first = read_log(LEDGER).checkpoint
    stamped = Anchor("a.tsr", "timestamp", first.origin, 2, first.root, "2026-11-22T17:02:38Z")
    assert held_against(read_log(LEDGER), Path("a.tsr")) == (stamped,)
    append(LEDGER, home, {"event": "test"})  # no event says that the head before was stamped
    assert refused("a.tsr") == "KT718"
    root = first.root.hex()  # as events were before they kept what was stamped
    old = {"event": "anchor", "how": "timestamp", "size": 2, "root": root, "what": "a.tsq"}
    append(LEDGER, home, old)
    with pytest.raises(BrokenRecord) as wrong:
        held_against(read_log(LEDGER), Path("a.tsr"))
    (said,) = wrong.value.diagnostics
    assert "it may be that of event 3, from before the ledger kept the head" in str(said.help())
    assert "第 3 号事件" in str(said.help("zh"))
    for at in range(0, len(STAMP) - 1, 5):
        for harm in (STAMP[:at], STAMP[:at] + bytes([STAMP[at] ^ 0x21]) + STAMP[at + 1 :]):
            try:
                assert len(imprint_of(harm)[0]) == 32
            except (ValueError, IndexError):
                continue


def test_a_run(home: Home, keytier: Run) -> None:
    """Of a run it is said whether its event is among those that the anchor covers."""
    policies = Path(__file__).resolve().parents[2] / "policies" / "starter"
    line = ("run", policies / "policy.yaml", policies / "customers.csv", "--as-of", "2026-06-30")
    assert keytier(*line, "-o", "june").code == 0
    Path("head").write_text(anchor(LEDGER, home, "text", None)[1])
    assert keytier(*line, "-o", "july").code == 0
    for run, said in (("june", "nobody has written anything of this anew"),
                      ("july", "the run's event 4 came after it")):  # fmt: skip
        asked = keytier("ledger", "verify", run, "--anchor", "head")
        assert (asked.code, said in asked.out) == (0, True)
    for wrong in ("nothing", policies / "policy.yaml", "home"):
        assert keytier("ledger", "verify", "june", "--anchor", wrong).code == 2, wrong
    assert keytier("ledger", "log", "ledger", "--anchor", "head").code == 2
