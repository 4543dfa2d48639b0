"""One mistake, one message: findings that another one says better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Span

#: Signs of a formula that quotes would only show to the formula's own reader.
_NO_SIGN: Final = frozenset(("KT153", "KT156", "KT160"))

#: Values that are not written as their kind is: what they mean is not asked besides.
_READ: Final = frozenset(("KT119", "KT120", "KT121", "KT122", "KT123"))


def each_once(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings without those that another one makes needless, in their order."""
    quotes = any(d.code == "KT108" for d in found)
    meant = {d.at.range: d for d in found if d.code > "KT170" and d.at is not None}
    once = []
    read = set()
    for d in found:
        also = None if d.at is None or d.code not in _READ else meant.get(d.at.range)
        if also is not None:
            read.add(id(also))
            d = replace(d, fix=None, hint=(also.message("en"), also.message("zh")))
        if not (quotes and any(_says_it(other, d) for other in found)):
            once.append(d)
    return [d for d in once if id(d) not in read]


def _says_it(other: Diagnostic, d: Diagnostic) -> bool:
    """Whether quotes around `d` would mend nothing: a larger value lacks them, or the sign that
    YAML cannot read is none of formulas either."""
    if d.code != "KT108" or other is d or d.at is None or other.at is None:
        return False
    if other.code == "KT108":
        return _within(d.at, other.at) and not _within(other.at, d.at)
    sign = other.code in _NO_SIGN and other.fix is None and other.at.text[:1] in "{[:"
    return sign and _within(other.at, d.at)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start.offset <= inner.start.offset and inner.end.offset <= outer.end.offset
