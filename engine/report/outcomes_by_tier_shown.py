"""What came of the customers of a run, as a table and as a document."""

from __future__ import annotations

from typing import Any, Final

from engine.atoms.codes import Both, Language
from engine.explain.values import tier_label
from engine.ledger.stored import StoredRun
from engine.report.outcomes import OUTCOMES
from engine.report.tables import table
from engine.weights.outcome_fit import Kind
from engine.weights.outcomes_by_tier import OutcomesByTier, TierOutcome

_HEADINGS: Final[tuple[Both, ...]] = (
    ("tier", "等级"), ("customers", "客户数"), ("known", "有结果"), ("", ""), ("from", "下限"),
    ("to", "上限"),
)  # fmt: skip
_VALUE: Final[dict[Kind, Both]] = {"yes_no": ("yes", "是"), "number": ("mean", "均值")}


def shown(run: StoredRun, found: OutcomesByTier, kind: Kind, language: Language) -> str:
    """The table: a line for each tier, best first, then for each outcome that is no tier."""
    zh = language == "zh"
    headings = [h[zh] or _VALUE[kind][zh] for h in _HEADINGS]
    lines = [
        (
            OUTCOMES[c.end][zh]
            if c.end in OUTCOMES
            else tier_label(run.bound, c.end).say(language),
            f"{c.customers:,}", f"{c.known:,}",
            *(_number(v, kind) for v in (c.value, c.low, c.high)),
        )
        for c in found.ends
    ]  # fmt: skip
    return table(headings, lines, right=range(1, 6))


def _number(value: float | None, kind: Kind) -> str:
    if value is None:
        return ""
    return f"{value * 100:.1f} %" if kind == "yes_no" else f"{value:,.2f}"


def document(run: StoredRun, found: OutcomesByTier, kind: Kind, outcome: str) -> dict[str, Any]:
    """The same as a document; shares and means as numbers."""
    return {
        "schema": "keytier/outcomes/1",
        "policy": {k: run.manifest.policy[k] for k in ("id", "version")},
        "as_of": run.manifest.as_of,
        "outcome": outcome,
        "kind": kind,
        "told_by_score": found.discrimination,
        "without_decision": found.strangers,
        "ends": [_one(c) for c in found.ends],
        "reversed": [list(pair) for pair in found.reversed],
    }


def _one(c: TierOutcome) -> dict[str, Any]:
    return {"end": c.end, "customers": c.customers, "known": c.known, "value": c.value,
            "low": c.low, "high": c.high}  # fmt: skip
