"""Whatever is changed in a sealed run or its ledger is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.longer import times
from tests.tampering import CHANGES, campaign, seal


def test_changes_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many random changes none is missed; a rewrite that is signed again shows only in a head
    that is kept elsewhere."""
    monkeypatch.setenv("KEYTIER_HOME", "")  # put back afterwards
    found, missed = campaign(seal(tmp_path), times(500), 20_261_122)
    assert missed == []
    kinds = {told.split()[0] for told in found}
    assert kinds == {change.__name__ for _, change in CHANGES}
    assert {told for told in found if told.startswith("signed_again")} == {"signed_again anchor"}
