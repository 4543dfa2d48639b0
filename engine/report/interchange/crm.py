"""The write-back file for a CRM: each customer's tier, until when it holds, and why, in words."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from engine.atoms.codes import Language
from engine.atoms.dates import forward, from_day, read_date, to_day
from engine.atoms.sql import quoted
from engine.atoms.text import harmless
from engine.bind.bound import BoundPolicy
from engine.bind.contract import decision_columns, input_columns
from engine.explain.reasons import reason, shown_code
from engine.explain.row import Row
from engine.explain.values import tier_label
from engine.ledger.calendar import ASSESSED, STEPS, days_of
from engine.ledger.paired import GIVEN, MADE, paired
from engine.ledger.stored import StoredRun
from engine.report.export_words import FIXED
from engine.report.outcomes import OUTCOMES
from engine.report.outlets import text_outlet

#: The columns, by name, as (English, Chinese); what a mapping of a CRM goes by.
COLUMNS: Final[Mapping[str, tuple[str, str]]] = {
    "id": FIXED["id"],
    "outcome": FIXED["outcome"],
    "tier": FIXED["tier"],
    "tier_id": ("tier id", "等级编号"),
    "valid_until": ("valid until", "有效期至"),
    "reasons": FIXED["reasons"],
    "codes": ("reason codes", "原因代码"),
    "as_of": ("as of", "基准日"),
    "policy": ("policy", "政策"),
}
#: So many reasons are told in words, as `why` does; the codes of all stand beside them.
SENTENCES: Final = 4
_MONTH: Final = 31  # by so many days at most the end of a month lies behind


def write_crm(run: StoredRun, file: Path, language: Language = "en") -> int:
    """CSV (UTF-8 with BOM, CRLF), a row a customer by id; how many were written.

    No cell is one that a spreadsheet would run. `-` as the file writes to standard output.
    """
    bound, as_of, count = run.bound, run.as_of, 0
    policy = f"{run.manifest.policy['id']} {run.manifest.policy['version']}"
    if run.manifest.notes.get("shadow"):  # who reads the file did not see what was said beside it
        policy += "（影子）" if language == "zh" else " (shadow)"
    next_day = next_assessment(bound, as_of)
    made = [c.name for c in decision_columns(bound)]
    given = [c.name for c in input_columns(bound)]
    cells = [f"{row}.{quoted(n)}" for row, names in ((MADE, made), (GIVEN, given)) for n in names]
    context = run.context
    zh = language == "zh"
    between = "；" if zh else "; "
    heads = {name: said[zh] for name, said in COLUMNS.items()}
    if bound.policy.customers.label is not None:
        heads["id"] = bound.policy.customers.label.say(language)
    with text_outlet(file, "utf-8-sig", "") as out:
        writer = csv.writer(out)
        writer.writerow([harmless(h) for h in heads.values()])
        for found in paired(run, cells):
            decided: dict[str, Any] = dict(zip(made, found, strict=False))
            inputs = dict(zip(given, found[len(made) :], strict=True))
            row = Row(bound, decided, as_of, inputs, context)
            tier = decided["tier"]
            until = valid_until(decided, inputs, next_day)
            told = [
                decided["id"],
                OUTCOMES[decided["outcome"]][zh],
                "" if tier is None else tier_label(bound, tier).say(language),
                tier or "",
                "" if until is None else from_day(until).isoformat(),
                between.join(_sentences(row, language)),
                " ".join(shown_code(bound, code) for code in row.reasons),
                run.manifest.as_of,
                policy,
            ]
            writer.writerow([harmless(cell) for cell in told])
            count += 1
    return count


def _sentences(row: Row, language: Language) -> list[str]:
    return [reason(row, code).sentence.say(language) for code in row.reasons[:SENTENCES]]


def next_assessment(bound: BoundPolicy, as_of: int) -> int | None:
    """The day on which the policy asks for the next assessment, or ends by itself where that is
    sooner; None where it says neither."""
    days = []
    if (said := bound.policy.assess) is not None:
        every = ASSESSED[said]
        days.append(days_of(as_of, forward(as_of, STEPS[every]) + _MONTH, every)[1])
    effective = bound.policy.effective
    if effective is not None and effective.until is not None:
        last = read_date(effective.until.text)
        days += [] if last is None or last < as_of else [last]
    return min(days, default=None)


def valid_until(
    decided: Mapping[str, Any], inputs: Mapping[str, Any], next_day: int | None
) -> int | None:
    """The day until which a tier holds: the next assessment, or the end of the person's decision
    that gave it. None without a tier, or where nothing says so."""
    if decided["tier"] is None:
        return None
    ends = inputs["override.until"] if decided.get("override") == "applied" else None
    days = [next_day, to_day(ends) if isinstance(ends, date) else None]
    return min((d for d in days if d is not None), default=None)
