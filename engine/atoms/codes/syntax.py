"""Findings about YAML text (KT100-109)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT100": Code(
        "error",
        ("the file is not UTF-8: {what}", "文件不是 UTF-8 编码：{what_zh}"),
        help=(
            "save it as UTF-8: in an editor choose “Save with encoding”, or run "
            "`iconv -f {encoding} -t UTF-8 old.yaml > new.yaml`",
            "请另存为 UTF-8：在编辑器里选“以指定编码保存”，或运行 "
            "`iconv -f {encoding} -t UTF-8 old.yaml > new.yaml`",
        ),
        what=(
            "A policy file is UTF-8 text, with or without a byte order mark.",
            "政策文件是 UTF-8 文本，带不带 BOM 都可以。",
        ),
        why=(
            "Guessing an encoding can turn one Chinese word into another; the digest of a policy "
            "must mean one text.",
            "猜测编码可能把一个汉字变成另一个；政策的摘要必须对应唯一的文本。",
        ),
        avoid="label: 战略客户   # saved as GBK",
        prefer="label: 战略客户   # saved as UTF-8",
    ),
    "KT101": Code(
        "error",
        ("{what}", "{what_zh}"),
        what=(
            "The text is not well-formed YAML at this place: a bracket, a quote, a colon, a dash "
            "or the indentation does not fit.",
            "此处不是正确的 YAML：括号、引号、冒号、短横或缩进不匹配。",
        ),
        why=(
            "From here on nobody can be sure what belongs to what, so nothing is guessed.",
            "从这里开始无法确定内容的归属，因此不做任何猜测。",
        ),
        avoid="tiers:\n  key: {at_least: 60, keep_at: 55",
        prefer="tiers:\n  key: {at_least: 60, keep_at: 55}",
    ),
    "KT102": Code(
        "error",
        ("a tab stands here, expected spaces", "此处有制表符（Tab），应为空格"),
        help=("indent with two spaces a level", "每一级缩进用两个空格"),
        what=(
            "The file holds a tab character.",
            "文件中有制表符（Tab）。",
        ),
        why=(
            "YAML refuses tabs in indentation, and editors show a tab in different widths, so that "
            "what looks aligned is not.",
            "YAML 不允许用制表符缩进；不同编辑器显示的宽度也不同，看似对齐其实没有。",
        ),
        avoid="tiers:\n\tkey: {at_least: 60}",
        prefer="tiers:\n  key: {at_least: 60}",
    ),
    "KT103": Code(
        "error",
        ("{what}, which a policy does not have", "{what_zh}，政策语言不支持"),
        what=(
            "The file uses a part of YAML that policies leave out: a tag (`!x`), an anchor (`&x`), "
            "an alias (`*x`), a merge key (`<<`), a directive (`%YAML`), an explicit key (`? x`), "
            "a list or map as a key, or a second document (`---`).",
            "文件用了政策语言不采用的 YAML 语法：标签（`!x`）、锚点（`&x`）、别名（`*x`）、"
            "合并键（`<<`）、指令（`%YAML`）、显式键（`? x`）、用列表或映射作键，"
            "或第二个文档（`---`）。",
        ),
        why=(
            "A reader should see every rule where it stands; tags and aliases also are a way to "
            "attack a program that reads YAML.",
            "读者应当在原处看到每条规则；标签和别名也是攻击 YAML 程序的手段。",
        ),
        avoid="a: &base {at_least: 60}\nb: *base",
        prefer="a: {at_least: 60}\nb: {at_least: 60}",
    ),
    "KT104": Code(
        "error",
        ("key `{key}` stands twice", "键 `{key}` 出现了两次"),
        help=("keep one of the two", "只保留其中一个"),
        what=(
            "One map holds the same key twice (also when the letters are composed differently).",
            "同一个映射里同一个键出现了两次（组合方式不同的同一字符也算相同）。",
        ),
        why=(
            "Many YAML readers let the last one win in silence; here every line has its effect.",
            "很多 YAML 程序会悄悄以最后一个为准；在这里不允许有不起作用的内容。",
        ),
        avoid="weights: {csat: 60, csat: 40}",
        prefer="weights: {csat: 60, nps: 40}",
    ),
    "KT105": Code(
        "error",
        ("full-width `{seen}`, expected `{expected}`", "全角 `{seen}`，应为半角 `{expected}`"),
        what=(
            "A key, number, date or word of the language holds full-width characters (`：`, `，`, "
            "`（`, `％`, `６０`, a wide space), as a Chinese keyboard types them.",
            "键、数字、日期或语言用词里含有全角字符（`：`、`，`、`（`、`％`、`６０`、全角空格）。",
        ),
        why=(
            "It looks right and is not: `权重：40` is one text, not a key with a value. Labels, "
            "reasons and other texts may hold full-width characters.",
            "看起来对，其实不对：`权重：40` 是一段文字，不是键和值。"
            "标签、原因等文字内容可以用全角。",
        ),
        avoid="weights:\n  csat：６０",
        prefer="weights:\n  csat: 60",
    ),
    "KT106": Code(
        "error",
        ("the invisible character {seen} stands here", "此处有不可见字符 {seen_zh}"),
        help=(
            "remove it, and type the text anew if it was pasted",
            "请删除；如为粘贴内容请重新输入",
        ),
        what=(
            "The file holds a control character, a zero-width character, or one that turns the "
            "direction of the text.",
            "文件中有控制字符、零宽字符，或改变文字方向的字符。",
        ),
        why=(
            "What a reviewer sees must be what is decided on: such characters can hide or reorder "
            "parts of a rule, and make two names that look alike different.",
            "审核人看到的必须就是实际执行的：这类字符能隐藏或打乱规则，也能让看似相同的名称实际不同。",
        ),
        avoid="key: {at_<U+200B>least: 60}",
        prefer="key: {at_least: 60}",
    ),
    "KT107": Code(
        "error",
        ("the policy is too large: {what}", "政策过大：{what_zh}"),
        help=(
            "a policy holds rules; customers and long word lists belong to data",
            "政策只写规则；客户和很长的词表应放在数据里",
        ),
        what=(
            "The file is larger than 4 MiB, nested deeper than 24 levels, or holds more than "
            "200,000 values.",
            "文件超过 4 MiB、嵌套超过 24 层，或超过 200,000 个值。",
        ),
        why=(
            "No policy that people can review comes near; such files are mistakes or attacks.",
            "人能审核的政策远远到不了这个规模；这样的文件要么是误操作，要么是攻击。",
        ),
        avoid="data: …   # with 100,000 customers in it",
        prefer="data:\n  csat: {is: percent}",
    ),
    "KT108": Code(
        "error",
        (
            "YAML cannot read `{seen}` without quotes",
            "`{seen}` 不加引号，YAML 无法正确读取",
        ),
        help=("put the whole value in double quotes", "把整个值放进英文双引号里"),
        what=(
            "A value holds characters that mean something to YAML: it begins with an operator or a "
            "quote, holds a colon and a space, or holds a comma or bracket inside `{ }`.",
            "值里有对 YAML 有特殊意义的字符：以运算符或引号开头、含有冒号加空格，"
            "或在 `{ }` 里含有逗号或括号。",
        ),
        why=(
            "YAML would cut the value in two, or refuse it; in double quotes it stays whole.",
            "YAML 会把值切成两段或拒绝读取；放进双引号就是一个整体。",
        ),
        avoid="overdue: {when: region in ['华东', '华南'], then: refer}",
        prefer="overdue: {when: \"region in ['华东', '华南']\", then: refer}",
    ),
    "KT109": Code(
        "error",
        (
            "no space after the colon in `{seen}`",
            "`{seen}` 的冒号后面缺少空格",
        ),
        help=("write `{expected}`", "写成 `{expected}`"),
        what=(
            "A key and its value are joined by a colon without a space.",
            "键和值之间只有冒号，没有空格。",
        ),
        why=(
            "To YAML `at_least:60` is one word; with a space it is a key and its value.",
            "对 YAML 来说 `at_least:60` 是一个词；加上空格才是键和值。",
        ),
        avoid="at_least:60",
        prefer="at_least: 60",
    ),
}
