"""Names meet the data contract: a Policy becomes a BoundPolicy, or its mistakes, all in one go."""

from __future__ import annotations

from collections.abc import Collection

from engine.atoms.diagnostic import Diagnostic
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind.actions import bind_actions, bind_benefits
from engine.bind.cases import bind_cases
from engine.bind.classes import bind_classes
from engine.bind.fields import Names, bind_fields
from engine.bind.findings import Findings
from engine.bind.gates import bind_gates, bind_run
from engine.bind.groups import bind_roll_ups
from engine.bind.masks import masked, with_masks
from engine.bind.matrix import bind_matrix
from engine.bind.misspelt import misspelt_once
from engine.bind.moves import bind_moves
from engine.bind.override import bind_override
from engine.bind.personal import keep_personal_apart, readings
from engine.bind.rules import bind_flags, bind_tiers
from engine.bind.scores import bind_scorecards
from engine.bind.sources import bind_sources
from engine.bind.tables import bind_tables, condition
from engine.bind.warnings import bind_warnings


def bind(
    policy: p.Policy, unsure: Collection[str] = ()
) -> tuple[b.BoundPolicy | None, list[Diagnostic]]:
    """The bound policy, and what is wrong; None where something is.

    `unsure` are fields whose type could not be read: nothing is said about how they are used.

    Diagnostics come in file order. A BoundPolicy is sound: every name found, every literal read,
    weights that add up, ladders and bands without gap or overlap.
    """
    bound, found = bind_meant(policy, unsure)
    return None if any(d.severity == "error" for d in found) else bound, found


def bind_meant(
    policy: p.Policy, unsure: Collection[str] = ()
) -> tuple[b.BoundPolicy, list[Diagnostic]]:
    """As `bind`, with what could be bound also where something could not: for those who read
    fields, items and tables only. What is faulty is left out of it, and nothing is decided by it.
    """
    findings = Findings()
    names = Names(policy, findings, unsure)
    bind_run(policy, findings)
    bind_roll_ups(policy, findings)
    tables = bind_tables(policy, findings)
    shares, items = bind_fields(names, tables)
    bind_sources(names)
    applies = condition(policy.applies_when, names.scope(), findings)
    cards = bind_scorecards(names)
    flags, tiers = bind_flags(names), bind_tiers(names)
    matrix = bind_matrix(names)
    segments, stages = bind_classes(names)
    warnings = bind_warnings(names)
    benefits = bind_benefits(names)
    everyone, grants = bind_actions(names)
    must_have, max_missing = bind_gates(names)
    bind_cases(policy, findings)
    classes: tuple[tuple[b.ClassTable, tuple[b.ClassRule, ...]], ...] = (
        ("segment", segments), ("stage", stages),
    )  # fmt: skip
    rules = readings(policy.cards, flags, tiers, classes, benefits.values(), grants)
    keep_personal_apart(names.fields, tables, shares, items, rules, findings)
    fields = _ordered(names)
    hidden = masked(policy, fields, tables, shares, items)
    bound = b.BoundPolicy(
        policy=policy,
        fields=with_masks(fields, hidden),
        tables=tables,
        shares=shares,
        items=items,
        applies_when=applies,
        scorecards=cards,
        flags=flags,
        tiers=tiers,
        benefits=benefits,
        everyone=everyone,
        grants=grants,
        segments=segments,
        stages=stages,
        matrix=matrix,
        moves=bind_moves(policy),
        warnings=warnings,
        override=bind_override(policy),
        must_have=must_have,
        max_missing=max_missing,
        set_aside=policy.gates is not None and policy.gates.on_bad_row == "set_aside",
        masked=hidden,
    )
    return bound, sorted(misspelt_once(findings.found), key=Diagnostic.order)


def _ordered(names: Names) -> dict[str, b.Field]:
    """Data, derived (each after what it reads), context, items."""
    order = ("data", "before", "derived", "context", "item")
    return {f.id: f for origin in order for f in names.fields.values() if f.origin == origin}
