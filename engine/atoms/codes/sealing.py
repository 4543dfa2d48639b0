"""Findings about keys, seals and the ledger (KT700-749)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT700": Code(
        "error",
        (
            "the key folder `{home}` cannot be used: {detail}",
            "密钥文件夹 `{home}` 无法使用：{detail_zh}",
        ),
        (
            "name one that you can write to in `KEYTIER_HOME`, or run with `--unsealed`",
            "请用 `KEYTIER_HOME` 指定一个可写的文件夹，或加 `--unsealed` 运行",
        ),
        what=(
            "The folder that holds the keys by which runs are sealed cannot be read or written.",
            "存放封存密钥的文件夹无法读写。",
        ),
        why=(
            "A run without a signature could be changed, and nobody would see it.",
            "没有签名的运行被改动后无人能察觉。",
        ),
    ),
    "KT701": Code(
        "error",
        (
            "`{file}` is missing, and its companion is there",
            "`{file}` 不见了，而另一个密钥文件还在",
        ),
        (
            "put it back from your backup; for new keys, move `{home}` away",
            "请从备份中恢复；若要新的密钥，请把 `{home}` 移走",
        ),
        what=(
            "A key folder holds a signing key and the secret that salts come from; one is lost.",
            "密钥文件夹应有签名密钥和盐的密钥两个文件，现缺一个。",
        ),
        why=(
            "A key made in place of a lost one would pass for it.",
            "补做的密钥会被误当作原来的那个。",
        ),
    ),
    "KT702": Code(
        "error",
        ("`{file}` holds no key of keytier", "`{file}` 中没有 keytier 的密钥"),
        ("put the file back from your backup", "请从备份中恢复该文件"),
        what=("A key file was changed or cut.", "密钥文件被改动或截断。"),
        why=("Nothing can be signed with it.", "用它无法签名。"),
    ),
    "KT703": Code(
        "error",
        (
            "`{file}` can be read by others (mode `{mode}`)",
            "`{file}` 可被他人读取（权限 `{mode}`）",
        ),
        ("take it from them: `chmod 600 {file}`", "请收回权限：`chmod 600 {file}`"),
        what=(
            "A private key has to be readable by its owner alone.",
            "私钥文件只能由其所有者读取。",
        ),
        why=("Whoever reads it can sign as you.", "读到它的人可以冒用您的签名。"),
    ),
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
    "KT706": Code(
        "error",
        ("`{ledger}` is not a ledger", "`{ledger}` 不是台账"),
        (
            "name the ledger's folder with --ledger, one that is not there yet, or run with "
            "--unsealed",
            "请用 --ledger 指定台账文件夹（也可以是尚不存在的），或加 --unsealed 运行",
        ),
        what=(
            "The folder is a run, or holds files that no ledger has, or is not there.",
            "该文件夹是一次运行，或含有不属于台账的文件，或不存在。",
        ),
        why=(
            "Events are written only into a folder that is a ledger's alone.",
            "事件只写入专属台账的文件夹。",
        ),
    ),
    "KT707": Code(
        "error",
        (
            "the ledger `{ledger}` does not hold together: {what}",
            "台账 `{ledger}` 自相矛盾：{what_zh}",
        ),
        (
            "take it from a backup; nothing is added to it as it is",
            "请从备份恢复；在此之前不会向其中添加任何内容",
        ),
        what=(
            "The ledger was held against its signed head, and something of it is not what was "
            "signed.",
            "将台账与其签名首部核对，发现有内容与签名时不符。",
        ),
        why=(
            "A ledger only grows: what it said it says for ever.",
            "台账只增不改：写过的永远不变。",
        ),
    ),
    "KT708": Code(
        "error",
        (
            "the ledger `{ledger}` has {size} events, and had {known} when it was last seen",
            "台账 `{ledger}` 有 {size} 个事件，而上次见到时有 {known} 个",
        ),
        (
            "it was put back from a backup, or its end was cut off: put the newest copy in its "
            "place",
            "它是从备份恢复的旧本，或末尾被截去：请换上最新的副本",
        ),
        what=(
            "The key folder remembers the last head of each ledger, and this one is older.",
            "密钥文件夹记着每个台账最近的首部，而这个台账比它旧。",
        ),
        why=(
            "Events that were acknowledged would be gone in silence.",
            "否则已确认的事件会悄悄消失。",
        ),
    ),
    "KT709": Code(
        "error",
        (
            "the ledger `{ledger}` tells another history than the one that was seen",
            "台账 `{ledger}` 的历史与曾见过的不同",
        ),
        ("put the copy that was seen in its place", "请换上曾见过的那一份"),
        what=(
            "Its first {known} events are not those that the key folder has seen.",
            "其前 {known} 个事件不是密钥文件夹曾见过的那些。",
        ),
        why=(
            "It was written anew and signed again, which only an outside memory can see.",
            "它被重写并重新签名，只有外部的记忆才能发现。",
        ),
    ),
    "KT710": Code(
        "error",
        (
            "the key in `{home}` does not count in the ledger `{ledger}`, where {keys} does",
            "`{home}` 中的密钥在台账 `{ledger}` 中无效，有效的是 {keys}",
        ),
        (
            "put the former key back from your backup, or have its holder run: `keytier "
            "ledger trust {ledger} --key {key}`; where it is lost for good, begin another ledger "
            "with `--ledger`",
            "请从备份恢复原来的密钥，或请其持有人运行："
            "`keytier ledger trust {ledger} --key {key}`；"
            "若已永久丢失，请用 `--ledger` 另起一个台账",
        ),
        what=(
            "A ledger takes events from the key that began it, and from those that one of its keys "
            "let in.",
            "台账只接受开启它的密钥，以及由其中有效密钥准入的密钥写入的事件。",
        ),
        why=(
            "Else anybody could write it anew with a key of his own.",
            "否则任何人都能用自己的密钥把它重写一遍。",
        ),
    ),
    "KT711": Code(
        "error",
        (
            "the salt key of `{run}` cannot be opened here",
            "无法在此打开 `{run}` 的盐密钥",
        ),
        (
            "use the key folder that it was sealed with: `KEYTIER_HOME` names it",
            "请使用封存它的密钥文件夹：用 `KEYTIER_HOME` 指定",
        ),
        what=(
            "A proof needs the records of 256 decisions, and their salts come from a key that lies "
            "encrypted beside the run.",
            "证明需要 256 条评定记录，其盐来自加密存放在运行旁边的密钥。",
        ),
        why=(
            "Without it the inputs of others stay hidden, and nothing can be proved anew.",
            "没有它，他人的输入保持隐藏，也无法作出新的证明。",
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
    "KT713": Code(
        "error",
        (
            "`{file}` is no checkpoint that a key of the ledger signed",
            "`{file}` 不是由台账的密钥签名的首部",
        ),
        (
            "give a `checkpoint` of this ledger that was kept, or the folder of an older copy",
            "请给出保留下来的该台账的 `checkpoint`，或旧副本的文件夹",
        ),
        what=(
            "Consistency is shown from a signed head that was kept to the ledger of today.",
            "一致性是从保留的签名首部到今天的台账之间的证明。",
        ),
        why=("What nobody signed vouches for nothing.", "没有人签名的内容不能作为依据。"),
    ),
    "KT714": Code(
        "error",
        (
            "the ledger `{new}` ({now} events) does not begin with the {size} events of `{old}`",
            "台账 `{new}`（{now} 个事件）并非以 `{old}` 的 {size} 个事件开头",
        ),
        (
            "one of the two was written anew: hold both against an anchor outside",
            "两者之一被重写：请与外部锚点核对",
        ),
        what=(
            "A ledger only grows; between these two heads it did not.",
            "台账只增不改，而这两个首部之间并非如此。",
        ),
        why=(
            "Events that were acknowledged then are gone or changed now.",
            "当时确认的事件如今不见了或变了。",
        ),
    ),
    "KT715": Code(
        "error",
        (
            "`git` could not make the tag in `{repository}`: `{detail}`",
            "`git` 无法在 `{repository}` 中建立标签：`{detail}`",
        ),
        (
            "name a repository with `-o`, or anchor with `--how timestamp` or `--how text`",
            "请用 `-o` 指定仓库，或改用 `--how timestamp`、`--how text`",
        ),
        what=(
            "The head of a ledger is anchored as the message of an annotated tag.",
            "台账首部以附注标签的说明文字锚定。",
        ),
        why=(
            "Without an anchor outside, whoever has the key could write all anew.",
            "没有外部锚点，持有密钥的人就能把一切重写。",
        ),
    ),
    "KT716": Code(
        "error",
        (
            "both keys of `{home}` are missing, and it has sealed before",
            "`{home}` 的两个密钥文件都不见了，而它曾封存过运行",
        ),
        (
            "put `signing.key` and `salt.key` back from your backup; for new keys, move `{home}` "
            "away",
            "请从备份中恢复 `signing.key` 和 `salt.key`；若要新的密钥，请把 `{home}` 移走",
        ),
        what=(
            "The key folder remembers ledgers, and the keys by which they were written are gone.",
            "密钥文件夹记得曾写过的台账，而写它们所用的密钥不见了。",
        ),
        why=(
            "Keys made in place of lost ones would pass for them, and open nothing of before.",
            "补做的密钥会被误当作原来的，却打不开以前的任何内容。",
        ),
    ),
    "KT717": Code(
        "error",
        (
            "`{file}`, which keeps the last head seen of the ledger `{ledger}`, cannot be read",
            "`{file}` 记着台账 `{ledger}` 上次见到的首部，现已无法读取",
        ),
        (
            "put it back from your backup; where there is none, see that the ledger holds an "
            "anchor (`keytier ledger verify {ledger} --anchor FILE`), and remove the file",
            "请从备份中恢复；若没有备份，请先用锚点核对台账"
            "（`keytier ledger verify {ledger} --anchor 文件`），再删除该文件",
        ),
        what=(
            "The key folder keeps the last head of each ledger; this one was changed or cut.",
            "密钥文件夹记着每个台账最近的首部，其中这一个被改动或截断。",
        ),
        why=(
            "Without it nobody sees whether the ledger was cut off or put back from a backup.",
            "没有它，就看不出台账是否被截去末尾或换成了旧的备份。",
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
            "`{id}` is not in `{run}`, from which {count} were erased: whether it was one of them "
            "can no longer be told",
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
    "KT732": Code(
        "error",
        (
            "the customer holds the last seat of a tier in `{run}`, and the inputs of the others "
            "name it",
            "该客户在 `{run}` 中占有某等级的最后一个名额，其他客户的输入中写有其编号",
        ),
        (
            "decide the run again without the customer, and remove this one",
            "请去掉该客户后重新运行，并删除这次运行",
        ),
        what=(
            "Who competes for seats was decided by whom the last seat went to; that id is bound "
            "into each of these decisions.",
            "竞争名额者的结果取决于最后一个名额给了谁，该编号已绑定在每一条结果中。",
        ),
        why=(
            "Taking it out would break the proofs of all the others.",
            "去掉它会使其他所有人的证明失效。",
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
}
