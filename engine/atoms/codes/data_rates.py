"""Findings about exchange rates and amounts in other currencies (KT360-365)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT360": Code(
        "error",
        (
            "`{column}` is empty beside an amount, expected {expected}",
            "有金额而 `{column}` 为空，应为{expected_zh}",
        ),
        (
            "fill in the currency; an amount of the policy's own says so too",
            "请补全币种；本币金额也要写明",
        ),
        what=(
            "An amount does not say its currency.",
            "金额没有写明币种。",
        ),
        why=(
            "To take it for the policy's own would be a guess that may be wrong sevenfold.",
            "默认为本币只是猜测，可能相差数倍。",
        ),
        avoid="order_date,amount,currency\n2026-03-01,1200,",
        prefer="order_date,amount,currency\n2026-03-01,1200,CNY",
    ),
    "KT361": Code(
        "error",
        (
            "`{column}` is `{seen}`, of which the table `fx` has no rate; expected {expected}",
            "`{column}` 的值是 `{seen}`，汇率表 `fx` 中没有它；应为{expected_zh}",
        ),
        (
            "mend the word, or add rates of that currency: words are compared as they stand",
            "请改正该词，或在汇率表中补充该币种；币种按原文比较",
        ),
        what=(
            "An amount is in a currency that no rate is known of.",
            "金额的币种没有任何汇率。",
        ),
        why=(
            "Left out, it would make a sum too small in silence.",
            "略去它会使合计悄悄偏小。",
        ),
    ),
    "KT362": Code(
        "error",
        (
            "`{column}` is `{seen}` in a row that `{field}` counts, and the table `fx` has no rate "
            "that old; expected {expected}",
            "`{field}` 计入的一行中 `{column}` 为 `{seen}`，汇率表 `fx` 没有那么早的汇率；"
            "应为{expected_zh}",
        ),
        (
            "add an earlier rate of that currency, or `missing_rows: skip` on the field where "
            "such rows are not meant to count",
            "请补充该币种更早的汇率；若这类行本就不计入，可在字段上写 `missing_rows: skip`",
        ),
        what=(
            "The first rate of a currency is dated after the amount.",
            "该币种最早的汇率晚于金额的日期。",
        ),
        why=(
            "A rate holds from its day until the next; before the first there is none, and the "
            "amount is missing.",
            "汇率从其日期起生效，直到下一个汇率；在第一个之前没有汇率，金额即为缺失。",
        ),
    ),
    "KT363": Code(
        "error",
        (
            "a row of the exchange rates has no `{column}`",
            "汇率表的一行没有 `{column}`",
        ),
        (
            "fill it in, or take the row out",
            "请补全，或删去该行",
        ),
        what=(
            "A rate lacks its currency, its day or its value.",
            "汇率缺少币种、日期或数值。",
        ),
        why=(
            "Nobody could say what it was a rate of, so the run stops.",
            "无法知道它是哪个汇率，因此运行停止。",
        ),
    ),
    "KT364": Code(
        "error",
        (
            "`{currency}` has two rates on {day}: {low} and {high}",
            "`{currency}` 在 {day} 有两个汇率：{low} 和 {high}",
        ),
        (
            "keep one of them",
            "请只保留一个",
        ),
        what=(
            "A currency has different rates on one day.",
            "同一币种在同一天有不同的汇率。",
        ),
        why=(
            "Nothing says which is right, so the run stops.",
            "无法知道哪一个正确，因此运行停止。",
        ),
        avoid="currency,date,rate\nUSD,2026-03-01,7.1\nUSD,2026-03-01,7.2",
        prefer="currency,date,rate\nUSD,2026-03-01,7.1\nUSD,2026-03-02,7.2",
    ),
    "KT365": Code(
        "error",
        (
            "the policy's own currency `{currency}` has the rate {rate}, expected 1 or none",
            "政策的本币 `{currency}` 的汇率为 {rate}，应为 1 或不写",
        ),
        (
            "rates say what one unit of a currency is worth in the policy's `currency`; is the "
            "table turned round?",
            "汇率表示一个单位的外币折合多少本币；是否把方向写反了？",
        ),
        what=(
            "The rate of the policy's own currency is not 1.",
            "本币的汇率不是 1。",
        ),
        why=(
            "The table is then made for another currency, and every amount would be wrong.",
            "说明汇率表是为另一种货币编制的，所有金额都会出错。",
        ),
    ),
}
