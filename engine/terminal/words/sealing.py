"""What is said of keys, seals and the ledger, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

SEALING: dict[str, Both] = {
    "seal.made": (
        "keys that seal runs were made in {home}: back that folder up, and show it to nobody. "
        "Whoever has it can sign as you; without it, sealed runs can still be verified, but not "
        "opened, and new ones cannot be entered into your ledgers",
        "已在 {home} 生成用于封存运行的密钥：请备份该文件夹，且不要给任何人看。"
        "拿到它的人可以冒用您的签名；丢失后，已封存的运行仍可验证，但不能再公开其中的输入，"
        "新的运行也无法登记到您的台账",
    ),
    "seal.unsealed": (
        "{run} is not sealed: nothing shows that it is what was decided",
        "{run} 未封存：无法证明它就是当时的评定结果",
    ),
    "seal.both": (
        "--ledger and --unsealed exclude each other",
        "--ledger 与 --unsealed 不能同时使用",
    ),
    "seal.entered": (
        "sealed: event {number} of {ledger}, root {root}",
        "已封存：{ledger} 的第 {number} 号事件，根 {root}",
    ),
    "seal.unmasked": (
        "that it was shown unmasked is event {number} of {ledger}",
        "未遮盖查看一事已记为 {ledger} 的第 {number} 号事件",
    ),
    "seal.unmasked.nowhere": (
        "it is shown unmasked, and that stands nowhere: {ledger} is no ledger",
        "已未遮盖显示，但此事没有记录：{ledger} 不是台账",
    ),
    "seal.unmasked.unsealed": (
        "it is shown unmasked, and that stands nowhere: a run that is not sealed has no ledger",
        "已未遮盖显示，但此事没有记录：未封存的运行没有台账",
    ),
    "seal.gone": (
        "the ledger of {n} events that was in {ledger} is gone, and another was begun there: if "
        "nobody moved it on purpose, put it back from your backup in the place of the new one, and "
        "run again",
        "原在 {ledger} 的台账（{n} 个事件）不见了，已在那里另起一个：若非有意移走，"
        "请用备份替换新的台账，然后重新运行",
    ),
    "seal.clock": (
        "the clock stands before {last}, the time of the event before: set it, for the ledger "
        "keeps the time that it was told",
        "系统时钟早于上一事件的时间 {last}：请校准时钟，台账按所得时间记录",
    ),
}
