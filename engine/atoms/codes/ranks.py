"""Findings about points by rank, and what customers are ranked against (KT273-275)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT273": Code(
        "error",
        ("there is no reference `{name}`", "没有名为 `{name}` 的参照"),
        help=(
            "declare it under `reference:`, or leave it out to rank among the customers of the run",
            "在 `reference:` 下声明它；或去掉它，在本次运行的客户之间排名",
        ),
        what=(
            "A criterion ranks customers against something that the policy does not have.",
            "某指标用于排名的参照在政策里不存在。",
        ),
        why=(
            "Without the percentiles nobody can be ranked.",
            "没有分位数就无法排名。",
        ),
        avoid="points: {rank_percent: {reference: trade}}",
        prefer="reference:\n"
        "  trade: {measured: 2025-12-31, good_for: 1 year, percentiles: {50: 240k, 90: 3m}}",
    ),
    "KT274": Code(
        "error",
        (
            "percentiles should rise, in their percents and in their values, "
            "but {seen} follows {before}",
            "分位数的百分比和数值都应递增，但 {before} 之后是 {seen}",
        ),
        what=(
            "The percentiles of a reference are not in order, or two of them are equal.",
            "参照的分位数没有按顺序排列，或有两个相同。",
        ),
        why=(
            "The greater a percent, the more of those measured lie below its value. keytier checks "
            "the order and does not sort, for either may hold the typing mistake.",
            "百分比越大，低于其数值的就越多。keytier 只检查不排序，因为两处都可能写错。",
        ),
        avoid="percentiles: {50: 240k, 90: 80k}",
        prefer="percentiles: {50: 240k, 90: 3m}",
    ),
    "KT275": Code(
        "warning",
        (
            "reference `{name}` is not good today, {today}: it was measured on {day} and is good "
            "for {limit}",
            "参照 `{name}` 今天（{today}）不可用：测量日为 {day}，有效期 {limit}",
        ),
        help=(
            "measure again; until then its criteria go by their `missing:`",
            "请重新测量；在此之前，相应指标按 `missing:` 处理",
        ),
        what=(
            "Customers are to be ranked against figures that are too old, or not yet of the day.",
            "用于排名的数据已过期，或日期尚未到。",
        ),
        why=(
            "On a day on which a reference is not good, nobody has a rank by it.",
            "参照不可用的日子里，没有客户能据此得到排名。",
        ),
        avoid="reference:\n  trade: {measured: 2019-12-31, good_for: 1 year, …}",
        prefer="reference:\n  trade: {measured: 2025-12-31, good_for: 18 months, …}",
    ),
}
