"""The made portfolio: the same for a seed, at any size, and what is shipped is what it makes.

sh block of policies/<name>/README.md    the command that made the data of that folder
"""

from __future__ import annotations

import csv
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = ROOT / "policies" / "portfolio" / "make.py"
COMMAND = re.compile(r"^python policies/portfolio/make\.py (.+)$", re.MULTILINE)
POLICIES = [
    "breakthrough-check",
    "customer-credit-quality",
    "customer-screening",
    "key-accounts",
    "qc-key-customers",
    "regional-tiers",
    "relationship-quality",
]
SHIPPED = [
    readme.parent.name
    for readme in sorted(ROOT.glob("policies/*/README.md"))
    if readme.parent.name != "portfolio" and COMMAND.search(readme.read_text(encoding="utf-8"))
]


def make(folder: Path, *arguments: str) -> dict[str, bytes]:
    """The files that the script writes into the folder, by name."""
    done = subprocess.run(
        [sys.executable, str(MAKE), *arguments, "--out", str(folder)],
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(data.decode().splitlines()))


@pytest.mark.parametrize("policy", POLICIES)
def test_same_seed_same_bytes(policy: str, tmp_path: Path) -> None:
    """The same seed gives the same bytes, and another seed other ones."""
    size = ("--for", policy, "--customers", "25", "--spoilt")
    first = make(tmp_path / "first", *size, "--seed", "3")
    assert first == make(tmp_path / "again", *size, "--seed", "3")
    other = make(tmp_path / "other", *size, "--seed", "4")
    assert first.keys() == other.keys()
    main = next(n for n in first if n.startswith(("customers", "units")))
    assert first[main] != other[main]


@pytest.mark.parametrize("policy", POLICIES)
def test_first_of_many(policy: str, tmp_path: Path) -> None:
    """The first customers of a large portfolio are those of a small one, row by row."""
    small = make(tmp_path / "small", "--for", policy, "--customers", "20")
    large = make(tmp_path / "large", "--for", policy, "--customers", "60")
    for name, data in small.items():
        assert large[name].startswith(data), name


@pytest.mark.parametrize("policy", SHIPPED)
def test_shipped_data_is_what_the_readme_makes(policy: str, tmp_path: Path) -> None:
    """The command in a policy's README writes the data that lies beside it, byte for byte."""
    readme = (ROOT / "policies" / policy / "README.md").read_text(encoding="utf-8")
    (command,) = set(COMMAND.findall(readme))
    arguments = shlex.split(command)
    assert arguments[:2] == ["--for", policy]
    assert arguments[-2:] == ["--out", f"policies/{policy}"]
    for name, data in make(tmp_path, *arguments[:-2]).items():
        assert (ROOT / "policies" / policy / name).read_bytes() == data, name


def test_committed_data_is_small() -> None:
    """All data made by the script that is shipped is under 1.5 MB."""
    made = (p for policy in SHIPPED for p in (ROOT / "policies" / policy).glob("*.csv"))
    assert sum(p.stat().st_size for p in made) < 1_500_000


def test_one_story(tmp_path: Path) -> None:
    """Sales have a long tail, the content renew more often, and groups hang together."""
    files = make(tmp_path, "--for", "key-accounts", "--customers", "600", "--seed", "2")
    customers = rows(files["customers.csv"])
    ids = {row["客户编号"] for row in customers}
    assert len(ids) == 600

    sold: Counter[str] = Counter()
    for order in rows(files["orders.csv"]):
        sold[order["客户编号"]] += round(float(order["人民币金额"]) * 100)
    assert sold.keys() <= ids
    top = sum(cents for _, cents in sold.most_common(120))
    assert 0.65 < top / sold.total() < 0.9

    content = {r["客户编号"] for r in customers if float(r["净推荐值差"] or 0) > 5}
    kept: dict[bool, list[bool]] = {True: [], False: []}
    for contract in rows(files["contracts.csv"]):
        if contract["已续签"]:
            kept[contract["客户编号"] in content].append(contract["已续签"] == "是")
    assert sum(kept[True]) / len(kept[True]) > sum(kept[False]) / len(kept[False]) + 0.05

    parent = {r["客户编号"]: r["上级客户编号"] for r in customers}
    assert all(above in ids for above in parent.values() if above)
    assert any(parent.get(parent.get(parent[k], ""), "") for k in ids), "a chain of three or more"


def test_foreign_amounts_at_the_rate_of_the_month(tmp_path: Path) -> None:
    """An order in another currency is posted in yuan at the latest rate that the file gives."""
    files = make(tmp_path, "--for", "key-accounts", "--customers", "300")
    rates = {(r["币种"], r["日期"][:7]): r["汇率"] for r in rows(files["fx.csv"])}
    foreign = [o for o in rows(files["orders.csv"]) if o["币种"] != "CNY"]
    assert len(foreign) > 100
    for order in foreign:
        rate = round(float(rates[order["币种"], order["下单日期"][:7]]) * 10_000)
        cents = round(float(order["金额"]) * 100)
        expected = (2 * cents * rate + 10_000) // 20_000
        assert round(float(order["人民币金额"]) * 100) == expected


def test_no_day_after_the_last(tmp_path: Path) -> None:
    """No day of the data lies after `--as-of`, but the ends of running contracts."""
    for policy in POLICIES:
        files = make(tmp_path / policy, "--for", policy, "--as-of", "2026-03-17")
        for name, data in files.items():
            days = re.findall(r"\d{4}-\d{2}-\d{2}", data.decode())
            assert name == "contracts.csv" or max(days, default="") <= "2026-03-17", (policy, name)


def test_wrong_usage(tmp_path: Path) -> None:
    """A size that cannot be is told, and nothing is written."""
    done = subprocess.run(
        [sys.executable, str(MAKE), "--for", "key-accounts", "--customers", "0", "--out",
         str(tmp_path / "none")],
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 2
    assert "--customers is at least 1" in done.stderr
    assert not (tmp_path / "none").exists()
