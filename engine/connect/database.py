"""The temporary database of a run: bounded memory, nothing loaded from outside, UTC."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def open_database(work: Path, *, memory: str = "1GB", threads: int = 2) -> Any:
    """A DuckDB connection to a new database file in the folder `work`, which it also spills to."""
    import duckdb

    con = duckdb.connect(
        str(work / "work.duckdb"),
        config={
            "memory_limit": memory,
            "threads": threads,
            "temp_directory": str(work / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET enable_progress_bar = false")
    return con
