"""A code of a finding is one finding's, for ever."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from engine.atoms import codes

#: Codes that a version had and that mean nothing any more.
GONE = {"KT114"}


def numbered() -> Counter[str]:
    """How often each code is a key of a dict in the catalogue's modules.

    They are read as text: of two entries of one number, loading would keep the last in silence.
    """
    return Counter(
        key.value
        for path in Path(codes.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and re.fullmatch(r"KT\d{3}", str(key.value))
    )


def test_no_two_findings_take_one_number() -> None:
    """Each code stands once in all modules of the catalogue, and each of them can be explained."""
    found = numbered()
    assert {code: n for code, n in found.items() if n > 1} == {}
    assert set(found) == set(codes.CODES)
    assert not GONE & set(found)
