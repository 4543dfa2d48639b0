"""The help of commands, arguments and options; those that decide stand in `helps_deciding`.

Keys: `<command>`, `<command>.<parameter>`, `<command>.example`, `common.<parameter>`, `exit.<n>`.
"""

from __future__ import annotations

from engine.atoms.codes import Both

HELPS: dict[str, Both] = {
    "keytier": (
        "Customer tiers from a YAML policy: exact, explained, and the same on every engine.",
        "用 YAML 政策给客户分级：结果精确，原因清楚，任何引擎算出来都一样。",
    ),
    "help.usage": ("Usage: {usage}", "用法：{usage}"),
    "help.commands": ("Commands:", "命令："),
    "help.arguments": ("Arguments:", "参数："),
    "help.options": ("Options:", "选项："),
    "help.codes": ("Exit codes:", "退出码："),
    "help.example": ("Example:", "示例："),
    "exit.0": ("fine", "正常"),
    "exit.1": (
        "findings: errors in a policy, a failing case, a file to format",
        "有问题：政策有错误、用例未通过或文件需要整理",
    ),
    "exit.2": (
        "wrong usage, a file that cannot be read or written, or a bug in keytier",
        "用法不对、文件读写不了，或 keytier 自身的缺陷",
    ),
    "exit.3": (
        "at least one customer ended in error, or a gate stopped the run",
        "至少一位客户数据有误，或运行被关口拦下",
    ),
    "exit.4": ("a stored run is broken", "已保存的运行记录不完整"),
    "exit.130": ("stopped by Ctrl-C (143: by SIGTERM)", "被 Ctrl-C 中断（143：被 SIGTERM 中断）"),
    "common.lang": (
        "language of words and reasons (else KEYTIER_LANG, else that of the locale)",
        "界面和原因的语言（否则取 KEYTIER_LANG，再否则取系统语言）",
    ),
    "common.quiet": ("results and findings only", "只给结果和问题"),
    "common.verbose": ("say more: files, steps and seconds", "多说一些：文件、步骤和耗时"),
    "common.no_color": ("no colour (as NO_COLOR=1)", "不用颜色（同 NO_COLOR=1）"),
    "common.help": ("show this page", "显示本页"),
    "keytier.version": ("show the version", "显示版本"),
    # init
    "init": (
        "Start a policy: from a template, or drafted from your own customer file.",
        "新建一份政策：取自模板，或按您自己的客户文件起草。",
    ),
    "init.folder": ("where to put it (this folder by default)", "放在哪里（默认当前文件夹）"),
    "init.template": ("which template to copy", "复制哪个模板"),
    "init.source": (
        "draft `data:` from the headings and values of this customer file",
        "按这个客户文件的列名和取值起草 `data:`",
    ),
    "init.encoding": (
        "encoding of that file, where it is not UTF-8",
        "该文件的编码（不是 UTF-8 时）",
    ),
    "init.force": ("overwrite files that are there", "覆盖已有文件"),
    "init.example": (
        "keytier init shop\nkeytier init shop --from customers.csv",
        "keytier init shop\nkeytier init shop --from 客户.csv",
    ),
    # check
    "check": (
        "Find mistakes in policies: text, keys, formulas, names, meaning.",
        "检查政策：文本、键、公式、名称和含义。",
    ),
    "check.paths": (
        "policy files, or folders to look through (this folder by default)",
        "政策文件，或要查找的文件夹（默认当前文件夹）",
    ),
    "check.fix": ("mend what has one obvious mend", "自动修复只有一种改法的错误"),
    "check.format": ("how findings are shown", "问题的显示格式"),
    "check.fail_on": ("what makes the exit code 1", "达到哪一级时退出码为 1"),
    "check.today": (
        "the day to judge overdue reviews by (the real one by default)",
        "按哪一天判断复审是否逾期（默认当天）",
    ),
    "check.example": ("keytier check policies --fix", "keytier check policies --fix"),
    # fmt
    "fmt": (
        "Lay policies out in the canonical order, with every comment kept.",
        "把政策整理成统一的顺序和版式，保留全部注释。",
    ),
    "fmt.paths": (
        "policy files or folders; `-` reads standard input and writes standard output",
        "政策文件或文件夹；`-` 表示从标准输入读、向标准输出写",
    ),
    "fmt.check": (
        "change nothing; exit 1 if anything would change",
        "不改动；若有需要改动的则退出码为 1",
    ),
    "fmt.diff": ("change nothing; show what would change", "不改动；显示将有的改动"),
    # test
    "test": (
        "Run the cases that live with a policy: tier, score, reasons, actions, flags.",
        "运行政策自带的用例：等级、得分、原因、措施和红旗。",
    ),
    "test.paths": (
        "policy files or folders (this folder by default)",
        "政策文件或文件夹（默认当前文件夹）",
    ),
    "test.format": ("how results are shown", "结果的显示格式"),
    "test.coverage": (
        "show which steps, tiers, flags and routes no case reaches",
        "显示没有用例触及的档位、等级、红旗和通道",
    ),
    "test.min_coverage": ("exit 1 below this percentage", "低于此百分比时退出码为 1"),
    # plan
    "plan": (
        "Show what a policy is compiled to: its steps, or the SQL of a dialect.",
        "显示政策编译后的样子：各个步骤，或某种方言的 SQL。",
    ),
    "plan.policy": ("the policy file", "政策文件"),
    "plan.sql": ("show SQL for this engine", "显示该引擎的 SQL"),
    "plan.as_of": ("the as-of date to compile for", "按哪个基准日编译"),
    "plan.context": ("a fact about us that the policy asks for", "政策要求的一项自身情况"),
    "plan.format": ("how the steps are shown", "步骤的显示格式"),
    # explain
    "explain": (
        "Explain a code: what it is, why it matters, what to avoid and what to write instead.",
        "解释一个代码：是什么、为什么重要、避免什么、该怎么写。",
    ),
    "explain.code": ("a code such as KT111", "代码，例如 KT111"),
    "explain.list_all": ("list all codes", "列出全部代码"),
    # schema
    "schema": (
        "Print the JSON Schema of policies, for editors and other tools.",
        "输出政策的 JSON Schema，供编辑器和其他工具使用。",
    ),
    "schema.modeline": (
        "print the first line that makes an editor use it",
        "输出让编辑器使用它的首行",
    ),
    "schema.region": (
        "the schema of policies that extend another one",
        "扩展其他政策的政策所用的 Schema",
    ),
    "schema.verifier": (
        "instead, the Python file that checks a proof without keytier",
        "改为输出不用 keytier 即可核验证明的 Python 文件",
    ),
    # config
    "config": (
        "Show the settings in force, and where each comes from.",
        "显示生效的设置及其来源。",
    ),
    "config.format": ("how they are shown", "显示格式"),
    # completion
    "completion": (
        "Print the script that completes commands and options in your shell.",
        "输出让命令行自动补全命令和选项的脚本。",
    ),
    "completion.shell": ("bash, zsh or fish", "bash、zsh 或 fish"),
    "completion.example": (
        "echo 'eval \"$(keytier completion bash)\"' >> ~/.bashrc",
        "echo 'eval \"$(keytier completion bash)\"' >> ~/.bashrc",
    ),
}
