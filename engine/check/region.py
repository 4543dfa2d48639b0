"""A policy that extends head office's: what was wrong there already, and what is wrong here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Label
from engine.atoms.text import Span
from engine.author.extends import unsound
from engine.author.policy import Extends, Policy

#: What stands below is about the text of a file, and hangs on no other file.
_OF_MEANING: Final = "KT110"


def of_region(
    policy: Policy, extends: Extends, found: Sequence[Diagnostic], theirs: Sequence[Diagnostic]
) -> list[Diagnostic]:
    """The findings of a region's policy, each at a line of the region's file.

    `theirs` are the findings of head office's file alone, which are told there and not here;
    where one of them is an error the file cannot be extended, and beside that only the form of
    the region's own text is told.
    """
    if wrong := [d for d in theirs if d.severity == "error"]:
        own = [d for d in found if d.code < _OF_MEANING and d.at is not None]
        return [*own, unsound(f"{extends.policy}@{extends.version}", extends.at, wrong)]
    known = {d.spot for d in theirs}
    left: list[Diagnostic] = []
    for d in found:
        if d.at is None or d.at.source is not extends.source:
            left.append(d)
        elif d.spot not in known:
            left.append(_moved(policy, extends, d, d.at))
    return left


def _moved(policy: Policy, extends: Extends, d: Diagnostic, at: Span) -> Diagnostic:
    """A finding at a line of head office's, at the region's line that brought it about."""
    here = [x for x in d.labels if x.at.source is not extends.source]
    there = Label(at, "head office's line", "总部的规定")
    others = tuple(x for x in d.labels if x not in here[:1])
    anchor = here[0].at if here else _changed(policy, extends, at)
    return replace(d, at=anchor, labels=(there, *others), fix=None, caret=None)


def _changed(policy: Policy, extends: Extends, at: Span) -> Span:
    """What the region says in the section where head office's line stands, or that it extends."""
    above = extends.source.text[: at.end.offset]
    section = re.findall(r"^([a-z_]+):", above, re.M)
    own = policy.spans.get((section[-1],)) if section else None
    return extends.at if own is None or own.source is extends.source else own
