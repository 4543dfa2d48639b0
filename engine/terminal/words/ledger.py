"""What `keytier ledger` says, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

LEDGER: dict[str, Both] = {
    "stage.verifying": ("holding decisions against their seal", "核对封存的评定"),
    "stage.replaying": ("deciding again", "重新评定"),
    "ledger": (
        "Hold sealed runs and the ledger against what was signed; prove one decision.",
        "将封存的运行和台账与签名核对；证明某一条评定结果。",
    ),
    "ledger.action": (
        "verify (a run or a ledger), prove, verify-proof, replay, log, show, consistency, anchor, "
        "trust, erase",
        "verify（核对运行或台账）、prove（证明）、verify-proof（核对证明）、replay（重新评定）、"
        "log（事件）、show（某个事件）、consistency（一致性）、anchor（锚定）、trust（准入密钥）、"
        "erase（擦除一位客户）",
    ),
    "ledger.target": (
        "a run (verify, prove, replay), a ledger, a proof, or an old checkpoint (consistency)",
        "运行目录（verify、prove、replay）、台账、证明，或旧的首部（consistency）",
    ),
    "ledger.other": (
        "show: the number of an event; consistency: the ledger of today",
        "show：事件号；consistency：今天的台账",
    ),
    "ledger.id": ("the customer (prove, erase)", "客户编号（prove、erase）"),
    "ledger.reason": (
        "why, for the ledger, which never forgets it: name nobody (erase)",
        "擦除的原因，会永久留在台账中，请勿写出姓名或编号（erase）",
    ),
    "ledger.opened": (
        "put the inputs into the proof, with their salt (prove)",
        "在证明中公开输入及其盐（prove）",
    ),
    "ledger.anchor": (
        "an anchor that was fetched back: a printed head, a time stamp, a git repository, an older "
        "copy (verify)",
        "取回的锚点：打印的首部、时间戳、git 仓库或旧副本（verify）",
    ),
    "ledger.ledger": (
        "the ledger that a run was entered into (else `ledger` beside it)",
        "登记该运行的台账（否则为其旁边的 `ledger`）",
    ),
    "ledger.key": (
        "the public key of whoever has to have signed (verify, verify-proof), or that is let in "
        "(trust)",
        "应当签名者的公钥（verify、verify-proof），或要准入的公钥（trust）",
    ),
    "ledger.how": (
        "anchor: git (a tag), timestamp (a request of RFC 3161) or text (to be printed)",
        "锚定方式：git（标签）、timestamp（RFC 3161 请求）或 text（供打印）",
    ),
    "ledger.output": (
        "the file for a proof or a request, or the git repository (anchor)",
        "证明或请求写入的文件，或 git 仓库（anchor）",
    ),
    "ledger.limit": (
        "at most so many differing cells (replay), or last events (log)",
        "最多列出若干处不同（replay）或最近若干事件（log）",
    ),
    "ledger.format": ("how the result is shown", "结果的显示格式"),
    "ledger.example": (
        "keytier ledger verify runs/june\n"
        "keytier ledger prove runs/june --id C0042 --open -o proof.json",
        "keytier ledger verify runs/六月\n"
        "keytier ledger prove runs/六月 --id C0042 --open -o 证明.json",
    ),
    # wrong usage; keys in two parts, for `ledger.other` and `ledger.id` are helps
    "ledger.use.other": (
        "`{action}` needs one more argument: show LEDGER NUMBER, consistency OLD LEDGER",
        "`{action}` 还需要一个参数：show 台账 事件号、consistency 旧首部 台账",
    ),
    "ledger.use.no_other": (
        "`{action}` takes one run, ledger or proof",
        "`{action}` 只接受一个运行、台账或证明",
    ),
    "ledger.use.id": ("`{action}` needs --id", "`{action}` 需要 --id"),
    "ledger.use.no_id": ("--id belongs to `prove` and `erase`", "--id 只用于 `prove` 和 `erase`"),
    "ledger.use.reason": (
        "`erase` needs --reason, and one that does not name the customer",
        "`erase` 需要 --reason，且其中不能写出该客户的编号",
    ),
    "ledger.use.company": (
        "`{id}` is a company of the group `{group}`, and the decision is the group's: to erase it "
        "with all its companies, say --id {group}",
        "`{id}` 是集团 `{group}` 的企业，评定结果属于集团：要连同全部企业一起擦除，"
        "请用 --id {group}",
    ),
    "ledger.use.no_anchor": ("--anchor belongs to `verify`", "--anchor 只用于 `verify`"),
    "ledger.use.no_reason": ("--reason belongs to `erase`", "--reason 只用于 `erase`"),
    "ledger.erased": (
        "erased: place {index} of {run}; every other proof holds as before (event {number} of "
        "{ledger})",
        "已擦除：{run} 的第 {index} 个位置；其余证明照旧成立（{ledger} 的第 {number} 号事件）",
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
    "ledger.use.key": (
        "`{value}` is no public key, expected name+id+key",
        "`{value}` 不是公钥，应形如 名称+标识+公钥",
    ),
    "ledger.use.timestamp": (
        "a request for a time stamp needs a file: -o request.tsq",
        "时间戳请求需要写入文件：-o request.tsq",
    ),
    "ledger.use.trust": (
        "`trust` needs --key, the public key to let in",
        "`trust` 需要 --key，即要准入的公钥",
    ),
    "ledger.use.event": (
        "there is no event `{number}`, expected 0 to {last}",
        "没有事件 `{number}`，应为 0 到 {last}",
    ),
    # results
    "ledger.verified": (
        "{run}: {n} decisions, signed by {key} ({who}); every file and the root hold",
        "{run}：{n} 条评定结果，由 {key}（{who}）签名；所有文件和根均相符",
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
        "decided again: {n} decisions, the same root {root}",
        "已重新评定：{n} 条结果，根相同 {root}",
    ),
    "ledger.replay.unsealed": (
        "decided again: {n} decisions, every cell the same",
        "已重新评定：{n} 条结果，每个单元格都相同",
    ),
    "ledger.replay.same": (
        "decided again: {n} decisions, every cell the same (the root was not made again, for there "
        "is no salt key here)",
        "已重新评定：{n} 条结果，每个单元格都相同（此处没有盐密钥，未重新生成根）",
    ),
    "ledger.replay.differs": (
        "decided again: {n} decisions differ; {why}",
        "已重新评定：{n} 条结果不同；{why}",
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
