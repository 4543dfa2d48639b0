"""`run` and `why`: from files to a run directory, and from there to one customer's reasons."""

from __future__ import annotations

import errno
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import warm
from tests.terminal.conftest import ROOT, Run, Said

STARTER = ROOT / "policies/starter/policy.yaml"
CUSTOMERS = ROOT / "policies/starter/customers.csv"
DAY = ("--as-of", "2026-06-30")
DRY = shlex.join(["keytier", "run", str(STARTER), str(CUSTOMERS), *DAY, "--dry-run"])
VALUE_TIERS = (
    ROOT / "policies/value-tiers/policy.yaml",
    "--table",
    f"orders={ROOT / 'policies/value-tiers/orders.csv'}",
    "--as-of",
    "1998-06-30",
)


def test_a_run(keytier: Run) -> None:
    """Tiers, the sum of outcomes and three customers on stdout; what was written on stderr."""
    said = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "out")
    assert said.code == 0
    assert (
        "12 customers in = 9 decided + 3 refer + 0 waiting + 0 not applicable + 0 error" in said.out
    )
    assert said.out.count("\ncustomer C-") == 3
    assert said.err == "written to out\nnext: keytier why out --id C-1001\n"
    assert {f.name for f in Path("out").iterdir()} == {
        "manifest.json", "policy.yaml", "plan.json", "facts.json", "inputs", "decisions",
        "record.json", "tiles", "salt.sealed", "checkpoint",
    }  # fmt: skip
    assert Path("out/policy.yaml").read_bytes() == STARTER.read_bytes()


def test_a_run_in_chinese(keytier: Run) -> None:
    """The same in Chinese, with the same numbers; decisions do not depend on the language."""
    said = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "out", "--lang", "zh")
    assert "客户 12 = 9 已定级 + 3 转人工" in said.out
    keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "en")
    assert (
        Path("out/decisions/00000.parquet").read_bytes()
        == Path("en/decisions/00000.parquet").read_bytes()
    )


def test_where_a_run_goes(keytier: Run) -> None:
    """Without -o a run finds a free place under runs/; with it nothing is overwritten unasked."""
    for name in ("starter-2026-06-30", "starter-2026-06-30-2"):
        keytier("run", STARTER, CUSTOMERS, *DAY)
        assert (Path("runs") / name / "manifest.json").is_file()
    again = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "runs/starter-2026-06-30")
    assert again.code == 2
    assert "KT380" in again.err
    forced = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "runs/starter-2026-06-30", "--force")
    assert forced.code == 0
    Path("mine").mkdir()
    Path("mine/letter.txt").write_text("dear")
    refused = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "mine", "--force")
    assert refused.code == 2
    assert Path("mine/letter.txt").read_text() == "dear"


def test_dry_run(keytier: Run) -> None:
    """A dry run says the same and writes nothing."""
    said = keytier("run", STARTER, CUSTOMERS, *DAY, "--dry-run")
    assert said.code == 0
    assert "12 customers in" in said.out
    assert said.err == "nothing was written (--dry-run)\n"
    assert list(Path().iterdir()) == []
    both = keytier("run", STARTER, CUSTOMERS, "--dry-run", "-o", "x")
    assert (both.code, "`--dry-run` writes nothing: leave out `-o`" in both.err) == (2, True)


def test_json(keytier: Run) -> None:
    """With --format json standard output is one document."""
    document = json.loads(keytier("run", STARTER, CUSTOMERS, *DAY, "--format", "json").out)
    assert document["schema"] == "keytier/run/1"
    assert document["run"] == "runs/starter-2026-06-30"
    assert document["counts"]["subjects"] == 12
    assert document["counts"]["tiers"] == {"key": 2, "valued": 3, "standard": 4}
    assert len(document["examples"]) == 3


def test_classes_of_a_run(keytier: Run) -> None:
    """Where a policy has a matrix or segments, the run says how many groups each of them holds."""
    home = ROOT / "policies/key-accounts"
    line = ["run", home / "policy.yaml", home / "customers.csv", *DAY, "--dry-run"]
    for table in ("orders", "contracts", "fx"):
        line += ["--table", f"{table}={home / table}.csv"]
    counts = json.loads(keytier(*line, "--format", "json").out)["counts"]
    assert sum(sum(row.values()) for row in counts["cells"].values()) == counts["subjects"] == 107
    assert sum(counts["segments"].values()) == 107
    out = keytier(*line).out
    assert re.search(r"^high +\d+ strategic account +\d+ star account$", out, re.MULTILINE)
    assert re.search(r"^general +general +\d+ +[\d.]+ %$", out, re.MULTILINE)


def test_a_run_in_one_line(keytier: Run) -> None:
    """`--format short` is one line that adds up; what could not be read is still said."""
    text = CUSTOMERS.read_text(encoding="utf-8").replace("41000", "一些")
    Path("c.csv").write_text(text, encoding="utf-8")
    said = keytier("run", STARTER, "c.csv", *DAY, "-o", "out", "--format", "short", "--csv", "a")
    line = "starter 1.0.0, as of 2026-06-30: 12 customers = 2 key + 3 valued + 3 standard"
    assert re.fullmatch(re.escape(line) + r" \+ 3 refer \+ 1 error \([0-9.]+ s\)\n", said.out)
    assert "`一些`" in said.err and "also written: a" in said.err
    assert "written to out" not in said.err
    zh = keytier("run", STARTER, "c.csv", *DAY, "--dry-run", "--format", "short", "--lang", "zh")
    assert "基准日 2026-06-30：客户 12 = 2 key + 3 valued + 3 standard + 3 转人工" in zh.out


@pytest.mark.parametrize(
    ("line", "schema", "code"),
    [
        (("run", "--format", "json"), "keytier/error/1", 2),
        (("run", "absent.yaml", "c.csv", "--format=json"), "keytier/diagnostics/1", 2),
        (("run", STARTER, "absent.csv", "--format", "json"), "keytier/diagnostics/1", 2),
        (("why", STARTER, CUSTOMERS, "--id", "no", "--format", "json"), "keytier/diagnostics/1", 2),
        (("test", "absent", "--format", "json"), "keytier/error/1", 2),
    ],
)
def test_json_also_of_errors(
    keytier: Run, line: tuple[object, ...], schema: str, code: int
) -> None:
    """What goes wrong is one document too."""
    said = keytier(*line)
    assert said.code == code
    assert json.loads(said.out)["schema"] == schema


def test_part_of_the_customers(keytier: Run) -> None:
    """`--id` decides one, `--limit` the first rows."""
    one = json.loads(keytier("run", STARTER, CUSTOMERS, "--id", "C-1004", "--dry-run",
                             "--format", "json").out)  # fmt: skip
    assert one["counts"]["subjects"] == 1
    few = json.loads(keytier("run", STARTER, CUSTOMERS, "--limit", "5", "--dry-run",
                             "--format", "json").out)  # fmt: skip
    assert few["counts"]["subjects"] == 5
    none = keytier("run", STARTER, CUSTOMERS, "--limit", "0")
    assert (none.code, "`--limit` is `0`, expected" in none.err) == (2, True)


def test_standard_input(keytier: Run) -> None:
    """`-` reads customers from standard input."""
    said = keytier("run", STARTER, "-", *DAY, "--dry-run", input=CUSTOMERS.read_bytes())
    assert "12 customers in" in said.out


def test_nobody_is_asked_to_type(keytier: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard input is a terminal, `-` shows the help in place of waiting."""
    from engine.terminal.commands import run as module

    monkeypatch.setattr(module, "waits_for_typing", lambda data: data == "-")
    said = keytier("run", STARTER, "-")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("Usage: keytier run POLICY")


def test_errors_of_customers(keytier: Run) -> None:
    """A cell that cannot be read ends its customer in error: code 3, said where, and all listed."""
    text = (
        CUSTOMERS.read_text(encoding="utf-8").replace("41000", "一些").replace("95,9,0", "195,9,0")
    )
    Path("c.csv").write_text(text, encoding="utf-8")
    said = keytier("run", STARTER, "c.csv", *DAY, "-o", "out")
    assert said.code == 3
    assert "+ 2 error" in said.out
    assert "c.csv, line 6, column `purchases_12m`, id `C-1005`" in said.err
    assert "2 cells or rows could not be used; all of them: out/errors.csv" in said.err
    assert "一些" in Path("out/errors.csv").read_text(encoding="utf-8")
    Path("c.csv").write_text(text.replace("一些", "N/A").replace("1250000", "N/A"))
    said = keytier("run", STARTER, "c.csv", *DAY, "--dry-run")
    help_ = "  help: if it means that nothing is known, write `missing_as: ['N/A']` on the field\n"
    assert said.err.count(" is `N/A`") == 2
    assert said.err.count(help_) == 1  # below the first of them


def test_a_gate_stops_the_run(keytier: Run) -> None:
    """A broken gate is code 3, before anything is written."""
    text = CUSTOMERS.read_text(encoding="utf-8") + "C-1001,1,1,1,1\n"
    Path("c.csv").write_text(text, encoding="utf-8")
    said = keytier("run", STARTER, "c.csv", *DAY, "-o", "out")
    assert (said.code, said.out) == (3, "")
    assert "C-1001" in said.err
    assert not Path("out").exists()


def test_tables(keytier: Run) -> None:
    """Customers may come from a table; the whole demo is decided."""
    said = keytier("run", *VALUE_TIERS, "-o", "out")
    assert said.code == 0
    assert "2,357 customers in = 2,346 decided + 3 refer + 0 waiting + 8 not applicable" in said.out


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--table", "ordres=x.csv"), "did you mean `orders`?"),
        (("--table", "orders"), "expected name=value"),
        (("--table", "orders=absent.csv"), "absent.csv"),
        ((), "orders"),
        (("--table", "orders=a", "--table", "orders=b"), "gives `orders` twice"),
        (("--context", "x=1", "--table", "orders=absent.csv"), "`x`"),
    ],
)
def test_wrong_tables(keytier: Run, more: tuple[str, ...], expected: str) -> None:
    """A table that is not given, not known or not there is said by name; code 2."""
    said = keytier("run", VALUE_TIERS[0], "--as-of", "1998-06-30", *more)
    assert (said.code, said.out) == (2, "")
    assert expected in said.err


def test_why_from_a_run(keytier: Run) -> None:
    """A stored run explains its customers by itself, in both languages, and by its own steps."""
    keytier("run", *VALUE_TIERS, "-o", "out")
    english = keytier("why", "out", "--id", "01417")
    assert english.code == 0
    assert "R02 an order of 20 discs or more" in english.out
    assert "R02 单笔购买20张以上唱片" in keytier("why", "out", "--id", "01417", "--lang", "zh").out
    steps = keytier("why", "out", "--id", "01417", "--steps").out
    assert steps.startswith(english.out)
    assert "red flag" in steps.removeprefix(english.out)
    document = json.loads(keytier("why", "out", "--id", "01417", "--format", "json").out)
    assert (document["schema"], document["outcome"]) == ("keytier/why/1", "refer")
    assert "  5. " not in english.out
    assert "  5. " in keytier("why", "out", "--id", "01417", "-v").out


def test_why_now_is_why_then(keytier: Run) -> None:
    """What is decided now from the files is what the run had stored."""
    keytier("run", *VALUE_TIERS, "-o", "out")
    now = keytier("why", *VALUE_TIERS, "--id", "00111")
    assert now.out == keytier("why", "out", "--id", "00111").out


def test_why_without_the_customer(keytier: Run) -> None:
    """An id that is not there is code 2; a run needs no data."""
    keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "out")
    assert "no customer `x`" in keytier("why", "out", "--id", "x").err
    assert "no customer `x`" in keytier("why", STARTER, CUSTOMERS, "--id", "x").err
    assert keytier("why", "out", CUSTOMERS, "--id", "C-1001").code == 2
    assert keytier("why", "out").code == 2


def test_a_broken_run(keytier: Run) -> None:
    """A run whose files are gone or changed beyond reading is code 4; a folder that is none, 2."""
    keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "out")
    Path("out/decisions/00000.parquet").write_bytes(b"nothing")
    said = keytier("why", "out", "--id", "C-1001")
    assert said.code == 4
    assert "KT385" in said.err
    Path("out/manifest.json").write_text("{}")
    assert keytier("why", "out", "--id", "C-1001").code == 4
    keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "other")
    Path("other/policy.yaml").write_text("")
    said = keytier("why", "other", "--id", "C-1001")
    assert (said.code, said.out) == (4, "")
    assert "`policy.yaml` of the run `other` is not what the run wrote" in said.err
    Path("empty").mkdir()
    assert keytier("why", "empty", "--id", "C-1001").code == 2


def test_a_customer_in_error_explained(keytier: Run) -> None:
    """`why` explains an error too, and its code is 3: where, what was seen, what was expected,
    the same from the files and from a stored run."""
    text = CUSTOMERS.read_text(encoding="utf-8").replace("41000", "=1\u202e")
    Path("c.csv").write_text(text, encoding="utf-8")
    said = keytier("why", STARTER, "c.csv", "--id", "C-1005", *DAY)
    assert said.code == 3
    assert "cannot be read" in said.out
    seen = "c.csv, row 5, line 6, column `purchases_12m`: `=1<U+202E>`, expected an amount of money"
    assert f"what was seen\n  {seen}\n" in said.out
    keytier("run", STARTER, "c.csv", *DAY, "-o", "out")
    stored = keytier("why", "out", "--id", "C-1005")
    assert (stored.code, stored.out) == (3, said.out)
    chinese = keytier("why", "out", "--id", "C-1005", "--lang", "zh").out
    assert "c.csv，第 5 条记录，文件第 6 行，列 `purchases_12m`：`=1<U+202E>`，应为" in chinese
    (cell,) = json.loads(keytier("why", "out", "--id", "C-1005", "--format", "json").out)["cells"]
    assert (cell["row"], cell["line"], cell["seen"]) == (5, 6, "=1\u202e")
    assert cell["reason"] == "purchases_12m.unreadable"
    fine = json.loads(keytier("why", "out", "--id", "C-1001", "--format", "json").out)
    assert fine["cells"] == []


def test_hostile_names(keytier: Run) -> None:
    """Escapes in customers' data do not reach the terminal."""
    text = CUSTOMERS.read_text(encoding="utf-8").replace("C-1001", "C\x1b[31m\u202e1001")
    Path("c.csv").write_text(text, encoding="utf-8")
    said = keytier("run", STARTER, "c.csv", *DAY, "-o", "out")
    assert "C<ESC>[31m<U+202E>1001" in said.out
    assert not set(said.out + said.err) & {"\x1b", "\u202e"}


def typed(line: str, **streams: Any) -> subprocess.CompletedProcess[bytes]:
    """What a shell does with a line, in which `keytier` is one of a process of its own."""
    tool = Path("tools/keytier")
    tool.parent.mkdir()
    tool.write_text(warm.shim(os.environ), encoding="utf-8")
    tool.chmod(0o755)
    env = {**os.environ, "PATH": f"{tool.parent.absolute()}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", line], env=env, **{"capture_output": True, **streams})
    shutil.rmtree("tools")
    return done


def limited(size: int, *arguments: object, cwd: Path) -> Said:
    """A command line that may write no file longer than so many bytes: a disk that is full."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
    main = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from engine.terminal import main\n"
    alone = (sys.executable, "-B", "-c", f"{limit}{main}sys.exit(main())")
    done = subprocess.run(
        [*warm.line(os.environ, alone, limit), *map(str, arguments)],
        cwd=cwd, capture_output=True, env={**os.environ, "TMPDIR": "tmp"},
    )  # fmt: skip
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_full_disk(tmp_path: Path) -> None:
    """No room to write is code 2, in words, and nothing half-written."""
    done = limited(4_000, "run", STARTER, CUSTOMERS, *DAY, "-o", "out", cwd=tmp_path)
    assert done.code == 2
    assert "no space is left to write `out`" in done.err
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        ("run", STARTER, CUSTOMERS, *DAY, "--dry-run"),
        ("init", "there"),
        ("check", "--fix", "p.policy.yaml"),
        ("fmt", "p.policy.yaml"),
    ],
)
def test_what_could_not_be_written_is_named(tmp_path: Path, line: tuple[object, ...]) -> None:
    """A full disk is said of a file by name, and what was there is as it was."""
    (tmp_path / "tmp").mkdir()
    text = STARTER.read_text(encoding="utf-8").replace("at_least: 80", "at_leest: 80")
    (tmp_path / "p.policy.yaml").write_text(text + "\n\n\n", encoding="utf-8")
    done = limited(1_000, *line, cwd=tmp_path)
    assert done.code == 2
    assert "`?`" not in done.err and "  ?" not in done.err
    assert {"run": "tmp/keytier-", "init": "there/"}.get(str(line[0]), "p.policy.yaml") in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "p.policy.yaml").read_text(encoding="utf-8") == text + "\n\n\n"
    assert {p.name for p in tmp_path.iterdir()} <= {"p.policy.yaml", "tmp", "there"}
    assert list((tmp_path / "tmp").iterdir()) == []


def test_piped_away() -> None:
    """A reader who went away, as `head -1` does, hears no complaint."""
    reader, writer = os.pipe()
    os.close(reader)
    done = typed(f"{DRY} -q", capture_output=False, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_exports(keytier: Run) -> None:
    """Decisions for a spreadsheet, a workbook and a program, in the language that is spoken."""
    said = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "out", "--csv", "a.csv", "--xlsx",
                   "b.xlsx", "--jsonl", "c.jsonl", "--lang", "zh")  # fmt: skip
    assert said.code == 0
    assert said.err.count("另存：") == 3
    raw = Path("a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert "采购额" in raw.decode("utf-8-sig").splitlines()[0]
    assert len(raw.decode("utf-8-sig").splitlines()) == 13
    assert Path("b.xlsx").read_bytes().startswith(b"PK")
    lines = [json.loads(line) for line in Path("c.jsonl").read_text("utf-8").splitlines()]
    assert [d["id"] for d in lines][:2] == ["C-1001", "C-1002"]


def test_decisions_down_a_pipe(process: Run) -> None:
    """`--jsonl -` puts decisions alone on standard output; what is told goes to standard error."""
    said = process("run", STARTER, CUSTOMERS, *DAY, "--dry-run", "--jsonl", "-")
    assert said.code == 0
    assert len([json.loads(line) for line in said.out.splitlines()]) == 12
    assert "12 customers in" in said.err


@pytest.mark.parametrize(
    "more",
    [("--xlsx", "-"), ("--csv", "-", "--jsonl", "-"), ("--csv", "-", "--format", "json")],
)
def test_one_thing_down_a_pipe(keytier: Run, more: tuple[str, ...]) -> None:
    """Standard output takes one thing."""
    said = keytier("run", STARTER, CUSTOMERS, "--dry-run", *more)
    assert said.code == 2
    assert said.err.startswith("error: `-` takes one of `--csv` and `--jsonl`, without `--format")


def test_an_export_that_cannot_be_written(keytier: Run) -> None:
    """A file that cannot be written is code 2; the run that was made stays."""
    Path("file").write_text("x")
    said = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "out", "--jsonl", "b.jsonl",
                   "--csv", "file/a.csv")  # fmt: skip
    assert said.code == 2
    assert said.err.startswith("written to out\nerror[KT383]: cannot write `file/a.csv`: ")
    assert Path("out/manifest.json").exists()


@pytest.mark.parametrize("kind", ["--csv", "--jsonl"])
def test_standard_output_is_added_to(kind: str) -> None:
    """`-` writes where standard output stands: what is in the file already stays."""
    with Path("all.txt").open("w") as out:
        out.write("before\n")
        out.flush()
        typed(f"{DRY} -q {kind} -", capture_output=False, stdout=out, check=True)
        out.seek(0, os.SEEK_END)
        out.write("after\n")
    lines = Path("all.txt").read_bytes().decode("utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("before", "after")
    assert len(lines) == 2 + 12 + (kind == "--csv")


@pytest.mark.parametrize("more", [("-o", "out"), ()])
@pytest.mark.parametrize("file", ["{}/a.csv", "{}/new/a.csv", "link/a.csv"])
def test_nothing_is_added_to_a_run(keytier: Run, file: str, more: tuple[str, ...]) -> None:
    """An export inside a run, this one or another, is refused before anything is done."""
    target = "out" if more else "runs/starter-2026-06-30"
    Path("link").symlink_to(target)
    said = keytier("run", STARTER, CUSTOMERS, *DAY, *more, "--csv", file.format(target))
    assert said.code == 2
    assert "nothing is added to a run" in said.err
    assert not Path(target).exists()
    keytier("run", STARTER, CUSTOMERS, *DAY, *more)
    before = sorted(Path(target).rglob("*"))
    for inside in (("-o", "b", "--csv", file.format(target)), ("-o", f"{target}/more")):
        said = keytier("run", STARTER, CUSTOMERS, *DAY, *inside)
        assert said.code == 2
        assert "nothing is added to a run" in said.err
    assert sorted(Path(target).rglob("*")) == before
    assert not Path("b").exists()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--csv", "c.csv"), "`c.csv` is read by this run"),
        (("--jsonl", "./p.yaml"), "`p.yaml` is read by this run"),
        (("--csv", "a", "--jsonl", "./a"), "`a` is named twice"),
        (("--csv", "folder"), "`folder`: it is a folder"),
    ],
)
def test_an_export_over_something_else(keytier: Run, more: tuple[str, ...], expected: str) -> None:
    """What is read is never written over, and no file is written twice; all before deciding."""
    Path("c.csv").write_bytes(CUSTOMERS.read_bytes())
    Path("p.yaml").write_bytes(STARTER.read_bytes())
    Path("folder").mkdir()
    said = keytier("run", "p.yaml", "c.csv", *DAY, "-o", "out", *more)
    assert said.code == 2
    assert expected in said.err
    assert not Path("out").exists()
    assert Path("c.csv").read_bytes() == CUSTOMERS.read_bytes()


@pytest.mark.parametrize("kind", ["--csv", "--xlsx", "--jsonl"])
def test_no_room_for_an_export(tmp_path: Path, kind: str) -> None:
    """A file that does not fit is named, nothing of it stays, and the run is said to be there."""
    rows = "".join(f"C-{i},{i},50,3,0\n" for i in range(20_000))
    head = "customer_id,purchases_12m,satisfaction,years,overdue_days\n"
    (tmp_path / "c.csv").write_text(head + rows)
    (tmp_path / "tmp").mkdir()
    done = limited(700_000, "run", STARTER, "c.csv", *DAY, "-o", "out", kind, "big", cwd=tmp_path)
    assert done.code == 2
    first, second, *_ = done.err.splitlines()
    assert first == "written to out"
    assert second == "error[KT382]: no space is left to write `big`; nothing of it was kept"
    assert "Traceback" not in done.err and "ignored" not in done.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c.csv", "ledger", "out", "tmp"]
    assert list((tmp_path / "tmp").iterdir()) == []


def test_no_room_for_a_file_written_anew(keytier: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for the new text of a file, its old one stays, and that is said."""
    text = STARTER.read_text(encoding="utf-8").replace("at_least: 80", "at_leest: 80")
    Path("p.yaml").write_text(text, encoding="utf-8")
    keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "out")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    again = ("run", STARTER, CUSTOMERS, *DAY, "-o", "out", "--force")
    for line in (("check", "--fix", "p.yaml"), again):
        said = keytier(*line)
        assert said.code == 2
        assert "`; what stood there is as it was\n" in said.err
    assert Path("p.yaml").read_text(encoding="utf-8") == text
    assert sorted(p.name for p in Path().iterdir()) == ["ledger", "out", "p.yaml"]


def test_a_full_standard_output() -> None:
    """Where standard output takes no more, that is said of standard output."""
    for more in ("", "--jsonl -"):
        done = typed(f"{DRY} {more} > /dev/full")
        assert done.returncode == 2
        assert b"standard output" in done.stderr
        assert b"ignored" not in done.stderr


def test_what_is_no_file_stays_what_it_is(process: Run) -> None:
    """An export into a pipe or a device, or through a link, writes there and replaces nothing."""
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert process("run", STARTER, CUSTOMERS, *DAY, "--dry-run", "--csv", "pipe").code == 0
    assert Path("pipe").is_fifo()
    assert os.read(reader, 1 << 20).count(b"\r\n") == 13
    os.close(reader)
    Path("real.csv").write_text("old")
    Path("link.csv").symlink_to("real.csv")
    process("run", STARTER, CUSTOMERS, *DAY, "--dry-run", "--csv", "link.csv")
    assert Path("link.csv").is_symlink()
    assert len(Path("real.csv").read_text("utf-8-sig").splitlines()) == 13


@pytest.mark.parametrize("name", ["客" * 80, "x" * 250, "六月 报告/甲 乙", "missing/parent/run"])
def test_any_name(keytier: Run, name: str) -> None:
    """A run and an export may have any name that the disk takes, in folders that are made."""
    said = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", name, "--csv", f"{name}.d/{name}")
    assert said.code == 0
    assert keytier("why", name, "--id", "C-1001").code == 0
    assert len(Path(f"{name}.d", name).read_text("utf-8-sig").splitlines()) == 13
    left = [p.name for p in Path().rglob(".*")]
    assert left == []


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream(closed: str) -> None:
    """A stream that the caller has closed is one that nobody reads, and no bug."""
    done = typed(f"{DRY.removesuffix('--dry-run')} -o out {closed}")
    assert done.returncode == 0
    assert b"bug" not in done.stderr
    assert Path("out/manifest.json").exists()


def test_through_a_link(keytier: Run) -> None:
    """Where `-o` names a link, the run is written where it leads, and the link stays."""
    Path("link").symlink_to("real")
    keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "link")
    assert keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "link").code == 2
    assert keytier("run", STARTER, CUSTOMERS, *DAY, "-o", "link", "--force", "-q").code == 0
    assert Path("link").is_symlink()
    assert not Path("real").is_symlink()
    assert {p.name for p in Path().iterdir()} == {"ledger", "link", "real"}


def test_a_run_that_cannot_be_made_leaves_no_folder(keytier: Run) -> None:
    """Folders that were made for a run that failed are gone with it."""
    Path("c.csv").write_text("customer_id\n", encoding="utf-8")
    assert keytier("run", STARTER, "c.csv", *DAY).code == 2
    assert [p.name for p in Path().iterdir()] == ["c.csv"]


def test_force_without_a_place(keytier: Run) -> None:
    """`--force` alone replaces the run under the usual name in place of finding another."""
    keytier("run", STARTER, CUSTOMERS, *DAY)
    keytier("run", STARTER, CUSTOMERS, *DAY, "--limit", "3", "--force")
    assert sorted(p.name for p in Path("runs").iterdir()) == ["ledger", "starter-2026-06-30"]
    stored = json.loads(Path("runs/starter-2026-06-30/manifest.json").read_text())
    assert stored["counts"]["subjects"] == 3


@pytest.mark.parametrize(
    "name", ["my run", "六月 运行", "it's", 'a "b"', "$HOME `x`", "-dash", "plain-客户"]
)
def test_the_next_step_can_be_copied(keytier: Run, name: str) -> None:
    """What stands behind `next:` is a command line that a shell takes as it stands."""
    said = keytier("run", STARTER, CUSTOMERS, *DAY, "-o", f"./{name}" if name[0] == "-" else name)
    typed = said.err.splitlines()[-1].removeprefix("next: ")
    program, *words = shlex.split(typed)
    assert program == "keytier"
    assert keytier(*words).code == 0
    assert ("'" in typed or '"' in typed) == (name not in ("-dash", "plain-客户"))


def test_a_dry_run_promises_no_file(keytier: Run) -> None:
    """A dry run keeps no errors.csv, and does not name one."""
    text = CUSTOMERS.read_text(encoding="utf-8").replace("41000", "some")
    Path("c.csv").write_text(text, encoding="utf-8")
    said = keytier("run", STARTER, "c.csv", *DAY, "--dry-run")
    assert said.code == 3
    assert "1 cell or row could not be used; a run that is kept lists it in errors.csv" in said.err


def test_quiet_keeps_findings(keytier: Run) -> None:
    """`-q` leaves out talk and never a finding: a guessed encoding, rows that belong to nobody."""
    text = CUSTOMERS.read_text(encoding="utf-8-sig").replace("C-1001", "客户")
    Path("c.csv").write_bytes(text.encode("gb18030"))
    said = keytier("run", STARTER, "c.csv", *DAY, "-o", "out", "-q")
    assert "warning[KT305]" in said.err
    assert "written to" not in said.err
    orders = (ROOT / "policies/value-tiers/orders.csv").read_bytes()
    Path("orders.csv").write_bytes(orders + b",1998-01-01,1,1.00\n")
    said = keytier("run", VALUE_TIERS[0], "--table", "orders=orders.csv", *VALUE_TIERS[3:], "-q")
    assert "1 row of `orders` names no customer" in said.err


def test_an_option_of_one_value_is_not_given_twice(keytier: Run) -> None:
    """Of two files for one export the first would be forgotten in silence: it is refused."""
    asked = ("run", STARTER, CUSTOMERS, "--as-of", "2026-06-30", "-o", "out")
    done = keytier(*asked, "--csv", "p.csv", "--csv", "q.csv", "--lang", "en")
    assert (done.code, done.err.splitlines()[0]) == (
        2, "error: `--csv` is given 2 times and takes one value"
    )  # fmt: skip
    assert not Path("out").exists()
    twice = keytier(*asked, "--as-of", "2026-06-29", "--lang", "zh")
    assert (twice.code, "`--as-of` 给了 2 次" in twice.err) == (2, True)


def test_what_is_overlong_is_cut_short_where_it_is_shown(keytier: Run) -> None:
    """A number of many digits in a policy, a long heading of a file: no page full of them."""
    text = STARTER.read_text(encoding="utf-8").replace("at_least: 80", f"at_least: {'9' * 10_000}")
    Path("p.yaml").write_text(text, encoding="utf-8")
    said = keytier("check", "p.yaml", "--lang", "en")
    assert "KT189" in said.out + said.err
    assert len(said.out + said.err) < 1000
    Path("c.csv").write_text("x" * 10_000 + ",b\n1,2\n", encoding="utf-8")
    said = keytier("run", STARTER, "c.csv", *DAY, "--lang", "en")
    assert "the file has `xxx" in said.err
    assert len(said.err) < 2000
