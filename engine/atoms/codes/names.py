"""Findings about names, literals and the data contract (KT180-199)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT180": Code(
        "error",
        ("there is no field `{name}`", "没有 `{name}` 这个字段"),
        help=(
            "declare it under `data:`, `derived:` or `context:`",
            "请在 `data:`、`derived:` 或 `context:` 里声明",
        ),
        what=(
            "A rule reads a name that the policy does not declare.",
            "规则读取了政策没有声明的名字。",
        ),
        why=(
            "Every field is declared once, with its kind, so that a misspelt name can never be "
            "taken for missing data.",
            "每个字段都声明一次并注明类型，这样拼错的名字绝不会被当成数据缺失。",
        ),
        avoid="data:\n  csat: {is: percent}\n# and then\nwhen: cast >= 80",
        prefer="when: csat >= 80",
    ),
    "KT181": Code(
        "error",
        ("`{name}` cannot be read here: {why}", "`{name}` 不能在这里读取：{why_zh}"),
        what=("A name exists, but not for this place.", "名字存在，但不能用在这个位置。"),
        why=(
            "Each step of a decision knows only what was settled before it, so that it can be "
            "explained in order.",
            "评定的每一步只知道之前已确定的内容，这样才能按顺序解释。",
        ),
        avoid="growth: {is: number, formula: score * 2}",
        prefer="benefits:\n  discount: {percent: {formula: score / 10}}",
    ),
    "KT182": Code(
        "error",
        ("there is no {what} `{name}`", "没有 `{name}` 这个{what_zh}"),
        what=(
            "A table or column is named that `tables:` does not declare.",
            "引用了 `tables:` 里没有声明的明细表或列。",
        ),
        why=(
            "Rows are read by declared columns only; a wrong name would sum nothing.",
            "行数据只按声明的列读取；名字错了就什么也汇总不到。",
        ),
        avoid="spend: {is: money, sum_of: order.amount}",
        prefer="spend: {is: money, sum_of: orders.amount}",
    ),
    "KT183": Code(
        "error",
        ("there is no tier `{name}`", "没有 `{name}` 这个等级"),
        what=(
            "A cap, an action or a test names a tier that `tiers:` does not list.",
            "封顶、措施或用例引用了 `tiers:` 里没有的等级。",
        ),
        why=(
            "An action for a tier that does not exist would never be given.",
            "为不存在的等级安排的措施永远不会执行。",
        ),
        avoid="then: {cap: nornal}",
        prefer="then: {cap: normal}",
    ),
    "KT184": Code(
        "error",
        ("there is no benefit `{name}`", "没有 `{name}` 这个权益"),
        help=(
            "declare it under `benefits:`, or write {{task: …}} or {{alert: …}}",
            "请在 `benefits:` 里声明，或写成 {{task: …}}、{{alert: …}}",
        ),
        what=(
            "An action names a benefit that the catalogue does not hold.",
            "措施引用了权益目录里没有的权益。",
        ),
        why=(
            "Customers are promised only what the catalogue says, with its cost.",
            "只向客户承诺目录里写明的权益及其成本。",
        ),
        avoid="actions:\n  key: [dedicated_manger]",
        prefer="actions:\n  key: [dedicated_manager]",
    ),
    "KT185": Code(
        "error",
        (
            "red flag `{name}` has no `when:`, and no checklist item has its id",
            "红旗 `{name}` 没有 `when:`，核查清单里也没有同名项",
        ),
        what=(
            "A flag without `when:` reads the checklist item of its own id; there is none.",
            "没有 `when:` 的红旗读取同名核查项，但清单里没有。",
        ),
        why=("The flag would have nothing to ask.", "这个红旗没有可判断的内容。"),
        avoid="red_flags:\n  defaulted: {then: reject, if_unknown: refer}",
        prefer="checklist:\n  defaulted: {ask: has the customer ever defaulted}\n"
        "red_flags:\n  defaulted: {then: reject, if_unknown: refer}",
    ),
    "KT186": Code(
        "error",
        ("the {what} `{name}` is used twice", "{what_zh} `{name}` 用了两次"),
        what=("Two things have one name.", "两个东西用了同一个名字。"),
        why=(
            "Formulas and reasons speak of things by id; one id means one thing.",
            "公式和原因都用 id 指代；一个 id 只指一个东西。",
        ),
        avoid="data:\n  growth: {is: percent}\nderived:\n  growth: {is: percent, formula: a - b}",
        prefer="derived:\n  growth_gap: {is: percent, formula: a - b}",
    ),
    "KT187": Code(
        "error",
        (
            "`{name}` cannot be an id: the language uses the word itself",
            "`{name}` 不能作 id：语言自己要用这个词",
        ),
        help=("choose another id; the label may say what you like", "请换一个 id；标签可以随意写"),
        what=(
            "An id is a word that formulas, rows or reasons use for something else.",
            "某个 id 与公式、数据行或原因里的保留词相同。",
        ),
        why=(
            "`as_of`, `score`, `true`, function names and the words of formulas have one "
            "meaning everywhere.",
            "`as_of`、`score`、`true`、函数名和公式里的词在任何地方含义都唯一。",
        ),
        avoid="data:\n  score: {is: number}",
        prefer="data:\n  credit_score: {is: number}",
    ),
    "KT188": Code(
        "error",
        ("derived fields read each other in a circle: `{path}`", "派生字段循环引用：`{path}`"),
        what=("A derived field needs itself, by way of others.", "派生字段绕一圈后需要它自己。"),
        why=("There is no first value to begin with.", "没有可以开始计算的第一个值。"),
        avoid="derived:\n  a: {is: number, formula: b + 1}\n  b: {is: number, formula: a - 1}",
        prefer="derived:\n  a: {is: number, formula: c + 1}\n  b: {is: number, formula: a - 1}",
    ),
    "KT189": Code(
        "error",
        ("`{seen}` is not {expected}", "`{seen}` 不是{expected_zh}"),
        what=(
            "A value of the policy cannot be read as its place asks.",
            "政策里的值无法按所需的类型读取。",
        ),
        why=(
            "Values are read by the kind of the field that they meet: `5m`, `500万`, `40%`, "
            "`1,000` where they belong. Nothing is guessed.",
            "值按对应字段的类型读取：在合适的地方可以写 `5m`、`500万`、`40%`、`1,000`。从不猜测。",
        ),
        avoid="points: {at_least: {1e6: 100}, otherwise: 0}",
        prefer="points: {at_least: {1m: 100}, otherwise: 0}",
    ),
    "KT190": Code(
        "error",
        (
            "`{seen}` has too many decimals, at most {limit} here",
            "`{seen}` 的小数位太多，这里最多 {limit} 位",
        ),
        what=(
            "A number has more digits after the point than its place keeps.",
            "数字的小数位超过了这里能保留的位数。",
        ),
        why=(
            "Money and percent keep 4 decimals, number 6, points 3, weights 2; more would have "
            "to be rounded in silence.",
            "金额和百分数保留 4 位小数，number 6 位，分值 3 位，权重 2 位；再多就只能悄悄取整。",
        ),
        avoid="weights: {satisfaction: 33.333, …}",
        prefer="weights: {satisfaction: 33.33, …}",
    ),
    "KT191": Code(
        "error",
        ("`{seen}` is outside {low} to {high}", "`{seen}` 超出 {low} 到 {high}"),
        what=("A number lies outside what its place allows.", "数字超出了这里允许的范围。"),
        why=(
            "Points and weights lie between 0 and 100; values within what their kind can hold.",
            "分值和权重在 0 到 100 之间；数值在其类型的范围之内。",
        ),
        avoid="points: {yes: 120, no: 0}",
        prefer="points: {yes: 100, no: 0}",
    ),
    "KT192": Code(
        "error",
        ("`between` runs from {low} down to {high}", "`between` 从 {low} 到 {high}，顺序反了"),
        help=("write [least, greatest]", "写成 [最小, 最大]"),
        what=("The first bound is above the second.", "第一个界限大于第二个。"),
        why=("No value would be allowed.", "这样任何值都不允许。"),
        avoid="between: [100, 0]",
        prefer="between: [0, 100]",
    ),
    "KT193": Code(
        "error",
        (
            "tier `{tier}` has `keep_at`, which needs `at_least`",
            "等级 `{tier}` 写了 `keep_at`，还需要 `at_least`",
        ),
        what=(
            "A tier has a line for keeping it, but none for entering it by points.",
            "等级有保级线，却没有进入门槛。",
        ),
        why=(
            "`keep_at` stands in for `at_least` for those who hold the tier; without the one "
            "the other has no meaning.",
            "`keep_at` 是已在该等级的客户代替 `at_least` 的门槛；没有后者，前者没有意义。",
        ),
        avoid="key: {keep_at: 55, routes: {brand: famous}}",
        prefer="key: {at_least: 60, keep_at: 55, routes: {brand: famous}}",
    ),
    "KT195": Code(
        "error",
        ("`{name}` cannot be `choices`: {why}", "`{name}` 不能是 `choices`：{why_zh}"),
        what=(
            "A column of a table or a derived field is declared as a set of words.",
            "明细表的列或派生字段声明成了词的集合。",
        ),
        why=(
            "Sets of words belong to fields of customers; they are asked for membership only.",
            "词的集合只用于客户字段，而且只能判断是否包含。",
        ),
        avoid="derived:\n  tags: {is: choices, formula: tags_a}",
        prefer="derived:\n  is_family: {is: yes_no, formula: \"'family' in tags\"}",
    ),
    "KT196": Code(
        "error",
        (
            "`{how}` cannot read `{column}`, which is {seen}",
            "`{how}` 不能读取 `{column}`，它是{seen_zh}",
        ),
        what=("A way of reading does not fit the column's kind.", "读取方式与列的类型不符。"),
        why=(
            "Sums and means need numbers, least and greatest need numbers or days, `dated` "
            "needs a day.",
            "求和、平均需要数字；最小、最大需要数字或日期；`dated` 需要日期。",
        ),
        avoid="x: {is: text, sum_of: orders.status}",
        prefer="x: {is: text, last_of: orders.status}",
    ),
    "KT197": Code(
        "error",
        (
            "weight profiles are chosen by a text value, found {seen}",
            "权重方案由文本值选择，实际是{seen_zh}",
        ),
        help=(
            "write `weights: {{choose_by: business_stage, expansion: {{…}}, default: {{…}}}}`",
            "写成 `weights: {{choose_by: business_stage, expansion: {{…}}, default: {{…}}}}`",
        ),
        what=(
            "`weights:` holds profiles, but nothing says which to take.",
            "`weights:` 里有多个方案，却没有说明取哪一个。",
        ),
        why=(
            "Every decision names its profile; the choice must be a declared word.",
            "每次评定都写明所用方案；选择依据必须是声明过的词。",
        ),
        avoid="weights: {choose_by: headcount, expansion: {…}}",
        prefer="context:\n  business_stage: {one_of: [expansion, stable]}\n"
        "weights: {choose_by: business_stage, expansion: {…}, default: {…}}",
    ),
    "KT199": Code(
        "error",
        ("test `{case}` names `{name}`, {seen}", "用例 `{case}` 写了 `{name}`，{seen_zh}"),
        what=(
            "A test gives or expects something that the policy does not know.",
            "用例给出或期望的内容政策里不存在。",
        ),
        why=(
            "A test of a misspelt name would pass or fail for the wrong reason.",
            "名字写错的用例，通过或失败都出于错误的原因。",
        ),
        avoid="given: {cast: 85}",
        prefer="given: {csat: 85}",
    ),
}
