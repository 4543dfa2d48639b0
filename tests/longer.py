"""How much the tests draw at random: `make longer` draws ten times as much as a day's run."""

from __future__ import annotations

import os

_TIMES = int(os.environ.get("KEYTIER_TEST_TIMES", "1"))


def times(everyday: int) -> int:
    """So many draws, or many times that where somebody has the time."""
    return everyday * _TIMES
