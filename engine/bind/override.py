"""What a policy lets a person's decision change."""

from __future__ import annotations

from engine.author import policy as p
from engine.bind import bound as b


def bind_override(policy: p.Policy) -> b.Override | None:
    """What an override may lift; None where the policy has none."""
    written = policy.override
    if written is None:
        return None
    return b.Override(frozenset(word.text for word in written.may_lift))
