"""The temporary database of a run: bounded memory, nothing loaded from outside, UTC."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import KeytierError, RunError
from engine.atoms.outside import trouble

#: What the database of a run may hold: with the columns of the chunks at hand, and Python itself, a
#: run of any size stays below 1.5 GB.
MEMORY: Final = "900MB"
#: What DuckDB's messages say where the disk, a quota or the size of a file is at its end.
_FULL = ("No space left", "File too large", "Disk quota exceeded", "Could not write all bytes")


def first_edition() -> bool:
    """Whether the installed DuckDB is of version 1, which knows fewer settings and functions."""
    import duckdb

    return duckdb.__version__.startswith("1.")


def open_database(work: Path, *, memory: str = MEMORY, threads: int = 2) -> Any:
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
    if not first_edition():
        # Pages that a query hands back serve the next one: else the kernel clears them anew each
        # time, a tenth of the time of a run. They are taken as they are needed.
        con.execute(f"SET GLOBAL block_allocator_memory = '{memory}'")
    return con


@contextmanager
def database(
    work: Path, target: str | Path | None = None, *, memory: str = MEMORY, former: bool = False
) -> Iterator[Any]:
    """The same, closed at the end, with DuckDB's errors in our words.

    Raises RunError where the disk of `target` (else `work`) is full or memory is, and
    KeyboardInterrupt where Ctrl-C ended a query. `former`: a run stands at `target`, and stays.
    """
    con = open_database(work, memory=memory)
    try:
        with our_words(work if target is None else target, former):
            yield con
    finally:
        con.close()


@contextmanager
def scratch() -> Iterator[tuple[Any, Path]]:
    """A database, and the folder for its files, for as long as the block."""
    with TemporaryDirectory(prefix="keytier-") as folder:
        work = Path(folder)
        try:
            with database(work) as con:
                yield con, work
        except OSError as e:
            if e.filename is not None:
                raise  # it names what could not be read
            raise RunError(trouble(e, work)) from e


def refused(e: Exception) -> bool:
    """Whether DuckDB could not read a file: it is to blame, and not the disk, memory or Ctrl-C."""
    import duckdb

    # DuckDB 1.5 cuts what it says of a cell in the midst of a character, and then cannot say it.
    kinds = (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException,
             UnicodeDecodeError)  # fmt: skip
    return isinstance(e, kinds) and not _full(e)


@contextmanager
def reading(
    target: Path, error: Callable[[], KeytierError], *others: type[Exception]
) -> Iterator[None]:
    """A block that reads a file: where DuckDB cannot, or one of `others` is raised, that is told by
    `error`. A lack of memory and Ctrl-C say nothing of the file: they are told in our words, of
    what stands at `target`."""
    import duckdb

    with our_words(target, former=True):
        try:
            yield
        except (duckdb.InterruptException, duckdb.OutOfMemoryException):
            raise
        except Exception as e:
            if isinstance(e, (duckdb.Error, *others)):
                raise error() from None
            raise


def _full(e: Exception) -> bool:
    return any(words in str(e) for words in _FULL)


@contextmanager
def our_words(target: str | Path, former: bool) -> Iterator[None]:
    """What DuckDB says inside the block, and that memory is lacking, in our words."""
    import duckdb

    try:
        yield
    except (duckdb.InterruptException, RuntimeError) as e:
        # DuckDB answers Ctrl-C itself, in words of its own.
        if isinstance(e, duckdb.InterruptException) or "interrupted" in str(e).lower():
            raise KeyboardInterrupt from e
        raise
    except (duckdb.OutOfMemoryException, MemoryError) as e:
        detail = (str(e) or type(e).__name__).splitlines()[0]
        raise RunError(Diagnostic("KT386", {"detail": detail})) from e
    except duckdb.Error as e:
        if _full(e):
            full = OSError(errno.ENOSPC, "disk full")
            raise RunError(trouble(full, target, former=former)) from e
        if isinstance(e, duckdb.IOException):
            detail = str(e).splitlines()[0]
            raise RunError(trouble(OSError(None, detail), target)) from e
        raise
