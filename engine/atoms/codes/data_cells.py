"""Findings about cells and rows of customer data (KT320-335)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT320": Code(
        "error",
        (
            "`{column}` is `{seen}`, expected {expected}",
            "`{column}` 的值是 `{seen}`，应为{expected_zh}",
        ),
        None,
        what=(
            "A cell cannot be read as what its field is.",
            "单元格无法读作该字段的类型。",
        ),
        why=(
            "It is the error `<field>.unreadable` of that customer, never a silent gap.",
            "这是该客户的错误 `<field>.unreadable`，绝不会悄悄当作缺失。",
        ),
        avoid="revenue\n１２５０",
        prefer="revenue\n1250",
    ),
    "KT321": Code(
        "error",
        (
            "`{column}` is `{seen}`, which has more decimals than {expected} keeps",
            "`{column}` 的值是 `{seen}`，小数位超出{expected_zh}所能保留的位数",
        ),
        None,
        what=(
            "A number has more digits than its type keeps.",
            "数字的小数位多于其类型所保留的位数。",
        ),
        why=(
            "Cutting digits in silence moves customers over an edge; `round:` on the field "
            "allows it.",
            "悄悄截断会让客户越过界线；字段上的 `round:` 可以允许取整。",
        ),
        avoid="margin: {is: percent}",
        prefer="margin: {is: percent, round: 2}",
    ),
    "KT322": Code(
        "error",
        (
            "`{column}` is `{seen}`, expected {expected}",
            "`{column}` 的值是 `{seen}`，应为{expected_zh}",
        ),
        (
            "mend the data, or widen `between` or `one_of` in the policy",
            "请改正数据，或在政策中放宽 `between` 或 `one_of`",
        ),
        what=(
            "A value is outside the field's bounds or words.",
            "值超出字段的范围或词表。",
        ),
        why=(
            "Points are proved for declared values only.",
            "得分只对声明过的取值有保证。",
        ),
    ),
    "KT323": Code(
        "error",
        (
            "row {rows}: `{ids}` looks like a total, not like a customer",
            "第 {rows} 行：`{ids}` 像是合计行，而不是客户",
        ),
        (
            "delete the row",
            "请删除该行",
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
            "{count} rows share their id with another: rows {rows} ({ids})",
            "有 {count} 行的客户编号重复：第 {rows} 行（{ids}）",
        ),
        (
            "keep one row a customer; events belong in a table of the policy; or write "
            "`on_bad_row: set_aside`",
            "每位客户只保留一行；明细应放在政策的明细表中；或写 `on_bad_row: set_aside`",
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
            "{count} rows have no id: rows {rows}",
            "有 {count} 行没有客户编号：第 {rows} 行",
        ),
        (
            "fill in the ids, or write `on_bad_row: set_aside`",
            "请补全编号，或写 `on_bad_row: set_aside`",
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
            "`{column}` must be there and is missing for {count} of {total} customers",
            "`{column}` 必须有值，但 {total} 位客户中有 {count} 位缺失",
        ),
        (
            "fill it in, or write `on_bad_row: set_aside`",
            "请补全数据，或写 `on_bad_row: set_aside`",
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
            "`{column}` is missing for {share} % of customers ({count} of {total}), at most "
            "{most} % are allowed",
            "`{column}` 有 {share}% 的客户缺失（{total} 位中的 {count} 位），最多允许 {most}%",
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
    "KT328": Code(
        "error",
        (
            "the policy `{id}` reads the table `{table}`, which was not given",
            "政策 `{id}` 需要明细表 `{table}`，但没有给出",
        ),
        (
            "add --table {table}=FILE",
            "请加上 --table {table}=文件",
        ),
        what=(
            "A table that the policy needs is not there.",
            "缺少政策需要的明细表。",
        ),
        why=(
            "Without it every sum would be 0.",
            "没有它，所有合计都会是 0。",
        ),
        avoid="keytier run policy.yaml customers.csv",
        prefer="keytier run policy.yaml customers.csv --table orders=orders.csv",
    ),
    "KT329": Code(
        "error",
        (
            "the policy has no table `{table}`; it has {tables}",
            "政策没有明细表 `{table}`；它有 {tables}",
        ),
        None,
        what=(
            "A table was given that the policy does not name.",
            "给出了政策中没有的明细表。",
        ),
        why=(
            "It would be ignored in silence.",
            "它会被悄悄忽略。",
        ),
    ),
    "KT331": Code(
        "error",
        (
            "a row of {id} has no date",
            "{id} 的一行没有日期",
        ),
        (
            "fill in the date; without it no window can be decided",
            "请补全日期；没有日期就无法判断是否在窗口内",
        ),
        what=(
            "A row of a table has no date.",
            "明细表的一行没有日期。",
        ),
        why=(
            "It may belong inside or outside of every window, so the customer ends in error.",
            "无法判断它属于哪个窗口，因此该客户的结论是数据有误。",
        ),
    ),
    "KT332": Code(
        "error",
        (
            "whether a row of {id} is skipped is unknown",
            "无法判断 {id} 的一行是否应跳过",
        ),
        (
            "fill in the columns that `skip_when` reads",
            "请补全 `skip_when` 读取的列",
        ),
        what=(
            "`skip_when` is neither true nor false for a row.",
            "某一行的 `skip_when` 既不为真也不为假。",
        ),
        why=(
            "A row that may or may not count makes every sum uncertain.",
            "不知是否计入的行会使所有合计不确定。",
        ),
    ),
    "KT334": Code(
        "error",
        (
            "`{column}` of {id}: a row that counts has no value, or rows of one day disagree",
            "{id} 的 `{column}`：计入的一行没有值，或同一天的行不一致",
        ),
        (
            "fill in the rows, or write `missing_rows: skip` where gaps are meant",
            "请补全数据行；若缺失属正常，可写 `missing_rows: skip`",
        ),
        what=(
            "The rows of a customer give the field no value.",
            "该客户的明细行无法给出该字段的值。",
        ),
        why=(
            "A gap in a row that counts would make a sum too small in silence.",
            "计入的行缺值会使合计悄悄偏小。",
        ),
    ),
    "KT335": Code(
        "error",
        (
            "`{column}` of {id} comes to {seen} (at its own scale), expected {expected}",
            "{id} 的 `{column}` 合计为 {seen}（按其小数位），应为{expected_zh}",
        ),
        (
            "look at the rows, or widen `between`",
            "请核对明细行，或放宽 `between`",
        ),
        what=(
            "What the rows add up to is outside the field's bounds.",
            "明细行的合计超出字段的范围。",
        ),
        why=(
            "It is the error `<field>.outside` of that customer.",
            "这是该客户的错误 `<field>.outside`。",
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
