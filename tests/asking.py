"""What a run is asked for, from a policy that has to be sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.author.opening import load_source
from engine.check import inspect
from engine.connect.sources import Data
from engine.ledger.run import Asked


def asked_of(file: Path, data: Data | None, as_of: int, **more: Any) -> Asked:
    """A run by the policy in a file; what is wrong with it fails the test in its own words."""
    source = load_source(file)
    bound, found = inspect(source)
    assert bound is not None, found
    return Asked(source, bound, data, as_of, **more)


def asked_by(text: str, folder: Path, data: Data | None, as_of: int, **more: Any) -> Asked:
    """A run by this text, which is written into the folder as `policy.yaml`."""
    file = folder / "policy.yaml"
    file.write_text(text, encoding="utf-8")
    return asked_of(file, data, as_of, **more)
