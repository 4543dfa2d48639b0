"""The compiled parts, which a machine may lack (`hatch_build.py`), or which are turned off."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, Final

VARIABLE: Final = "KEYTIER_NO_KERNEL"


def compiled(module: str) -> Any:
    """A compiled module by its whole name; None where there is none, and where all are turned off.

    >>> compiled("engine.atoms._no_such_module") is None
    True
    """
    if os.environ.get(VARIABLE):
        return None
    try:
        return import_module(module)
    except ImportError:
        return None
