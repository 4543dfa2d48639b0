"""Findings about binding names to the data contract (KT180-199)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {}
