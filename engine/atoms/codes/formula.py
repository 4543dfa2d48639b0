"""Findings about formulas (KT150-179)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {}
