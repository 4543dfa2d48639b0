"""Weights: every criterion has one, nothing else has, and they add up to exactly 100."""

from __future__ import annotations

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import ALL_WEIGHT, WEIGHT_SCALE, show
from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind import literals
from engine.bind.findings import Both, Findings
from engine.bind.rewrites import together


def bind_weights(
    weights: p.Weights, criteria: dict[str, Span], where: Both, findings: Findings
) -> tuple[int, ...] | None:
    """Basis points in the order of the criteria, or None after saying what is wrong.

    A profile is judged as a whole: a misspelt or absent criterion explains a wrong sum, so the
    sum is asked only where every criterion has its weight.
    """
    read = [(word, literals.percent(w, findings, scale=WEIGHT_SCALE), w) for word, w in
            weights.entries]  # fmt: skip
    named = {word.text: value for word, value, _ in read}
    absent = [c for c in criteria if c not in named]
    strangers = [word for word, _, _ in read if word.text not in criteria]
    for word in strangers:
        findings.unknown("KT204", word.at, word.text, {c: criteria[c] for c in absent or criteria},
                         params={"where": where[0], "where_zh": where[1]})  # fmt: skip
    if any(value is None for value in named.values()) or strangers or not criteria:
        return None
    total = sum(value for value in named.values() if value is not None)
    if absent:
        _absent(weights, absent, total, where, findings)
        return None
    if total != ALL_WEIGHT:
        _wrong_sum(read, total, where, findings)
        return None
    return tuple(named[c] or 0 for c in criteria)


def _absent(
    weights: p.Weights, absent: list[str], total: int, where: Both, findings: Findings
) -> None:
    left = ALL_WEIGHT - total
    hint = ("give every criterion a weight, 0 where it does not count",
            "给每个指标一个权重，不计分的写 0")  # fmt: skip
    if len(absent) == 1 and left >= 0:
        rest = show(left, WEIGHT_SCALE)
        hint = (f"the others add up to {show(total, WEIGHT_SCALE)}: write `{absent[0]}: {rest}`",
                f"其余合计 {show(total, WEIGHT_SCALE)}：写 `{absent[0]}: {rest}`")  # fmt: skip
    findings.add("KT202", weights.at, lacks=absent, where=where[0], where_zh=where[1], hint=hint)


def _wrong_sum(
    read: list[tuple[p.Word, int | None, p.Word]],
    total: int,
    where: Both,
    findings: Findings,
) -> None:
    """Points at the heaviest weight, the likeliest to be changed, and counts the others up."""
    heaviest = max(range(len(read)), key=lambda i: (read[i][1] or 0, -i))
    word, value, at = read[heaviest]
    others = [(w.text, show(v or 0, WEIGHT_SCALE), x) for i, (w, v, x) in enumerate(read)
              if i != heaviest]  # fmt: skip
    labels = []
    if others:
        listed = ", ".join(f"{name} {weight}" for name, weight, _ in others)
        labels = [Label(others[-1][2].at, f"also counted: {listed}", f"一并计入：{listed}")]
    meant = (value or 0) + ALL_WEIGHT - total
    hint = None
    if 0 <= meant <= ALL_WEIGHT:
        shown = show(meant, WEIGHT_SCALE)
        hint = (f"for example, set `{word.text}` to {shown}", f"例如把 `{word.text}` 改为 {shown}")
    fix = None
    if total * 100 == ALL_WEIGHT:  # 0.4 and 0.6
        percent = [(x.at, show((v or 0) * 100, WEIGHT_SCALE)) for _, v, x in read]
        fix = together(percent)
        both = zip(read, percent, strict=True)
        said = ", ".join(f"{w.text}: {text}" for (w, _, _), (_, text) in both)
        hint = (f"weights are percent: `{said}`", f"权重是百分数：`{said}`")
        labels = []
    findings.add("KT203", at.at, where=where[0], where_zh=where[1],
                 total=show(total, WEIGHT_SCALE), labels=labels, hint=hint, fix=fix)  # fmt: skip
