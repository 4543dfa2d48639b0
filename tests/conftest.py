"""Options and fixtures that every test may use."""

from __future__ import annotations

import atexit
import os
import shutil
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


def _own_keys() -> None:
    """Runs of tests are sealed with keys of their own, which are there before the first, and not
    with those of whoever tests."""
    from engine.ledger.seal.home import make_home

    folder = tempfile.mkdtemp(prefix="keytier-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["KEYTIER_HOME"] = folder
    make_home()


_own_keys()


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
