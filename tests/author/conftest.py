"""Both YAML parsers: what is read must not depend on how PyYAML was built."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
import yaml

from engine.author import read

PARSERS: dict[str, Any] = {"pure": yaml.Loader}
if yaml.__with_libyaml__:
    PARSERS["libyaml"] = import_module("yaml.cyaml").CParser


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Runs a test with each of PyYAML's parsers."""
    monkeypatch.setattr(read, "PARSER", PARSERS[request.param])
    return str(request.param)
