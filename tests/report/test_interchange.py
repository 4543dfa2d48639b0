"""A stored run for other systems, each file read back by another reader than wrote it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import shutil
import sqlite3
from base64 import b64decode
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import duckdb
import pytest

from engine.atoms.dates import to_day
from engine.atoms.errors import BrokenRecord
from engine.atoms.numbers import show
from engine.connect.overrides import read_overrides
from engine.connect.sources import Data
from engine.ledger.run import Asked, run
from engine.ledger.seal.home import make_home
from engine.ledger.seal.sealing import Sealing
from engine.ledger.stored import open_run
from engine.report.interchange.crm import write_crm
from engine.report.interchange.in_sql import number_text
from engine.report.interchange.sqlite import write_sqlite
from engine.terminal.loading import sound_policy
from engine.terminal.talk import Talk
from tests.terminal.conftest import Run, alone, keytier

__all__ = ["alone", "keytier"]

AS_OF = to_day(date(2026, 6, 30))
POLICY = """
keytier: 1
policy: sold
version: 1.2.0
title: Sold
assess: monthly
effective: {from: 2026-01-01, until: 2026-12-31}
customers: {id: id, label: {en: shop, zh: 门店}}
data:
  spend: {is: money, between: [-10k, 1m], label: {en: spending, zh: 采购额}}
  seen: {is: date}
  born: {is: date, personal: yes}
  kin: {is: choices, one_of: [family, "li~st/ed"]}
derived:
  half: {formula: spend / 4, is: money, between: [-10k, 1m]}
  age: {formula: "days_between(born, as_of)", is: whole, between: [0, 99999]}
red_flags:
  far: {when: "'family' in kin", then: {cap: rest}, if_unknown: nothing, label: =far}
scorecard:
  criteria: {volume: {field: half, points: {at_least: {100: 100}, otherwise: 0}}}
  weights: {volume: 100}
  missing: refer
tiers: {key: {at_least: 60, label: {en: =key, zh: 重点}}, rest: }
override: {may_lift: [refer]}
"""
ROWS = (
    'id,spend,seen,born,kin\n=1+1,2000.0102,2026-05-01,1980-01-02,family\n"战,""A""",-0.5,,,\n'
    "C3,x,2026-05-01,,\nC4,500,,,li~st/ed\n"
)
OVERRIDES = """overrides:
  - {id: "战,\\"A\\"", tier: key, because: asked, approved_by: boss, until: 2026-07-05}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of four."""
    folder = tmp_path_factory.mktemp("sold")
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "data.csv").write_text(ROWS, encoding="utf-8")
    (folder / "o.yaml").write_text(OVERRIDES, encoding="utf-8")
    raw, source, bound = sound_policy(Talk(), folder / "policy.yaml")
    asked = Asked(source, bound, Data(folder / "data.csv"), AS_OF, written=raw,
                  overrides=read_overrides(folder / "o.yaml", bound))  # fmt: skip
    return run(asked, folder / "run", sealing=Sealing(make_home(), folder / "ledger")).run.folder


@pytest.fixture
def out(made: Path, keytier: Run) -> Callable[..., str]:
    """Exports the run, to standard output unless told otherwise."""

    def export(kind: str, *more: str) -> str:
        said = keytier("export", made, "--as", kind, *more)
        assert said.code == 0, said.err
        return said.out

    return export


def test_as_decision_log(out: Callable[..., str]) -> None:
    """Each decision is an event of OPA's shape: exact numbers, personal data masked and named."""
    lines = out("opa-log").splitlines()
    events = [json.loads(line, parse_float=Decimal) for line in lines]
    by_id = {e["input"]["id"]: e for e in events}
    first = by_id["=1+1"]
    assert first["path"] == "sold/decision"
    assert first["timestamp"] == "2026-06-30T00:00:00Z"
    assert first["bundles"]["sold"]["revision"].startswith("1.2.0 sha256:")
    assert first["labels"]["app"] == "keytier"
    assert {k: first["input"][k] for k in ("spend", "seen", "born", "kin")} == {
        "spend": Decimal("2000.0102"), "seen": "2026-05-01", "born": "***", "kin": ["family"],
    }  # fmt: skip
    assert (first["result"]["tier"], first["result"]["derived.half"]) == (
        "rest",
        Decimal("500.0026"),
    )
    assert first["masked"] == ["/input/born", "/result/derived.age"]
    assert "1980" not in "".join(lines)
    assert by_id['战,"A"']["input"]["spend"] == Decimal("-0.5")
    assert by_id["C3"]["result"]["reasons"] == ["spend.unreadable"]
    ids = [UUID(e["decision_id"]) for e in events]
    assert len(set(ids)) == 4 and {u.version for u in ids} == {8}
    assert out("opa-log").splitlines() == lines


def test_number_texts() -> None:
    """The database writes the same decimals as everything else does."""
    values = [0, 5, -5, 10, -10, 99, -100, 12345678901234567, -(2**63) + 1, 2**63 - 1]
    for scale in (0, 1, 4, 11):
        rows = ", ".join(f"({v}::BIGINT)" for v in values)
        sql = f"SELECT {number_text('v', scale)} FROM (VALUES {rows}) AS t(v)"
        assert [t for (t,) in duckdb.sql(sql).fetchall()] == [show(v, scale) for v in values]


def test_as_write_back(made: Path, out: Callable[..., str]) -> None:
    """A CRM is told the tier, until when it holds, and why, in words, with no formula in a cell."""
    text = out("crm")
    rows = {r["shop"]: r for r in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}
    assert {
        i: (r["outcome"], r["tier"], r["tier id"], r["valid until"]) for i, r in rows.items()
    } == {
        "'=1+1": ("decided", "rest", "rest", "2026-07-31"),
        '战,"A"': ("decided", "'=key", "key", "2026-07-05"),
        "C3": ("error", "", "", ""),
        "C4": ("decided", "'=key", "key", "2026-07-31"),
    }
    assert rows["'=1+1"]["reasons"] == 'red flag "=far": no better than rest'
    assert rows["C3"]["reason codes"] == "spend.unreadable"
    assert {r["policy"] for r in rows.values()} == {"sold 1.2.0"}
    write_crm(open_run(made), Path("zh.csv"), "zh")
    chinese = list(csv.DictReader(io.StringIO(Path("zh.csv").read_text(encoding="utf-8-sig"))))
    assert list(chinese[0]) == [
        "门店", "结论", "等级", "等级编号", "有效期至", "原因", "原因代码", "基准日", "政策",
    ]  # fmt: skip
    assert chinese[2]["等级"] == "重点" and "采购额" in chinese[1]["原因"]


def test_as_statement(made: Path, out: Callable[..., str]) -> None:
    """One statement names every file of the run by its digest, in canonical JSON."""
    text = out("in-toto")
    found = json.loads(text)
    assert (
        text == json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
    )
    assert (found["_type"], found["predicateType"]) == (
        "https://in-toto.io/Statement/v1", "urn:keytier:run:1",
    )  # fmt: skip
    held = {s["name"]: s["digest"]["sha256"] for s in found["subject"]}
    there = {p.relative_to(made).as_posix(): p for p in made.rglob("*") if p.is_file()}
    assert held == {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in there.items()}
    manifest = json.loads((made / "manifest.json").read_text())
    assert found["predicate"]["counts"] == manifest["counts"]
    assert found["predicate"]["policy"] == manifest["policy"]
    note = (made / "checkpoint").read_text()
    assert bytes.fromhex(found["predicate"]["sealed"]["root"]) == b64decode(note.splitlines()[2])


def test_as_database(made: Path, out: Callable[..., str]) -> None:
    """A SQLite file holds run, decisions, ranked reasons and the events that it is given."""
    out("sqlite", "-o", "run.sqlite")
    with closing(sqlite3.connect("run.sqlite")) as db:
        rows = db.execute('SELECT id, tier, "derived.half", "derived.age", reasons FROM decisions')
        assert rows.fetchall()[0] == ("=1+1", "rest", 500.0026, "***", '["far.yes"]')
        assert db.execute("SELECT id FROM reasons WHERE code = 'spend.unreadable'").fetchall() == [
            ("C3",)
        ]
        assert db.execute("SELECT value FROM run WHERE name = 'as_of'").fetchone() == (
            "2026-06-30",
        )
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kinds = db.execute("SELECT number, event, content FROM events").fetchall()
        assert [k[:2] for k in kinds] == [(0, "begun"), (1, "run")]
        assert json.loads(kinds[1][2])["rows"] == 4


def test_unmasked(made: Path, keytier: Run) -> None:
    """What is personal is written where that is asked for, and the ledger has it as an event."""
    shutil.copytree(made.parent, "sold")
    said = keytier("export", "sold/run", "--as", "opa-log", "--unmask")
    first = json.loads(said.out.splitlines()[0])
    assert first["input"]["born"] == "1980-01-02" and "masked" not in first
    assert said.err == "that it was shown unmasked is event 2 of sold/ledger\n"
    event = json.loads(Path("sold/ledger/events.jsonl").read_text().splitlines()[2])
    assert (event["event"], event["run"], event["command"]) == ("unmasked", "run", "export")
    assert "event 3" in keytier("why", "sold/run", "--id", "C4", "--unmask").err
    assert "event 4" in keytier("worklist", "sold/run", "--unmask").err
    shutil.rmtree("sold/ledger")
    nowhere = "it is shown unmasked, and that stands nowhere: sold/ledger is no ledger"
    assert nowhere in keytier("why", "sold/run", "--id", "C4", "--unmask").err
    assert nowhere not in keytier("why", "sold/run", "--id", "C4").err
    assert not Path("sold/ledger").exists()


def test_refused(made: Path, keytier: Run) -> None:
    """A database goes to no stream, no file goes into a run, and a changed run is told."""
    shutil.copytree(made, "run")
    assert "standard output" in keytier("export", "run", "--as", "sqlite").err
    Path("policy.yaml").touch()
    os.mkfifo("pipe")
    for place in ("policy.yaml/run.sqlite", "/proc/run.sqlite", "pipe"):
        said = keytier("export", "run", "--as", "sqlite", "-o", place)
        assert (said.code, "error[KT38" in said.err) == (2, True), said.err
    assert Path("pipe").is_fifo()
    assert keytier("export", "run", "--as", "crm", "-o", "run/back.csv").code == 2
    file = Path("run/decisions/00000.parquet")
    file.write_bytes(file.read_bytes() + b"x")
    for kind in ("opa-log", "crm", "in-toto"):
        said = keytier("export", "run", "--as", kind, "-o", "left")
        assert (said.code, "decisions/00000.parquet" in said.err) == (4, True)
    with pytest.raises(BrokenRecord):
        write_sqlite(open_run("run"), Path("left"))
    assert not Path("left").exists()
