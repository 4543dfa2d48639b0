"""The shipped policies: each is clean and laid out, its cases hold, and they reach what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import engine
from engine.atoms.dates import to_day
from engine.atoms.text import Source
from engine.author.format import format_policy
from engine.author.policy import Action, Customers, DataField, Table, Text
from engine.author.read import load_source
from engine.check import inspect
from engine.connect.layout import customer_reads
from engine.rehearse.folder import cases_of
from engine.rehearse.rehearsal import Rehearsal, rehearse

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*ROOT.glob("policies/*/policy.yaml"), *ROOT.glob("policies/*/*.policy.yaml")])


def plain(name: str) -> dict[str, Any]:
    """A shipped policy as maps, lists and texts."""
    text = (ROOT / "policies" / name / "policy.yaml").read_text(encoding="utf-8")
    tree: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    return tree


@cache
def rehearsed(file: Path) -> Rehearsal:
    """The cases of a policy, those of its folder too, on both engines."""
    bound, found = inspect(load_source(file))
    assert [d.message() for d in found] == []
    assert bound is not None
    cases, wrong = cases_of(file)
    assert wrong == []
    return rehearse(bound, (*bound.policy.tests, *cases))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT / "policies").as_posix())
def test_nothing_to_say(file: Path) -> None:
    """`check` finds nothing, `fmt` changes nothing, and every case passes on both engines."""
    text = file.read_text(encoding="utf-8")
    assert format_policy(Source(file.name, text)) == text
    done = rehearsed(file)
    assert done.results
    assert [d.message() for d in done.found] == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT / "policies").as_posix())
def test_cases_reach_every_rule(file: Path) -> None:
    """Every tier, route, red flag, segment and stage of a shipped policy is met by some case."""
    missed = [spot.words[0] for spot in rehearsed(file).coverage.missed]
    rules = ("tier", "route", "flag", "segment", "stage")
    assert [m for m in missed if m.startswith(rules) and not m.endswith("unknown")] == []


def test_weights_follow_our_stage() -> None:
    """In stable years solving and loyalty weigh more than while we expand, satisfaction less."""
    weights = plain("relationship-quality")["scorecard"]["weights"]
    stable, expansion = (
        {k: float(v) for k, v in weights[stage].items()} for stage in ("stable", "expansion")
    )
    assert stable["resolution"] > expansion["resolution"]
    assert stable["loyalty"] > expansion["loyalty"]
    assert expansion["satisfaction"] > stable["satisfaction"]
    assert expansion["responsiveness"] > stable["responsiveness"]


def scorecards(name: str) -> list[dict[str, Any]]:
    """The scorecards of a shipped policy, one or several."""
    policy = plain(name)
    return [policy["scorecard"]] if "scorecard" in policy else [*policy["scorecards"].values()]


@pytest.mark.parametrize(
    "name", sorted({f.parent.name for f in FILES} - {"starter", "payment-terms"})
)
def test_weights_say_where_they_come_from(name: str) -> None:
    """Weights that people set name the method, the panel, the day, the minutes and the review;
    payment terms alone are decided without points."""
    for card in scorecards(name):
        because = card["because"]
        assert because.keys() - {"review_by"} == {"method", "panel", "date", "minutes"}
        assert because["date"] < because.get("review_by", "9999")


def test_an_overdue_review_is_said() -> None:
    """Once the day of review has passed, `check` says that the weights should be looked at."""
    file = ROOT / "policies" / "relationship-quality" / "policy.yaml"
    _, found = inspect(load_source(file), to_day(date(2028, 1, 1)))
    assert {d.code for d in found} == {"KT207", "KT251"}  # the policy itself has run out too


def test_two_people_and_every_task_somebody() -> None:
    """Two people review each policy but the starter, and every task names who does it."""
    for file in FILES:
        policy = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        if policy["policy"] == "starter":
            continue
        assert len(policy["reviewed_by"]) >= 2, file
        for given in policy.get("actions", {}).values():
            listed = given if isinstance(given, list) else given["then"]
            tasks = [a for a in listed if isinstance(a, dict) and "task" in a]
            assert all("to" in task for task in tasks), file


def test_screening_is_yearly() -> None:
    """Customers are screened once a year."""
    assert plain("customer-screening")["assess"] == "yearly"


def test_personality_may_not_decide() -> None:
    """The example that types persons is refused for its red flag and its criterion alone."""
    file = ROOT / "policies" / "personality" / "refused.yaml"
    _, found = inspect(load_source(file))
    errors = [d for d in found if d.severity == "error"]
    assert [d.code for d in errors] == ["KT224", "KT224"]
    said = " ".join(d.message() for d in errors)
    assert "`hard_to_talk_to`" in said and "`person`" in said
    open_ = file.read_text(encoding="utf-8").replace(", personal: yes", "")
    open_ = open_.replace("    personal: yes\n", "")
    assert inspect(Source("open.yaml", open_))[0] is not None, "nothing else is wrong with it"


def test_our_own_units_are_judged() -> None:
    """A policy may judge our own business units: they are called what they are."""
    label = plain("breakthrough-check")["customers"]["label"]
    readme = (ROOT / "policies/breakthrough-check/README.md").read_text(encoding="utf-8")
    assert f"{label['en']} U007: partly, 50 points of 100" in readme


def test_a_region_needs_what_is_opened(tmp_path: Path) -> None:
    """Without head office's `may_change`, every line of the eastern region that differs is an
    error at that line; with it, none."""
    home = ROOT / "policies" / "regional-tiers"
    base = (home / "policy.yaml").read_text(encoding="utf-8")
    east = load_source(home / "east.policy.yaml")
    assert inspect(east)[1] == []
    closed = re.sub(r"^may_change: .*\n", "", base, flags=re.M)
    assert closed != base
    (tmp_path / "policy.yaml").write_text(closed, encoding="utf-8")
    _, found = inspect(Source(str(tmp_path / "east.policy.yaml"), east.text))
    assert [d.at.text for d in found if d.at is not None and d.code == "KT137"] == [
        "purchases", "frequency", "because", "at_least", "keep_at", "at_least", "keep_at",
        "percent", "spring_salon", "key",
    ]  # fmt: skip


def test_a_gift_has_a_ceiling() -> None:
    """A gift of key accounts is a part of their purchases, and never above what compliance says;
    without that line it would be."""
    file = ROOT / "policies" / "key-accounts" / "policy.yaml"
    text = file.read_text(encoding="utf-8")
    case = next(c for c in rehearsed(file).results if c.case.name.startswith("attractive and"))
    assert case.row is not None and case.row["holiday_gift.amount"] == 500 * 10**4
    freely, found = inspect(Source("p.yaml", text.replace("    max_value: 500\n", "")))
    assert freely is not None and found == []
    [again] = rehearse(freely, [case.case]).results
    assert again.row is not None and again.row["holiday_gift.amount"] > 500 * 10**4


def test_a_model_is_named_with_its_version() -> None:
    """The risk of leaving is read from the column of that very version of the model; a file of
    another version lacks it, and without the line no version is asked for."""
    home = ROOT / "policies" / "qc-key-customers"
    text = (home / "policy.yaml").read_text(encoding="utf-8")
    assert "churn@2.1" in (home / "customers.csv").open(encoding="utf-8").readline()
    for line, heading in (("    from: model:churn@2.1\n", "churn@2.1"), ("", "churn_risk")):
        bound, found = inspect(Source("p.yaml", text.replace("    from: model:churn@2.1\n", line)))
        assert bound is not None and found == []
        [read] = [r for r in customer_reads(bound) if r.column == "churn_risk"]
        assert read.headings == (heading,)


def one_tongue(thing: Any, at: str) -> Iterator[str]:
    """Where a policy shows a text that is the same in both languages, or has none to show."""
    match thing:
        case Text(en, zh):
            yield from [f"{at}: {en}"] * (en == zh)
            return
        case Action(how, _, to, label=label) if how != "benefit":
            yield from [f"{at}: {thing.name}"] * (label is None)
            yield from [f"{at}: {to}"] * isinstance(to, str)
        case Action() | DataField() | Table() | Customers():
            pass  # what has no label here is called as its benefit, by its heading, or customer
        case _ if hasattr(thing, "label") and thing.label is None:
            yield f"{at}: no label"
    parts: list[tuple[Any, Any]] = []
    if isinstance(thing, Mapping):
        parts = list(thing.items())
    elif isinstance(thing, tuple):
        parts = [(getattr(part, "id", i), part) for i, part in enumerate(thing)]
    elif is_dataclass(thing):
        parts = [(f.name, getattr(thing, f.name)) for f in fields(thing)]
    for name, part in parts:
        yield from one_tongue(part, f"{at}.{name}")


def test_every_text_is_in_both_languages() -> None:
    """Whatever a shipped policy shows (titles, labels, reasons, questions, tasks, who does them)
    is said in English and in Chinese; a policy's only scorecard is called its score."""
    found: list[str] = []
    for file in FILES:
        bound, _ = inspect(load_source(file))
        assert bound is not None
        found += one_tongue(bound.policy, file.parent.name)
    assert [f for f in found if not f.endswith(".scorecard: no label")] == []


def test_contacts_are_masked() -> None:
    """Whom to write to is in the data of a customer, and in no explanation of its tier."""
    loaded = engine.load(ROOT / "policies" / "customer-screening" / "policy.yaml")
    assert loaded.bound.masked >= {"contact_email"}
    given = loaded.bound.fields["contact_email"]
    assert given.type.masked and not loaded.bound.fields["late_replies"].type.masked
    leaving = engine.load(ROOT / "policies" / "qc-key-customers" / "policy.yaml").bound
    assert leaving.fields["churn_risk"].type.masked
