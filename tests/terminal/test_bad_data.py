"""Every kind of bad data file reaches the terminal as a clear message with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.terminal.conftest import ROOT, Run

STARTER = ROOT / "policies/starter/policy.yaml"
HEAD = "customer_id,purchases_12m,satisfaction,years,overdue_days\n"
ROW = "C-1,500000,80,5,0\n"

#: name → (bytes of the file, exit code, what is said)
FILES: dict[str, tuple[bytes, int, str]] = {
    "ragged": ((HEAD + ROW + "C-2,1,2\n").encode(), 2, "line 3"),
    "too wide": ((HEAD + ROW + "C-2,1,2,3,4,5\n").encode(), 2, "line 3"),
    "empty": (b"", 2, "c.csv"),
    "blank": (b"\n\n  \n", 2, "c.csv"),
    "header only": (HEAD.encode(), 2, "c.csv"),
    "truncated in a quote": ((HEAD + ROW + 'C-2,"1').encode(), 2, "c.csv"),
    "wrongly encoded": ((HEAD + ROW).encode() + b"C-\xff\xfe\x80,1,2,3,4\n", 2, "c.csv"),
    "binary": (bytes(range(256)) * 9, 2, "c.csv"),
    "duplicated heading": ((HEAD.replace("years", "satisfaction") + ROW).encode(), 2, "twice"),
    "a column is lacking": (HEAD.replace("years", "yeers").encode() + ROW.encode(), 2, "`yeers`"),
    "no such columns": (b"a,b\n1,2\n", 2, "customer_id"),
    "duplicate id": ((HEAD + ROW + ROW).encode(), 3, "C-1"),
    "missing id": ((HEAD + ROW + ",1,2,3,4\n").encode(), 3, "line 3"),
    "total row": ((HEAD + ROW + "合计,500000,80,5,0\n").encode(), 3, "合计"),
    "full-width digits": ((HEAD + ROW.replace("500000", "１２５０")).encode(), 3, "１２５０"),
    "N/A": ((HEAD + ROW.replace("500000", "N/A")).encode(), 3, "`N/A`"),
    "1e400": ((HEAD + ROW.replace("500000", "1e400")).encode(), 3, "`1e400`"),
    "NaN": ((HEAD + ROW.replace("500000", "NaN")).encode(), 3, "`NaN`"),
    "infinity": ((HEAD + ROW.replace("500000", "inf")).encode(), 3, "`inf`"),
    "too many digits": ((HEAD + ROW.replace("500000", "999999.99999999999")).encode(), 3, "KT321"),
    "beyond every bound": ((HEAD + ROW.replace("500000", "9" * 30)).encode(), 3, "999"),
    "outside its bounds": ((HEAD + ROW.replace(",80,", ",140,")).encode(), 3, "`140`"),
    "a word for a number": ((HEAD + ROW.replace(",80,", ",高,")).encode(), 3, "`高`"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_clear_message(keytier: Run, name: str) -> None:
    """The code of the contract, what was seen and where, in both languages; no half-made run."""
    data, code, expected = FILES[name]
    Path("c.csv").write_bytes(data)
    for language in ("en", "zh"):
        said = keytier("run", STARTER, "c.csv", "--as-of", "2026-06-30", "-o", "out", "--force",
                       "--lang", language)  # fmt: skip
        assert said.code == code
        assert ("错误[KT" if language == "zh" else "error[KT") in said.err
        assert "c.csv" in said.err
        if language == "en":
            assert expected in said.err
        assert len(said.err) < 4_000
        assert not set(said.err) & {"\x1b", "\x00", "\x07"}
    ended = Path("out/manifest.json").exists()
    assert ended == (said.out != "")
    assert {p.name for p in Path().iterdir()} <= {"c.csv", "ledger", "out"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("500000", '"500,000"'),
        ("500000", "¥500000"),
        ("500000", " 500000.00 "),
        ("C-1", "\ufeffC-1"),
    ],
)
def test_what_people_write_is_read(keytier: Run, old: str, new: str) -> None:
    """Thousands, currency signs, spaces and byte order marks are no mistakes."""
    Path("c.csv").write_text(HEAD + ROW.replace(old, new), encoding="utf-8")
    said = keytier("run", STARTER, "c.csv", "--as-of", "2026-06-30", "--dry-run")
    assert said.code == 0
    assert "1 customer in = 1 decided" in said.out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings(keytier: Run, encoding: str) -> None:
    """Chinese spreadsheets are read, with the encoding said or seen."""
    Path("c.csv").write_bytes((HEAD + ROW.replace("C-1", "客户一")).encode(encoding))
    said = keytier("run", STARTER, "c.csv", "--as-of", "2026-06-30", "--dry-run", "--encoding",
                   encoding)  # fmt: skip
    assert said.code == 0
    assert "客户一" in said.out


def test_an_unknown_encoding(keytier: Run) -> None:
    """An encoding that nobody knows is wrong usage, not a bug."""
    Path("c.csv").write_text(HEAD + ROW)
    said = keytier("run", STARTER, "c.csv", "--encoding", "klingon", "--dry-run")
    assert said.code == 2
    assert "klingon" in said.err
    assert "bug" not in said.err


@pytest.mark.parametrize("name", ["c.xlsx", "c.parquet", "c.jsonl"])
def test_broken_files_of_other_forms(keytier: Run, name: str) -> None:
    """A file that is not what its name says is said to be broken."""
    for data in (b"", b"nothing of the kind\n", b"PK\x03\x04" + b"x" * 99, b"PAR1xxxxPAR1"):
        Path(name).write_bytes(data)
        said = keytier("run", STARTER, name, "--as-of", "2026-06-30", "--dry-run")
        assert (said.code, said.out) == (2, "")
        assert name in said.err
        assert "bug" not in said.err


def test_places_that_are_no_files(keytier: Run) -> None:
    """Folders, absent files and files that may not be read are said by name."""
    Path("folder").mkdir()
    for data in ("folder", "absent.csv"):
        said = keytier("run", STARTER, data, "--dry-run")
        assert said.code == 2
        assert data in said.err
        assert "bug" not in said.err
    for policy in ("folder", "absent.yaml"):
        said = keytier("run", policy, "c.csv", "--dry-run")
        assert said.code == 2
        assert policy in said.err
        assert "bug" not in said.err


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no paths of descriptors")
def test_process_substitution(keytier: Run) -> None:
    """Policy and customers may come out of pipes, as `<(…)` of a shell gives them."""

    def pipe(file: Path) -> int:
        out, into = os.pipe()
        os.write(into, file.read_bytes())
        os.close(into)
        return out

    policy, customers = pipe(STARTER), pipe(STARTER.parent / "customers.csv")
    try:
        said = keytier("run", f"/dev/fd/{policy}", f"/dev/fd/{customers}", "--as-of",
                       "2026-06-30", "-o", "out")  # fmt: skip
    finally:
        os.close(policy)
        os.close(customers)
    assert said.code == 0, said.err
    assert Path("out/policy.yaml").read_bytes() == STARTER.read_bytes()


def test_standard_input_for_two(keytier: Run) -> None:
    """Standard input named twice is wrong usage, in words."""
    said = keytier("run", ROOT / "policies/value-tiers/policy.yaml", "-", "--table", "orders=-",
                   "--as-of", "1998-06-30", "--dry-run", input="a,b\n")  # fmt: skip
    assert said.code == 2
    assert "`<stdin>` is given twice" in said.err
