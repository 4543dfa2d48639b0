"""Findings about weights from evidence: what experts say, and what data says (KT600-659)."""

from __future__ import annotations

from engine.atoms.codes import (
    Code,
    weights_best,
    weights_data,
    weights_fit,
    weights_pairs,
    weights_scores,
)

CODES: dict[str, Code] = {
    **weights_pairs.CODES, **weights_scores.CODES, **weights_data.CODES, **weights_fit.CODES,
    **weights_best.CODES,
}  # fmt: skip
