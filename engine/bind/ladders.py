"""The order of thresholds, on the ladder of a criterion and on the axes of the matrix."""

from __future__ import annotations

from itertools import pairwise

from engine.atoms.diagnostic import Label
from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind.findings import Findings
from engine.bind.rewrites import turned_round


def _other_way(direction: str, values: list[int | None]) -> bool:
    known = [v for v in values if v is not None]
    steps = [a < b if direction == "at_least" else a > b for a, b in pairwise(known)]
    return len(known) == len(values) and all(steps)


def ladder_order(
    direction: str,
    words: list[p.Word],
    values: list[int | None],
    findings: Findings,
    entries: list[Span] | None = None,
) -> bool:
    """`at_least` falls from step to step, `at_most` rises; equal ones are one step twice. Where
    all `entries` stand the other way round, turning them round is the mend."""
    fine = True
    for i, (word, value) in enumerate(zip(words, values, strict=True)):
        if value is None:
            continue
        twin = next((k for k in range(i) if values[k] == value), None)
        if twin is not None:
            label = Label(words[twin].at, "the same threshold", "同一个门槛")
            findings.add("KT211", word.at, first=words[twin].text, second=word.text, labels=[label])
            fine = False
            continue
        before = values[i - 1] if i else None
        wrong = before is not None and (value > before) == (direction == "at_least")
        if wrong and fine:
            label = Label(words[i - 1].at, "the step before", "前一级")
            should, should_zh = ("fall", "递减") if direction == "at_least" else ("rise", "递增")
            fix = turned_round(entries) if entries and _other_way(direction, values) else None
            hint = None if fix is None else ("turn the steps round", "把各级的顺序倒过来")
            findings.add("KT210", word.at, direction=direction, seen=word.text, should=should,
                         should_zh=should_zh, before=words[i - 1].text, labels=[label], fix=fix,
                         hint=hint)  # fmt: skip
            fine = False
    return fine
