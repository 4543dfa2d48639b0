"""Reasons that say something, and flags that do something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.author import policy as p

_EMPTY: Final = re.compile(
    r"(the\s+)?(overall\s+|total\s+|final\s+)?(scores?|points?|rating)\s*"
    r"((is|are|was|were)\s*)?((too|very)\s*)?(low|bad|poor|small|insufficient|"
    r"not\s+enough|below\s+(the\s+)?threshold)"
    r"|(low|bad|poor|insufficient)\s+(overall\s+|total\s+)?(score|points|rating)"
    r"|not\s+enough\s+points|(the\s+)?(criteria|conditions?|requirements?)\s+(is|are\s+)?not\s+met"
    r"|(does|do)\s+not\s+(qualify|meet\s+(the\s+)?(criteria|conditions|requirements))"
    r"|(综合|总)?(得分|评分|分数|分值|总分)(过|太|较|偏)?(低|少|不足|不够)|(得分|评分|分数|分值)不达标"
    r"|低分|不达标|未达标|不合格|不符合(条件|要求|标准)|(条件|要求)(不满足|未满足)|未达到(标准|要求)",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"\s*[A-Za-z]{0,3}[-_]?[0-9]{1,4}[\s:：.、-]+")


def empty_reasons(policy: p.Policy, today: int | None) -> Iterator[Diagnostic]:
    """KT250: a reason that only says that the score is too low.

    Avoid `reason: 得分过低`; prefer what was found, such as `R02 近12个月三次逾期超过90天`.
    """
    for path, reason in _reasons(policy):
        for text in dict.fromkeys((reason.en, reason.zh)):
            if says_nothing(text):
                at = policy.spans.get((*path, "reason"))
                yield Diagnostic("KT250", {"seen": text}, at=at)


def says_nothing(reason: str) -> bool:
    """Whether a reason, apart from its code, only restates the result.

    >>> says_nothing("R07 得分过低"), says_nothing("R02 invoices overdue by more than 90 days")
    (True, False)
    """
    body = _CODE.sub("", reason, count=1) if _CODE.match(reason) else reason
    return _EMPTY.fullmatch(body.strip(" \t.。!！,，;；")) is not None


def _reasons(policy: p.Policy) -> Iterator[tuple[tuple[str, ...], p.Text]]:
    for flag in policy.red_flags.values():
        if flag.reason is not None:
            yield ("red_flags", flag.id), flag.reason
    for path, c in ((card.path, c) for card in policy.cards for c in card.criteria):
        if isinstance(c, p.ParentCriterion):
            for child in c.criteria:
                if child.reason is not None:
                    yield (*path, "criteria", c.id, "criteria", child.id), child.reason
        elif c.reason is not None:
            yield (*path, "criteria", c.id), c.reason


def idle_flags(policy: p.Policy, today: int | None) -> Iterator[Diagnostic]:
    """KT252: a flag with `nothing` for both answers."""
    for flag in policy.red_flags.values():
        if flag.then.word == flag.if_unknown.word == "nothing":
            yield Diagnostic("KT252", {"flag": flag.id}, at=flag.at)
