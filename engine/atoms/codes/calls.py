"""Findings about what a run or a call is given: the day, the context, the customer (KT450-479)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT450": Code(
        "error",
        (
            "`{seen}` is no day; expected a date such as 2026-06-30",
            "`{seen}` 不是日期，应形如 2026-06-30",
        ),
        what=(
            "The as-of day was given in another form than year, month, day.",
            "基准日没有写成年-月-日。",
        ),
        why=(
            "03/04/2026 is two days, depending on who reads it.",
            "03/04/2026 在不同的人看来是两个不同的日子。",
        ),
        avoid='policy.decide(record, as_of="30/06/2026")',
        prefer='policy.decide(record, as_of="2026-06-30")',
    ),
    "KT451": Code(
        "error",
        (
            "the as-of day is needed for {parts}",
            "需要给出基准日：{parts} 取决于它",
        ),
        ('give as_of="2026-06-30"', '请给出 as_of="2026-06-30"'),
        what=(
            "The policy reads windows, ages or dates, and no day was given.",
            "政策用到统计窗口、时效或日期，却没有给出日期。",
        ),
        why=(
            "Nothing reads the clock, so that the same call gives the same answer for ever.",
            "从不读取时钟，这样同样的调用永远得到同样的答案。",
        ),
        avoid="policy.decide(record)",
        prefer='policy.decide(record, as_of="2026-06-30")',
    ),
    "KT452": Code(
        "error",
        (
            "the policy has no context value `{name}`; {there}",
            "政策没有名为 `{name}` 的情境值；{there_zh}",
        ),
        what=(
            "A context value was given that the policy does not declare.",
            "给出了政策未声明的情境值。",
        ),
        why=(
            "A misspelt name would leave the real one missing.",
            "名称拼错，真正的那个值就会缺失。",
        ),
        avoid='policy.decide(record, context={"stgae": "stable"})',
        prefer='policy.decide(record, context={"stage": "stable"})',
    ),
    "KT453": Code(
        "error",
        (
            "`{value}` cannot be the context value `{name}`; expected {expected}",
            "`{value}` 不能作为情境值 `{name}`，应为{expected_zh}",
        ),
        what=(
            "A context value is not of the type, or not among the words, that the policy declares.",
            "情境值不符合政策声明的类型或不在声明的词之中。",
        ),
        why=(
            "It is the same for every customer of a run, so a wrong one makes all of them wrong.",
            "它对一次运行中的所有客户都相同，错一个就全错。",
        ),
        avoid='policy.decide(record, context={"stage": "stabel"})',
        prefer='policy.decide(record, context={"stage": "stable"})',
    ),
    "KT454": Code(
        "error",
        (
            "the policy is not in force on {as_of}: it holds {effective}",
            "政策在 {as_of} 不在生效期内：生效期为 {effective_zh}",
        ),
        (
            "decide for a day inside `effective`, or insist (`insist=True` in Python)",
            "请选择 `effective` 之内的日期，或明确坚持（Python 中为 `insist=True`）",
        ),
        what=(
            "The as-of day lies outside the policy's `effective`.",
            "基准日不在政策的 `effective` 之内。",
        ),
        why=(
            "A decision under a policy that was not in force convinces nobody.",
            "按未生效的政策作出的评定，谁也不会信服。",
        ),
        avoid='engine.load("policy-2026.yaml").decide(record, as_of="2025-12-31")',
        prefer='engine.load("policy-2026.yaml").decide(record, as_of="2026-01-01")',
    ),
    "KT455": Code(
        "error",
        ("there is no customer `{id}` in the data", "数据中没有客户 `{id}`"),
        (
            "write the id as the data has it, zeros and capital letters too",
            "请按数据中的写法给出编号，前导零和大小写也要一致",
        ),
        what=("The id asked for is in no row.", "没有任何一行是所要的编号。"),
        why=(
            "Ids are text: `0042` and `42` are two customers.",
            "编号是文本：`0042` 与 `42` 是两位客户。",
        ),
        avoid='policy.decide(tables={"orders": rows}, id="42")',
        prefer='policy.decide(tables={"orders": rows}, id="0042")',
    ),
    "KT456": Code(
        "error",
        (
            "the data holds {count} customers; say which one",
            "数据中有 {count} 位客户，请指明是哪一位",
        ),
        (
            "give id=…, or decide all of them with decide_table",
            "请给出 id=…，或用 decide_table 全部评定",
        ),
        what=(
            "One decision was asked for, and the tables hold several customers.",
            "只要求评定一位客户，而数据中有多位客户。",
        ),
        why=("Choosing one in silence would be a guess.", "悄悄挑一位就是猜测。"),
        avoid='policy.decide(tables={"orders": rows})',
        prefer='policy.decide(tables={"orders": rows}, id="0042")',
    ),
    "KT457": Code(
        "error",
        (
            "no weights are chosen: context value `{name}` is {value}, "
            "and there are no `default` weights",
            "未能选定权重：情境值 `{name}` 为 {value_zh}，且没有 `default` 权重方案",
        ),
        (
            "give `{name}` one of the values that have weights, or add `default:` to `weights`",
            "请给 `{name}` 一个有对应权重方案的值，或在 `weights` 中加上 `default:`",
        ),
        what=(
            "The weights are chosen by a context value that was not given, or that has none.",
            "权重由某个情境值选定，而该值未给出，或没有对应的方案。",
        ),
        why=(
            "Without weights there is no score for anybody.",
            "没有权重，任何人都没有得分。",
        ),
        avoid="keytier run policy.yaml customers.csv",
        prefer="keytier run policy.yaml customers.csv --context stage=stable",
    ),
    "KT458": Code(
        "error",
        (
            "`{name}` cannot be `{given}`; expected {expected}",
            "`{name}` 不能是 `{given}`，应为{expected_zh}",
        ),
        what=(
            "An argument of a call is nothing that the call can use.",
            "调用时给出的某个参数无法使用。",
        ),
        why=(
            "Taking it for something near it would answer a question that nobody asked.",
            "若当作相近的写法处理，回答的就不是所问的问题。",
        ),
        avoid='policy.decide_table(frame, columns="al")',
        prefer='policy.decide_table(frame, columns="all")',
    ),
    "KT470": Code(
        "error",
        (
            "the facts of `{run}` are not those of policy `{id}`",
            "`{run}` 的全体事实不属于政策 `{id}`",
        ),
        (
            "name a run of this policy, with the same seats",
            "请指定该政策的一次运行，且名额设置相同",
        ),
        what=(
            "Facts were given of a run of another policy, or of other seats.",
            "给出的全体事实来自另一政策，或名额设置不同的运行。",
        ),
        why=(
            "A customer takes a seat from somebody: the last who found one must have been ordered "
            "by the same rule.",
            "一个客户得到名额，就有另一个得不到：最后一名必须按同一规则排出。",
        ),
        avoid="keytier why key-accounts.yaml customers.csv --id K-1 --facts runs/value-tiers",
        prefer="keytier why key-accounts.yaml customers.csv --id K-1 --facts runs/key-accounts",
    ),
    "KT471": Code(
        "error",
        (
            "`{id}` cannot be decided alone: seats and ranks depend on all customers",
            "不能单独评定 `{id}`：名额与排名取决于全体客户",
        ),
        (
            "give the facts of a run of all: `--facts RUN`",
            "请给出一次全体运行的事实：`--facts RUN`",
        ),
        what=(
            "One customer is to be decided in a run of its own, by a policy with seats or ranks.",
            "政策设有名额或按排名给分，却只对一个客户运行。",
        ),
        why=(
            "Alone it would find every seat free and nobody to be ranked with, which says nothing "
            "of its place among all.",
            "单独评定时所有名额都空着，也没有可比的客户，说明不了它在全体中的位置。",
        ),
        avoid="keytier run key-accounts.yaml customers.csv --id K-1",
        prefer="keytier run key-accounts.yaml customers.csv --id K-1 --facts runs/key-accounts",
    ),
}
