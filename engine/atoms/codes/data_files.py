"""Findings about files of customer data: how they are given and read (KT300-319, 339-349)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT300": Code(
        "error",
        (
            "cannot open `{name}`: {detail}",
            "无法打开 `{name}`：{detail}",
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
            "没有它就无法做出任何决定。",
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
            "`{name}`: line {line} has {found} cells, the headings have {expected}",
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
    "KT309": Code(
        "error",
        (
            "`{name}`: the heading `{heading}` stands twice, in columns {first} and {second}",
            "`{name}`：列名 `{heading}` 出现两次，分别在第 {first} 列和第 {second} 列",
        ),
        (
            "rename one of the columns",
            "请给其中一列改名",
        ),
        what=(
            "Two columns have one heading.",
            "两列使用了同一个列名。",
        ),
        why=(
            "Nobody can tell which of them is meant.",
            "无法知道指的是哪一列。",
        ),
    ),
    "KT310": Code(
        "error",
        (
            "`{name}` has no column `{heading}`, which holds {whose}",
            "`{name}` 没有 `{heading}` 列（{whose}）",
        ),
        None,
        what=(
            "A column that the policy needs is not in the file.",
            "文件缺少政策需要的列。",
        ),
        why=(
            "A whole column that is not there is a wrong file, not a customer without data.",
            "整列缺失说明文件不对，而不是客户没有数据。",
        ),
    ),
    "KT311": Code(
        "error",
        (
            "`{name}` has several columns for {whose}: {headings}",
            "`{name}` 有多列对应 {whose}：{headings}",
        ),
        (
            "keep exactly one of them",
            "请只保留其中一列",
        ),
        what=(
            "More than one heading of `from:` is in the file.",
            "`from:` 中的列名在文件里不止出现一个。",
        ),
        why=(
            "They may disagree, and nothing says which one counts.",
            "它们可能不一致，而没有说明以哪个为准。",
        ),
    ),
    "KT312": Code(
        "error",
        (
            "`{name}`: line {line} is not a JSON object",
            "`{name}`：第 {line} 行不是 JSON 对象",
        ),
        (
            'write one object a line, such as {{"customer_id": "C1", "revenue": 1200}}',
            '每行写一个对象，如 {{"customer_id": "C1", "revenue": 1200}}',
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
    "KT314": Code(
        "error",
        (
            "`{name}` cannot be read: {detail}",
            "无法读取 `{name}`：{detail}",
        ),
        (
            "the file is damaged or cut short; write it again",
            "文件已损坏或被截断；请重新生成",
        ),
        what=(
            "The file does not hold together.",
            "文件内容不完整。",
        ),
        why=(
            "A part of a file must not pass for the whole.",
            "不能把文件的一部分当成全部。",
        ),
    ),
    "KT315": Code(
        "error",
        (
            "the workbook `{name}` cannot be read: {detail}",
            "无法读取工作簿 `{name}`：{detail}",
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
    "KT317": Code(
        "error",
        (
            "`{name}`: the column `{column}` is of type {type}, which holds no single value",
            "`{name}`：`{column}` 列的类型是 {type}，不是单个值",
        ),
        (
            "write it as text, a number, a date, a truth, or a list of words",
            "请写成文本、数字、日期、是否或词语列表",
        ),
        what=(
            "A column has a type that no field can be read from.",
            "列的类型无法读作任何字段。",
        ),
        why=(
            "Only single values and lists of words are fields.",
            "只有单个值和词语列表才能作为字段。",
        ),
    ),
    "KT318": Code(
        "error",
        (
            "`{name}`: the headings seem to stand on line {line}, not on the first",
            "`{name}`：列名似乎在第 {line} 行，而不是第一行",
        ),
        (
            "delete the lines above the headings",
            "请删除列名上方的各行",
        ),
        what=(
            "Titles or notes stand above the headings.",
            "列名上方有标题或说明。",
        ),
        why=(
            "The first line names the columns.",
            "第一行必须是列名。",
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
    "KT341": Code(
        "error",
        (
            "the workbook `{name}` has no sheet `{sheet}`; it has {sheets}",
            "工作簿 `{name}` 没有工作表 `{sheet}`；它有 {sheets}",
        ),
        (
            "did you mean `{near}`?",
            "是否指 `{near}`？",
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
    "KT342": Code(
        "error",
        (
            "`{name}`: record {row} is a {seen}, expected a mapping from heading to value",
            "`{name}`：第 {row} 条记录是 {seen}，应为从列名到值的映射",
        ),
        (
            'give dictionaries, such as {{"customer_id": "C1"}}',
            '请给出字典，如 {{"customer_id": "C1"}}',
        ),
        what=(
            "Records given to the Python API are mappings.",
            "给 Python 接口的记录应为映射。",
        ),
        why=(
            "Values are found by their headings.",
            "值按列名查找。",
        ),
    ),
    "KT343": Code(
        "error",
        (
            "the policy `{id}` needs a file of customers",
            "政策 `{id}` 需要客户文件",
        ),
        (
            "keytier run POLICY DATA: DATA is a .csv, .parquet, .jsonl or .xlsx file, or - for "
            "standard input",
            "keytier run 政策 数据：数据为 .csv、.parquet、.jsonl 或 .xlsx 文件，或用 - 表示标"
            "准输入",
        ),
        what=(
            "No customers were given.",
            "没有给出客户数据。",
        ),
        why=(
            "There is nobody to decide on.",
            "没有可以评定的对象。",
        ),
    ),
    "KT344": Code(
        "error",
        (
            "the policy `{id}` takes its customers from the table `{table}`; a file of "
            "customers was given as well",
            "政策 `{id}` 的客户来自子表 `{table}`，却又给出了客户文件",
        ),
        (
            "give the table alone",
            "请只给出该子表",
        ),
        what=(
            "`from_ids_of` and a customers' file contradict each other.",
            "`from_ids_of` 与客户文件相互矛盾。",
        ),
        why=(
            "Two lists of customers would disagree.",
            "两份客户名单会不一致。",
        ),
    ),
}
