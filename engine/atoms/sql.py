"""Names and texts as SQL writes them, for every statement that is put together from parts."""

from __future__ import annotations

from engine.atoms.dates import from_day


def quoted(name: str) -> str:
    """A name as an SQL identifier.

    >>> quoted("csat.a")
    '"csat.a"'
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def day_literal(day: int) -> str:
    """A day (days since 1970-01-01) as an SQL literal.

    >>> day_literal(0)
    "DATE '1970-01-01'"
    """
    return f"DATE '{from_day(day).isoformat()}'"
