"""Findings about headings and which files are given (KT309-318, 342-349)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
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
            "`{name}` 没有 `{heading}` 列，它用于{whose_zh}",
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
            "`{name}` 有多列对应{whose_zh}：{headings}",
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
    "KT314": Code(
        "error",
        (
            "`{name}` cannot be read: {detail}",
            "无法读取 `{name}`：{detail_zh}",
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
    "KT317": Code(
        "error",
        (
            "`{name}`: the column `{column}` is of type `{type}`, which holds no single value",
            "`{name}`：`{column}` 列的类型是 `{type}`，不是单个值",
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
    "KT342": Code(
        "error",
        (
            "`{name}`: record {row} is a `{seen}`, expected a mapping from heading to value",
            "`{name}`：第 {row} 条记录是 `{seen}`，应为从列名到值的映射",
        ),
        (
            'give dictionaries, such as `{{"customer_id": "C1"}}`',
            '请给出字典，如 `{{"customer_id": "C1"}}`',
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
            "`keytier run POLICY DATA`: DATA is a .csv, .parquet, .jsonl or .xlsx file, or `-` for "
            "standard input",
            "`keytier run 政策 数据`：数据为 .csv、.parquet、.jsonl 或 .xlsx 文件，"
            "或用 `-` 表示标准输入",
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
            "政策 `{id}` 的客户来自明细表 `{table}`，却又给出了客户文件",
        ),
        (
            "give the table alone",
            "请只给出该明细表",
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
    "KT347": Code(
        "error",
        (
            "`{name}` is given twice, and can be read only once",
            "`{name}` 给出了两次，但只能读取一次",
        ),
        (
            "write it to a file first, or give one of the two as a file",
            "请先存成文件，或将其中之一改为文件",
        ),
        what=(
            "Standard input, or a pipe, is named for more than one source of data.",
            "标准输入或管道被用作不止一份数据的来源。",
        ),
        why=(
            "The first reader takes everything; the second would find an empty file.",
            "先读的一方会取走全部内容，另一方只会看到空文件。",
        ),
        avoid="keytier run policy.yaml - --table orders=-",
        prefer="keytier run policy.yaml customers.csv --table orders=-",
    ),
    "KT349": Code(
        "error",
        (
            "`{name}` is {what}, not a table of customers",
            "`{name}` 是{what_zh}，不是客户数据表",
        ),
        what=(
            "The first bytes of the file are those of another sort of file.",
            "文件开头的字节属于另一类文件。",
        ),
        why=(
            "Nothing can be read from it as it is.",
            "无法直接从中读取任何数据。",
        ),
        avoid="keytier run policy.yaml customers.csv.gz",
        prefer="gunzip customers.csv.gz && keytier run policy.yaml customers.csv",
    ),
}
