"""What `keytier compare` says, and its help, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

COMPARE: dict[str, Both] = {
    "compare": (
        "Decide the same customers by two policies: who moves, from where to where, and because "
        "of which line.",
        "用两份政策评定同一批客户：谁变动、从哪到哪、因为哪一行。",
    ),
    "compare.old": ("the policy as it was", "原政策"),
    "compare.new": ("the policy as it would be", "新政策"),
    "compare.data": (
        "the customers: .csv, .parquet, .jsonl, .xlsx",
        "客户数据：.csv、.parquet、.jsonl、.xlsx",
    ),
    "compare.table": ("a table of either policy (repeat for several)", "任一政策的表（可重复）"),
    "compare.as_of": ("the day that the decisions speak of", "评定基准日"),
    "compare.context": ("a fact about us (repeat for several)", "我方情境（可重复）"),
    "compare.previous": (
        "the run before, for a policy that looks back",
        "上一次运行（政策要回看时）",
    ),
    "compare.overrides": ("a file of what persons decided", "人工调整的文件"),
    "compare.encoding": (
        "encoding of the files, where they are not UTF-8",
        "文件的编码（不是 UTF-8 时）",
    ),
    "compare.outside_effective": (
        "also where a policy is not in force on that day",
        "政策当日未生效也照样评定",
    ),
    "compare.limit": ("list so many of those who move (20)", "列出变动客户的数目（默认 20）"),
    "compare.output": (
        "write everybody who moves as CSV (`-`: to standard output)",
        "把全部变动客户写成 CSV（`-`：标准输出）",
    ),
    "compare.format": ("how the result is shown", "结果的显示格式"),
    "compare.example": (
        "keytier compare old.policy.yaml new.policy.yaml customers.csv --as-of 2026-06-30",
        "keytier compare old.policy.yaml new.policy.yaml customers.csv --as-of 2026-06-30",
    ),
    "compare.head": (
        "{old} → {new}, as of {day}: {n:,} customers, moved: {moved:,}",
        "{old} → {new}，基准日 {day}：{n:,} 位客户，变动：{moved:,}",
    ),
    "compare.head.1": (
        "{old} → {new}, as of {day}: 1 customer, moved: {moved:,}",
        "{old} → {new}，基准日 {day}：1 位客户，变动：{moved:,}",
    ),
    "compare.head.groups": (
        "{old} → {new}, as of {day}: {n:,} groups, moved: {moved:,}",
        "{old} → {new}，基准日 {day}：{n:,} 个集团，变动：{moved:,}",
    ),
    "compare.head.groups.1": (
        "{old} → {new}, as of {day}: 1 group, moved: {moved:,}",
        "{old} → {new}，基准日 {day}：1 个集团，变动：{moved:,}",
    ),
    "compare.only_old": (
        "{n:,} customers only by the old policy: ids are others",
        "{n:,} 位客户只有旧政策评定：客户编号不同",
    ),
    "compare.only_new": (
        "{n:,} customers only by the new policy: ids are others",
        "{n:,} 位客户只有新政策评定：客户编号不同",
    ),
    "compare.others": (
        "{n:,} who do not move differ otherwise: {columns}",
        "{n:,} 位未变动的客户在其他方面不同：{columns}",
    ),
    "compare.changes": (
        "changes of the policy; alone: customers whom it moves by itself; needed: who would not "
        "end so without it",
        "政策的改动；单独足以：只凭这一处即变动的客户；必不可少：没有它就不会如此的客户",
    ),
    "compare.no_changes": (
        "the policies say the same: nothing that decides was changed",
        "两份政策所说相同：没有影响评定的改动",
    ),
    "compare.words": (
        "only words were changed in: {parts}",
        "仅文字改动：{parts}",
    ),
    "compare.movers": ("who moves, and because of what", "变动的客户及原因"),
    "compare.more": (
        "{n:,} more: `--limit`, or all of them with `-o FILE`",
        "另有 {n:,} 位：用 `--limit`，或用 `-o FILE` 写出全部",
    ),
    "compare.wrote": ("{n:,} who move are written to {file}", "{n:,} 位变动客户已写入 {file}"),
    "compare.stdin": (
        "the data are read more than once, so they cannot come from standard input",
        "数据要读不止一次，不能来自标准输入",
    ),
    "stage.old": ("deciding by the old policy", "按旧政策评定"),
    "stage.new": ("deciding by the new policy", "按新政策评定"),
    "stage.parts": ("trying the changes one by one", "逐处试改动"),
}
