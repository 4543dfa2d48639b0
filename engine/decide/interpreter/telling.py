"""What the walk tells of scores and tiers, for whoever listens: nothing here decides anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.atoms.numbers import FLAT_SCALE, POINT_SCALE, WEIGHT_SCALE, show
from engine.author import policy as p
from engine.bind.contract import EVIDENCE_SCALE
from engine.decide.interpreter.both_ways import BothWays
from engine.decide.interpreter.fields import Case
from engine.decide.interpreter.flags import Effects, Raised
from engine.decide.interpreter.moves import Place
from engine.decide.interpreter.scores import Card, Family, Reading, Taken
from engine.decide.interpreter.steps import Shown, What
from engine.decide.interpreter.tiers import ByScore, Rung, Standing

#: (worst, best) by scorecard; None where there is no score.
Scores = Mapping[str, tuple[int, int] | None]


def tell_flags(case: Case, raised: Sequence[Raised]) -> None:
    """Every flag's answer, and the effects that act."""
    if case.trace is None:
        return
    for r in raised:
        if r.flag.when is None:
            case.say("flag", r.flag.id, "", {}, Shown(r.answer, "word"))
        if r.effect.acts:
            text = "then" if r.answer == "yes" else "if_unknown"
            case.say("effect", r.flag.id, text, {}, Shown(r.text, "word"))


def tell_card(case: Case, card: Card, worst: Taken) -> None:
    """Every criterion's step and points, weights spread, and the share of evidence."""
    if case.trace is None:
        return
    for top in card.top:
        if not top.applies:
            what: What = "parent" if isinstance(top, Family) else "leaf"
            id_ = top.parent.id if isinstance(top, Family) else top.leaf.id
            case.say(what, id_, "", {}, Shown("not_applicable", "word"))
        elif isinstance(top, Family):
            for child in top.children:
                _tell_leaf(case, child, worst)
            _tell_family(case, top, worst)
        else:
            _tell_leaf(case, top, worst)
    if card.weight_left is not None and card.weight_left < 100 * 10**WEIGHT_SCALE:
        case.say("spread", _part(card), "", {}, Shown(card.weight_left, "weight", WEIGHT_SCALE))
    if card.evidence is not None:
        enough = card.card.enough_evidence
        read = {} if enough is None else {"enough_evidence": Shown(enough, "weight", 4)}
        case.say("evidence", _part(card), "", read, Shown(card.evidence, "weight", EVIDENCE_SCALE))


def _tell_leaf(case: Case, r: Reading, worst: Taken) -> None:
    read = {r.leaf.field: case.show(r.leaf.field)}
    if r.how is not None:
        case.say("leaf", r.leaf.id, "", read, Shown(r.how, "word"))
    points = r.points(worst)
    if points is not None:
        text = rule_text(r.leaf.declared.points, r.hit) if r.hit is not None else ""
        case.say("leaf", r.leaf.id, text, read, Shown(points, "points", POINT_SCALE))


def rule_text(points: p.Points, hit: int) -> str:
    """The step that was hit, in the author's own words.

    >>> word = p.Word
    >>> rule_text(p.Ladder("at_least", ((word("5m"), word("100")),), word("10")), 0)
    'at_least 5m: 100'
    """
    match points:
        case p.Ladder(direction=way, steps=steps, otherwise=other):
            if hit < len(steps):
                return f"{way} {steps[hit][0].text}: {steps[hit][1].text}"
            return f"otherwise: {other.text}"
        case p.LineShape(nodes=nodes):
            return "line " + ", ".join(f"[{x.text}, {y.text}]" for x, y in nodes)
        case p.Lookup(words=words, otherwise=other_word):
            if hit < len(words):
                return f"{words[hit][0].text}: {words[hit][1].text}"
            return f"otherwise: {other_word.text if other_word else ''}"
        case p.YesNo(yes=yes, no=no):
            return f"yes: {yes.text}" if hit == 0 else f"no: {no.text}"
        case p.Bands(rows=rows, otherwise=other_word):
            if hit < len(rows):
                return f"bands [{', '.join(w.text for w in rows[hit])}]"
            return f"otherwise: {other_word.text if other_word else ''}"
        case p.RankPercent(reference=None):
            return f"rank_percent: {hit}"
        case p.RankPercent(reference=p.Word(text=name)):
            return f"rank_percent of {name}: {hit}"
        case _:
            return "as_is"


def _tell_family(case: Case, f: Family, worst: Taken) -> None:
    if f.how is not None:
        case.say("parent", f.parent.id, "", {}, Shown(f.how, "word"))
    read = {
        child.leaf.id: Shown(child.points(worst), "points", POINT_SCALE) for child in f.children
    }
    limits = {"cap": f.parent.declared.cap, "floor": f.parent.declared.floor}
    text = ", ".join(f"{name} {w.text}" for name, w in limits.items() if w is not None)
    case.say("parent", f.parent.id, text, read, Shown(f.points(worst), "points", FLAT_SCALE))


def tell_score(case: Case, card: Card, worst: Taken, score: int) -> None:
    """What was added up."""
    if case.trace is None:
        return
    read = {}
    for number, top in enumerate(card.top):
        id_ = top.parent.id if isinstance(top, Family) else top.leaf.id
        read[id_] = Shown(card.contribution(number, worst), "points", card.scale)
    parts = {"base": card.card.base, "minus": card.minus}
    text = ", ".join(f"{name} {show(n, POINT_SCALE)}" for name, n in parts.items() if n)
    case.say("score", _part(card), text, read, Shown(score, "points", card.scale))


def _part(card: Card) -> str:
    """The scorecard's id where there are several."""
    return "" if card.card.id == p.ONLY else card.card.id


def tell_both(case: Case, both: BothWays, cards: Sequence[Card], scores: Scores) -> None:
    """The two ends where something is missing both ways, and who settles it alone."""
    if case.trace is None or not both.open:
        return
    ends: dict[str, Shown] = {}
    for card in cards:
        score = scores[card.card.id]
        if score is not None and card.open():
            of = _part(card) and f"{_part(card)} "
            ends[f"{of}worst"] = Shown(score[0], "points", card.scale)
            ends[f"{of}best"] = Shown(score[1], "points", card.scale)
    case.say("both_ways", "", "", ends, Shown("differ" if both.differ else "agree", "word"))
    for id_ in both.settle:
        case.say("settles", id_, "", {}, Shown("yes", "word"))


def tell_cell(case: Case, cuts: Mapping[str, int], scores: Scores) -> None:
    """Each axis's cut, and the cell in which they meet."""
    matrix = case.bound.matrix
    if case.trace is None or matrix is None:
        return
    for axis in matrix.axes:
        score, cut = scores[axis.card], axis.cuts[cuts[axis.card]]
        edge = "" if cut.at_least is None else show(cut.at_least, POINT_SCALE)
        scale = case.bound.card(axis.card).scale
        read = {} if score is None else {"score": Shown(score[0], "points", scale)}
        case.say("cut", axis.card, edge, read, Shown(cut.id, "id"))
    row, column = (cuts[axis.card] for axis in matrix.axes)
    read = {axis.card: Shown(axis.cuts[cuts[axis.card]].id, "id") for axis in matrix.axes}
    named = case.bound.tiers[matrix.cells[row][column]].id
    case.say("cell", "", "", read, Shown(named, "id"))


def tell_walk(
    case: Case, rungs: Sequence[Rung], scores: Scores, standing: Standing, place: Place
) -> None:
    """The tiers that the walk met, each with its edge, and how it went."""
    if case.trace is None:
        return
    card = case.bound.scorecard
    score = None if card is None else scores[card.id]
    for number, rung in enumerate(rungs[: place.number + 1]):
        read = {}
        if card is not None and score is not None:
            read["score"] = Shown(score[0], "points", card.scale)
        points = rung.tier.at_least
        if isinstance(standing, ByScore) and standing.edge(rung) != rung.at_least:
            points = rung.tier.keep_at
        edge = "" if points is None else show(points, POINT_SCALE)
        result = "passed"
        if number == place.number:
            result = "stopped" if place.stopped else "fits"
        case.say("tier", rung.tier.id, edge, read, Shown(result, "word"))


def tell_moves(case: Case, place: Place) -> None:
    """The tier held before, where it keeps the customer from falling, or from falling deep."""
    before, after = case.before, case.before.after(place)
    if case.trace is None or after == place or before.number is None:
        return
    tiers = case.bound.tiers
    read = {"assessed": Shown(tiers[place.number].id, "id"), "before": Shown(before.tier, "id")}
    if before.since is not None:
        read["since"] = Shown(before.since, "date")
    case.say("moves", "", before.keeps or "one_level", read, Shown(tiers[after.number].id, "id"))


def tell_end(case: Case, place: Place, end: Place, effects: Effects) -> None:
    """That a cap or a reject lowered the tier."""
    if case.trace is None:
        return
    if end != place:
        tiers = case.bound.tiers
        text = "reject" if effects.reject else "cap"
        read = {"tier_by_points": Shown(tiers[place.number].id, "word")}
        case.say("cap", "", text, read, Shown(tiers[end.number].id, "word"))
