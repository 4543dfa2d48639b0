"""`customers.label`: what people call the id, wherever one is shown."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.terminal.conftest import ROOT, Run

STARTER = (ROOT / "policies/starter/policy.yaml").read_text(encoding="utf-8")
CUSTOMERS = ROOT / "policies/starter/customers.csv"
CALLED = "customers: {id: customer_id, label: {en: company, zh: 企业}}"


@pytest.fixture(autouse=True)
def policy() -> None:
    """A policy that calls its customers companies."""
    assert STARTER.count("customers: {id: customer_id}") == 1
    text = STARTER.replace("customers: {id: customer_id}", CALLED)
    Path("policy.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("language", "called"), [("en", "company"), ("zh", "企业")])
def test_the_label_is_the_first_word_of_an_explanation(
    keytier: Run, language: str, called: str
) -> None:
    """`run` and `why` speak of a company where the policy does, in the reader's language."""
    day = ("--as-of", "2026-06-30", "--lang", language)
    ran = keytier("run", "policy.yaml", CUSTOMERS, *day, "-o", "out")
    assert f"\n{called} C-1001" in ran.out
    said = keytier("why", "out", "--id", "C-1001", "--lang", language)
    assert said.out.startswith(f"{called} C-1001")


@pytest.mark.parametrize(("language", "called"), [("en", "company"), ("zh", "企业")])
def test_the_label_heads_the_ids_of_an_export(keytier: Run, language: str, called: str) -> None:
    """The column of ids is headed by the label; nothing else of the export changes."""
    day = ("--as-of", "2026-06-30", "--lang", language)
    keytier("run", "policy.yaml", CUSTOMERS, *day, "-o", "out", "--csv", "called.csv")
    Path("policy.yaml").write_text(STARTER, encoding="utf-8")
    keytier("run", "policy.yaml", CUSTOMERS, *day, "-o", "plain", "--csv", "plain.csv")
    mine, plain = (
        list(csv.reader(Path(f).read_text(encoding="utf-8-sig").splitlines()))
        for f in ("called.csv", "plain.csv")
    )
    assert mine[0] == [called, *plain[0][1:]]
    assert mine[1:] == plain[1:]
