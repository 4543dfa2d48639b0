"""The record of one customer, from rows as any evaluator gives them: the witness of `many.py`."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from engine.bind.contract import Column
from engine.ledger.manifest import OUTCOMES
from engine.ledger.seal.layout import VERSION, Layout, bits

Row = Mapping[str, Any]


def inputs_digest(layout: Layout, row: Row, salt: bytes) -> bytes:
    """H_in of a row of the snapshot (integers at scale, days as numbers, lists of words)."""
    numbers, texts = canonical_inputs(layout.inputs, row)
    return sha256(salt + numbers + texts).digest()


def canonical_inputs(columns: tuple[Column, ...], row: Row) -> tuple[bytes, bytes]:
    """The numbers and the texts of a row, as `layout.py` says."""
    values: list[Any] = []
    texts = []
    for column in columns:
        value = row[column.name]
        if value is not None and column.storage in ("text", "words"):
            text = netstrings(value) if column.storage == "words" else value.encode()
            texts.append(text)
            value = len(text)
        values.append(value)
    return _missing(values) + _whole(f">{len(values)}q", values), b"".join(texts)


def netstrings(words: Any) -> bytes:
    """`length:word` of each, end to end.

    >>> netstrings(["a", "bc"])
    b'1:a2:bc'
    """
    return b"".join(b"%d:%b" % (len(w.encode()), w.encode()) for w in words)


def record_of(layout: Layout, index: int, decision: Row, h_in: bytes) -> bytes:
    """The record of a decision. ValueError where it holds a word that the layout does not know."""
    tier = decision["tier"]
    values = [
        (1 + c.words.index(value) if c.words and value is not None else value)
        for c, value in ((c, decision[c.name]) for c in layout.cells)
    ]
    head = [
        bytes([VERSION]),
        index.to_bytes(8, "big"),
        bytes([1 + OUTCOMES.index(decision["outcome"])]),
        (0 if tier is None else 1 + layout.tiers.index(tier)).to_bytes(2, "big"),
        _missing(values),
    ]
    return b"".join([*head, _whole(layout.form, values), h_in])


def _missing(values: Sequence[Any]) -> bytes:
    size = bits(len(values))
    if None not in values:
        return bytes(size)
    mask = int(bytes([48 + (v is None) for v in values]), 2)  # the digits 0 and 1
    return (mask << 8 * size - len(values)).to_bytes(size, "big")


def _whole(form: str, values: Sequence[Any]) -> bytes:
    """Integers, two's complement; 0 where there is none."""
    try:
        return struct.pack(form, *[v or 0 for v in values])
    except struct.error:
        raise ValueError("integers that fit") from None


def told(layout: Layout, record: bytes) -> dict[str, Any]:
    """What a record says, by name: the reverse of `record_of`. ValueError where it is none."""
    size = bits(len(layout.cells))
    if len(record) != layout.width or record[0] != VERSION:
        raise ValueError("no record of this layout")
    found: dict[str, Any] = {"index": int.from_bytes(record[1:9], "big")}
    found["outcome"] = OUTCOMES[record[9] - 1]
    tier = int.from_bytes(record[10:12], "big")
    found["tier"] = layout.tiers[tier - 1] if tier else None
    mask, at = record[12 : 12 + size], 12 + size
    for k, cell in enumerate(layout.cells):
        value: Any = int.from_bytes(record[at : at + cell.width], "big", signed=True)
        at += cell.width
        if mask[k // 8] >> (7 - k % 8) & 1:
            value = None
        elif cell.words:
            value = cell.words[value - 1]
        found[cell.name] = value
    return found | {"inputs": record[at:].hex()}
