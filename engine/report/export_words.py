"""Headings of exported columns that no policy names, as (English, Chinese)."""

from __future__ import annotations

from typing import Final

FIXED: Final[dict[str, tuple[str, str]]] = {
    "id": ("customer", "客户"),
    "outcome": ("outcome", "结论"),
    "tier": ("tier", "等级"),
    "tier_by_points": ("tier by points", "按得分的等级"),
    "route": ("route", "通道"),
    "segment": ("segment", "客群"),
    "stage": ("stage", "阶段"),
    "score": ("score", "得分"),
    "score_best": ("best score", "最好得分"),
    "evidence": ("evidence %", "数据充分度 %"),
    "weight_left": ("weight left %", "剩余权重 %"),
    "profile": ("weight profile", "权重方案"),
    "to_keep": ("points above the tier's line", "高出等级门槛的得分"),
    "to_reach": ("points to the next tier", "距更高等级的得分"),
    "actions": ("actions", "措施"),
    "reasons": ("reasons", "原因"),
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
    "spread": ("spread of the raters", "评分差距"),
    "percent": ("%", "%"),
    "amount": ("amount", "金额"),
}
