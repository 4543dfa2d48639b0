"""The digest of a policy: what was said, not how it was laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from engine.atoms.digest import canonical_json, sha256
from engine.author.policy import Policy


def policy_digest(policy: Policy) -> str:
    """`sha256:` and 64 hexadecimal digits of everything that makes two policies equal.

    Positions, quotes, comments, layout and the order of keys with a meaning of their own take
    no part; the order of tiers, criteria, fields and other ids does, for reasons follow it.
    What stands at its default is left out, so that a later version of keytier, which knows more
    keys, gives an old policy the digest that it always had.
    """
    return sha256(canonical_json(_plain(policy)))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        said = {
            f.name: _plain(getattr(value, f.name))
            for f in fields(value)
            if f.compare and not _at_default(f, getattr(value, f.name))
        }
        return {type(value).__name__: said}
    if isinstance(value, Mapping):
        return [[k, _plain(v)] for k, v in value.items()]
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def _at_default(f: Any, value: Any) -> bool:
    if f.default is not MISSING:
        return bool(value == f.default)
    return f.default_factory is not MISSING and bool(value == f.default_factory())
