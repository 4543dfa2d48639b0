"""`keytier weights`: from files of evidence to tables and a block that a policy takes."""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import engine
from engine.atoms.text import Source
from engine.author.format import format_policy
from tests.terminal.conftest import ROOT, Run

STARTER = ROOT / "policies/starter/policy.yaml"
EVIDENCE = ROOT / "policies/starter/evidence"
PAIRS = EVIDENCE / "judgements.csv"
SCORES = EVIDENCE / "scores.csv"
POINTS = EVIDENCE / "points.csv"
DAY = ("--date", "2026-06-30")


def block(out: str) -> str:
    """The YAML at the end of the result."""
    return out[out.index("scorecard:\n") :]


def rival(folder: Path, **changes: str) -> Path:
    """The starter policy under another id, with other lines."""
    text = STARTER.read_text().replace("policy: starter", "policy: rival")
    for old, new in changes.items():
        text = text.replace(old, new)
    file = folder / "rival.yaml"
    file.write_text(text)
    return file


WEIGHTS = "weights: {purchases: 50, experience: 30, loyalty: 20}"


def test_comparisons(keytier: Run) -> None:
    """Weights beside those in force, consistency of each expert, and the block; talk on stderr."""
    said = keytier("weights", STARTER, "--pairs", PAIRS, *DAY)
    assert said.code == 0
    assert re.search(r"purchases +purchases +50 +52\.2 +52\n", said.out)
    assert re.search(r"E2 +3 of 3 +0\.13\n", said.out)
    assert re.search(r"E2 +purchases over loyalty +2 +6 +0\.00\n", said.out)
    found = yaml.safe_load(block(said.out))["scorecard"]
    assert found["weights"] == {"purchases": 52, "experience": 31, "loyalty": 17}
    assert list(found["because"]) == ["method", "panel", "date", "minutes", "review_by"]
    assert found["because"]["panel"] == "3 experts: E1, E2, E3"
    assert str(found["because"]["review_by"]) == "2027-06-30"
    assert "warning[KT608]: the consistency ratio of `E2` is 0.13" in said.err
    assert "nothing is changed" in said.err


def test_nothing_is_written(keytier: Run, tmp_path: Path) -> None:
    """No file is made and none is touched."""
    before = STARTER.read_bytes()
    keytier("weights", STARTER, "--pairs", PAIRS, "--scores", SCORES, *DAY)
    assert list(tmp_path.iterdir()) == []
    assert STARTER.read_bytes() == before


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("decimals", ["0", "1", "2"])
def test_a_policy_takes_the_block(keytier: Run, decimals: str, language: str) -> None:
    """Put in place of the weights it stands in, the block checks clean, is laid out as `fmt` has
    it, and adds up to exactly 100."""
    mixed = ("--take", "pairs=60", "--take", "scores=40", "--decimals", decimals)
    said = keytier("weights", STARTER, "--scores", SCORES, "--pairs", PAIRS, *DAY, *mixed,
                   "--lang", language)  # fmt: skip
    lines = block(said.out).removeprefix("scorecard:\n")
    text = STARTER.read_text().replace(f"  {WEIGHTS} # percent, exactly 100\n", lines)
    assert lines in text
    assert [d for d in engine.check(text) if d.severity == "error"] == []
    assert lines in format_policy(Source("policy.yaml", text))
    weights = yaml.safe_load(block(said.out))["scorecard"]["weights"]
    assert round(sum(weights.values()), 10) == 100
    assert all(round(w, int(decimals)) == w for w in weights.values())


def test_scores_in_chinese(keytier: Run) -> None:
    """Medians, spread, agreement and who is far off, in Chinese."""
    said = keytier("weights", STARTER, "--scores", SCORES, *DAY, "--lang", "zh")
    assert "专家评分（德尔菲法）：共 2 轮，最后一轮 5 位专家" in said.out
    assert re.search(r"loyalty +忠诚度 +20 +20–20 +20 +20–20 +一致，未变", said.out)
    assert "E5 给 忠诚度 40；中间一半为 20 到 20" in said.out
    assert "没有改动任何文件" in said.err


def test_a_fit(keytier: Run) -> None:
    """Fitted weights with ranges and quality, and how well the other lists tell the outcome."""
    said = keytier("weights", STARTER, "--data", POINTS, "--outcome", "renewed", *DAY)
    assert said.code == 0
    assert "Fit to `renewed` (yes or no, logistic): 117 rows" in said.out
    assert re.search(r"AUC 0\.\d\d on the rows fitted, 0\.\d\d on rows held out", said.out)
    assert re.search(r"in force 0\.\d\d, fit 0\.\d\d, CRITIC 0\.\d\d,\s+entropy 0\.\d\d", said.out)
    assert "KT628" in said.err and "KT632" in said.err
    assert "the proposal takes fit" in said.err


def test_the_direction_of_an_outcome(keytier: Run, tmp_path: Path) -> None:
    """Churn is the other side of renewal: --less-is-better gives the same weights, and without it
    the message says so."""
    rows = POINTS.read_text().replace(",yes", ",?").replace(",no", ",yes").replace(",?", ",no")
    Path("churn.csv").write_text(rows.replace("renewed", "churned"))
    call = ("weights", STARTER, "--data", "churn.csv", "--outcome", "churned", *DAY)
    wrong = keytier(*call)
    assert wrong.code == 2
    assert "KT636" in wrong.err and "--less-is-better" in wrong.err
    right = keytier(*call, "--less-is-better")
    same = keytier("weights", STARTER, "--data", POINTS, "--outcome", "renewed", *DAY)
    assert [yaml.safe_load(block(x.out))["scorecard"]["weights"] for x in (right, same)] == [
        {"purchases": 45, "experience": 43, "loyalty": 12}
    ] * 2


def test_a_peer(keytier: Run, tmp_path: Path) -> None:
    """Another policy stands beside, with differences and rank correlation."""
    other = rival(tmp_path, **{WEIGHTS: "weights: {purchases: 60, experience: 10, loyalty: 30}"})
    said = keytier("weights", STARTER, "--peer", other, *DAY)
    assert said.code == 0
    assert re.search(r"experience +satisfaction +-20\.0\n", said.out)
    assert re.search(r"weight that moves +20\.0\n", said.out)
    assert re.search(r"rank correlation +0\.50\n", said.out)
    assert "scorecard:" not in said.out
    assert "no evidence for new weights" in said.err
    shipped = keytier("weights", STARTER, "--peer", "relationship-quality", *DAY)
    assert "`relationship-quality` weighs" in shipped.err


def test_a_peer_with_other_criteria(keytier: Run, tmp_path: Path) -> None:
    """Criteria that only one of the two has are named; the rest is compared."""
    other = rival(tmp_path, loyalty="tenure")
    said = keytier("weights", STARTER, "--peer", other, *DAY)
    assert "`rival` weighs `tenure` beside our criteria, and leaves out `loyalty`" in said.err
    assert re.search(r"loyalty +loyalty +–\n", said.out)
    for old in ("purchases", "experience"):
        text = other.read_text().replace(f"    {old}:", f"    {old}_2:")
        other.write_text(text.replace(f"{old}: ", f"{old}_2: ").replace(f"{old}.", f"{old}_2."))
    said = keytier("weights", STARTER, "--peer", other, *DAY)
    assert said.code == 2 and "KT641" in said.err


def test_json(keytier: Run, tmp_path: Path) -> None:
    """One document with everything: columns, experts, rounds, fit, proposal, doubts."""
    said = keytier("weights", STARTER, "--pairs", PAIRS, "--scores", SCORES, "--data", POINTS,
                   "--outcome", "renewed", "--take", "pairs", "--format", "json", *DAY)  # fmt: skip
    got: dict[str, Any] = json.loads(said.out)
    assert got["schema"] == "keytier/weights/1"
    assert [c["of"] for c in got["columns"]] == [
        "in_force", "pairs", "scores", "fit", "critic", "entropy", "proposed",
    ]  # fmt: skip
    assert got["proposal"]["weights"] == {"purchases": "52", "experience": "31", "loyalty": "17"}
    assert got["proposal"]["rounding"] == "largest remainder"
    assert got["pairs"]["experts"][1]["most_at_odds"][0]["first"] == "experience"
    assert [r["round"] for r in got["scores"]] == [1, 2]
    assert got["fit"]["kind"] == "yes_no"
    assert {d["code"] for d in got["diagnostics"]} == {"KT608", "KT628", "KT632"}
    sizes = {len(row) for row in got["rank_correlations"]}
    assert sizes == {7} and all(row[i] == 1 for i, row in enumerate(got["rank_correlations"]))
    assert yaml.safe_load(got["proposal"]["yaml"])["scorecard"]["weights"]["purchases"] == 52


def test_without_a_policy(keytier: Run) -> None:
    """The evidence names the criteria; a GBK file says how it was read."""
    Path("判断.csv").write_bytes(
        "标准,对比,甲\n采购额,满意度,3\n采购额,忠诚度,5\n满意度,忠诚度,2\n".encode("gbk")
    )
    said = keytier("weights", "--pairs", "判断.csv", *DAY, "--lang", "zh")
    assert said.code == 0
    assert "{采购额: 65, 满意度: 23, 忠诚度: 12}" in said.out
    assert "GB18030" in said.err


def test_labels_name_criteria(keytier: Run) -> None:
    """With a policy its labels are as good as its ids, in either language."""
    Path("p.csv").write_text(
        "标准,对比,甲\n采购额,满意度,3\npurchases,忠诚度,5\nSatisfaction,loyalty,2\n"
    )
    said = keytier("weights", STARTER, "--pairs", "p.csv", *DAY)
    assert "weights: {purchases: 65, experience: 23, loyalty: 12}" in said.out


def test_a_run_directory(keytier: Run) -> None:
    """Points of a stored run; customers whose points come from a rule for missing values are left
    out; outcomes are joined by id; the run's policy names the criteria."""
    customers = ROOT / "policies/starter/customers.csv"
    keytier("run", STARTER, customers, "--as-of", "2026-06-30", "-o", "out")
    said = keytier("weights", "--data", "out", *DAY)
    assert said.code == 0
    assert re.search(r"Data: \d+ of 12 rows of out have points", said.out)
    ids = [row["customer_id"] for row in csv.DictReader(customers.open(encoding="utf-8"))]
    Path("later.csv").write_text(
        "customer_id,spend\n" + "".join(f"{c},{n * n}\n" for n, c in enumerate(ids))
    )
    fitted = ("weights", "--data", "out", "--outcome", "spend", *DAY)
    assert "--outcome-file" in keytier(*fitted).err
    done = keytier(*fitted, "--outcome-file", "later.csv", "--less-is-better")
    assert done.code == 0, done.err
    assert "least squares" in done.out and "KT627" in done.err
    Path("later.csv").write_text("customer_id,spend\nX-1,5\n")
    assert "KT644" in keytier(*fitted, "--outcome-file", "later.csv").err
    Path("later.csv").write_text("customer_id,spend\nC-1001,5\nC-1001,6\n")
    assert (
        "`C-1001` has two outcomes, the first on line 2"
        in keytier(*fitted, "--outcome-file", "later.csv").err
    )


NESTED = """\
keytier: 1
policy: nested
version: 1.0.0
title: Nested
customers: {id: id}
context: {stage: {one_of: [expansion, stable]}}
data:
  a: {is: number, between: [0, 100]}
  b: {is: number, between: [0, 100]}
  c: {is: number, between: [0, 100]}
scorecard:
  criteria:
    service:
      criteria: {speed: {field: a, points: as_is}, quality: {field: b, points: as_is}}
      weights: {speed: 60, quality: 40}
    price: {field: c, points: as_is}
  weights:
    choose_by: stage
    expansion: {service: 70, price: 30}
    default: {service: 40, price: 60}
  missing: refer
tiers:
  key: {at_least: 80}
  standard: {}
"""


def test_parents_and_profiles(keytier: Run) -> None:
    """Weights inside a parent, or of one profile, stand in the block where they belong."""
    Path("p.yaml").write_text(NESTED)
    Path("inside.csv").write_text("a,b,E1\nspeed,quality,3\n")
    inside = keytier("weights", "p.yaml", "--pairs", "inside.csv", "--parent", "service", *DAY)
    assert "nested 1.0.0: weights of the 2 criteria inside `service`" in inside.out
    found = yaml.safe_load(block(inside.out))["scorecard"]
    assert found["criteria"]["service"]["weights"] == {"speed": 75, "quality": 25}
    assert found["because"]["method"].startswith("inside service: ")
    Path("top.csv").write_text("a,b,E1\nservice,price,4\n")
    top = keytier("weights", "p.yaml", "--pairs", "top.csv", "--profile", "expansion", *DAY)
    assert re.search(r"service +70 +80\.0 +80\n", top.out)
    assert yaml.safe_load(block(top.out))["scorecard"]["weights"] == {
        "expansion": {"service": 80, "price": 20}
    }
    Path("c.csv").write_text(
        "id,a,b,c\n" + "".join(f"C{i},{i * 7},{i * i},{90 - i}\n" for i in range(9))
    )
    keytier("run", "p.yaml", "c.csv", "-o", "out", "--context", "stage=stable")
    of_run = keytier("weights", "p.yaml", "--data", "out", "--take", "critic", *DAY)
    assert of_run.code == 0, of_run.err
    assert "Data: 9 of 9 rows of out" in of_run.out
    keytier("run", "p.yaml", "c.csv", "-o", "expand", "--context", "stage=expansion")
    said = keytier("weights", "--data", "expand", *DAY)
    assert "profile `expansion`" in said.out


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "there is no evidence"),
        ("{starter}", "there is no evidence"),
        ("--peer {starter}", "`--peer` stands beside"),
        ("--pairs {pairs} --outcome x", "`--outcome` is a column that goes with `--data`"),
        ("--pairs {pairs} --less-is-better", "speaks of the `--outcome`"),
        ("--data {points} --outcome renewed --outcome-file x", "goes with a run directory"),
        ("{starter} --pairs {pairs} --take fit", "`--take fit`: there is no such evidence here"),
        ("{starter} --pairs {pairs} --take nope", "only pairs"),
        ("{starter} --pairs {pairs} --take pairs=50", "adds up to 50, expected 100"),
        ("{starter} --pairs {pairs} --take pairs=x", "expected a method"),
        ("{starter} --pairs {pairs} --take pairs --take pairs", "expected a method"),
        ("{starter} --pairs {pairs} --decimals 3", "expected a whole number from 0 to 2"),
        ("{starter} --pairs {pairs} --review-by 2020-01-01", "is not after `--date`"),
        ("{starter} --peer {starter} --take pairs", "there is no evidence"),
    ],
)  # fmt: skip
def test_wrong_usage(keytier: Run, line: str, expected: str) -> None:
    """Evidence that does not go together is code 2 and one sentence; nothing on stdout."""
    filled = line.format(starter=STARTER, pairs=PAIRS, points=POINTS)
    said = keytier("weights", *filled.split())
    assert (said.code, said.out) == (2, "")
    assert expected in said.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{starter} --pairs {pairs} --parent service", "KT640"),
        ("{starter} --pairs {pairs} --profile stable", "KT640"),
        ("{starter} --scores {pairs}", "KT618"),
        ("{starter} --pairs absent.csv", "KT300"),
        ("{starter} --data empty", "KT384"),
        ("{starter} --data one.csv", "KT626"),
        ("{starter} --data still.csv", "KT630"),
        ("{starter} --data points.csv --outcome same", "KT635"),
        ("{starter} --scores zero.csv", "KT619"),
        ("{starter} --pairs {pairs} --encoding klingon", "KT339"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "zh"])
def test_evidence_that_cannot_be_used(keytier: Run, line: str, code: str, language: str) -> None:
    """Whatever is wrong with a file is a finding with a code, in both languages, and code 2."""
    Path("empty").mkdir()
    head = "customer_id,purchases,experience,loyalty,same\n"
    Path("one.csv").write_text(head + "C1,1,2,3,yes\n")
    Path("still.csv").write_text(head + "C1,50,50,50,yes\nC2,50,50,50,yes\n")
    Path("points.csv").write_text(head + "".join(f"C{i},{i},{i * i},9,yes\n" for i in range(9)))
    Path("zero.csv").write_text("expert,purchases,experience,loyalty\nE1,0,0,0\nE2,0,0,0\n")
    filled = line.format(starter=STARTER, pairs=PAIRS)
    said = keytier("weights", *filled.split(), "--lang", language)
    assert (said.code, said.out) == (2, "")
    assert f"[{code}]" in said.err


def test_doubts_of_data(keytier: Run) -> None:
    """Few rows, criteria that do not vary or go in step, and a perfect outcome are said."""
    rows = "".join(f"C{i},{i},{i},50,{'yes' if i > 10 else 'no'}\n" for i in range(20))
    Path("points.csv").write_text("customer_id,purchases,experience,loyalty,won\n" + rows)
    said = keytier("weights", STARTER, "--data", "points.csv", "--outcome", "won", *DAY)
    assert said.code == 0
    for code in ("KT627", "KT629", "KT631", "KT632", "KT639", "KT643"):
        assert code in said.err
    assert re.search(r"loyalty +loyalty +0\.0 +the same in every row", said.out)
    assert keytier("weights", STARTER, "--data", "points.csv", "-q", *DAY).err == ""


def test_small_weights_are_not_lost_in_silence(keytier: Run) -> None:
    """A weight that the rounding makes 0 is named, with the way to keep it."""
    Path("s.csv").write_text("expert,purchases,experience,loyalty\nE1,799,200,1\n")
    said = keytier("weights", STARTER, "--scores", "s.csv", *DAY)
    assert "`loyalty` come out as 0 when rounded to 1 %" in said.err
    kept = keytier("weights", STARTER, "--scores", "s.csv", "--decimals", "1", *DAY)
    assert "loyalty: 0.1" in kept.out and "KT646" not in kept.err


def test_the_extra_is_named_where_it_is_absent(
    keytier: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without scipy a fit says what to install; everything else works."""
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    said = keytier("weights", STARTER, "--data", POINTS, "--outcome", "renewed", *DAY)
    assert (said.code, said.out) == (2, "")
    assert "pip install 'keytier[weights]'" in said.err
    assert keytier("weights", STARTER, "--data", POINTS, "--pairs", PAIRS, *DAY).code == 0


def test_provenance_in_one_s_own_words(keytier: Run) -> None:
    """Panel, minutes, date and review are taken from the command line, and quoted as YAML needs."""
    said = keytier("weights", STARTER, "--pairs", PAIRS, *DAY, "--panel", "sales: 3, finance: 2",
                   "--minutes", "2026/17", "--review-by", "2026-12-31")  # fmt: skip
    because = yaml.safe_load(block(said.out))["scorecard"]["because"]
    assert because["panel"] == "sales: 3, finance: 2"
    assert because["minutes"] == "2026/17"
    assert str(because["review_by"]) == "2026-12-31"


def test_names_of_files_are_harmless(keytier: Run) -> None:
    """Escapes in the names of experts and criteria do not reach the terminal."""
    Path("p.csv").write_bytes("a,b,E\x1b[31m\nx\u202e,y,3\ny,z,2\nx\u202e,z,9\n".encode())
    said = keytier("weights", "--pairs", "p.csv", *DAY)
    assert said.code == 0
    assert "\x1b" not in said.out + said.err and "\u202e" not in said.out + said.err
