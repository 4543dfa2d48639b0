"""`keytier ledger`: what is sealed holds, is proved, is decided again; what is not is named."""

from __future__ import annotations

import io
import json
import os
import runpy
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from engine.ledger.seal.note import Signer
from engine.report import progress
from engine.report.progress import Bar
from engine.terminal.proving import Asked
from engine.terminal.talk import Talk
from engine.terminal.words import words
from tests.terminal.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "policies" / "starter"
LINE = ("run", STARTER / "policy.yaml", STARTER / "customers.csv", "--as-of", "2026-06-30", "-o")


def test_a_run_is_verified_proved_and_replayed(
    keytier: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sealed run holds, one decision of it is proved and checked by the verifier that imports
    nothing of ours, and deciding again gives the same root."""
    keytier(*LINE, "june")
    said = keytier("ledger", "verify", "june")
    assert said.code == 0
    assert "june: 12 decisions, signed by keytier-" in said.out and "(your key)" in said.out
    assert "every leaf was made again" in said.out
    assert "event 1 of ledger\n" in said.out
    assert "never anchored" in said.out
    proof = keytier("ledger", "prove", "june", "--id", "C-1001")
    assert len(proof.out.encode()) <= 2048
    Path("proof.json").write_text(proof.out, encoding="utf-8")
    assert "outcome decided, tier key\n" in keytier("ledger", "verify-proof", "proof.json").out
    assert (
        keytier("ledger", "prove", "june", "--id", "C-1001", "--open", "-o", "open.json").out == ""
    )
    found = json.loads(keytier("ledger", "verify-proof", "open.json", "--format", "json").out)
    assert (found["says"]["score"], found["inputs"]["id"]) == (937_500_000, "C-1001")
    key = found["signed_by"]
    for arguments in ((), (key,)):
        alone = subprocess.run(
            [sys.executable, "-I", str(ROOT / "schemas" / "verify_proof.py"), "open.json",
             *arguments], capture_output=True, text=True,
        )  # fmt: skip
        assert (alone.returncode, alone.stderr) == (0, "")
        assert "outcome: decided\ntier: key\n" in alone.stdout
    written = (ROOT / "schemas" / "verify_proof.py").read_text("utf-8")
    assert keytier("schema", "--verifier").out == written
    assert keytier("schema", "--verifier", "--region").code == 2
    opened = Path("open.json").read_bytes()
    piped = keytier("ledger", "verify-proof", "-", "--lang", "zh", input=opened)
    assert piped.code == 0 and "已定级，等级 key" in piped.out and "None" not in piped.out
    assert not keytier("ledger", "verify-proof", "-").out  # nothing came: that is no proof
    for wrong, told in (
        ([], "usage: python verify_proof.py PROOF.json"), (["none.json"], "none.json"),
        (["june/plan.json"], "no proof of keytier"), (["june/policy.yaml"], "no JSON"),
    ):  # fmt: skip
        monkeypatch.setattr(sys, "argv", ["verify_proof.py", *wrong])
        with pytest.raises(SystemExit, match=told):
            runpy.run_path(str(ROOT / "schemas" / "verify_proof.py"), run_name="__main__")
    again = keytier("ledger", "replay", "june")
    assert again.code == 0
    root = json.loads(keytier("ledger", "verify", "june", "--format", "json").out)["root"]
    assert f"decided again: 12 decisions, the same root {root}\n" == again.out
    other = Signer("keytier-00000000", bytes(32)).verifier.text
    for target in ("june", "ledger"):
        assert keytier("ledger", "verify", target, "--key", key).code == 0
        wrong = keytier("ledger", "verify", target, "--key", other)
        assert (wrong.code, wrong.out) == (4, "")
        assert "signed by another key than" in wrong.err
        zh = keytier("ledger", "verify", target, "--key", other, "--lang", "zh").err
        assert "密钥签名" in zh and "error" not in zh
    assert keytier("ledger", "verify", "june", "--lang", "zh").out.startswith("june：12 条评定结果")


def test_a_run_of_one_customer_is_told_in_the_singular(keytier: Run) -> None:
    """One decision is one decision, and not `1 decisions`; more are, with thousands set apart."""
    lines = (STARTER / "customers.csv").read_text("utf-8").splitlines(keepends=True)
    Path("one.csv").write_text("".join(lines[:2]), encoding="utf-8")
    keytier("run", STARTER / "policy.yaml", "one.csv", "--as-of", "2026-06-30", "-o", "one")
    assert ": 1 decision, signed by" in keytier("ledger", "verify", "one").out
    assert keytier("ledger", "replay", "one").out.startswith("decided again: 1 decision, the same")
    told = words("ledger.replay.differs", "en", n=1, why="so")
    assert told == "decided again: 1 decision differs; so"
    assert "1,200 decisions differ" in words("ledger.replay.differs", "en", n=1200, why="so")


def test_a_ledger_is_told_shown_and_anchored(keytier: Run) -> None:
    """Events are listed and shown; a head that was kept is consistent; anchors are told of runs
    that they cover, and of those after them that they are not."""
    keytier(*LINE, "june")
    shutil.copy("ledger/checkpoint", "old")
    assert "holds" not in keytier("ledger", "log", "ledger").out
    assert [line.split()[2] for line in keytier("ledger", "log", "ledger").out.splitlines()] == [
        "begun",
        "run",
    ]
    assert "run: june\n" in keytier("ledger", "show", "ledger", "1").out
    assert keytier("ledger", "show", "ledger", "9").code == 2
    anchored = keytier("ledger", "anchor", "ledger")
    assert anchored.out == Path("old").read_text(encoding="utf-8")
    assert keytier("ledger", "anchor", "ledger", "--how", "timestamp", "-o", "a.tsq").code == 0
    assert Path("a.tsq").read_bytes()[:4].hex() == "30390201"
    subprocess.run(["git", "init", "-q", "repo"], check=True)
    assert keytier("ledger", "anchor", "ledger", "--how", "git", "-o", "repo").code == 2
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    empty = ["commit", "-q", "--allow-empty", "-m", "x"]
    subprocess.run(["git", "-C", "repo", *who, *empty], check=True)
    for name, value in (("user.name", "a"), ("user.email", "a@example.com")):
        subprocess.run(["git", "-C", "repo", "config", name, value], check=True)
    assert keytier("ledger", "anchor", "ledger", "--how", "git", "-o", "repo").code == 0
    tag = ["git", "-C", "repo", "tag", "-l", "--format=%(contents)", "keytier-ledger-4"]
    message = subprocess.run(tag, capture_output=True, text=True, check=True).stdout
    assert message.startswith("keytier/ledger/") and "\n4\n" in message
    assert "anchored outside at" in keytier("ledger", "verify", "june").out
    assert "anchored outside at" in keytier("ledger", "verify", "ledger").out
    keytier(*LINE, "july")
    assert "not anchored since" in keytier("ledger", "verify", "july").out
    assert keytier("ledger", "consistency", "old", "ledger").out == (
        "ledger begins with all 2 events of then, and has 6 now\n"
    )


def test_what_is_not_sealed_says_so(keytier: Run) -> None:
    """A run made with --unsealed cannot be verified, and every output of it says that it is not
    sealed; no ledger is begun."""
    said = keytier(*LINE, "june", "--unsealed", "-q")
    assert "june is not sealed: nothing shows that it is what was decided\n" in said.err
    assert not Path("ledger").exists() and not Path("june/checkpoint").exists()
    for line in (
        ("why", "june", "--id", "C-1001"), ("worklist", "june"), ("ledger", "replay", "june"),
        ("report", "fairness", "june", "--by", "region"), ("history", "june", "--id", "C-1001"),
    ):  # fmt: skip
        assert "june is not sealed" in keytier(*line).err
    assert "every cell the same\n" in keytier("ledger", "replay", "june").out
    assert keytier("case", "june", "--id", "C-1001", "-o", "case.html").code == 0
    assert "is not sealed" in Path("case.html").read_text("utf-8")
    erased = keytier("ledger", "erase", "june", "--id", "C-1001", "--reason", "asked")
    assert erased.code == 2 and "KT705" in erased.err
    assert "events.jsonl" in keytier("ledger", "log", "june").err
    assert keytier("ledger", "verify", "june").code == 2
    assert "KT705" in keytier("ledger", "verify", "june").err
    assert keytier(*LINE, "july", "--unsealed", "--ledger", "l").code == 2


WRONG = {
    ("prove", "june"): "`prove` needs --id",
    ("verify", "june", "more"): "`verify` takes one run, ledger or proof",
    ("show", "ledger"): "`show` needs one more argument",
    ("log", "june"): "`june` is not a ledger",
    ("verify", "june", "--id", "C-1001"): "--id belongs to `prove` and `erase`",
    ("prove", "june", "--id", "nobody"): "there is no customer `nobody`",
    ("verify-proof", "june/plan.json"): "the proof does not hold",
    ("consistency", "june/plan.json", "ledger"): "`june/plan.json` is no checkpoint",
    ("trust", "ledger"): "`trust` needs --key",
    ("verify", "june", "--key", "x"): "`x` is no public key",
    ("verify", "nothing"): "`nothing` is not a run",
    ("anchor", "ledger", "--how", "timestamp"): "a request for a time stamp needs a file",
}


def test_one_lost_key_keeps_nobody_from_reading(keytier: Run) -> None:
    """Where one of the two keys is lost, runs and ledgers are verified and shown as without any,
    and that is told; nothing is entered, and nothing proved, in its place."""
    keytier(*LINE, "june")
    home = Path(os.environ["KEYTIER_HOME"])
    for name in ("signing.key", "salt.key"):
        (home / name).rename(home / "aside")
        for line in (("verify", "june"), ("verify", "ledger"), ("log", "ledger")):
            said = keytier("ledger", *line)
            assert said.code == 0 and f"{name}` is missing, and its companion" in said.err
        assert keytier("ledger", "prove", "june", "--id", "C-1001").code == 2
        assert keytier(*LINE, "july").code == 2 and not Path("july").exists()
        (home / "aside").rename(home / name)
    assert keytier("ledger", "verify", "june").err == ""


def test_wrong_usage_is_told(keytier: Run) -> None:
    """What makes no sense is said in a sentence, and nothing is written."""
    keytier(*LINE, "june")
    before = Path("ledger/events.jsonl").read_bytes()
    for line, told in WRONG.items():
        said = keytier("ledger", *line)
        assert said.code == (4 if line[0] == "verify-proof" else 2), line
        assert said.err.startswith("error") and told in said.err and said.out == "", said.err
    assert Path("ledger/events.jsonl").read_bytes() == before


def test_long_work_shows_a_bar_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verifying says on a terminal how far it is; piped, as JSON or with --quiet, nothing."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    shown = []
    for err, quiet, as_json in (
        (Terminal(), False, False), (Terminal(), True, False), (Terminal(), False, True),
        (io.StringIO(), False, False),
    ):  # fmt: skip
        monkeypatch.setattr(sys, "stderr", err)
        asked = Asked(Talk(quiet=quiet, language="zh"), Path("x"), as_json, None)
        with asked.working("verifying") as heard:
            assert isinstance(heard, partial) and isinstance(heard.func, Bar)
            if heard.func.wanted:
                heard.func.timer.join()
            heard(1, 4)
        shown.append(err.getvalue())
    assert "核对封存的评定" in shown[0]
    assert shown[1:] == [""] * 3
