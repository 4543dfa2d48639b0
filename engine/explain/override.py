"""What came of a person's decision, in words."""

from __future__ import annotations

from engine.atoms.dates import from_day, to_day
from engine.author.policy import Text
from engine.explain.row import Row, tier_number
from engine.explain.values import tier_label
from engine.explain.words import both, joined


def overridden(row: Row) -> Text | None:
    """Into which tier a person put the customer, and what the policy says; None where nobody
    did."""
    if row.text("override") != "applied":
        return None
    said = row.text("by_policy")
    label = tier_label(row.bound, row.text("tier"))
    if said == "refer":
        line = both("tier.override.refer", tier=label)
    else:
        line = both("tier.override", tier=label, policy=tier_label(row.bound, said))
    return joined([line, *_who(row)], zh="，")


def override_reason(row: Row, part: str, what: str) -> Text:
    """The sentence of a reason such as `override.expired`."""
    named = _text(row, "tier") or row.text("tier") or "?"
    known = tier_number(row.bound, named) is not None
    until = _until(row)
    holes: dict[str, Text | str | int] = {
        "tier": tier_label(row.bound, named) if known else named,
        "until": until or "?",
    }
    key = "reason.override.no_end" if what == "expired" and until is None else None
    said = both(key or f"reason.override.{what}", **holes)
    why = _text(row, "because")
    return said if why is None else joined([said, both("override.because", why=why)], zh="，")


def _who(row: Row) -> list[Text]:
    """By whom, approved by whom, why, until when, as far as the inputs tell."""
    found = []
    for what in ("because", "by", "approved_by"):
        text = _text(row, what)
        if text is not None:
            found.append(both(f"override.{what}", **{"why" if what == "because" else "who": text}))
    until = _until(row)
    return found if until is None else [*found, both("override.until", day=until)]


def _text(row: Row, what: str) -> str | None:
    value = None if row.inputs is None else row.inputs.get(f"override.{what}")
    return value if isinstance(value, str) else None


def _until(row: Row) -> str | None:
    value = None if row.inputs is None else row.inputs.get("override.until")
    if value is None or isinstance(value, str):
        return None
    day = value if isinstance(value, int) else to_day(value)  # type: ignore[arg-type]
    return from_day(day).isoformat()
