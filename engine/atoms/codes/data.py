"""Findings about customer data (KT300-349)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {}
