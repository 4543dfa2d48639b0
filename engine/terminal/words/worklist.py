"""What `keytier worklist` says, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

WORKLIST: dict[str, Both] = {
    "worklist": (
        "List who is referred, why, and what is asked; read the answers back.",
        "列出转人工的客户、原因和待补的内容；并读回所填的回答。",
    ),
    "worklist.run": ("a run directory", "运行目录"),
    "worklist.csv": (
        "write the sheet to fill in as CSV (`-`: to standard output)",
        "把待填的表写成 CSV（`-`：标准输出）",
    ),
    "worklist.xlsx": ("write the sheet to fill in as a workbook", "把待填的表写成 Excel 工作簿"),
    "worklist.answers": (
        "the sheet with its answers: vet them as data",
        "填好的表：像数据一样核对其中的回答",
    ),
    "worklist.data": (
        "with --answers: the customers' file that the run read",
        "与 --answers 同用：该运行所读的客户文件",
    ),
    "worklist.output": (
        "with --data: where to write its copy with the answers, as CSV",
        "与 --data 同用：带回答的副本写到哪里（CSV）",
    ),
    "worklist.force": ("replace a file that is there", "覆盖已有文件"),
    "worklist.unmask": (
        "show what the policy marks as personal or secret",
        "显示政策标为个人信息或保密的内容",
    ),
    "worklist.encoding": (
        "encoding of these files, where it is not UTF-8",
        "这些文件的编码（不是 UTF-8 时）",
    ),
    "worklist.due": (
        "list instead what is promised by which day: tasks with `within`, benefits with `sla`",
        "改为列出承诺的期限：带 `within` 的任务、带 `sla` 的权益",
    ),
    "worklist.dues": (
        "{policy} {version}, as of {day}: {n} promised by a day",
        "{policy} {version}，基准日 {day}：有期限的承诺 {n} 项",
    ),
    "worklist.by": ("by {day}: {what}", "不晚于 {day}：{what}"),
    "worklist.due_alone": (
        "`--due` lists what is promised, and goes with none of --csv, --xlsx and --answers",
        "`--due` 只列出承诺的期限，不与 --csv、--xlsx、--answers 同用",
    ),
    "worklist.format": ("how the result is shown", "结果的显示格式"),
    "worklist.example": (
        "keytier worklist runs/june --xlsx ask.xlsx\n"
        "keytier worklist runs/june --answers ask.xlsx --data customers.csv -o july.csv",
        "keytier worklist runs/june --xlsx 待补.xlsx\n"
        "keytier worklist runs/june --answers 待补.xlsx --data 客户.csv -o 七月.csv",
    ),
    "worklist.no_answers": (
        "`--data` and `-o` go with `--answers`: they write the customers' file with the answers",
        "`--data` 和 `-o` 要与 `--answers` 同用：它们写出带回答的客户文件",
    ),
    "worklist.both": (
        "`--data` and `-o` go together: the customers' file, and where its copy with the answers "
        "goes",
        "`--data` 和 `-o` 要一起给：客户文件，以及带回答的副本写到哪里",
    ),
    "worklist.either": (
        "`--csv` and `--xlsx` write what is asked, `--answers` reads it back: say one of them",
        "`--csv` 和 `--xlsx` 写出待填的表，`--answers` 读回：只用其一",
    ),
    "worklist.there": (
        "{file} is there already; --force overwrites",
        "{file} 已存在；加 --force 可覆盖",
    ),
    "worklist.piped": (
        "`-o -` writes the file to standard output, and so does `--format json`: say one of them",
        "`-o -` 与 `--format json` 都写到标准输出：只用其一",
    ),
    "worklist.head": (
        "{policy} {version}, as of {day}: {n} of {all} customers wait for a person",
        "{policy} {version}，基准日 {day}：{all} 位客户中有 {n} 位转人工",
    ),
    "worklist.head.groups": (
        "{policy} {version}, as of {day}: {n} of {all} groups wait for a person",
        "{policy} {version}，基准日 {day}：{all} 个集团中有 {n} 个转人工",
    ),
    "worklist.why": ("because  {why}", "原因  {why}"),
    "worklist.ask": (
        "asked    {part}: {text}; now {known}; answer with {expected}",
        "待补  {part}：{text}；现为{known}；应填{expected}",
    ),
    "worklist.elsewhere": (
        "asked    {part}: {text}; now {known}; to be supplied as {expected}",
        "待补  {part}：{text}；现为{known}；{expected}",
    ),
    "worklist.person": ("asked    {text}", "待办  {text}"),
    "worklist.next": (
        "next: keytier worklist {run} --xlsx ask.xlsx",
        "接下来：keytier worklist {run} --xlsx ask.xlsx",
    ),
    "worklist.wrote": (
        "{file}: fill in `answer` and `date`, then read it back with --answers",
        "{file}：请填写 `回答` 和 `日期`，再用 --answers 读回",
    ),
    "worklist.refused": ("nothing was written", "没有写入任何文件"),
    "worklist.answered": ("{n} answered, {open} open", "已答 {n} 项，尚缺 {open} 项"),
    "worklist.merged": (
        "written to {file}: {rows} customers, {n} cells filled in; the old file is as it was",
        "已写入 {file}：{rows} 位客户，填入 {n} 个单元格；原文件未改动",
    ),
    "worklist.merged.1": (
        "written to {file}: {rows} customers, 1 cell filled in; the old file is as it was",
        "已写入 {file}：{rows} 位客户，填入 1 个单元格；原文件未改动",
    ),
    "worklist.other_file": (
        "warning: this is not the customers' file that the run read; its other values may differ",
        "警告：这不是该运行所读的客户文件，其他取值可能不同",
    ),
}
