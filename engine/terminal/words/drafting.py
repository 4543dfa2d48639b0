"""What `keytier init` says, and what it writes into a draft, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

DRAFTING: dict[str, Both] = {
    "init.either": (
        "`--template` and `--from` do not go together",
        "`--template` 和 `--from` 不能同时使用",
    ),
    "init.no_folder": (
        "a policy is put into a folder, and `-` is none: give its name",
        "政策要放进文件夹，而 `-` 不是文件夹：请给出名称",
    ),
    "init.there": (
        "{files} are there already; --force overwrites",
        "{files} 已存在；加 --force 可覆盖",
    ),
    "init.there.1": (
        "{files} is there already; --force overwrites",
        "{files} 已存在；加 --force 可覆盖",
    ),
    "init.next": (
        "next: keytier check {policy}   and   keytier test {policy}",
        "接下来：keytier check {policy}   以及   keytier test {policy}",
    ),
    "init.run": ("then: keytier run {call}", "然后：keytier run {call}"),
    "draft.twice": (
        "{file} has the heading `{heading}` twice; rename one of them",
        "{file} 中列名 `{heading}` 出现了两次；请改掉一个",
    ),
    "draft.empty": ("{file} holds no customers", "{file} 中没有客户"),
    "draft.top": (
        "Drafted from {file} ({n} customers). Every line is a proposal: read it, change it.",
        "根据 {file}（{n} 位客户）起草。每一行都只是建议：请通读并修改。",
    ),
    "draft.title": ("Customer tiers", "客户分级"),
    "draft.odd": (
        "{n} cells cannot be read as {kind} and will be errors: {shown}",
        "有 {n} 个单元格无法读作 {kind}，会成为错误：{shown}",
    ),
    "draft.odd.1": (
        "1 cell cannot be read as {kind} and will be an error: {shown}",
        "有 1 个单元格无法读作 {kind}，会成为错误：{shown}",
    ),
    "draft.nearly": (
        "most cells can be read as {kind}, but not {shown}; so it is a text",
        "大多数单元格可读作{kind}，但 {shown} 不能，因此按文本处理",
    ),
    "draft.odd_at": (
        "`{heading}` is {kind}, but {n} cells cannot be read as such and will be errors: {where} "
        "({shown})",
        "`{heading}` 为{kind}，但有 {n} 个单元格无法如此读取，会成为错误：{where}（{shown}）",
    ),
    "draft.odd_at.1": (
        "`{heading}` is {kind}, but 1 cell cannot be read as such and will be an error: {where} "
        "({shown})",
        "`{heading}` 为{kind}，但有 1 个单元格无法如此读取，会成为错误：{where}（{shown}）",
    ),
    "draft.nearly_at": (
        "`{heading}` was drafted as a text: most of it is {kind}, but {n} cells are not: {where} "
        "({shown})",
        "`{heading}` 按文本起草：大部分为{kind}，但有 {n} 个单元格不是：{where}（{shown}）",
    ),
    "draft.nearly_at.1": (
        "`{heading}` was drafted as a text: most of it is {kind}, but 1 cell is not: {where} "
        "({shown})",
        "`{heading}` 按文本起草：大部分为{kind}，但有 1 个单元格不是：{where}（{shown}）",
    ),
    "draft.heading": (
        "the headings of {file} stand on line {line}; a run wants them first: delete the lines "
        "above them",
        "{file} 的列名在第 {line} 行；运行时列名必须在最前：请删除其上各行",
    ),
    "draft.id": (
        "no heading says that it is the customers' id; `{heading}` was taken: if it is another, "
        "change `customers:`",
        "没有列名表明是客户编号，暂用 `{heading}`；若不是这一列，请修改 `customers:`",
    ),
    "draft.total": (
        "{n} rows read like totals and are no customers: {where}",
        "有 {n} 行像是合计，不是客户：{where}",
    ),
    "draft.total.1": (
        "1 row reads like a total and is no customer: {where}",
        "有 1 行像是合计，不是客户：{where}",
    ),
    "draft.no_id": (
        "{n} rows have no `{heading}`: {where}",
        "有 {n} 行没有 `{heading}`：{where}",
    ),
    "draft.no_id.1": (
        "1 row has no `{heading}`: {where}",
        "有 1 行没有 `{heading}`：{where}",
    ),
    "draft.same_id": (
        "{n} rows share their `{heading}` with another: {where}",
        "有 {n} 行的 `{heading}` 与其他行重复：{where}",
    ),
    "draft.no_criteria": (
        "no column of numbers to score by was found",
        "没有找到可用于评分的数值列",
    ),
    "draft.scorecard": (
        "Thresholds are what the better quarter, half and three quarters of the file reach.\n"
        "Fields that no rule reads wait above as comments: take the # away when a rule does.",
        "门槛取自文件中前四分之一、一半和四分之三客户达到的水平。\n"
        "没有规则用到的字段以注释形式留在上面：有规则要用时去掉 # 即可。",
    ),
    "draft.weights": ("percent, exactly 100 in all", "百分比，合计正好 100"),
    "draft.missing": (
        "what is missing gives its weight to the rest; too little data goes to a person",
        "缺失项的权重分摊给其余各项；数据太少时交给人工",
    ),
    "draft.tiers": (
        "Best first; the last one has no condition.",
        "从高到低；最后一级没有条件。",
    ),
    "draft.tier.key": ("key customer", "重点客户"),
    "draft.tier.valued": ("valued customer", "优质客户"),
    "draft.tier.standard": ("standard customer", "普通客户"),
    "draft.tests": (
        "Each rule that matters deserves a case: keytier test",
        "重要的规则都值得配一个用例：keytier test",
    ),
    "draft.case": (
        "a customer at the top of every criterion is a key customer",
        "每项指标都在最高档的客户是重点客户",
    ),
}
