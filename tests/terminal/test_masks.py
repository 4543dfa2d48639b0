"""What is personal or secret is masked in whatever is shown, unless it is asked for."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import duckdb
import pytest

import engine
from tests.terminal.conftest import Run

POLICY = """keytier: 1
policy: masks
version: 1.0.0
title: Masks
customers: {id: id}
tables:
  calls: {key: id, date: day, columns: {cost: {is: money, secret: yes}}}
data:
  email: {is: text, personal: yes}
  age: {is: whole, personal: yes, between: [0, 150]}
  margin: {is: money, secret: yes, label: {en: Margin, zh: 毛利}}
  sales: {is: whole, between: [0, 100]}
  calls_cost: {is: money, sum_of: calls.cost}
derived:
  twice: {formula: margin * 2, is: money}
checklist:
  litigious: {ask: does it sue us, secret: yes}
red_flags:
  litigious: {then: {minus: 5}, if_unknown: nothing}
  loss: {when: twice < 0, then: {cap: low}, if_unknown: nothing, secret: yes, reason: R7 a loss}
  costly: {when: calls_cost > 900, then: {minus: 1}, if_unknown: nothing}
scorecard:
  criteria:
    margin_points: {field: margin, points: {at_least: {777: 100}, otherwise: 40}}
    sales_points: {field: sales, points: as_is}
  weights: {margin_points: 50, sales_points: 50}
  missing: refer
tiers: {high: {at_least: 60}, low: {}}
"""
DATA = """id,email,age,margin,sales,litigious
A,ann@example.com,41,-12345.25,90,yes
B,bob@example.com,42,98765.5,10,no
C,cy@example.com,43,,50,no
D,di@example.com,old-44x,55555.5z,50,no
"""
#: What is in the data and not to be shown, as people would read it.
HIDDEN = ("example.com", "12345", "12,345", "24,690", "98765", "98,765", "old-44x", "55555",
          "R7 a loss", "loss.yes", "litigious.yes", "6,543", "6543")  # fmt: skip


@pytest.fixture
def ran(keytier: Run) -> Run:
    """A run of four customers, one of them in error."""
    Path("policy.yaml").write_text(POLICY, encoding="utf-8")
    Path("data.csv").write_text(DATA, encoding="utf-8")
    Path("calls.csv").write_text("id,day,cost\nA,2026-06-01,6543.25\nB,2026-06-01,x6543\n")
    return keytier


CALL = ("policy.yaml", "data.csv", "--table", "calls=calls.csv", "--as-of", "2026-06-30")


def test_nothing_of_it_is_shown(ran: Run) -> None:
    """In what a run prints and exports, in explanations, steps, work lists and errors."""
    said = ran("run", *CALL, "-o", "run", "--csv", "a.csv", "--jsonl", "a.jsonl")
    texts = [said.out, said.err]
    texts += [Path(f).read_text("utf-8-sig") for f in ("a.csv", "a.jsonl", "run/errors.csv")]
    for id_ in "ABCD":
        for more in ((), ("--steps",), ("--format", "json"), ("--lang", "zh")):
            why = ran("why", "run", "--id", id_, *more)
            texts += [why.out, why.err]
            assert why.out
    for kind in ("opa-log", "crm", "sqlite"):
        assert ran("export", "run", "--as", kind, "-o", kind).code == 0
        texts.append(Path(kind).read_bytes().decode("latin-1"))
    assert ran("case", "run", "--id", "A", "-o", "case.html").code == 0
    texts.append(Path("case.html").read_text("utf-8"))
    now = ran("why", *CALL, "--id", "D")
    work = ran("worklist", "run", "--csv", "work.csv")
    texts += [now.out, now.err, work.out, Path("work.csv").read_text("utf-8-sig")]
    for text in texts:
        assert not [word for word in HIDDEN if word in text], text
    explained = ran("why", "run", "--id", "A").out
    assert "***" in explained and "a check that is not shown" in explained
    assert "40 points × 50% = 20" in explained  # points stand
    row = json.loads(Path("a.jsonl").read_text().splitlines()[0])
    masked = ("derived.twice", "margin_points.value", "margin_points.hit", "loss.answer")
    assert {row[name] for name in masked} == {"***"}
    assert row["reasons"][0] == "***" and row["costly.answer"] == "yes"


def test_who_may_see_it_asks_for_it(ran: Run) -> None:
    """`--unmask` shows everything, of a run that hid it too."""
    said = ran("run", *CALL, "-o", "run", "--jsonl", "a.jsonl", "--unmask")
    assert "55555.5z" in said.err and "55555.5z" in Path("run/errors.csv").read_text("utf-8-sig")
    row = json.loads(Path("a.jsonl").read_text().splitlines()[0])
    assert (row["margin_points.value"], row["loss.answer"]) == (-12345.25, "yes")
    assert "55555" not in ran("why", "run", "--id", "D").out
    assert "55555" not in ran("show", "errors", "run").out
    assert ran("case", "run", "--id", "A", "-o", "case.html", "--unmask").code == 0
    assert "ann@example.com" in Path("case.html").read_text("utf-8")
    why = ran("why", "run", "--id", "A", "--unmask", "--steps").out
    for word in ("ann@example.com", "12,345.25", "R7 a loss", "6,543.25", "does it sue us"):
        assert word in why, why
    assert "ann@example.com" in ran("ledger", "prove", "run", "--id", "A", "--open").out
    events = map(json.loads, Path("ledger/events.jsonl").read_text("utf-8").splitlines())
    asked = [e["command"] for e in events if e["event"] == "unmasked"]
    assert asked == ["run", "case", "why", "ledger prove"]
    for how in ("--unsealed", "--dry-run"):  # there is no ledger for it
        more = (*CALL, *(("-o", "other") if how == "--unsealed" else ()), how, "--lang", "zh")
        assert "已未遮盖显示，但此事没有记录" in ran("run", *more, "--unmask").err
        assert (
            "但此事没有记录"
            not in ran("run", *more[:-2], *(["--force"] if "-o" in more else [])).err
        )


def test_what_differs_when_decided_again(ran: Run) -> None:
    """Of a cell that somebody changed, replay tells that it differs, and no more than it may."""
    ran("run", *CALL, "-o", "run")
    file = "run/decisions/00000.parquet"
    changes = '424242::BIGINT AS "derived.twice", \'no\' AS "loss.answer"'
    rows = f"SELECT * REPLACE ({changes}, 7::BIGINT AS to_keep) FROM '{file}'"
    duckdb.sql(f"COPY ({rows}) TO 'changed' (FORMAT parquet)")
    os.replace("changed", file)
    for more in ((), ("--format", "json"), ("--lang", "zh")):
        said = ran("ledger", "replay", "run", *more)
        assert said.code == 4
        told = said.out + said.err
        assert "derived.twice" in told and "***" in told and "to_keep" in told
        assert not [w for w in (*HIDDEN, "246905", "424242", "yes") if w in told], told


LOOKS_BACK = """keytier: 1
policy: back
version: 1.0.0
title: Back
customers: {id: id}
data:
  size: {is: whole, between: [0, 999999], secret: yes}
  aged: {is: whole, between: [0, 99], fresh: 1 year, dated: aged_on, stale_after: moved}
  moved: {is: date, secret: yes}
  house: {is: text, secret: yes}
scorecard:
  criteria:
    ranked: {field: size, points: rank_percent}
    old: {field: aged, points: as_is, missing: reallocate}
  weights: {ranked: 50, old: 50}
  missing: refer
tiers: {high: {at_least: 1, seats: 1, order_by: [size], per: house, when_full: low}, low: {}}
warnings: {slide: {watch: size, drops_by: 1, within_assessments: 2, reason: it slides}}
benefits: {visit: {label: visit, cost_per_year: 10, budget_per_year: 999, per: house}}
actions: {high: [visit]}
"""


def test_what_is_known_of_everybody(keytier: Run) -> None:
    """Places in a ranking, last holders of seats, former values and the day of an event are masked
    where what they come from is."""
    Path("policy.yaml").write_text(LOOKS_BACK)
    texts = []
    for day, former in (("2026-03-31", ()), ("2026-06-30", ("--previous", "2026-03-31"))):
        less = 0 if not former else 2000
        rows = [f"{n},{777000 - less + n},50,2026-01-01,2026-02-17,Villa{n % 2}" for n in range(6)]
        Path("d.csv").write_text("id,size,aged,aged_on,moved,house\n" + "\n".join(rows))
        for more in (("-o", day), ("--dry-run", "--format", "json")):
            said = keytier("run", "policy.yaml", "d.csv", "--as-of", day, *former, *more)
            texts.append(said.out + said.err)
            assert said.code == 0, said
    for id_ in "05":
        for more in (("--steps",), ("--format", "json", "--than", "4", "--not", "low")):
            texts.append(keytier("why", "2026-06-30", "--id", id_, *more).out)
        texts.append(keytier("case", "2026-06-30", "--id", id_, "-o", "-").out)
        texts.append(keytier("history", ".", "--id", id_).out)
    for kind in ("opa-log", "crm", "in-toto"):
        texts.append(keytier("export", "2026-06-30", "--as", kind).out)
    for text in texts:
        assert text and not re.findall(r"77[57],?00\d|2026-02-17|Villa\d", text), text


TELLS = """keytier: 1
policy: tells
version: 1.0.0
title: Tells
customers: {id: id}
tables:
  trades: {lookup: trade, key: trade, date: day, columns: {growth: {is: percent}}}
data:
  house: {is: text, one_of: [VillaA, VillaB, VillaC], secret: yes}
  trade: {is: text, secret: yes}
  growth: {is: percent, last_of: trades.growth}
  fit: {is: number, between: [0, 9], raters: 3, disagree: 0.5, secret: yes}
  audited: {is: money, secret: yes}
  said: {is: money}
  size: {is: whole, between: [0, 99]}
derived: {revenue: {is: money, sources: [audited, said], tolerance: 10%}}
red_flags:
  wary: {when: said == 9919, then: {cap: low, minus: 7}, if_unknown: nothing, secret: yes}
scorecard:
  criteria:
    housed: {field: house, points: {one_of: {VillaA: 70, VillaB: 60}, otherwise: 10}}
    ranked: {field: size, points: {rank_percent: {per: house}}, missing: reallocate}
  weights: {choose_by: house, VillaC: {housed: 40, ranked: 60}, default: {housed: 50, ranked: 50}}
  missing: refer
tiers:
  high: {at_least: 1, seats: 1, order_by: [size], per: house, when_full: low}
  low:
override: {may_lift: [refer]}
benefits: {visit: {label: visit, cost_per_year: 10, budget_per_year: 25, per: house}}
actions: {everyone: [visit]}
"""


def test_words_and_distances(keytier: Run) -> None:
    """How far raters or sources lie apart, the word by which competitors, budgets and weights are
    told apart, the step that was hit, and what a secret red flag does."""
    Path("policy.yaml").write_text(TELLS)
    rows = ["1,VillaA,coal,4.25,8.9375,5,4711.25,4712,5", "2,VillaA,coal,5,5,5,9999.5,77,6"]
    rows += ["3,VillaC,tin,5,5,5,,9919,7", "4,VillaC,tin,5,5,5,,9919,8", "5,VillaB,lead,5,5,5,,9,9"]
    heads = "id,house,trade,fit_1,fit_2,fit_3,audited,said,size\n"
    Path("d.csv").write_text(heads + "\n".join(rows) + "\n")
    Path("t.csv").write_text("trade,day,growth\ncoal,2026-01-01,3.4375\ntin,2026-01-01,8.1875\n")
    for id_ in "34":
        add = ("--tier", "high", "--because", "so", "--until", "2027-01-01")
        who = ("--by", "ann", "--approved-by", "bob")
        assert keytier("override", "add", "o.yaml", "--id", id_, *add, *who).code == 0
    call = ("d.csv", "--table", "trades=t.csv", "--as-of", "2026-06-30", "--overrides", "o.yaml")
    said = keytier("run", "policy.yaml", *call, "-o", "run", "--jsonl", "r.jsonl", "--csv", "r.csv")
    assert said.code == 0 and "gave 2 seats" in said.err, said
    texts = [said.out + said.err, Path("r.jsonl").read_text(), Path("r.csv").read_text()]
    for id_ in "135":
        for more in (("--steps", "-v"), ("--format", "json"), ("--lang", "zh", "--not", "high")):
            why = keytier("why", "run", "--id", id_, *more)
            texts.append(why.out + why.err)
        texts.append(keytier("case", "run", "--id", id_, "-o", "-").out)
    for kind in ("opa-log", "crm"):
        texts.append(keytier("export", "run", "--as", kind).out)
    for form in ("text", "json"):
        texts.append(keytier("report", "sensitivity", "run", "--format", form).out)
    Path("poor.yaml").write_text(TELLS.replace("budget_per_year: 25", "budget_per_year: 5"))
    for form in ("text", "json"):
        over = keytier("run", "poor.yaml", *call, "--dry-run", "--format", form)
        assert "KT387" in over.out + over.err
        texts.append(over.out + over.err)
    hidden = r"Villa[ABC]|\bcoal\b|\btin\b|\blead\b|4\.6875|46875|3\.9375|8\.9375|3\.4375|8\.1875"
    hidden += r"|5,288|5288|9,922|9922|wary\b(?!\.)|minus 7 points|== 9919"
    for text in texts:
        assert text and not re.findall(hidden, text), text


def test_small_groups_of_what_is_personal(ran: Run) -> None:
    """Rates by a marked value tell no value that few customers have, unless the policy declares
    it or the caller says where groups begin."""
    rows = [f"{n},n{n % 12}@example.com,{20 + n % 2},7,{n},no" for n in range(24)]
    Path("data.csv").write_text(DATA + "\n".join(rows) + "\n", encoding="utf-8")
    ran("run", *CALL, "-o", "run", "-q")
    for by in ("email", "margin", "age", "twice"):
        said = ran("report", "fairness", "run", "--by", by, "--small", "1", "--csv", "f.csv")
        told = said.out + said.err + Path("f.csv").read_text("utf-8-sig")
        assert not [word for word in HIDDEN if word in told] and "***" in told, told
        assert "26 customers judged" in said.out
    assert "\n20 " in ran("report", "fairness", "run", "--by", "age", "--small", "5").out
    assert "< 30" in ran("report", "fairness", "run", "--by", "age=30,41").out


def test_a_decision_in_python(ran: Run) -> None:
    """The row is the caller's own; what is told of it is masked."""
    record = {"id": "A", "email": "ann@example.com", "age": "old-44x", "margin": 777, "sales": 1}
    made = engine.decide("policy.yaml", record, as_of="2026-06-30")
    told = "\n".join([*made.why().say(), *(f.message("en") for f in made.findings)])
    assert "old-44x" not in told and "ann@example.com" not in told
    assert "old-44x" in "\n".join(made.why(unmask=True).say())
