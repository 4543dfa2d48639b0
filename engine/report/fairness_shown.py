"""A fairness report as a table, as CSV, and as a document."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from engine.atoms.codes import Both, Language
from engine.atoms.text import harmless
from engine.bind.bound import BoundPolicy
from engine.explain.values import tier_label
from engine.ledger.stored import StoredRun
from engine.report.fairness import Fairness, Rate
from engine.report.outcomes import OUTCOMES
from engine.report.outlets import text_outlet
from engine.report.tables import table

_HEADINGS: Final[dict[str, Both]] = {
    "group": ("group", "组别"),
    "customers": ("customers", "客户数"),
    "tier": ("tier", "等级"),
    "count": ("count", "数量"),
    "rate": ("rate", "占比"),
    "low": ("from", "下限"),
    "high": ("to", "上限"),
    "ratio": ("ratio", "比值"),
    "better": ("or better", "含更高等级"),
    "better_ratio": ("ratio", "比值"),
}
_CSV: Final = (
    "by", "group", "customers", "small", "tier", "count", "rate", "low", "high", "ratio",
    "count_or_better", "rate_or_better", "low_or_better", "high_or_better", "ratio_or_better",
)  # fmt: skip
_TRUTHS: Final[dict[str, Both]] = {"yes": ("yes", "是"), "no": ("no", "否")}
_MISSING: Final[Both] = ("(missing)", "（缺失）")
_SMALL: Final[Both] = (" (small group)", "（组别过小）")


def shown(bound: BoundPolicy, found: Fairness, language: Language) -> str:
    """The table of one grouping: a line for each group and tier."""
    zh = language == "zh"
    lines = []
    for group in found.groups:
        name = group_label(found, group.name, language)
        size = f"{group.judged:,}" + _SMALL[zh] * group.small
        for i, (part, rate) in enumerate(group.rates.items()):
            better = group.or_better.get(part)
            lines.append((
                name if i == 0 else "", size if i == 0 else "", _part(bound, part, language),
                f"{rate.count:,}", _percent(rate.rate), _percent(rate.low), _percent(rate.high),
                _ratio(rate),
                "" if better is None else _percent(better.rate),
                "" if better is None else _ratio(better),
            ))  # fmt: skip
    return table([h[zh] for h in _HEADINGS.values()], lines, right=range(3, 10))


def group_label(found: Fairness, name: str, language: Language) -> str:
    """What a group is called where people read it."""
    if not name:
        return _MISSING[language == "zh"]
    truth = _TRUTHS.get(name) if found.grouping.type.kind == "yes_no" else None
    return name if truth is None else truth[language == "zh"]


def _part(bound: BoundPolicy, part: str, language: Language) -> str:
    if part in OUTCOMES:
        return OUTCOMES[part][language == "zh"]
    return tier_label(bound, part).say(language)


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _ratio(rate: Rate) -> str:
    return "–" if rate.ratio is None else f"{rate.ratio:.2f}"


def write_csv(reports: Sequence[Fairness], file: Path) -> None:
    """Every rate as CSV (UTF-8 with BOM), the same in every language; `-` is standard output."""
    with text_outlet(file, "utf-8-sig", "") as out:
        writer = csv.writer(out)
        writer.writerow(_CSV)
        for found in reports:
            for line in _csv_lines(found):
                writer.writerow([harmless(cell) for cell in line])


def _csv_lines(found: Fairness) -> Iterator[list[str]]:
    for group in found.groups:
        for part, rate in group.rates.items():
            better = group.or_better.get(part)
            yield [
                found.grouping.name, group.name, str(group.judged), "yes" if group.small else "no",
                part, *_numbers(rate), *(_numbers(better) if better else [""] * 5),
            ]  # fmt: skip


def _numbers(rate: Rate) -> list[str]:
    ratio = "" if rate.ratio is None else f"{rate.ratio:.6f}"
    return [str(rate.count), *(f"{x:.6f}" for x in (rate.rate, rate.low, rate.high)), ratio]


def document(
    run: StoredRun, reports: Sequence[Fairness], level: float, small: int
) -> dict[str, Any]:
    """`keytier/fairness/1`: shares of 1, rounded to six decimals."""
    return {
        "schema": "keytier/fairness/1",
        "policy": run.manifest.decided_by,
        "as_of": run.manifest.as_of,
        "interval": {"method": "wilson", "level": level},
        "small_below": small,
        "by": [
            {
                "name": found.grouping.name,
                "against": found.against or None,
                "against_best": found.against is None,
                "left_out": found.left_out,
                "overlapping": found.overlapping,
                "groups": [
                    {
                        "group": g.name or None,
                        "judged": g.judged,
                        "small": g.small,
                        "rates": {t: _rate(r) for t, r in g.rates.items()},
                        "or_better": {t: _rate(r) for t, r in g.or_better.items()},
                    }
                    for g in found.groups
                ],
            }
            for found in reports
        ],
    }


def _rate(rate: Rate) -> dict[str, Any]:
    ratio = None if rate.ratio is None else round(rate.ratio, 6)
    return {
        "count": rate.count, "rate": round(rate.rate, 6), "low": round(rate.low, 6),
        "high": round(rate.high, 6), "ratio": ratio,
    }  # fmt: skip
