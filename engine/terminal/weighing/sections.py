"""The result as tables and sentences: side by side first, then each kind of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.atoms.codes import Language
from engine.atoms.numbers import WEIGHT_SCALE, show
from engine.terminal.weighing.experts import best_worst_section, pairs_section, scores_section
from engine.terminal.weighing.gather import Evidence
from engine.terminal.weighing.proposal import Proposal, held_out_text, measure
from engine.terminal.weighing.shown import Section, Table, names
from engine.terminal.words import words
from engine.weights.differences import varies
from engine.weights.side_by_side import against
from engine.weights.study import METHODS, Study

__all__ = ["Column", "Table", "columns", "sections"]


@dataclass(frozen=True, slots=True)
class Column:
    """One list of weights: its name, percent by criterion, and how they are shown."""

    key: str  # in_force, proposed, a method, or peer:<name>
    name: str
    weights: tuple[float | None, ...]
    shown: tuple[str, ...]


def sections(
    evidence: Evidence, proposal: Proposal | None, language: Language
) -> Iterator[Section]:
    """What is shown, block by block."""
    study = evidence.study
    found = columns(study, proposal, language)
    yield [_weights_table(study, found, language)]
    held = _comparable(found, proposal)
    if len(held) > 1:
        yield [_against(study, held, language)]
    if study.compared is not None:
        yield pairs_section(study, study.compared, language)
    if study.best_worst is not None:
        yield best_worst_section(study, study.best_worst, language)
    if study.rounds is not None:
        yield scores_section(study, study.rounds, language)
    if study.past is not None:
        yield _data_section(study, found, language)


def columns(study: Study, proposal: Proposal | None, language: Language) -> list[Column]:
    """Every list of weights: in force, methods, peers, and what is proposed."""
    found = []
    if study.criteria.weights is not None:
        exact = study.criteria.weights
        found.append(_exact("in_force", words("weights.in_force", language), exact))
    for m in METHODS:
        if m in study.shares:
            weights = study.column(m)
            shown = tuple(f"{w:.1f}" for w in weights)
            found.append(Column(m, words(f"weights.name.{m}", language), weights, shown))
    for p in study.peers:
        shown = tuple("–" if w is None else f"{w:g}" for w in p.weights)
        found.append(Column(f"peer:{p.name}", p.name, p.weights, shown))
    if proposal is not None:
        found.append(_exact("proposed", words("weights.proposed", language), proposal.weights))
    return found


def _comparable(found: Sequence[Column], proposal: Proposal | None) -> list[Column]:
    """Without a proposal that is one method rounded: it would be compared twice."""
    mixed = proposal is not None and len(proposal.parts) > 1
    return [c for c in found if mixed or c.key != "proposed"]


def _exact(key: str, name: str, weights: Sequence[int]) -> Column:
    percent = tuple(w / 10**WEIGHT_SCALE for w in weights)
    return Column(key, name, percent, tuple(show(w, WEIGHT_SCALE) for w in weights))


def _weights_table(study: Study, found: Sequence[Column], language: Language) -> Table:
    said = names(study.criteria, language)
    rows = [[*said.row(i), *(c.shown[i] for c in found)] for i in range(study.criteria.n)]
    return Table([*said.headings, *(c.name for c in found)], rows, said.width)


def _against(study: Study, found: Sequence[Column], language: Language) -> Table:
    """Differences of every list from the first, in percent of weight."""
    base, *others = found
    held = [against(c.weights, base.weights) for c in others]
    said = names(study.criteria, language, words("weights.against", language, base=base.name))
    rows = [[*said.row(i), *(_signed(h.differences[i]) for h in held)]
            for i in range(study.criteria.n)]  # fmt: skip
    moved = ["–" if h.moved is None else f"{h.moved:.1f}" for h in held]
    rows.append([*said.only(words("weights.moved", language)), *moved])
    ranks = ["–" if h.ranks is None else f"{h.ranks:.2f}" for h in held]
    rows.append([*said.only(words("weights.ranks", language)), *ranks])
    return Table([*said.headings, *(c.name for c in others)], rows, said.width)


def _signed(difference: float | None) -> str:
    if difference is None:
        return "–"
    shown = f"{difference:+.1f}"
    return "0.0" if shown in ("+0.0", "-0.0") else shown


def _data_section(study: Study, found: Sequence[Column], language: Language) -> Section:
    past = study.past
    assert past is not None
    lines: Section = [words("weights.data.head", language, used=len(past.points), rows=past.rows,
                            name=past.name)]  # fmt: skip
    if study.fitted is None:
        return lines
    f = study.fitted
    rarer = words("weights.fit.rarer", language, n=f.rarer) if f.kind == "yes_no" else words(
        "weights.fit.spread", language)  # fmt: skip
    kind = words(f"weights.fit.{f.kind}", language)
    lines.append(words("weights.fit.head", language, outcome=study.outcome, kind=kind, n=f.rows,
                       rarer=rarer))  # fmt: skip
    said = names(study.criteria, language)
    moving = varies(past.points)
    rows = []
    for i, (share, (low, high)) in enumerate(zip(f.shares, f.ranges, strict=True)):
        span = f"{100 * low:.0f}–{100 * high:.0f}"
        if not moving[i]:
            span = words("weights.data.still", language)
        rows.append([*said.row(i), f"{100 * share:.1f}", span])
    headings = [words("weights.fit.weight", language), words("weights.fit.range", language)]
    lines.append(Table([*said.headings, *headings], rows, said.width))
    name = measure(f.kind)
    lines.append(words("weights.fit.quality", language, measure=name, quality=f"{f.quality:.2f}",
                       held_out=held_out_text(f.held_out, language),
                       chance="0.50" if f.kind == "yes_no" else "0.00"))  # fmt: skip
    told = [f"{c.name} {v:.2f}" for c in found if (v := study.tells(c.weights)) is not None]
    lines.append(words("weights.fit.others", language, outcome=study.outcome, measure=name,
                       columns=words("weights.list", language).join(told)))  # fmt: skip
    return lines
