"""`keytier report outcomes`: how the customers of each tier did afterwards."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.terminal.conftest import Run

POLICY = """\
keytier: 1
policy: by-sales
version: 1.0.0
title: By sales
customers: {id: id}
data: {revenue: {is: whole, from: sales, between: [0, 100], changeable: no}}
scorecard:
  missing: refer
  criteria: {sales: {field: revenue, points: as_is}}
  weights: {sales: 100}
tiers:
  top: {at_least: 70}
  mid: {at_least: 40}
  rest:
"""


@pytest.mark.parametrize("good", ["more", "less"])
def test_how_tiers_did(keytier: Run, tmp_path: Path, good: str) -> None:
    """Shares, means and what the score tells are those reckoned by hand; a tier that did worse
    than the one below it is named; what belongs to another report, or is no outcome, is refused."""
    source = Random(good)
    rows = [(f"c{i}", source.randint(0, 100)) for i in range(400)] + [("gap", None)]
    sign = 1 if good == "more" else -1
    stayed = {
        i: source.random() < (0.5 + sign * (s - 50) / 120) for i, s in rows[:390] if s is not None
    }
    sold = {i: (s or 0) * 3 + source.randint(0, 9) for i, s in rows[:390]}
    (tmp_path / "p.yaml").write_text(POLICY)
    (tmp_path / "c.csv").write_text(
        "id,sales\n" + "".join(f"{i},{'' if s is None else s}\n" for i, s in rows)
    )
    (tmp_path / "came.csv").write_text("id,stayed,sold\nstranger,yes,1\n" + "".join(
        f"{i},{'yes' if stayed[i] else 'no'},{sold[i]}\n" for i in stayed))  # fmt: skip
    assert keytier("run", "p.yaml", "c.csv", "-o", "run", "--unsealed").code == 0
    ask = ("report", "outcomes", "run", "--outcome-file", "came.csv")
    told = json.loads(keytier(*ask, "--outcome", "stayed", "--format", "json").out)
    means = json.loads(keytier(*ask, "--outcome", "sold", "--format", "json").out)
    tiers = {"top": (70, 101), "mid": (40, 70), "rest": (0, 40)}
    known = [(i, s) for i, s in rows if i in stayed and s is not None]
    for end, mean in zip(told["ends"][:3], means["ends"][:3], strict=True):
        low, high = tiers[end["end"]]
        inside = [i for i, s in known if low <= s < high]
        assert end["known"] == len(inside)
        assert end["customers"] == sum(s is not None and low <= s < high for _, s in rows)
        assert end["value"] == pytest.approx(sum(stayed[i] for i in inside) / len(inside))
        assert end["low"] < end["value"] < end["high"]
        assert mean["value"] == pytest.approx(sum(sold[i] for i in inside) / len(inside))
    assert told["ends"][3] == {"end": "refer", "customers": 1, "known": 0, "value": None,
                               "low": None, "high": None}  # fmt: skip
    yes = [s for i, s in known if stayed[i]]
    no = [s for i, s in known if not stayed[i]]
    wins = sum((y > n) + (y == n) / 2 for y in yes for n in no)
    assert told["told_by_score"] == pytest.approx(wins / len(yes) / len(no))
    assert means["told_by_score"] > 0.99
    assert told["without_decision"] == 1
    assert told["reversed"] == ([] if good == "more" else [["top", "mid"], ["mid", "rest"]])
    shown = keytier(*ask, "--outcome", "stayed", "--lang", "zh").out
    assert ("top 的实际结果不如 mid" in shown) is (good == "less")
    better = keytier(*ask, "--outcome", "stayed", "--less-is-better").out
    assert ("top did worse than mid" in better) is (good == "more")
    by = ("--by", "revenue")
    fairness = ("report", "fairness", "run", "--by", "revenue=50", "--outcome", "stayed")
    for said, *words in (
        ("[KT633]: `came.csv` has no column `nothing`", *ask, "--outcome", "nothing"),
        ("headings of the file: id, stayed, sold", *ask, "--outcome", "nothing"),
        ("without `--by` and `--csv`", *ask, "--outcome", "stayed", *by),
        ("say what came of the customers", *ask),
        ("belong to the report `outcomes`", *fairness),
    ):
        refused = keytier(*words)
        assert (refused.code, refused.out) == (2, "") and said in refused.err, refused
    for lines, said, line in (
        ("c1,perhaps,1", "[KT634]: `perhaps` is no outcome; the column holds yes or no", 2),
        ("c1,yes,1\nc1,no,2", "[KT645]: `c1` has two outcomes, the first on line 2", 3),
    ):
        (tmp_path / "came.csv").write_text(f"id,stayed,sold\n{lines}\n")
        refused = keytier(*ask, "--outcome", "stayed")
        assert (refused.code, refused.out) == (2, ""), refused
        assert f"{said}\n  came.csv, line {line}" in refused.err, refused
