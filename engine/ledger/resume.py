"""What a run that was killed had finished, for the run that takes its place.

While a run is written, its folder holds a journal: a line on what decides its chunks (`Basis`), and
a line for each chunk whose files are whole, with their digests. The next run into the same place
writes the inputs of every chunk anew; where these are byte for byte what they were, on the same
basis, and the decisions still have their digest, the decisions are taken and not made again.

Nothing is believed that is not hashed again, so the journal need not be on the disk before the
files are. Each line is authenticated under a key that follows from the secret of whoever seals, so
that nobody else can lay decisions where the next run finds and signs them.
"""

from __future__ import annotations

import hmac
import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Final

from engine.atoms.digest import canonical_json, sha256, sha256_file
from engine.ledger.manifest import Part

NAME: Final = ".chunks"
_MAC: Final = 64  # hexadecimal digits
Lines = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Basis:
    """What besides its inputs decides the decisions of a chunk, and the bytes of its files: the
    plan's digest and the versions that wrote them; `record` is the digest of the layout of
    records, None in a run that is not sealed."""

    plan: str
    keytier: str
    duckdb: str
    record: str | None = None


class Journal:
    """The journal of the run in `folder`, and what those of `left`, folders of the dead, offer."""

    def __init__(
        self, folder: Path, basis: Basis, key: bytes = b"", left: Sequence[Path] = ()
    ) -> None:
        self._folder, self._left = folder, left
        self._key = hmac.digest(key or b"no seal", canonical_json(asdict(basis)), "sha256")
        self._alone = Lock()
        self._file = (folder / NAME).open("wb")
        self._offered: dict[int, tuple[Path, Mapping[str, Any]]] = {}
        #: How many customers' decisions were taken over.
        self.kept = 0
        for one in left:
            for number, told in _read(one / NAME, self._key).items():
                if (one / file_name(number)).is_file():
                    self._offered.setdefault(number, (one, told))

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the journal: whatever happens, nothing of the dead is left, nor of this one."""
        with self._alone:
            self._file.close()
        (self._folder / NAME).unlink(missing_ok=True)
        for one in self._left:
            shutil.rmtree(one, ignore_errors=True)

    def offers(self, inputs: Sequence[Part]) -> bool:
        """Whether the decisions on all these inputs are known."""
        return all(self._offer(part) is not None for part in inputs)

    def take(self, inputs: Part) -> Part | None:
        """The decisions on these inputs, whose file stands in this run now; None where it is not
        what it was."""
        offer = self._offer(inputs)
        if offer is None:
            return None
        place, told = offer
        part = replace(inputs, file=file_name(number_of(inputs)), digest=told["decisions"])
        target = self._folder / part.file
        try:
            (place / part.file).replace(target)
            if sha256_file(target) != part.digest:
                return None
        except OSError:
            return None
        with self._alone:
            self.kept += part.rows
        return part

    def tile(self, inputs: Part) -> bytes | None:
        """The tile file of decisions that were taken; None where it is not what it was."""
        offer = self._offer(inputs)
        if offer is None or "tile" not in offer[1]:
            return None
        place, told = offer
        try:
            found = (place / tile_name(number_of(inputs))).read_bytes()
        except OSError:
            return None
        return found if sha256(found) == told["tile"] else None

    def finished(self, inputs: Part, decisions: Part) -> None:
        """Says that both files of a chunk are whole."""
        self._say(number_of(inputs), {"inputs": inputs.digest, "decisions": decisions.digest})

    def hashed(self, number: int, tile: bytes) -> None:
        """Writes the tile file of a chunk and says so. A disk that refuses is not heard here: the
        run writes its tiles once more."""
        line = canonical_json({"chunk": number, "tile": sha256(tile)})
        with suppress(OSError), self._alone:
            if not self._file.closed:
                (self._folder / tile_name(number)).write_bytes(tile)
                self._write(line)

    def _offer(self, inputs: Part) -> tuple[Path, Mapping[str, Any]] | None:
        offer = self._offered.get(number_of(inputs))
        if offer is None or offer[1].get("inputs") != inputs.digest:
            return None
        return offer

    def _say(self, number: int, told: dict[str, Any]) -> None:
        line = canonical_json({"chunk": number, **told})
        with self._alone:
            self._write(line)

    def _write(self, line: bytes) -> None:
        self._file.write(_mac(self._key, line) + line + b"\n")
        self._file.flush()


def number_of(part: Part) -> int:
    """The number of the chunk whose file this is.

    >>> number_of(Part("inputs/00012.parquet", 65536, "sha256:…"))
    12
    """
    return int(Path(part.file).stem)


def file_name(number: int) -> str:
    """The decisions of a chunk, inside the run.

    >>> file_name(12)
    'decisions/00012.parquet'
    """
    return f"decisions/{number:05d}.parquet"


def tile_name(number: int) -> str:
    """The tile file of a chunk, inside the run.

    >>> tile_name(12)
    'tiles/00012'
    """
    return f"tiles/{number:05d}"


def _read(file: Path, key: bytes) -> Lines:
    """What a journal says of each chunk, up to the first line that is not one of this key: another
    basis, or the line at which the run died."""
    found: dict[int, dict[str, Any]] = {}
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        return found
    for line in lines:
        mac, told = line[:_MAC], line[_MAC:]
        if not hmac.compare_digest(mac, _mac(key, told)):
            break
        known = json.loads(told)
        found.setdefault(known.pop("chunk"), {}).update(known)
    return found


def _mac(key: bytes, line: bytes) -> bytes:
    return hmac.digest(key, line, "sha256").hex().encode()
