"""A value that several fields may give: which are asked, and how far they may lie apart."""

from __future__ import annotations

from dataclasses import replace

from engine.atoms.diagnostic import Label
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.fields import Names
from engine.bind.findings import KIND_WORDS, Findings


def bind_sources(names: Names) -> None:
    """Gives each derived field that has `sources:` what it takes its value from."""
    for d in names.policy.derived.values():
        field = names.fields.get(d.id)
        if not d.sources or field is None or field.formula is None:
            continue
        asked = [names.fields.get(word.text) for word in d.sources]
        pairs = zip(d.sources, asked, strict=True)
        alike = [_alike(d, word, f, names.findings) for word, f in pairs
                 if f is not None]  # fmt: skip
        tolerance = None if d.tolerance is None else _tolerance(d, d.tolerance, names.findings)
        if all(alike) and None not in asked:
            ids = tuple(word.text for word in d.sources)
            names.fields[d.id] = replace(field, sources=ids, tolerance=tolerance)


def _alike(d: p.DerivedField, word: p.Word, f: b.Field, findings: Findings) -> bool:
    """Whether a source is of the field's own kind, so that its values are the field's."""
    if f.type.kind == d.kind:
        return True
    (seen, seen_zh), (expected, expected_zh) = KIND_WORDS[f.type.kind], KIND_WORDS[d.kind]
    its = f"`{word.text}`"
    labels = []
    if f.declared is not None:
        labels = [Label(f.declared.at, "declared here", "在这里声明")]
    findings.add(
        "KT174", word.at, what=f"`{d.id}`", what_zh=f"`{d.id}`", seen=seen,
        seen_zh=seen_zh, subject=its, subject_zh=its, expected=expected,
        expected_zh=expected_zh, labels=labels,
    )  # fmt: skip
    return False


def _tolerance(d: p.DerivedField, word: p.Word, findings: Findings) -> b.Tolerance | None:
    """`5%` of the value, or so much in the field's own kind; a percent's are its own points."""
    if d.kind not in ("money", "number", "percent", "whole", "rating"):
        seen, seen_zh = KIND_WORDS[d.kind]
        findings.add("KT196", word.at, how="tolerance", column=d.id, seen=seen, seen_zh=seen_zh)
        return None
    if word.text.endswith("%") and d.kind != "percent":
        share = literals.percent(word, findings)
        return None if share is None else b.Tolerance(share, of_value=True)
    amount = literals.number(word, d.kind, findings, low=0)
    return None if amount is None else b.Tolerance(amount, of_value=False)
