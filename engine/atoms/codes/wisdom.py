"""Findings about what a policy means as a whole (KT222-299).

Most are checks of a policy that could run.
"""

from __future__ import annotations

from engine.atoms.codes import (
    Code,
    classes,
    groups,
    idle,
    moves,
    points,
    ranks,
    seats,
    tiers,
    who,
)

CODES: dict[str, Code] = {
    "KT222": Code(
        "warning",
        ("`{part}` is {seen} for every customer", "`{part}` 对所有客户都{seen_zh}"),
        what=(
            "A comparison has one answer whatever the data say.",
            "某个比较无论数据如何结果都一样。",
        ),
        why=(
            "A value is compared with itself, or with a limit that its bounds never cross: the "
            "rule says less than its author thinks.",
            "值与自己比较，或与取值范围越不过的界限比较：规则没有起到作者以为的作用。",
        ),
        avoid="csat: {is: percent, between: [0, 100]}\nwhen: csat > 100",
        prefer="when: csat >= 90",
    ),
    "KT223": Code(
        "warning",
        (
            "`{field}` may be {words}, which no weight profile is named for, and there is no "
            "`default`",
            "`{field}` 可能是 {words}，没有对应的权重方案，也没有 `default`",
        ),
        what=(
            "Weight profiles do not cover the words that choose them.",
            "权重方案没有覆盖用来选择的词。",
        ),
        why=(
            "With such a word no score can be computed: the run or the customer ends in error.",
            "遇到这样的词无法计算得分：运行会停止，或客户的结论是数据有误。",
        ),
        avoid="weights: {choose_by: stage, expansion: {…}}      # one_of: [expansion, stable]",
        prefer="weights: {choose_by: stage, expansion: {…}, default: {…}}",
    ),
    "KT224": Code(
        "error",
        (
            "{where} reads `{name}`, which is personal data",
            "{where_zh}读取了个人信息 `{name}`",
        ),
        help=(
            "let the rule read something else; or, where the value may decide, take away "
            "`personal: yes`",
            "请让规则读取别的内容；若这个值可以用来判断，请去掉 `personal: yes`",
        ),
        what=(
            "A tier, a criterion, a red flag or a benefit reads a value that is marked as "
            "personal, by itself or by way of a derived field, a table or a checklist item.",
            "等级、指标、红旗或权益读取了标为个人信息的值，直接读取，或经由派生字段、明细表、核查项。",
        ),
        why=(
            "What is marked `personal: yes` is there for those who serve the customer. What a "
            "person is or does in private must not decide what the customer is given.",
            "标了 `personal: yes` 的内容是给服务客户的人看的；私人情况不该影响给客户什么。",
        ),
        avoid="data:\n  age: {is: whole, personal: yes}\n"
        "red_flags:\n  old: {when: age > 70, then: refer, if_unknown: nothing}",
        prefer="data:\n  idle_days: {is: whole}\n"
        "red_flags:\n  idle: {when: idle_days > 180, then: refer, if_unknown: nothing}",
    ),
    "KT248": Code(
        "error",
        (
            "benefit `{benefit}` gives `{seen}`, more than its `max_value` of `{most}`",
            "权益 `{benefit}` 给的 `{seen}` 超过了它的 `max_value` `{most}`",
        ),
        what=(
            "The plain amount of a benefit is above the ceiling that stands beside it.",
            "权益写明的金额高于旁边写的上限。",
        ),
        why=(
            "Compliance sets the ceiling of gifts and the like; an amount that everybody gets must "
            "not be above it. A formula that comes to more gives the ceiling.",
            "礼品之类的上限由合规规定，人人都得的固定金额不得超过；公式算出更多时按上限给。",
        ),
        avoid="holiday_gift: {amount: 300, max_value: 200}",
        prefer="holiday_gift: {amount: 200, max_value: 200}",
    ),
    "KT230": Code(
        "error",
        (
            "tier `{tier}` asks for {seen}, more than the better tier `{better}` with {above}",
            "等级 `{tier}` 要求 {seen}，高于更高等级 `{better}` 的 {above}",
        ),
        what=(
            "Tiers are listed best first, but a later one asks for more points.",
            "等级从高到低排列，但后面的等级要求更高的得分。",
        ),
        why=(
            "The first tier that fits is taken: whoever has the points for the later one is "
            "already in the better one.",
            "取第一个满足的等级：得分够后一级的客户早已进入更高等级。",
        ),
        avoid="tiers:\n  gold: {at_least: 60}\n  silver: {at_least: 80}\n  basic: {}",
        prefer="tiers:\n  gold: {at_least: 80}\n  silver: {at_least: 60}\n  basic: {}",
    ),
    "KT231": Code(
        "warning",
        ("tier `{tier}` can never be reached: {why}", "等级 `{tier}` 永远达不到：{why_zh}"),
        what=("No customer can ever enter a tier.", "没有客户能进入某个等级。"),
        why=(
            "The highest score over all profiles, with everything at its best, is below the "
            "threshold, or a better tier takes everybody first.",
            "在所有权重方案下、一切取最好时，最高得分仍低于门槛，或更高等级先收走了所有人。",
        ),
        avoid="criteria:\n  size: {field: size, points: {at_least: {10: 80}, otherwise: 0}}\n"
        "weights: {size: 100}\ntiers:\n  gold: {at_least: 85}\n  basic: {}",
        prefer="tiers:\n  gold: {at_least: 75}\n  basic: {}",
    ),
    "KT232": Code(
        "error",
        (
            "{what} `{tier}` is kept at {keep}, above the {enter} that let a customer in",
            "{what_zh} `{tier}` 的保级线 {keep} 高于进入门槛 {enter}",
        ),
        what=("`keep_at` is above `at_least`.", "`keep_at` 高于 `at_least`。"),
        why=(
            "A customer who just entered would lose the tier at once; `keep_at` softens the "
            "fall and lies at or below the way in.",
            "刚进入的客户会立刻掉级；`keep_at` 用来缓冲，应不高于进入门槛。",
        ),
        avoid="key: {at_least: 60, keep_at: 65}",
        prefer="key: {at_least: 60, keep_at: 55}",
    ),
    "KT250": Code(
        "warning",
        (
            "reason `{seen}` says nothing that the customer's manager could act on",
            "原因 `{seen}` 没有说出可以据以行动的内容",
        ),
        help=(
            "say what was found and why it matters, such as `R02 invoices overdue by more than "
            "90 days`",
            "写明发现了什么、为什么重要，例如 `R02 发票逾期超过 90 天`",
        ),
        what=(
            "A reason only says that the score is too low, or the condition was met.",
            "原因只说得分过低或不符合条件。",
        ),
        why=(
            "A decision must be explained by what led to it; the score is the result, not the "
            "reason.",
            "评定要用导致它的事实来解释；得分是结果，不是原因。",
        ),
        avoid="reason: 得分过低",
        prefer="reason: R02 近12个月三次逾期超过90天",
    ),
    "KT251": Code(
        "warning",
        (
            "the weights were to be reviewed by {day}, {days} day{days_s} before {today}",
            "权重应在 {day} 前复核，到 {today} 已过 {days} 天",
        ),
        what=(
            "The date by which the weights were to be reviewed has passed.",
            "权重的复核日期已过。",
        ),
        why=(
            "Weights are a judgement of their time; whoever signs the next run should have "
            "looked at them.",
            "权重是当时商定的；批准下一次运行的人应当重新看过。",
        ),
        avoid="because: {method: panel, review_by: 2024-12-31}",
        prefer="because: {method: panel, date: 2026-01-10, review_by: 2026-12-31}",
    ),
    "KT290": Code(
        "warning",
        ("`allow {code}` gives no reason", "`allow {code}` 没有写原因"),
        help=(
            "write `# keytier: allow {code} — why this is meant`",
            "写成 `# keytier: allow {code} — 为什么这样做`",
        ),
        what=("A finding is allowed without saying why.", "放行了一个问题，却没有说明原因。"),
        why=(
            "The next reader must know that it was thought about.",
            "下一位读者需要知道这是经过考虑的。",
        ),
        avoid="# keytier: allow KT231",
        prefer="# keytier: allow KT231 — gold opens next year, with the new criterion",
    ),
    "KT291": Code(
        "warning",
        ("`allow {code}` allows nothing: {seen}", "`allow {code}` 没有放行任何内容：{seen_zh}"),
        what=(
            "A comment allows a finding that is not there, or one that cannot be allowed.",
            "注释放行了并不存在、或不能放行的问题。",
        ),
        why=("Left behind, it would silence the next real one.", "留着它会掩盖下一次真正的问题。"),
        avoid="# keytier: allow KT231 — gold opens next year      # gold is reachable by now",
        prefer="# the comment is taken out",
    ),
    "KT292": Code(
        "warning",
        (
            "`{name}` says how content a customer is, and lowers a tier that counts what it is "
            "worth",
            "`{name}` 反映客户满意与否，却会降低按价值评定的等级",
        ),
        (
            "let it lead to a task or a segment, or to a score of its own; or allow it with a "
            "reason",
            "请让它引出任务或客群，或另设评分卡；确有原因时可注明放行",
        ),
        what=(
            "A red flag or a condition of a tier holds against a customer that it is not content, "
            "where the score counts money.",
            "得分计入了金额，而红旗或等级条件又因客户不满意而不利于它。",
        ),
        why=(
            "Who buys much and complains is the one to keep: value says how much service a "
            "customer is worth, satisfaction how well the service does.",
            "买得多又抱怨的客户正是要留住的：价值说明客户值得多少服务，满意度说明服务做得如何。",
        ),
        avoid="red_flags:\n  unhappy: {when: csat < 50, then: {cap: normal}, if_unknown: nothing}",
        prefer="segments:\n  unhappy: {when: csat < 50}\n  others: otherwise",
    ),
    "KT293": Code(
        "warning",
        (
            "{where} tells what `{name}` holds, which is marked as not to be shown",
            "{where_zh}会透露 `{name}` 的值，而它已标为不予显示",
        ),
        (
            "give steps (`at_least`, `at_most`) or a few plain amounts, so that many values look "
            "alike; or allow it with a reason",
            "请改用分档（`at_least`、`at_most`）或几个固定金额，使许多取值看不出差别；确有原因时可注明放行",
        ),
        what=(
            "Points that follow a secret value without steps, or an amount of a benefit that is "
            "reckoned from one.",
            "得分不分档地随保密的值变化，或权益的数额由它算出。",
        ),
        why=(
            "The value itself is masked, but points, reasons and benefits are shown, and whoever "
            "knows the policy reckons it back from them.",
            "值本身会隐去，但得分、原因和权益照常显示，知道政策的人可以由此倒推出来。",
        ),
        avoid="data:\n  margin: {is: percent, between: [0, 100], secret: yes}\n"
        "criteria:\n  profit: {field: margin, points: as_is}",
        prefer="data:\n  margin: {is: percent, between: [0, 100], secret: yes}\n"
        "criteria:\n  profit: {field: margin, points: {at_least: {30: 100, 10: 60}, otherwise: 0}}",
    ),
    "KT299": Code(
        "warning",
        ("{count} more finding{count_s} not shown", "另有 {count} 条未显示"),
        help=("mend the first {shown} and check again", "先处理前 {shown} 条，再检查一次"),
        what=(
            "A file has more findings than are useful to read at once.",
            "一个文件的问题太多，不便一次读完。",
        ),
        why=(
            "Often many follow from one; the first 50 are shown.",
            "许多问题往往源于同一处；只显示前 50 条。",
        ),
    ),
    **tiers.CODES,
    **classes.CODES,
    **groups.CODES,
    **points.CODES,
    **moves.CODES,
    **seats.CODES,
    **ranks.CODES,
    **who.CODES,
    **idle.CODES,
}
