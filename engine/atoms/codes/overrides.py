"""Findings about a file of overrides (KT430-439)."""

from __future__ import annotations

from engine.atoms.codes import Code

_FILE = "overrides:\n  - id: C0042\n    tier: key\n    because: reference in a new trade"
CODES: dict[str, Code] = {
    "KT430": Code(
        "error",
        (
            "`{name}` is no list of overrides",
            "`{name}` 不是人工调整的列表",
        ),
        (
            "write `overrides:` and below it one `- {{id: …, tier: …, because: …, until: …}}` for "
            "each, or let `keytier override add` write it",
            "请写 `overrides:`，其下每项写 `- {{id: …, tier: …, because: …, until: …}}`，"
            "或用 `keytier override add` 写入",
        ),
        what=(
            "The file does not hold what a file of overrides holds.",
            "该文件不是人工调整文件的形式。",
        ),
        why=(
            "A decision by a person must be as readable as the policy that it departs from.",
            "人的决定应当与它所偏离的政策一样清楚可读。",
        ),
        avoid="C0042: key",
        prefer=_FILE + "\n    approved_by: sales director\n    until: 2026-12-31",
    ),
    "KT431": Code(
        "error",
        (
            "the override of `{id}` lacks {keys}",
            "`{id}` 的人工调整缺少 {keys}",
        ),
        (
            "say whom, into which tier, why, and until when",
            "请写明对象、等级、原因和期限",
        ),
        what=(
            "An entry is not complete.",
            "有一项不完整。",
        ),
        why=(
            "An override without a reason or an end stays when nobody remembers it.",
            "没有写明原因或期限的调整，会在无人记得时继续有效。",
        ),
        avoid=_FILE,
        prefer=_FILE + "\n    until: 2026-12-31",
    ),
    "KT432": Code(
        "error",
        (
            "unknown key `{key}` in a file of overrides",
            "人工调整没有 `{key}` 这个键",
        ),
        (
            "expected {known}",
            "应为 {known}",
        ),
        what=(
            "A key is none that overrides have.",
            "人工调整没有这个键。",
        ),
        why=(
            "What is not understood would be ignored in silence.",
            "看不懂的内容会被悄悄忽略。",
        ),
    ),
    "KT433": Code(
        "error",
        (
            "`{key}` is `{seen}`, expected a date as YYYY-MM-DD",
            "`{key}` 为 `{seen}`，应为形如 YYYY-MM-DD 的日期",
        ),
        None,
        what=(
            "A day of an override cannot be read.",
            "人工调整的日期无法读取。",
        ),
        why=(
            "Without it nobody knows until when it holds.",
            "没有它就不知道有效到何时。",
        ),
    ),
    "KT434": Code(
        "error",
        (
            "the policy `{id}` has no `override:`, so `{name}` may change nothing",
            "政策 `{id}` 没有 `override:`，`{name}` 不能改变任何结论",
        ),
        (
            "write `override: {{may_lift: [refer]}}` into the policy, or leave out --overrides",
            "请在政策中写 `override: {{may_lift: [refer]}}`，或去掉 --overrides",
        ),
        what=(
            "Overrides were given to a policy that does not allow any.",
            "该政策不允许人工调整，却给出了调整文件。",
        ),
        why=(
            "Whether persons may depart from a policy is a decision of the policy.",
            "人能否偏离政策，应由政策决定。",
        ),
    ),
    "KT435": Code(
        "error",
        (
            "`{key}` of an override is a list or a map, expected a text",
            "人工调整的 `{key}` 是列表或映射，应为文本",
        ),
        None,
        what=(
            "A value is not one text.",
            "取值不是一段文本。",
        ),
        why=(
            "Each override is one decision, by one person, for one reason.",
            "每项调整是一个人出于一个原因作出的一个决定。",
        ),
    ),
    "KT436": Code(
        "error",
        (
            "the override ends on `{until}`, before it begins on `{from}`",
            "人工调整于 `{until}` 结束，早于开始日 `{from}`",
        ),
        None,
        what=(
            "`until` lies before `from`.",
            "`until` 早于 `from`。",
        ),
        why=(
            "Such an override never holds.",
            "这样的调整永远不会生效。",
        ),
    ),
    "KT437": Code(
        "error",
        (
            "`{name}` approves the own decision",
            "`{name}` 批准了自己的决定",
        ),
        (
            "`approved_by` takes another person; leave it out until somebody has approved",
            "`approved_by` 要填另一个人；尚未批准时请去掉",
        ),
        what=(
            "Who decided and who approved are one person.",
            "决定者与批准者是同一个人。",
        ),
        why=(
            "A departure from the policy asks for a second pair of eyes.",
            "偏离政策的决定须由另一个人把关。",
        ),
        avoid=_FILE
        + "\n    by: account manager\n    approved_by: account manager\n    until: 2026-12-31",
        prefer=_FILE
        + "\n    by: account manager\n    approved_by: sales director\n    until: 2026-12-31",
    ),
}
