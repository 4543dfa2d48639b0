"""`keytier why --not` and `--than`: why this and not that, from a stored run."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.terminal.conftest import ROOT, Run

STARTER = ROOT / "policies" / "starter"
DAY = ("--as-of", "2026-06-30")


def test_not_and_than(keytier: Run) -> None:
    """What keeps out is told by points, flags and data; a value that is enough by itself brings
    the other's outcome when it is put into the file; an id or tier that is not there is refused."""
    policy, customers = STARTER / "policy.yaml", STARTER / "customers.csv"
    assert keytier("run", policy, customers, *DAY, "-o", "run").code == 0

    def why(id_: str, *more: str) -> str:
        return keytier("why", "run", "--id", id_, *more).out

    short = why("C-1003", "--not", "key")
    assert "asks for 80 points; the score 78.5714286 is 1.4285714 short" in short
    assert "the 80 points that key customer asks for are there: 96.4" in why(
        "C-1006", "--not", "key"
    )
    assert "a person has to decide" in why("C-1007", "--not", "valued")
    assert "普通客户低于优质客户" in why("C-1003", "--not", "standard", "--lang", "zh")
    told = json.loads(why("C-1003", "--than", "C-1001", "--format", "json"))["than"]
    enough = [d for d in told["differences"] if d["enough"]]
    assert [d["part"] for d in enough] == ["purchases_12m", "satisfaction"]
    for found in enough:  # put the other's value into the file, and decide as anybody would
        with customers.open(encoding="utf-8", newline="") as file:
            rows = {row["customer_id"]: row for row in csv.DictReader(file)}
        rows["C-1003"][found["part"]] = rows["C-1001"][found["part"]]
        with Path("changed.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows["C-1001"]))
            writer.writeheader()
            writer.writerows(rows.values())
        again = keytier("why", policy, "changed.csv", *DAY, "--id", "C-1003", "--format", "json")
        assert json.loads(again.out)["tier"] == "key"
    both = why("C-1004", "--than", "C-1001")
    assert "no single value of C-1001 is enough" in both
    assert "purchases in 12 months: with all of C-1001's values but this one" in both
    assert "both end alike" in why("C-1001", "--than", "C-1012")
    parted = why("C-1003", "--than", "C-1001", "--lang", "zh")
    assert "、" in parted and "  、" not in parted
    assert "there is no better tier" in why("C-1001", "--needs")
    assert "a person decides first" in why("C-1007", "--needs")
    assert "须先由人决定" in why("C-1007", "--needs", "--not", "key", "--lang", "zh")
    assert "in a better tier than that" in why("C-1001", "--needs", "--not", "valued")
    assert why(" C-1001\u3000") == why("C-1001")  # as the same id in a file
    assert "capital letters" in keytier("why", "run", "--id", "c-1001").err
    for more, words in (
        (("--not", "key"), "customer C-1001 is in `key`: name a tier that it is not in"),
        (("--not", "gold"), "the policy has no tier `gold`"),
        (("--than", "nobody"), "there is no customer `nobody`"),
    ):
        refused = keytier("why", "run", "--id", "C-1001", *more)
        assert (refused.code, words in refused.err) == (2, True)
