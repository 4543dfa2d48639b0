"""Findings about the run before, and what else a run is given beside its data (KT390-399)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT390": Code(
        "error",
        (
            "the run `{run}` is of the policy `{other}`, not of `{id}`",
            "运行 `{run}` 属于政策 `{other}`，而不是 `{id}`",
        ),
        (
            "give a former run of this policy; any version of it will do",
            "请给出本政策以前的运行，任何版本都可以",
        ),
        what=(
            "`--previous` names a run of another policy.",
            "`--previous` 指向了另一个政策的运行。",
        ),
        why=(
            "A tier held under another policy says nothing of this one, even where it has the "
            "same name.",
            "在另一个政策下所处的等级，即使名称相同，也与本政策无关。",
        ),
    ),
    "KT391": Code(
        "error",
        (
            "the run `{run}` is of {day}, which is not before {as_of}",
            "运行 `{run}` 的基准日是 {day}，不早于 {as_of}",
        ),
        (
            "give the run before this one, or a later --as-of",
            "请给出更早的一次运行，或更晚的 --as-of",
        ),
        what=(
            "The previous run must lie before the day that is decided for.",
            "上一次运行的基准日必须早于本次的基准日。",
        ),
        why=(
            "What a customer held later cannot keep it where it is today.",
            "以后的等级不能决定今天是否保级。",
        ),
        avoid="keytier run policy.yaml data.csv --as-of 2026-05-31 --previous runs/june",
        prefer="keytier run policy.yaml data.csv --as-of 2026-06-30 --previous runs/may",
    ),
    "KT392": Code(
        "error",
        (
            "the policy `{id}` does not look back: a previous run would change nothing",
            "政策 `{id}` 不看上一次结论：给出上一次运行不会有任何作用",
        ),
        (
            "leave it out; or give the policy `moves:`, or a tier `keep_at`",
            "请去掉它；或在政策里写 `moves:`，或给等级写 `keep_at`",
        ),
        what=(
            "A previous run was given to a policy whose rules never ask for one.",
            "给出了上一次运行，而该政策没有任何规则会用到它。",
        ),
        why=(
            "Whoever gives one expects tiers to be held; here they would not be.",
            "给出上一次运行的人期望等级会被保持，而这里不会。",
        ),
        avoid="tiers:\n  key: {at_least: 60}",
        prefer="tiers:\n  key: {at_least: 60, keep_at: 55}\nmoves: {grace: 3 months}",
    ),
    "KT393": Code(
        "error",
        (
            "a previous decision has no `{key}`",
            "上一次结论没有 `{key}` 这一项",
        ),
        ("it may have: {known}", "可以有：{known}"),
        what=(
            "What the decision before left was given in words, with a word that it cannot have.",
            "以文字给出的上一次结论里有无法识别的一项。",
        ),
        why=(
            "What is not understood would change nothing, in silence.",
            "看不懂的内容会悄无声息地不起作用。",
        ),
        avoid='decide(policy, record, previous={"tear": "key"})',
        prefer='decide(policy, record, previous={"tier": "key", "since": "2026-01-01"})',
    ),
    "KT394": Code(
        "error",
        (
            "`{key}` of the previous decision is {day}, which is not before {as_of}",
            "上一次结论的 `{key}` 是 {day}，不早于 {as_of}",
        ),
        (
            "the decision before lies before the day that is decided for",
            "上一次结论应早于本次的基准日",
        ),
        what=(
            "A tier cannot have been held since a day to come.",
            "等级不可能从将来的某一天开始。",
        ),
        why=(
            "Holds and graces are counted from that day.",
            "锁定期和宽限期都从那一天起算。",
        ),
    ),
    "KT395": Code(
        "error",
        (
            "the first day lies after the last: there is no run to make",
            "起始日晚于终止日，没有可做的运行",
        ),
        ("swap `--from` and `--to`", "请对调 `--from` 与 `--to`"),
        what=("A series has no day.", "一个系列里没有任何基准日。"),
        why=("Nothing would be decided, in silence.", "否则会悄无声息地什么都不评定。"),
        avoid="keytier series policy.yaml --from 2026-12-31 --to 2026-01-31",
        prefer="keytier series policy.yaml --from 2026-01-31 --to 2026-12-31",
    ),
    "KT396": Code(
        "error",
        (
            "`{name}` can be read once only, and a series reads its data for every day",
            "`{name}` 只能读取一次，而系列要为每个基准日读取数据",
        ),
        ("write it to a file, and give that", "请先存成文件，再给出该文件"),
        what=(
            "A series was given standard input or a pipe.",
            "系列的数据来自标准输入或管道。",
        ),
        why=("The second run would find nothing in it.", "第二次运行将读不到任何内容。"),
        avoid="cat orders.csv | keytier series policy.yaml --table orders=- …",
        prefer="keytier series policy.yaml --table orders=orders.csv …",
    ),
    "KT397": Code(
        "error",
        (
            "the run `{run}` is not the one that this series would make: {why}",
            "运行 `{run}` 不是本系列会做出的那一次：{why_zh}",
        ),
        (
            "give another place with -o, ask for the days of the series that lies there, or remove "
            "the folder",
            "请用 -o 换一个位置，或按原系列的日期（`--from`、`--every`）提出，或删除该文件夹",
        ),
        what=(
            "A series goes on where it stopped, and found a run of something else there.",
            "系列会从停下的地方继续，却在那里发现了另一种运行。",
        ),
        why=(
            "Runs of two policies, or of two states of the data, must not be read as one history.",
            "不同政策或不同数据的运行不能当作同一段历史来读。",
        ),
        avoid="keytier series policy-2.yaml … -o runs/1998      # which holds those of policy 1",
        prefer="keytier series policy-2.yaml … -o runs/1998-policy-2",
    ),
    "KT398": Code(
        "error",
        (
            "row {row} of `{name}` does not name a customer, an event and its day",
            "`{name}` 第 {row} 行没有写明客户、事件和日期",
        ),
        (
            "give each row the customer's id, `event` and `date`",
            "请在每一行写明客户编号、`event` 和 `date`",
        ),
        what=(
            "A row of the events cannot be used: a cell is empty or cannot be read.",
            "事件文件的某一行无法使用：有单元格为空或无法读取。",
        ),
        why=(
            "An event that is passed over leaves a customer where it should not be.",
            "漏掉一个事件，客户就会停留在不该停留的等级。",
        ),
    ),
    "KT399": Code(
        "error",
        (
            "the policy `{id}` cannot be run for events: {why}",
            "政策 `{id}` 不能按事件运行：{why_zh}",
        ),
        (
            "name the events under `reassess_on:`, and give the last full run with --previous",
            "请在 `reassess_on:` 里列出事件，并用 --previous 给出上一次完整运行",
        ),
        what=(
            "A run for events needs a policy that knows events, and the last full run.",
            "按事件运行需要政策列出事件，并给出上一次完整运行。",
        ),
        why=(
            "Only customers that an event names are decided; everything else of the run is that of "
            "the last full one.",
            "只评定事件涉及的客户，其余一切以上一次完整运行为准。",
        ),
        avoid="keytier run policy.yaml customers.csv --events events.csv",
        prefer="keytier run policy.yaml customers.csv --events events.csv --previous runs/june",
    ),
}
