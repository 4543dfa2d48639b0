"""Findings about runs, gates, files and usage (KT350-499)."""

from __future__ import annotations

from engine.atoms.codes import Code, answers, overrides

CODES: dict[str, Code] = {
    **answers.CODES,
    **overrides.CODES,
    "KT380": Code(
        "error",
        ("`{target}` exists already", "`{target}` 已经存在"),
        (
            "give another place with -o, or --force to put this run in its place",
            "用 -o 换一个位置，或用 --force 以本次运行取代它",
        ),
        what=(
            "The folder that the run should be written to is there already.",
            "本次运行要写入的文件夹已经存在。",
        ),
        why=(
            "A run is a record: it is never overwritten unless you say so.",
            "运行结果是记录，除非您明确要求，否则绝不覆盖。",
        ),
        avoid="keytier run policy.yaml customers.csv -o runs/june",
        prefer="keytier run policy.yaml customers.csv -o runs/june-2",
    ),
    "KT381": Code(
        "error",
        (
            "`{target}` holds something that is not a run",
            "`{target}` 里的内容不是一次运行的结果",
        ),
        (
            "--force replaces only a former run or an empty folder; give another place with -o",
            "--force 只会取代以前的运行或空文件夹；请用 -o 换一个位置",
        ),
        what=(
            "--force was given, but the folder has no manifest.json, so it is no run.",
            "给出了 --force，但该文件夹里没有 manifest.json，说明它不是运行结果。",
        ),
        why=(
            "A slip in a path must not delete a folder of yours.",
            "路径写错一点，也不应删掉您的文件夹。",
        ),
    ),
    "KT382": Code(
        "error",
        (
            "no space is left to write `{target}`; {kept}",
            "没有足够空间写入 `{target}`；{kept_zh}",
        ),
        (
            "free some space, or give a place on another disk",
            "请腾出空间，或指定另一块磁盘上的位置",
        ),
        what=("The disk, a quota or a file size limit is full.", "磁盘、配额或文件大小上限已满。"),
        why=(
            "A half-written record could be taken for a whole one, so it is removed.",
            "写了一半的记录可能被误认为完整，因此会被删除。",
        ),
    ),
    "KT383": Code(
        "error",
        ("cannot write `{target}`: {detail}", "无法写入 `{target}`：{detail_zh}"),
        (
            "check that the folder exists and that you may write to it",
            "请检查该文件夹是否存在、您是否有写入权限",
        ),
        what=("The file system refused.", "文件系统拒绝了写入。"),
        why=(
            "What is written is kept whole or not at all; nothing half-written was kept.",
            "写出的内容要么完整保留，要么完全不留；没有留下写到一半的东西。",
        ),
    ),
    "KT384": Code(
        "error",
        (
            "`{run}` is not a run: it has no manifest.json",
            "`{run}` 不是一次运行：没有 manifest.json",
        ),
        (
            "give the folder that `keytier run … -o FOLDER` wrote",
            "请给出 `keytier run … -o 文件夹` 写出的文件夹",
        ),
        what=("A stored run was expected.", "这里需要一次已保存的运行。"),
        why=(
            "Stored decisions are read from the run's own folder and never made up anew.",
            "已保存的结论只从运行自己的文件夹读取，绝不重新编造。",
        ),
    ),
    "KT385": Code(
        "error",
        ("`{file}` of the run `{run}` {what}", "运行 `{run}` 的 `{file}` {what_zh}"),
        (
            "the run was changed or damaged, so nothing of it is explained; take it from a backup",
            "该运行被改动或损坏，因此不作任何解释；请从备份恢复",
        ),
        what=(
            "A file of a stored run is missing, damaged, or not the one that the run wrote: its "
            "digest is not the one in manifest.json.",
            "已保存的运行缺少文件，或文件已损坏，或已不是运行当时写出的那个："
            "其摘要与 manifest.json 中的不符。",
        ),
        why=(
            "A record that does not hold together must not be trusted.",
            "前后不一致的记录不可信。",
        ),
    ),
    "KT386": Code(
        "error",
        (
            "the run needs more memory than it may take: `{detail}`",
            "运行需要的内存超过上限：`{detail}`",
        ),
        (
            "free some space on the disk of the run, where it writes what does not fit into memory",
            "请在运行所在的磁盘上腾出空间，放不进内存的内容会写到那里",
        ),
        what=(
            "Memory is bounded on purpose; what does not fit goes to disk, and this did not.",
            "内存有意设了上限，放不下的会写到磁盘，而这一步无法写到磁盘。",
        ),
        why=("A run must not take the whole machine.", "一次运行不应占满整台机器。"),
    ),
    "KT387": Code(
        "error",
        (
            "`{benefit}` is over budget{of}: {count} × {each} is {cost} a year, {over} more than "
            "{budget}",
            "`{benefit}` 超出预算{of_zh}：{count} × {each_zh}，每年 {cost_zh}，比预算 {budget_zh} "
            "多 {over_zh}",
        ),
        (
            "it is granted to {who}; nothing was published. Raise the budget, or grant it to "
            "fewer, such as a tier with `seats`",
            "获得者为 {who_zh}；没有发布任何结果。请提高预算，或减少获得者，例如给等级设 `seats`",
        ),
        what=(
            "The customers of a run who are granted a benefit cost more than its budget.",
            "一次运行中获得某项权益的客户，其成本超出该权益的预算。",
        ),
        why=(
            "A promise that cannot be paid for is better found out before it is made.",
            "付不起的承诺，最好在作出之前就发现。",
        ),
        avoid="manager: {cost_per_year: 180k, budget_per_year: 4m}   # granted to 30",
        prefer="strategic: {at_least: 85, seats: 20, order_by: [score]}\n"
        "manager: {cost_per_year: 180k, budget_per_year: 4m}",
    ),
    "KT389": Code(
        "error",
        ("`{file}`: a workbook cannot hold {what}", "`{file}`：工作簿装不下{what_zh}"),
        ("write it with --csv or --jsonl", "请改用 --csv 或 --jsonl"),
        what=(
            "A sheet has 16,384 columns, and a cell 32,767 characters, at most.",
            "工作表最多 16,384 列，单元格最多 32,767 个字符。",
        ),
        why=(
            "What does not fit would be left out in silence.",
            "装不下的内容会悄无声息地丢掉。",
        ),
        avoid="keytier run policy.yaml customers.csv --xlsx out.xlsx",
        prefer="keytier run policy.yaml customers.csv --csv out.csv",
    ),
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
            "give another place with -o, or remove the folder",
            "请用 -o 换一个位置，或删除该文件夹",
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
