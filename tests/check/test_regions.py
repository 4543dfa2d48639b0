"""A region's file: what it may say, where head office's is found, and what both mean together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.atoms.text import Source
from engine.author.identity import policy_digest
from engine.author.policy import Policy
from engine.check import inspect, mended

BASE = """\
keytier: 1
policy: base-policy
version: 1.2
title: Head office
effective: {from: 2026-01-01, until: 2026-12-31}
may_change: [thresholds, weights, points, benefits, headings]
customers: {id: id}
data:
  csat: {is: percent, between: [0, 100]}
  nps: {is: percent, between: [0, 100]}
scorecards:
  value:
    criteria:
      satisfaction: {field: csat, points: as_is}
      advocacy: {field: nps, points: as_is}
    weights: {satisfaction: 60, advocacy: 40}
    because: {method: panel}
    missing: refer
  liking:
    criteria:
      advice: {field: nps, points: as_is}
    weights: {advice: 100}
    missing: refer
matrix:
  rows: {value: {high: 60, low: otherwise}}
  columns: {liking: {fond: {at_least: 50, keep_at: 45}, cool: otherwise}}
  cells:
    high: {fond: key, cool: standard}
    low: {fond: standard, cool: standard}
tiers:
  key: {label: Key}
  standard:
benefits:
  hotline: {label: Hotline}
  discount: {percent: 3, label: Discount}
actions:
  everyone: [hotline]
  key: [{benefit: discount}, {task: visit, every: 3 months}]
  both: {when: {tier: key}, then: [{task: call}]}
"""
SOUTH = """\
keytier: 1
policy: south
version: 2.0.0
extends: base-policy@1.2.0
owner: south@example.com
"""


def write(folder: Path, base: str = BASE, name: str = "policy.yaml") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(base, encoding="utf-8")


def codes(folder: Path, more: str, file: str = "south.policy.yaml") -> list[str]:
    return [d.code for d in inspect(Source(str(folder / file), SOUTH + more))[1]]


def policy(text: str, folder: Path) -> Policy:
    bound, found = inspect(Source(str(folder / "south.policy.yaml"), text))
    assert [d.message() for d in found] == []
    assert bound is not None
    return bound.policy


def test_both_files_together_mean_what_one_file_would(tmp_path: Path) -> None:
    """Key by key the region's word stands, else head office's; actions come behind its own, and
    `because` of head office's weights is not said of the region's."""
    write(tmp_path)
    together = policy(SOUTH + """\
effective: {from: 2026-07-01}
customers: {id: 编号}
data:
  csat: {from: 满意度}
scorecards:
  value:
    criteria:
      advocacy: {points: {at_least: {50: 100}, otherwise: 0}}
    weights: {satisfaction: 50, advocacy: 50}
matrix:
  rows: {value: {high: {at_least: 65, keep_at: 60}}}
  columns: {liking: {fond: 55}}
tiers:
  standard:
benefits:
  discount: {percent: 4}
  salon: {label: Salon}
actions:
  key: [salon, {task: visit, every: 3 months}]
  both: {then: [{alert: south}]}
  standard: [{task: letter}]
""", tmp_path)  # fmt: skip
    whole = (
        BASE.replace("base-policy", "south").replace("version: 1.2", "version: 2.0.0")
        .replace("title: Head office", "title: Head office\nowner: south@example.com")
        .replace("from: 2026-01-01", "from: 2026-07-01")
        .replace("may_change: [thresholds, weights, points, benefits, headings]\n", "")
        .replace("{id: id}", "{id: 编号}").replace("csat: {is", "csat: {from: 满意度, is")
        .replace("field: nps, points: as_is}\n    weights: {satisfaction: 60, advocacy: 40}\n"
                 "    because: {method: panel}",
                 "field: nps, points: {at_least: {50: 100}, otherwise: 0}}\n"
                 "    weights: {satisfaction: 50, advocacy: 50}")
        .replace("{high: 60, low", "{high: {at_least: 65, keep_at: 60}, low")
        .replace("at_least: 50, keep_at: 45", "at_least: 55, keep_at: 45")
        .replace("percent: 3, label: Discount}", "percent: 4, label: Discount}\n"
                 "  salon: {label: Salon}")
        .replace("every: 3 months}]", "every: 3 months}, salon]")
        .replace("then: [{task: call}]}", "then: [{task: call}, {alert: south}]}\n"
                 "  standard: [{task: letter}]")
    )  # fmt: skip
    assert replace(together, extends=None) == policy(whole, tmp_path)


def test_the_meaning_covers_both_files(tmp_path: Path) -> None:
    """The digest of a region's policy changes with either file, and not with layout."""
    write(tmp_path)
    before = policy_digest(policy(SOUTH, tmp_path))
    assert policy_digest(policy(SOUTH + "# a remark\n", tmp_path)) == before
    assert policy_digest(policy(SOUTH.replace("2.0.0", "2.0.1"), tmp_path)) != before
    write(tmp_path, BASE.replace("percent: 3", "percent: 2"))
    assert policy_digest(policy(SOUTH, tmp_path)) != before


def test_where_head_office_is_looked_for(tmp_path: Path) -> None:
    """In the region's own folder, in the folder above, in its neighbour of that name; a file of
    the same name and another version is passed over, two of one version are told."""
    south = tmp_path / "south"
    south.mkdir()
    assert codes(south, "") == ["KT135"]
    write(tmp_path / "base-policy")
    assert codes(south, "") == []
    write(tmp_path, BASE.replace("version: 1.2", "version: 1.3.0"), "newer.policy.yaml")
    assert codes(south, "") == []
    write(tmp_path, BASE.replace("between: [0, 100]", "between: [0, 90]"), "b.policy.yaml")
    bound, _ = inspect(Source(str(south / "south.policy.yaml"), SOUTH))
    assert bound is not None and bound.policy.extends is not None
    assert bound.policy.extends.source.name == str(tmp_path / "b.policy.yaml"), "the nearer one"
    write(tmp_path, BASE, "c.policy.yaml")
    _, [told] = inspect(Source(str(south / "south.policy.yaml"), SOUTH))
    assert told.code == "KT135" and "b.policy.yaml" in told.message() and "c." in told.message()


@pytest.mark.parametrize(
    ("opened", "more", "code"),
    [
        ("[thresholds]", "matrix: {rows: {value: {high: 61}}}", None),
        ("[weights]", "matrix: {rows: {value: {high: 61}}}", "KT137"),
        ("[thresholds]", "matrix: {rows: {value: {high: 60}}}", None),  # says the same
        ("{thresholds: {by: 2.5}}", "matrix: {rows: {value: {high: 62.5}}}", None),
        ("{thresholds: {by: 2.5}}", "matrix: {rows: {value: {high: 57.4}}}", "KT138"),
        ("{thresholds: {by: 5}}", "matrix: {rows: {value: {high: {at_least: 60, keep_at: 58}}}}",
         "KT138"),  # there is no keep_at to hold it against
        ("{thresholds: freely}", "matrix: {rows: {value: {low: 20}}}", "KT234"),
        ("[thresholds]", "matrix: {cells: {high: {cool: key}}}", "KT137"),
        ("[weights]", "scorecards: {value: {weights: {choose_by: csat, default: {satisfaction: 1}}"
         "}}", "KT197"),
        ("{weights: {by: 5}}", "scorecards: {value: {weights: {choose_by: x, a: {advocacy: 100}}}}",
         "KT138"),
        ("{weights: {by: 5}}", "scorecards: {value: {because: {method: a show of hands}}}", None),
        ("[benefits]", "actions: {both: {when: {tier: standard}}}", "KT137"),
        ("[benefits]", "actions: {standard: [{benefit: discount}]}", None),
        ("[thresholds]", "actions: {standard: [{benefit: discount}]}", "KT137"),
        ("{benefits: {amount: [0, 100]}}", "benefits: {discount: {percent: 50}}", None),
        ("{benefits: {amount: [0, 100]}}", "benefits: {voucher: {amount: 101}}\n"
         "actions: {key: [voucher]}", "KT138"),
        ("[headings]", "data: {csat: {between: [0, 90]}}", "KT137"),
        ("[headings]", "currency: CNY", "KT137"),
        ("[thresholds]", "applies_when: csat > 10", None),
        ("[thresholds]", "effective: {from: 2025-12-31}", "KT138"),
        ("[thresholds]", "tiers: {key: {at_leest: 10}}", "KT111"),
    ],
)  # fmt: skip
def test_what_is_open(tmp_path: Path, opened: str, more: str, code: str | None) -> None:
    """Every opening lets through what it names and nothing else, within its bounds; a misspelt
    key is told as one."""
    write(tmp_path, BASE.replace("[thresholds, weights, points, benefits, headings]", opened))
    found = codes(tmp_path, more + "\n")
    assert found[:1] == ([] if code is None else [code])


def test_only_the_region_says_whom_it_is_for(tmp_path: Path) -> None:
    """Where head office says `applies_when`, a region cannot widen or narrow it."""
    write(tmp_path, BASE.replace("customers:", "applies_when: csat > 5\ncustomers:"))
    assert codes(tmp_path, "applies_when: csat > 10\n") == ["KT137"]
    assert codes(tmp_path, "applies_when: csat > 5\n") == []


def test_warnings_of_head_office_are_told_there(tmp_path: Path) -> None:
    """A warning about head office's file is no warning of the region's; one that the region
    brings about stands at the region's line."""
    idle = BASE.replace("  nps: {", "  idle: {is: whole, between: [0, 9]}\n  nps: {")
    write(tmp_path, idle)
    assert [d.code for d in inspect(Source(str(tmp_path / "policy.yaml"), idle))[1]] == ["KT240"]
    assert codes(tmp_path, "") == []
    more = "scorecards: {value: {weights: {satisfaction: 100, advocacy: 0}}}\n"
    _, found = inspect(Source(str(tmp_path / "south.policy.yaml"), SOUTH + more))
    assert all(d.at is not None and d.at.source.name.endswith("south.policy.yaml") for d in found)


def test_head_office_has_to_be_sound(tmp_path: Path) -> None:
    """Where head office's weights do not add up, the region hears that and nothing else, with the
    place in head office's file."""
    write(tmp_path, BASE.replace("advocacy: 40", "advocacy: 30"))
    more = "benefits: {salon: {label: Salon}}\ntiers: {key: {label: VIP}}\n"
    _, [told] = inspect(Source(str(tmp_path / "south.policy.yaml"), SOUTH + more))
    assert told.code == "KT136" and told.at is not None and told.at.text == "base-policy@1.2.0"
    assert told.labels[0].at.source.name == str(tmp_path / "policy.yaml")
    assert told.labels[0].en == "criterion weights of scorecard `value` add up to 90, expected 100"


def test_a_mend_is_made_in_the_regions_file(tmp_path: Path) -> None:
    """`check --fix` writes the version with its sign, and leaves head office's file alone."""
    write(tmp_path)
    torn = Source(str(tmp_path / "south.policy.yaml"), SOUTH.replace("@1.2.0", " v1.2"))
    source, count, left = mended(torn)
    assert (source.text, count, left) == (SOUTH.replace("@1.2.0", "@1.2"), 1, [])
    assert (tmp_path / "policy.yaml").read_text() == BASE
