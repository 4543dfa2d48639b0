"""What experts said, as tables and sentences: comparisons of pairs, and scores in rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from engine.atoms.codes import Language
from engine.terminal.weighing.proposal import ratio_text
from engine.terminal.weighing.shown import Section, Table, names
from engine.terminal.words import words
from engine.weights.best_worst import BestWorst
from engine.weights.judgements import written
from engine.weights.ours import Criteria
from engine.weights.pairs import Odd, Weighed
from engine.weights.read_scores import Rounds
from engine.weights.rounds import Round, Spread
from engine.weights.study import Compared, Study

_SAME = 0.0005  # shares: less is shown alike


def pairs_section(study: Study, said: Compared, language: Language) -> Section:
    """Consistency of all and of each expert, and the judgements most at odds."""
    n, whole = study.criteria.n, said.whole
    head = words("weights.pairs.head", language, n=len(said.alone), given=whole.given,
                 all=n * (n - 1) // 2, ratio=ratio_text(whole.ratio, language))  # fmt: skip
    lines: Section = [head, words("weights.pairs.rule", language)]
    if len(said.alone) > 1:
        lines.append(_experts(said, n, language))
    odds = list(_odds(study.criteria, said, language))
    if odds:
        headings = [words(f"weights.odds.{k}", language) for k in ("pair", "given", "fits", "then")]
        lines.append(words("weights.odds", language))
        lines.append(Table([words("weights.expert", language), *headings], odds, 2))
    if whole.apart >= _SAME:
        shares = words("weights.list", language).join(
            f"{study.criteria.label(i, language)} {100 * s:.1f}"
            for i, s in enumerate(whole.by_means)
        )
        lines.append(words("weights.means", language, shares=shares))
    return lines


def _experts(said: Compared, n: int, language: Language) -> Table:
    rows = []
    for expert, alone in said.alone.items():
        given = len(said.panel.experts[expert])
        ratio = words("weights.apart", language)
        if alone is not None:
            ratio = "–" if alone.ratio is None else f"{alone.ratio:.2f}"
        count = words("weights.of", language, a=given, b=n * (n - 1) // 2)
        rows.append([expert, count, ratio])
    headings = [words(f"weights.{k}", language) for k in ("expert", "comparisons", "ratio")]
    return Table(headings, rows)


def _odds(criteria: Criteria, said: Compared, language: Language) -> Iterator[list[str]]:
    """One expert's own contradictions, else those between experts."""
    several = len(said.alone) > 1
    found: list[tuple[str, Weighed]] = [(e, w) for e, w in said.alone.items() if w is not None]
    if several:
        found.append((words("weights.all_experts", language), said.whole))
    for who, weighed in found:
        for odd in weighed.odds:
            yield [who, *_odd(criteria, odd, language)]


def _odd(criteria: Criteria, odd: Odd, language: Language) -> list[str]:
    """The judgement, the way round in which it was given as 1 or more."""
    a, b, given, fits, scale = odd.first, odd.second, odd.given, odd.fits, odd.scale
    if given < 1:
        a, b, given, fits = b, a, 1 / given, 1 / fits
        scale = scale[2:] if scale.startswith("1/") else scale if scale == "1" else f"1/{scale}"
    pair = words("weights.over", language, a=criteria.label(a, language),
                 b=criteria.label(b, language))  # fmt: skip
    near = scale if scale == written(fits) else f"{scale} ({fits:.2f})"
    return [pair, written(given), near, "–" if odd.ratio is None else f"{odd.ratio:.2f}"]


def best_worst_section(study: Study, said: BestWorst, language: Language) -> Section:
    """What each expert takes for the best and the worst, and how far the answers agree."""
    c = study.criteria
    lines: Section = [words("weights.best_worst.head", language, n=len(said.alone)),
                      words("weights.best_worst.rule", language)]  # fmt: skip
    rows = []
    for expert, alone in said.alone.items():
        of = said.answers[expert]
        odd = "–" if alone.odd is None else c.label(alone.odd, language)
        rows.append([expert, c.label(of.best, language), c.label(of.worst, language),
                     f"{of.ends:g}", f"{alone.ratio:.2f}", odd])  # fmt: skip
    keys = ("best_worst.best", "best_worst.worst", "best_worst.ends", "ratio", "best_worst.odd")
    headings = [words(f"weights.{k}", language) for k in ("expert", *keys)]
    lines.append(Table(headings, rows, 3))
    return lines


# --- scores ----------------------------------------------------------------------------------


def scores_section(study: Study, said: Rounds, language: Language) -> Section:
    """Median and middle half by round, whether they converge, and who is far off."""
    last = said.rounds[-1]
    key = "weights.scores.head" if len(said.rounds) > 1 else "weights.scores.head.once"
    lines: Section = [words(key, language, n=len(last.experts), rounds=len(said.rounds))]
    lines.append(_spreads(study.criteria, said.rounds, language))
    for before, after in pairwise(said.rounds):
        lines.append(_converged(before, after, language))
    agreed = [words("weights.agreement.round", language, n=r.number, w=f"{r.agreement:.2f}")
              for r in said.rounds if r.agreement is not None]  # fmt: skip
    if agreed:
        joined = words("weights.list", language).join(agreed)
        lines.append(words("weights.agreement", language, rounds=joined))
    if last.far_off:
        lines.append(words("weights.far_off", language))
        for off in last.far_off:
            label = study.criteria.label(off.criterion, language)
            figures = {"score": f"{off.score:g}", "low": f"{off.low:g}", "high": f"{off.high:g}"}
            lines.append("  " + words("weights.far_off.one", language, expert=off.expert,
                                      criterion=label, **figures))  # fmt: skip
    return lines


def _spreads(criteria: Criteria, rounds: Sequence[Round], language: Language) -> Table:
    said = names(criteria, language)
    headings = list(said.headings)
    for r in rounds:
        headings += [words("weights.median", language, n=r.number),
                     words("weights.half", language)]  # fmt: skip
    headings.append(words("weights.trend", language))
    rows = []
    for i in range(criteria.n):
        row = list(said.row(i))
        for r in rounds:
            s = r.spreads[i]
            row += [f"{s.median:g}", f"{s.low:g}–{s.high:g}"]
        rows.append([*row, _trend([r.spreads[i] for r in rounds], language)])
    return Table(headings, rows, said.width)


def _trend(spreads: Sequence[Spread], language: Language) -> str:
    """Whether the last spread is wide, and how it moved since the round before."""
    last = spreads[-1]
    parts = ["wide" if last.wide else "agreed"]
    if len(spreads) > 1:
        before = spreads[-2].range
        moved = "narrower" if last.range < before else "wider" if last.range > before else "same"
        parts.append(moved)
    return words("weights.join", language).join(words(f"weights.trend.{p}", language)
                                                for p in parts)  # fmt: skip


def _converged(before: Round, after: Round, language: Language) -> str:
    both = list(zip(before.spreads, after.spreads, strict=True))
    return words("weights.converged", language, before=before.number, after=after.number,
                 narrower=sum(b.range < a.range for a, b in both), all=len(both),
                 moved=f"{max(abs(b.median - a.median) for a, b in both):g}")  # fmt: skip
