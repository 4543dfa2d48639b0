"""The record of one customer, worked out by hand."""

from __future__ import annotations

import struct
from hashlib import sha256, shake_256

import pytest

from engine.bind.contract import Column
from engine.ledger.seal.layout import Cell, Layout, layout_from
from engine.ledger.seal.row import inputs_digest, record_of, told
from engine.ledger.seal.salt import salts_of_rows

LAYOUT = Layout(
    ("key", "other"),
    (Cell("score", 8), Cell("csat.hit", 1), Cell("late.answer", 1, ("no", "yes"))),
    (
        Column("id", "text"), Column("csat", "integer", 2), Column("since", "date"),
        Column("listed", "boolean"), Column("region", "text"), Column("errors", "words"),
    ),
)  # fmt: skip
ROW = {
    "id": "c1", "csat": -5, "since": 10, "listed": None, "region": "东", "errors": ["a.b", "c"],
}  # fmt: skip
DECISION = {
    "id": "c1", "outcome": "refer", "tier": "other", "score": -1, "csat.hit": None,
    "late.answer": "yes",
}  # fmt: skip
#: Bit 4 of 6 is set: `listed` is empty.
NUMBERS = bytes([0b00010000]) + struct.pack(">6q", 2, -5, 10, 0, 3, 8)
TEXTS = "c1东3:a.b1:c".encode()


def test_inputs_are_hashed_under_a_salt_of_their_own() -> None:
    """H_in is over salt, emptiness, numbers and lengths, then the texts end to end; the salts of
    256 rows come from the key and their ids at once, and the next 256 have others."""
    ids = ["c1", "东", *(f"x{n}" for n in range(300))]
    said = [struct.pack(">I", len(i.encode())) + i.encode() for i in ids]
    salts = salts_of_rows(b"k" * 32, ids)
    salt = salts[0]
    raw = [shake_256(b"k" * 32 + b"".join(g)).digest(len(g) * 32) for g in (said[:256], said[256:])]
    assert b"".join(salts) == b"".join(raw)
    assert len(set(salts)) == len(ids)
    assert inputs_digest(LAYOUT, ROW, salt) == sha256(salt + NUMBERS + TEXTS).digest()


def test_a_record_is_fixed_width_and_big_endian() -> None:
    """Version, index, outcome, tier, emptiness, cells, H_in stand where the layout says."""
    h_in = bytes(range(32))
    record = record_of(LAYOUT, 258, DECISION, h_in)
    head = bytes([1]) + struct.pack(">Q", 258) + bytes([2, 0, 2, 0b01000000])
    assert record == head + struct.pack(">qbb", -1, 0, 2) + h_in
    assert len(record) == LAYOUT.width
    assert told(LAYOUT, record) == {
        "index": 258, "outcome": "refer", "tier": "other", "score": -1, "csat.hit": None,
        "late.answer": "yes", "inputs": h_in.hex(),
    }  # fmt: skip


def test_a_word_that_nobody_knows_is_never_written_as_another() -> None:
    """A tier or word outside the layout, and a record of another width, are refused."""
    for changed in ({"tier": "gone"}, {"late.answer": "maybe"}, {"outcome": "won"}):
        with pytest.raises(ValueError):
            record_of(LAYOUT, 0, DECISION | changed, bytes(32))
    with pytest.raises(ValueError):
        told(LAYOUT, bytes(LAYOUT.width))


def test_a_layout_is_read_back_as_it_was() -> None:
    """A stored layout has the digest of the one that was stored; another version is refused."""
    assert layout_from(LAYOUT.to_json()).digest == LAYOUT.digest
    for changed in ({"record": 2}, {"outcomes": ["decided"]}, {"tiers": [1]}):
        with pytest.raises((ValueError, TypeError)):
            layout_from(LAYOUT.to_json() | changed)
