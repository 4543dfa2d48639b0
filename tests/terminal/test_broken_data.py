"""One folder a mistake in data, with what `keytier run` prints of it, in both languages.

`tests/broken_data/<code>-<what>/` holds the data, the `command`, and what is `printed`. What no
command line can ask for is asked of Python; files that are no text are made here.
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import engine
from engine.atoms.codes import CODES
from engine.atoms.dates import to_day
from engine.atoms.errors import KeytierError
from engine.connect import intake
from engine.connect.canonical import canonicalise
from engine.connect.sources import Data
from engine.report.render import render
from engine.terminal.door import GROUP
from tests.connect.opendocument import ods
from tests.terminal.conftest import ROOT

HERE = ROOT / "tests" / "broken_data"
CASES = sorted(p.name for p in HERE.iterdir() if p.is_dir())
POLICIES = sorted(HERE.glob("*.yaml"))
DAY = to_day(date(2026, 6, 30))
HEADINGS = ("customer_id", "revenue", "margin", "region")
ROW = ("C1", 500000, 0.12, "华东")


# --- files that are no text -----------------------------------------------------------------------


def workbook(*rows: tuple[object, ...]) -> None:
    """Rows as the sheet 客户 of customers.xlsx."""
    import xlsxwriter

    book = xlsxwriter.Workbook("customers.xlsx")
    sheet = book.add_worksheet("客户")
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)
    book.close()


def parquet(columns: str) -> None:
    """A query's rows as customers.parquet."""
    import duckdb

    duckdb.connect().execute(f"COPY (SELECT {columns}) TO 'customers.parquet' (FORMAT parquet)")


def cut_short() -> None:
    parquet("'C1' AS customer_id, 500000 AS revenue, 12 AS margin, '华东' AS region")
    whole = Path("customers.parquet").read_bytes()
    Path("customers.parquet").write_bytes(whole[: len(whole) // 2])


def uncalculated() -> None:
    """A workbook that a program wrote and no spreadsheet has opened."""
    import xlsxwriter

    book = xlsxwriter.Workbook("customers.xlsx")
    sheet = book.add_worksheet("客户")
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ("C1", None, "12", "华东"))
    sheet.write_formula("B2", "=200000+300000", None, "")
    book.close()


def a_page() -> None:
    """What a portal calls a workbook."""
    Path("customers.xls").write_text(
        "<html><body><table><tr><td>customer_id</td></tr></table></body></html>", encoding="utf-8"
    )


def errors_in_opendocument() -> None:
    rows = [list(HEADINGS), ["C1", "500000", "12", "华东"], ["C2", "!", "12", "华南"]]
    ods(Path("customers.ods"), rows)


def a_long_cell() -> None:
    """A quote that is closed a million characters later."""
    lines = "C2,500000,12,华东\n" * 70_000
    Path("customers.csv").write_text(
        ",".join(HEADINGS) + '\nC1,500000,12,"华东\n' + lines + '"\n', encoding="utf-8"
    )


MADE: dict[str, Callable[[], None]] = {
    "KT301-errors-in-opendocument": errors_in_opendocument,
    "KT314-a-parquet-file-cut-short": cut_short,
    "KT316-percent-in-a-workbook": lambda: workbook(HEADINGS, ROW),
    "KT317-a-record-in-a-column": lambda: parquet(
        "'C1' AS customer_id, {'amount': 500000} AS revenue, 12 AS margin, '华东' AS region"
    ),
    "KT318-a-title-above-the-headings": lambda: workbook(
        ("客户名单",), ("2026-06-30",), HEADINGS, ROW
    ),
    "KT338-never-calculated": uncalculated,
    "KT341-no-such-sheet": lambda: workbook(HEADINGS, ROW),
    "KT348-a-long-cell": a_long_cell,
    "KT349-a-web-page": a_page,
    "KT351-percent-as-numbers": lambda: workbook(
        ("customer_id", "csat"), ("C1", 0.925), ("C2", 0.81), ("C3", 1)
    ),
}


# --- what no command line asks for ----------------------------------------------------------------


def read(data: Data) -> None:
    """The customers of the policy, as a run reads them."""
    import duckdb

    Path("work").mkdir()
    canonicalise(duckdb.connect(), engine.load("policy.yaml").bound, data, {}, DAY, Path("work"))


def written_meanwhile() -> None:
    """Another program writes to the file between its first and its last byte."""
    file = Path("customers.csv")
    file.write_text(",".join(HEADINGS) + "\nC1,500000,12,华东\n", encoding="utf-8")
    taken = intake.vet

    def disturbed(*arguments: Any, **named: Any) -> Any:
        found = taken(*arguments, **named)
        file.write_text(",".join(HEADINGS) + "\nC1,1,12,华东\n", encoding="utf-8")
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intake, "vet", disturbed)
        read(Data("customers.csv"))


ASKED: dict[str, Callable[[], object]] = {
    "KT319-written-meanwhile": written_meanwhile,
    "KT340-a-long-delimiter": lambda: read(Data("customers.csv", delimiter="||")),
    "KT341-no-such-sheet": lambda: read(Data("customers.xlsx", sheet="客 户")),
    "KT342-a-list-for-a-record": lambda: engine.load("policy.yaml").decide(
        ["C1", 500000],  # type: ignore[arg-type]
        as_of="2026-06-30",
    ),
}


# --- what is printed ------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A folder of its own for a case: its data and the policies."""

    def enter(name: str) -> Path:
        shutil.copytree(HERE / name, tmp_path / "case")
        for policy in POLICIES:
            shutil.copy(policy, tmp_path / "case")
        os.chdir(tmp_path / "case")
        MADE.get(name, lambda: None)()
        return HERE / name

    yield enter


def run(line: str, language: str) -> str:
    """A command line as a terminal shows it: results and talk as they come, and how it ended."""
    arguments = [*shlex.split(line)[1:], "--lang", language]
    shutil.rmtree("run", ignore_errors=True)
    done = CliRunner().invoke(GROUP, arguments, env={"COLUMNS": "100"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return f"$ {line.strip()} --lang {language}\n{done.output}(exit {done.exit_code})\n"


def asked(ask: Callable[[], object]) -> tuple[str, str]:
    """What Python is told, in both languages."""
    with pytest.raises(KeytierError) as told:
        ask()
    found = told.value.diagnostics
    return render(found, "text", "en"), render(found, "text", "zh")


@pytest.mark.parametrize("name", CASES)
def test_broken_data_prints_exactly_this(
    name: str, folder: Callable[[str], Path], golden: Callable[[Path, str], None]
) -> None:
    """What is wrong, where, and what to do, in English and in Chinese."""
    home = folder(name)
    if name in ASKED:
        en, zh = asked(ASKED[name])
    else:
        line = (home / "command").read_text(encoding="utf-8")
        en, zh = run(line, "en"), run(line, "zh")
    assert name[:5] in en
    assert name[:5] in zh
    golden(home / "printed.txt", f"{en}\n{zh}")


def test_every_code_of_data_has_broken_data() -> None:
    """A code without an example would be a finding that nobody has seen."""
    shown = {name[:5] for name in CASES}
    assert shown == {c for c in CODES if "KT300" <= c < "KT380"}
