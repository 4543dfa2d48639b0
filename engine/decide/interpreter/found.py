"""From scorecards to a tier: the scores, both ways, where the walk ends, and the gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.decide.interpreter.axes import InMatrix, OnLadder, axis_gaps
from engine.decide.interpreter.both_ways import BothWays, compare, ends
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.flags import Effects
from engine.decide.interpreter.scores import Card
from engine.decide.interpreter.telling import (
    tell_both,
    tell_card,
    tell_cell,
    tell_end,
    tell_score,
    tell_walk,
)
from engine.decide.interpreter.tiers import (
    ByScore,
    Gaps,
    Place,
    Rung,
    Standing,
    ask_tiers,
    final,
    gaps,
    walk,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The way from scores to tier: the rungs, both ends, and where the walk ended.

    `scores` are (worst, best) by scorecard, None where there is none; `cuts` those of rows and
    columns. `standing` and `place` are None where there was no walk, for a score is missing;
    `end` is the place after caps and rejects.
    """

    cards: Sequence[Card]
    rungs: Sequence[Rung]
    both: BothWays
    scores: Mapping[str, tuple[int, int] | None]
    cuts: Mapping[str, int]
    standing: Standing | None
    place: Place | None
    end: Place | None

    @property
    def complete(self) -> bool:
        """Whether every scorecard has a score."""
        return all(card.has_score for card in self.cards)

    def gaps(self, case: Case, which: int, by_route: bool) -> Gaps:
        """What it takes to keep the final tier and to reach a better one, for the scorecard, or
        the axis, of this number."""
        assert self.end is not None
        held, matrix = self.end.number, case.bound.matrix
        if matrix is None:
            worst = self.scores[self.cards[which].card.id]
            return gaps(self.rungs, held, None if worst is None else worst[0], by_route)
        worst = self.scores[matrix.axes[which].card]
        if worst is None or len(self.cuts) < 2:
            return Gaps(None, None)
        rows, columns = (self.cuts[axis.card] for axis in matrix.axes)
        scale = case.bound.card(matrix.axes[which].card).scale
        return axis_gaps(matrix, which, (rows, columns), held, by_route, (worst[0], scale))


def find_tier(case: Case, cards: Sequence[Card], effects: Effects) -> Found:
    """Scores at worst and at best, the walk at each, and what caps and rejects make of it."""
    open_ = {id_: reach for card in cards for id_, reach in card.open().items()}
    both = ends(open_)
    for card in cards:
        tell_card(case, card, both.worst)
    rungs = ask_tiers(case)
    scores: dict[str, tuple[int, int] | None] = {}
    for card in cards:
        scores[card.card.id] = None
        if card.has_score:
            worst, best = card.score(both.worst), card.score(both.best)
            scores[card.card.id] = worst, best
            tell_score(case, card, both.worst, worst)
    matrix = case.bound.matrix
    last = len(rungs) - 1
    cuts: dict[str, int] = {}
    asked: InMatrix | OnLadder
    standing: Standing
    if matrix is not None:
        axes = {card.card.id: card for card in cards if case.bound.axis_of(card.card) is not None}
        asked = InMatrix(matrix, axes, rungs, effects)
        cuts = {a.card: asked.cut(a, both.worst) for a in matrix.axes if axes[a.card].has_score}
        walkable = len(cuts) == len(axes)
    else:
        asked = OnLadder(cards[0] if cards else None, rungs, effects)
        walkable = all(card.has_score for card in cards)
    if not walkable:
        rejected = Place(last, stopped=False) if effects.reject else None
        return Found(cards, rungs, both, scores, cuts, None, None, rejected)
    both = compare(both, asked)
    if isinstance(asked, InMatrix):
        standing = asked.standing(both.worst)
        tell_cell(case, cuts, scores)
    else:
        (worst_score,) = [s[0] for s in scores.values() if s is not None] or (None,)
        standing = ByScore(worst_score)
    place = walk(rungs, standing, effects.cap)
    end = final(place, effects, last)
    tell_both(case, both, cards, scores)
    tell_walk(case, rungs, scores, place)
    tell_end(case, place, end, effects)
    return Found(cards, rungs, both, scores, cuts, standing, place, end)
