"""A series as a table: a line for each run, tiers best first, and what moved."""

from __future__ import annotations

from engine.atoms.codes import Both, Language
from engine.atoms.numbers import show
from engine.bind.bound import BoundPolicy
from engine.ledger.compared import Total, Turn
from engine.report.outcomes import OUTCOMES, grouped
from engine.report.tables import table

_MOVED: tuple[Both, ...] = (
    ("promoted", "升级"),
    ("demoted", "降级"),
    ("by 2 or more", "降两级以上"),
    ("back", "反复"),
)


def series_table(bound: BoundPolicy, turns: tuple[Turn, ...], language: Language = "en") -> str:
    """The as-of day, how many customers each tier and each other outcome has, and how many were
    promoted, demoted, demoted by two tiers or more, and are back in a tier that they left."""
    which = language == "zh"
    others = [o for o in OUTCOMES if o != "decided" and any(t.outcomes.get(o) for t in turns)]
    headings = [("as of", "基准日")[which], *(t.id for t in bound.tiers)]
    headings += [OUTCOMES[o][which] for o in others] + [h[which] for h in _MOVED]
    rows = []
    for number, turn in enumerate(turns):
        counted = [turn.tiers.get(t.id, 0) for t in bound.tiers]
        counted += [turn.outcomes.get(o, 0) for o in others]
        moved = [turn.promoted, turn.demoted, turn.deep, turn.back]
        cells = [grouped(n) for n in counted]
        rows.append([turn.as_of, *cells, *(grouped(n) if number else "" for n in moved)])
    return table(headings, rows, right=set(range(1, len(headings))))


def total_line(bound: BoundPolicy, total: Total, language: Language = "en") -> str:
    """`13 runs: 15,963 changes of tier, 10,589 of them down …`."""
    best = bound.tiers[0].id
    size = _grouped_hundredths(total.top)
    if language == "zh":
        return (
            f"{total.runs} 次运行：等级变动 {grouped(total.changes)} 次，其中降级 "
            f"{grouped(total.demoted)} 次（降两级以上 {grouped(total.deep)} 次）；"
            f"反复升降 {grouped(total.back)} 次；`{best}` 平均 {size} 位客户"
        )
    return (
        f"{total.runs} runs: {grouped(total.changes)} changes of tier, {grouped(total.demoted)} "
        f"of them down ({grouped(total.deep)} by two tiers or more), {grouped(total.back)} "
        "flip-flops; "
        f"`{best}` has {size} customers on average"
    )


def _grouped_hundredths(n: int) -> str:
    """A mean with at most one decimal, rounded half up.

    >>> _grouped_hundredths(33250), _grouped_hundredths(123456)
    ('332.5', '1,234.6')
    """
    tenths = (n + 5) // 10
    rest = show(tenths % 10, 1).removeprefix("0") if tenths % 10 else ""
    return grouped(tenths // 10) + rest
