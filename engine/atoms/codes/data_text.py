"""Findings about a file of customer data as bytes and lines of text (KT300-319, 339-349)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT300": Code(
        "error",
        (
            "cannot open `{name}`: {detail}",
            "无法打开 `{name}`：{detail_zh}",
        ),
        (
            "check the path and that you may read the file",
            "请检查路径以及读取权限",
        ),
        what=(
            "A data file is not there or may not be read.",
            "数据文件不存在或无法读取。",
        ),
        why=(
            "Nothing can be decided without it.",
            "没有它就无法评定任何客户。",
        ),
        avoid="keytier run policy.yaml custmers.csv",
        prefer="keytier run policy.yaml customers.csv",
    ),
    "KT302": Code(
        "error",
        (
            "`{name}` is empty",
            "`{name}` 是空的",
        ),
        (
            "expected headings in the first line and a row for each customer",
            "第一行应为列名，其后每位客户一行",
        ),
        what=(
            "A data file has no headings and no rows.",
            "数据文件没有列名，也没有数据行。",
        ),
        why=(
            "An empty file is more often a failed export than a company without customers.",
            "空文件更可能是导出失败，而不是没有客户。",
        ),
    ),
    "KT303": Code(
        "error",
        (
            "`{name}` has headings but no rows",
            "`{name}` 只有列名，没有数据行",
        ),
        (
            "export the file again with its rows",
            "请重新导出包含数据行的文件",
        ),
        what=(
            "Only the line of headings is there.",
            "只有列名这一行。",
        ),
        why=(
            "A run over nobody is nearly always a failed export.",
            "没有客户的运行几乎总是导出失败。",
        ),
    ),
    "KT304": Code(
        "error",
        (
            "`{name}`: line {line} is no text in {encoding}",
            "`{name}`：第 {line} 行不是 {encoding} 编码的文本",
        ),
        (
            "save the file as UTF-8, or name its encoding with --encoding",
            "请另存为 UTF-8，或用 --encoding 指明编码",
        ),
        what=(
            "Bytes of the file are not text in the encoding.",
            "文件中的字节不是该编码的文本。",
        ),
        why=(
            "Guessing would turn names and amounts into other ones.",
            "乱猜会把姓名和金额变成别的内容。",
        ),
        avoid="keytier run policy.yaml customers.csv",
        prefer="keytier run policy.yaml customers.csv --encoding big5",
    ),
    "KT305": Code(
        "warning",
        (
            "`{name}` is not UTF-8; it was read as {encoding}",
            "`{name}` 不是 UTF-8，已按 {encoding} 读取",
        ),
        (
            "look at a few names; if they are wrong, give --encoding, or save the file as UTF-8",
            "请核对几个名称；若有误，请用 --encoding 指定编码，或另存为 UTF-8",
        ),
        what=(
            "The encoding of a text file was guessed.",
            "文本文件的编码是推测的。",
        ),
        why=(
            "GB18030 (which holds GBK) fits most Chinese spreadsheets, but a guess must be seen.",
            "GB18030（包含 GBK）适合多数中文表格，但推测必须让人看见。",
        ),
    ),
    "KT306": Code(
        "error",
        (
            "`{name}`: line {line} holds a NUL byte",
            "`{name}`：第 {line} 行含有 NUL 字节",
        ),
        (
            "the file is binary or damaged; export it again as text",
            "文件是二进制或已损坏；请重新导出为文本",
        ),
        what=(
            "A text file holds a byte that no text has.",
            "文本文件中含有文本不会有的字节。",
        ),
        why=(
            "Readers stop or skip there in silence.",
            "许多读取程序会在那里悄悄中断或跳过。",
        ),
    ),
    "KT307": Code(
        "error",
        (
            "`{name}`: line {line} has {found} cell{found_s}, the headings have {expected}",
            "`{name}`：第 {line} 行有 {found} 个单元格，列名有 {expected} 个",
        ),
        (
            "put a cell that holds a delimiter in double quotes",
            "含分隔符的单元格请加双引号",
        ),
        what=(
            "A row is shorter or longer than the headings.",
            "某一行比列名短或长。",
        ),
        why=(
            "In a shifted row every amount stands under a wrong heading.",
            "错位的行里，每个数值都在错误的列名之下。",
        ),
        avoid="C1,Smith, Inc.,1200",
        prefer='C1,"Smith, Inc.",1200',
    ),
    "KT308": Code(
        "error",
        (
            "`{name}`: a quote in the row that begins on line {line} is not closed or stands wrong",
            "`{name}`：从第 {line} 行开始的一行中，引号未闭合或位置不对",
        ),
        (
            "close the double quote; inside a quoted cell write it twice; a file cut short "
            "ends so as well",
            "请闭合双引号；引号内的双引号要写两遍；文件被截断时也会这样",
        ),
        what=(
            "A quoted cell does not end where a cell ends.",
            "带引号的单元格没有在应有的位置结束。",
        ),
        why=(
            "Everything after it would be read as one cell.",
            "其后的全部内容会被当作一个单元格。",
        ),
        avoid='C1,"Smith,1200',
        prefer='C1,"Smith",1200',
    ),
    "KT312": Code(
        "error",
        (
            "`{name}`: line {line} is not a JSON object",
            "`{name}`：第 {line} 行不是 JSON 对象",
        ),
        (
            'write one object a line, such as `{{"customer_id": "C1", "revenue": 1200}}`',
            '每行写一个对象，如 `{{"customer_id": "C1", "revenue": 1200}}`',
        ),
        what=(
            "A line of a JSON Lines file cannot be read.",
            "JSON Lines 文件中有一行无法读取。",
        ),
        why=(
            "JSON Lines has one whole object on each line; NaN and Infinity are no JSON.",
            "JSON Lines 每行是一个完整对象；NaN 和 Infinity 不是 JSON。",
        ),
    ),
    "KT313": Code(
        "error",
        (
            "`{name}`: the key `{key}` stands twice on line {line}",
            "`{name}`：第 {line} 行的键 `{key}` 出现两次",
        ),
        (
            "keep one of them",
            "请只保留一个",
        ),
        what=(
            "An object has the same key twice.",
            "一个对象里同一个键出现了两次。",
        ),
        why=(
            "Readers keep the last one in silence.",
            "许多读取程序会悄悄保留最后一个。",
        ),
    ),
    "KT319": Code(
        "error",
        (
            "`{name}` changed while it was read",
            "`{name}` 在读取过程中被改动",
        ),
        (
            "run again when nobody writes to it",
            "请在没有人写入该文件时重新运行",
        ),
        what=(
            "The file has another size or time than at the start.",
            "文件的大小或时间与开始时不同。",
        ),
        why=(
            "Its digest would not be that of what was decided on.",
            "它的摘要将不再对应所依据的数据。",
        ),
    ),
    "KT339": Code(
        "error",
        (
            "`{encoding}` is not an encoding",
            "`{encoding}` 不是一种编码",
        ),
        (
            "for example utf-8, gb18030, big5, latin-1",
            "例如 utf-8、gb18030、big5、latin-1",
        ),
        what=(
            "The name after --encoding is not known.",
            "--encoding 后的名称无法识别。",
        ),
        why=(
            "The file would be read wrongly.",
            "文件会被读错。",
        ),
    ),
    "KT340": Code(
        "error",
        (
            "`{delimiter}` is not one character",
            "`{delimiter}` 不是单个字符",
        ),
        (
            "for example `,`, `;` or a tab",
            "例如 `,`、`;` 或制表符",
        ),
        what=(
            "A delimiter is one character.",
            "分隔符只能是一个字符。",
        ),
        why=(
            "Cells are told apart by it.",
            "单元格靠它区分。",
        ),
    ),
    "KT348": Code(
        "error",
        (
            "`{name}`: a cell of line {line} holds more than a million characters",
            "`{name}`：第 {line} 行有一个单元格超过一百万个字符",
        ),
        (
            "look for a double quote that was opened there and never closed",
            "请检查该处是否有未闭合的双引号",
        ),
        what=(
            "A cell is longer than anything that is said of a customer.",
            "单元格的长度超出了对客户的任何描述。",
        ),
        why=(
            "It is the rest of the file, swallowed by an open quote, or another file altogether.",
            "那通常是被未闭合的引号吞掉的其余内容，或者根本是另一个文件。",
        ),
    ),
}
