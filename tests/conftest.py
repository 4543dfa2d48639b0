"""Options and fixtures that every test may use."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A test says what is true, not how fast a machine is: no deadline, on no machine.
settings.register_profile("keytier", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("keytier")

# Before anything brings numpy in: its threads only wait for each other where every core is busy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


# The keys of tests lie in a folder of their own, and are the same in every process of a test run.
_KEYS = Path(tempfile.gettempdir()) / f"keytier-tests-{os.getuid() if os.name == 'posix' else 0}"
os.environ["KEYTIER_HOME"] = str(_KEYS)


def _keys() -> None:
    from engine.ledger.seal.home import make_home

    make_home()


_keys()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="write the golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file; with `--golden-update` write the file instead."""
    update = bool(request.config.getoption("--golden-update"))

    def same(file: Path, text: str) -> None:
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        expected = file.read_bytes().decode() if file.exists() else f"(no {file.name})"
        assert text == expected

    return same
