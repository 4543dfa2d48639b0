"""Findings about checks of meaning (KT200-299)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {}
