"""The help of the commands that decide, and that say why: run, series, why. Keys as in `helps`."""

from __future__ import annotations

from engine.atoms.codes import Both

DECIDING: dict[str, Both] = {
    # run
    "run": (
        "Decide customers, and write a run directory of plain files.",
        "评定客户，并把结果写成一个由普通文件组成的运行目录。",
    ),
    "run.policy": ("the policy file", "政策文件"),
    "run.data": (
        "customers: .csv .parquet .jsonl .xlsx, or `-` for CSV on standard input",
        "客户数据：.csv .parquet .jsonl .xlsx，或用 `-` 从标准输入读 CSV",
    ),
    "run.table": ("the file of a table (repeat for several)", "某张明细表的文件（可重复）"),
    "run.as_of": ("the day the decisions speak of, YYYY-MM-DD", "基准日，YYYY-MM-DD"),
    "run.context": ("a fact about us that the policy asks for", "政策要求的一项自身情况"),
    "run.previous": (
        "the run before this one, for a policy that looks back",
        "上一次运行（政策会看上一次结论时）",
    ),
    "run.events": (
        "decide only the customers that an event names (customer id, event, date), out of turn",
        "只评定事件涉及的客户（客户编号、event、date），不待定期评定",
    ),
    "run.output": (
        "the run directory (by default runs/<policy>-<as-of>)",
        "运行目录（默认 runs/<政策>-<基准日>）",
    ),
    "run.force": ("replace a former run in that directory", "替换该目录里以前的运行"),
    "run.id": ("decide only this customer", "只评定这位客户"),
    "run.limit": ("decide only the first so many rows of the data", "只评定数据中的前若干行"),
    "run.overrides": (
        "what persons decided on single customers, as `override add` writes it",
        "人对个别客户的决定，由 `override add` 写成的文件",
    ),
    "run.facts": (
        "the facts of this run decide seats and ranks",
        "按这次运行的事实判断名额与排名",
    ),
    "run.dry_run": ("decide, and write nothing", "只评定，不写任何文件"),
    "series.ledger": (
        "the ledger that the runs are entered into (else `ledger` beside their folder)",
        "登记这些运行的台账（否则为其文件夹旁边的 `ledger`）",
    ),
    "series.require_approved": (
        "refuse a policy that its reviewers did not approve in the ledger",
        "政策未由其复核人在台账中批准时拒绝运行",
    ),
    "series.unsealed": (
        "do not seal the runs; every later output says so",
        "不封存这些运行；此后的每次输出都会说明",
    ),
    "run.ledger": (
        "the ledger that the run is entered into (else `ledger` beside it)",
        "登记该运行的台账（否则为其旁边的 `ledger`）",
    ),
    "run.require_approved": (
        "refuse a policy that its reviewers did not approve in the ledger",
        "政策未由其复核人在台账中批准时拒绝运行",
    ),
    "run.shadow": (
        "also decide by this policy, into FOLDER-shadow; nobody is treated by it",
        "同时按这份政策评定，写入 FOLDER-shadow；不据此对待任何客户",
    ),
    "run.unsealed": (
        "do not seal the run; every later output says so",
        "不封存该运行；此后的每次输出都会说明",
    ),
    "run.encoding": (
        "encoding of the data files, where it is not UTF-8",
        "数据文件的编码（不是 UTF-8 时）",
    ),
    "run.csv": (
        "also write the decisions as CSV for a spreadsheet",
        "另存一份供表格软件打开的 CSV",
    ),
    "run.xlsx": ("also write the decisions as a workbook", "另存一份 Excel 工作簿"),
    "run.jsonl": (
        "also write the decisions as JSON Lines (`-`: to standard output)",
        "另存一份 JSON Lines（`-`：标准输出）",
    ),
    "run.format": ("how the result is shown", "结果的显示格式"),
    "run.unmask": (
        "show what the policy marks as personal or secret",
        "显示政策标为个人信息或保密的内容",
    ),
    "run.outside_effective": (
        "go on although the as-of date is outside `effective`",
        "即使基准日不在 `effective` 之内也继续",
    ),
    "run.example": (
        "keytier run policy.yaml customers.csv --as-of 2026-06-30",
        "keytier run policy.yaml 客户.csv --as-of 2026-06-30",
    ),
    # series
    "series": (
        "Decide customers on several days over one history, and show what became of tiers.",
        "对同一份历史数据按多个基准日逐次评定，并列出等级的变化。",
    ),
    "series.policy": ("the policy file", "政策文件"),
    "series.data": (
        "customers: .csv .parquet .jsonl .xlsx",
        "客户数据：.csv .parquet .jsonl .xlsx",
    ),
    "series.table": ("the file of a table (repeat for several)", "某张明细表的文件（可重复）"),
    "series.first": ("the first as-of day, YYYY-MM-DD", "第一个基准日，YYYY-MM-DD"),
    "series.last": ("the last as-of day", "最后一个基准日"),
    "series.every": (
        "the step from one day to the next (by default as the policy's `assess` says)",
        "相邻基准日的间隔（默认取政策的 `assess`）",
    ),
    "series.context": ("a fact about us that the policy asks for", "政策要求的一项自身情况"),
    "series.output": (
        "where the runs go, one folder a day (by default runs/<policy>-<from>-to-<to>); "
        "what is there already is kept",
        "运行的位置，每个基准日一个目录（默认 runs/<政策>-<起>-to-<止>）；已有的运行保留不动",
    ),
    "series.overrides": (
        "what persons decided on single customers: each holds in the runs of its days",
        "人对个别客户的决定：各在其有效期内的运行中适用",
    ),
    "series.encoding": (
        "encoding of the data files, where it is not UTF-8",
        "数据文件的编码（不是 UTF-8 时）",
    ),
    "series.outside_effective": (
        "go on although an as-of day is outside `effective`",
        "即使基准日不在 `effective` 之内也继续",
    ),
    "series.format": ("how the result is shown", "结果的显示格式"),
    "series.example": (
        "keytier series policy.yaml --table orders=orders.csv --from 2026-01-31 --to 2026-12-31 "
        "--every month",
        "keytier series policy.yaml --table orders=订单.csv --from 2026-01-31 --to 2026-12-31 "
        "--every month",
    ),
    # why
    "why": (
        "Explain one customer's decision, from a stored run or decided now.",
        "解释一位客户的评定：取自已保存的运行，或当场评定。",
    ),
    "why.target": ("a run directory, or a policy file", "运行目录，或政策文件"),
    "why.data": ("with a policy: the customer file", "给出政策文件时：客户数据文件"),
    "why.id": ("the customer", "客户编号"),
    "why.table": ("the file of a table (repeat for several)", "某张明细表的文件（可重复）"),
    "why.as_of": ("with a policy: the day the decision speaks of", "给出政策文件时：基准日"),
    "why.context": ("a fact about us that the policy asks for", "政策要求的一项自身情况"),
    "why.previous": (
        "the run before this one, for a policy that looks back",
        "上一次运行（政策会看上一次结论时）",
    ),
    "why.overrides": (
        "what persons decided on single customers, as `override add` writes it",
        "人对个别客户的决定，由 `override add` 写成的文件",
    ),
    "why.facts": (
        "the facts of this run decide seats and ranks",
        "按这次运行的事实判断名额与排名",
    ),
    "why.encoding": (
        "encoding of the data files, where it is not UTF-8",
        "数据文件的编码（不是 UTF-8 时）",
    ),
    "why.not_": (
        "say why not this tier: what it asks for and what came of it",
        "说明为什么不是这一等级：它要求什么、结果如何",
    ),
    "why.than": (
        "set another customer beside, and say what makes the difference",
        "与另一位客户并列，说明差别何在",
    ),
    "why.needs": (
        "say what the next better tier (or that of --not) would take: the cheapest changes",
        "说明升到更高一级（或 --not 所指等级）需要什么：代价最低的变化",
    ),
    "why.steps": ("show the walk of the decision, step by step", "逐步显示评定过程"),
    "why.unmask": (
        "show what the policy marks as personal or secret",
        "显示政策标为个人信息或保密的内容",
    ),
    "why.format": ("how the explanation is shown", "解释的显示格式"),
    "why.outside_effective": (
        "go on although the as-of date is outside `effective`",
        "即使基准日不在 `effective` 之内也继续",
    ),
    "why.example": (
        "keytier why runs/value-tiers-1998-06-30 --id 00004",
        "keytier why runs/value-tiers-1998-06-30 --id 00004 --lang zh",
    ),
}
