"""What `keytier ledger` answers, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

LEDGER_TOLD: dict[str, Both] = {
    "ledger.key_lost": (
        "{said}: read without keys; put it back from your backup",
        "{said}：不用密钥读取；请从备份中恢复",
    ),
    "ledger.erased": (
        "erased: place {index} of {run}; every other proof holds as before (event {number} of "
        "{ledger})",
        "已擦除：{run} 的第 {index} 个位置；其余证明照旧成立（{ledger} 的第 {number} 号事件）",
    ),
    "ledger.erased.beside": (
        "erased: {run} has no row of that customer, and no longer names them anywhere; every proof "
        "holds as before (event {number} of {ledger})",
        "已擦除：{run} 中没有该客户的行，现在也不再有任何地方写有其编号；证明照旧成立"
        "（{ledger} 的第 {number} 号事件）",
    ),
    "ledger.erased.left": (
        "the secret in {home} is a new one: back the folder up again, and destroy older backups of "
        "it and of the run; exports and other runs of the customer are not touched",
        "{home} 中的盐密钥已更换：请重新备份该文件夹，并销毁它和该运行的旧备份；"
        "已导出的文件和含有该客户的其他运行不受影响",
    ),
    "ledger.erased.rows": (
        "{n} of them were erased: the hashes of their leaves stand, and the ledger says why",
        "其中 {n} 条已擦除：其叶的哈希仍在，原因见台账",
    ),
    "ledger.erased.rows.1": (
        "1 of them was erased: the hash of its leaf stands, and the ledger says why",
        "其中 1 条已擦除：其叶的哈希仍在，原因见台账",
    ),
    "ledger.erased.seats": (
        "somebody erased had the last seat of a tier: the leaves of those whose inputs named them "
        "were made again with the digest of the inputs, and that these are as they were the "
        "signed manifest says",
        "被擦除者中有人占有某等级的最后一个名额：输入中写有其编号的客户，其叶由输入的摘要重新生成，"
        "这些输入未被改动由签名的清单作证",
    ),
    "ledger.some_erased": (
        "{n} customers were erased from {run}: nothing of them is shown or counted below, but in "
        "the sums of the run",
        "{run} 已擦除 {n} 位客户：除运行的合计数外，下面不再显示或计入他们",
    ),
    "ledger.some_erased.1": (
        "1 customer was erased from {run}: nothing of them is shown or counted below, but in the "
        "sums of the run",
        "{run} 已擦除 1 位客户：除运行的合计数外，下面不再显示或计入该客户",
    ),
    "ledger.verified": (
        "{run}: {n:,} decisions, signed by {key} ({who}); every file and the root hold",
        "{run}：{n:,} 条评定结果，由 {key}（{who}）签名；所有文件和根均相符",
    ),
    "ledger.verified.1": (
        "{run}: 1 decision, signed by {key} ({who}); every file and the root hold",
        "{run}：1 条评定结果，由 {key}（{who}）签名；所有文件和根均相符",
    ),
    "ledger.known.yours": ("your key", "您的密钥"),
    "ledger.known.ledger": ("a key of the ledger", "台账的密钥"),
    "ledger.known.given": ("the key that was asked for", "所要求的密钥"),
    "ledger.known.unknown": (
        "a key that nobody here knows: compare it with the signer's own, or give --key",
        "此处无人认识的密钥：请与签名者本人核对，或给出 --key",
    ),
    "ledger.rebuilt": (
        "every leaf was made again from decision and inputs, and is the one that was sealed",
        "每个叶都由评定结果和输入重新生成，与封存时相同",
    ),
    "ledger.not_rebuilt": (
        "the leaves were not made again, for the salt key cannot be opened here: files and stored "
        "tiles were checked",
        "盐密钥无法在此打开，未重新生成各叶：已核对文件和存储的散列",
    ),
    "ledger.event": ("event {number} of {ledger}", "{ledger} 的第 {number} 号事件"),
    "ledger.no_event": (
        "no ledger was found that it was entered into; name it with --ledger",
        "未找到登记它的台账；请用 --ledger 指定",
    ),
    "ledger.anchored": (
        "internally consistent; anchored outside at {at} ({how})",
        "自身一致；已于 {at} 锚定于外部（{how}）",
    ),
    "ledger.not_anchored": (
        "internally consistent; not anchored since {at}: whoever holds the key could have written "
        "anew what came after",
        "自身一致；自 {at} 之后未再锚定：持有密钥者可能改写了此后的内容",
    ),
    "ledger.never_anchored": (
        "internally consistent; never anchored outside: whoever holds the key could have written "
        "all of it anew",
        "自身一致；从未锚定于外部：持有密钥者可能改写了全部内容",
    ),
    "ledger.held": (
        "{ledger} begins with the {n} events of {anchor} ({how})",
        "{ledger} 以 {anchor}（{how}）的 {n} 个事件开头",
    ),
    "ledger.held.at": (
        "{ledger} begins with the {n} events of {anchor} ({how} of {at}; `openssl ts -verify` "
        "checks the authority's signature)",
        "{ledger} 以 {anchor} 的 {n} 个事件开头（{at} 的{how}；"
        "机构的签名请用 `openssl ts -verify` 核对）",
    ),
    "ledger.held.all": (
        "nobody has written anything of this anew since that was kept outside",
        "自锚点保存在外部以来，这些内容未被任何人重写",
    ),
    "ledger.held.part": (
        "{n} events came after it: only a newer anchor vouches for them",
        "其后有 {n} 个事件：须由更新的锚点作证",
    ),
    "ledger.held.part.1": (
        "1 event came after it: only a newer anchor vouches for it",
        "其后有 1 个事件：须由更新的锚点作证",
    ),
    "ledger.held.not_run": (
        "the run's event {number} came after it: only a newer anchor vouches for it",
        "该运行的第 {number} 号事件在其后：须由更新的锚点作证",
    ),
    "ledger.how.copy": ("an older copy", "旧副本"),
    "ledger.how.git": ("a git tag", "git 标签"),
    "ledger.how.timestamp": ("a time stamp", "时间戳"),
    "ledger.how.text": ("in print", "打印件"),
    "ledger.holds": (
        "{ledger}: {n} events, signed by {key}; all of them hold",
        "{ledger}：{n} 个事件，由 {key} 签名；全部相符",
    ),
    "ledger.left": (
        "behind them stands what a crash left; it does not count, and goes with the next event",
        "其后有崩溃留下的内容；它不算数，会在下一事件写入时删除",
    ),
    "ledger.not_seen": (
        "the key folder {home} has not seen it before, and cannot tell whether its end was cut off",
        "密钥文件夹 {home} 未曾见过它，无法得知其末尾是否被截去",
    ),
    "ledger.proof": ("proof written to {file}", "证明已写入 {file}"),
    "ledger.proven": (
        "proven: decision {index} of {n} in {run}, sealed by {key}",
        "证明成立：{run} 的 {n} 条评定结果中的第 {index} 条，由 {key} 封存",
    ),
    "ledger.proven.id": ("customer {id}", "客户 {id}"),
    "ledger.proven.says": ("outcome {outcome}, tier {tier}", "结论 {outcome}，等级 {tier}"),
    "ledger.own_key": (
        "the key is the one that the proof names: compare it with the signer's own, or give --key",
        "公钥取自证明本身：请与签名者本人核对，或给出 --key",
    ),
    "ledger.replay.root": (
        "decided again: {n:,} decisions, the same root {root}",
        "已重新评定：{n:,} 条结果，根相同 {root}",
    ),
    "ledger.replay.root.1": (
        "decided again: 1 decision, the same root {root}",
        "已重新评定：1 条结果，根相同 {root}",
    ),
    "ledger.replay.unsealed": (
        "decided again: {n:,} decisions, every cell the same",
        "已重新评定：{n:,} 条结果，每个单元格都相同",
    ),
    "ledger.replay.unsealed.1": (
        "decided again: 1 decision, every cell the same",
        "已重新评定：1 条结果，每个单元格都相同",
    ),
    "ledger.replay.same": (
        "decided again: {n:,} decisions, every cell the same (the root was not made again, for "
        "there is no salt key here)",
        "已重新评定：{n:,} 条结果，每个单元格都相同（此处没有盐密钥，未重新生成根）",
    ),
    "ledger.replay.same.1": (
        "decided again: 1 decision, every cell the same (the root was not made again, for there "
        "is no salt key here)",
        "已重新评定：1 条结果，每个单元格都相同（此处没有盐密钥，未重新生成根）",
    ),
    "ledger.replay.differs": (
        "decided again: {n:,} decisions differ; {why}",
        "已重新评定：{n:,} 条结果不同；{why}",
    ),
    "ledger.replay.differs.1": (
        "decided again: 1 decision differs; {why}",
        "已重新评定：1 条结果不同；{why}",
    ),
    "ledger.replay.why": (
        "policy, plan and inputs are the stored ones, so the stored decisions are not what was "
        "decided",
        "政策、计划和输入均为存储的那些，可见存储的结果不是当时的评定",
    ),
    "ledger.replay.why_plan": (
        "this version of keytier makes another plan of the policy",
        "本版本 keytier 由该政策得出的计划不同",
    ),
    "ledger.replay.plan": (
        "the plan is not the stored one: the run was made by keytier {version}",
        "计划与存储的不同：该运行由 keytier {version} 所做",
    ),
    "ledger.replay.empty": ("empty", "空"),
    "ledger.replay.cell": (
        "{id}: {column} was {stored}, is {again}",
        "{id}：{column} 原为 {stored}，现为 {again}",
    ),
    # kinds of events, as `ledger log` lists them
    "event.begun": ("begun", "开始"),
    "event.run": ("run", "封存运行"),
    "event.anchor": ("anchor", "锚定"),
    "event.withdrawn": ("withdrawn", "撤回"),
    "event.approval": ("approval", "批准"),
    "event.approval_withdrawn": ("approval withdrawn", "撤回批准"),
    "event.erasure": ("erasure", "擦除"),
    "event.override": ("override", "人工调整"),
    "event.unmasked": ("unmasked", "揭示"),
    "event.key": ("key", "准入密钥"),
    "ledger.grew": (
        "{ledger} begins with all {old} events of then, and has {new} now",
        "{ledger} 以当时的全部 {old} 个事件开头，现有 {new} 个",
    ),
    "ledger.anchor.git": (
        "{n} events anchored in the tag {made}; push it elsewhere (event {number})",
        "{n} 个事件已锚定于标签 {made}；请推送到别处（第 {number} 号事件）",
    ),
    "ledger.anchor.timestamp": (
        "{n} events: send {made} to a time-stamping authority, and keep its answer (event "
        "{number})",
        "{n} 个事件：请将 {made} 发给时间戳机构并保存其答复（第 {number} 号事件）",
    ),
    "ledger.anchor.text": (
        "{n} events: print this head, or send it to somebody who keeps it (event {number})",
        "{n} 个事件：请打印此首部，或寄给会保存它的人（第 {number} 号事件）",
    ),
    "ledger.trusted": ("{key} counts in this ledger", "{key} 在此台账中有效"),
}
