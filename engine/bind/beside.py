"""What else is wrong with a formula that has mistakes of its text."""

from __future__ import annotations

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Span
from engine.author.formula.parse import read_formula
from engine.author.formula.rest import names_beside
from engine.author.policy import FormulaText
from engine.bind.bound import Typed
from engine.bind.findings import Findings
from engine.bind.mismatch import unknown_name
from engine.bind.scope import Scope
from engine.bind.types import type_formula


def type_beside(formula: FormulaText, scope: Scope, findings: Findings) -> Typed | None:
    """Says what does not fit in the formula as it was meant, and which names are unknown.

    The types of every node where all that is wrong could be mended; nothing is decided by them.
    """
    tree, found = read_formula(formula)
    own = Findings()
    typed = None if tree is None else type_formula(tree, scope, own)
    faulty = [d.at for d in found if d.at is not None]
    own.found = [d for d in own.found if d.code == "KT176" or not _in_one(d, faulty)]
    findings.found.extend(own.found)
    told = {d.at.start for d in own.found if d.at is not None}
    for node in names_beside(formula):
        if node.name not in scope.names and node.at.start not in told:
            unknown_name(node, scope, findings)
    return typed


def _in_one(d: Diagnostic, faulty: list[Span]) -> bool:
    """Whether a finding is about a word that is told to be faulty itself; a text may be two: in
    wrong quotes, and not declared."""
    return d.at is not None and any(d.at in at for at in faulty)
