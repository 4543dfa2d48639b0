"""What `keytier ledger` is asked, in both languages: its options, and what is no use of it."""

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
}
