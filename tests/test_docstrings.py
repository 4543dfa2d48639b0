"""Every example in a docstring of `engine` gives what it shows."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import engine

ROOT = Path(__file__).resolve().parent.parent
MODULES = ["engine", *(m.name for m in pkgutil.walk_packages(engine.__path__, "engine."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of one module run as they stand, from the root of a checkout."""
    monkeypatch.chdir(ROOT)
    module = importlib.import_module(name)
    said: list[str] = []
    runner = doctest.DocTestRunner()
    for example in doctest.DocTestFinder().find(module, name):
        runner.run(example, out=said.append)
    assert "".join(said) == ""


def test_there_are_examples() -> None:
    """The examples are really found."""
    found = doctest.DocTestFinder().find(importlib.import_module("engine.atoms.numbers"))
    assert sum(len(t.examples) for t in found) >= 5
