"""Keys that the language does not have: what was meant by them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from engine.atoms.codes import Both
from engine.author.literals import bare

#: Words that others have for what is said by other means here, and how.
SAID_OTHERWISE: Final[dict[str, Both]] = {
    "shadow": (
        "a policy is run in the shadow of another by `keytier run POLICY --shadow NEW`",
        "影子运行写在命令里：`keytier run 政策 --shadow 新政策`",
    ),
    "population": (
        "who is no customer yet is a segment, and `applies_to` says for whom a criterion is asked",
        "潜在客户写成一个客群，再用 `applies_to` 说明某项指标考察谁",
    ),
    "portfolio": (
        "a row may as well be a business unit: leave `decide_for` out, and name its column in "
        "`customers: {id: …}`",
        "一行也可以是一个业务单元：去掉 `decide_for`，在 `customers: {id: …}` 里写它的列",
    ),
}

#: What other rule languages, and Chinese authors, call our keys and words.
_ALSO_CALLED: Final[dict[str, tuple[str, ...]]] = {
    "until": ("to", "till", "end", "截止", "结束", "止"),
    "en": ("english", "eng", "en_us", "英文", "英语"),
    "zh": ("chinese", "cn", "zh_cn", "中文", "汉语"),
    "is": ("type", "kind", "类型"),
    "label": ("name", "title", "display_name", "名称", "标签", "标题"),
    "title": ("name", "label", "标题", "名称"),
    "extends": ("extend", "inherits", "base", "based_on", "parent", "扩展", "继承"),
    "may_change": ("can_change", "allow_change", "overridable", "open", "可调整", "允许调整"),
    "note": ("description", "comment", "remark", "备注", "说明"),
    "priority": ("rank", "order", "queue", "优先级"),
    "benefits_end": ("ends", "end", "expires", "valid_until", "notice", "到期", "截止"),
    "sla": ("reaction", "response_time", "promise", "react_within", "响应时限", "时限"),
    "max_value": ("max", "ceiling", "at_most", "limit", "cap", "上限", "限额"),
    "reason": ("message", "say", "description", "理由", "原因"),
    "at_least": ("min", "min_score", "threshold", "floor", "from_score", "score", "最低分", "门槛"),
    "when": ("if", "condition", "formula", "expression", "rule", "条件"),
    "then": ("effect", "do", "action", "outcome", "结果"),
    "if_unknown": ("unknown", "missing", "on_unknown", "未知"),
    "formula": ("expression", "expr", "when", "公式"),
    "from": (
        "start",
        "since",
        "起",
        "开始",
        "source",
        "column",
        "columns",
        "heading",
        "headings",
        "来源",
    ),
    "field": ("reads", "from", "input", "字段"),
    "points": ("score", "scores", "bands", "分数", "得分"),
    "one_of": ("values", "enum", "allowed", "in", "取值"),
    "between": ("range", "bounds", "limits", "范围"),
    "otherwise": ("else", "default", "其他", "否则"),
    "weights": ("weight", "权重", "权重分配"),
    "applies_to": ("applies", "applies_when", "only_for", "for", "适用于", "适用对象"),
    "criteria": ("criterion", "指标", "factors"),
    "scorecard": ("score", "scoring", "评分卡"),
    "scorecards": ("scores", "axes", "评分卡"),
    "matrix": ("grid", "quadrants", "矩阵"),
    "rows": ("row", "y", "行"),
    "columns": ("cols", "x", "列"),
    "cells": ("cell", "grid", "格"),
    "rank_percent": ("percentile", "percent_rank", "rank", "百分位", "排名"),
    "reference": ("benchmark", "references", "参照", "基准", "对标"),
    "percentiles": ("quantiles", "percentile", "分位数", "分位"),
    "sources": ("prefer", "precedence", "first_of_fields", "来源优先级", "数据来源"),
    "tolerance": ("max_difference", "容差", "允许差异"),
    "tiers": ("levels", "grades", "tier", "等级", "分级"),
    "segments": ("segment", "classes", "groups", "客群", "分群"),
    "stages": ("stage", "lifecycle", "life_cycle", "阶段", "生命周期"),
    "data": ("fields", "inputs", "数据", "字段"),
    "derived": ("computed", "variables", "派生"),
    "red_flags": ("flags", "rules", "knockouts", "红旗"),
    "checklist": ("questions", "核查清单"),
    "moves": ("transitions", "stickiness", "升降级", "变动"),
    "override": ("overrides", "manual", "人工调整", "人工覆盖"),
    "may_lift": ("lifts", "can_lift", "可解除"),
    "hold": ("lock", "min_stay", "保级期", "锁定期"),
    "confirm": ("confirmations", "in_a_row", "确认次数"),
    "grace": ("grace_period", "宽限期", "缓冲期"),
    "one_level": ("soft_landing", "one_step", "逐级", "软着陆"),
    "benefits": ("perks", "权益"),
    "actions": ("action", "措施", "动作"),
    "tests": ("cases", "examples", "测试"),
    "effort": ("price", "costs", "difficulty", "代价"),
    "step": ("increment", "by", "步长"),
    "raters": ("judges", "panel", "评分人", "评委"),
    "disagree": ("max_spread", "分歧"),
    "groups": ("hierarchy", "parents", "集团"),
    "decide_for": ("subject", "level", "决策主体"),
    "roll_up": ("rollup", "aggregate", "汇总"),
    "fx": ("rates", "exchange_rates", "rate", "汇率"),
    "customers": ("subjects", "subject", "客户"),
    "policy": ("id", "name", "政策"),
    "version": ("版本",),
    "owner": ("author", "负责人"),
    "effective": ("valid", "生效"),
    "expect": ("expected", "then", "期望"),
    "given": ("input", "inputs", "when", "输入"),
    "ask": ("question", "问题"),
    "missing": ("if_missing", "on_missing", "缺失"),
    "enough_evidence": ("min_evidence", "evidence"),
    "good_for": ("valid_for", "fresh", "有效期"),
    "fresh": ("max_age", "good_for", "有效期"),
    "stale_after": ("stale", "outdated_by", "void_after", "not_before", "失效"),
    "date": ("date_column", "datetime", "timestamp", "日期"),
    "key": ("id", "customer", "customer_id"),
    "change": ("delta", "difference", "improvement", "变化", "改善"),
    "min_count": ("min_n", "at_least", "min_sample", "最少样本"),
    "decay": ("half_life", "halves", "halves_every", "fade", "半衰期", "衰减"),
    "lookup": ("look_up", "lookup_by", "by", "reference", "查表", "按"),
    "id": ("key", "编号"),
    # types
    "money": ("currency", "amount", "金额"),
    "number": ("float", "decimal", "numeric", "double", "数字", "数值"),
    "percent": ("percentage", "pct", "百分比"),
    "whole": ("integer", "int", "count", "整数"),
    "rating": ("score", "stars", "评分"),
    "yes_no": ("bool", "boolean", "flag", "是否", "布尔"),
    "text": ("string", "str", "category", "enum", "文本"),
    "choices": ("list", "set", "multi", "multiple", "多选"),
    # effects and missing rules
    "reject": ("decline", "deny", "refuse", "拒绝", "否决"),
    "refer": ("referred", "refered", "manual", "review", "person", "转人工", "人工"),
    "daily": ("每天", "每日", "按日"),
    "weekly": ("每周", "按周"),
    "monthly": ("每月", "月度", "按月"),
    "quarterly": ("每季度", "每季", "季度", "按季", "按季度"),
    "half_yearly": ("每半年", "半年", "半年度"),
    "yearly": ("每年", "年度", "按年", "annual", "annually"),
    "decided": ("已决定", "已定级", "决定"),
    "not_applicable": ("不适用",),
    "error": ("错误", "数据有误"),
    "nothing": ("none", "ignore", "no", "无"),
    "reallocate": ("redistribute", "spread", "重新分配"),
    "keep": ("zero", "保留"),
}


def meant_key(key: str, known: Sequence[str], present: Collection[str]) -> str | None:
    """The key that was most likely meant, or None. Keys that are there already come last.

    >>> meant_key("at_leest", ["at_least", "label"], [])
    'at_least'
    >>> meant_key("权重", ["criteria", "weights"], ["criteria"])
    'weights'
    >>> meant_key("whatever", ["at_least", "label"], []) is None
    True
    """
    return _meant(key, tuple(known), frozenset(present))


@lru_cache(2_000)
def _meant(key: str, known: tuple[str, ...], present: frozenset[str]) -> str | None:
    plain = re.sub(r"[\s-]+", "_", bare(key).rstrip(":").strip().lower())
    for good in known:
        if plain == good:
            return good
    free = [k for k in known if k not in present]
    for group in (free, [k for k in known if len(k) > 3]):
        ranked = sorted(
            (distance(plain, good), -SequenceMatcher(None, plain, good).ratio(), good)
            for good in group
        )
        if ranked and ranked[0][0] <= max(1, min(3, len(ranked[0][2]) // 3)):
            return ranked[0][2]
        for good in group:
            if plain in _ALSO_CALLED.get(good, ()):
                return good
    return None


def distance(a: str, b: str) -> int:
    """How many letters must be typed, dropped, changed or swapped with the next.

    >>> distance("at_laest", "at_least"), distance("lable", "label"), distance("is", "s")
    (1, 1, 1)
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return row[-1]
