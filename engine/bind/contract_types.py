"""The type of a declared field: kind, scale, bounds and words.

Which keys go with which kind is settled before, by the shape of the file.
"""

from __future__ import annotations

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import BOUNDS, NUMERIC, SCALES
from engine.author import policy as p
from engine.bind import literals
from engine.bind.bound import Type
from engine.bind.findings import Findings


def field_type(f: p.DataField | p.DerivedField, findings: Findings) -> Type:
    """The declared type; faulty bounds and words are said, and the default stands in."""
    kind = f.kind
    if kind not in NUMERIC:
        return Type(kind, words=None if f.one_of is None else _words(f.one_of, findings))
    if isinstance(f, p.DataField) and f.round is not None and f.round > SCALES[kind]:
        findings.add("KT191", f.at, seen=f"round: {f.round}", low="0", high=str(SCALES[kind]))
    low, high = -BOUNDS[kind], BOUNDS[kind]
    if f.between is not None:
        low, high = _bounds(f, f.between, findings) or (low, high)
    return Type(kind, SCALES[kind], low, high)


def _bounds(
    f: p.DataField | p.DerivedField, between: p.Bounds, findings: Findings
) -> tuple[int, int] | None:
    low = literals.number(between.low, f.kind, findings)
    high = literals.number(between.high, f.kind, findings)
    if low is None or high is None:
        return None
    if low > high:
        label = Label(between.high.at, "the greatest value", "最大值")
        findings.add(
            "KT192", between.low.at, low=between.low.text, high=between.high.text, labels=[label]
        )
        return None
    return low, high


def _words(declared: tuple[p.Word, ...], findings: Findings) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in declared:
        text = literals.text(word)
        if not text:
            hint = ("empty text counts as missing", "空文本就是缺失")
            findings.add(
                "KT189", word.at, seen='""', expected="a word", expected_zh="一个词", hint=hint
            )
        found[text] = None
    return tuple(found)
