"""Scores: each as it adds up, and with several what each comes to."""

from __future__ import annotations

from dataclasses import dataclass

from engine.atoms.numbers import ALL_WEIGHT, show
from engine.author.policy import ONLY, Text
from engine.bind.bound import Scorecard
from engine.bind.contract import EVIDENCE_SCALE
from engine.bind.masks import shown_word
from engine.explain.row import Row
from engine.explain.sums import Sums
from engine.explain.values import grouped, named, points_text, weight_text
from engine.explain.words import both, joined, plain


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One of several scorecards. Numbers are exact decimal texts; None is "there is none".

    `cut`: the id of the cut that the score reaches, on an axis; `to_keep` and `to_reach`: what
    the score may lose, and what it lacks for a better tier, the other axis as it stands.
    """

    id: str
    label: Text
    score: str | None
    best: str | None
    profile: str | None
    cut: str | None
    to_keep: str | None
    to_reach: str | None
    sum: Text | None
    evidence: Text | None


def score_lines(row: Row) -> tuple[ScoreLine, ...]:
    """Each of several scorecards; empty where there is only one, or none."""
    return tuple(_line(row, card) for card in row.bound.scorecards if card.id != ONLY)


def _line(row: Row, card: Scorecard) -> ScoreLine:
    chosen = card.chosen
    return ScoreLine(
        card.id,
        card_label(card),
        score_text(row, card),
        score_text(row, card, "score_best"),
        profile_of(row, card) if chosen else None,
        row.text(card.column("cut")) or None,
        score_text(row, card, "to_keep"),
        score_text(row, card, "to_reach"),
        score_sum(row, card),
        evidence(row, card),
    )


def profile_of(row: Row, card: Scorecard) -> str | None:
    """Which weights were chosen."""
    return shown_word(row.bound, card.choose_by, row.text(card.column("profile")) or None)


def card_label(card: Scorecard) -> Text:
    """What people call a score."""
    if card.id == ONLY and card.declared.label is None:
        return both("score.label")
    return named(card.declared.label, card.id)


def only_score(row: Row, what: str = "score") -> str | None:
    """The exact score where there is one scorecard."""
    card = row.bound.scorecard
    return None if card is None else score_text(row, card, what)


def score_text(row: Row, card: Scorecard, what: str = "score") -> str | None:
    """An exact score, or a distance from it, as a plain decimal; None without one."""
    score = row.number(card.column(what))
    return None if score is None else show(score, card.scale)


def score_sum(row: Row, card: Scorecard) -> Text | None:
    """`32 + 20 + 20 + 15 = 87`, with base, minus, spreading and limits as they acted."""
    score = row.number(card.column("score"))
    if score is None:
        return None
    sums, scale = Sums(row, card), card.scale
    parts = [n for c in card.criteria if (n := sums.contribution(c)) is not None]
    terms = " + ".join(show(n, scale) for n in parts) or "0"
    left = row.number(card.column("weight_left"))
    total: Text = plain(terms)
    if left is not None and left != ALL_WEIGHT:
        if len(parts) > 1:
            terms = f"({terms})"
        total = both("score.spread", terms=terms, left=weight_text(left))
    base, minus = card.base, sums.minus()
    if base:
        total = joined([plain(points_text(base)), total], " + ", " + ")
    if minus:
        total = joined([total, plain(points_text(minus))], " − ", " − ")
    if score in (0, 100 * 10**scale) and sums.unlimited() != score:
        total = both("score.limited", sum=total)
    total = joined([total, plain(show(score, scale))], " = ", " = ")
    best = score_text(row, card, "score_best")
    return total if best is None else joined([total, both("score.best", score=best)], zh="，")


def evidence(row: Row, card: Scorecard) -> Text | None:
    """How much of the weight has data, where the policy asks for it."""
    have = row.number(card.column("evidence"))
    if card.enough_evidence is None or have is None or row.outcome in ("error", "not_applicable"):
        return None
    return evidence_text(row, card, "score.evidence")


def evidence_text(row: Row, card: Scorecard, key: str) -> Text:
    """The share of the weight that has data beside the share that the policy asks for."""
    have = row.number(card.column("evidence")) or 0
    enough = grouped(card.enough_evidence or 0, 4)
    share = f"{grouped(have, EVIDENCE_SCALE)}%"
    return both(key, card=card_label(card), share=share, enough=f"{enough}%")
