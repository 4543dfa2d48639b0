"""The proposal: which evidence it takes, exact percents, and where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from engine.atoms.codes import Language
from engine.atoms.dates import Duration, forward, from_day, to_day
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import WEIGHT_SCALE, show
from engine.atoms.text import cells
from engine.author.format_scalars import written_text
from engine.report.visible import visible
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.weighing.gather import Evidence
from engine.terminal.words import words
from engine.weights.ours import Criteria
from engine.weights.shares import blend, percents
from engine.weights.study import METHODS, Name, Study

_WIDE = 100  # cells of a line of YAML, as `keytier fmt` has it
_DIGEST = 12  # characters of a digest that are shown
_YEAR = Duration(1, "years")


@dataclass(frozen=True, slots=True)
class Because:
    """What the command line says of provenance; what it leaves out is filled in."""

    panel: str | None
    minutes: str | None
    date: int | None
    review_by: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Weights in basis points, and the `because:` that goes with them.

    `parts` are the methods taken with what each counts for, in percent; `small` the criteria
    whose weight the rounding took away.
    """

    weights: tuple[int, ...]
    shares: tuple[float, ...]
    parts: tuple[tuple[Name, float], ...]
    decimals: int
    because: Mapping[str, str]
    yaml: str
    notes: tuple[Diagnostic, ...]


def propose(
    talk: Talk, evidence: Evidence, take: Sequence[str], decimals: int, said: Because
) -> Proposal | None:
    """What to propose, or None where there is no evidence but a peer."""
    study = evidence.study
    if not study.shares:
        if take:
            raise Mistake("weights.nothing")
        return None
    parts = _parts(talk, study, take)
    shares = blend([(study.shares[name], amount) for name, amount in parts])
    weights = percents(shares, decimals)
    because = _because(evidence, parts, said, talk.language)
    text = "\n".join(_yaml(study.criteria, weights, because, parts, decimals, talk.language)) + "\n"
    return Proposal(weights, shares, parts, decimals, because, text,
                    tuple(_small(study.criteria, shares, weights, decimals)))  # fmt: skip


def unit(decimals: int) -> str:
    """The last place that is kept.

    >>> unit(0), unit(2)
    ('1 %', '0.01 %')
    """
    return f"{10.0**-decimals:.{decimals}f} %"


def _parts(talk: Talk, study: Study, take: Sequence[str]) -> tuple[tuple[Name, float], ...]:
    """What `--take` says; without it, the evidence that is trusted most."""
    known = [m for m in METHODS if m in study.shares]
    if not take:
        if len(known) > 1:
            talk.note("weights.take.first", name=_title(known[0], talk.language))
        return ((known[0], 100.0),)
    found: dict[Name, float] = {}
    for text in take:
        word, sign, amount = text.partition("=")
        name = next((m for m in get_args(Name) if m == word), None)
        if name is None or name not in known:
            raise Mistake("weights.take_unknown", name=word, known=", ".join(known) or "—")
        if name in found or (len(take) > 1 and not sign):
            raise Mistake("weights.take_share", text=text)
        found[name] = _amount(text, amount) if sign else 100.0
    total = sum(found.values())
    if abs(total - 100) > 1e-9:
        raise Mistake("weights.take_sum", total=f"{total:g}")
    return tuple(found.items())


def _amount(text: str, amount: str) -> float:
    number = amount.removesuffix("%")
    if not number.replace(".", "", 1).isdigit() or not number.isascii() or float(number) > 100:
        raise Mistake("weights.take_share", text=text)
    return float(number)


def _title(name: Name, language: Language) -> str:
    return words(f"weights.name.{name}", language)


# --- because ---------------------------------------------------------------------------------


def _because(
    evidence: Evidence, parts: Sequence[tuple[Name, float]], said: Because, language: Language
) -> dict[str, str]:
    join = words("weights.join", language)
    methods = [_method(evidence.study, name, language) for name, _ in parts]
    if len(parts) > 1:
        methods = [words("weights.method.part", language, percent=f"{amount:g}", method=m)
                   for m, (_, amount) in zip(methods, parts, strict=True)]  # fmt: skip
    method = (join if language == "zh" else "; ").join(methods)
    parent = evidence.study.criteria.parent
    if parent is not None:
        method = words("weights.method.parent", language, parent=parent, method=method)
    day = to_day(date.today()) if said.date is None else said.date
    review = forward(day, _YEAR) if said.review_by is None else said.review_by
    if review <= day:
        raise Mistake("weights.review_early", review_by=_iso(review), date=_iso(day))
    return {
        "method": method,
        "panel": said.panel or _panel(evidence, parts, language),
        "date": _iso(day),
        "minutes": said.minutes or _minutes(evidence, parts, join),
        "review_by": _iso(review),
    }


def _iso(day: int) -> str:
    return from_day(day).isoformat()


def _method(study: Study, name: Name, language: Language) -> str:
    match name:
        case "pairs" if study.compared is not None:
            return words("weights.method.pairs", language, n=len(study.compared.panel.experts),
                         ratio=ratio_text(study.compared.whole.ratio, language))  # fmt: skip
        case "best_worst" if study.best_worst is not None:
            return words("weights.method.best_worst", language, n=len(study.best_worst.answers))
        case "scores" if study.rounds is not None:
            last = study.rounds.rounds[-1]
            return words("weights.method.scores", language, n=len(last.experts),
                         rounds=len(study.rounds.rounds))  # fmt: skip
        case "fit" if study.fitted is not None:
            f = study.fitted
            quality = held_out_text(f.held_out, language)
            return words("weights.method.fit", language, n=f.rows, outcome=study.outcome,
                         measure=measure(f.kind), quality=quality)  # fmt: skip
        case _:
            n = 0 if study.past is None else len(study.past.points)
            return words(f"weights.method.{name}", language, n=n)


def measure(kind: str) -> str:
    """The name of the figure that says how well an outcome is told."""
    return "AUC" if kind == "yes_no" else "R²"


def ratio_text(ratio: float | None, language: Language) -> str:
    """A consistency ratio with two decimals, or that there is none."""
    return words("weights.pairs.free", language) if ratio is None else f"{ratio:.2f}"


def held_out_text(quality: float | None, language: Language) -> str:
    """A quality with two decimals, or that it is not known."""
    return words("weights.fit.no_held_out", language) if quality is None else f"{quality:.2f}"


def _panel(evidence: Evidence, parts: Sequence[tuple[Name, float]], language: Language) -> str:
    """Who took part: the ids of the experts; of data, that there was nobody."""
    study, found = evidence.study, []
    for name, _ in parts:
        ids: Sequence[str] = ()
        if name == "pairs" and study.compared is not None:
            ids = list(study.compared.panel.experts)
        if name == "best_worst" and study.best_worst is not None:
            ids = list(study.best_worst.answers)
        if name == "scores" and study.rounds is not None:
            ids = study.rounds.rounds[-1].experts
        if ids:
            listed = words("weights.list", language).join(ids)
            text = words("weights.panel.experts", language, n=len(ids), ids=listed)
        else:
            text = words("weights.panel.data", language, name=evidence.sources[name][0])
        if text not in found:
            found.append(text)
    return ("；" if language == "zh" else "; ").join(found)


def _minutes(evidence: Evidence, parts: Sequence[tuple[Name, float]], join: str) -> str:
    """The files behind it, each with the beginning of its digest."""
    files = dict.fromkeys(evidence.sources[name] for name, _ in parts)
    return join.join(f"{file} {digest[: len('sha256:') + _DIGEST]}" for file, digest in files)


# --- YAML ------------------------------------------------------------------------------------


def _yaml(
    criteria: Criteria,
    weights: Sequence[int],
    because: Mapping[str, str],
    parts: Sequence[tuple[Name, float]],
    decimals: int,
    language: Language,
) -> Iterator[str]:
    """The block as it stands in a policy, laid out as `keytier fmt` has it."""
    methods = words("weights.list", language).join(_title(name, language) for name, _ in parts)
    yield "# " + words("weights.yaml", language, methods=methods, unit=unit(decimals))
    yield "scorecard:"
    entries = {c: show(w, WEIGHT_SCALE) for c, w in zip(criteria.ids, weights, strict=True)}
    if criteria.parent is not None:
        yield "  criteria:"
        yield f"    {criteria.parent}:"
        yield from _mapping("weights", entries, 6)
    elif criteria.profile is not None:
        yield "  weights:"
        yield from _mapping(criteria.profile, entries, 4)
    else:
        yield from _mapping("weights", entries, 2)
    yield from _mapping("because", because, 2)


def _mapping(key: str, entries: Mapping[str, str], indent: int) -> Iterator[str]:
    """On one line where it fits, else a line for each entry."""
    plain = {"date", "review_by"} if key == "because" else set(entries)

    def shown(flow: bool) -> list[str]:
        return [f"{_scalar(k, flow)}: {v if k in plain else _scalar(v, flow)}"
                for k, v in entries.items()]  # fmt: skip

    head = " " * indent + _scalar(key, False) + ":"
    line = f"{head} {{{', '.join(shown(True))}}}"
    if cells(line) <= _WIDE:
        yield line
        return
    yield head
    yield from (" " * (indent + 2) + entry for entry in shown(False))


def _scalar(text: str, flow: bool) -> str:
    """A text as YAML; what a policy may not hold, such as an escape, becomes visible."""
    return written_text(visible(text), flow=flow)


def _small(
    criteria: Criteria, shares: Sequence[float], weights: Sequence[int], decimals: int
) -> Iterator[Diagnostic]:
    gone = [c for c, s, w in zip(criteria.ids, shares, weights, strict=True)
            if s > 1e-9 and w == 0]  # fmt: skip
    if gone and decimals < WEIGHT_SCALE:
        yield Diagnostic("KT646", {"criteria": gone, "unit": unit(decimals)})
