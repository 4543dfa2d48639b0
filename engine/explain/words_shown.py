"""Sentences of what was read, hit and added up."""

from __future__ import annotations

from typing import Final

SHOWN: Final[dict[str, tuple[str, str]]] = {
    # --- the headline -----------------------------------------------------------------------
    "head.decided": (
        "{customer} {id}: {tier}, {score} points of 100",
        "{customer} {id}：{tier}，{score} 分（满分 100）",
    ),
    "head.decided.scores": (
        "{customer} {id}: {tier}, {scores}",
        "{customer} {id}：{tier}，{scores}",
    ),
    "head.score": ("{card} {score}", "{card} {score}"),
    "head.decided.no_score": ("{customer} {id}: {tier}", "{customer} {id}：{tier}"),
    "head.rejected": (
        "{customer} {id}: {tier}, because a red flag rejects, whatever the points",
        "{customer} {id}：{tier}，因红旗否决，与得分无关",
    ),
    "head.refer": (
        "{customer} {id}: referred to a person, no tier yet",
        "{customer} {id}：转人工判断，尚未定级",
    ),
    "head.not_applicable": (
        "{customer} {id}: this policy does not apply",
        "{customer} {id}：不适用本政策",
    ),
    "head.error": (
        "{customer} {id}: not decided, the data has errors",
        "{customer} {id}：数据有误，未评定",
    ),
    "head.customer": ("customer", "客户"),
    "head.group": ("group", "集团"),
    "head.policy": ("{policy} {version}, as of {as_of}", "{policy} {version}，基准日 {as_of}"),
    "head.profile.of": (", weights `{profile}` of {card}", "，{card}的权重方案 `{profile}`"),
    "head.profile": (", weights `{profile}`", "，权重方案 `{profile}`"),
    # --- section titles ---------------------------------------------------------------------
    "title.facts": ("what else was read", "其他读到的数据"),
    "title.facts.all": ("what was read", "读到的数据"),
    "title.sources": ("where values come from", "取值的来历"),
    "title.criteria.of": ("criteria: {card}", "指标：{card}"),
    "title.criteria": ("criteria", "指标"),
    "title.flags": ("red flags", "红旗"),
    "title.tier": ("tier", "等级"),
    "title.classes": ("segment and stage", "客群与阶段"),
    "title.reasons": ("reasons", "原因"),
    "title.cells": ("what was seen", "所见内容"),
    "title.keep": ("to keep the tier", "如何保住等级"),
    "title.reach": ("to reach the next tier", "如何升到更高等级"),
    "title.settle": ("what would settle it", "补充什么即可定论"),
    "title.actions": ("what the customer gets", "客户所得"),
    "reasons.rest": ("{n} more", "另有 {n} 条"),
    "reasons.rest.1": ("1 more", "另有 1 条"),
    "cell": ("{where}: {seen}", "{where}：{seen}"),
    "cell.expected": ("{where}: {seen}, expected {expected}", "{where}：{seen}，应为{expected}"),
    "cell.row": ("row {n}", "第 {n} 条记录"),
    "cell.line": ("line {n}", "文件第 {n} 行"),
    "cell.column": ("column `{name}`", "列 `{name}`"),
    "cell.empty": ("nothing", "空"),
    "tier.applies": ("the policy applies where {formula}", "适用条件：{formula}"),
    # --- values -----------------------------------------------------------------------------
    "value.yes": ("yes", "是"),
    "value.no": ("no", "否"),
    "value.unknown": ("unknown", "不清楚"),
    "value.not_applicable": ("not applicable", "不适用"),
    "value.missing": ("missing", "缺失"),
    "flag.masked": ("a check that is not shown", "一项不予显示的核查"),
    "value.too_old": ("too old", "已过期"),
    "value.absent": ("missing or too old", "缺失或已过期"),
    "value.apart": ("not asked of this customer", "不适用于该客户"),
    "value.error": ("in error", "有误"),
    "value.none": ("none", "无"),
    "age": ("{days} days old", "{days} 天前"),
    "age.1": ("1 day old", "1 天前"),
    "age.future": ("dated {day}", "日期为 {day}"),
    "age.undated": ("without a date", "没有日期"),
    "age.limit": ("good for {limit}", "有效期 {limit}"),
    "age.overtaken": ("from before {event} of {day}", "早于 {day} 的{event}"),
    "age.before_event": ("from before a later event", "早于之后发生的事件"),
    # --- where values come from -------------------------------------------------------------
    "source.member": ("group of 1 company: {members}", "集团有 1 家企业：{members}"),
    "source.members": (
        "group of {count} companies: {members}",
        "集团有 {count} 家企业：{members}",
    ),
    "source.roll_up.sum": ("summed over its companies: {fields}", "各企业合计：{fields}"),
    "source.roll_up.max": ("the greatest of its companies: {fields}", "各企业中最大：{fields}"),
    "source.roll_up.min": ("the least of its companies: {fields}", "各企业中最小：{fields}"),
    "source.roll_up.best": ("the best of its companies: {fields}", "各企业中最好：{fields}"),
    "source.roll_up.worst": ("the worst of its companies: {fields}", "各企业中最差：{fields}"),
    "source.roll_up.any": ("what some company has: {fields}", "有企业具备即可：{fields}"),
    "source.roll_up.all": ("what every company has: {fields}", "各企业都须具备：{fields}"),
    "source.roll_up.same": ("what its companies agree on: {fields}", "各企业一致：{fields}"),
    "source.roll_up.head": ("of its head company: {fields}", "取自牵头企业：{fields}"),
    "source.roll_up.weighted": (
        "weighted over its companies by {by}: {fields}",
        "各企业按{by}加权：{fields}",
    ),
    "source.model": (
        "{field}: given by the model {model}, version {version}",
        "{field}：由模型 {model} 版本 {version} 给出",
    ),
    "source.decay": (
        "{field}: rows weigh half as much for every {span} of age",
        "{field}：每过 {span}，明细行的权重减半",
    ),
    "source.lookup": (
        "{field}: from the table {table}, for {word}",
        "{field}：取自表“{table}”中的“{word}”",
    ),
    "source.no_row": (
        "{field}: the table {table} has nothing for {word} by this day",
        "{field}：截至当日，表“{table}”中没有“{word}”的数据",
    ),
    "source.no_key": (
        "{field}: not looked up in the table {table}, for {by} is missing",
        "{field}：缺少{by}，未能在表“{table}”中查找",
    ),
    "source.taken": (
        "{field}: taken from {source}",
        "{field}：取自{source}",
    ),
    "source.taken.apart": (
        "{field}: taken from {source}; its sources lie {spread} apart",
        "{field}：取自{source}；各来源相差 {spread}",
    ),
    "source.raters": (
        "{field}: the median of several raters' answers, which lie {spread} apart",
        "{field}：取各评分人结果的中位数，最高与最低相差 {spread}",
    ),
    "source.rate": (
        "{field}: converted from {currency} at {rate} {own} each",
        "{field}：由 {currency} 折算，汇率 {rate}（折合 {own}）",
    ),
    "source.no_rate": (
        "{field}: missing, since the table `fx` has no rate of {currency} by its day",
        "{field}：汇率表 `fx` 中没有 {currency} 当日或更早的汇率，因此视为缺失",
    ),
    "source.rates": (
        "{field}: amounts in {currencies} were converted to {own}, each at the rate of its day",
        "{field}：其中 {currencies} 金额已按各自日期的汇率折算为 {own}",
    ),
    # --- flags and tiers --------------------------------------------------------------------
    "flag.line": ("{answer}", "{answer}"),
    "flag.acts": ("{answer}: {effect}", "{answer}：{effect}"),
    "flag.formula": ("{said}   ({formula})", "{said}   （{formula}）"),
    "flag.ask": ("{said}   ({ask})", "{said}   （{ask}）"),
    "effect.reject": ("reject", "否决"),
    "effect.refer": ("a person decides", "转人工"),
    "effect.cap": ("no better than {tier}", "等级不高于{tier}"),
    "effect.minus.of": ("minus {points} points of {card}", "{card}扣 {points} 分"),
    "effect.minus": ("minus {points} points", "扣 {points} 分"),
    "tier.points": (
        "{tier}: {score} points, {at_least} or more are needed",
        "{tier}：得 {score} 分，要求不低于 {at_least} 分",
    ),
    "tier.require": ("{tier}: {formula} holds", "{tier}：满足条件 {formula}"),
    "tier.points.require": (
        "{tier}: {score} points, {at_least} or more are needed; and {formula} holds",
        "{tier}：得 {score} 分，要求不低于 {at_least} 分；且满足条件 {formula}",
    ),
    "tier.route": (
        '{tier}: by the route "{route}", {formula}',
        "{tier}：经由通道「{route}」，{formula}",
    ),
    "tier.last": ("{tier}: nothing better fits", "{tier}：不符合更高等级的条件"),
    "tier.cell": ("{tier}: named by the cell", "{tier}：所在格的等级"),
    "tier.cell.require": (
        "{tier}: named by the cell; and {formula} holds",
        "{tier}：所在格的等级；且满足条件 {formula}",
    ),
    "tier.cell.below": (
        "{tier}: the next that fits after {named}, which the cell names",
        "{tier}：所在格为{named}，其后第一个符合的等级",
    ),
    "tier.cell.below.require": (
        "{tier}: the next that fits after {named}, which the cell names; and {formula} holds",
        "{tier}：所在格为{named}，其后第一个符合的等级；且满足条件 {formula}",
    ),
    "cut.reached": (
        "{card} {cut}: {score} points, {at_least} or more are needed",
        "{card}「{cut}」：得 {score} 分，要求不低于 {at_least} 分",
    ),
    "cut.last": (
        "{card} {cut}: {score} points, below {below}",
        "{card}「{cut}」：得 {score} 分，低于 {below} 分",
    ),
    "tier.lowered": (
        "{tier}: lowered from {before} by a red flag",
        "{tier}：因红旗由{before}下调",
    ),
    "tier.flag": ('red flag "{flag}": {effect}', "红旗「{flag}」：{effect}"),
    "tier.rejected": ("{tier}: a red flag rejects", "{tier}：红旗否决"),
    "tier.stopped": ("open at {tier}", "停在{tier}，尚无定论"),
    "tier.kept_at": (
        "{tier}: {score} points, {keep_at} or more keep who held it",
        "{tier}：得 {score} 分，原先已处于该等级，不低于 {keep_at} 分即可保持",
    ),
    "tier.kept_at.require": (
        "{tier}: {score} points, {keep_at} or more keep who held it; and {formula} holds",
        "{tier}：得 {score} 分，原先已处于该等级，不低于 {keep_at} 分即可保持；"
        "且满足条件 {formula}",
    ),
    "tier.kept_cell": (
        "{tier}: held before, and the points are enough to keep it",
        "{tier}：原先已处于该等级，得分足以保持",
    ),
    "tier.move.held": (
        "{tier}: held since {since}, no demotion before {hold}; {points} by points",
        "{tier}：自 {since} 起处于该等级，{hold} 之前不降级；按得分为{points}",
    ),
    "tier.move.confirming": (
        "{tier}: kept, worse {count} of {confirm} times in a row; {points} by points",
        "{tier}：暂予保持，连续 {confirm} 次中的第 {count} 次低于该等级；按得分为{points}",
    ),
    "tier.move.grace": (
        "{tier}: kept in grace, from {start} until {grace}; {points} by points",
        "{tier}：宽限期内予以保持，自 {start} 至 {grace}；按得分为{points}",
    ),
    "tier.move.one_level": (
        "{tier}: one tier down from {before}, no more at a time; {points} by points",
        "{tier}：由{before}每次只降一级；按得分为{points}",
    ),
    # --- warnings --------------------------------------------------------------------------
    "title.warnings": ("warnings", "预警"),
    "warning.yes": ("{what}: {watched} {numbers}", "{what}：{watched} {numbers}"),
    "warning.muted": (
        "{what}, still: {watched} {numbers}; not said again before {until}",
        "{what}（仍然如此）：{watched} {numbers}；{until} 之前不再重复",
    ),
    "warning.unknown": (
        "{what}: nobody can tell, {watched} is missing today",
        "{what}：无法判断，本次缺少{watched}",
    ),
    "warning.not_enough_history": (
        "{what}: not enough history, {have} earlier assessments of the {need} that it takes",
        "{what}：历史不足，需要此前 {need} 次评定，现有 {have} 次",
    ),
    "warning.numbers": ("{now}, before that {before}", "{now}，此前依次为 {before}"),
    "warning.score": ("score", "得分"),
    "move.promoted": ("promoted from {tier}", "由{tier}升级"),
    "move.demoted": ("demoted from {tier}", "由{tier}降级"),
    "move.meanwhile": (
        "until a person decides, {tier} stays the tier held",
        "在人工判断之前，仍按原等级{tier}记录",
    ),
    "tier.priority": (
        "served with priority {priority} (1 is first)",
        "服务优先级 {priority}（1 最先）",
    ),
    "tier.would": ("{tier} by points", "按得分为{tier}"),
    # --- segments and stages ----------------------------------------------------------------
    "class.segment": ("segment", "客群"),
    "class.stage": ("stage", "阶段"),
    "class.in": ('{what} "{label}": {formula}', "{what}「{label}」：{formula}"),
    "class.otherwise": (
        '{what} "{label}": nothing before it fits',
        "{what}「{label}」：不符合前面各项",
    ),
    "class.stopped": (
        '{what}: open at "{label}", it is not known whether {formula}',
        "{what}：停在「{label}」，不清楚 {formula} 是否成立",
    ),
    "tier.would.worst": ("{tier} by points, at worst", "按最差得分为{tier}"),
}
