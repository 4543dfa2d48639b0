"""How far weights may move, as tables and as a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from engine.atoms.codes import Both, Language
from engine.atoms.numbers import WEIGHT_SCALE, show
from engine.bind.bound import BoundPolicy
from engine.bind.masks import shown_word
from engine.explain.values import criterion_label, tier_label
from engine.ledger.stored import StoredRun
from engine.report.tables import table
from engine.weights.sensitivity import Change, End, Reach, Sensitivity

_HEADINGS: Final[tuple[Both, ...]] = (
    ("criterion", "指标"), ("weight", "权重"), ("down to", "可降至"), ("then", "再降则"),
    ("up to", "可升至"), ("then", "再升则"),
)  # fmt: skip
_NO_TIER: Final[Both] = ("no tier", "不再定级")
_NOBODY: Final[Both] = ("nobody changes", "无人变化")
_UNKNOWN: Final[Both] = ("not searched further", "未再往下找")


def shown(bound: BoundPolicy, found: Sensitivity, language: Language) -> str:
    """The table of one scorecard and profile: a line for each weight."""
    lines = []
    for reach in found.weights:
        label = criterion_label(bound, reach.criterion).say(language)
        lines.append((
            label, _percent(reach.weight),
            _percent(reach.down.weight), _then(bound, reach.down, language),
            _percent(reach.up.weight), _then(bound, reach.up, language),
        ))  # fmt: skip
    headings = [h[language == "zh"] for h in _HEADINGS]
    return table(headings, lines, right=(1, 2, 4))


def profile_shown(bound: BoundPolicy, one: Sensitivity) -> str | None:
    """Whose weights these are; a mask where a value that is not to be shown chooses them."""
    return shown_word(bound, one.card.choose_by, one.profile)


def _then(bound: BoundPolicy, end: End, language: Language) -> str:
    zh = language == "zh"
    if end.first is None:
        return (_NOBODY if end.searched else _UNKNOWN)[zh]
    before, after = _tiers(bound, end.first, language)
    return f"{end.first.id}：{before} → {after}" if zh else f"{end.first.id}: {before} → {after}"


def _tiers(bound: BoundPolicy, change: Change, language: Language) -> tuple[str, str]:
    before = tier_label(bound, change.before).say(language)
    if change.after is None:
        return before, _NO_TIER[language == "zh"]
    return before, tier_label(bound, change.after).say(language)


def _percent(weight: int) -> str:
    return show(weight, WEIGHT_SCALE)


def document(run: StoredRun, found: Sequence[Sensitivity]) -> dict[str, Any]:
    """`keytier/sensitivity/1`: weights in percent, as texts of at most two decimals."""
    return {
        "schema": "keytier/sensitivity/1",
        "policy": run.manifest.decided_by,
        "as_of": run.manifest.as_of,
        "scorecards": [
            {
                "scorecard": one.card.id,
                "profile": profile_shown(run.bound, one),
                "customers": one.customers,
                "left_out": one.left_out,
                "weights": [_weight(reach) for reach in one.weights],
            }
            for one in found
        ],
    }


def _weight(reach: Reach) -> dict[str, Any]:
    return {
        "criterion": reach.criterion.id,
        "weight": _percent(reach.weight),
        "down": _end(reach.down),
        "up": _end(reach.up),
    }


def _end(end: End) -> dict[str, Any]:
    first = end.first
    return {
        "to": _percent(end.weight),
        "first": None if first is None else {"id": first.id, "from": first.before,
                                             "to": first.after},
        "searched": end.searched,
    }  # fmt: skip
