"""From files of evidence to a study: each method that they allow, and every doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.places import place
from engine.terminal.loading import bound_policy
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.weights.ours import Criteria, of_policy
from engine.weights.outcome_fit import MOST_ROWS
from engine.weights.past import Past, from_run, from_sheet, read_outcomes
from engine.weights.read_best_worst import read_best_worst
from engine.weights.read_pairs import read_pairs
from engine.weights.read_scores import read_scores
from engine.weights.sheet import Sheet, read_sheet
from engine.weights.study import (
    Name,
    Peer,
    Study,
    against_ends,
    compared,
    differing,
    fitting,
    peer,
    scored,
)

if TYPE_CHECKING:
    from engine.ledger.stored import StoredRun


@dataclass(frozen=True, slots=True)
class Wish:
    """The evidence asked for on the command line."""

    policy: Path | None
    pairs: Path | None
    best_worst: Path | None
    scores: Path | None
    data: Path | None
    outcome: str | None
    outcome_file: Path | None
    less_is_better: bool
    peers: tuple[Path, ...]
    parent: str | None
    profile: str | None
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A study, and the file and digest behind each of its methods."""

    study: Study
    sources: Mapping[Name, tuple[str, str]]


class _Gathering:
    """Adds one kind of evidence after the other; the first that names criteria names them."""

    def __init__(self, criteria: Criteria | None) -> None:
        self.criteria = criteria
        self.shares: dict[Name, tuple[float, ...]] = {}
        self.sources: dict[Name, tuple[str, str]] = {}
        self.notes: list[Diagnostic] = []

    def add(self, name: Name, shares: tuple[float, ...], file: str, digest: str) -> None:
        self.shares[name] = shares
        self.sources[name] = (file, digest)


def gather(talk: Talk, wish: Wish) -> Evidence:
    """Everything that the evidence says. Raises PolicyError, DataError and UsageError."""
    run = _run(wish)
    g = _Gathering(_criteria(talk, wish, run))
    pairs = best_worst = scores = past = judged = fitted = None
    if wish.pairs is not None:
        sheet = read_sheet(wish.pairs, wish.encoding)
        panel = read_pairs(sheet, g.criteria)
        g.criteria = panel.criteria
        pairs, doubts = compared(panel)
        g.notes += [*sheet.notes, *panel.notes, *doubts]
        g.add("pairs", pairs.whole.shares, sheet.name, sheet.digest)
    if wish.best_worst is not None:
        sheet = read_sheet(wish.best_worst, wish.encoding)
        board = read_best_worst(sheet, g.criteria)
        g.criteria = board.criteria
        best_worst, doubts = against_ends(board)
        g.notes += [*sheet.notes, *doubts]
        g.add("best_worst", best_worst.shares, sheet.name, sheet.digest)
    if wish.scores is not None:
        sheet = read_sheet(wish.scores, wish.encoding)
        scores = read_scores(sheet, g.criteria)
        g.criteria = scores.criteria
        g.notes += [*sheet.notes, *scores.notes]
        g.add("scores", scored(scores, sheet.name), sheet.name, sheet.digest)
    if wish.data is not None:
        past = _past(wish, run, g)
        g.criteria = past.criteria
        found, doubts = differing(past)
        g.notes += [*past.notes, *doubts]
        if wish.outcome is not None:
            judged, fitted, unsure = fitting(past, wish.outcome, wish.less_is_better)
            g.notes += unsure
            g.add("fit", fitted.shares, past.name, past.digest)
            if len(past.points) > MOST_ROWS:
                talk.note("weights.fit.thinned", n=fitted.rows, all=len(past.points))
        for name, shares in found.items():
            g.add(name, shares, past.name, past.digest)
    assert g.criteria is not None
    study = Study(g.criteria, g.shares, pairs, best_worst, scores, past, judged, fitted,
                  wish.outcome)  # fmt: skip
    return _beside(talk, wish, Evidence(study, g.sources), g)


def _beside(talk: Talk, wish: Wish, evidence: Evidence, g: _Gathering) -> Evidence:
    """With the peers, each under the id of its policy, or its file where two share an id."""
    peers: list[Peer] = []
    taken = {evidence.study.criteria.whose}
    for named in wish.peers:
        file = _shipped(named)
        bound = bound_policy(talk, file)
        card = bound.scorecard
        theirs = wish.profile if card is not None and wish.profile in card.profiles else None
        criteria = of_policy(bound, str(file), wish.parent, theirs)
        name = bound.policy.id if bound.policy.id not in taken else str(file)
        taken.add(name)
        made, notes = peer(name, criteria, evidence.study.criteria)
        peers.append(made)
        g.notes += notes
    whole = replace(evidence.study, peers=tuple(peers), notes=tuple(g.notes))
    return replace(evidence, study=whole)


def _shipped(peer: Path) -> Path:
    """The file of a peer: where there is none of that name, the shipped policy that bears it."""
    own = place("policies") / peer / "policy.yaml"
    return own if not peer.exists() and len(peer.parts) == 1 and own.is_file() else peer


def _run(wish: Wish) -> StoredRun | None:
    """The stored run that `--data` names, and what must then go with it."""
    run = None
    if wish.data is not None and wish.data.is_dir():
        from engine.ledger.stored import open_run

        run = open_run(wish.data)
    if wish.outcome is not None and wish.data is None:
        raise Mistake("weights.outcome_alone")
    if wish.less_is_better and wish.outcome is None:
        raise Mistake("weights.less_alone")
    if wish.outcome_file is not None and (run is None or wish.outcome is None):
        raise Mistake("weights.outcome_file_alone")
    if run is not None and wish.outcome is not None and wish.outcome_file is None:
        raise Mistake("weights.outcome_needs_file", run=wish.data)
    return run


def _criteria(talk: Talk, wish: Wish, run: StoredRun | None) -> Criteria | None:
    """Those of the policy, else of the run's policy, else None: the evidence names them."""
    if wish.policy is not None:
        return of_policy(bound_policy(talk, wish.policy), str(wish.policy), wish.parent,
                         wish.profile)  # fmt: skip
    if run is not None:
        profile = wish.profile or (None if wish.parent else _used(run))
        return of_policy(run.bound, str(run.folder), wish.parent, profile)
    if not (wish.pairs or wish.best_worst or wish.scores or wish.data):
        raise Mistake("weights.peer_alone" if wish.peers else "weights.nothing")
    return None


def _used(run: StoredRun) -> str | None:
    """The weight profile by which a run decided, where its context chose one."""
    card = run.bound.scorecard
    chosen = None if card is None or card.choose_by is None else run.context.get(card.choose_by)
    return chosen if card is not None and chosen in card.profiles else None


def _past(wish: Wish, run: StoredRun | None, g: _Gathering) -> Past:
    assert wish.data is not None
    if run is None:
        return from_sheet(read_sheet(wish.data, wish.encoding), g.criteria, wish.outcome)
    assert g.criteria is not None
    outcomes = None
    if wish.outcome_file is not None and wish.outcome is not None:
        sheet: Sheet = read_sheet(wish.outcome_file, wish.encoding)
        g.notes += sheet.notes
        heading = run.bound.policy.customers.id.text
        outcomes = read_outcomes(sheet, heading, wish.outcome)
    return from_run(run, g.criteria, outcomes)
