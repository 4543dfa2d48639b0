"""Findings about runs, gates, files and usage (KT350-499)."""

from __future__ import annotations

from engine.atoms.codes import Code, answers, before, overrides

CODES: dict[str, Code] = {
    **answers.CODES,
    **overrides.CODES,
    **before.CODES,
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
            "more memory is needed than may be taken: `{detail}`",
            "需要的内存超过上限：`{detail}`",
        ),
        (
            "close other programs, or free some space on the disk of the run, where it writes what "
            "does not fit into memory",
            "请关闭其他程序，或在运行所在的磁盘上腾出空间，放不进内存的内容会写到那里",
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
    "KT388": Code(
        "error",
        (
            "`{target}` could not be replaced, and what stood there lies in `{former}`",
            "`{target}` 未能替换，原有的运行在 `{former}`",
        ),
        (
            "rename it back once the disk is sound; the next run into that place does so by itself",
            "待磁盘恢复后请把它改回原名；下一次写入该处的运行会自动这样做",
        ),
        what=(
            "A run takes the place of a former one, which is moved aside for that moment. The disk "
            "refused, and refused to move it back.",
            "新的运行替换原有的运行时，会暂时把原有的移到一旁。磁盘拒绝了替换，也拒绝移回。",
        ),
        why=("Nothing of it is lost, and it has to be found.", "它没有丢失，但需要能找到。"),
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
    "KT440": Code(
        "error",
        (
            "the compiled engine and DuckDB decide differently over customer `{id}`; nothing was "
            "written",
            "编译引擎与 DuckDB 对客户 `{id}` 的评定不同；没有写入任何内容",
        ),
        (
            "set KEYTIER_NO_KERNEL=1, which leaves the compiled parts out, and report this with "
            "the policy",
            "请设置 KEYTIER_NO_KERNEL=1（不使用编译部分）后再运行，并连同政策一起报告此问题",
        ),
        what=(
            "Of a run in memory the first 2,048 customers are decided by DuckDB as well, and every "
            "column is compared.",
            "在内存中评定的运行，前 2,048 个客户还会由 DuckDB 再评定一次，并逐列比较。",
        ),
        why=(
            "The compiled parts are made on the machine where keytier is installed; no decision "
            "rests on them unseen.",
            "编译部分是在安装 keytier 的机器上生成的；任何评定都不应未经核对就依赖它。",
        ),
    ),
}
