"""A run looks back at the run before it: what it finds there, and what it refuses."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import engine
from engine.atoms.dates import read_date
from engine.atoms.errors import BrokenRecord, UsageError
from engine.connect.sources import Data
from engine.ledger.run import Asked, StoredRun, open_run, run
from tests.asking import asked_by
from tests.terminal.conftest import Run

POLICY = """
keytier: 1
policy: sticky
version: 1.0.0
title: Sticky
customers: {id: id}
data:
  size: {is: percent, between: [0, 100]}
gates: {must_have: [size], on_bad_row: set_aside}
scorecard:
  criteria:
    only: {field: size, points: as_is}
  weights: {only: 100}
tiers:
  gold: {at_least: 80, keep_at: 70}
  silver: {at_least: 50}
  rest:
moves: {grace: 2 months, one_level: yes}
"""
#: Three month ends: who is where, and how each moved.
MONTHS = {
    "2026-04-30": "a,90\nb,85\nc,60\nleaves,90\nodd,90\n",
    "2026-05-31": "a,75\nb,10\nc,85\nnew,50\nodd,much\n",
    "2026-06-30": "a,75\nb,10\nc,85\nnew,50\nodd,10\n",
}


def asked(folder: Path, day: str, policy: str = POLICY, **more: Any) -> Asked:
    file = folder / f"{day}.csv"
    file.write_text("id,size\n" + MONTHS[day], encoding="utf-8")
    as_of = read_date(day)
    assert as_of is not None
    return asked_by(policy, folder, Data(str(file)), as_of, written=policy.encode(), **more)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, StoredRun]:
    """A run for each month, each but the first with the one before it."""
    folder = tmp_path_factory.mktemp("months")
    found: dict[str, StoredRun] = {}
    before = None
    for day in MONTHS:
        found[day] = run(asked(folder, day, previous=before), folder / day).run
        before = folder / day
    return found


def moved(stored: StoredRun) -> dict[str, tuple[Any, ...]]:
    return {row["id"]: (row["tier"], row["move"]) for row in stored.decisions()}


def plain(decision: engine.Decision) -> dict[str, Any]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in decision.row.items()}


def test_a_chain_of_runs(runs: dict[str, StoredRun]) -> None:
    """Each run finds the tiers and the state of the one before, also past a customer in error."""
    assert {move for _, move in moved(runs["2026-04-30"]).values()} == {"first"}
    assert moved(runs["2026-05-31"]) == {
        "a": ("gold", "kept_at"),
        "b": ("gold", "grace"),
        "c": ("gold", "promoted"),
        "new": ("silver", "first"),
        "odd": (None, None),
    }
    june = moved(runs["2026-06-30"])
    assert june["b"] == ("gold", "grace")  # until the end of July
    assert june["odd"] == ("gold", "grace")  # held since April, whatever May could not read
    odd = runs["2026-05-31"].decision("odd")
    assert odd is not None
    assert (odd["outcome"], odd["held.tier"]) == ("error", "gold")
    assert odd["held.since"] == read_date("2026-04-30")


def test_the_manifest_names_the_run_before(runs: dict[str, StoredRun]) -> None:
    """Its day and its digest, and how many of its customers are not there any more."""
    before = runs["2026-04-30"].manifest
    said = {"as_of": "2026-04-30", "meaning": before.meaning(), "gone": 1,
            "gone_first": ["leaves"]}  # fmt: skip
    assert runs["2026-05-31"].manifest.notes["previous"] == said
    assert "previous" not in before.notes


def test_one_customer_alone_is_decided_as_in_the_run(runs: dict[str, StoredRun]) -> None:
    """From Python and from the files: the run before, a decision, or what it left in words."""
    policy = engine.load(runs["2026-06-30"].folder / "policy.yaml")
    whole = runs["2026-06-30"].decision("b")
    may = runs["2026-05-31"]
    record = {"id": "b", "size": "10"}
    by_run = policy.decide(record, as_of="2026-06-30", previous=may.folder)
    assert plain(by_run) == whole
    april = policy.decide({"id": "b", "size": 85}, as_of="2026-04-30")
    before = policy.decide(record, as_of="2026-05-31", previous=april)
    assert plain(policy.decide(record, as_of="2026-06-30", previous=before)) == whole
    words = {"tier": "gold", "since": "2026-04-30", "worse": 1, "grace": "2026-05-31"}
    assert plain(policy.decide(record, as_of="2026-06-30", previous=words)) == whole
    assert "in grace from 2026-05-31 until 2026-07-31" in by_run.why().reasons[0].sentence.en
    frame = pytest.importorskip("pandas").DataFrame([record, {"id": "z", "size": 60}])
    table = policy.decide_table(frame, as_of="2026-06-30", previous=may.folder)
    assert list(table["move"]) == ["grace", "first"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"tear": "gold"}, "KT393"),
        ({"tier": "gold", "since": "2026-06-30"}, "KT394"),
        ({"tier": "gold", "since": "soon"}, "KT450"),
    ],
)
def test_words_that_make_no_sense(given: dict[str, str], code: str) -> None:
    """A misspelt key, or a day that is not before the decision, is refused."""
    with pytest.raises(UsageError) as refused:
        engine.decide(POLICY, {"id": "a", "size": 1}, as_of="2026-06-30", previous=given)
    assert [d.code for d in refused.value.diagnostics] == [code]


def test_runs_that_are_no_previous_ones(runs: dict[str, StoredRun], tmp_path: Path) -> None:
    """Another policy's, one of the same day or later, and one whose files were changed."""
    april, june = runs["2026-04-30"].folder, runs["2026-06-30"].folder
    other = POLICY.replace("policy: sticky", "policy: other")
    plain = POLICY[: POLICY.index("moves:")].replace(", keep_at: 70", "")
    for code, one in (
        ("KT390", asked(tmp_path, "2026-05-31", other, previous=april)),
        ("KT391", asked(tmp_path, "2026-05-31", previous=june)),
        ("KT391", asked(tmp_path, "2026-06-30", previous=june)),
        ("KT392", asked(tmp_path, "2026-06-30", plain, previous=april)),
        ("KT384", asked(tmp_path, "2026-06-30", previous=tmp_path)),
    ):
        with pytest.raises(UsageError) as refused:
            run(one, tmp_path / "refused")
        assert [d.code for d in refused.value.diagnostics] == [code]
    copy = tmp_path / "copy"
    shutil.copytree(april, copy)
    (copy / "decisions/00000.parquet").write_bytes(b"PAR1")
    with pytest.raises(BrokenRecord):
        run(asked(tmp_path, "2026-05-31", previous=copy), tmp_path / "refused")
    assert not (tmp_path / "refused").exists()


def test_a_version_that_did_not_look_back(tmp_path: Path) -> None:
    """Its tiers are held since its day; a tier that the new version lacks is gone."""
    plain = POLICY[: POLICY.index("moves:")].replace(", keep_at: 70", "")
    run(asked(tmp_path, "2026-04-30", plain), tmp_path / "april")
    newer = POLICY.replace("silver:", "middle:").replace("1.0.0", "2.0.0")
    done = run(asked(tmp_path, "2026-05-31", newer, previous=tmp_path / "april"), tmp_path / "may")
    assert moved(done.run)["a"] == ("gold", "kept_at")
    assert moved(done.run)["c"] == ("gold", "gone")
    kept = done.run.decision("a")
    assert kept is not None
    assert kept["held.since"] == read_date("2026-04-30")


def test_some_of_many(tmp_path: Path, runs: dict[str, StoredRun]) -> None:
    """One customer alone, and the first of a file, find what they bring as in the whole run."""
    ask = asked(tmp_path, "2026-06-30", previous=runs["2026-05-31"].folder)
    whole = moved(runs["2026-06-30"])
    for name, few, ids in (("one", {"only": "b"}, "b"), ("two", {"limit": 2}, "ab")):
        done = run(replace(ask, **few), tmp_path / name).run
        assert moved(done) == {id_: whole[id_] for id_ in ids}


def test_on_the_command_line(runs: dict[str, StoredRun], tmp_path: Path, keytier: Run) -> None:
    """`run` and `why` take `--previous`, say it of a run that is none, and show the move."""
    may, june = runs["2026-05-31"].folder, runs["2026-06-30"].folder
    policy, data = june / "policy.yaml", june.parent / "2026-06-30.csv"
    base = (policy, data, "--as-of", "2026-06-30", "--previous", may)
    said = keytier("run", *base, "-o", tmp_path / "june", "--csv", tmp_path / "june.csv")
    assert said.code == 0, said.err
    assert moved(open_run(tmp_path / "june")) == moved(runs["2026-06-30"])
    heading = (tmp_path / "june.csv").read_text("utf-8-sig").splitlines()[0]
    assert "move,tier before,tier held,held since,worse in a row,grace since" in heading
    why = keytier("why", *base, "--id", "b", "--steps")
    assert "gold: kept in grace, from 2026-05-31 until 2026-07-31; rest by points" in why.out
    assert "moves" in why.out
    as_json = json.loads(keytier("why", *base, "--id", "a", "--format", "json").out)
    assert as_json["reasons"][0]["code"] == "moves.kept_at"
    zh = keytier("why", *base, "--id", "a", "--lang", "zh")
    assert "原先已处于该等级" in zh.out
    assert "are not in this one" not in said.err
    absent = keytier("run", *base, "--limit", 2, "-o", tmp_path / "two")
    assert "not in this one" not in absent.err
    data.with_name("fewer.csv").write_text("id,size\na,75\nb,10\nodd,10\nsoon,5\n")
    absent = keytier("run", policy, data.with_name("fewer.csv"), *base[2:], "--dry-run")
    assert (
        "2 of those in the run of 2026-05-31 are not in this one (c, new): what they held ends here"
        in absent.err
    )
    refused = keytier("run", *base[:-1], june, "-o", tmp_path / "again")
    assert refused.code == 2
    assert "KT391" in refused.err


def test_warnings_over_several_runs(tmp_path: Path, keytier: Run) -> None:
    """Each run finds what the former ones saw; `why` tells what fell, and what is too little."""
    policy = POLICY[: POLICY.index("moves:")].replace(", keep_at: 70", "") + (
        "warnings:\n"
        "  sliding: {watch: size, falls_in_a_row: 2, reason: {en: it slides, zh: 持续下滑}}\n"
        "  drop: {watch: score, drops_by: 20, mute: 2 months}\n"
        "actions: {sliding: [{alert: lead}]}\n"
    )
    before = None
    for day in MONTHS:
        run(asked(tmp_path, day, policy, previous=before), tmp_path / day)
        before = tmp_path / day
    may, june = (open_run(tmp_path / day) for day in list(MONTHS)[1:])
    found = {r["id"]: (r["sliding.answer"], r["drop.answer"]) for r in june.decisions()}
    assert found == {
        "a": ("no", "no"), "b": ("no", "no"), "c": ("no", "no"),
        "new": ("not_enough_history", "no"), "odd": ("no", "not_enough_history"),
    }  # fmt: skip
    b = may.decision("b")
    assert b is not None
    assert (b["drop.answer"], b["warned.drop"]) == ("yes", read_date("2026-05-31"))
    assert (b["history.size.1"], b["history.size.2"], b["history.length"]) == (100000, 850000, 2)
    why = keytier("why", tmp_path / "2026-05-31", "--id", "b")
    assert "warnings\n  it slides: not enough history, 1 earlier assessments of the 2" in why.out
    assert "drop: score 10, before that 85" in why.out
