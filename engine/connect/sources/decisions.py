"""The decisions of a stored run, as rows that another policy reads.

A row is a customer's decision, dated by the as-of day of the run: `id`, `as_of`, and the columns
that hold words, days and truths (`outcome`, `tier`, `segment` …). Numbers stay where they are:
their scales belong to the other policy.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.digest import sha256, sha256_file
from engine.atoms.errors import DataError
from engine.atoms.sql import literal, quoted
from engine.author.read_region import same_version
from engine.connect.sources.opened import Opened, Reading, Scan, Wanted, no_lines, parquet_relation

_NAME: Final = "manifest.json"
_TYPES: Final = ("VARCHAR", "DATE", "BOOLEAN")
DAY: Final = "as_of"


@dataclass(frozen=True, slots=True)
class RunDecisions:
    """Decisions of `policy` at `version`; `digest` is that of the run's manifest."""

    name: str
    headings: tuple[str, ...]
    types: tuple[str, ...]
    relation: str
    policy: str
    version: str
    day: str
    digest: str

    def scan(self, con: Any, wanted: Sequence[Wanted], work: Path) -> Scan:
        options = {"policy": self.policy, "version": self.version, "as_of": self.day}
        return Scan(
            self.relation,
            tuple(quoted(self.headings[w.index]) for w in wanted),
            tuple(self.types[w.index] for w in wanted),
            Reading(self.name, "run", self.digest, options),
            no_lines,
        )


def is_run(path: Path) -> bool:
    """Whether a path is the folder of a run."""
    return path.is_dir() and (path / _NAME).is_file()


def open_run_decisions(con: Any, folder: Path, name: str) -> RunDecisions:
    """Raises DataError for a folder that is not what a run wrote."""
    import duckdb

    try:
        raw = (folder / _NAME).read_bytes()
        said = json.loads(raw)
        policy, version = str(said["policy"]["id"]), str(said["policy"]["version"])
        day = str(said["as_of"])
        files = []
        for part in said["decisions"]:
            file = folder / str(part["file"])
            if (
                folder.resolve() not in file.resolve().parents
                or sha256_file(file) != part["digest"]
            ):
                raise ValueError(part["file"])
            files.append(file)
        if read_date(day) is None or not files:
            raise ValueError("as_of")
        decisions = parquet_relation(*files)
        columns = con.execute(f"SELECT * FROM (DESCRIBE SELECT * FROM {decisions})").fetchall()
    except (OSError, ValueError, KeyError, TypeError, duckdb.Error):
        raise DataError(_other(name, "its files are not what a run wrote",
                               "其中的文件不是运行写下的样子")) from None  # fmt: skip
    shown = [(c[0], c[1]) for c in columns if c[1] in _TYPES]
    names = ", ".join(quoted(n) for n, _ in shown)
    relation = f"(SELECT {names}, DATE {literal(day)} AS {DAY} FROM {decisions})"
    headings, types = (*(n for n, _ in shown), DAY), (*(t for _, t in shown), "DATE")
    return RunDecisions(name, headings, types, relation, policy, version, day, sha256(raw))


def vouch_for(opened: Opened, decides: tuple[str, str] | None) -> None:
    """Raises DataError where a table asks for the decisions of one policy and is given something
    else, or is given a run and asks for none."""
    if decides is None:
        if isinstance(opened, RunDecisions):
            raise DataError(_other(
                opened.name, "a table that reads a run says `from: decision:policy@version`",
                "读取运行结果的明细表要写 `from: decision:政策@版本`",
            ))  # fmt: skip
        return
    wanted = "@".join(decides)
    if not isinstance(opened, RunDecisions):
        raise DataError(_other(opened.name, f"the folder of a run of `{wanted}` is asked for",
                               f"这里需要 `{wanted}` 的运行文件夹"))  # fmt: skip
    if opened.policy != decides[0] or not same_version(opened.version, decides[1]):
        found = f"{opened.policy}@{opened.version}"
        raise DataError(_other(opened.name, f"it is a run of `{found}`, not of `{wanted}`",
                               f"它是 `{found}` 的运行，而不是 `{wanted}` 的"))  # fmt: skip


def _other(name: str, what: str, what_zh: str) -> Diagnostic:
    params = {"name": name, "what": what, "what_zh": what_zh}
    return Diagnostic("KT336", params, place=Place(name))
