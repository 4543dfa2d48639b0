"""Shipped policies all of whose figures are secret: none of them is shown."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

import engine
from tests.terminal.conftest import ROOT, Run


def secrets(text: str, but: str) -> str:
    """A policy without its cases, every field and column of which is secret, but for these."""
    text = text.split("\ntests:")[0] + "\n"
    head, data, rest = re.split(r"(?m)(?=^data:|^derived:|^red_flags:)", text, maxsplit=2)
    inside = re.sub(r"(?m)^(      \w+: \{)(?=is:)", r"\1secret: yes, ", head)
    data = re.sub(rf"(?m)^(  (?!(?:{but}):)\w+: \{{)(?=is:)", r"\1secret: yes, ", data)
    data = re.sub(rf"(?m)^(  (?!(?:{but}):)\w+:.*\n)(?=    is:)", r"\1    secret: yes\n", data)
    return inside + data + rest


SHIPPED = {
    "key-accounts": (
        ("customers.csv", "orders", "contracts", "fx"), "growth_3y|industry_growth|wallet_crm|"
        "wallet_visit|nps_vs_rival|online|by_manager|rd_share|strategic_fit"),
    "breakthrough-check": (("units-2026-06-30.csv",), "new_clients|surveyed"),
    "regional-tiers": (("customers.csv",), "years|renewal_rate"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_policies(keytier: Run, name: str) -> None:
    """No number or word of theirs that is secret stands in what is shown of a run."""
    (data, *tables), but = SHIPPED[name]
    home = ROOT / "policies" / name
    text = (home / "policy.yaml").read_text("utf-8")
    Path("policy.yaml").write_text(secrets(text, but), encoding="utf-8")
    bound = engine.load("policy.yaml").bound
    more = [w for t in tables for w in ("--table", f"{t}={home / t}.csv")]
    call = ("policy.yaml", home / data, *more, "--as-of", "2026-06-30", "--unsealed")
    said = keytier("run", *call, "-o", "run", "--jsonl", "all.jsonl", "--csv", "all.csv", "-v")
    assert said.code == 0 and len(bound.masked) >= 5, said
    texts = [
        said.out,
        said.err,
        *(Path(f).read_text("utf-8-sig") for f in ("all.jsonl", "all.csv")),
    ]
    hidden: set[str] = set()
    for kind, column in (("inputs", "{}"), ("decisions", "derived.{}")):
        found = duckdb.sql(f"SELECT * FROM 'run/{kind}/*.parquet'")
        for part in bound.masked:
            if column.format(part) in found.columns:
                at, scale = found.columns.index(column.format(part)), bound.fields[part].type.scale
                for row in found.fetchall():
                    hidden |= written(row[at], scale)
    hidden = {w for w in hidden if w not in text}
    assert len(hidden) > 50
    ended = duckdb.sql("SELECT min(id) FROM 'run/decisions/*.parquet' GROUP BY outcome")
    for (id_,) in ended.fetchall():
        texts += [keytier("why", "run", "--id", id_, "--steps", "-v").out]
    for words in (
        ("case", "run", "--id", id_, "-o", "-"),
        ("export", "run", "--as", "opa-log"),
        ("export", "run", "--as", "crm"),
        ("worklist", "run", "--format", "json"),
        ("show", "data", "run"),
    ):
        texts.append(keytier(*words).out)
    for shown in texts:
        assert shown
        seen = set(re.findall(r"(?<![\w.,:-])\d[\d,]*(?:\.\d+)?(?![\w-])|[\u4e00-\u9fff]+", shown))
        assert not (told := seen & hidden), told


def written(value: object, scale: int) -> set[str]:
    """How outputs would write a value, where that tells it from others."""
    if isinstance(value, str):
        return {value} if len(value) > 1 else set()
    if not isinstance(value, int) or isinstance(value, bool):
        return set()
    number = Decimal(abs(value)).scaleb(-scale).normalize()
    forms = {str(value), f"{number:f}", f"{number:,f}", f"{number:,.2f}"}
    return {form for form in forms if len(re.sub(r"\D", "", form).strip("0")) > 4}
