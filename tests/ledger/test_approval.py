"""Approvals: of a text, byte for byte, in a role, by a key; and a run that asks for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.errors import UsageError
from engine.ledger.append import append
from engine.ledger.approval import Approval, Approved, approvals, approve, standing, withdraw
from engine.ledger.events import read_log
from engine.ledger.seal.home import Home, make_home
from engine.ledger.seal.note import Verifier
from engine.terminal import approving
from tests.terminal.conftest import Run, alone, keytier

__all__ = ["alone", "keytier"]

POLICY = """keytier: 1
policy: shops
version: 1.0.0
title: Shops
reviewed_by: [sales, finance]
customers: {id: id}
data: {sales: {is: whole, between: [0, 100]}}
scorecard:
  criteria: {sales: {field: sales, points: as_is}}
  weights: {sales: 100}
  missing: refer
tiers: {gold: {at_least: 80}, rest: {}}
"""
OF = Approved("shops", "1.0.0", "sha256:00")


def home_of(name: str, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("KEYTIER_HOME", str(Path(name).resolve()))
    return make_home()


def test_approved_runs(keytier: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy runs as approved once each role has approved it with a key of its own; another text
    of it does not, and is told that another was approved."""
    Path("policy.yaml").write_text(POLICY)
    Path("shops.csv").write_text("id,sales\n1,90\n")
    line = ("run", "policy.yaml", "shops.csv", "-o", "run", "--require-approved")
    one, two = home_of("one", monkeypatch), home_of("two", monkeypatch)
    refused = keytier(*line)
    assert (refused.code, Path("run").exists()) == (1, False)
    assert "still to approve, each with another key: sales, finance" in refused.err
    assert "`keytier approve policy.yaml --as sales --ledger ledger`" in refused.err

    monkeypatch.setenv("KEYTIER_HOME", str(one.folder))
    yes = ("approve", "policy.yaml", "--ledger", "ledger", "--as")
    assert keytier(*yes, "sales").code == 0
    told = keytier(*yes, "finance")  # by the same key, which counts once
    assert told.code == 1
    said = "event 2 counts for nothing: the key"
    assert said in told.out and "another key has to approve as finance" in told.out
    document = json.loads(keytier(*yes[:-1], "--format", "json").out)
    assert [(a["event"], a["role"]) for a in document["idle"]] == [(2, "finance")]
    assert "第 2 号事件不计入" in keytier(*yes[:-1], "--lang", "zh").out
    assert "still to approve, each with another key: finance" in keytier(*line).err
    assert keytier(*yes, "finanse").err.startswith("error: `reviewed_by:` does not name")
    monkeypatch.setenv("KEYTIER_HOME", str(two.folder))
    assert "KT710" in keytier(*yes, "finance").err  # a key that nobody let in
    append(Path("ledger"), one, {"event": "key", "key": two.signer.verifier.text})
    told = keytier(*yes, "finance")
    assert (told.code, told.out.splitlines()[-1]) == (0, "shops 1.0.0 is approved in ledger")
    assert said not in told.out

    assert keytier(*line).code == 0
    event = read_log(Path("ledger")).events[-1]
    assert (event["event"], event["approved"]) == ("run", [1, 4])
    document = json.loads(keytier("approve", "policy.yaml", "--ledger", "ledger", "--format",
                                  "json").out)  # fmt: skip
    assert [a["role"] for a in document["approvals"]] == ["sales", "finance"]

    back = ("approve", "policy.yaml", "--ledger", "ledger", "--as", "finance", "--withdraw")
    monkeypatch.setenv("KEYTIER_HOME", str(one.folder))
    said = keytier(*back, "--reason", "margin was not counted")  # by the key that counted once
    assert (said.code, "is approved" in said.out) == (0, True)
    assert "event 6" in said.out and "(event 2): margin was not counted" in said.out
    monkeypatch.setenv("KEYTIER_HOME", str(two.folder))
    assert "still to approve, each with another key: finance" in keytier(*back).out
    assert "KT734" in keytier(*back).err  # once
    assert keytier(*line, "--force").code == 1
    assert "withdrawn    finance" in keytier("show", "policy", "run").out
    told = keytier("ledger", "log", "ledger", "--limit", "1").out
    assert "approval withdrawn  shops 1.0.0  finance" in told
    assert keytier(*yes, "finance").code == 0 and keytier(*line, "--force").code == 0
    for wrong in (back[:4] + back[6:], (*yes, "finance", "--reason", "x"), (*back, "--reason", "")):
        assert keytier(*wrong).code == 2, wrong

    Path("policy.yaml").write_text(POLICY + "# more\n")
    chinese = keytier(*line, "--force", "--lang", "zh")
    assert chinese.code == 1 and "另有 2 份批准针对的是不同的文本" in chinese.err
    assert keytier("approve", "policy.yaml", "--ledger", "ledger").code == 1
    assert keytier(*line, "--unsealed").code == 2


def test_signed_by_the_approver(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may write into the ledger still cannot approve in another's name, or move an approval to
    another text or role."""
    one, two = home_of("one", monkeypatch), home_of("two", monkeypatch)
    ledger = tmp_path / "ledger"
    approve(ledger, one, OF, "sales")
    append(ledger, one, {"event": "key", "key": two.signer.verifier.text})
    (held,) = approvals(read_log(ledger))
    assert (held.of, held.role, held.key) == (OF, "sales", one.signer.verifier)
    real = dict(read_log(ledger).events[1])
    for change in (
        {"role": "finance"},
        {"policy": {**real["policy"], "digest": "sha256:11"}},
        {"signed": two.signer.sign(real["signed"].partition("\n\n")[0]).replace("— two", "— x")},
        {"signed": real["signed"].replace("sales", "finance"), "role": "finance"},
        {"signed": 5},
        {"policy": None},
    ):
        append(ledger, two, {**real, **change})
    assert approvals(read_log(ledger)) == (held,)

    with pytest.raises(UsageError):
        withdraw(ledger, two, OF, "sales")  # what another approved
    number = withdraw(ledger, one, OF, "sales", "asked").number
    (back,) = approvals(read_log(ledger))
    assert back.withdrawn is not None
    assert (back.withdrawn.number, back.withdrawn.reason) == (number, "asked")
    append(ledger, two, real)  # the old note does not come back
    assert standing(approvals(read_log(ledger)), OF, []).counted == ()
    again = approve(ledger, one, OF, "sales").number
    taken = dict(read_log(ledger).events[number])
    for change in (
        {},
        {"approvals": [again]},
        {"role": "finance"},
        {"approvals": 1},
        {"signed": 5},
    ):
        append(ledger, two, {**taken, **change})
    (counted,) = standing(approvals(read_log(ledger)), OF, []).counted
    assert counted.number == again
    with pytest.raises(ValueError):
        withdraw(ledger, one, OF, "sales", "two\nlines")
    with pytest.raises(ValueError):
        approve(ledger, one, OF, "sales\nfinance")


def test_a_key_counts_once() -> None:
    """Roles are given to keys so that as many as can be have one, in whatever order they came."""
    keys = [Verifier(f"k{n}", bytes([n]) * 32) for n in range(3)]

    def by(*pairs: tuple[str, int]) -> list[Approval]:
        return [Approval(n, OF, r, "", keys[k]) for n, (r, k) in enumerate(pairs)]

    both = standing(by(("a", 0), ("b", 0), ("a", 1)), OF, ["a", "b"])
    assert both.approved
    assert {(a.role, a.key.name) for a in both.counted} == {("a", "k1"), ("b", "k0")}
    assert standing(by(("a", 0), ("b", 0)), OF, ["a", "b"]).missing == ("b",)
    assert not standing([], OF, []).approved
    assert standing(by(("any", 2)), OF, []).approved


def test_overrides_are_entered(keytier: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An override enters the ledger by a digest that names nobody; a run says which are bound, and
    one that asks for approval refuses those that are not, or were changed since, and decides by
    the very file that it vetted."""
    home_of("one", monkeypatch)
    lifted = POLICY.replace("[sales, finance]", "[sales]") + "override: {may_lift: [refer]}\n"
    Path("policy.yaml").write_text(lifted)
    Path("shops.csv").write_text("id,sales\nshop-1,10\nshop-2,10\n")
    add = ("override", "add", "o.yaml", "--tier", "gold", "--because", "an anchor of the mall",
           "--approved-by", "boss", "--until", "2026-12-31", "--id")  # fmt: skip
    assert "enter it with --ledger" in keytier(*add, "shop-2").err
    Path("o.yaml").unlink()
    assert "event 1" in keytier(*add, "shop-1", "--ledger", "ledger").err
    written = Path("ledger/events.jsonl").read_text()
    assert '"approved_by":"boss"' in written and '"until":"2026-12-31"' in written
    assert "shop-1" not in written and "anchor" not in written

    keytier("approve", "policy.yaml", "--ledger", "ledger", "--as", "sales")
    line = ("run", "policy.yaml", "shops.csv", "--as-of", "2026-06-30", "--overrides", "o.yaml",
            "--require-approved", "-o", "run", "--force")  # fmt: skip
    done = keytier(*line)
    assert done.code == 0 and "1 override of o.yaml, in the ledger: 1 applied" in done.err
    held = Path("o.yaml").read_text()
    Path("o.yaml").write_text(held.replace("shop-1", "shop-2"))
    assert (keytier(*line).code, "KT733" in keytier(*line).err) == (1, True)
    Path("o.yaml").write_text(held)
    with monkeypatch.context() as patch:  # somebody else writes once the file was vetted
        vetted = approving.require_entered

        def then_changed(*given: Any) -> None:
            vetted(*given)
            Path("o.yaml").write_text(held.replace("shop-1", "shop-2"))

        patch.setattr(approving, "require_entered", then_changed)
        assert "1 override of o.yaml, in the ledger: 1 applied" in keytier(*line).err
    Path("o.yaml").write_text(held)
    keytier(*add, "shop-2")
    told = keytier(*[word for word in line if word != "--require-approved"], "--lang", "zh")
    assert "2 项中有 1 项登记到台账" in told.err


def test_overrides_that_were_taken_out_are_told(
    keytier: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run says which overrides of the ledger hold on its day and are not in the file that it was
    given; those of other days, files and policies are not its own."""
    home_of("one", monkeypatch)
    Path("policy.yaml").write_text(POLICY + "override: {may_lift: [refer]}\n")
    Path("other.yaml").write_text(
        POLICY.replace("policy: shops", "policy: o") + "override: {may_lift: [refer]}\n"
    )
    Path("shops.csv").write_text("id,sales\nshop-1,10\nshop-2,10\n")

    def add(file: str, id: str, until: str, *more: str) -> None:
        assert keytier("override", "add", file, "--tier", "gold", "--because", "x", "--id", id,
                       "--approved-by", "boss", "--until", until, "--ledger", "ledger",
                       *more).code == 0  # fmt: skip

    add("o.yaml", "shop-1", "2026-12-31")
    first = Path("o.yaml").read_text()
    add("o.yaml", "shop-2", "2026-06-30")
    both = Path("o.yaml").read_text()
    add("o.yaml", "shop-2", "2026-06-29")
    add("o.yaml", "shop-2", "2026-12-31", "--from", "2026-07-01")
    add("p.yaml", "shop-2", "2026-12-31")
    add("o.yaml", "shop-2", "2026-12-31", "--policy", "other.yaml")
    whole = Path("o.yaml").read_text()
    line = ("run", "policy.yaml", "shops.csv", "--as-of", "2026-06-30", "-o", "run", "--force")

    def told(text: str | None, *more: str, file: str = "o.yaml") -> tuple[str, Any]:
        given: tuple[str, ...] = ()
        if text is not None:
            Path(file).write_text(text)
            given = ("--overrides", file)
        done = keytier(*line, *given, *more)
        notes = json.loads(Path("run/manifest.json").read_text())["notes"]
        return done.err, notes.get("overrides_left_out")

    assert told(whole)[1] is told(both)[1] is None
    err, note = told(first)
    assert "1 override that the ledger has for this day is not in o.yaml" in err
    assert "(event 2)" in err and note == {"count": 1, "events": [2]}
    assert "did not count" in keytier("show", "overrides", "run").out
    assert told(first, file="renamed.yaml")[1] == note
    assert told(both.replace("shop-1", "shop-9"))[1] == {"count": 1, "events": [1]}
    err, note = told(None, "--lang", "zh")
    assert "没有给出 --overrides，因此台账中 3 项" in err and note["events"] == [1, 2, 5]
    assert told(first, "--unsealed")[1] is None
