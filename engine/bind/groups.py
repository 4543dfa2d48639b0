"""How the companies of a group become one value: every field says it, and in a way that fits."""

from __future__ import annotations

from typing import Final

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import NUMERIC
from engine.author import policy as p
from engine.bind.findings import KIND_WORDS, Findings

_ORDERED: Final = (*NUMERIC, "date")
#: The kinds that each way of rolling up is for; None: all.
FITS: Final[dict[p.RollUpWord, tuple[str, ...] | None]] = {
    "sum": ("money", "number", "whole"),
    "max": _ORDERED, "min": _ORDERED, "best": _ORDERED, "worst": _ORDERED,
    "any": ("yes_no", "choices"), "all": ("yes_no", "choices"),
    "same": None, "head": None,
}  # fmt: skip


def bind_roll_ups(policy: p.Policy, findings: Findings) -> None:
    """KT270-262: fields without `roll_up`, with one that does not fit, weights that are none."""
    if policy.groups is None or policy.decide_for is None:
        return
    for f in policy.data.values():
        how = f.roll_up
        if how is None:
            findings.add("KT270", f.at, name=f.id, ways=_ways(f.kind), ways_zh=_ways(f.kind, "、"))
        elif how.weighted_by is not None:
            _weighted(f, how.weighted_by, policy, findings)
        elif how.how is not None and (kinds := FITS[how.how]) is not None and f.kind not in kinds:
            _unfit(f, how.how, how, findings)


def may_miss_in_groups(f: p.DataField) -> bool:
    """Whether a group may lack a value that none of its companies lacks."""
    how = f.roll_up
    return how is not None and (how.weighted_by is not None or how.how in ("same", "head"))


def _ways(kind: str, comma: str = ", ") -> str:
    ways: list[str] = [way for way, kinds in FITS.items() if kinds is None or kind in kinds]
    ways += ["{weighted_by: …}"] if kind in NUMERIC else []
    return comma.join(f"`{way}`" for way in ways)


def _unfit(f: p.DataField, way: str, how: p.RollUp, findings: Findings) -> None:
    seen, seen_zh = KIND_WORDS[f.kind]
    findings.add("KT271", how.at, way=way, name=f.id, seen=seen, seen_zh=seen_zh,
                 ways=_ways(f.kind), ways_zh=_ways(f.kind, "、"))  # fmt: skip


def _weighted(f: p.DataField, by: p.Word, policy: p.Policy, findings: Findings) -> None:
    of = policy.data.get(by.text)
    assert f.roll_up is not None
    if f.kind not in NUMERIC:
        _unfit(f, "weighted_by", f.roll_up, findings)
    if of is None:
        known = {d.id: d.at for d in policy.data.values() if d.kind in NUMERIC}
        why = {"why": "no data field has that id", "why_zh": "没有这个数据字段"}
        findings.unknown("KT272", by.at, by.text, known, params={"field": f.id, **why})
    elif of.kind not in NUMERIC:
        seen, seen_zh = KIND_WORDS[of.kind]
        label = Label(of.at, "declared here", "在这里声明")
        findings.add("KT272", by.at, name=by.text, field=f.id, why=f"it is {seen}",
                     why_zh=f"它是{seen_zh}", labels=[label])  # fmt: skip
