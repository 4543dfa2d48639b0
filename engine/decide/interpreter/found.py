"""From scorecards to a tier: the scores, both ways, where the walk ends, and the gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.decide.interpreter.axes import InMatrix, OnLadder
from engine.decide.interpreter.both_ways import BothWays, compare, ends
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.flags import Effects
from engine.decide.interpreter.moves import Place
from engine.decide.interpreter.scores import Card
from engine.decide.interpreter.telling import (
    tell_both,
    tell_card,
    tell_cell,
    tell_end,
    tell_moves,
    tell_score,
    tell_walk,
)
from engine.decide.interpreter.tiers import (
    ByCell,
    ByScore,
    Gaps,
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
    columns. `by_points` is where the walk by `at_least` ended; `place` where the walk ended that
    decides, which knows the tier held before, with its `standing`. They are None where there was
    no walk, for a score is missing; `end` is the place after moves, caps and rejects.
    """

    cards: Sequence[Card]
    rungs: Sequence[Rung]
    both: BothWays
    scores: Mapping[str, tuple[int, int] | None]
    cuts: Mapping[str, int]
    asked: InMatrix | OnLadder
    by_points: Place | None
    standing: Standing | None
    place: Place | None
    end: Place | None

    @property
    def complete(self) -> bool:
        """Whether every scorecard has a score."""
        return all(card.has_score for card in self.cards)

    def gaps(self, which: int, held: int, by_route: bool) -> Gaps:
        """What it takes to keep the tier held (its number) and to reach a better one, for the
        scorecard, or the axis, of this number."""
        if isinstance(self.standing, ByScore):
            return gaps(self.rungs, held, self.standing, by_route)
        if self.standing is None or not isinstance(self.asked, InMatrix):
            return Gaps(None, None)
        return self.asked.gaps(which, self.both.worst, held, by_route)


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
    standing: ByCell | ByScore
    if matrix is not None:
        axes = {card.card.id: card for card in cards if case.bound.axis_of(card.card) is not None}
        asked = InMatrix(matrix, axes, rungs, case.before, effects)
        cuts = {a.card: asked.cut(a, both.worst) for a in matrix.axes if axes[a.card].has_score}
        walkable = len(cuts) == len(axes)
    else:
        asked = OnLadder(cards[0] if cards else None, rungs, case.before, effects)
        walkable = all(card.has_score for card in cards)
    if not walkable:
        rejected = Place(last, stopped=False) if effects.reject else None
        return Found(cards, rungs, both, scores, cuts, asked, None, None, None, rejected)
    both = compare(both, asked)
    plain: Standing
    if isinstance(asked, InMatrix):
        standing = asked.standing(both.worst)
        plain = ByCell(standing.tier)
        tell_cell(case, cuts, scores)
    else:
        standing = asked.standing(both.worst)
        plain = ByScore(standing.score)
    by_points, place = (walk(rungs, s, effects.cap) for s in (plain, standing))
    end = final(place, case.before, effects, last)
    tell_both(case, both, cards, scores)
    tell_walk(case, rungs, scores, standing, place)
    tell_moves(case, place)
    tell_end(case, case.before.after(place), end, effects)
    return Found(cards, rungs, both, scores, cuts, asked, by_points, standing, place, end)
