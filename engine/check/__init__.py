"""Is the policy wise? Every finding of a file, from its text to its meaning, in one go."""

from __future__ import annotations

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source
from engine.author.read import read_meant
from engine.bind.bind import bind
from engine.bind.bound import BoundPolicy
from engine.check.allow import honoured
from engine.check.registry import OF_BOUND, OF_POLICY

#: So many findings of one file are shown; the rest is counted.
MOST_FINDINGS = 50


def check(bound: BoundPolicy, today: int | None = None) -> list[Diagnostic]:
    """What a sound policy says that it probably should not, in file order.

    `today` (days since 1970-01-01) is what dates are held against; without it they are not.
    """
    found = [d for one in OF_POLICY for d in one(bound.policy, today)]
    found += [d for one in OF_BOUND for d in one(bound, today)]
    return sorted(found, key=Diagnostic.order)


def inspect(
    source: Source, today: int | None = None
) -> tuple[BoundPolicy | None, list[Diagnostic]]:
    """The bound policy of a file, or None where it has errors, and all its findings.

    Reads, binds and checks; honours `# keytier: allow KT231 — reason`; sorts by place, and
    keeps at most 50 findings, errors before warnings, with a count of the rest.
    """
    policy, found, left = read_meant(source)
    bound = None
    if policy is not None:
        bound, more = bind(policy, () if left is None else left.unsure)
        if left is not None and left.partly:
            bound = None  # who knows what else is read, or reached
        if bound is not None:
            more = [*more, *check(bound, today)]
        else:
            more = [*more, *(d for one in OF_POLICY for d in one(policy, today))]
        found = [*found, *(d for d in more if left is None or not left.explains(d))]
    found = honoured(source, found, whole=bound is not None)
    if any(d.severity == "error" for d in found):
        bound = None
    return bound, _shown(found)


def _shown(found: list[Diagnostic]) -> list[Diagnostic]:
    ranked = sorted(found, key=lambda d: (d.severity != "error", d.order()))
    shown = sorted(ranked[:MOST_FINDINGS], key=Diagnostic.order)
    if len(ranked) > MOST_FINDINGS:
        rest = {"count": len(ranked) - MOST_FINDINGS, "shown": MOST_FINDINGS}
        shown.append(Diagnostic("KT299", rest, at=ranked[MOST_FINDINGS].at))
    return shown


__all__ = ["MOST_FINDINGS", "check", "inspect"]
