"""Why a customer was decided so: a decision row and its policy become sentences in two languages.

Nothing is decided here. `explain` reads one row of `engine.bind.contract.decision_columns`
and the bound policy; `say` and `as_json` show what it found.
"""

from __future__ import annotations

from engine.explain.cells import SeenCell, seen_cell
from engine.explain.explanation import Explanation, explain
from engine.explain.say import Line, Section, as_json, brief, say, sections

__all__ = [
    "Explanation",
    "Line",
    "Section",
    "SeenCell",
    "as_json",
    "brief",
    "explain",
    "say",
    "sections",
    "seen_cell",
]
