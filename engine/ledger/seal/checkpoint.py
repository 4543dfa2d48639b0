"""The head of a tree, to be signed: origin, number of leaves, root, and what else it vouches for.

<origin>
<leaves>
<root, base64>
<word> <value>          any number of lines, each word once
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.ledger.seal.note import Note, decoded, read_note

NAME: Final = "checkpoint"
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a signature vouches for. `more` are the further lines, by their first word."""

    origin: str
    size: int
    root: bytes
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text of the note.

        >>> Checkpoint("keytier/x", 0, bytes(32), {"tiers": "a b"}).text.splitlines()[1:4:2]
        ['0', 'tiers a b']
        """
        lines = [self.origin, str(self.size), b64encode(self.root).decode()]
        return "".join(
            f"{line}\n" for line in [*lines, *(f"{k} {v}" for k, v in self.more.items())]
        )


def read_checkpoint(whole: str) -> tuple[Checkpoint, Note]:
    """A checkpoint and its note, whose signatures are still to be checked. ValueError where it is
    none, or is not written as we write it."""
    note = read_note(whole)
    origin, size, root, *rest = note.text.removesuffix("\n").split("\n")
    more = dict(line.split(" ", 1) for line in rest)
    found = Checkpoint(origin, int(size), decoded(root), more)
    if not origin or not _SIZE.fullmatch(size) or len(found.root) != 32 or found.text != note.text:
        raise ValueError("no checkpoint")
    return found, note
