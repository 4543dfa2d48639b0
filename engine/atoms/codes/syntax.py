"""Findings about YAML text (KT100-109)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {}
