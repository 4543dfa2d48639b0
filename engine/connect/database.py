"""The temporary database of a run: bounded memory, nothing loaded from outside, UTC."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def open_database(work: Path, *, memory: str = "1GB", threads: int = 2) -> Any:
    """A DuckDB connection that holds at most `memory` and spills to the folder `work`.

    In memory and not in a file: DuckDB compresses what it writes to one, which costs more than
    all reading; pages that do not fit are spilled all the same.
    """
    import duckdb

    con = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(work / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    con.execute("SET TimeZone = 'UTC'")
    # It turns a list after IN into a join, and a join does not keep the order of rows.
    con.execute("SET GLOBAL disabled_optimizers = 'in_clause'")
    con.execute("SET enable_progress_bar = false")
    return con
