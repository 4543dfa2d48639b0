"""Sentences of reason codes: one key for each kind of code."""

from __future__ import annotations

from typing import Final

REASONS: Final[dict[str, tuple[str, str]]] = {
    # --- reasons: errors --------------------------------------------------------------------
    "reason.error.unreadable": (
        "{part}: the value cannot be read as {kind}",
        "{part}：无法读作{kind}",
    ),
    "reason.error.digits": (
        "{part}: more digits after the point than {kind} holds",
        "{part}：小数位数超过{kind}所能保存的位数",
    ),
    "reason.error.outside": (
        "{part}: the value is outside what the policy allows ({range})",
        "{part}：数值超出政策允许的范围（{range}）",
    ),
    "reason.error.future": (
        "{part}: its date lies after {as_of}",
        "{part}：其日期晚于基准日 {as_of}",
    ),
    "reason.error.unlisted": (
        "{part}: {value} has no weights of its own and there are no `default` weights",
        "{part}：{value} 没有对应的权重方案，也没有 `default` 方案",
    ),
    "reason.error.missing": (
        "{part}: missing, and the policy requires it",
        "{part}：缺失，而政策要求必须有",
    ),
    "reason.error.rows": (
        "{part}: a row of its table cannot be used",
        "{part}：其明细表中有无法使用的行",
    ),
    "reason.error.no_currency": (
        "{part}: the amount does not say its currency",
        "{part}：金额没有写明币种",
    ),
    "reason.error.strange_currency": (
        "{part}: the table `fx` has no rate of its currency",
        "{part}：汇率表 `fx` 中没有它的币种",
    ),
    "reason.id.duplicate": ("the customer's id occurs more than once", "客户编号重复出现"),
    "reason.id.total": ("the row is a total, not a customer", "该行是合计，不是客户"),
    "reason.id.orphan": (
        "its parents end at one that is no customer of the file",
        "沿上级找到的客户不在文件中",
    ),
    "reason.id.cycle": ("its parents lead round in a circle", "它的上级关系成环"),
    "reason.id.missing": ("the row has no customer id", "该行没有客户编号"),
    # --- reasons: flags, tiers, the score ---------------------------------------------------
    "reason.applies_when.unknown": (
        "it is not known whether the policy applies: {formula}",
        "无法确定是否适用本政策：{formula}",
    ),
    "reason.flag.yes": ('red flag "{flag}": {effect}', "红旗「{flag}」：{effect}"),
    "reason.flag.yes.own": ("{own}: {effect}", "{own}：{effect}"),
    "reason.flag.hidden": ('red flag "{flag}"', "红旗「{flag}」"),
    "reason.flag.unknown": (
        'red flag "{flag}" cannot be answered: {effect}',
        "红旗「{flag}」无法确认：{effect}",
    ),
    "reason.flag.unknown.own": (
        "not known whether this holds ({own}): {effect}",
        "无法确认是否属实（{own}）：{effect}",
    ),
    "reason.sources.disagree": (
        "{part}: its sources lie {spread} apart, more than {limit}",
        "{part}：各来源相差 {spread}，超过 {limit}",
    ),
    "reason.field.disagree": (
        "{part}: the raters' answers lie {spread} apart, more than {limit}",
        "{part}：各评分人的结果相差 {spread}，超过 {limit}",
    ),
    "reason.tier.require": (
        "{tier} also requires {formula}, which does not hold",
        "{tier}还要求 {formula}，该条件不成立",
    ),
    "reason.tier.require.unknown": (
        "{tier} also requires {formula}, which is not known to hold",
        "{tier}还要求 {formula}，该条件能否成立尚不清楚",
    ),
    "reason.tier.route": (
        'the route "{route}" leads into {tier}: {formula}',
        "经由通道「{route}」进入{tier}：{formula}",
    ),
    "reason.tier.route.open": (
        'the route "{route}" into {tier} is open: it is not known whether {formula}',
        "进入{tier}的通道「{route}」尚无定论：不清楚 {formula} 是否成立",
    ),
    "reason.class.unknown": (
        '{what} "{label}" is open: it is not known whether {formula}',
        "是否属于{what}「{label}」尚无定论：不清楚 {formula} 是否成立",
    ),
    "reason.scorecard.missing": (
        "no criterion has data, so there is no score",
        "所有指标都没有数据，因此没有得分",
    ),
    "reason.scorecard.missing.of": (
        "{card}: no criterion has data, so there is no score",
        "{card}：所有指标都没有数据，因此没有得分",
    ),
    "reason.scorecard.evidence.of": (
        "{card}: only {share} of the weight has data, {enough} is needed",
        "{card}：有数据的权重仅占 {share}，要求达到 {enough}",
    ),
    "reason.scorecard.evidence": (
        "only {share} of the weight has data, {enough} is needed",
        "有数据的权重仅占 {share}，要求达到 {enough}",
    ),
    "reason.divided_by_zero": (
        "{part}: a division by zero, so the result is missing",
        "{part}：出现除以零，因此结果缺失",
    ),
    "reason.benefit.missing": (
        "{part} is not granted: its amount cannot be worked out",
        "未给予{part}：其数额无法算出",
    ),
    # --- reasons: criteria ------------------------------------------------------------------
    "reason.criterion.missing": (
        "{part}: {field} is missing; {rule}",
        "{part}：{field}缺失；{rule}",
    ),
    "reason.criterion.too_old": (
        "{part}: {field} is too old ({age}); {rule}",
        "{part}：{field}已过期（{age}）；{rule}",
    ),
    "reason.parent.missing": (
        "{part}: nothing that it is made of has data; {rule}",
        "{part}：其下各项都没有数据；{rule}",
    ),
    "reason.moves.gone": (
        "the tier held before, `{before}`, is not in this version of the policy",
        "原先的等级 `{before}` 在这一版政策里已不存在",
    ),
    "reason.moves.kept_at": (
        "held before, so {tier} is kept by its lower threshold; by points it would be {points}",
        "原先已处于该等级，按保级线保持{tier}；按得分为{points}",
    ),
    "reason.moves.held": (
        "no demotion before {hold}: in {tier} since {since}; by points it would be {points}",
        "{hold} 之前不降级：自 {since} 起为{tier}；按得分为{points}",
    ),
    "reason.moves.confirming": (
        "worse for assessment {count} of the {confirm} in a row that a demotion takes; by points "
        "it would be {points}",
        "连续第 {count} 次低于原等级，连续 {confirm} 次才降级；按得分为{points}",
    ),
    "reason.moves.grace": (
        "in grace from {start} until {grace}; by points it would be {points}",
        "宽限期自 {start} 起至 {grace}；按得分为{points}",
    ),
    "reason.moves.one_level": (
        "demoted one tier from {before}; by points it would be {points}",
        "由{before}只降一级；按得分为{points}",
    ),
    "reason.criterion.below": (
        "{part}: {value} gives {points} of {greatest} points, {lost} of the score lost",
        "{part}：{value}，得 {points} 分（最高 {greatest} 分），得分损失 {lost} 分",
    ),
    "reason.criterion.below.of": (
        "{part}: {value} gives {points} of {greatest} points, {lost} of {card} lost",
        "{part}：{value}，得 {points} 分（最高 {greatest} 分），{card}损失 {lost} 分",
    ),
    "reason.criterion.below.own": ("{own} ({said})", "{own}（{said}）"),
    "reason.other": ("{part}: {what}", "{part}：{what}"),
}
