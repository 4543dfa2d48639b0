"""Where a field's values come from, beyond a heading: `from: model:churn@2.1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.author.nodes import Mapping, Node, Scalar, Sequence
from engine.author.page import short
from engine.author.read_region import NAMED

_PREFIX: Final = "model:"
_DECISION: Final = "decision:"
#: A model's name, which may be Chinese, and its version.
_MODEL: Final = re.compile(r"model:[ ]?([^@\s:]+)@((?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){0,2})")


def model_of(headings: tuple[str, ...]) -> str | None:
    """The model and version that a lone heading names; None where it names none.

    >>> model_of(("model:churn@2.1",)), model_of(("churn",))
    ('churn@2.1', None)
    """
    named = _MODEL.fullmatch(headings[0]) if len(headings) == 1 else None
    return None if named is None else f"{named[1]}@{named[2]}"


def decision_of(text: str) -> tuple[str, str] | None:
    """The policy and version whose decisions a table reads.

    >>> decision_of("decision:credit@1.2"), decision_of("credit")
    (('credit', '1.2'), None)
    """
    found = NAMED.fullmatch(text.strip().removeprefix(_DECISION).strip())
    return (found[1], found[2]) if found and text.strip().startswith(_DECISION) else None


def of_decisions(table: Mapping) -> Iterator[Diagnostic]:
    """A table's `from:` that names no policy and its version."""
    given = table.get("from")
    if isinstance(given, Scalar) and decision_of(given.text) is None:
        yield Diagnostic("KT141", {"seen": short(given.text)}, at=given.at)


def of_models(field: Mapping) -> Iterator[Diagnostic]:
    """What seems to name a model and does not: no version, or other headings beside it."""
    given = field.get("from")
    listed = given.items if isinstance(given, Sequence) else (given,)
    for node in listed:
        if isinstance(node, Scalar) and node.text.strip().startswith(_PREFIX):
            lone = len(listed) == 1
            if not lone or model_of((node.text.strip(),)) is None:
                yield _unclear(node, lone)


def _unclear(node: Node, lone: bool) -> Diagnostic:
    assert isinstance(node, Scalar)
    hint = None
    if not lone:
        hint = ("a model's figure has no other heading beside it", "模型给出的值旁边不写别的列名")
    return Diagnostic("KT140", {"seen": short(node.text)}, at=node.at, hint=hint)
