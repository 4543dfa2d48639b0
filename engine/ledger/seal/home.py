"""The key folder: the signing key, the secret that salts come from, and the heads that were seen.

It lies outside every run: where `KEYTIER_HOME` says, else in `.keytier` of the user's own folder.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from engine.atoms.diagnostic import Diagnostic, Place
from engine.atoms.errors import RunError, UsageError
from engine.atoms.outside import why_not
from engine.ledger.seal.durable import locked, replace_file, sync
from engine.ledger.seal.note import Signer, read_signer
from engine.ledger.seal.salt import opening_of

T = TypeVar("T")
VARIABLE: Final = "KEYTIER_HOME"
SIGNING: Final = "signing.key"
SECRET: Final = "salt.key"
HEADS: Final = "heads"
PLACES: Final = "places"
LOCK: Final = "lock"
_SECRET: Final = "keytier-salt-1 "
_OPENS: Final = "keytier-opens-1 "


def home_folder() -> Path:
    """Where the keys of whoever runs lie, or will lie."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path.home() / ".keytier"


@dataclass(frozen=True)
class Home:
    """A key folder. `made` says that its keys were made just now."""

    folder: Path
    made: bool = False

    @cached_property
    def signer(self) -> Signer:
        """The signing key. Raises UsageError where the file holds none, or others can read it."""
        return _read(self.folder / SIGNING, read_signer)

    @cached_property
    def secret(self) -> bytes:
        """The secret that salt keys come from (32 bytes)."""
        return _read(self.folder / SECRET, _secret)

    @cached_property
    def openings(self) -> tuple[bytes, ...]:
        """The keys that open the salt keys of runs: that of the secret, then those of former
        secrets, which are kept of them when they go."""
        return (opening_of(self.secret), *_read(self.folder / SECRET, _former))

    def renew_secret(self) -> Home:
        """A new secret in the place of this one, of which only what opens former runs is left: no
        salt follows from that. Raises RunError where it cannot be written."""
        kept = "".join(f"{_OPENS}{opening.hex()}\n" for opening in self.openings)
        try:
            renewed = f"{_SECRET}{secrets.token_hex(32)}\n{kept}"
            replace_file(self.folder / SECRET, renewed.encode(), private=True)
        except OSError as e:
            raise _no_home(self.folder, e) from e
        return Home(self.folder)

    # --- heads that were seen ----------------------------------------------------------------

    def head(self, origin: str) -> str | None:
        """The last checkpoint that was seen of a ledger; None where none was. Raises RunError
        where that cannot be told."""
        return self._kept(self.head_file(origin))

    def remember(self, origin: str, checkpoint: str) -> None:
        """Keeps the checkpoint of a ledger as the last one seen."""
        self._keep(self.head_file(origin), checkpoint)

    def head_file(self, origin: str) -> Path:
        """Where the last checkpoint of a ledger is kept."""
        return self.folder / HEADS / _named(origin)

    def begun_at(self, ledger: Path) -> str | None:
        """The origin of the ledger that was last written to in a folder; None where none was."""
        return self._kept(self._place(ledger))

    def remember_place(self, ledger: Path, origin: str) -> None:
        """Keeps which ledger lies in a folder."""
        if self.begun_at(ledger) != origin:
            self._keep(self._place(ledger), origin)

    def _place(self, ledger: Path) -> Path:
        return self.folder / PLACES / _named(os.path.realpath(ledger))

    def _kept(self, file: Path) -> str | None:
        try:
            return file.read_text("utf-8", errors="replace")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as e:
            raise _no_home(self.folder, e) from e

    def _keep(self, file: Path, text: str) -> None:
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            replace_file(file, text.encode())
        except OSError as e:
            raise _no_home(self.folder, e) from e


def _named(what: str) -> str:
    return sha256(os.fsencode(what)).hexdigest()[:32]


def find_home() -> Home | None:
    """The key folder, where there is one with keys in it."""
    folder = home_folder()
    there = [_is_file(folder / name) for name in (SIGNING, SECRET)]
    if any(there) and not all(there):
        lost = SIGNING if not there[0] else SECRET
        params = {"file": str(folder / lost), "home": str(folder)}
        raise UsageError(Diagnostic("KT701", params, place=Place(str(folder))))
    return Home(folder) if all(there) else None


def make_home() -> Home:
    """The key folder; its keys are made where there are none. Raises RunError where that cannot
    be written, UsageError where one of two keys is lost, or both are of a folder that has seen
    ledgers."""
    folder = home_folder()
    files = folder / SIGNING, folder / SECRET
    if all(map(_is_file, files)):
        return Home(folder)
    new = folder / f"{SECRET}.new"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(folder / LOCK):  # two first runs at once make one pair of keys
            if new.exists() and files[0].exists() and not files[1].exists():
                new.replace(files[1])  # the first run died between the two
            if (found := find_home()) is not None:
                return found
            if (folder / HEADS).exists():
                params = {"home": str(folder)}
                raise UsageError(Diagnostic("KT716", params, place=Place(str(folder))))
            signer = Signer(f"keytier-{secrets.token_hex(4)}", secrets.token_bytes(32))
            replace_file(new, f"{_SECRET}{secrets.token_hex(32)}\n".encode(), private=True)
            replace_file(files[0], f"{signer.text}\n".encode(), private=True)
            new.replace(files[1])
            sync(folder)
    except OSError as e:
        raise _no_home(folder, e) from e
    return Home(folder, True)


def _is_file(path: Path) -> bool:
    """Whether a key is there. Raises RunError where the disk cannot tell: a key made in the place
    of one that is there would be its end."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as e:
        raise _no_home(path.parent, e) from e


def _former(text: str) -> tuple[bytes, ...]:
    lines = text.splitlines()[1:]
    found = tuple(bytes.fromhex(line.removeprefix(_OPENS)) for line in lines)
    if any(not line.startswith(_OPENS) for line in lines) or any(len(k) != 32 for k in found):
        raise ValueError("no secret")
    return found


def _no_home(folder: Path, e: OSError) -> RunError:
    detail, detail_zh = why_not(e)
    params = {"home": str(folder), "detail": detail, "detail_zh": detail_zh}
    return RunError(Diagnostic("KT700", params, place=Place(str(folder))))


def _read(path: Path, read: Callable[[str], T]) -> T:
    place = Place(str(path))
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("utf-8")
    except OSError as e:
        raise _no_home(path.parent, e) from e
    except UnicodeDecodeError:
        raise UsageError(Diagnostic("KT702", {"file": str(path)}, place=place)) from None
    if os.name == "posix" and mode & 0o077:
        params = {"file": str(path), "mode": f"{mode:03o}"}
        raise UsageError(Diagnostic("KT703", params, place=place))
    try:
        return read(text)
    except ValueError:
        raise UsageError(Diagnostic("KT702", {"file": str(path)}, place=place)) from None


def _secret(text: str) -> bytes:
    raw = bytes.fromhex(text.partition("\n")[0].removeprefix(_SECRET).strip())
    if not text.startswith(_SECRET) or len(raw) != 32:
        raise ValueError("no secret")
    return raw
