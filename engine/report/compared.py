"""A comparison of two policies, shown: the migration matrix, the changes, and who moves."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from engine.atoms.codes import Language
from engine.atoms.text import Span, cells, harmless
from engine.bind.bound import BoundPolicy
from engine.ledger.run import RunResult
from engine.rehearse.compare.compare import Change, Comparison, Ended, Mover
from engine.rehearse.compare.parts import Part
from engine.report.outcomes import OUTCOMES, grouped
from engine.report.outlets import text_outlet
from engine.report.tables import table
from engine.report.visible import pad


def endings(*bounds: BoundPolicy) -> list[Ended]:
    """How a decision may end: the tiers of these policies, best first, then the other outcomes."""
    tiers = dict.fromkeys(tier.id for bound in bounds for tier in bound.tiers)
    waits = [Ended("waiting", t) for t in tiers]
    others = [Ended(outcome, None) for outcome in OUTCOMES if outcome not in ("decided", "waiting")]
    return [*(Ended("decided", t) for t in tiers), *waits, *others]


def ended(end: Ended, language: Language = "en") -> str:
    """A tier's id, or the outcome in words.

    >>> ended(Ended("decided", "key")), ended(Ended("refer", None), "zh")
    ('key', '转人工')
    """
    said = OUTCOMES[end.outcome][language == "zh"]
    if end.tier is None:
        return said
    if end.outcome == "decided":
        return end.tier
    return f"{end.tier}（{said}）" if language == "zh" else f"{end.tier} ({said})"


def migration(found: Comparison, language: Language = "en") -> str:
    """From whom (rows, the old policy) to whom (columns, the new one); who stays stands on the
    diagonal. Endings that nobody has are left out."""
    old, new = found.old.run.bound, found.new.run.bound
    order = endings(old, new)
    was = [e for e in order if any(a == e for a, _ in found.endings)]
    now = [e for e in order if any(b == e for _, b in found.endings)]
    corner = ("old ↓  new →", "旧 ↓  新 →")[language == "zh"]
    rows = []
    for a in was:
        counts = [found.endings.get((a, b), 0) for b in now]
        rows.append([ended(a, language), *(grouped(n) if n else "" for n in counts)])
    headings = [corner, *(ended(b, language) for b in now)]
    return table(headings, rows, right=set(range(1, len(headings))))


def change_lines(found: Comparison, language: Language = "en") -> list[str]:
    """Each change with how many it moves by itself and how many would not end so without it,
    and what stands where in both files."""
    zh = language == "zh"
    found_lines = []
    for number, change in enumerate(found.changes, 1):
        names = " + ".join(part.name for part in change.parts)
        counts = f"alone {grouped(change.enough)}, needed {grouped(change.needed)}"
        if zh:
            counts = f"单独足以 {grouped(change.enough)}，必不可少 {grouped(change.needed)}"
        found_lines.append(f"{number:>3}  {names}: {counts}")
        for part in change.parts:
            places = [(_where(at), said) for at, said in _sides(part) if at is not None]
            wide = max((cells(where) for where, _ in places), default=0)
            found_lines += [f"     {pad(where, wide)}  {said}" for where, said in places]
    return found_lines


def _sides(part: Part) -> tuple[tuple[Span | None, str | None], ...]:
    return (part.old, part.was), (part.new, part.now)


def _where(at: Span | None) -> str:
    return "" if at is None else f"{at.source.name}:{at.start.line}"


def because(mover: Mover, changes: Sequence[Change], language: Language = "en") -> str:
    """What moves a customer: the changes that are enough, else those that are needed together."""
    zh = language == "zh"
    if mover.enough:
        joint = " 或 " if zh else " or "
        return joint.join(_named(changes[n]) for n in mover.enough)
    if mover.needed:
        joint = " 加 " if zh else " with "
        return joint.join(_named(changes[n]) for n in mover.needed)
    return "几处改动共同作用" if zh else "several changes together"


def _named(change: Change) -> str:
    return " + ".join(f"{p.name} ({_where(p.new) or _where(p.old)})" for p in change.parts)


def document(found: Comparison, movers: Iterable[Mover]) -> dict[str, Any]:
    """`keytier/compare/1`: counts, matrix, changes, and the movers that are given."""
    return {
        "schema": "keytier/compare/1",
        "as_of": found.new.run.manifest.as_of,
        "old": _policy(found.old),
        "new": _policy(found.new),
        "customers": found.both,
        "only_old": found.only_old,
        "only_new": found.only_new,
        "moved": found.moved,
        "differ_otherwise": {"customers": found.others, "columns": dict(found.columns)},
        "matrix": [
            {"was": _end(a), "now": _end(b), "customers": n}
            for (a, b), n in sorted(found.endings.items(), key=_by_name)
        ],
        "changes": [
            {
                "number": n,
                "alone": c.enough,
                "needed": c.needed,
                "parts": [_part(p) for p in c.parts],
            }
            for n, c in enumerate(found.changes, 1)
        ],
        "words": [_part(p) for p in found.words],
        "movers": [
            {
                "customer": m.id,
                "was": _end(m.was),
                "now": _end(m.now),
                "alone": [n + 1 for n in m.enough],
                "needed": [n + 1 for n in m.needed],
            }
            for m in movers
        ],
    }


def _by_name(entry: tuple[tuple[Ended, Ended], int]) -> tuple[str, ...]:
    (a, b), _ = entry
    return (a.outcome, a.tier or "", b.outcome, b.tier or "")


def _policy(ran: RunResult) -> dict[str, Any]:
    counts = {key: ran.counts[key] for key in ("outcomes", "tiers")}
    return {**ran.run.manifest.decided_by, "counts": counts}


def _end(end: Ended) -> dict[str, str | None]:
    return {"outcome": end.outcome, "tier": end.tier}


def _part(part: Part) -> dict[str, Any]:
    return {
        "path": part.name,
        "was": part.was,
        "now": part.now,
        "old": _where(part.old) or None,
        "new": _where(part.new) or None,
    }


def write_movers(found: Comparison, file: Path, language: Language = "en") -> int:
    """Everybody who moves as CSV; how many. `-` as the file writes to standard output."""
    zh = language == "zh"
    count = 0
    heads = ("客户", "原结果", "新结果", "原因") if zh else ("customer", "was", "now", "because")
    with text_outlet(file, "utf-8-sig", "") as out:
        writer = csv.writer(out)
        writer.writerow(heads)
        for m in found.movers():
            why = because(m, found.changes, language)
            cells = (m.id, ended(m.was, language), ended(m.now, language), why)
            writer.writerow([harmless(cell) for cell in cells])
            count += 1
    return count
