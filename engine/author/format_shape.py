"""The order of keys, and which maps always stand in block style: docs/language.md as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a map or list at one place of the language.

    `order` holds the keys in canonical order; None where the author's ids are the keys. `inside`
    holds the shapes of values by key, `each` that of every other value and of a list's items.
    """

    order: tuple[str, ...] | None = None
    inside: Mapping[str, Shape] = field(default_factory=dict)
    each: Shape | None = None
    block: bool = False  # never on one line
    block_with: frozenset[str] = frozenset()  # never on one line with one of these keys
    flat: bool = False  # on one line only without maps inside
    truths: frozenset[str] = frozenset()  # keys whose value is yes or no

    def child(self, key: str | None) -> Shape:
        """The shape of the value of a key, or of a list's item (None)."""
        found = None if key is None else self.inside.get(key)
        return found or self.each or ANY

    def rank(self, key: str) -> int:
        """Where a key stands; equal ranks keep the author's order, unknown keys come last."""
        if self.order is None:
            return 0
        return self.order.index(key) if key in self.order else len(self.order)


ANY: Final = Shape()


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _keys(text: str, **inside: Shape) -> Shape:
    """A map of exactly these keys."""
    return Shape(_words(text), inside)


def _section(each: Shape) -> Shape:
    """Ids, one entry a line."""
    return Shape(each=each, block=True)


_BOTH = _keys("en zh")
_TEXTS = {"label": _BOTH, "note": _BOTH, "reason": _BOTH, "ask": _BOTH, "title": _BOTH}

FIELD: Final = Shape(
    _words(
        "is from between one_of round fresh dated stale_after missing_as format written_as "
        "currency raters disagree roll_up better missing_members "
        "sum_of count_of first_of last_of min_of max_of mean_of share_of median_of "
        "by window decay missing_rows personal secret changeable effort label note"
    ),
    {
        "share_of": _keys("table when min_count"),
        "roll_up": _keys("weighted_by"),
        "effort": _keys("cost step only"),
        **_TEXTS,
    },
    truths=frozenset(("personal", "secret", "changeable")),
)
DERIVED: Final = Shape(
    _words("formula sources tolerance change by min_count is between one_of secret label note"),
    _TEXTS,
    truths=frozenset(("secret",)),
)
TABLE: Final = Shape(
    _words("from lookup key date date_format columns skip_when label"),
    {"columns": Shape(each=FIELD), **_TEXTS},
    block=True,
)
ITEM: Final = Shape(
    _words("ask evidence good_for stale_after applies_when from secret missing_as"),
    _TEXTS,
    truths=frozenset(("secret",)),
)
_EFFECT = _keys("cap minus scorecard")
FLAG: Final = Shape(
    _words("when then if_unknown reason secret label"),
    {"then": _EFFECT, "if_unknown": _EFFECT, **_TEXTS},
    truths=frozenset(("secret",)),
    block_with=frozenset(("when",)),
)
_POINTS = _keys(
    "at_least at_most line one_of bands yes no rank_percent otherwise",
    rank_percent=_keys("low per reference"),
)
REFERENCE: Final = _keys("label measured good_for count percentiles", percentiles=ANY, **_TEXTS)
_WEIGHTS = Shape(("choose_by",), flat=True)
_MISSING = _keys("points")
_LEAF = _keys("field points missing label reason", points=_POINTS, missing=_MISSING, **_TEXTS)
CRITERION: Final = Shape(
    _words("field points applies_to criteria weights cap floor missing label reason"),
    {
        "points": _POINTS,
        "criteria": _section(_LEAF),
        "weights": _WEIGHTS,
        "missing": _MISSING,
        **_TEXTS,
    },
)
SCORECARD: Final = Shape(
    _words("base criteria weights because missing enough_evidence label"),
    {
        **_TEXTS,
        "criteria": _section(CRITERION),
        "weights": _WEIGHTS,
        "because": _keys("method panel date minutes review_by"),
        "missing": _MISSING,
    },
    block=True,
)
_CUT = _keys("at_least keep_at label", **_TEXTS)
_AXIS = Shape(each=Shape(each=_CUT))
MATRIX: Final = Shape(
    _words("rows columns cells"),
    {"rows": _AXIS, "columns": _AXIS, "cells": _section(ANY)},
    block=True,
)
_ROUTE = _keys("when if_unknown label", **_TEXTS)
TIER: Final = Shape(
    _words(
        "at_least keep_at require routes seats per order_by keep_margin when_full waiting_list "
        "priority label"
    ),
    {
        "require": _keys("when if_unknown"),
        "routes": Shape(each=_ROUTE),
        "order_by": Shape(each=_keys("field low")),
        **_TEXTS,
    },
    block_with=frozenset(("require", "routes")),
    truths=frozenset(("waiting_list",)),
)
_PARAMETER = _keys("formula")
BENEFIT: Final = _keys(
    "label percent amount max_value every to benefits_end sla "
    "cost_per_year budget_per_year per note",
    percent=_PARAMETER,
    amount=_PARAMETER,
    **_TEXTS,
)
_CLASS = _keys("when if_unknown label", **_TEXTS)
ACTION: Final = _keys("benefit task alert to every within", task=_BOTH, alert=_BOTH, to=_BOTH)
_ACTIONS: Final = Shape(
    ("when", "then"),
    {"when": _keys("tier segment stage"), "then": Shape(each=ACTION)},
    each=ACTION,
    block_with=frozenset(("when",)),
)
CASE: Final = Shape(
    _words("name as_of context previous override facts given expect"),
    {
        "facts": Shape(each=_keys("last id place percentiles count")),
        "previous": _keys("tier since worse grace history"),
        "override": Shape(_words("tier until approved"), truths=frozenset(("approved",))),
        "expect": _keys(
            "outcome tier priority move segment stage score because actions flags warnings"
        ),
    },
    block=True,
)

#: Keys of the first block of a file; every later one is a block of its own.
HEADER: Final = _words(
    "keytier policy version extends title owner reviewed_by effective assess reassess_on "
    "may_change decide_for currency fx timezone applies_when"
)
POLICY: Final = Shape(
    (
        *HEADER,
        *_words(
            "context customers groups tables data derived gates checklist red_flags "
            "reference scorecard scorecards matrix tiers segments stages moves override warnings "
            "benefits actions tests"
        ),
    ),
    {
        "title": _BOTH,
        "effective": _keys("from until"),
        "fx": _keys("currency date date_format rate"),
        "may_change": _keys(
            "thresholds weights points benefits headings",
            thresholds=_keys("by"),
            weights=_keys("by"),
            benefits=_keys("percent amount"),
        ),
        "context": _section(FIELD),
        "customers": _keys("id from_ids_of label", **_TEXTS),
        "groups": _keys("id parent label", **_TEXTS),
        "tables": _section(TABLE),
        "data": _section(FIELD),
        "derived": _section(DERIVED),
        "gates": _keys("max_missing must_have on_bad_row", max_missing=Shape()),
        "checklist": _section(ITEM),
        "red_flags": _section(FLAG),
        "reference": _section(REFERENCE),
        "scorecard": SCORECARD,
        "scorecards": _section(SCORECARD),
        "matrix": MATRIX,
        "tiers": _section(TIER),
        "segments": _section(_CLASS),
        "stages": _section(_CLASS),
        "warnings": _section(
            _keys(
                "watch falls_in_a_row drops_by within_assessments min_history mute reason label",
                **_TEXTS,
            )
        ),
        "override": _keys("may_lift"),
        "moves": Shape(_words("hold confirm grace one_level"), truths=frozenset(("one_level",))),
        "benefits": _section(BENEFIT),
        "actions": _section(_ACTIONS),
        "tests": _section(CASE),
    },
    block=True,
)
