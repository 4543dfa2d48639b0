"""Findings about policy tests (KT500-549)."""

from __future__ import annotations

from engine.atoms.codes import Code

_WHY_CASE = (
    "The right tier for the wrong reason fails too: a case holds what the policy was meant to do.",
    "结果对而原因错也算不通过：用例记录的是政策的本意。",
)

CODES: dict[str, Code] = {
    "KT500": Code(
        "error",
        (
            "case `{name}` expects {what} `{expected}`, got `{got}`",
            "用例 `{name}` 期望{what_zh}为 `{expected}`，实际为 `{got}`",
        ),
        what=(
            "A case of the policy ends otherwise than it says.",
            "政策自带的用例结果与所写不同。",
        ),
        why=_WHY_CASE,
        avoid="expect: {tier: key}    # the customer has 62.5 points, `key` begins at 75",
        prefer="expect: {tier: valued}",
    ),
    "KT501": Code(
        "error",
        (
            "case `{name}` expects the reason `{expected}`, got {got}",
            "用例 `{name}` 期望原因 `{expected}`，实际{got_zh}",
        ),
        what=(
            "A reason that the case names is not among the reasons of the decision.",
            "用例写明的原因没有出现在评定原因中。",
        ),
        why=_WHY_CASE,
        avoid="because: [satisfaction.below]    # it was missing, not low",
        prefer="because: [satisfaction.missing]",
    ),
    "KT502": Code(
        "error",
        (
            "case `{name}` expects no reason at all, got: {got}",
            "用例 `{name}` 期望没有任何原因，实际有：{got}",
        ),
        what=(
            "`because: []` says that nothing was lost, missing or flagged.",
            "`because: []` 表示没有失分、缺失或红旗。",
        ),
        why=_WHY_CASE,
        avoid="because: []",
        prefer="because: [spend.below]",
    ),
    "KT503": Code(
        "error",
        (
            "case `{name}` has no `as_of`, and the policy depends on a date ({because})",
            "用例 `{name}` 没有 `as_of`，而政策依赖日期（{because}）",
        ),
        help=("add `as_of: {example}`", "加上 `as_of: {example}`"),
        what=(
            "A window, an age, a table or `as_of` in a formula needs the day of the decision.",
            "窗口、时效、明细表或公式里的 `as_of` 都需要基准日。",
        ),
        why=(
            "Nothing reads the clock: a case must give the same answer next year.",
            "任何地方都不读系统时钟：用例明年也要给出同样的结果。",
        ),
        avoid="- name: bought last month\n  given: {orders: [{date: 2026-05-01, amount: 100}]}",
        prefer="- name: bought last month\n  as_of: 2026-06-30\n"
        "  given: {orders: [{date: 2026-05-01, amount: 100}]}",
    ),
    "KT504": Code(
        "error",
        (
            "case `{name}` gives `{key}`, which the policy does not have",
            "用例 `{name}` 给出了 `{key}`，政策里没有它",
        ),
        what=(
            "`given:` names a field, a checklist item, `<id>_date` or a table.",
            "`given:` 里写的是字段、核查项、`<id>_date` 或明细表。",
        ),
        why=(
            "A misspelt name would test another customer than the one meant.",
            "名称写错，测的就不是想测的那位客户。",
        ),
        avoid="given: {spend_12: 700}",
        prefer="given: {spend_12m: 700}",
    ),
    "KT505": Code(
        "error",
        (
            "case `{name}` gives `{key}` as `{seen}`, expected {expected}",
            "用例 `{name}` 给出的 `{key}` 为 `{seen}`，应为{expected_zh}",
        ),
        what=(
            "The value cannot be read by the type that the policy declares.",
            "该值无法按政策声明的类型读取。",
        ),
        why=(
            "A case writes values as the policy writes them: 5m, 500万, 40%, yes, 2026-01-31.",
            "用例中的值按政策的写法书写：5m、500万、40%、yes、2026-01-31。",
        ),
        avoid="given: {spend_12m: lots}",
        prefer="given: {spend_12m: 5m}",
    ),
    "KT506": Code(
        "error",
        (
            "the engines disagree on `{column}` of case `{name}`: `{record}` and `{interpreter}`",
            "两个引擎对用例 `{name}` 的 `{column}` 结果不一致：`{record}` 与 `{interpreter}`",
        ),
        help=(
            "this is a bug in keytier: please report it with this policy",
            "这是 keytier 自身的缺陷：请连同本政策一起反馈",
        ),
        what=(
            "Every case is decided by two engines that share no code; they must agree.",
            "每个用例都由两个互不共享代码的引擎评定，结果必须一致。",
        ),
        why=(
            "A policy must mean the same wherever it runs.",
            "政策在哪里运行含义都必须相同。",
        ),
    ),
    "KT507": Code(
        "error",
        (
            "coverage is {got} %, expected at least {expected} %",
            "覆盖率为 {got} %，应不低于 {expected} %",
        ),
        help=("see what no case reaches: --coverage", "查看没有用例触及之处：--coverage"),
        what=(
            "Coverage counts steps of criteria, tiers, flags and routes that some case reaches.",
            "覆盖率统计有用例触及的档位、等级、红旗和通道。",
        ),
        why=(
            "A step that no case reaches may be wrong without anybody noticing.",
            "没有用例触及的档位即使写错也无人发现。",
        ),
    ),
    "KT508": Code(
        "error",
        (
            "case `{name}` gives no `{key}` in `context`, and the policy needs it",
            "用例 `{name}` 的 `context` 里没有 `{key}`，而政策需要它",
        ),
        what=(
            "A fact about us that the weights are chosen by is not given.",
            "没有给出用于选择权重方案的自身情况。",
        ),
        why=(
            "Which weights count must never be a guess.",
            "采用哪套权重绝不能靠猜。",
        ),
        avoid="- name: a good customer\n  given: {csat: 90}",
        prefer="- name: a good customer\n  context: {business_stage: stable}\n  given: {csat: 90}",
    ),
    "KT509": Code(
        "error",
        (
            "case `{name}`: the rows of `{table}` give no `{field}`: {why}",
            "用例 `{name}`：`{table}` 的各行得不出 `{field}`：{why_zh}",
        ),
        what=(
            "With these rows the customer would end in error, and the case does not expect that.",
            "按这些行，该客户的结论会是数据有误，而用例并不期望如此。",
        ),
        why=(
            "A sum over rows that cannot all be read would be a wrong number.",
            "若有行读不出来，合计就是错的。",
        ),
        avoid="orders:\n  - {date: 2026-05-01}    # no amount",
        prefer="orders:\n  - {date: 2026-05-01, amount: 100}",
    ),
    "KT514": Code(
        "error",
        (
            "case `{name}`: `{amount}` cannot be converted: {why}",
            "用例 `{name}`：`{amount}` 无法折算：{why_zh}",
        ),
        (
            "give the rate beside it: `fx: [{{currency: USD, date: 2026-01-01, rate: 7.1}}]`",
            "请同时给出汇率：`fx: [{{currency: USD, date: 2026-01-01, rate: 7.1}}]`",
        ),
        what=(
            "An amount of a case is in a currency that the case gives no rate of.",
            "用例中的金额没有可用的汇率。",
        ),
        why=(
            "The customer would end in error, and the case does not expect that.",
            "该客户的结论会是数据有误，而用例并不期望如此。",
        ),
        avoid="credit: 100, 币种: USD",
        prefer="credit: 100, 币种: USD, fx: [{currency: USD, date: 2026-01-01, rate: 7.1}]",
    ),
    "KT510": Code(
        "error",
        (
            "a file of cases holds `{key}`, expected `tests` alone",
            "用例文件里有 `{key}`，应只有 `tests`",
        ),
        what=(
            "Files in the folder of cases hold cases and nothing else.",
            "用例文件夹里的文件只放用例。",
        ),
        why=(
            "A rule that stood there would never be used.",
            "写在那里的规则永远不会生效。",
        ),
        avoid="tiers:\n  key: {at_least: 60}\ntests:\n  - name: …",
        prefer="tests:\n  - name: …",
    ),
}
