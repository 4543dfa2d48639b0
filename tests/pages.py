"""The pages of Parquet files, decompressed: what stands in a file and not only what a reader tells.

A column read back holds the values of its rows. A page may hold more: a dictionary with words of
which no row is left, or bytes behind the last value.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb


def pages(file: Path) -> list[bytes]:
    """Every page of a file that is compressed by snappy or not at all, dictionaries too."""
    raw = file.read_bytes()
    chunks = duckdb.sql(
        "SELECT coalesce(least(dictionary_page_offset, data_page_offset), data_page_offset), "
        f"total_compressed_size, num_values, compression FROM parquet_metadata('{file}')"
    ).fetchall()
    found = []
    for at, size, values, codec in chunks:
        end, left = at + size, values
        while at < end:
            header, at = _struct(raw, at)
            compressed, whole = header[3], header[2]
            body = raw[at : at + compressed]
            at += compressed
            levels = 0
            if header[1] == 3:  # of a page of version 2, levels are not compressed
                levels = header[8][5] + header[8][6]
                if header[8].get(7, True) is False:
                    codec = "UNCOMPRESSED"
            left -= 0 if header[1] == 2 else header[8 if header[1] == 3 else 5][1]
            plain = body[:levels] + _plain(codec, body[levels:])
            assert len(plain) == whole, (file, header)
            found.append(plain)
        assert (at, left) == (end, 0)
    return found


def _plain(codec: str, body: bytes) -> bytes:
    if codec == "UNCOMPRESSED" or not body:
        return body
    assert codec == "SNAPPY", codec
    return snappy(body)


def snappy(body: bytes) -> bytes:
    """A block of snappy, decompressed.

    >>> snappy(b"\\x0b\\x04ab" + b"\\x11\\x02" + b"\\x00!")
    b'ababababab!'
    """
    size, at = _varint(body, 0)
    found = bytearray()
    while at < len(body):
        tag, at = body[at], at + 1
        kind, length = tag & 3, tag >> 2
        if kind == 0:
            if length >= 60:
                more = length - 59
                length, at = int.from_bytes(body[at : at + more], "little"), at + more
            found += body[at : at + length + 1]
            at += length + 1
            continue
        if kind == 1:
            back, length = (tag >> 5) << 8 | body[at], length & 7
            length, at = length + 4, at + 1
        else:
            width = 2 * (kind - 1)
            back, length = int.from_bytes(body[at : at + width], "little"), length + 1
            at += width
        for _ in range(length):
            found.append(found[-back])
    assert len(found) == size
    return bytes(found)


# --- Thrift's compact protocol, as far as headers of pages have it --------------------------------


def _varint(raw: bytes, at: int) -> tuple[int, int]:
    found = shift = 0
    while True:
        byte, at = raw[at], at + 1
        found |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return found, at


def _zigzag(raw: bytes, at: int) -> tuple[int, int]:
    found, at = _varint(raw, at)
    return found >> 1 ^ -(found & 1), at


def _struct(raw: bytes, at: int) -> tuple[dict[int, Any], int]:
    """The fields of a struct, by number."""
    found: dict[int, Any] = {}
    number = 0
    while raw[at]:
        kind, step = raw[at] & 15, raw[at] >> 4
        at += 1
        if step:
            number += step
        else:
            number, at = _zigzag(raw, at)
        if kind in (1, 2):
            found[number] = kind == 1
        elif kind in (4, 5, 6):
            found[number], at = _zigzag(raw, at)
        elif kind == 8:
            size, at = _varint(raw, at)
            found[number], at = raw[at : at + size], at + size
        else:
            assert kind == 12, kind
            found[number], at = _struct(raw, at)
    return found, at + 1
