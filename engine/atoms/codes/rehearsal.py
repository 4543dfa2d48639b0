"""Findings about policy tests (KT500-549)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {}
