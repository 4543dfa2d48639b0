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
    "KT257": Code(
        "error",
        (
            "warning `{name}` has to say either `falls_in_a_row` or `drops_by`",
            "预警 `{name}` 必须写明 `falls_in_a_row` 或 `drops_by` 之一",
        ),
        (
            "write `falls_in_a_row: 3`, or `drops_by: 15`; for both make two warnings",
            "写 `falls_in_a_row: 3` 或 `drops_by: 15`；两者都要时请写成两个预警",
        ),
        what=(
            "A warning says nothing of what is worth a warning, or two things at once.",
            "预警没有说明何时发出，或同时说了两种情况。",
        ),
        why=(
            "Who reads it must know what happened.",
            "看到预警的人必须知道发生了什么。",
        ),
        avoid="sliding: {watch: csat}",
        prefer="sliding: {watch: csat, falls_in_a_row: 3}",
    ),
    "KT258": Code(
        "error",
        (
            "`within_assessments` of warning `{name}` belongs to `drops_by`",
            "预警 `{name}` 的 `within_assessments` 只能与 `drops_by` 一起使用",
        ),
        (
            "take it out: `falls_in_a_row` says itself how far it looks back",
            "请去掉它：`falls_in_a_row` 本身就说明了回看多少次",
        ),
        what=(
            "How far back a warning looks is said twice.",
            "回看的次数说了两遍。",
        ),
        why=("The two could differ.", "两处可能不一致。"),
        avoid="sliding: {watch: csat, falls_in_a_row: 3, within_assessments: 2}",
        prefer="sliding: {watch: csat, falls_in_a_row: 3}",
    ),
    "KT259": Code(
        "error",
        (
            "warning `{name}` watches `{field}`, which is no number of the customer",
            "预警 `{name}` 关注的 `{field}` 不是客户的数值",
        ),
        (
            "watch a number: a field, a derived field, or `score`",
            "请关注数值：字段、派生字段或 `score`",
        ),
        what=(
            "Only numbers rise and fall from one assessment to the next.",
            "只有数值才会在两次评定之间升降。",
        ),
        why=(
            "Of a text, a day or a yes nobody can say that it fell.",
            "文本、日期或是否无所谓下降。",
        ),
        avoid="sliding: {watch: region, falls_in_a_row: 3}",
        prefer="sliding: {watch: csat, falls_in_a_row: 3}",
    ),
}
