"""Findings about single values: ids, numbers, dates, durations (of the range KT110-149)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT118": Code(
        "error",
        ("`{seen}` cannot be an id", "`{seen}` 不能作 id"),
        help=(
            "an id has lower case letters, digits and _, begins with a letter, and has at most 60 "
            "characters; other names are for labels",
            "id 只用小写字母、数字和 _，以字母开头，最多 60 个字符；其他名称请写在 label 里",
        ),
        what=(
            "The name of a field, tier, criterion, flag or benefit has characters that ids lack.",
            "字段、等级、指标、红旗或权益的 id 含有不允许的字符。",
        ),
        why=(
            "Ids become columns, reason codes and names in formulas; they stay the same for years "
            "while labels may change.",
            "id 会成为列名、原因代码和公式中的名字；label 可以改，id 要长期不变。",
        ),
        avoid="tiers:\n  战略客户: {at_least: 85}",
        prefer="tiers:\n  strategic: {at_least: 85, label: 战略客户}",
    ),
    "KT119": Code(
        "error",
        ("{where} is `{seen}`, expected {expected}", "{where_zh}是 `{seen}`，应为{expected_zh}"),
        what=(
            "What stands here is not a number as policies write it.",
            "此处写的不是政策语言认可的数字。",
        ),
        why=(
            "Thresholds, weights and points are read exactly as they stand, never by a guess.",
            "界限、权重和分值按原文精确读取，绝不猜测。",
        ),
        avoid="at_least: 1e6",
        prefer="at_least: 1m",
    ),
    "KT120": Code(
        "error",
        ("`{seen}` is not a duration", "`{seen}` 不是时长"),
        help=(
            "write a number and days, months or years: 30 days, 6 months, 1 year",
            "写数字加 days、months 或 years：30 days、6 months、1 year",
        ),
        what=(
            "A duration is a whole number and `days`, `months` or `years`.",
            "时长由整数加 `days`、`months` 或 `years` 组成。",
        ),
        why=(
            "Months and years are calendar ones, so the unit must be said.",
            "月和年按日历计算，所以必须写明单位。",
        ),
        avoid="window: 6 month",
        prefer="window: 6 months",
    ),
    "KT121": Code(
        "error",
        ("`{seen}` is not a date", "`{seen}` 不是日期"),
        help=("write year-month-day: 2026-01-31", "按年-月-日写：2026-01-31"),
        what=(
            "A date in a policy is an existing day, written 2026-01-31.",
            "政策里的日期是真实存在的一天，写成 2026-01-31。",
        ),
        why=(
            "01/02/2026 is January to some and February to others.",
            "01/02/2026 有人读作一月，有人读作二月。",
        ),
        avoid="effective: {from: 2026/1/1}",
        prefer="effective: {from: 2026-01-01}",
    ),
    "KT122": Code(
        "error",
        ("{where} is `{seen}`, expected yes or no", "{where_zh}是 `{seen}`，应为 yes 或 no"),
        what=(
            "The key is answered by yes or no.",
            "这个键只能写 yes 或 no。",
        ),
        why=(
            "Other words for it differ from program to program.",
            "其他写法在不同程序里含义不同。",
        ),
        avoid="changeable: N",
        prefer="changeable: no",
    ),
    "KT123": Code(
        "error",
        ("`{seen}` is not a version", "`{seen}` 不是版本号"),
        help=("write numbers with points: 2.1.0", "写带点的数字：2.1.0"),
        what=(
            "A policy's version is one to three whole numbers with points between.",
            "政策版本号由一到三个整数组成，用点分隔。",
        ),
        why=(
            "Every decision names the version that it was made by.",
            "每次评定都会记录所依据的版本。",
        ),
        avoid="version: spring edition",
        prefer="version: 2.1.0",
    ),
    "KT128": Code(
        "error",
        ("`{seen}` is not a time zone", "`{seen}` 不是时区"),
        help=("write its full name: Asia/Shanghai", "写完整名称：Asia/Shanghai"),
        what=(
            "Time zones have names of the IANA list, such as Asia/Shanghai.",
            "时区使用 IANA 名称，例如 Asia/Shanghai。",
        ),
        why=(
            "Timestamps near midnight become one day or the next by it.",
            "午夜前后的时间戳属于哪一天由它决定。",
        ),
        avoid="timezone: Beijing",
        prefer="timezone: Asia/Shanghai",
    ),
    "KT129": Code(
        "error",
        ("`{seen}` is not a currency", "`{seen}` 不是货币代码"),
        help=("write its three letters, such as CNY", "写三个字母的代码，例如 CNY"),
        what=(
            "A currency is written by the three letters of ISO 4217.",
            "货币写 ISO 4217 的三个字母代码。",
        ),
        why=(
            "`元` and `$` are the money of several countries.",
            "“元”和“$”对应多个国家的货币。",
        ),
        avoid="currency: 元",
        prefer="currency: CNY",
    ),
    "KT131": Code(
        "error",
        (
            "`keytier: {seen}` is not a version of the language, expected 1",
            "`keytier: {seen}` 不是语言版本，应为 1",
        ),
        what=(
            "The first line says in which version of the language the policy is written.",
            "第一行说明政策所用的语言版本。",
        ),
        why=(
            "A later version may mean something else by the same words.",
            "以后的版本里同样的词可能有不同的含义。",
        ),
        avoid="keytier: 2",
        prefer="keytier: 1",
    ),
    "KT132": Code(
        "error",
        (
            "{where} is {seen}, expected {expected}",
            "{where_zh}是 {seen}，应为{expected_zh}",
        ),
        what=(
            "A whole number is smaller or larger than the key allows.",
            "整数小于或大于允许的范围。",
        ),
        why=(
            "A least number of rows below 1, or more digits than exist, would mean nothing.",
            "最少行数小于 1、位数超过可保留的位数，都没有意义。",
        ),
        avoid="share_of: {table: orders, when: returned, min_count: 0}",
        prefer="share_of: {table: orders, when: returned, min_count: 1}",
    ),
    "KT133": Code(
        "error",
        ("`{seen}` names no column of a table", "`{seen}` 不是某个明细表的列"),
        help=(
            "write `table.column`, for example `orders.amount`; `orders.date` is the row's date",
            "写成 `表.列`，例如 `orders.amount`；`orders.date` 表示该行日期",
        ),
        what=(
            "What is summed or picked is named as table.column.",
            "汇总或取值的对象要写成 表.列。",
        ),
        why=(
            "Two tables may have columns of the same name.",
            "两个明细表可能有同名的列。",
        ),
        avoid="spend: {is: money, sum_of: amount}",
        prefer="spend: {is: money, sum_of: orders.amount}",
    ),
    "KT134": Code(
        "error",
        ("`{seen}` is not a date form", "`{seen}` 不是日期格式"),
        help=(
            "build it from YYYY, MM and DD, each once: YYYY/MM/DD, DD.MM.YYYY, YYYYMMDD",
            "由 YYYY、MM、DD 各一次组成：YYYY/MM/DD、DD.MM.YYYY、YYYYMMDD",
        ),
        what=(
            "How data writes dates is said with YYYY, MM and DD and the signs between them.",
            "数据里日期的写法用 YYYY、MM、DD 和分隔符来说明。",
        ),
        why=(
            "Every date of the column is read by exactly this form.",
            "该列的每个日期都严格按这个格式读取。",
        ),
        avoid="format: dd/mm/yy",
        prefer="format: DD/MM/YYYY",
    ),
}
