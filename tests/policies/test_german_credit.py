"""The real loans: the file is whole, and the figures of the README are what the policy gives."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import engine

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "customer-credit-quality"
TIERS = ("good", "normal", "watch", "reject")


@pytest.fixture(scope="module")
def loans() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "german-credit.csv", dtype=str, keep_default_na=False)


def decided(loans: pd.DataFrame, missing: str) -> pd.DataFrame:
    """The decisions, row by row of the loans, with another rule for what is missing."""
    text = (FOLDER / "german-credit.policy.yaml").read_text(encoding="utf-8")
    assert "  missing: both_ways\n" in text
    policy = engine.load(text.replace("  missing: both_ways\n", f"  missing: {missing}\n"))
    found = engine.decide_table(policy, loans, as_of="2026-06-30")
    assert found["id"].tolist() == loans["applicant"].tolist()
    return found


def first_numbers(page: str, heading: str) -> list[list[float]]:
    """The numbers of each row of the table that begins with the heading."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    lines = text[text.index(heading) :].splitlines()[2:]
    table = lines[: next(i for i, line in enumerate([*lines, ""]) if not line)]
    return [[float(n) for n in re.findall(r"\d+(?:\.\d+)?", line)] for line in table]


def test_the_file_is_whole(loans: pd.DataFrame) -> None:
    """1,000 applicants by number, 20 attributes and the outcome, 700 good and 300 bad."""
    assert loans.shape == (1000, 22)
    assert loans["applicant"].tolist() == [f"{i:04}" for i in range(1, 1001)]
    assert loans["creditability"].value_counts().to_dict() == {"good": 700, "bad": 300}
    assert (loans != "").all(axis=None)


@pytest.mark.parametrize(
    ("page", "heading"), [("README.md", "| applicants | |"), ("README.zh.md", "| 申请人 | |")]
)
def test_how_often_the_tier_hangs_on_an_unknown(
    loans: pd.DataFrame, page: str, heading: str
) -> None:
    """The README counts the unknowns, those that decide, and what two other rules would do."""
    both = decided(loans, "both_ways")
    unknown = loans["savings_account_and_bonds"].str.startswith("unknown")
    unknown |= loans["property"].str.startswith("unknown")
    large = both["reasons"].map(lambda reasons: "large_and_long.yes" in reasons)
    referred = both["outcome"] == "refer"
    keep, spread = decided(loans, "keep")["tier"], decided(loans, "reallocate")["tier"]
    assert [row[0] for row in first_numbers(page, heading)] == [
        unknown.sum(),
        (unknown & ~referred).sum(),
        (unknown & referred & ~large).sum(),
        (unknown & large).sum(),
        (unknown & (keep.fillna("") != spread.fillna(""))).sum(),
    ]


@pytest.mark.parametrize(
    ("page", "heading"),
    [("README.md", "| tier | loans | bad |"), ("README.zh.md", "| 等级 | 贷款 | 不良 |")],
)
def test_how_the_loans_turned_out(loans: pd.DataFrame, page: str, heading: str) -> None:
    """The README's shares of bad loans are right, and each tier is worse than the one before."""
    both = decided(loans, "both_ways")
    bad = loans["creditability"] == "bad"
    groups = [both["tier"] == tier for tier in TIERS] + [both["outcome"] == "refer"]
    assert first_numbers(page, heading) == [
        [group.sum(), round(100 * bad[group].mean(), 1)] for group in groups
    ]
    shares = [bad[group].mean() for group in groups[:4]]
    assert shares == sorted(shares)


def test_what_is_personal_decides_nothing(loans: pd.DataFrame) -> None:
    """Other answers about sex, age and nationality change no decision."""
    other = loans.assign(personal_status_and_sex="other", age_in_years="99", foreign_worker="no")
    columns = ["outcome", "tier", "score"]
    assert decided(loans, "both_ways")[columns].equals(decided(other, "both_ways")[columns])
