"""Findings about keys and literals (KT110-149)."""

from __future__ import annotations

from engine.atoms.codes import Code, literals, origins, regions

CODES: dict[str, Code] = {
    "KT110": Code(
        "error",
        ("{where} is {found}, expected {expected}", "{where_zh}是{found_zh}，应为{expected_zh}"),
        what=(
            "A value of another form stands where a map, a list, a number or a text belongs.",
            "此处应为映射、列表、数字或文字，写的却是另一种形式。",
        ),
        why=(
            "Each key has one form; nothing is converted in silence.",
            "每个键只有一种写法，不做任何暗中转换。",
        ),
        avoid="tiers: [strategic, key]",
        prefer="tiers:\n  strategic: {at_least: 85}\n  key: {label: 重点客户}",
    ),
    "KT111": Code(
        "error",
        ("unknown key `{key}` in {where}", "{where_zh}里没有 `{key}` 这个键"),
        what=(
            "A key that the language does not have stands in the policy.",
            "政策里出现了语言没有定义的键。",
        ),
        why=(
            "Nothing is ever ignored: a misspelt key would otherwise switch a rule off in silence.",
            "任何内容都不会被忽略：拼错的键若被放过，规则就会悄悄失效。",
        ),
        avoid="tiers:\n  key: {at_leest: 60}",
        prefer="tiers:\n  key: {at_least: 60}",
    ),
    "KT112": Code(
        "error",
        ("{where} has no {keys}", "{where_zh}缺少{keys_zh}"),
        what=(
            "A key that must be there is missing.",
            "缺少必须写的键。",
        ),
        why=(
            "What a rule does must be written, not assumed: what happens when nobody knows, which "
            "points everybody else gets, what type a value has.",
            "规则的每一步都要写明，不能靠默认：不知道时怎么办、其余情况得多少分、值是什么类型。",
        ),
        avoid="red_flags:\n  overdue: {when: overdue_days > 90, then: refer}",
        prefer="red_flags:\n  overdue: {when: overdue_days > 90, then: refer, if_unknown: refer}",
    ),
    "KT113": Code(
        "error",
        (
            "`{seen}` is not a word that {where} can be, expected {words}",
            "{where_zh}不能写 `{seen}`，可选 {words}",
        ),
        what=(
            "The value is not one of the words that this key takes.",
            "这个键只接受几个固定的词，写的不是其中之一。",
        ),
        why=(
            "A word that nobody knows would decide nothing.",
            "没有定义的词不起任何作用。",
        ),
        avoid="scorecard:\n  missing: realocate",
        prefer="scorecard:\n  missing: reallocate",
    ),
    "KT115": Code(
        "error",
        ("nothing stands after `{key}:`", "`{key}:` 后面没有内容"),
        what=(
            "A key has no value.",
            "键后面没有值。",
        ),
        why=(
            "It may be a forgotten value, or one whose line lost its indentation.",
            "可能忘了写值，也可能是下一行的缩进丢了。",
        ),
        avoid="tiers:\n  key:\n    at_least:",
        prefer="tiers:\n  key:\n    at_least: 60",
    ),
    "KT116": Code(
        "error",
        ("{where} cannot have both {keys}", "{where_zh}不能同时有{keys_zh}"),
        what=(
            "Two keys stand together of which only one can act.",
            "两个只能二选一的键同时出现。",
        ),
        why=(
            "Which of them counts would be a guess.",
            "究竟以哪个为准，只能靠猜。",
        ),
        avoid="points: {at_least: {50: 100}, bands: [[0, 50, 10]], otherwise: 0}",
        prefer="points: {at_least: {50: 100}, otherwise: 0}",
    ),
    "KT117": Code(
        "error",
        ("{where} needs one of {keys}", "{where_zh}需要有 {keys} 之一"),
        what=(
            "None of the keys that say what is meant is there.",
            "几个用来说明含义的键一个都没有。",
        ),
        why=(
            "Without it there is nothing to compute or to do.",
            "没有它就无从计算或执行。",
        ),
        avoid="points: {otherwise: 0}",
        prefer="points: {at_least: {50: 100}, otherwise: 0}",
    ),
    "KT124": Code(
        "error",
        (
            "{where} has {found}, expected {expected}",
            "{where_zh}有{found_zh}，应为{expected_zh}",
        ),
        what=(
            "A list or map holds too few or too many entries.",
            "列表或映射的项数太少或太多。",
        ),
        why=(
            "Bounds are two numbers, a band is three; an empty list says nothing.",
            "上下限是两个数，区间行是三个数；空列表没有意义。",
        ),
        avoid="between: [0]",
        prefer="between: [0, 100]",
    ),
    "KT125": Code(
        "error",
        ("`{seen}` stands twice in {where}", "{where_zh}里 `{seen}` 出现了两次"),
        help=("keep one of the two", "只保留其中一个"),
        what=(
            "A list names the same thing twice.",
            "列表里同一项出现了两次。",
        ),
        why=(
            "The second one has no effect, or is a slip for something else.",
            "第二次没有作用，或者本想写别的。",
        ),
        avoid="one_of: [华东, 华南, 华东]",
        prefer="one_of: [华东, 华南, 华北]",
    ),
    "KT126": Code(
        "error",
        ("`{key}` of {where} needs {other}", "{where_zh}的 `{key}` 需要同时有{other_zh}"),
        what=(
            "A key means something only together with another, which is not there.",
            "这个键要和另一个键一起才有意义，而那个键没有写。",
        ),
        why=(
            "Alone it would have no effect.",
            "单独写没有作用。",
        ),
        avoid="csat: {is: percent, fresh: 180 days}",
        prefer="csat: {is: percent, fresh: 180 days, dated: csat_date}",
    ),
    "KT127": Code(
        "error",
        (
            "`{key}` of {where} does not go with `is: {kind}`",
            "{where_zh}的 `{key}` 与 `is: {kind}` 不相配",
        ),
        what=(
            "A key that belongs to other types of values: bounds belong to numbers, words to text "
            "and choices, date forms to dates.",
            "这个键属于其他类型：上下限属于数字，词表属于 text 和 choices，日期格式属于 date。",
        ),
        why=(
            "Either the type is a slip, or the key has no effect.",
            "要么类型写错了，要么这个键不起作用。",
        ),
        avoid="region: {is: text, between: [0, 100]}",
        prefer="region: {is: text, one_of: [华东, 华南]}",
    ),
    "KT130": Code(
        "error",
        ("cannot read `{file}`: {what}", "无法读取 `{file}`：{what_zh}"),
        what=(
            "The policy file cannot be opened.",
            "政策文件打不开。",
        ),
        why=(
            "Without the file there is nothing to check.",
            "没有文件就无从检查。",
        ),
        avoid="keytier check polcy.yaml",
        prefer="keytier check policy.yaml",
    ),
    **literals.CODES,
    **regions.CODES,
    **origins.CODES,
}
