"""Where the published schemas and the starter policies lie, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

_ENGINE = Path(__file__).resolve().parent.parent


def place(name: str) -> Path:
    """The folder `schemas` or `policies`: inside the wheel, or at the root of a checkout."""
    inside = _ENGINE / "_data" / name
    return inside if inside.is_dir() else _ENGINE.parent / name
