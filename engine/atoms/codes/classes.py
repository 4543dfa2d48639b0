"""Findings about classes: segments, stages, and what is given by them (KT233-235)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT233": Code(
        "error",
        ("there is no {what} `{name}`", "没有 `{name}` 这个{what_zh}"),
        what=(
            "An action or a test names a segment or stage that the policy does not declare.",
            "措施或测试引用了政策没有声明的客群或阶段。",
        ),
        why=(
            "An action for a segment that does not exist would never be given.",
            "为不存在的客群安排的措施永远不会执行。",
        ),
        avoid="stages:\n  active: idle_days < 180\n  lost: otherwise\n"
        "actions:\n  lst: [win_back_call]",
        prefer="actions:\n  lost: [win_back_call]",
    ),
    "KT234": Code(
        "error",
        (
            "`{where}` must end in `otherwise`, but its last entry `{name}` has a condition",
            "`{where}` 必须以 `otherwise` 结尾，而最后一项 `{name}` 写了条件",
        ),
        help=(
            "add a last entry for everybody else, such as `other: otherwise`",
            "在最后为其余客户加一项，如 `other: otherwise`",
        ),
        what=(
            "A table of which the first entry that fits is taken has no last resort.",
            "按顺序取第一项的表没有兜底项。",
        ),
        why=(
            "Whoever fits no entry would be in none; the author says who the rest are.",
            "不符合任何一项的客户将无处可归；其余客户属于哪一项由作者写明。",
        ),
        avoid="segments:\n  listed: \"'listed' in shareholders\"\n  large: staff >= 500",
        prefer="segments:\n  listed: \"'listed' in shareholders\"\n  large: staff >= 500\n"
        "  other: otherwise",
    ),
    "KT235": Code(
        "error",
        (
            "`{name}` says `otherwise`, so what follows it is never reached",
            "`{name}` 写了 `otherwise`，其后的各项永远轮不到",
        ),
        help=("move it to the end", "请移到最后"),
        what=("`otherwise` stands before the end.", "`otherwise` 没有写在最后。"),
        why=(
            "The first entry that fits is taken, and `otherwise` fits everybody.",
            "取第一个符合的项，而 `otherwise` 人人都符合。",
        ),
        avoid="stages:\n  lost: otherwise\n  active: idle_days <= 180",
        prefer="stages:\n  active: idle_days <= 180\n  lost: otherwise",
    ),
}
