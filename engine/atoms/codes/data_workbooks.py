"""Findings about workbooks of customer data (KT301, KT315-316, KT338, KT341, KT351)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT301": Code(
        "warning",
        (
            "`{name}` holds cells in error such as #N/A, which read as empty from such a workbook",
            "`{name}` 含有 #N/A 之类的出错单元格，这种格式的工作簿会把它们读作空白",
        ),
        (
            "save it as .xlsx, so that they are told one by one",
            "请另存为 .xlsx，以便逐一指出",
        ),
        what=(
            "An .xls or .ods workbook holds formulas that ended in an error.",
            "一个 .xls 或 .ods 工作簿含有计算出错的公式。",
        ),
        why=(
            "A gap and an error are two things, and only .xlsx tells them apart.",
            "缺失与出错是两回事，只有 .xlsx 能够区分。",
        ),
    ),
    "KT315": Code(
        "error",
        (
            "the workbook `{name}` cannot be read: {detail}",
            "无法读取工作簿 `{name}`：{detail_zh}",
        ),
        (
            "open it in a spreadsheet and save it again as .xlsx without a password",
            "请在表格软件中打开，另存为不带密码的 .xlsx",
        ),
        what=(
            "The workbook is damaged, locked, or of another format.",
            "工作簿已损坏、加密或格式不符。",
        ),
        why=(
            "Nothing can be read from it.",
            "无法从中读取任何内容。",
        ),
    ),
    "KT316": Code(
        "error",
        (
            "`{name}`: `{column}` holds numbers such as {seen} (line {line}), and a workbook "
            "does not tell a share from percent",
            "`{name}`：`{column}` 含有 {seen} 这样的数（第 {line} 行），而工作簿无法区分小数与"
            "百分数",
        ),
        (
            "write `written_as: fraction` on the field if a cell shown as 40 % holds 0.4, "
            "`written_as: percent` if it holds 40",
            "若显示为 40% 的单元格里是 0.4，请在字段上写 `written_as: fraction`；若是 40，写 "
            "`written_as: percent`",
        ),
        what=(
            "A percent field is read from number cells of a workbook.",
            "百分比字段读取自工作簿的数字单元格。",
        ),
        why=(
            "0.4 may be 40 % or 0.4 %: a hundredfold difference.",
            "0.4 可能是 40% 也可能是 0.4%，相差一百倍。",
        ),
        avoid="margin: {is: percent}",
        prefer="margin: {is: percent, written_as: fraction}",
    ),
    "KT338": Code(
        "error",
        (
            "`{name}`: `{column}` holds a formula without a value (row {line} of sheet `{sheet}`)",
            "`{name}`：`{column}` 中有尚未计算的公式（工作表 `{sheet}` 第 {line} 行）",
        ),
        (
            "open the workbook in a spreadsheet and save it: a program wrote it, and nothing has "
            "calculated it yet",
            "请用表格软件打开该工作簿并保存：它由程序写成，公式尚未计算",
        ),
        what=(
            "A workbook keeps the last value of each formula beside it, and here there is none.",
            "工作簿会在公式旁保存其最近的值，而这里没有。",
        ),
        why=(
            "It would read as empty or as 0, for every customer.",
            "否则每位客户都会被读作空白或 0。",
        ),
    ),
    "KT341": Code(
        "error",
        (
            "the workbook `{name}` has no sheet `{sheet}`; it has {sheets}",
            "工作簿 `{name}` 没有工作表 `{sheet}`；它有 {sheets}",
        ),
        what=(
            "The sheet that was asked for is not in the workbook.",
            "工作簿中没有所要求的工作表。",
        ),
        why=(
            "Another sheet would hold other customers.",
            "别的工作表可能是别的客户。",
        ),
    ),
    "KT351": Code(
        "warning",
        (
            "`{name}`: all numbers of `{column}` lie between 0 and 1, such as {seen}, and up to "
            "{high} are allowed",
            "`{name}`：`{column}` 的所有数都在 0 到 1 之间（如 {seen}），而最大允许 {high}",
        ),
        (
            "if its cells are shown as percent, declare `is: percent, written_as: fraction`; a "
            "cell shown as 92.5 % holds 0.925",
            "若单元格显示为百分数，请声明 `is: percent, written_as: fraction`；显示为 92.5% 的"
            "单元格里是 0.925",
        ),
        what=(
            "A number field with bounds such as 0 to 100 finds only shares of 1 in a workbook.",
            "上限为 100 之类的数值字段，在工作簿中读到的全是 0 到 1 的小数。",
        ),
        why=(
            "A workbook shows 92.5 % and holds 0.925: read as it stands, everybody would get the "
            "points of next to nothing.",
            "工作簿显示 92.5%，里面却是 0.925：照原样读取，所有人都会按接近于零来计分。",
        ),
        avoid="satisfaction: {is: number, between: [0, 100]}",
        prefer="satisfaction: {is: percent, between: [0, 100], written_as: fraction}",
    ),
}
