"""Weights from evidence: what experts say, what data says, side by side; a proposal to type in.

This room lies beside the road: no customer and no policy passes through it. A person reads what
it proposes, and types it into a policy or leaves it. Formulas and their sources: docs/weights.md.

Shares are floats that add up to 1, in the order of the criteria. They become exact integers
(basis points that add up to 10,000) where they leave this room, in `shares.percents`.
"""
