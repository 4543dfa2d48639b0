"""Findings about runs, gates, files and usage (KT350-499)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {}
