"""`extends:` and `may_change:` from nodes."""

from __future__ import annotations

import re
from typing import Final, get_args

from engine.author import taken as t
from engine.author.nodes import Mapping, Node, Scalar
from engine.author.policy.region import Opened, Opening

#: `base-policy@1.2`: an id, and a version of one to three whole numbers.
NAMED: Final = re.compile(
    r"([a-z][a-z0-9_]*(?:-[a-z0-9_]+)*)@((?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){0,2})"
)
OPENINGS: Final[tuple[Opening, ...]] = get_args(Opening)


def may_change(node: Node | None) -> tuple[Opened, ...]:
    """What is opened, in the order of the language, whatever the author's order."""
    found: dict[str, Opened] = {}
    if isinstance(node, Mapping):
        for e in node:
            found[e.key.text] = _bounded(e.key.text, e.value)
    else:
        found = {t.string(n): _bounded(t.string(n), n) for n in t.items(node)}
    return tuple(found[o] for o in OPENINGS if o in found)


def _bounded(what: str, node: Node) -> Opened:
    opening = next(o for o in OPENINGS if o == what)
    if isinstance(node, Scalar):
        return Opened(opening, at=node.at)
    m = t.mapping(node)
    by = t.maybe_word(m.get("by"))
    percent, amount = t.bounds(m.get("percent")), t.bounds(m.get("amount"))
    return Opened(opening, by, percent, amount, node.at)


def same_version(a: str, b: str) -> bool:
    """Whether two versions are one: `1.2` is `1.2.0`.

    >>> same_version("1.2", "1.2.0"), same_version("1.2", "1.20")
    (True, False)
    """
    return _parts(a) == _parts(b)


def _parts(version: str) -> list[int]:
    numbers = [int(p) for p in version.split(".")]
    return [*numbers, *[0] * (3 - len(numbers))]
