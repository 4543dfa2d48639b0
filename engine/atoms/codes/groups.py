"""Findings about fields that are rolled up to groups (KT270-262)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT270": Code(
        "error",
        (
            "field `{name}` does not say how the companies of a group become one value",
            "字段 `{name}` 没有说明集团各企业的值如何合为一个",
        ),
        (
            "add `roll_up:` with one of {ways}",
            "请加上 `roll_up:`，可写 {ways_zh}",
        ),
        what=(
            "The policy decides for groups, and a field is of companies only.",
            "政策按集团评定，而该字段只属于单个企业。",
        ),
        why=(
            "A sum, a worst and a weighted mean put the same group into different tiers.",
            "合计、最差值与加权平均会使同一集团落入不同等级。",
        ),
        avoid="margin: {is: money}",
        prefer="margin: {is: money, roll_up: sum}",
    ),
    "KT271": Code(
        "error",
        (
            "`roll_up: {way}` of field `{name}` does not go with {seen}",
            "字段 `{name}` 的 `roll_up: {way}` 不适用于{seen_zh}",
        ),
        (
            "write one of {ways}",
            "可写 {ways_zh}",
        ),
        what=(
            "Values of this kind cannot be put together in this way.",
            "这种类型的值不能这样合并。",
        ),
        why=(
            "Percentages of two companies do not add up, and words have no greatest.",
            "两家企业的百分比不能相加，词也没有大小。",
        ),
        avoid="growth: {is: percent, roll_up: sum}",
        prefer="growth: {is: percent, roll_up: {weighted_by: purchases}}",
    ),
    "KT272": Code(
        "error",
        (
            "`weighted_by: {name}` of field `{field}` is no weight: {why}",
            "字段 `{field}` 的 `weighted_by: {name}` 不能作权重：{why_zh}",
        ),
        what=(
            "A company's weight in its group is the value of a numeric data field.",
            "企业在集团中的权重取自一个数值型数据字段。",
        ),
        why=(
            "Without weights there is no weighted mean.",
            "没有权重就没有加权平均。",
        ),
        avoid="growth: {is: percent, roll_up: {weighted_by: region}}",
        prefer="growth: {is: percent, roll_up: {weighted_by: purchases}}",
    ),
}
