"""The interpreter's walk in words: one line a step, for `why --steps`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from engine.atoms.codes import Language
from engine.atoms.numbers import KINDS, show
from engine.author.policy import Text
from engine.bind.bound import BoundPolicy, Type
from engine.bind.masks import MASK
from engine.explain.say import aligned
from engine.explain.values import shown
from engine.explain.words import plain

if TYPE_CHECKING:
    from engine.decide.interpreter.steps import Shown, Step

#: What a step is about.
WHAT: Final[Mapping[str, tuple[str, str]]] = {
    "applies": ("applies_when", "适用条件"),
    "field": ("field", "字段"),
    "raters": ("raters disagree", "评分人意见不一"),
    "derived": ("derived", "派生字段"),
    "item": ("checklist", "核查项"),
    "flag": ("red flag", "红旗"),
    "effect": ("effect", "效果"),
    "leaf": ("criterion", "指标"),
    "parent": ("criterion of criteria", "上级指标"),
    "spread": ("weights spread", "权重分摊"),
    "score": ("score", "得分"),
    "evidence": ("evidence", "数据充分度"),
    "both_ways": ("both ways", "两头计算"),
    "settles": ("settles", "可定论"),
    "require": ("require", "前提条件"),
    "route": ("route", "通道"),
    "cut": ("cut", "分段"),
    "cell": ("cell", "格"),
    "tier": ("tier", "等级"),
    "moves": ("moves", "升降级"),
    "cap": ("cap", "封顶"),
    "segment": ("segment", "客群"),
    "stage": ("stage", "阶段"),
    "seat": ("seat", "名额"),
    "outcome": ("outcome", "结论"),
    "benefit": ("benefit", "权益"),
}

#: Closed words that a step may end in.
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "decided": ("decided", "已定级"),
    "refer": ("refer: a person decides", "转人工判断"),
    "error": ("error", "数据有误"),
    "not_applicable": ("not applicable", "不适用"),
    "waiting": ("waiting", "等待名额"),
    "yes": ("yes", "是"),
    "no": ("no", "否"),
    "unknown": ("unknown", "不清楚"),
    "keep": ("missing: 0 points, weight kept", "缺失：0 分，保留权重"),
    "points": ("missing: fixed points", "缺失：固定分值"),
    "reallocate": ("missing: weight goes to the others", "缺失：权重分摊"),
    "both_ways": ("missing: taken both ways", "缺失：两头计算"),
    "passed": ("does not fit, on to the next", "不符合，看下一级"),
    "fits": ("fits", "符合"),
    "stopped": ("stops here: a person decides", "到此为止，转人工"),
    "differ": ("the two ends differ", "两头结论不同"),
    "agree": ("the two ends agree", "两头结论相同"),
    "reject": ("reject", "否决"),
    "seated": ("has a seat", "有名额"),
    "full": ("full: no seat", "已满，没有名额"),
}


def steps(trace: Iterable[Step], bound: BoundPolicy, language: Language = "en") -> list[str]:
    """Numbered lines: what the step is about, the rule, what it read, and what came out."""
    rows = []
    told = (step for step in trace if not (step.what == "effect" and _hidden(step.part, bound)))
    for number, step in enumerate(told, 1):
        rows.append(
            (
                f"{number:>3}",
                WHAT.get(step.what, (step.what, step.what))[language == "zh"],
                MASK if step.what == "flag" and _hidden(step.part, bound) else step.part,
                _detail(step, bound, language),
                "→ " + _result(step, bound).say(language),
            )
        )
    return aligned(rows)


def _detail(step: Step, bound: BoundPolicy, language: Language) -> str:
    """The rule's text and the values that it read."""
    text = step.text
    if step.what == "flag" and _hidden(step.part, bound):
        return ""
    if step.what == "leaf" and any(_hidden(name, bound) for name, _ in step.read):
        text = ""  # the step that was hit tells where the value lies
    if step.what == "item" and step.part in bound.items:
        text = bound.items[step.part].declared.ask.say(language)
    if step.what in ("tier", "cut") and text:
        text = f"at_least {text}"
    read = [
        f"{name} {(plain(MASK) if _hidden(name, bound) else _said(value, bound)).say(language)}"
        for name, value in step.read
    ]
    brackets = ("（{}）", "、") if language == "zh" else (" ({})", ", ")
    if not read:
        return " ".join(text.split())
    joined = brackets[1].join(read)
    return " ".join(text.split()) + brackets[0].format(joined) if text else joined


def _result(step: Step, bound: BoundPolicy) -> Text:
    """What came out; a cap and an effect name tiers, whose ids are no words of ours."""
    if step.what in _TOLD and _hidden(step.part, bound):
        return plain(MASK)
    if step.what in ("cap", "effect"):
        return plain(str(step.result.value))
    return _said(step.result, bound)


#: Steps whose result is the value of what they are about.
_TOLD: Final = ("field", "raters", "derived", "item", "flag", "effect")


def _hidden(name: str, bound: BoundPolicy) -> bool:
    """Whether a value is not to be shown; its day may be."""
    id_, _, what = name.partition(".")
    return id_ in bound.masked and what != "date"


def _said(value: Shown, bound: BoundPolicy) -> Text:
    """A value of a step, in the unit of its kind."""
    of = value.value
    if of is None:
        return Text(*WORDS["unknown"]) if value.kind == "yes_no" else shown(None, Type("text"))
    if value.kind == "id":
        return plain(str(of))
    if value.kind == "points":
        return Text(f"{_number(value)} points", f"{_number(value)} 分")
    if value.kind == "weight":
        return plain(f"{_number(value)}%")
    if value.kind in KINDS:
        t = Type(value.kind, value.scale)  # a kind of the language
        return shown(
            cast("int | str | bool | date | Collection[str]", of), t, bound.policy.currency
        )
    words = WORDS.get(str(of))
    return plain(str(of)) if words is None else Text(*words)


def _number(value: Shown) -> str:
    assert isinstance(value.value, int)
    return show(value.value, value.scale)
