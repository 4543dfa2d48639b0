"""Findings about what a policy means (KT200-299).

Errors among them stop binding, for nothing sound could be decided; warnings are checks of a
policy that could run.
"""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT200": Code(
        "error",
        (
            "tier `{tier}` has no way in: it needs `at_least`, `require` or `routes`",
            "等级 `{tier}` 无法进入：需要 `at_least`、`require` 或 `routes`",
        ),
        what=("A tier above the last has no condition.", "最后一级以上的等级没有条件。"),
        why=(
            "Nobody could ever be in it; only the last tier takes everybody else.",
            "没有人能进入；只有最后一级接收其余所有客户。",
        ),
        avoid="tiers:\n  gold: {label: 金}\n  basic: {}",
        prefer="tiers:\n  gold: {at_least: 80, label: 金}\n  basic: {}",
    ),
    "KT201": Code(
        "error",
        (
            "the last tier `{tier}` takes everybody else, so it has no `{key}`",
            "最后一级 `{tier}` 接收其余所有客户，不能写 `{key}`",
        ),
        what=("The last tier has a condition.", "最后一级写了条件。"),
        why=(
            "Whoever does not meet it would be in no tier at all.",
            "不满足条件的客户将不属于任何等级。",
        ),
        avoid="tiers:\n  gold: {at_least: 80}\n  basic: {at_least: 0}",
        prefer="tiers:\n  gold: {at_least: 80}\n  basic: {}",
    ),
    "KT202": Code(
        "error",
        ("{where} lack {lacks}", "{where_zh}缺少 {lacks}"),
        what=("A criterion has no weight.", "某个评价标准没有权重。"),
        why=(
            "A forgotten criterion would count for nothing without a word; one that shall count "
            "for nothing has the weight 0.",
            "漏掉的标准会悄悄不计分；确实不计分的请写 0。",
        ),
        avoid="criteria: {satisfaction: …, profit: …}\nweights: {satisfaction: 100}",
        prefer="weights: {satisfaction: 60, profit: 40}",
    ),
    "KT203": Code(
        "error",
        ("{where} add up to {total}, expected 100", "{where_zh}合计 {total}，应为 100"),
        what=(
            "The weights of a profile, or of a criterion's parts, do not add up to 100.",
            "某个权重方案（或某个标准的子项）的权重合计不是 100。",
        ),
        why=(
            "Weights are never stretched to fit: 100 is what people agreed on, and a sum of 90 "
            "is a typing mistake or a criterion that was forgotten.",
            "权重从不自动归一：合计 100 才是大家商定的结果，合计 90 说明打错了或漏了一项。",
        ),
        avoid="weights: {satisfaction: 30, response: 20, customising: 20, solving: 20}",
        prefer="weights: {satisfaction: 40, response: 20, customising: 20, solving: 20}",
    ),
    "KT204": Code(
        "error",
        ("{where} name `{name}`, which is no criterion", "{where_zh}里的 `{name}` 不是评价标准"),
        what=(
            "A weight is given to something that is not a criterion beside it.",
            "权重给了并不存在的标准。",
        ),
        why=("The weight would go to nobody.", "这份权重无处可去。"),
        avoid="criteria: {satisfaction: …}\nweights: {satisfation: 100}",
        prefer="weights: {satisfaction: 100}",
    ),
    "KT205": Code(
        "error",
        (
            "`{criterion}` may be missing for some customers, and nothing says what happens then",
            "`{criterion}` 可能缺失，却没有说明缺失时怎么办",
        ),
        help=(
            "write `missing:` (refer, reallocate, keep, both_ways or {{points: n}}) on the "
            "criterion or the scorecard; or list the field under `gates: must_have`",
            "在标准或评分卡上写 `missing:`（refer、reallocate、keep、both_ways 或 {{points: n}}）；"
            "或把字段列入 `gates: must_have`",
        ),
        what=(
            "A criterion reads a field that may be missing, without a missing-data rule.",
            "标准读取的字段可能缺失，却没有缺失规则。",
        ),
        why=(
            "No customer loses points by accident: the author says whether missing means a "
            "person decides, the weight moves, or points are given.",
            "没有客户会无意间失分：由作者说明缺失时转人工、重分权重，还是给定分值。",
        ),
        avoid="satisfaction: {field: csat, points: as_is}",
        prefer="satisfaction: {field: csat, points: as_is, missing: refer}",
    ),
    "KT206": Code(
        "error",
        (
            "the policy ends on {until}, before it begins on {first}",
            "政策在 {until} 结束，早于生效日 {first}",
        ),
        what=("`effective:` runs backwards.", "`effective:` 的起止颠倒。"),
        why=("The policy would never be in force.", "政策永远不会生效。"),
        avoid="effective: {from: 2026-12-31, until: 2026-01-01}",
        prefer="effective: {from: 2026-01-01, until: 2026-12-31}",
    ),
    "KT207": Code(
        "warning",
        ("the policy is not in force on {today}: {seen}", "政策在 {today} 不在有效期：{seen_zh}"),
        what=("Today lies outside `effective:`.", "今天不在 `effective:` 之内。"),
        why=(
            "A run as of such a day is refused unless the caller insists.",
            "除非调用者坚持，以这样的日期运行会被拒绝。",
        ),
        avoid="effective: {from: 2025-01-01, until: 2025-12-31}",
        prefer="effective: {from: 2026-01-01, until: 2026-12-31}",
    ),
    "KT208": Code(
        "error",
        (
            "`{key}` speaks of points, but the policy has no scorecard",
            "`{key}` 说的是分数，但政策没有评分卡",
        ),
        what=(
            "A threshold or deduction of points stands in a policy without a scorecard.",
            "没有评分卡的政策里写了分数门槛或扣分。",
        ),
        why=(
            "Without a scorecard there is no score; tiers are entered by `require` and `routes`.",
            "没有评分卡就没有得分；等级只能通过 `require` 和 `routes` 进入。",
        ),
        avoid="tiers:\n  gold: {at_least: 80}\n  basic: {}",
        prefer="tiers:\n  gold: {require: {when: orders >= 10, if_unknown: refer}}\n  basic: {}",
    ),
    "KT209": Code(
        "error",
        ("`cap` {cap} is below `floor` {floor}", "`cap` {cap} 低于 `floor` {floor}"),
        what=("A criterion's highest points are below its lowest.", "标准的上限低于下限。"),
        why=("No number of points would be allowed.", "这样任何分值都不允许。"),
        avoid="service: {cap: 20, floor: 80, …}",
        prefer="service: {cap: 80, floor: 20, …}",
    ),
    "KT210": Code(
        "error",
        (
            "`{direction}` thresholds should {should}, but {seen} follows {before}",
            "`{direction}` 的门槛应{should_zh}，但 {before} 之后是 {seen}",
        ),
        what=(
            "The steps of a ladder are not in the order in which they are asked.",
            "阶梯的各级没有按判断顺序排列。",
        ),
        why=(
            "The first step that fits is taken: a step out of order is never reached. keytier "
            "checks the order and does not sort, for either line may hold the typing mistake.",
            "取第一个满足的级别：顺序不对的级别永远到不了。keytier 只检查不排序，"
            "因为两行都可能写错。",
        ),
        avoid="points: {at_least: {200k: 40, 5m: 100}, otherwise: 0}",
        prefer="points: {at_least: {5m: 100, 200k: 40}, otherwise: 0}",
    ),
    "KT211": Code(
        "error",
        ("`{first}` and `{second}` are the same threshold", "`{first}` 与 `{second}` 是同一个门槛"),
        what=(
            "Two steps of a ladder have one threshold, written in two ways.",
            "阶梯里两级的门槛其实相同，只是写法不同。",
        ),
        why=("Only the first of them could ever be hit.", "只有前一个可能命中。"),
        avoid="points: {at_least: {1m: 100, 1000k: 70}, otherwise: 0}",
        prefer="points: {at_least: {1m: 100, 500k: 70}, otherwise: 0}",
    ),
    "KT212": Code(
        "error",
        (
            "there is a gap between the bands: from {low} up to {high} gives no points",
            "区间之间有空档：{low} 到 {high} 没有分值",
        ),
        what=("Bands leave values without points.", "区间表漏掉了一段取值。"),
        why=(
            "A customer who falls into the gap would have no points at all.",
            "落在空档里的客户将没有分值。",
        ),
        avoid="points: {bands: [[0, 40, 20], [50, 101, 100]]}",
        prefer="points: {bands: [[0, 40, 20], [40, 101, 100]]}",
    ),
    "KT213": Code(
        "error",
        ("the bands {one} and {other} overlap", "区间 {one} 与 {other} 重叠"),
        help=(
            "a band holds its first number and ends below its second",
            "区间包含第一个数，不包含第二个数",
        ),
        what=("Two bands claim the same values.", "两个区间包含了相同的取值。"),
        why=(
            "Which points a customer gets would depend on the order of lines.",
            "客户得多少分会取决于行的顺序。",
        ),
        avoid="points: {bands: [[0, 50, 20], [40, 101, 100]]}",
        prefer="points: {bands: [[0, 40, 20], [40, 101, 100]]}",
    ),
    "KT214": Code(
        "error",
        (
            "bands give no points to `{field}` {where}",
            "区间表没有给 `{field}` {where_zh}的分值",
        ),
        help=(
            "add a band or `otherwise`; a band ends below its second number",
            "增加区间或 `otherwise`；区间不包含第二个数",
        ),
        what=(
            "Bands do not cover the bounds of the field, and there is no `otherwise`.",
            "区间表没有覆盖字段的取值范围，也没有 `otherwise`。",
        ),
        why=("A value that the data may hold would have no points.", "数据可能出现的值没有分值。"),
        avoid="age: {is: whole, between: [0, 120]}\npoints: {bands: [[18, 60, 100]]}",
        prefer="points: {bands: [[18, 60, 100]], otherwise: 0}",
    ),
    "KT215": Code(
        "error",
        (
            "the band runs from {low} to below {below}, which holds nothing",
            "区间从 {low} 到 {below} 之下，其中没有任何值",
        ),
        what=("A band ends where it begins, or before.", "区间的终点不大于起点。"),
        why=(
            "A band is [from, below, points]; this one can never be hit.",
            "区间写作 [起, 止（不含）, 分值]；这个区间永远不会命中。",
        ),
        avoid="points: {bands: [[40, 0, 20]]}",
        prefer="points: {bands: [[0, 40, 20]]}",
    ),
    "KT216": Code(
        "error",
        (
            "values of a line should rise, but {seen} follows {before}",
            "折线的取值应递增，但 {before} 之后是 {seen}",
        ),
        what=(
            "The nodes of a line are not in rising order of value.",
            "折线的点没有按取值递增排列。",
        ),
        why=(
            "Points between two nodes are read off the line; it must go one way.",
            "两点之间的分值按折线读取；取值必须单向递增。",
        ),
        avoid="points: {line: [[30, 100], [0, 0]]}",
        prefer="points: {line: [[0, 0], [30, 100]]}",
    ),
    "KT217": Code(
        "error",
        (
            "`one_of` gives no points for {lacks} of `{field}`",
            "`one_of` 没有给 `{field}` 的 {lacks_zh} 分值",
        ),
        help=("add the words, or `otherwise`", "补上这些词，或写 `otherwise`"),
        what=(
            "A look-up does not cover all words of the field, and there is no `otherwise`.",
            "查表没有覆盖字段的所有词，也没有 `otherwise`。",
        ),
        why=(
            "A customer with such a word would have no points at all.",
            "取这些词的客户将没有分值。",
        ),
        avoid="points: {one_of: {华东: 100}}",
        prefer="points: {one_of: {华东: 100}, otherwise: 40}",
    ),
    "KT218": Code(
        "error",
        (
            "{form} gives no points to `{field}`, which is {kind}",
            "{form_zh}不能给{kind_zh}字段 `{field}` 分值",
        ),
        what=(
            "The way of giving points does not fit the kind of the field.",
            "给分方式与字段类型不符。",
        ),
        why=(
            "Numbers have thresholds, text has words, yes/no has two answers.",
            "数字用门槛，文本用词，是/否只有两个答案。",
        ),
        avoid="region: {field: region, points: {at_least: {1: 100}, otherwise: 0}}",
        prefer="region: {field: region, points: {one_of: {华东: 100}, otherwise: 40}}",
    ),
    "KT219": Code(
        "error",
        (
            "`as_is` needs values within 0 to 100, but `{field}` may be {low} to {high}",
            "`as_is` 要求取值在 0 到 100 之间，而 `{field}` 可能是 {low} 到 {high}",
        ),
        help=(
            "declare `between: [0, 100]` on `{field}`, or give points by a ladder or a line",
            "给 `{field}` 声明 `between: [0, 100]`，或用阶梯、折线给分",
        ),
        what=(
            "A value is taken as points, but may lie outside 0 to 100.",
            "取值直接当分值，却可能超出 0 到 100。",
        ),
        why=(
            "Points lie between 0 and 100; nothing is clipped in silence.",
            "分值在 0 到 100 之间；从不悄悄截断。",
        ),
        avoid="csat: {is: percent}\nsatisfaction: {field: csat, points: as_is}",
        prefer="csat: {is: percent, between: [0, 100]}",
    ),
    "KT220": Code(
        "warning",
        ("the points of this ladder go up and down: {listed}", "阶梯的分值忽高忽低：{listed}"),
        what=("The points of a ladder go up and down.", "阶梯的分值忽高忽低。"),
        why=(
            "Usually a better value gives more points (or, with costs and delays, fewer, all "
            "the way down). A single step that breaks the row is often a typing mistake.",
            "通常取值越好分值越高（成本、时延则一路相反）。个别不合顺序的级别多半是写错了。",
        ),
        avoid="points: {at_least: {5m: 100, 1m: 40, 200k: 70}, otherwise: 10}",
        prefer="points: {at_least: {5m: 100, 1m: 70, 200k: 40}, otherwise: 10}",
    ),
    "KT221": Code(
        "warning",
        (
            "no value of `{field}` can hit {step}: its bounds are {low} to {high}",
            "`{field}` 的取值不可能命中 {step}：范围是 {low} 到 {high}",
        ),
        what=(
            "A step, band or `otherwise` lies outside the declared bounds of the field.",
            "某级、某区间或 `otherwise` 在字段声明的取值范围之外。",
        ),
        why=(
            "Either the bounds or the step are not what was meant.",
            "取值范围和级别之中必有一个不是本意。",
        ),
        avoid="csat: {is: percent, between: [0, 100]}\n"
        "points: {at_least: {120: 100}, otherwise: 0}",
        prefer="points: {at_least: {90: 100}, otherwise: 0}",
    ),
    "KT222": Code(
        "warning",
        ("`{part}` is {seen} for every customer", "`{part}` 对所有客户都{seen_zh}"),
        what=(
            "A comparison has one answer whatever the data say.",
            "某个比较无论数据如何结果都一样。",
        ),
        why=(
            "A value is compared with itself, or with a limit that its bounds never cross: the "
            "rule says less than its author thinks.",
            "值与自己比较，或与取值范围越不过的界限比较：规则没有起到作者以为的作用。",
        ),
        avoid="csat: {is: percent, between: [0, 100]}\nwhen: csat > 100",
        prefer="when: csat >= 90",
    ),
    "KT223": Code(
        "warning",
        (
            "`{field}` may be {words}, which no weight profile is named for, and there is no "
            "`default`",
            "`{field}` 可能是 {words}，没有对应的权重方案，也没有 `default`",
        ),
        what=(
            "Weight profiles do not cover the words that choose them.",
            "权重方案没有覆盖用来选择的词。",
        ),
        why=(
            "With such a word no score can be computed: the run or the customer ends in error.",
            "遇到这样的词无法计算得分：运行或客户会以错误结束。",
        ),
        avoid="weights: {choose_by: stage, expansion: {…}}      # one_of: [expansion, stable]",
        prefer="weights: {choose_by: stage, expansion: {…}, default: {…}}",
    ),
    "KT224": Code(
        "error",
        (
            "{where} reads `{name}`, which is personal data",
            "{where_zh}读取了个人信息 `{name}`",
        ),
        help=(
            "let the rule read something else; or, where the value may decide, take away "
            "`personal: yes`",
            "请让规则读取别的内容；若这个值可以用来判断，请去掉 `personal: yes`",
        ),
        what=(
            "A tier, a criterion, a red flag or a benefit reads a value that is marked as "
            "personal, by itself or by way of a derived field, a table or a checklist item.",
            "等级、指标、红旗或权益读取了标为个人信息的值，直接读取，或经由派生字段、子表、核查项。",
        ),
        why=(
            "What is marked `personal: yes` is there for those who serve the customer. What a "
            "person is or does in private must not decide what the customer is given.",
            "标了 `personal: yes` 的内容是给服务客户的人看的；私人情况不能决定给客户什么。",
        ),
        avoid="data:\n  age: {is: whole, personal: yes}\n"
        "red_flags:\n  old: {when: age > 70, then: refer, if_unknown: nothing}",
        prefer="data:\n  idle_days: {is: whole}\n"
        "red_flags:\n  idle: {when: idle_days > 180, then: refer, if_unknown: nothing}",
    ),
    "KT230": Code(
        "error",
        (
            "tier `{tier}` asks for {seen}, more than the better tier `{better}` with {above}",
            "等级 `{tier}` 要求 {seen}，高于更高等级 `{better}` 的 {above}",
        ),
        what=(
            "Tiers are listed best first, but a later one asks for more points.",
            "等级从高到低排列，但后面的等级要求更高的分数。",
        ),
        why=(
            "The first tier that fits is taken: whoever has the points for the later one is "
            "already in the better one.",
            "取第一个满足的等级：分数够后一级的客户早已进入更高等级。",
        ),
        avoid="tiers:\n  gold: {at_least: 60}\n  silver: {at_least: 80}\n  basic: {}",
        prefer="tiers:\n  gold: {at_least: 80}\n  silver: {at_least: 60}\n  basic: {}",
    ),
    "KT231": Code(
        "warning",
        ("tier `{tier}` can never be reached: {why}", "等级 `{tier}` 永远达不到：{why_zh}"),
        what=("No customer can ever enter a tier.", "没有客户能进入某个等级。"),
        why=(
            "The highest score over all profiles, with everything at its best, is below the "
            "threshold, or a better tier takes everybody first.",
            "在所有权重方案下、一切取最好时，最高得分仍低于门槛，或更高等级先收走了所有人。",
        ),
        avoid="criteria:\n  size: {field: size, points: {at_least: {10: 80}, otherwise: 0}}\n"
        "weights: {size: 100}\ntiers:\n  gold: {at_least: 85}\n  basic: {}",
        prefer="tiers:\n  gold: {at_least: 75}\n  basic: {}",
    ),
    "KT232": Code(
        "error",
        (
            "tier `{tier}` is kept at {keep}, above the {enter} that let a customer in",
            "等级 `{tier}` 的保级线 {keep} 高于进入门槛 {enter}",
        ),
        what=("`keep_at` is above `at_least`.", "`keep_at` 高于 `at_least`。"),
        why=(
            "A customer who just entered would lose the tier at once; `keep_at` softens the "
            "fall and lies at or below the way in.",
            "刚进入的客户会立刻掉级；`keep_at` 用来缓冲，应不高于进入门槛。",
        ),
        avoid="key: {at_least: 60, keep_at: 65}",
        prefer="key: {at_least: 60, keep_at: 55}",
    ),
    "KT240": Code(
        "warning",
        ("{what} `{name}` is read by nothing", "{what_zh} `{name}` 没有被任何规则读取"),
        what=(
            "A field, derived field, context value or table is declared and never used.",
            "声明了字段、派生字段、情境值或子表，却从未使用。",
        ),
        why=(
            "The data must still be delivered, vetted and kept; and often the rule that should "
            "read it was forgotten or reads a similar name.",
            "数据仍要提供、检查和保存；而且往往是忘了写规则，或规则读了相近的名字。",
        ),
        avoid="data:\n  fax: {is: text}      # and no rule reads it",
        prefer="# take the field out, or read it in a rule",
    ),
    "KT242": Code(
        "warning",
        (
            "checklist item `{name}` is read by no red flag and no criterion",
            "核查项 `{name}` 没有被任何红旗或标准读取",
        ),
        what=("A question is asked that changes nothing.", "提了一个不影响任何结果的问题。"),
        why=(
            "People spend time on the answer, and believe that it counts.",
            "大家花时间回答，并以为它有作用。",
        ),
        avoid="checklist:\n  site_visit: {ask: was the site visited}",
        prefer="red_flags:\n  site_visit: {then: refer, if_unknown: refer}",
    ),
    "KT243": Code(
        "warning",
        ("benefit `{name}` is granted to nobody", "权益 `{name}` 没有授予任何人"),
        what=(
            "A benefit stands in the catalogue, and no action grants it.",
            "权益写在目录里，却没有任何措施授予它。",
        ),
        why=("Either a tier forgot it, or it can go.", "要么某个等级漏写了，要么可以删掉。"),
        avoid="benefits:\n  lounge: {label: 贵宾厅}      # and no action names it",
        prefer="actions:\n  gold: [lounge]",
    ),
    "KT250": Code(
        "warning",
        (
            "reason `{seen}` says nothing that the customer's manager could act on",
            "原因 `{seen}` 没有说出可以据以行动的内容",
        ),
        help=(
            "say what was found and why it matters, such as `R02 invoices overdue by more than "
            "90 days`",
            "写明发现了什么、为什么重要，例如 `R02 发票逾期超过 90 天`",
        ),
        what=(
            "A reason only says that the score is too low, or the condition was met.",
            "原因只说得分过低或不符合条件。",
        ),
        why=(
            "A decision must be explained by what led to it; the score is the result, not the "
            "reason.",
            "决策要用导致它的事实来解释；得分是结果，不是原因。",
        ),
        avoid="reason: 得分过低",
        prefer="reason: R02 近12个月三次逾期超过90天",
    ),
    "KT251": Code(
        "warning",
        (
            "the weights were to be reviewed by {day}, {days} days before {today}",
            "权重应在 {day} 前复核，到 {today} 已过 {days} 天",
        ),
        what=(
            "The date by which the weights were to be reviewed has passed.",
            "权重的复核日期已过。",
        ),
        why=(
            "Weights are a judgement of their time; whoever signs the next run should have "
            "looked at them.",
            "权重是当时的判断；批准下一次运行的人应当重新看过。",
        ),
        avoid="because: {method: panel, review_by: 2024-12-31}",
        prefer="because: {method: panel, date: 2026-01-10, review_by: 2026-12-31}",
    ),
    "KT252": Code(
        "warning",
        (
            "red flag `{flag}` does nothing whatever its answer",
            "红旗 `{flag}` 无论答案如何都不起作用",
        ),
        what=(
            "Both `then` and `if_unknown` are `nothing`.",
            "`then` 和 `if_unknown` 都是 `nothing`。",
        ),
        why=(
            "A flag without effect looks like protection that is not there.",
            "没有效果的红旗看似保护，其实不存在。",
        ),
        avoid="overdue: {when: overdue_days > 90, then: nothing, if_unknown: nothing}",
        prefer="overdue: {when: overdue_days > 90, then: {cap: normal}, if_unknown: nothing}",
    ),
    "KT290": Code(
        "warning",
        ("`allow {code}` gives no reason", "`allow {code}` 没有写理由"),
        help=(
            "write `# keytier: allow {code} — why this is meant`",
            "写成 `# keytier: allow {code} — 为什么这样做`",
        ),
        what=("A finding is allowed without saying why.", "放行了一条提示，却没有说明理由。"),
        why=(
            "The next reader must know that it was thought about.",
            "下一位读者需要知道这是经过考虑的。",
        ),
        avoid="# keytier: allow KT231",
        prefer="# keytier: allow KT231 — gold opens next year, with the new criterion",
    ),
    "KT291": Code(
        "warning",
        ("`allow {code}` allows nothing: {seen}", "`allow {code}` 没有放行任何内容：{seen_zh}"),
        what=(
            "A comment allows a finding that is not there, or one that cannot be allowed.",
            "注释放行了并不存在、或不能放行的提示。",
        ),
        why=("Left behind, it would silence the next real one.", "留着它会掩盖下一次真正的问题。"),
        avoid="# keytier: allow KT231 — gold opens next year      # gold is reachable by now",
        prefer="# the comment is taken out",
    ),
    "KT299": Code(
        "warning",
        ("{count} more findings are not shown", "另有 {count} 条未显示"),
        help=("mend the first {shown} and check again", "先处理前 {shown} 条，再检查一次"),
        what=(
            "A file has more findings than are useful to read at once.",
            "一个文件的问题太多，不便一次读完。",
        ),
        why=(
            "Often many follow from one; the first 50 are shown.",
            "许多问题往往源于同一处；只显示前 50 条。",
        ),
    ),
}
