"""Names and texts as SQL writes them, for every statement that is put together from parts."""

from __future__ import annotations


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
