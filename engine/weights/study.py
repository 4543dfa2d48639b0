"""All evidence together: which methods it allows, what each says, and what to doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from engine.atoms.diagnostic import Diagnostic, Place, listed
from engine.atoms.errors import DataError
from engine.atoms.numbers import WEIGHT_SCALE
from engine.weights import differences
from engine.weights.best_worst import BestWorst
from engine.weights.best_worst import joined as joined_ends
from engine.weights.ours import Criteria
from engine.weights.outcome_fit import Fit, fit, thinned, told
from engine.weights.pairs import TOO_MUCH, Weighed, joined, own, weigh
from engine.weights.past import Past
from engine.weights.read_best_worst import Board
from engine.weights.read_pairs import Panel
from engine.weights.read_scores import Rounds
from engine.weights.rounds import shares

Name = Literal["pairs", "best_worst", "scores", "entropy", "critic", "fit"]
#: In the order of trust: what is proposed where nobody chooses.
METHODS: tuple[Name, ...] = ("pairs", "best_worst", "scores", "fit", "critic", "entropy")
#: Rows (or of the rarer outcome) for each criterion, below which weights are a guess.
_ENOUGH = 10


@dataclass(frozen=True, slots=True)
class Compared:
    """Comparisons of pairs: all experts joined, and each alone (None where they fall apart)."""

    panel: Panel
    whole: Weighed
    alone: Mapping[str, Weighed | None]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another policy's weights by our criteria, percent; None where it has not the criterion.

    `extra` are the criteria that it has besides.
    """

    name: str
    weights: tuple[float | None, ...]
    extra: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """What the evidence says: the shares of each method. `judged` are the past customers as the
    fit saw them: at most so many rows, and an outcome of which more is better."""

    criteria: Criteria
    shares: Mapping[Name, tuple[float, ...]]
    compared: Compared | None = None
    best_worst: BestWorst | None = None
    rounds: Rounds | None = None
    past: Past | None = None
    judged: Past | None = None
    fitted: Fit | None = None
    outcome: str | None = None
    peers: tuple[Peer, ...] = ()
    notes: tuple[Diagnostic, ...] = field(default=(), repr=False)

    def column(self, name: Name) -> tuple[float, ...]:
        """A method's weights in percent."""
        return tuple(100 * s for s in self.shares[name])

    def tells(self, weights: tuple[float | None, ...]) -> float | None:
        """How well a score by these weights tells the outcome: AUC, or R²; None without one."""
        past = self.judged
        if past is None or past.outcome is None or past.kind is None:
            return None
        score = past.points @ np.array([w or 0.0 for w in weights])
        return told(score, past.outcome, past.kind)


def compared(panel: Panel) -> tuple[Compared, tuple[Diagnostic, ...]]:
    """Priorities of a panel, and a warning for each ratio that is too high."""
    n = panel.criteria.n
    whole = weigh(n, joined(list(panel.experts.values())))
    alone = {e: own(n, of) for e, of in panel.experts.items()}
    notes = []
    if len(panel.experts) > 1:
        notes += [_doubt(f"`{e}`", f"`{e}` ", w) for e, w in alone.items() if _high(w)]
    if _high(whole):
        notes.append(_doubt("the comparisons", "各项比较", whole))
    return Compared(panel, whole, alone), tuple(notes)


def _high(w: Weighed | None) -> bool:
    return w is not None and w.ratio is not None and w.ratio >= TOO_MUCH


def _doubt(who: str, who_zh: str, w: Weighed | None) -> Diagnostic:
    assert w is not None and w.ratio is not None
    ratio = f"{w.ratio:.2f}"
    return Diagnostic("KT608", {"who": who, "who_zh": who_zh, "ratio": ratio})


def against_ends(board: Board) -> tuple[BestWorst, tuple[Diagnostic, ...]]:
    """Weights from comparisons with the best and the worst, and a warning for each expert whose
    two lines rank criteria otherwise. Raises UsageError (KT637) without scipy."""
    found, ids = joined_ends(board.answers), board.criteria.ids
    notes = []
    for expert, said in found.alone.items():
        if said.turned:
            pairs = [f"`{ids[i]}` and `{ids[j]}`" for i, j in said.turned]
            pairs_zh = [f"`{ids[i]}` 与 `{ids[j]}`" for i, j in said.turned]
            params = {"expert": expert, "pairs": ", ".join(pairs), "pairs_zh": "、".join(pairs_zh),
                      "ratio": f"{said.ratio:.2f}"}  # fmt: skip
            notes.append(Diagnostic("KT652", params))
    return found, tuple(notes)


def scored(rounds: Rounds, file: str) -> tuple[float, ...]:
    """The shares of the last round. Raises DataError where all its medians are 0."""
    last = rounds.rounds[-1]
    found = shares(last)
    if found is None:
        raise DataError(Diagnostic("KT619", {"round": last.number}, place=Place(file)))
    return found


def differing(past: Past) -> tuple[dict[Name, tuple[float, ...]], tuple[Diagnostic, ...]]:
    """Entropy and CRITIC shares of the points, with every doubt.

    Raises DataError for fewer than two rows, and where no criterion varies.
    """
    here = Place(past.name)
    n, k = len(past.points), past.criteria.n
    least = 2 if past.outcome is None else k + 2
    if n < least:
        raise DataError([*past.notes, Diagnostic("KT626", {"n": n, "least": least}, place=here)])
    moving = differences.varies(past.points)
    if not moving.any():
        raise DataError(Diagnostic("KT630", {"n": n}, place=here))
    notes = list(_doubts(past, here))
    found: dict[Name, tuple[float, ...]] = {}
    for name, shared in (("critic", differences.critic(past.points)),
                         ("entropy", differences.entropy(past.points))):  # fmt: skip
        if shared is None:
            notes.append(Diagnostic("KT643", place=here))
        else:
            found[name] = shared  # type: ignore[index]  # both are names of methods
    params = {"method": "entropy or CRITIC", "method_zh": "熵权法和 CRITIC 法", "n": n}
    notes.append(Diagnostic("KT632", params, place=here))
    return found, tuple(notes)


def _doubts(past: Past, here: Place) -> Iterator[Diagnostic]:
    ids, n, k = past.criteria.ids, len(past.points), past.criteria.n
    still = [c for c, m in zip(ids, differences.varies(past.points), strict=True) if not m]
    if still:
        yield Diagnostic("KT629", {"criteria": still}, place=here)
    if n < _ENOUGH * k and past.outcome is None:
        yield Diagnostic("KT627", {"n": n, "criteria": k, "least": _ENOUGH * k}, place=here)
    for a, b, r in differences.alike(past.points):
        params = {"first": f"`{ids[a]}`", "second": f"`{ids[b]}`", "r": f"{r:.2f}"}
        yield Diagnostic("KT631", params, place=here)
    for a, r in differences.mixtures(past.points):
        params = {"first": f"`{ids[a]}`", "second": "the others together",
                  "second_zh": "其余指标合起来", "r": f"{r:.2f}"}  # fmt: skip
        yield Diagnostic("KT631", params, place=here)


def fitting(past: Past, outcome: str, less_is_better: bool) -> tuple[Past, Fit, list[Diagnostic]]:
    """The fit to the outcome, on rows thinned where they are very many, and its doubts.

    Raises DataError where the outcome is the same in every row, or no criterion goes with it.
    """
    assert past.outcome is not None and past.kind is not None
    here = Place(past.name)
    if np.ptp(past.outcome) == 0:
        raise DataError(Diagnostic("KT635", {"seen": _shown(past)}, place=here))
    points, came = thinned(past.points, past.outcome)
    if less_is_better:
        came = 1 - came if past.kind == "yes_no" else -came
    done = fit(points, came, past.kind)
    if done is None:
        raise DataError(Diagnostic("KT636", {"outcome": outcome}, place=here))
    return replace(past, points=points, outcome=came), done, list(_unsure(done, past, outcome))


def _shown(past: Past) -> str:
    assert past.outcome is not None
    value = float(past.outcome[0])
    return ("yes" if value else "no") if past.kind == "yes_no" else f"{value:g}"


def _unsure(done: Fit, past: Past, outcome: str) -> Iterator[Diagnostic]:
    here, k = Place(past.name), past.criteria.n
    if done.rarer < _ENOUGH * k:
        yield Diagnostic("KT627", {"n": done.rarer, "criteria": k, "least": _ENOUGH * k},
                         place=here)  # fmt: skip
    if done.weak:
        quality = f"{'AUC' if done.kind == 'yes_no' else 'R²'} {done.held_out:.2f}"
        yield Diagnostic("KT638", {"quality": quality, "outcome": outcome}, place=here)
    if done.kind == "yes_no" and done.quality > 1 - 1e-12:
        yield Diagnostic("KT639", {"n": done.rows}, place=here)


def peer(name: str, theirs: Criteria, ours: Criteria) -> tuple[Peer, tuple[Diagnostic, ...]]:
    """Another policy's weights by our criteria. Raises DataError where none is shared."""
    assert theirs.weights is not None
    at = dict(zip(theirs.ids, theirs.weights, strict=True))
    weights = tuple(at[c] / 10**WEIGHT_SCALE if c in at else None for c in ours.ids)
    extra = tuple(c for c in theirs.ids if c not in ours.ids)
    lacks = [c for c in ours.ids if c not in at]
    if len(lacks) == ours.n:
        raise DataError(Diagnostic("KT641", {"name": name}, place=Place(name)))
    notes: tuple[Diagnostic, ...] = ()
    if extra or lacks:
        more, without = (listed(x) if x else ("nothing", "无") for x in (extra, lacks))
        params = {"name": name, "extra": more[0], "extra_zh": more[1],
                  "lacks": without[0], "lacks_zh": without[1]}  # fmt: skip
        notes = (Diagnostic("KT642", params, place=Place(name)),)
    return Peer(name, weights, extra), notes
