"""What `keytier export` says, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

EXPORT: dict[str, Both] = {
    "export": (
        "Write a stored run for another system: decision log, CRM, attestation, SQLite.",
        "把已保存的运行写成其他系统的格式：评定日志、CRM、证明声明、SQLite。",
    ),
    "export.run": ("a run directory", "运行目录"),
    "export.kind": (
        "opa-log: JSON Lines as OPA logs decisions; crm: a CSV to write back; "
        "in-toto: one statement; sqlite: a database to explore",
        "opa-log：与 OPA 评定日志同形的 JSON Lines；crm：回写用 CSV；"
        "in-toto：一份声明；sqlite：供查询的数据库",
    ),
    "export.output": (
        "the file (without it, or with `-`: standard output)",
        "写到哪个文件（不写或写 `-`：标准输出）",
    ),
    "export.ledger": (
        "the ledger whose events go into the database (by default that of the run)",
        "把哪个台账的事件写进数据库（默认取该运行的台账）",
    ),
    "export.unmask": (
        "show what the policy marks as personal or secret",
        "显示政策标为个人信息或保密的内容",
    ),
    "export.ledger.only": (
        "--ledger goes with `--as sqlite`: no other form holds events",
        "--ledger 要与 `--as sqlite` 同用：其他格式不含事件",
    ),
    "export.example": (
        "keytier export runs/june --as crm -o back.csv\n"
        "keytier export runs/june --as opa-log | gzip > june.jsonl.gz",
        "keytier export runs/june --as crm -o 回写.csv\n"
        "keytier export runs/june --as opa-log | gzip > june.jsonl.gz",
    ),
    "export.sqlite": (
        "a database cannot go to standard output: say `-o FILE`",
        "数据库不能写到标准输出：请用 `-o 文件` 指明",
    ),
    "export.wide": (
        "the decisions have {n} columns, and a table of SQLite at most {most}; take `opa-log`",
        "评定结果有 {n} 列，而 SQLite 的表最多 {most} 列；请改用 `opa-log`",
    ),
    "export.statement": ("written to {file}", "已写到 {file}"),
    "export.wrote": ("written to {file}: {n} decisions", "已写到 {file}：{n} 条评定结果"),
    "export.wrote.1": ("written to {file}: 1 decision", "已写到 {file}：1 条评定结果"),
}
