"""Columns in memory, as compiled parts take and give them: arrays of numpy, no object a cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.bind.columns import Storage


@dataclass(frozen=True, slots=True)
class Cells:
    """One column of n rows.

    `missing`: n bytes, 1 where the row has nothing, else 0; None where no row lacks anything.
    What lies at a row that is missing means nothing (a text or a list there has length 0).

    | storage | what holds it |
    |---|---|
    | integer | `values`: n integers of 8 bytes |
    | date    | `values`: n integers of 8 bytes, days since 1970-01-01 |
    | boolean | `values`: n bytes, 0 or 1 |
    | text    | `starts` and `raw`, or `values` and `words` |
    | words   | `lists`, and for its elements the same as for a text |

    A text: `raw` is UTF-8 end to end, `starts` (8-byte integers, one more than texts) says where
    each begins and where the last one ends. Or `words` are all there may be, and `values`, 4-byte
    integers, the place of each in them. A list of words: `lists` (8-byte integers, n + 1) says with
    which element each row begins; the elements themselves are never missing.

    All arrays are contiguous, in the order of bytes of this machine.
    """

    storage: Storage
    missing: Any = None
    values: Any = None
    words: tuple[str, ...] | None = None
    starts: Any = None
    raw: Any = None
    lists: Any = None

    @property
    def rows(self) -> int:
        """How many rows there are."""
        if self.storage == "words":
            return len(self.lists) - 1
        return len(self.values) if self.values is not None else len(self.starts) - 1
