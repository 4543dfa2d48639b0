"""Whether a formula's result is what its place declares: a derived field, a benefit's parameter."""

from __future__ import annotations

from engine.atoms.numbers import WIDEST
from engine.author.formula import tree as t
from engine.bind import bound as b
from engine.bind import intervals as iv
from engine.bind.findings import KIND_WORDS, Findings
from engine.bind.kinds import class_of, interval


def check_result(typed: b.Typed, declared: b.Type, what: str, findings: Findings) -> bool:
    """True if the result may be declared so: same class; plain and percent also as each other;
    plain numbers as anything that counts."""
    given = typed.type
    have, want = class_of(given.kind), class_of(declared.kind)
    loose = {have, want} == {"plain", "percent"}
    if have != want and not loose and not (declared.numeric and _literal(typed.formula.root)):
        _mismatch(typed, declared, what, findings)
        return False
    if declared.numeric and given.scale > declared.scale:
        # Rounded once more, by (2·n + d) / 2·d.
        needed = 2 * iv.widest(interval(given)) + int(10 ** (given.scale - declared.scale))
        if needed > WIDEST:
            findings.add(
                "KT175", typed.formula.at, part=typed.formula.text[:40], seen=len(str(needed)),
                what="digits", what_zh="位数字", limit=len(str(WIDEST)),
                hint=("declare `between` on the fields that it reads",
                      "请在它读取的字段上声明 `between`"),
            )  # fmt: skip
            return False
    return True


def _literal(node: t.Tree) -> bool:
    """Made of plain numbers alone."""
    return all(isinstance(n, t.Number | t.Arithmetic | t.Negate) for n in t.walk(node))


def _mismatch(typed: b.Typed, declared: b.Type, what: str, findings: Findings) -> None:
    (seen, seen_zh) = KIND_WORDS[typed.type.kind]
    (expected, expected_zh) = KIND_WORDS[declared.kind]
    findings.add(
        "KT174", typed.formula.at, subject="formula", subject_zh="公式", what=what, what_zh=what,
        seen=seen, seen_zh=seen_zh, expected=expected, expected_zh=expected_zh,
        hint=(f"write `is: {typed.type.kind}`, or change the formula",
              f"写成 `is: {typed.type.kind}`，或修改公式"),
    )  # fmt: skip
