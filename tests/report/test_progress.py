"""The bar: only where it is wanted, only when work is long, and gone afterwards."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from engine.report import progress
from engine.report.progress import Bar

ROOT = Path(__file__).resolve().parent.parent.parent


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_screen(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error is a terminal from here on."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return made


def test_long_work_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once its time has come the bar shows the stage in words and the share done."""
    screen = on_screen(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with Bar(lambda stage: f"评定 {stage}", wanted=True) as bar:
        bar.timer.join()
        bar("deciding", 1, 4)
        bar.rich.refresh()
    assert "评定 deciding" in screen.getvalue()
    assert "25%" in screen.getvalue()


def test_short_or_unwanted_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends in time, or is not wanted, draws nothing."""
    screen = on_screen(monkeypatch)
    with Bar(str, wanted=True) as bar:
        bar("deciding", 1, 4)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    with Bar(str, wanted=False) as bar:
        bar("deciding", 1, 4)
    assert screen.getvalue() == ""


def test_rich_is_loaded_only_when_drawn() -> None:
    """A short run never pays for the bar."""
    code = (
        "import sys; from engine.report.progress import Bar\n"
        "with Bar(str, True) as b: b('x', 1, 2)\n"
        "print('rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "False\n"
