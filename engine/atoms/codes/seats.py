"""Findings about seats of tiers and budgets (KT260-265)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT260": Code(
        "error",
        (
            "`{tier}` is the last tier, so it cannot have seats",
            "`{tier}` 是最后一个等级，不能设名额",
        ),
        help=(
            "give seats to a better tier, or add a last tier for everybody else",
            "把名额设在更高的等级上，或在最后为其余客户加一个等级",
        ),
        what=("The last tier has seats.", "最后一个等级设了名额。"),
        why=(
            "The last tier takes everybody else; whoever found no seat in it would be in none.",
            "最后一个等级接收所有其余客户；在其中没有名额的客户将无处可归。",
        ),
        avoid="tiers:\n  key: {at_least: 60}\n  standard: {seats: 500, order_by: [score]}",
        prefer="tiers:\n  key: {at_least: 60, seats: 30, order_by: [score]}\n  standard: {}",
    ),
    "KT261": Code(
        "error",
        (
            "`{name}` is not worse than `{tier}`: those without a seat join a worse tier",
            "`{name}` 不比 `{tier}` 低：没有名额的客户应进入更低的等级",
        ),
        help=("name a tier that stands below it", "写排在它下面的等级"),
        what=(
            "`when_full` names the tier itself or a better one.",
            "`when_full` 写的是本等级或更高的等级。",
        ),
        why=(
            "Seats are given tier by tier, best first; a full tier may not lift anybody.",
            "名额从高到低逐级分配；名额已满不能反而让客户升级。",
        ),
        avoid="strategic: {seats: 6, order_by: [score], when_full: strategic}",
        prefer="strategic: {seats: 6, order_by: [score], when_full: key}",
    ),
    "KT262": Code(
        "error",
        (
            "`{name}` is {seen}, and customers are ordered by scores, numbers and days",
            "`{name}` 是{seen_zh}，而排序只能用得分、数字和日期",
        ),
        what=(
            "`order_by` names something that puts nobody before another.",
            "`order_by` 写了无法分出先后的内容。",
        ),
        why=(
            "Who sits first must be plain from the data, the same for every row order and engine.",
            "谁在前必须从数据上一目了然，与行的顺序和计算引擎无关。",
        ),
        avoid="order_by: [region, margin_12m]",
        prefer="order_by: [score, margin_12m]",
    ),
    "KT264": Code(
        "error",
        (
            "`keep_margin` cannot be added to `{name}`, which is a day",
            "`{name}` 是日期，不能加 `keep_margin`",
        ),
        help=(
            "order by a score or a number first",
            "请把得分或数字放在 `order_by` 的第一位",
        ),
        what=(
            "A margin for those who hold the tier, beside a first key that is a day.",
            "给在位客户的优势加在了日期上。",
        ),
        why=(
            "A margin says how much better a challenger must be; days are not better or worse by "
            "an amount.",
            "优势说明挑战者要高出多少；日期没有高出多少可言。",
        ),
        avoid="order_by: [since, margin_12m]\nkeep_margin: 5",
        prefer="order_by: [margin_12m, since]\nkeep_margin: 20万",
    ),
    "KT265": Code(
        "warning",
        (
            "the budget `{budget}` does not pay for one customer, who costs `{cost}`",
            "预算 `{budget}` 不够一位客户的成本 `{cost}`",
        ),
        what=(
            "A benefit's `budget_per_year` is less than its `cost_per_year`.",
            "权益的 `budget_per_year` 低于它的 `cost_per_year`。",
        ),
        why=(
            "Every run that grants it to anybody would end in an error; most often a unit is "
            "missing.",
            "只要给了任何一位客户，运行就会报错；多半是漏写了单位。",
        ),
        avoid="manager: {cost_per_year: 180k, budget_per_year: 4}",
        prefer="manager: {cost_per_year: 180k, budget_per_year: 4m}",
    ),
    "KT263": Code(
        "error",
        (
            "`{name}` is {seen}, and `per` names a data field of text without `fresh`",
            "`{name}` 是{seen_zh}，而 `per` 要写不带 `fresh` 的文本数据字段",
        ),
        what=(
            "`per` names a field whose words do not part customers.",
            "`per` 写的字段不能把客户分成几组。",
        ),
        why=(
            "Each word has seats of its own, so each customer must have one word, every day.",
            "每个词各有名额，因此每个客户在任何一天都要有一个确定的词。",
        ),
        avoid="per: margin_12m",
        prefer="per: region",
    ),
}
