"""Findings about keys, seals and the ledger (KT700-749)."""

from __future__ import annotations

from engine.atoms.codes import Code, keys, ledgers

CODES: dict[str, Code] = {
    "KT704": Code(
        "error",
        ("{what} of `{run}` {state}", "`{run}` 的{what_zh}{state_zh}"),
        (
            "the run is not what was sealed: take it from a backup, or decide again",
            "该运行已不是封存时的内容：请从备份恢复，或重新评定",
        ),
        what=(
            "A sealed run was held against its signed head, and something of it is not what was "
            "sealed. The first such thing is named.",
            "将封存的运行与其签名首部核对，发现有内容与封存时不符。此处指出第一处。",
        ),
        why=(
            "What was decided can no longer be told from what somebody wrote since.",
            "已分不清哪些是当时的评定、哪些是后来写入的。",
        ),
    ),
    "KT705": Code(
        "error",
        ("`{run}` is not sealed", "`{run}` 未封存"),
        (
            "run again without --unsealed: there is nothing to prove or to hold it against",
            "请不加 --unsealed 重新运行：否则没有可供证明或核对的内容",
        ),
        what=(
            "The run was made with --unsealed, or by a version that sealed nothing.",
            "该运行是加 --unsealed 做的，或由尚无封存功能的版本做的。",
        ),
        why=(
            "Without a seal nothing shows that a run is what was decided.",
            "没有封存，就无法证明运行就是当时的评定结果。",
        ),
    ),
    "KT712": Code(
        "error",
        ("the proof does not hold: {why}", "证明不成立：{why_zh}"),
        (
            "ask for it again from whoever has the run: `keytier ledger prove RUN --id ID`",
            "请向持有该运行的人重新索取：`keytier ledger prove 运行目录 --id 编号`",
        ),
        what=(
            "The record, its path, the signed head or the opened inputs do not belong together.",
            "记录、路径、签名首部或公开的输入互不相符。",
        ),
        why=(
            "It shows nothing of the decision that it speaks of.",
            "它不能说明所称的那条评定结果。",
        ),
    ),
    "KT718": Code(
        "error",
        (
            "`{anchor}` holds no anchor of the ledger `{ledger}`",
            "`{anchor}` 中没有台账 `{ledger}` 的锚点",
        ),
        (
            "name the file, the repository or the copy that holds one; where this should be it, "
            "the ledger was written anew since it was anchored",
            "请指出存有其锚点的文件、仓库或副本；若本应就是它，则该台账在锚定之后被重写了",
        ),
        what=(
            "The heads that are kept there are of other ledgers, or the time stamp is of nothing "
            "that this one says it has anchored.",
            "那里保存的首部属于别的台账，或时间戳盖的不是本台账所说锚定过的内容。",
        ),
        why=(
            "Who writes a ledger anew makes another one of it; only what was kept outside tells.",
            "重写台账就成了另一个台账，只有保存在外部的内容能说明。",
        ),
    ),
    "KT719": Code(
        "error",
        ("`{anchor}` is no anchor: {why}", "`{anchor}` 不是锚点：{why_zh}"),
        (
            "give a head that was printed or sent, an answer (or request) for a time stamp, a git "
            "repository with tags, or an older copy of the ledger",
            "请给出打印或寄出的首部、时间戳的答复（或请求）、带标签的 `git` 仓库，或台账的旧副本",
        ),
        what=(
            "An anchor is a head of the ledger, or a time stamp over one, that was kept elsewhere.",
            "锚点是保存在别处的台账首部，或盖在首部上的时间戳。",
        ),
        why=(
            "Only what was kept outside shows that a ledger was not written anew.",
            "只有保存在外部的内容才能说明台账没有被重写。",
        ),
    ),
    "KT720": Code(
        "error",
        (
            "`git` could not read the tags of `{repository}`: `{detail}`",
            "`git` 无法读取 `{repository}` 的标签：`{detail}`",
        ),
        (
            "name a git repository that holds the tags, or a file with a head",
            "请指出存有标签的 `git` 仓库，或存有首部的文件",
        ),
        what=(
            "A folder that is no ledger is taken for a git repository with anchors.",
            "不是台账的文件夹会被当作存有锚点的 `git` 仓库。",
        ),
        why=(
            "Anchors in a repository are annotated tags, which `git` reads.",
            "仓库中的锚点是附注标签，由 `git` 读取。",
        ),
    ),
    "KT730": Code(
        "error",
        (
            "policy `{id}` is not approved in `{ledger}`: {what}",
            "政策 `{id}` 在 `{ledger}` 中未获批准：{what_zh}",
        ),
        (
            "have it approved: `keytier approve {file} --as {role} --ledger {ledger}`",
            "请先批准：`keytier approve {file} --as {role} --ledger {ledger}`",
        ),
        what=(
            "The run asked for an approved policy. This text needs an approval for each role under "
            "`reviewed_by:`, each by another key; without `reviewed_by:` it needs one.",
            "该次运行要求政策已获批准。"
            "`reviewed_by:` 中的每个角色都要批准这份文本，且各用不同的密钥；"
            "没有 `reviewed_by:` 时需要一份批准。",
        ),
        why=(
            "An approval is of a text, byte for byte: who changes the text has nothing approved.",
            "批准针对的是逐字节的文本：文本改了，批准就不再有效。",
        ),
    ),
    "KT731": Code(
        "error",
        (
            "`{id}` is not in `{run}`, from which some were erased ({count}): whether it was one "
            "of them can no longer be told",
            "`{run}` 中没有 `{id}`；该运行已擦除 {count} 位，是否为其中之一已无从得知",
        ),
        (
            "see `keytier ledger log` for which places of the run were erased, and why",
            "哪些位置因何被擦除，见 `keytier ledger log`",
        ),
        what=(
            "An erasure leaves the hash of a leaf and nothing that tells whose it was.",
            "擦除后只留下一个叶子的哈希，不再能得知它属于谁。",
        ),
        why=(
            "What could still be found by its id would not be erased.",
            "若仍能按编号找到，就不算擦除。",
        ),
    ),
    "KT736": Code(
        "error",
        (
            "the inputs of `{id}` in `{run}` named a last holder of seats who was erased since, so "
            "they can no longer be opened",
            "`{run}` 中 `{id}` 的输入曾写有最后一个名额的占有者，该客户其后被擦除，"
            "因此这些输入已无法公开",
        ),
        (
            "prove it without --open: the decision is in the sealed run as ever",
            "请不加 --open 作证明：该评定结果仍在封存的运行中",
        ),
        what=(
            "A record binds the inputs as they were, with the id of who had the last seat; that id "
            "is gone.",
            "记录绑定的是当时的输入，其中有占有最后一个名额者的编号，而该编号已被擦除。",
        ),
        why=(
            "To open them would take the id that was erased.",
            "要公开它们就需要已擦除的编号。",
        ),
    ),
    "KT735": Code(
        "error",
        (
            "the customer was erased from `{run}`, but a copy of what was erased lies in `{left}`",
            "客户已从 `{run}` 中擦除，但被擦除内容的副本仍在 `{left}`",
        ),
        ("remove it once the disk lets you", "待磁盘允许时请将其删除"),
        what=(
            "An erasure writes the run anew and removes the former one; the disk refused that.",
            "擦除会重写该运行并删除原来的那份；磁盘拒绝了删除。",
        ),
        why=(
            "What still lies beside the run is not erased.",
            "仍留在运行旁边的内容并没有被擦除。",
        ),
    ),
    "KT734": Code(
        "error",
        (
            "no approval of this text of `{id}` as `{role}` by your key `{key}` stands in "
            "`{ledger}`",
            "`{ledger}` 中没有您的密钥 `{key}` 以 `{role}` 的角色对 `{id}` 这份文本的有效批准",
        ),
        (
            "see which approvals stand with `keytier approve POLICY`; only the key that approved "
            "takes back, and only for the very text that it approved",
            "可用 `keytier approve 政策` 查看有效的批准；"
            "只有作出批准的密钥才能撤回，且只针对它所批准的那份文本",
        ),
        what=(
            "An approval is taken back by whoever gave it; there is none here to take back.",
            "批准由作出批准者撤回；这里没有可撤回的批准。",
        ),
        why=(
            "Else anybody who may write into the ledger could undo what another vouched for.",
            "否则能写台账的人都可以取消他人的批准。",
        ),
    ),
    "KT733": Code(
        "error",
        (
            "{count} overrides of `{file}` are not in `{ledger}`, the first for customer `{id}`",
            "`{file}` 中有 {count} 项人工调整未登记到 `{ledger}`，第一项针对客户 `{id}`",
        ),
        (
            "write them with `keytier override add {file} --ledger {ledger}`",
            "请用 `keytier override add {file} --ledger {ledger}` 写入",
        ),
        what=(
            "The run asked for what was approved. An override counts then only where an event of "
            "the ledger binds it as it stands in the file.",
            "该次运行要求一切均获批准。此时人工调整须由台账中的事件绑定，且与文件中的内容一致。",
        ),
        why=(
            "Whoever may write the file could else lift anybody into any tier.",
            "否则能写该文件的人可以把任何客户调到任何等级。",
        ),
    ),
    **keys.CODES,
    **ledgers.CODES,
}
