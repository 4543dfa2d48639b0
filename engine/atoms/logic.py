"""Three-valued logic (Kleene, as SQL): None is unknown."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def k_not(a: Truth) -> Truth:
    return None if a is None else not a


def k_and(values: Iterable[Truth]) -> Truth:
    """False beats unknown beats true.

    >>> k_and([True, None]), k_and([False, None]), k_and([])
    (None, False, True)
    """
    unknown = False
    for v in values:
        if v is False:
            return False
        unknown |= v is None
    return None if unknown else True


def k_or(values: Iterable[Truth]) -> Truth:
    """True beats unknown beats false.

    >>> k_or([False, None]), k_or([True, None]), k_or([])
    (None, True, False)
    """
    unknown = False
    for v in values:
        if v is True:
            return True
        unknown |= v is None
    return None if unknown else False
