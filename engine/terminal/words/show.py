"""What `keytier show` says, and its help, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

SHOW: dict[str, Both] = {
    "show": (
        "What a stored run answers for: its policy, its data, its errors, its overrides.",
        "一次运行要交代的内容：所用政策、数据、错误、人工调整。",
    ),
    "show.kind": (
        "what to show: policy, data, errors, overrides",
        "看什么：policy（政策）、data（数据）、errors（错误）、overrides（人工调整）",
    ),
    "show.run": ("a run directory", "运行目录"),
    "show.text": (
        "with `policy`: print the policy that decided, byte for byte",
        "配合 `policy`：逐字节打印所用政策",
    ),
    "show.limit": ("list so many errors or overrides (20)", "列出错误或人工调整的数目（默认 20）"),
    "show.format": ("how the result is shown", "结果的显示格式"),
    "show.example": ("keytier show errors runs/june", "keytier show errors runs/june"),
    "show.text_only": (
        "--text belongs to `keytier show policy`, not to `{kind}` and not to JSON",
        "--text 只用于 `keytier show policy`，不用于 `{kind}`，也不用于 JSON",
    ),
    "show.head": ("{policy} {version}, as of {day}", "{policy} {version}，基准日 {day}"),
    "show.title": ("title        {text}", "名称        {text}"),
    "show.owner": ("owner        {text}", "负责人      {text}"),
    "show.reviewed": ("reviewed by  {text}", "复核        {text}"),
    "show.ledger": (
        "with `policy`: the ledger that holds approvals (else `ledger` beside the run)",
        "配合 `policy`：记有批准的台账（否则取运行旁边的 `ledger`）",
    ),
    "show.approved": ("approved by  {text}", "批准        {text}"),
    "show.approval.by": (
        "{role}, {at}, key {key}, event {event}",
        "{role}，{at}，密钥 {key}，事件 {event}",
    ),
    "show.withdrawn": ("withdrawn    {text}", "撤回批准    {text}"),
    "show.approval.back": (
        "{role}, {at}, key {key}, event {event} (of event {approval})",
        "{role}，{at}，密钥 {key}，事件 {event}（撤回事件 {approval}）",
    ),
    "show.approval.back.reason": (
        "{role}, {at}, key {key}, event {event} (of event {approval}): {reason}",
        "{role}，{at}，密钥 {key}，事件 {event}（撤回事件 {approval}）：{reason}",
    ),
    "show.approval.missing": ("missing: {roles}", "尚缺：{roles}"),
    "show.force.yes": ("in force     {days}: yes, on {day}", "生效期      {days}：{day} 有效"),
    "show.force.no": (
        "in force     {days}: not on {day}, the caller insisted",
        "生效期      {days}：{day} 不在其内，由调用者坚持",
    ),
    "show.always": ("without limit", "不限"),
    "show.from": ("from {first}", "自 {first}"),
    "show.until": ("until {last}", "至 {last}"),
    "show.digest": ("text         {text}", "文本摘要    {text}"),
    "show.meaning": ("meaning      {text}", "含义摘要    {text}"),
    "show.extends": ("extends      {policy} {digest}", "扩展        {policy} {digest}"),
    "show.plan": ("plan         {text}", "计划摘要    {text}"),
    "show.file": ("stored as    {text}", "保存在      {text}"),
    "show.files": ("files", "文件"),
    "show.source": (
        "{role}: {name}, {rows:,} rows, {digest}",
        "{role}：{name}，{rows:,} 行，{digest}",
    ),
    "show.no_digest": ("no file: no digest", "不是文件，没有摘要"),
    "show.read": ("read as {how}", "读取方式 {how}"),
    "show.read.reader": ("reader", "读取器"),
    "show.read.encoding": ("encoding", "编码"),
    "show.read.delimiter": ("delimiter", "分隔符"),
    "show.read.sheet": ("sheet", "工作表"),
    "show.context": ("facts about us: {text}", "我方情境：{text}"),
    "show.unknown_rows": (
        "{n:,} rows of `{table}` belong to no customer of the run",
        "`{table}` 有 {n:,} 行不属于本次运行的任何客户",
    ),
    "show.keyless_rows": (
        "{n:,} rows of `{table}` name no customer",
        "`{table}` 有 {n:,} 行没有客户编号",
    ),
    "show.fields": (
        "fields: how many of {n:,} customers lack them, and what then holds",
        "字段：{n:,} 位客户中缺失的数目，以及缺失时如何处理",
    ),
    "show.fields.groups": (
        "fields: how many of {n:,} groups lack them, and what then holds",
        "字段：{n:,} 个集团中缺失的数目，以及缺失时如何处理",
    ),
    "show.rule.reallocate": ("{part}: its weight goes to the others", "{part}：权重分摊给其余指标"),
    "show.rule.keep": ("{part}: 0 points, the weight stays", "{part}：0 分，权重保留"),
    "show.rule.refer": ("{part}: a person decides", "{part}：转人工"),
    "show.rule.both_ways": ("{part}: taken both ways", "{part}：两头计算"),
    "show.rule.points": ("{part}: {points} points", "{part}：{points} 分"),
    "show.rule.none": ("{part}: never missing", "{part}：不会缺失"),
    "show.rule.worked_out": ("{part}: worked out from it", "{part}：由它算出"),
    "show.no_rule": ("no criterion reads it", "没有指标读取它"),
    "show.sum": (
        "{n:,} customers in = {sum}",
        "{n:,} 位客户 = {sum}",
    ),
    "show.sum.1": ("1 customer in = {sum}", "1 位客户 = {sum}"),
    "show.sum.groups": (
        "{n:,} groups in = {sum}",
        "{n:,} 个集团 = {sum}",
    ),
    "show.sum.groups.1": ("1 group in = {sum}", "1 个集团 = {sum}"),
    "show.sum.erased": ("{n:,} erased", "{n:,} 已擦除"),
    "show.adds": (
        "counted again from the files of the run: it adds up",
        "已按运行的文件重新计数：相符",
    ),
    "show.adds_not": (
        "counted again from the files of the run: it does NOT add up",
        "已按运行的文件重新计数：不相符",
    ),
    "show.no_errors": ("no cell or row was in error or set aside", "没有出错或搁置的单元格和行"),
    "show.errors": (
        "{n:,} cells or rows in error or set aside",
        "出错或搁置的单元格和行共 {n:,} 处",
    ),
    "show.errors.1": ("1 cell or row in error or set aside", "出错或搁置的单元格和行共 1 处"),
    "show.error": (
        "{id}: `{seen}` in {place}, expected {expected} ({code})",
        "{id}：{place}：`{seen}`，应为{expected}（{code}）",
    ),
    "show.place": ("{file}, row {row}, column {column}", "{file} 第 {row} 条记录，{column} 列"),
    "show.more": (
        "{n:,} more: --limit, or the run's errors.csv",
        "另有 {n:,} 处：--limit，或运行的 errors.csv",
    ),
    "show.more_overrides": ("{n:,} more: --limit", "另有 {n:,} 处：--limit"),
    "show.no_override": (
        "the policy lets nobody decide otherwise (`override:`)",
        "政策不允许人工另行决定（`override:`）",
    ),
    "show.overrides": (
        "{n} overrides of customers of the run; file {file}, entries: {entries}, {digest}",
        "本次运行的人工调整 {n} 处；文件 {file}，{entries} 条，{digest}",
    ),
    "show.overrides.1": (
        "1 override of a customer of the run; file {file}, entries: {entries}, {digest}",
        "本次运行的人工调整 1 处；文件 {file}，{entries} 条，{digest}",
    ),
    "show.left_out": (
        "{n} overrides that the ledger had for that day did not count: the run was not given them "
        "(events {events})",
        "台账中有 {n} 项当日有效的人工调整未计入：没有给到这次运行（第 {events} 号事件）",
    ),
    "show.left_out.1": (
        "1 override that the ledger had for that day did not count: the run was not given it "
        "(event {events})",
        "台账中有 1 项当日有效的人工调整未计入：没有给到这次运行（第 {events} 号事件）",
    ),
    "show.no_overrides": (
        "no overrides were given to the run",
        "这次运行没有给出人工调整",
    ),
    "show.override": (
        "{id}: {tier} by {by}, approved by {approved}, until {until}: {effect}",
        "{id}：由 {by} 定为 {tier}，{approved} 批准，至 {until}：{effect}",
    ),
    "show.override.because": ("because: {because}", "原因：{because}"),
    "show.override.else": (
        "the policy says {policy}; it ended as {ended}",
        "政策给出 {policy}；最终为 {ended}",
    ),
    "show.nobody": ("nobody", "无人"),
    "show.unsaid": ("not said", "未说明"),
}
