"""The checks, in the order of a file. Reading this tuple is reading what is checked.

What makes a policy unsound (weights, gaps, thresholds out of order …) is said while binding;
these ask whether a sound policy is wise. Each says at most one thing at one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from engine.atoms.diagnostic import Diagnostic
from engine.author.policy import Policy
from engine.bind.bound import BoundPolicy
from engine.check.apart import content_lowers_value
from engine.check.constant import constant_comparisons
from engine.check.dates import old_references, out_of_force, overdue_review
from engine.check.matrix import (
    falling_cells,
    unreachable_cuts,
    unreachable_places,
    unused_scorecards,
)
from engine.check.moves import idle_moves, kept_below
from engine.check.points import dead_steps, evidence_as_fraction, uneven_ladders
from engine.check.profiles import uncovered_words
from engine.check.tiers import unreachable_tiers
from engine.check.told import told_by_benefits, told_by_points
from engine.check.unused import (
    too_small_budgets,
    ungranted_benefits,
    unread_items,
    unused_names,
    unused_rates,
    unused_references,
    unused_tables,
)
from engine.check.wording import empty_reasons, idle_flags

#: Need only what the author wrote, so they run even where binding fails.
OF_POLICY: tuple[Callable[[Policy, int | None], Iterator[Diagnostic]], ...] = (
    out_of_force,
    overdue_review,
    old_references,
    empty_reasons,
    idle_flags,
)

#: Need names and types.
OF_BOUND: tuple[Callable[[BoundPolicy, int | None], Iterator[Diagnostic]], ...] = (
    unused_tables,
    unused_rates,
    unused_references,
    unused_names,
    constant_comparisons,
    content_lowers_value,
    unread_items,
    evidence_as_fraction,
    uneven_ladders,
    dead_steps,
    told_by_points,
    uncovered_words,
    unreachable_tiers,
    unreachable_cuts,
    falling_cells,
    unreachable_places,
    unused_scorecards,
    kept_below,
    idle_moves,
    ungranted_benefits,
    too_small_budgets,
    told_by_benefits,
)
