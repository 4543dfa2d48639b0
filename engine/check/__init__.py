"""Is the policy wise? Every finding of a file, from its text to its meaning, in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.atoms.text import Source
from engine.author.format_fixes import apply_fixes
from engine.author.read import read_meant
from engine.bind.bind import bind_meant
from engine.bind.bound import BoundPolicy
from engine.check.allow import honoured
from engine.check.called import by_label
from engine.check.once import each_once
from engine.check.registry import OF_BOUND, OF_POLICY
from engine.check.unused import unnamed

if TYPE_CHECKING:
    from engine.author.explained import LeftOut
    from engine.author.extends import Given

#: So many findings of one file are shown; the rest is counted.
MOST_FINDINGS = 50
_ROUNDS = 8


def check(bound: BoundPolicy, today: int | None = None) -> list[Diagnostic]:
    """What a sound policy says that it probably should not, in file order.

    `today` (days since 1970-01-01) is what dates are held against; without it they are not.
    """
    found = [d for one in OF_POLICY for d in one(bound.policy, today)]
    found += [d for one in OF_BOUND for d in one(bound, today)]
    return sorted(found, key=Diagnostic.order)


def inspect(
    source: Source, today: int | None = None, given: Given | None = None
) -> tuple[BoundPolicy | None, list[Diagnostic]]:
    """The bound policy of a file, or None where it has errors, and all its findings.

    Reads, binds and checks; honours `# keytier: allow KT231 — reason`; sorts by place, and
    keeps at most 50 findings, errors before warnings, with a count of the rest. A finding has a
    mend only where the file is better for it. `given` is head office's file where the policy
    extends one and it is known already: that of a stored run. Otherwise it is looked for.
    """
    seen = look(source, today, given)
    return seen.bound, seen.found


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file says: `bound` where it is sound, `found` as `inspect` gives it; `meant` is the
    policy as far as it could be bound, and `left` what was left out to read it so."""

    bound: BoundPolicy | None
    found: list[Diagnostic]
    meant: BoundPolicy | None = None
    left: LeftOut | None = None


def look(source: Source, today: int | None = None, given: Given | None = None) -> Seen:
    """As `inspect`, with what an unsound policy means as well."""
    seen = _looked_at(source, today, given)
    shown = _shown(seen.found)
    if any(d.fix is not None for d in shown):
        shown, _ = _tried(source, shown, seen.found, today)
    return replace(seen, found=shown)


def mended(source: Source, today: int | None = None) -> tuple[Source, int, list[Diagnostic]]:
    """The text with every mend that holds, how many they were, and the findings that are left.

    A mend may bring the next mistake to light: the text is looked at until nothing is mended.
    """
    count = 0
    for _ in range(_ROUNDS):
        found = _looked_at(source, today).found
        shown, fixes = _tried(source, _shown(found), found, today)
        text, made = apply_fixes(source, fixes)
        if not made:
            return source, count, shown
        count += len(made)
        source = Source(source.name, text)
    return source, count, inspect(source, today)[1]


def _tried(
    source: Source, shown: list[Diagnostic], found: list[Diagnostic], today: int | None
) -> tuple[list[Diagnostic], list[Fix]]:
    from engine.check.mends import with_mends_that_hold  # only a mistaken policy needs it

    return with_mends_that_hold(source, shown, found, lambda s: _looked_at(s, today).found)


def _looked_at(source: Source, today: int | None, given: Given | None = None) -> Seen:
    """Everything that is found, however much it is."""
    seen = _seen(source, today, given)
    found = honoured(source, each_once(seen.found), whole=seen.bound is not None)
    bound = None if any(d.severity == "error" for d in found) else seen.bound
    return replace(seen, bound=bound, found=found)


def _seen(source: Source, today: int | None, given: Given | None) -> Seen:
    """All findings, those that are allowed too; `bound` is what could be bound without any."""
    policy, found, left = read_meant(source, given)
    bound = meant = None
    if policy is not None:
        meant, more = bind_meant(policy, () if left is None else left.unsure)
        # Where something was left out, who knows what else is read, or reached?
        partly = left is not None and left.partly
        bound = None if partly or any(d.severity == "error" for d in more) else meant
        if bound is not None:
            more = [*more, *check(bound, today)]
        else:
            more = [*more, *(d for one in OF_POLICY for d in one(policy, today))]
            more = [*more, *unnamed(policy, source, [*found, *more])]
        found = [*found, *(d for d in more if left is None or not left.explains(d))]
        found = by_label(policy, found)
        if policy.extends is not None:
            from engine.check.region import of_region  # few policies are a region's

            theirs = _seen(policy.extends.source, today, None).found
            found = of_region(policy, policy.extends, found, theirs)
    return Seen(bound, found, meant, left)


def _shown(found: list[Diagnostic]) -> list[Diagnostic]:
    ranked = sorted(found, key=lambda d: (d.severity != "error", d.order()))
    shown = sorted(ranked[:MOST_FINDINGS], key=Diagnostic.order)
    if len(ranked) > MOST_FINDINGS:
        rest = {"count": len(ranked) - MOST_FINDINGS, "shown": MOST_FINDINGS}
        shown.append(Diagnostic("KT299", rest, at=ranked[MOST_FINDINGS].at))
    return shown


__all__ = ["MOST_FINDINGS", "Seen", "check", "inspect", "look", "mended"]
