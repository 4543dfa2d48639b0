"""Findings about what is kept from one decision to the next (KT255-259)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT255": Code(
        "warning",
        (
            "{what} `{better}` is kept from {keep} points on, the worse `{worse}` only "
            "from {least}",
            "{what_zh} `{better}` 得 {keep} 分即可保持，而更低的 `{worse}` 要 {least} 分",
        ),
        (
            "let what it takes to keep a {what} fall from the best to the worst",
            "保级线应由高到低递减",
        ),
        what=(
            "Fewer points keep a better tier than a worse one.",
            "保持较高等级所需的得分反而低于较低等级。",
        ),
        why=(
            "Of two customers with the same score, who held the better tier keeps it, and who held "
            "the worse one falls.",
            "得分相同的两位客户，原等级高的保住了，原等级低的却要降级。",
        ),
        avoid="gold: {at_least: 80, keep_at: 40}\nsilver: {at_least: 60, keep_at: 50}",
        prefer="gold: {at_least: 80, keep_at: 70}\nsilver: {at_least: 60, keep_at: 50}",
    ),
    "KT256": Code(
        "warning",
        (
            "`{key}` of `moves` changes nothing: {why}",
            "`moves` 的 `{key}` 不起任何作用：{why_zh}",
        ),
        ("take it out, or ask for more", "请去掉它，或提高要求"),
        what=(
            "A move is written that no customer can ever meet.",
            "写了一条任何客户都不会遇到的升降级规则。",
        ),
        why=(
            "Readers take it for a protection that is not there.",
            "读者会以为有这样的保护，其实没有。",
        ),
        avoid="moves: {confirm: 1}",
        prefer="moves: {confirm: 2}",
    ),
}
