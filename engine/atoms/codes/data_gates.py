"""Findings of gates: rows that no run may decide in silence (KT323-327, KT345)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT323": Code(
        "error",
        (
            "`{name}`, {where}: {ids} {looks}",
            "`{name}` {where_zh}：编号 {ids_zh} {looks_zh}",
        ),
        (
            "delete the row{count_s}, or write `gates: {{on_bad_row: set_aside}}` in the policy",
            "请删除这样的行，或在政策中写 `gates: {{on_bad_row: set_aside}}`",
        ),
        what=(
            "The id of a row is the word of a total row.",
            "某一行的客户编号是合计行的字样。",
        ),
        why=(
            "A total row would be decided as the largest customer of all.",
            "合计行会被当作最大的客户来评级。",
        ),
        avoid="客户编号,采购额\nC1,100\n合计,100",
        prefer="客户编号,采购额\nC1,100",
    ),
    "KT324": Code(
        "error",
        (
            "`{name}`: {count} rows share their id with another: {where} ({ids})",
            "`{name}` 有 {count} 行的客户编号重复：{where_zh}（{ids_zh}）",
        ),
        (
            "keep one row a customer; events belong in a table of the policy; or write "
            "`gates: {{on_bad_row: set_aside}}` in the policy",
            "每位客户只保留一行；明细应放在政策的明细表中；或在政策中写 "
            "`gates: {{on_bad_row: set_aside}}`",
        ),
        what=(
            "Several rows have one customer id.",
            "多行使用同一个客户编号。",
        ),
        why=(
            "A customer would get two decisions.",
            "同一客户会得到两个结论。",
        ),
    ),
    "KT325": Code(
        "error",
        (
            "`{name}`: {have} no id: {where}",
            "`{name}` 有 {have_zh} 行没有客户编号：{where_zh}",
        ),
        (
            "fill in the ids (of merged cells only the first holds one), delete rows that hold "
            "nothing, or write `gates: {{on_bad_row: set_aside}}` in the policy",
            "请补全编号（合并单元格只有第一格有值），删除空行，或在政策中写 "
            "`gates: {{on_bad_row: set_aside}}`",
        ),
        what=(
            "Rows have an empty customer id.",
            "有些行的客户编号为空。",
        ),
        why=(
            "A decision that belongs to nobody cannot be used or checked.",
            "不属于任何人的结论无法使用，也无法核对。",
        ),
    ),
    "KT326": Code(
        "error",
        (
            "`{name}`: `{column}` must be there and is missing for {count} of {total} customers: "
            "{where}",
            "`{name}`：`{column}` 必须有值，但 {total} 位客户中有 {count} 位缺失：{where_zh}",
        ),
        (
            "fill it in, or write `on_bad_row: set_aside` under `gates`",
            "请补全数据，或在 `gates` 中写 `on_bad_row: set_aside`",
        ),
        what=(
            "A field of `must_have` is missing.",
            "`must_have` 中的字段缺失。",
        ),
        why=(
            "The policy says that nobody is decided without it.",
            "政策规定没有它就不评定。",
        ),
    ),
    "KT327": Code(
        "error",
        (
            "`{name}`: `{column}` is missing for {share} % of customers ({count} of {total}), at "
            "most {most} % are allowed",
            "`{name}`：`{column}` 有 {share}% 的客户缺失（{total} 位中的 {count} 位），最多允许 "
            "{most}%",
        ),
        (
            "look whether the export lost a column; the limit is `max_missing`",
            "请检查导出是否丢失了该列；上限由 `max_missing` 规定",
        ),
        what=(
            "More customers lack a field than the gate allows.",
            "缺失某字段的客户超过了关卡允许的比例。",
        ),
        why=(
            "So many gaps mean a broken export rather than customers without data.",
            "缺失这么多，通常是导出出错，而不是客户没有数据。",
        ),
    ),
    "KT345": Code(
        "error",
        ("the row is set aside: {why}", "该行被搁置：{why_zh}"),
        (
            "mend the row and run again; until then this customer ends in error",
            "请改正该行后重新运行；在此之前，这位客户的结论是数据有误",
        ),
        what=(
            "A row breaks a gate of the policy, and the policy says `on_bad_row: set_aside`.",
            "某一行不满足政策的关口，而政策写明 `on_bad_row: set_aside`。",
        ),
        why=(
            "The others are decided, and nobody is dropped in silence: it counts among the errors.",
            "其他客户照常得出结论，也不会悄悄丢掉任何人：它计入数据有误的客户。",
        ),
        avoid="id,spend\nC1,100\nC1,200",
        prefer="id,spend\nC1,100\nC2,200",
    ),
}
