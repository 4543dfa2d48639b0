"""Which policy files a command line means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.terminal.mistake import Mistake

_NAMES = ("policy.yaml", "policy.yml")
_ENDS = (".policy.yaml", ".policy.yml")


def policies(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those found in the folders named, each once, in order.

    In a folder, `policy.yaml` and `*.policy.yaml` at any depth; hidden folders and run
    directories are passed over. None found is wrong usage.
    """
    found: dict[Path, None] = {}
    for path in paths or (Path(),):
        if path.is_dir():
            here = sorted(_inside(path))
            if not here:
                raise Mistake("paths.none", folder=path)
            found.update(dict.fromkeys(here))
        elif path.exists():
            found[path] = None
        else:
            raise Mistake("paths.absent", path=path)
    return list(found)


def _inside(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith(".") or entry.name in ("node_modules", "__pycache__"):
            continue
        if entry.is_dir() and not entry.is_symlink():
            if not (entry / "manifest.json").exists():  # a run directory holds a copy
                yield from _inside(entry)
        elif entry.name in _NAMES or entry.name.endswith(_ENDS):
            yield entry
