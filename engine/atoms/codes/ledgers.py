"""Findings about a ledger, its head and what anchors it (KT706-710, 713-717)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT706": Code(
        "error",
        ("`{ledger}` is not a ledger", "`{ledger}` 不是台账"),
        (
            "give the folder that holds `events.jsonl` and `checkpoint`, such as `ledger` beside a "
            "run; for a new run also one that is not there yet, or `--unsealed`",
            "请给出含有 `events.jsonl` 和 `checkpoint` 的文件夹，如运行旁边的 `ledger`；"
            "新的运行也可用 --ledger 指定尚不存在的文件夹，或加 --unsealed",
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
}
