"""Each decision of a stored run beside what it was made from, as SQL expressions ask for it.

Piece by piece, so that memory is bounded by one piece of 65,536 customers; both files of a piece
are first held against their digests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Final

from engine.connect.database import reading
from engine.ledger.broken import broken
from engine.ledger.manifest import CHUNK
from engine.ledger.stored import StoredRun

#: How expressions name the decision's row, and that of the snapshot.
MADE: Final = "d"
GIVEN: Final = "i"
_BATCH: Final = 4096


def paired(
    run: StoredRun, expressions: Sequence[str], parameters: Sequence[Any] = ()
) -> Iterator[tuple[Any, ...]]:
    """What the expressions come to for every customer, by id in byte order.

    An expression reads `d."tier"` of the decision and `i."spend"` of the snapshot, and `n`, the
    customer's number from 0. Raises BrokenRecord where a file is not what the run wrote, or where
    the two do not hold the same customers.
    """
    parts = zip(run.manifest.decisions, run.manifest.inputs, strict=True)
    for number, (made, given) in enumerate(parts):
        same = f"{MADE}.id IS NOT DISTINCT FROM {GIVEN}.id"
        query = (
            f"SELECT {same}, {', '.join(expressions)} FROM "
            f"(SELECT *, {_place(run, number)} AS n FROM "
            f"{run.pieces.relation(made)}) {MADE} POSITIONAL JOIN "
            f"{run.pieces.relation(given)} {GIVEN}"
        )
        con = run.pieces.reader()
        try:
            with reading(run.folder, partial(broken, run.folder, given.file, "unreadable")):
                found = con.execute(query, list(parameters))
                while batch := found.fetchmany(_BATCH):
                    for agrees, *row in batch:
                        if not agrees:
                            raise broken(run.folder, given.file, "contradictory")
                        yield tuple(row)
        finally:
            con.close()


def _place(run: StoredRun, number: int) -> str:
    """SQL for the number of a row in the run; who was erased keeps theirs."""
    row = "row_number() OVER () - 1"
    gaps = sorted(run.manifest.gaps(number))
    moved = [f" + CAST({row} >= {gap - n} AS INTEGER)" for n, gap in enumerate(gaps)]
    return f"{number * CHUNK} + {row}{''.join(moved)}"
