"""What a policy lets a person's decision change."""

from __future__ import annotations

from engine.author import policy as p
from engine.bind import bound as b
from engine.bind.findings import Findings


def bind_override(policy: p.Policy, findings: Findings) -> b.Override | None:
    """What an override may lift; None where the policy has none, or seats beside them."""
    written = policy.override
    if written is None:
        return None
    for tier in policy.tiers:
        if tier.seats is not None:
            findings.add("KT280", written.at, tier=tier.id)
            return None
    return b.Override(frozenset(word.text for word in written.may_lift))
