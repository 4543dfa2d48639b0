"""What `keytier approve` says, and a run that asks for approval, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

APPROVE: dict[str, Both] = {
    "approve": (
        "Approve a policy's text with your key, or see who did.",
        "用您的密钥批准一份政策文本，或查看谁已批准。",
    ),
    "approve.policy": ("the policy file", "政策文件"),
    "approve.role": (
        "the role in which you approve, one of `reviewed_by:` (without it: who approved)",
        "以什么角色批准，须在 `reviewed_by:` 中（不写则只查看）",
    ),
    "approve.withdraw": (
        "take back what you approved in that role",
        "撤回您以该角色所作的批准",
    ),
    "approve.reason": (
        "why it is taken back, for the ledger (with --withdraw)",
        "撤回的原因，会留在台账中（与 --withdraw 同用）",
    ),
    "approve.ledger": (
        "the ledger (by default that of the settings, else `ledger` in the runs' folder)",
        "台账（默认取设置中的台账，否则为运行文件夹里的 `ledger`）",
    ),
    "approve.format": ("how the result is shown", "结果的显示格式"),
    "approve.example": (
        "keytier approve policy.yaml --as finance\nkeytier approve policy.yaml\n"
        'keytier approve policy.yaml --as finance --withdraw --reason "margin was not counted"',
        "keytier approve policy.yaml --as finance\nkeytier approve policy.yaml\n"
        'keytier approve policy.yaml --as finance --withdraw --reason "未计入毛利"',
    ),
    "approve.no_role": (
        "`--as` needs a role, on one line",
        "`--as` 需要一个角色，写成一行",
    ),
    "approve.withdraw_role": (
        "--withdraw needs --as, the role in which you approved",
        "--withdraw 需要 --as，即您批准时的角色",
    ),
    "approve.no_reason": (
        "--reason belongs to --withdraw, and is one line",
        "--reason 只与 --withdraw 同用，且写成一行",
    ),
    "approve.no_such": (
        "`reviewed_by:` does not name the role `{role}`; it names {roles}",
        "`reviewed_by:` 中没有角色 `{role}`，只有 {roles}",
    ),
    "approve.no_such.near": (
        "`reviewed_by:` does not name the role `{role}`; did you mean `{near}`?",
        "`reviewed_by:` 中没有角色 `{role}`，是否想写 `{near}`？",
    ),
    "approve.by": (
        "event {number}, {at}: approved as {role} by the key {key}",
        "第 {number} 号事件，{at}：密钥 {key} 以 {role} 的角色批准",
    ),
    "approve.idle": (
        "event {number} counts for nothing: the key {key} approved as {other} too, and counts for "
        "one role; another key has to approve as {role}",
        "第 {number} 号事件不计入：密钥 {key} 还以 {other} 的角色批准过，一个密钥只能顶一个角色；"
        "须由另一个密钥以 {role} 的角色批准",
    ),
    "approve.back": (
        "event {number}, {at}: {key} took back its approval as {role} (event {of})",
        "第 {number} 号事件，{at}：{key} 撤回了以 {role} 的角色所作的批准（第 {of} 号事件）",
    ),
    "approve.back.reason": (
        "event {number}, {at}: {key} took back its approval as {role} (event {of}): {reason}",
        "第 {number} 号事件，{at}：{key} 撤回了以 {role} 的角色所作的批准"
        "（第 {of} 号事件）：{reason}",
    ),
    "approve.done": (
        "{id} {version} is approved in {ledger}",
        "{id} {version} 已在 {ledger} 中获批准",
    ),
    "approve.not": (
        "{id} {version} is not approved in {ledger}: {what}",
        "{id} {version} 在 {ledger} 中未获批准：{what}",
    ),
    "approve.missing": (
        "still to approve, each with another key: {roles}",
        "尚待批准（须各用不同的密钥）：{roles}",
    ),
    "approve.nobody": ("nobody has approved it", "还没有人批准"),
    "approve.other_text": (
        "{n} approvals of this version are of another text",
        "本版本另有 {n} 份批准针对的是不同的文本",
    ),
    "approve.other_text.1": (
        "1 approval of this version is of another text",
        "本版本另有 1 份批准针对的是不同的文本",
    ),
    "approve.unsealed": (
        "--require-approved goes by the ledger, and --unsealed uses none",
        "--require-approved 要看台账，而 --unsealed 不用台账",
    ),
}
