"""`keytier fmt`: one order of keys and one layout, every comment kept."""

from __future__ import annotations

from typing import Any, Final

from engine.atoms.errors import PolicyError
from engine.atoms.text import Source
from engine.author.compose import compose
from engine.author.format_fixes import apply_fixes
from engine.author.format_layout import Group, Page, laid_out
from engine.author.format_lines import page_text
from engine.author.nodes import Mapping, Scalar
from engine.author.opening import opened
from engine.author.read import PARSER, read_policy, usable

__all__: Final = ["apply_fixes", "format_policy"]


def format_policy(source: Source) -> str:
    """The policy's text in canonical order and layout; it means exactly what it meant.

    Comments stay with their entries. Raises PolicyError, with every finding, for a text that
    is not YAML as policies use it; misspelt and unknown keys are no hindrance, they come last.

    >>> text = "data: {csat: {between: [0, 100],  is: percent}}\\npolicy: a # its id\\nkeytier: 1"
    >>> print(format_policy(Source("a.yaml", text)), end="")
    keytier: 1
    policy: a # its id
    <BLANKLINE>
    data:
      csat: {is: percent, between: [0, 100]}
    """
    before = _layout(source)
    text = page_text(before)
    after = _layout(Source(source.name, text))
    if _said(after.body) != _said(before.body) or after.comments != before.comments:
        raise RuntimeError("formatting would have changed what the policy says; it was left alone")
    return text


def _layout(source: Source) -> Page:
    return laid_out(_root(source))


def _root(source: Source) -> Mapping:
    """The map that a policy's text holds, shape errors allowed."""
    page, findings = opened(source)
    if page is not None and usable(findings):
        composed = compose(page, PARSER)
        whole = composed.broken is None and composed.mend is None and usable(composed.findings)
        if whole and isinstance(composed.root, Mapping):
            return composed.root
    raise PolicyError(read_policy(source)[1])


def _said(value: Scalar | Group) -> Any:
    """What the text says, without layout, order of known keys and comments."""
    if isinstance(value, Scalar):
        return (value.text, value.empty)
    return (value.keyed, [(i.key and i.key.text, _said(i.value)) for i in value.items])
