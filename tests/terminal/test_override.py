"""Overrides: written by a command, read by a run, told by all that explains."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

import engine
from engine.ledger.run import open_run
from engine.rehearse.rehearsal import rehearse
from tests.terminal.conftest import Run

DAY = ("--as-of", "2026-06-30")
POLICY = """keytier: 1
policy: shops
version: 1.0.0
title: Shops
customers: {id: id}
data:
  sales: {is: whole, between: [0, 100]}
scorecard:
  criteria: {sales: {field: sales, points: as_is}}
  weights: {sales: 100}
  missing: refer
tiers: {gold: {at_least: 80, label: {en: Gold, zh: 金}}, silver: {at_least: 40}, rest: {}}
override: {may_lift: [refer]}
"""
SHOPS = "id,sales\n0001,90\n0002,50\n0003,\n0004,10\n0005,50\n0006,50\n"


@pytest.fixture
def shops(keytier: Run) -> Run:
    """A policy that lets persons decide, its data, and overrides of each kind."""
    Path("policy.yaml").write_text(POLICY)
    Path("shops.csv").write_text(SHOPS)
    for id_, tier, more in (
        ("0002", "gold", ("--approved-by", "director", "--by", "manager", "--until", "2026-06-30")),
        ("0003", "silver", ("--approved-by", "director", "--until", "2026-12-31")),
        ("0004", "gold", ("--approved-by", "director", "--until", "2026-06-29")),
        ("0005", "rest", ("--approved-by", "director", "--until", "2026-12-31")),
        ("0005", "gold", ("--until", "2026-12-31")),
        ("0006", "gold", ("--approved-by", "director", "--from", "2026-07-01", "--until",
                          "2026-12-31")),
        ("9999", "gold", ("--approved-by", "director", "--until", "2026-12-31")),
    ):  # fmt: skip
        said = keytier("override", "add", "o.yaml", "--id", id_, "--tier", tier, "--because",
                       'a: "reference", 示范 #1', *more)  # fmt: skip
        assert said.code == 0, said.err
    return keytier


def test_a_run(shops: Run) -> None:
    """Who is overridden has the person's tier, and the run says what came of each entry."""
    before = Path("o.yaml").read_bytes()
    said = shops("run", "policy.yaml", "shops.csv", *DAY, "--overrides", "o.yaml", "-o", "run",
                 "--jsonl", "-")  # fmt: skip
    rows = {r["id"]: r for r in map(json.loads, said.out.splitlines())}
    found = {i: (r["outcome"], r["tier"], r["override"], r["by_policy"]) for i, r in rows.items()}
    assert found == {
        "0001": ("decided", "gold", None, None),
        "0002": ("decided", "gold", "applied", "silver"),
        "0003": ("decided", "silver", "applied", "refer"),
        "0004": ("decided", "rest", "expired", None),
        "0005": ("decided", "silver", "unapproved", None),
        "0006": ("decided", "silver", None, None),
    }
    assert (
        "overrides of o.yaml (a file, no ledger): 2 applied, 1 expired, 1 not approved, "
        "1 not begun, 1 replaced by a later one, 1 of customers who are not in the data (9999)"
    ) in said.err
    notes = json.loads(Path("run/manifest.json").read_text())["notes"]["overrides"]
    assert (notes["entries"], notes["unknown_first"]) == (7, ["9999"])
    assert Path("o.yaml").read_bytes() == before
    chinese = shops("run", "policy.yaml", "shops.csv", *DAY, "--overrides", "o.yaml", "--dry-run",
                    "--lang", "zh", "--csv", "-")  # fmt: skip
    assert "2 项已采用；1 项已过期；1 项未经批准" in chinese.err
    assert "0003,已定级,silver,,,已采用,转人工" in chinese.out


def test_why(shops: Run) -> None:
    """An explanation says who decided, why, who approved it and until when, beside what the policy
    says; the same from the stored run, from the files and from Python."""
    shops("run", "policy.yaml", "shops.csv", *DAY, "--overrides", "o.yaml", "-o", "run")
    stored = shops("why", "run", "--id", "0002").out
    assert stored == shops("why", "policy.yaml", "shops.csv", *DAY, "--overrides", "o.yaml",
                           "--id", "0002").out  # fmt: skip
    assert (
        'Gold: decided by a person; silver by the policy, because: a: "reference", 示范 #1, '
        "by manager, approved by director, until 2026-06-30"
    ) in stored
    assert "1. a person decided on Gold" in stored
    chinese = shops("why", "run", "--id", "0003", "--lang", "zh").out
    assert "silver：政策转人工后由人决定，原因：" in chinese and "批准人：director" in chinese
    expired = shops("why", "run", "--id", "0004").out
    assert "a person's decision on Gold ended on 2026-06-29: the policy decides" in expired
    assert "nobody approved a person's decision" in shops("why", "run", "--id", "0005").out
    made = engine.decide("policy.yaml", {"id": "0002", "sales": 50}, as_of="2026-06-30",
                         overrides="o.yaml")  # fmt: skip
    assert (made.tier, made.row["by_policy"]) == ("gold", "silver")
    steps = shops("why", "run", "--id", "0002", "--steps").out
    assert steps.startswith(stored)
    assert "at_least 40 (score 50 points)  → fits" in steps.removeprefix(stored)  # by the policy


def test_the_file(shops: Run) -> None:
    """The command adds to a file that a person may edit, and keeps all that stands in it."""
    text = Path("o.yaml").read_text()
    assert len(yaml.safe_load(text)["overrides"]) == 7
    Path("o.yaml").write_text("# ours\n" + text.rstrip("\n"))
    said = shops("override", "add", "o.yaml", "--id", "no", "--tier", "gold", "--because", "x",
                 "--until", "2026-12-31", "--policy", "policy.yaml")  # fmt: skip
    assert said.code == 0
    assert said.err == (
        "o.yaml holds 8 overrides\n"
        "no ledger is named, so whoever may write o.yaml may change it; enter it with --ledger\n"
        "nobody approved it: until --approved-by is given, `no` is decided by the policy\n"
    )
    after = Path("o.yaml").read_text()
    assert after.startswith("# ours\n" + text) and yaml.safe_load(after)["overrides"][7] == {
        "id": "no", "tier": "gold", "because": "x", "until": date(2026, 12, 31),
    }  # fmt: skip


LINE = "{id: C1, tier: gold, because: x, until: 2026-12-31}"
WRONG = [
    ("tier: gold", "KT430"),
    ("overrides: none", "KT430"),
    ("overrides:\n  - gold", "KT430"),
    ("overrides:\n  - {id: C1, tier: gold, until: 2026-12-31}", "KT431"),
    ("overrides:\n  - {id: C1, teir: gold, because: x, until: 2026-12-31}", "KT432"),
    (f"more: 1\noverrides:\n  - {LINE}", "KT432"),
    ("overrides:\n  - {id: C1, tier: gold, because: x, until: 31.12.2026}", "KT433"),
    ("overrides:\n  - {id: C1, tier: [gold], because: x, until: 2026-12-31}", "KT435"),
    (f"overrides:\n  - {LINE[:-1]}, from: 2027-01-01}}", "KT436"),
    (f"overrides:\n  - {LINE[:-1]}, by: Ann Li, approved_by: ann li}}", "KT437"),
]  # fmt: skip


def test_wrong_files(keytier: Run) -> None:
    """What cannot be understood stops the run before anything is decided, at its line."""
    Path("policy.yaml").write_text(POLICY)
    Path("shops.csv").write_text(SHOPS)
    for text, code in WRONG:
        Path("o.yaml").write_text(text + "\n")
        said = keytier("run", "policy.yaml", "shops.csv", *DAY, "--overrides", "o.yaml", "-o", "r")
        assert said.code == 2 and f"error[{code}]" in said.err and "o.yaml:" in said.err, said.err
        assert not Path("r").exists()
        before = Path("o.yaml").read_bytes()
        added = keytier("override", "add", "o.yaml", "--id", "a", "--tier", "b", "--because", "c",
                        "--until", "2026-12-31")  # fmt: skip
        assert added.code == 2 and Path("o.yaml").read_bytes() == before
    Path("o.yaml").write_text(f"overrides:\n  - {LINE}\n")
    Path("policy.yaml").write_text(POLICY.replace("override: {may_lift: [refer]}\n", ""))
    said = keytier("run", "policy.yaml", "shops.csv", *DAY, "--overrides", "o.yaml")
    assert said.code == 2 and "error[KT434]" in said.err


ADD = ("override", "add", "o.yaml", "--id", "a", "--because", "c", "--until", "2026-12-31")
MISTAKES = [
    ((*ADD, "--tier", "gld", "--policy", "policy.yaml"), "did you mean `gold`?"),
    ((*ADD, "--tier", " "), "`--tier` is empty"),
    (
        (*ADD, "--tier", "gold", "--by", "manager", "--approved-by", "Manager "),
        "error[KT437]",
    ),
    ((*ADD, "--tier", "gold", "--from", "2027-01-01"), "error[KT436]"),
]


def test_command_lines(keytier: Run) -> None:
    """Who decides does not approve, and what makes no sense is not written."""
    Path("policy.yaml").write_text(POLICY)
    for arguments, message in MISTAKES:
        said = keytier(*arguments)
        assert said.code == 2 and message in said.err, said.err
        assert not Path("o.yaml").exists()


def test_cases() -> None:
    """A policy's own tests may say what a person decided; both engines agree on it."""
    cases = """
tests:
  - name: a person decides
    as_of: 2026-06-30
    override: {tier: gold, until: 2026-06-30}
    given: {sales: 50}
    expect: {tier: gold, because: [override.applied]}
  - name: not approved
    as_of: 2026-06-30
    override: {tier: gold, until: 2026-12-31, approved: no}
    given: {sales: 50}
    expect: {tier: silver, because: [override.unapproved]}
"""
    Path("policy.yaml").write_text(POLICY + cases)
    done = rehearse(engine.load("policy.yaml").bound)
    assert [r.found for r in done.results] == [(), ()]


def test_a_series(shops: Run) -> None:
    """An entry holds in the runs of its days; another file is another series."""
    call = ("series", "policy.yaml", "shops.csv", "--from", "2026-06-30", "--to", "2026-07-31",
            "--every", "month", "-o", "all", "--overrides")  # fmt: skip
    assert shops(*call, "o.yaml").code == 0
    runs = [open_run(Path("all") / day) for day in ("2026-06-30", "2026-07-31")]
    tiers = [[d["tier"] for d in run.decisions()] for run in runs]
    assert tiers == [
        ["gold", "gold", "silver", "rest", "silver", "silver"],
        ["gold", "silver", "silver", "rest", "silver", "gold"],
    ]
    assert shops(*call, "o.yaml").code == 0
    Path("p.yaml").write_text("overrides: []\n")
    assert "the overrides were other ones" in shops(*call, "p.yaml").err


def test_seats_that_persons_give(shops: Run) -> None:
    """They are taken before all others; where there are more than seats, the run says so."""
    seats = "gold: {at_least: 80, seats: 1, order_by: [score], "
    Path("policy.yaml").write_text(POLICY.replace("gold: {at_least: 80, ", seats))
    said = shops("override", "add", "o.yaml", "--id", "0004", "--tier", "gold", "--because", "b",
                 "--until", "2026-12-31", "--approved-by", "director")  # fmt: skip
    assert said.code == 0
    said = shops("run", "policy.yaml", "shops.csv", *DAY, "--overrides", "o.yaml", "-o", "run")
    assert "Gold: persons gave 2 seats, and it has 1" in said.err
    stored = open_run(Path("run"))
    seen = {d["id"]: (d["tier"], d["no_seat"]) for d in stored.decisions()}
    assert (seen["0001"], seen["0002"]) == (("silver", ["gold"]), ("gold", []))
    assert "Gold: a seat that a person gave" in shops("why", "run", "--id", "0002").out
    assert "由人给出的名额" in shops("why", "run", "--id", "0002", "--lang", "zh").out
    again = engine.decide("policy.yaml", {"id": "0001", "sales": 90}, as_of="2026-06-30",
                          facts="run", overrides="o.yaml")  # fmt: skip
    assert (again.tier, list(again.row["no_seat"])) == ("silver", ["gold"])
