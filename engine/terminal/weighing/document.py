"""The result as one JSON document, `keytier/weights/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.atoms.codes import Language
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import WEIGHT_SCALE, show
from engine.report.render_json import as_json
from engine.terminal.weighing.gather import Evidence
from engine.terminal.weighing.proposal import Proposal
from engine.terminal.weighing.sections import Column, columns
from engine.weights.ours import Criteria
from engine.weights.pairs import Odd, Weighed
from engine.weights.rounds import Round
from engine.weights.side_by_side import against, correlation
from engine.weights.study import Study

_DIGITS = 6  # of figures; more is noise


def document(
    evidence: Evidence, proposal: Proposal | None, notes: Sequence[Diagnostic], language: Language
) -> dict[str, Any]:
    """Everything that the text says, as data. Weights are percent."""
    study = evidence.study
    c = study.criteria
    found = columns(study, proposal, language)
    return {
        "schema": "keytier/weights/1",
        "policy": None if c.whose is None else {"id": c.whose, "version": c.version},
        "profile": c.profile,
        "parent": c.parent,
        "criteria": [_criterion(c, i) for i in range(c.n)],
        "columns": [_column(study, x, evidence) for x in found],
        "against": _against(found),
        "rank_correlations": _correlations(found),
        "pairs": _pairs(study),
        "best_worst": _best_worst(study),
        "scores": None if study.rounds is None else [_round(c, r) for r in study.rounds.rounds],
        "data": _data(study),
        "fit": _fit(study),
        "proposal": None if proposal is None else _proposal(c, proposal),
        "diagnostics": [as_json(d, language) for d in notes],
    }


def _criterion(c: Criteria, i: int) -> dict[str, Any]:
    label = c.labels[i]
    return {"id": c.ids[i], "label": None if label is None else label.to_json()}


def _column(study: Study, column: Column, evidence: Evidence) -> dict[str, Any]:
    source = next((s for m, s in evidence.sources.items() if m == column.key), None)
    return {
        "of": column.key,
        "source": None if source is None else {"name": source[0], "digest": source[1]},
        "weights": {c: _figure(w) for c, w in zip(study.criteria.ids, column.weights, strict=True)},
        "tells_outcome": _figure(study.tells(column.weights)),
    }


def _against(found: Sequence[Column]) -> dict[str, Any] | None:
    if len(found) < 2:
        return None
    base, *others = found
    held = {o.key: against(o.weights, base.weights) for o in others}
    return {
        "base": base.key,
        "columns": [
            {"of": key, "differences": [_figure(d) for d in a.differences],
             "moved": _figure(a.moved), "rank_correlation": _figure(a.ranks)}
            for key, a in held.items()
        ],
    }  # fmt: skip


def _correlations(found: Sequence[Column]) -> list[list[float | None]]:
    """Spearman's, of every list with every other, in order of `columns`."""

    def one(a: Column, b: Column) -> float | None:
        both = [(x, y) for x, y in zip(a.weights, b.weights, strict=True)
                if x is not None and y is not None]  # fmt: skip
        return _figure(correlation(*map(list, zip(*both, strict=True))))

    return [[one(a, b) for b in found] for a in found]


def _pairs(study: Study) -> dict[str, Any] | None:
    if study.compared is None:
        return None
    ids, said = study.criteria.ids, study.compared
    return {
        **_weighed(ids, said.whole),
        "by_geometric_means": {c: _figure(100 * s) for c, s in zip(ids, said.whole.by_means,
                                                                  strict=True)},
        "experts": [
            {"expert": e, "comparisons": len(said.panel.experts[e]),
             **({"consistency_ratio": None, "most_at_odds": []} if w is None
                else _weighed(ids, w))}
            for e, w in said.alone.items()
        ],
    }  # fmt: skip


def _weighed(ids: Sequence[str], w: Weighed) -> dict[str, Any]:
    return {
        "consistency_ratio": _figure(w.ratio),
        "greatest_eigenvalue": _figure(w.greatest),
        "given": w.given,
        "missing": w.missing,
        "most_at_odds": [_odd(ids, o) for o in w.odds],
    }


def _odd(ids: Sequence[str], o: Odd) -> dict[str, Any]:
    return {"first": ids[o.first], "second": ids[o.second], "given": _figure(o.given),
            "fits": _figure(o.fits), "nearest_step": o.scale,
            "consistency_ratio_then": _figure(o.ratio)}  # fmt: skip


def _best_worst(study: Study) -> dict[str, Any] | None:
    said, ids = study.best_worst, study.criteria.ids
    if said is None:
        return None
    return {
        "experts": [
            {
                "expert": expert,
                "best": ids[said.answers[expert].best],
                "worst": ids[said.answers[expert].worst],
                "weights": {c: _figure(100 * s) for c, s in zip(ids, one.shares, strict=True)},
                "consistency_ratio": _figure(one.ratio),
                "most_at_odds": None if one.odd is None else ids[one.odd],
                "ranked_otherwise": [[ids[i], ids[j]] for i, j in one.turned],
            }
            for expert, one in said.alone.items()
        ]
    }


def _round(c: Criteria, r: Round) -> dict[str, Any]:
    return {
        "round": r.number,
        "experts": list(r.experts),
        "criteria": [
            {"criterion": id_, "median": _figure(s.median), "quartiles": [_figure(s.low),
             _figure(s.high)], "range": _figure(s.range), "scores": s.scores, "wide": s.wide}
            for id_, s in zip(c.ids, r.spreads, strict=True)
        ],
        "agreement": _figure(r.agreement),
        "far_off": [{"expert": o.expert, "criterion": c.ids[o.criterion],
                     "score": _figure(o.score), "quartiles": [_figure(o.low), _figure(o.high)]}
                    for o in r.far_off],
    }  # fmt: skip


def _data(study: Study) -> dict[str, Any] | None:
    past = study.past
    if past is None:
        return None
    return {"name": past.name, "digest": past.digest, "rows": past.rows, "used": len(past.points)}


def _fit(study: Study) -> dict[str, Any] | None:
    f = study.fitted
    if f is None:
        return None
    return {
        "outcome": study.outcome,
        "kind": f.kind,
        "rows": f.rows,
        "rarer_outcome": f.rarer if f.kind == "yes_no" else None,
        "measure": "AUC" if f.kind == "yes_no" else "R2",
        "quality": _figure(f.quality),
        "held_out": _figure(f.held_out),
        "ranges": {c: [_figure(100 * low), _figure(100 * high)]
                   for c, (low, high) in zip(study.criteria.ids, f.ranges, strict=True)},
    }  # fmt: skip


def _proposal(c: Criteria, p: Proposal) -> dict[str, Any]:
    return {
        "of": [{"method": name, "percent": _figure(amount)} for name, amount in p.parts],
        "rounding": "largest remainder",
        "decimals": p.decimals,
        "weights": {i: show(w, WEIGHT_SCALE) for i, w in zip(c.ids, p.weights, strict=True)},
        "because": dict(p.because),
        "yaml": p.yaml,
    }


def _figure(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS) + 0.0
