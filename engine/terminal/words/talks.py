"""What the commands say while they work, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

TALKS: dict[str, Both] = {
    # wrong usage
    "usage.error": ("error: {text}", "错误：{text}"),
    "usage.help": ("see: {command} --help", "参见：{command} --help"),
    "usage.no_such.option": ("there is no option `{name}`", "没有 `{name}` 这个选项"),
    "usage.no_such.option.near": (
        "there is no option `{name}`; did you mean `{near}`?",
        "没有 `{name}` 这个选项；是否想写 `{near}`？",
    ),
    "usage.no_such.command": ("there is no command `{name}`", "没有 `{name}` 这个命令"),
    "usage.no_such.command.near": (
        "there is no command `{name}`; did you mean `{near}`?",
        "没有 `{name}` 这个命令；是否想写 `{near}`？",
    ),
    "usage.missing.argument": ("{name} is missing", "缺少 {name}"),
    "usage.missing.option": ("`{name}` is missing", "缺少 `{name}`"),
    "usage.no_value": ("`{name}` takes no value", "`{name}` 不带值"),
    "usage.needs_value": ("`{name}` needs a value", "`{name}` 需要一个值"),
    "usage.extra": ("`{name}` is one argument too many", "多出了参数 `{name}`"),
    "type.word": (
        "`{name}` is `{value}`, expected one of {allowed}",
        "`{name}` 为 `{value}`，应为 {allowed} 之一",
    ),
    "type.word.near": (
        "`{name}` is `{value}`; did you mean `{near}`?",
        "`{name}` 为 `{value}`；是否想写 `{near}`？",
    ),
    "type.date": (
        "`{name}` is `{value}`, expected a date as YYYY-MM-DD",
        "`{name}` 为 `{value}`，应为形如 YYYY-MM-DD 的日期",
    ),
    "type.number": (
        "`{name}` is `{value}`, expected a whole number from {least} to {most}",
        "`{name}` 为 `{value}`，应为 {least} 到 {most} 的整数",
    ),
    "type.pair": (
        "`{name}` is `{value}`, expected name=value",
        "`{name}` 为 `{value}`，应写成 名称=值",
    ),
    "setting.word": (
        "`{name}` is `{value}` (from {origin}), expected one of {allowed}",
        "`{name}` 为 `{value}`（来自 {origin}），应为 {allowed} 之一",
    ),
    "setting.unreadable": ("{file} cannot be read: {why}", "{file} 读不了：{why}"),
    "setting.unknown": (
        "{file} holds `{key}`, expected one of {known}",
        "{file} 中有 `{key}`，应为 {known} 之一",
    ),
    "setting.unknown.near": (
        "{file} holds `{key}`; did you mean `{near}`?",
        "{file} 中有 `{key}`；是否想写 `{near}`？",
    ),
    # ends
    "stdout": ("standard output", "标准输出"),
    "stopped": ("stopped; nothing half-written is left", "已中断；没有留下写到一半的文件"),
    "disk.full": (
        "error: no space is left to write `{file}`; nothing half-written is left",
        "错误：没有足够空间写入 `{file}`；没有留下写到一半的文件",
    ),
    "disk.fault": (
        "error: {file} cannot be read or written: {why}",
        "错误：{file} 读写不了：{why}",
    ),
    "bug": (
        "error: this is a bug in keytier ({what}); please report it with the command that you ran "
        "(KEYTIER_DEBUG=1 shows where)",
        "错误：这是 keytier 自身的缺陷（{what}）；请连同所用命令一起反馈"
        "（KEYTIER_DEBUG=1 可显示出处）",
    ),
    # finding policies
    "paths.none": (
        "there is no policy in the folder `{folder}`: looked for `policy.yaml` and `*.policy.yaml`",
        "文件夹 `{folder}` 里没有政策：找的是 `policy.yaml` 和 `*.policy.yaml`",
    ),
    "paths.absent": ("there is no file or folder `{path}`", "没有 `{path}` 这个文件或文件夹"),
    # check
    "check.clean": ("{n} files checked, no findings", "检查了 {n} 个文件，没有问题"),
    "check.clean.1": ("1 file checked, no findings", "检查了 1 个文件，没有问题"),
    "check.fixed": ("{n} findings mended in {file}", "{file} 中修复了 {n} 处"),
    "check.fixed.1": ("1 finding mended in {file}", "{file} 中修复了 1 处"),
    # fmt
    "fmt.would": ("{file} would be laid out anew", "{file} 需要整理"),
    "fmt.done": ("{file} laid out anew", "{file} 已整理"),
    "fmt.same": ("{n} files are laid out as they should be", "{n} 个文件版式无误"),
    "fmt.same.1": ("1 file is laid out as it should be", "1 个文件版式无误"),
    "fmt.stdin": ("`-` stands alone", "`-` 要单独使用"),
    "file.changed": (
        "{file} was changed by somebody else meanwhile; nothing was written",
        "{file} 在此期间被别人改动了；没有写入",
    ),
    # deciding
    "policy.warnings": (
        "{n} warnings in {file}: keytier check {typed}",
        "{file} 有 {n} 个警告：keytier check {typed}",
    ),
    "policy.warnings.1": (
        "1 warning in {file}: keytier check {typed}",
        "{file} 有 1 个警告：keytier check {typed}",
    ),
    "as_of.needed": (
        "`--as-of` is missing: {parts} cannot be decided without the day that decisions speak of",
        "缺少 `--as-of`：{parts} 取决于基准日",
    ),
    "as_of.today": (
        "as of {day} (today: nothing in the policy depends on the day)",
        "基准日 {day}（今天：政策里没有任何内容取决于日期）",
    ),
    "option.twice": (
        "`{option}` is given {n} times and takes one value",
        "`{option}` 给了 {n} 次，只能给一次",
    ),
    "pair.twice": ("`{option}` gives `{name}` twice", "`{option}` 给了两次 `{name}`"),
    "plan.head": (
        "plan of {policy} {version} as of {day}: {n} steps, {columns} columns, {digest}",
        "{policy} {version} 的执行计划，基准日 {day}：{n} 步，{columns} 列，{digest}",
    ),
    # test
    "test.passed": ("pass", "通过"),
    "test.failed": ("FAIL", "失败"),
    "test.none": (
        "no cases: a policy's own tests stand under `tests:`",
        "没有用例：政策自带的用例写在 `tests:` 下",
    ),
    "test.summary": (
        "{n} cases: {passed} passed, {failed} failed",
        "{n} 个用例：{passed} 个通过，{failed} 个失败",
    ),
    "test.summary.1": (
        "1 case: {passed} passed, {failed} failed",
        "1 个用例：{passed} 个通过，{failed} 个失败",
    ),
    "test.coverage.head": (
        "coverage {percent} %: cases reach {n} of {total}; not reached:",
        "覆盖率 {percent} %：共 {total} 处，用例触及 {n} 处；未触及：",
    ),
    # why
    "why.no_tier": (
        "the policy has no tier `{name}`; there are {tiers}",
        "政策没有等级 `{name}`；现有 {tiers}",
    ),
    "why.no_needs.best": (
        "nothing is needed: there is no better tier",
        "无须改变：已是最高等级",
    ),
    "why.no_needs.tier": (
        "what it would take is asked of a tier: a person decides first, or the data is mended",
        "有了等级才谈得上还需要什么：须先由人决定，或先更正数据",
    ),
    "why.no_needs.worse": (
        "nothing is needed: it is in a better tier than that",
        "无须改变：现有等级高于所问等级",
    ),
    "why.no_needs.inputs": (
        "what it would take cannot be told: the inputs at hand do not give this decision",
        "无法得知需要什么：现有输入得不出这一结论",
    ),
    "why.held": (
        "customer {id} is in `{tier}`: name a tier that it is not in",
        "客户 {id} 就在 `{tier}`：请给出它不在的等级",
    ),
    "why.stored": (
        "{run} is a stored run: it needs `--id` alone",
        "{run} 是已保存的运行：只需要 `--id`",
    ),
    # explain
    "explain.unknown": ("there is no code `{code}`; see keytier explain --list",
                        "没有 `{code}` 这个代码；参见 keytier explain --list"),
    "explain.unknown.near": (
        "there is no code `{code}`; did you mean `{near}`?",
        "没有 `{code}` 这个代码；是否想写 `{near}`？",
    ),
    "explain.which": ("say which code, or --list", "请给出代码，或用 --list"),
    "explain.what": ("What it is", "是什么"),
    "explain.why": ("Why it matters", "为什么重要"),
    "explain.avoid": ("Avoid", "避免"),
    "explain.prefer": ("Write instead", "应写"),
    "explain.mend": ("What to do", "怎么办"),
    # schema
    "schema.verifier_alone": (
        "--verifier prints no schema: it stands alone",
        "--verifier 输出的不是 Schema，要单独使用",
    ),
    "schema.no_file": ("the schema `{file}` is not part of this installation",
                       "本安装中没有模式文件 `{file}`"),
    # config
    "config.built_in": ("built in", "内置"),
    "config.flag": ("command line", "命令行"),
    "config.none": ("(none)", "（无）"),
}  # fmt: skip
