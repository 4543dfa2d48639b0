"""Headings of exported columns that no policy names, as (English, Chinese)."""

from __future__ import annotations

from typing import Final

FIXED: Final[dict[str, tuple[str, str]]] = {
    "id": ("customer", "客户"),
    "members": ("companies", "成员企业"),
    "outcome": ("outcome", "结论"),
    "tier": ("tier", "等级"),
    "tier_by_points": ("tier by points", "按得分的等级"),
    "route": ("route", "通道"),
    "priority": ("priority", "优先级"),
    "no_seat": ("no seat in", "没有名额的等级"),
    "segment": ("segment", "客群"),
    "stage": ("stage", "阶段"),
    "event": ("event", "事件"),
    "move": ("move", "升降级"),
    "benefits_of": ("benefits still of", "沿用权益的原等级"),
    "held.lost": ("tier lost", "失去的等级"),
    "previous.tier": ("tier before", "原等级"),
    "held.tier": ("tier held", "所处等级"),
    "held.since": ("held since", "等级起始日"),
    "held.worse": ("worse in a row", "连续低于次数"),
    "held.grace": ("grace since", "宽限期起始日"),
    "history.length": ("assessments so far", "累计评定次数"),
    "score": ("score", "得分"),
    "score_best": ("best score", "最好得分"),
    "override": ("override", "人工调整"),
    "by_policy": ("by the policy", "按政策"),
    "evidence": ("evidence %", "数据充分度 %"),
    "weight_left": ("weight left %", "剩余权重 %"),
    "profile": ("weight profile", "权重方案"),
    "to_keep": ("points above the tier's line", "高出等级门槛的得分"),
    "to_reach": ("points to the next tier", "距更高等级的得分"),
    "actions": ("actions", "措施"),
    "reasons": ("reasons", "原因"),
}

#: What warnings look back at: behind the label of what is watched, and of the warning.
HISTORY: Final = ("{n} assessments ago", "（前第 {n} 次）")
WARNED: Final = ("last given", "上次发出日")

#: The answers of warnings that flags do not have.
WARNINGS: Final[dict[str, str]] = {"not_enough_history": "历史不足", "muted": "已静默"}

#: What became of the tier held: the words of the column `move`, in Chinese.
MOVES: Final[dict[str, str]] = {
    "first": "首次评定",
    "gone": "原等级已不存在",
    "none": "不变",
    "kept_at": "按保级线保持",
    "held": "锁定期内保持",
    "confirming": "待确认",
    "grace": "宽限期内保持",
    "one_level": "只降一级",
    "promoted": "升级",
    "demoted": "降级",
}

#: What came of a person's decision: the words of the column `override`, in Chinese.
OVERRIDES: Final[dict[str, str]] = {
    "applied": "已采用",
    "expired": "已过期",
    "unapproved": "未经批准",
    "gone": "等级不存在",
    "refused": "不予采用",
}

#: What stands behind the label of one of several scorecards.
OF_SCORES: Final[dict[str, tuple[str, str]]] = {
    "score": ("score", "得分"),
    "score_best": ("best score", "最好得分"),
    "evidence": ("evidence %", "数据充分度 %"),
    "weight_left": ("weight left %", "剩余权重 %"),
    "profile": ("weight profile", "权重方案"),
    "cut": ("cut", "分段"),
    "to_keep": ("points to lose", "可失去的得分"),
    "to_reach": ("points to the next tier", "距更高等级的得分"),
}

PARTS: Final[dict[str, tuple[str, str]]] = {
    "value": ("value", "取值"),
    "age": ("age in days", "数据天数"),
    "hit": ("step", "命中档"),
    "points": ("points", "分值"),
    "weight": ("weight %", "权重 %"),
    "weight_left": ("weight left %", "剩余权重 %"),
    "contribution": ("contribution", "得分贡献"),
    "answer": ("answer", "回答"),
    "effect": ("effect", "影响"),
    "spread": ("spread", "差距"),
    "source": ("source", "来源"),
    "percent": ("%", "%"),
    "amount": ("amount", "金额"),
    "place": ("place on the waiting list", "候补位次"),
}
