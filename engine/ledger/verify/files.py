"""The files of a sealed run: each is there and is what was sealed, and no other is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from engine.atoms.codes import Both
from engine.atoms.digest import sha256, sha256_file
from engine.ledger.manifest import EXTENDS, Manifest, Part
from engine.ledger.manifest import NAME as MANIFEST
from engine.ledger.seal import salt
from engine.ledger.seal.checkpoint import NAME
from engine.ledger.seal.hashing import groups_in
from engine.ledger.seal.kept import FOLDER
from engine.ledger.seal.sealing import RECORD, TILES
from engine.ledger.seal.tree import HASH, root_of
from engine.ledger.verify.sealed import CHANGED, GONE, Sealed, broken_seal, read_sealed

_STRANGE: Final[Both] = ("was not there when it was sealed", "封存时并不存在")


def hold_root(sealed: Sealed) -> None:
    """The tiles are those that were sealed, and lead to the root."""
    tops, rows = b"", 0
    assert sealed.manifest.sealed is not None
    for number, digest in enumerate(sealed.manifest.sealed["tiles"]):
        tile = read_sealed(sealed.folder, f"{TILES}/{number:05d}")
        if sha256(tile) != digest:
            raise broken_seal(sealed.folder, f"{TILES}/{number:05d}", CHANGED)
        size = sealed.size(number)
        top = root_of(groups_in(tile, size))
        if top != tile[:HASH]:
            raise broken_seal(sealed.folder, f"{TILES}/{number:05d}", CHANGED)
        tops += top
        rows += size
    if rows != sealed.rows or root_of(tops) != sealed.checkpoint.root:
        raise broken_seal(sealed.folder, ("the root", "根"), CHANGED)


def salt_files(m: Manifest) -> list[str]:
    """What the salts of a run lie in."""
    if m.erased is None:
        return [salt.NAME]
    return [f"{FOLDER}/{n:05d}" for n in range(len(m.decisions))]


def hold_files(sealed: Sealed) -> None:
    """The files beside the chunks are what was sealed; those of the chunks are there, and no
    other is."""
    folder, m = sealed.folder, sealed.manifest
    small = {"policy.yaml": m.policy["digest"]}
    if "extends" in m.policy:
        small[EXTENDS] = m.policy["extends"]
    for name, digest in small.items():
        if sha256(read_sealed(folder, name)) != digest:
            raise broken_seal(folder, name, CHANGED)
    for name, digest in (("plan.json", m.plan), ("facts.json", m.facts)):
        raw = read_sealed(folder, name)
        if raw[-1:] != b"\n" or sha256(raw[:-1]) != digest:
            raise broken_seal(folder, name, CHANGED)
    errors = () if m.errors is None else (m.errors,)
    parts = (*m.inputs, *m.decisions, *errors)
    for part in parts:
        if not (folder / part.file).is_file():
            raise broken_seal(folder, part.file, GONE)
    _hold(sealed, errors)
    tiles = {f"{TILES}/{n:05d}" for n in range(len(m.decisions))}
    there = {"plan.json", "facts.json", MANIFEST, NAME, RECORD, *salt_files(m), *small, *tiles,
             *(p.file for p in parts)}  # fmt: skip
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
    for name in sorted(found - there):
        raise broken_seal(folder, name, _STRANGE)


def hold_digests(sealed: Sealed, progress: Callable[[int, int], None]) -> None:
    """The files of the chunks are what was sealed: all that can be said without their salts."""
    m, done = sealed.manifest, 0
    for pair in zip(m.inputs, m.decisions, strict=True):
        _hold(sealed, pair)
        done += pair[0].rows
        progress(done, sealed.rows)


def _hold(sealed: Sealed, parts: Iterable[Part]) -> None:
    for part in parts:
        if sha256_file(sealed.folder / part.file) != part.digest:
            raise broken_seal(sealed.folder, part.file, CHANGED)
