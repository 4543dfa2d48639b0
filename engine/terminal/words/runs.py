"""What `keytier run` and `keytier series` say while they decide, and of how it ended."""

from __future__ import annotations

from engine.atoms.codes import Both

RUNS: dict[str, Both] = {
    # run
    "run.dry_output": (
        "`--dry-run` writes nothing: leave out `-o` and `--force`",
        "`--dry-run` 不写文件：请去掉 `-o` 和 `--force`",
    ),
    "run.shadow_whole": (
        "a shadow stands beside a whole run: leave out `--dry-run`, `--id`, `--events` and "
        "`--facts`, or `--shadow`",
        "影子运行与一次完整的运行并列：请去掉 `--dry-run`、`--id`、`--events`、`--facts`，"
        "或去掉 `--shadow`",
    ),
    "run.shadow_stdin": (
        "with `--shadow` the data are read twice, so they cannot come from standard input",
        "使用 `--shadow` 时数据要读两次，不能来自标准输入",
    ),
    "run.shadowed": (
        "in its shadow, {policy} {version} ends {moved} of {n} customers otherwise: {folder}",
        "影子运行 {policy} {version}：{n} 位客户中有 {moved} 位结论不同，见 {folder}",
    ),
    "run.shadow_pair": ("  {was} → {now}: {n}", "  {was} → {now}：{n}"),
    "run.is_shadow": (
        "{run} was decided in the shadow of another policy: nobody is treated by it",
        "{run} 是影子运行：不据此对待任何客户",
    ),
    "run.no_folder": (
        "`-o` takes a folder: to write the decisions to standard output, say `--csv -` or "
        "`--jsonl -`",
        "`-o` 要给文件夹：若要把评定结果写到标准输出，请用 `--csv -` 或 `--jsonl -`",
    ),
    "run.piped": (
        "`-` takes one of `--csv` and `--jsonl`, without `--format json`",
        "`-` 只能用于 `--csv` 和 `--jsonl` 之一，且不能与 `--format json` 同用",
    ),
    "run.export_inside": (
        "`{file}` would lie inside the run `{run}`, and nothing is added to a run; give another "
        "place",
        "`{file}` 位于运行 `{run}` 之内，而运行里不得添加任何内容；请换一个位置",
    ),
    "run.export_over": (
        "`{file}` is read by this run and cannot be written over; give another name",
        "本次运行要读 `{file}`，不能覆盖它；请换一个名称",
    ),
    "run.export_twice": (
        "`{file}` is named twice; each export needs a file of its own",
        "`{file}` 给了两次；每种导出要有自己的文件",
    ),
    "run.head": ("{policy} {version}, as of {day}", "{policy} {version}，基准日 {day}"),
    "run.line": (
        "{policy} {version}, as of {day}: {told} ({seconds} s)",
        "{policy} {version}，基准日 {day}：{told}（用时 {seconds} 秒）",
    ),
    "series.head": ("{policy} {version}", "{policy} {version}"),
    "series.turn": ("{day}: run {n} of {of}", "{day}：第 {n} 次运行，共 {of} 次"),
    "series.wrote": ("{n} runs written to {folder}", "{n} 次运行已写入 {folder}"),
    "series.wrote.1": ("1 run written to {folder}", "1 次运行已写入 {folder}"),
    "series.kept": ("{n} of them were there already", "其中 {n} 次原已存在"),
    "series.no_step": (
        "the policy has no `assess:`, so give `--every` (day, week, month, quarter, half_year, "
        "year)",
        "政策没有写 `assess:`，请给出 `--every`（day、week、month、quarter、half_year、year）",
    ),
    "run.wrote": ("written to {folder}", "已写入 {folder}"),
    "run.dry": ("nothing was written (--dry-run)", "没有写文件（--dry-run）"),
    "run.also": ("also written: {file}", "另存：{file}"),
    "run.next": (
        "next: keytier why {folder} --id {id}",
        "接下来：keytier why {folder} --id {id}",
    ),
    "run.faults": (
        "{n} cells or rows could not be used; all of them: {file}",
        "有 {n} 个单元格或行无法使用；全部列在：{file}",
    ),
    "run.faults.1": (
        "1 cell or row could not be used; see {file}",
        "有 1 个单元格或行无法使用；见 {file}",
    ),
    "run.faults.dry": (
        "{n} cells or rows could not be used; a run that is kept lists all of them in errors.csv",
        "有 {n} 个单元格或行无法使用；保留的运行会把它们全部列在 errors.csv 中",
    ),
    "run.faults.dry.1": (
        "1 cell or row could not be used; a run that is kept lists it in errors.csv",
        "有 1 个单元格或行无法使用；保留的运行会把它列在 errors.csv 中",
    ),
    "run.absent": (
        "{n} of those in the run of {day} are not in this one ({ids}): what they held ends here",
        "{day} 那次运行中有 {n} 个不在本次数据中（{ids}）：其等级和状态不再保留",
    ),
    "run.absent.1": (
        "1 of those in the run of {day} is not in this one ({ids}): what it held ends here",
        "{day} 那次运行中有 1 个不在本次数据中（{ids}）：其等级和状态不再保留",
    ),
    "run.unknown": (
        "{n} rows of `{table}` belong to no customer of the data",
        "`{table}` 有 {n} 行不属于数据中的任何客户",
    ),
    "run.unknown.1": (
        "1 row of `{table}` belongs to no customer of the data",
        "`{table}` 有 1 行不属于数据中的任何客户",
    ),
    "run.keyless": (
        "{n} rows of `{table}` name no customer",
        "`{table}` 有 {n} 行没有写明客户",
    ),
    "run.keyless.1": (
        "1 row of `{table}` names no customer",
        "`{table}` 有 1 行没有写明客户",
    ),
    "run.kept": (
        "the decisions on {n} customers are those of a run that was killed, found unchanged",
        "{n} 位客户的决定取自先前中断的运行，经核对未变",
    ),
    "run.seconds": ("{seconds} s", "用时 {seconds} 秒"),
    "stage.customers": ("reading customers", "读取客户"),
    "stage.table": ("reading {table}", "读取 {table}"),
    "stage.groups": ("putting groups together", "汇总集团"),
    "stage.subjects": ("putting customers together", "汇总客户"),
    "stage.deciding": ("deciding", "评定"),
}  # fmt: skip
