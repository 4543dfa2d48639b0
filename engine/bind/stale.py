"""Events that make evidence stale: dates that values and answers are held against."""

from __future__ import annotations

from collections.abc import Iterable

from engine.atoms.diagnostic import Label
from engine.author import policy as p
from engine.bind.findings import KIND_WORDS, Findings


def bind_stale(words: Iterable[p.Word], policy: p.Policy, findings: Findings) -> tuple[str, ...]:
    """The date fields that `stale_after` names; a finding for each word that names none."""
    found = []
    for word in words:
        event = policy.data.get(word.text)
        why = None
        if event is None and word.text not in {**policy.derived, **policy.context}:
            dates = {d.id: d.at for d in policy.data.values() if d.kind == "date"}
            findings.unknown("KT180", word.at, word.text, dates)
            continue
        if event is None:
            why = (
                "`stale_after` names a date field under `data:`",
                "`stale_after` 写 `data:` 里的日期字段",
            )
        elif event.kind != "date":
            label = Label(event.at, "declared here", "在这里声明")
            seen, seen_zh = KIND_WORDS[event.kind]
            findings.add("KT196", word.at, how="stale_after", column=event.id, seen=seen,
                         seen_zh=seen_zh, labels=[label])  # fmt: skip
            continue
        elif event.fresh is not None:
            why = (
                "an event does not grow old, and this date does: leave its `fresh` out",
                "事件不会过期，而这个日期会过期：请去掉它的 `fresh`",
            )
        if why is not None:
            findings.add("KT181", word.at, name=word.text, why=why[0], why_zh=why[1])
            continue
        found.append(word.text)
    return tuple(dict.fromkeys(found))
