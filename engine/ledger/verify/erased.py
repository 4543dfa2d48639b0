"""What the ledger says of those who were erased from a run."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, Final

from engine.ledger.events import Log
from engine.ledger.verify.sealed import Sealed, broken_seal

ERASURE: Final = "erasure"


def before_erasures(sealed: Sealed, log: Log, withdrawn: Set[Any]) -> str:
    """The manifest with which the run was entered. Raises BrokenRecord where the ledger says that
    somebody was erased from the run as it is, or where an erasure of it is not in the ledger."""
    found = str(sealed.checkpoint.more["manifest"])
    erasures = {n: e for n, e in enumerate(log.events)
                if e.get("event") == ERASURE and n not in withdrawn}  # fmt: skip
    for n, event in erasures.items():
        if event.get("former") == found:
            raise broken_seal(
                sealed.folder,
                (f"the erasure of event {n}", f"第 {n} 号事件的擦除"),
                ("was not carried out, or undone: erase again", "未执行或被还原：请重新擦除"),
            )
    formers = {e.get("manifest"): e.get("former") for e in erasures.values()}
    for _ in erasures:
        found = str(formers.get(found, found))
    return found
