"""What a policy asks of the previous decision."""

from __future__ import annotations

from engine.author import policy as p
from engine.bind import bound as b


def bind_moves(policy: p.Policy) -> b.Moves | None:
    """What keeps a customer where it is; None where no rule looks at the previous decision."""
    written = policy.moves
    if written is not None:
        return b.Moves(written.hold, written.confirm, written.grace, written.one_level)
    axes = () if policy.matrix is None else (policy.matrix.rows, policy.matrix.columns)
    cuts = [cut for axis in axes for cut in axis.cuts]
    words = [*(t.keep_at for t in policy.tiers), *(c.keep_at for c in cuts)]
    words += [t.keep_margin for t in policy.tiers]
    kept = any(word is not None for word in words)
    kept = kept or any(benefit.notice is not None for benefit in policy.benefits.values())
    return b.Moves() if kept else None
