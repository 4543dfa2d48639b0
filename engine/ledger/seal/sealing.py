"""Sealing a run while it is written: leaves to tiles, tiles to a root, the root signed."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.atoms.dates import from_day
from engine.atoms.digest import sha256
from engine.bind.bound import BoundPolicy
from engine.compile.plan import Plan
from engine.ledger.manifest import CHUNK
from engine.ledger.seal import salt
from engine.ledger.seal.checkpoint import NAME, Checkpoint
from engine.ledger.seal.hashing import Hasher, Job, groups_in, helpers, tile_file
from engine.ledger.seal.home import Home
from engine.ledger.seal.kernel import kernel
from engine.ledger.seal.layout import layout_of
from engine.ledger.seal.tree import root_of

if TYPE_CHECKING:
    from engine.connect.arrow import Frame
    from engine.connect.columnar import Cells

RECORD: Final = "record.json"
TILES: Final = "tiles"


@dataclass(frozen=True, slots=True)
class Sealing:
    """Seal a run with the keys of `home`, and enter it into the ledger at `ledger`; `approved` are
    the events in it that approve the policy, where the run asked for them."""

    home: Home
    ledger: Path
    approved: tuple[int, ...] = ()


class Sealer:
    """Hashes the chunks of one run as they are written, then signs its head."""

    def __init__(self, home: Home, bound: BoundPolicy, plan: Plan, folder: Path, rows: int) -> None:
        self._home, self._plan, self._folder, self._rows = home, plan, folder, rows
        self._origin = f"keytier/run/{bound.policy.id}/{from_day(plan.as_of).isoformat()}"
        self._layout = layout_of(plan, [t.id for t in bound.tiers])
        self._key = salt.salt_key(home.secret, plan.digest)
        workers = helpers(rows)
        if workers and kernel() is not None:  # then whoever wrote a chunk hashes it
            workers = 0
        self._hasher = Hasher(self._layout, self._key, workers)
        self._tiles: dict[int, Future[bytes]] = {}
        self.root = b""
        (folder / TILES).mkdir()

    @property
    def record(self) -> str:
        """The digest of the layout of records."""
        return self._layout.digest

    @property
    def key(self) -> bytes:
        """The salt key of the run."""
        return self._key

    def tile(self, given: Frame, made: Mapping[str, Cells], first: int) -> bytes:
        """The tile file of a chunk that is being written: its inputs, as `query_in_memory` asks for
        them, and its decisions; `first` is the index of its first customer."""
        from engine.ledger.seal.in_memory import leaves_in_memory

        return tile_file(leaves_in_memory(self._layout, given, made, first, self._key))

    def chunk(
        self, con: Any, number: int, first: int, rows: int, tile: bytes | None = None
    ) -> Future[bytes]:
        """Takes a chunk whose two files are written; its tile file, when that is there. `tile`:
        it is known already."""
        if tile is not None:
            self._tiles[number] = known = Future[bytes]()
            known.set_result(tile)
            return known
        inputs, decisions = (
            self._folder / kind / f"{number:05d}.parquet" for kind in ("inputs", "decisions")
        )
        job = Job(str(inputs), str(decisions), first, rows)
        self._tiles[number] = self._hasher.submit(con, job)
        return self._tiles[number]

    def tiles(self) -> dict[str, Any]:
        """Writes record and tiles when all chunks are hashed; what the manifest says of them."""
        (self._folder / RECORD).write_bytes(self._layout.canonical + b"\n")
        digests, groups = [], b""
        for number in sorted(self._tiles):
            tile = self._tiles[number].result()
            (self._folder / TILES / f"{number:05d}").write_bytes(tile)
            digests.append(sha256(tile))
            groups += groups_in(tile, min(CHUNK, self._rows - number * CHUNK))
        self.root = root_of(groups)
        sealed = salt.seal_salt(self._home.secret, self._plan.digest, self._key)
        (self._folder / salt.NAME).write_text(sealed, encoding="ascii")
        return {"record": self._layout.digest, "tiles": digests}

    def sign(self, manifest: bytes) -> Checkpoint:
        """Writes the signed head, which vouches for the manifest's bytes."""
        signer = self._home.signer
        more = {
            "manifest": sha256(manifest),
            "record": self._layout.digest,
            "tiers": " ".join(self._layout.tiers),
            "key": signer.verifier.text,
        }
        checkpoint = Checkpoint(self._origin, self._rows, self.root, more)
        (self._folder / NAME).write_text(signer.sign(checkpoint.text), encoding="utf-8")
        return checkpoint

    def close(self) -> None:
        """Ends the processes that hash, where there are any."""
        self._hasher.close()


def event_of(checkpoint: Checkpoint, target: Path, policy: Mapping[str, str]) -> dict[str, Any]:
    """What the ledger says of a sealed run."""
    return {
        "event": "run",
        "run": target.name,
        "origin": checkpoint.origin,
        "rows": checkpoint.size,
        "root": checkpoint.root.hex(),
        "manifest": checkpoint.more["manifest"],
        "policy": {"id": policy["id"], "version": policy["version"], "digest": policy["digest"]},
    }
