"""Settings: flag > environment KEYTIER_* > keytier.toml or [tool.keytier] > built in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.atoms.suggest import nearest
from engine.terminal.mistake import Mistake
from engine.terminal.talk import language_of


@dataclass(frozen=True, slots=True)
class Setting:
    """A value, and where it came from: `flag`, a variable's name, a file's name or `built in`."""

    value: str | None
    origin: str


#: name → (value built in, words allowed or None for any)
KNOWN: dict[str, tuple[str | None, tuple[str, ...] | None]] = {
    "lang": (None, ("en", "zh")),
    "format": ("text", None),
    "fail-on": ("error", ("error", "warning")),
    "min-coverage": (None, None),
    "runs": ("runs", None),
    "ledger": (None, None),
}


def variable(name: str) -> str:
    """The environment variable of a setting.

    >>> variable("fail-on")
    'KEYTIER_FAIL_ON'
    """
    return "KEYTIER_" + name.upper().replace("-", "_")


def setting(name: str, flag: str | None = None) -> Setting:
    """The value in force. A word that is not allowed is wrong usage."""
    if flag is not None:
        return Setting(flag, "flag")
    if found := os.environ.get(variable(name)):
        if name == "lang":  # read as LANG is: any locale will do
            found = language_of(found)
        return _allowed(name, Setting(found, variable(name)))
    origin, table = from_file(Path.cwd())
    if name in table:
        return _allowed(name, Setting(str(table[name]), origin))
    return Setting(KNOWN[name][0], "built in")


def _allowed(name: str, got: Setting) -> Setting:
    allowed = KNOWN[name][1]
    if allowed is not None and got.value not in allowed:
        raise Mistake("setting.word", name=name, value=got.value, origin=got.origin,
                      allowed=", ".join(allowed))  # fmt: skip
    return got


@lru_cache
def from_file(start: Path) -> tuple[str, Mapping[str, Any]]:
    """The nearest `keytier.toml`, or `pyproject.toml` with `[tool.keytier]`, upward of `start`."""
    for folder in (start, *start.parents):
        own, shared = folder / "keytier.toml", folder / "pyproject.toml"
        if own.is_file():
            return _vetted(own, _read(own))
        if shared.is_file():
            table = _read(shared).get("tool", {}).get("keytier")
            if table is not None:
                return _vetted(shared, table)
    return "", {}


def _read(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise Mistake("setting.unreadable", file=file, why=fault) from fault


def _vetted(file: Path, table: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    for key in table:
        if key not in KNOWN:
            near = nearest(key, KNOWN)
            if near is not None:
                raise Mistake("setting.unknown.near", key=key, file=file, near=near)
            raise Mistake("setting.unknown", key=key, file=file, known=", ".join(KNOWN))
    return str(file), table
