"""Findings about outcomes, fits to them, and peers (KT633-649)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT633": Code(
        "error",
        (
            "`{name}` has no column `{heading}`",
            "`{name}` 没有 `{heading}` 列",
        ),
        what=(
            "The column that should tell the outcome, or whose it is, is not in the file.",
            "文件里没有说明实际结果（或实际结果属于谁）的列。",
        ),
        why=(
            "Without it nothing is known of what came of the customers.",
            "没有它就不知道客户后来怎样了。",
        ),
    ),
    "KT634": Code(
        "error",
        (
            "`{seen}` is no outcome; the column holds {kind}",
            "`{seen}` 不是实际结果；这一列中是{kind_zh}",
        ),
        (
            "outcomes are all yes or no (1/0, true/false, 是/否), or all numbers",
            "实际结果应全部为是或否（1/0、true/false、yes/no），或全部为数",
        ),
        what=(
            "The outcome of one row is of another kind than that of the others.",
            "某一行的实际结果与其他行不是同一类。",
        ),
        why=(
            "Whether a customer stayed and how much one bought are fitted in two ways.",
            "“是否留下”和“买了多少”要用不同的方法拟合。",
        ),
        avoid="renewed\nyes\nperhaps",
        prefer="renewed\nyes\nno",
    ),
    "KT635": Code(
        "error",
        (
            "the outcome is {seen} in every row",
            "每一行的实际结果都是 {seen}",
        ),
        what=(
            "All customers of the data had the same outcome.",
            "数据中所有客户的实际结果都相同。",
        ),
        why=(
            "Nothing can be learned about a difference that is not there.",
            "没有差异，就无从得知什么造成差异。",
        ),
    ),
    "KT636": Code(
        "error",
        (
            "no criterion goes with a better `{outcome}`: every fitted weight is 0",
            "没有任何指标与更好的 `{outcome}` 同向：拟合出的权重全为 0",
        ),
        (
            "if a low value, or no, is the good end of `{outcome}`, say --less-is-better",
            "若 `{outcome}` 越低（或为“否”）越好，请加上 --less-is-better",
        ),
        what=(
            "Weights may not be negative, and none above 0 fits the outcome better than none.",
            "权重不能为负，而没有任何正的权重比不用更贴合实际结果。",
        ),
        why=(
            "The points do not tell this outcome, or its direction was taken the wrong way round.",
            "分值说明不了这个实际结果，或者方向弄反了。",
        ),
        avoid="keytier weights --data points.csv --outcome churned",
        prefer="keytier weights --data points.csv --outcome churned --less-is-better",
    ),
    "KT637": Code(
        "error",
        (
            "fits to an outcome and the best-worst method need scipy, which is not installed",
            "结果拟合和最优最差法需要 scipy，尚未安装",
        ),
        (
            "`pip install 'keytier[weights]'`; everything else of this command works without it",
            "`pip install 'keytier[weights]'`；本命令的其余功能不需要它",
        ),
        what=(
            "An optional library is not there.",
            "缺少一个可选的库。",
        ),
        why=(
            "It is large, and only these two methods need it.",
            "它体积较大，而只有这两个方法需要它。",
        ),
    ),
    "KT638": Code(
        "warning",
        (
            "the fitted weights tell little about customers that they have not seen: {quality}",
            "拟合出的权重对未见过的客户说明不了多少：{quality_zh}",
        ),
        (
            "do not take them for evidence; look for points that go with `{outcome}`",
            "请不要当作依据；应寻找与 `{outcome}` 有关的评分指标",
        ),
        what=(
            "On customers held back, the fit is hardly better than chance.",
            "在留出的客户上，拟合几乎不比随机好。",
        ),
        why=(
            "Weights can be fitted to anything, also to noise.",
            "权重可以拟合任何东西，包括噪声。",
        ),
    ),
    "KT639": Code(
        "warning",
        (
            "the points tell yes from no without a mistake in all {n} rows",
            "在全部 {n} 行中，分值毫无差错地区分了是与否",
        ),
        (
            "ask whether a criterion already knows the outcome, for example because it was "
            "measured afterwards",
            "请确认是否有指标已经包含了实际结果，例如是事后才测量的",
        ),
        what=(
            "The outcome follows from the points without exception.",
            "实际结果完全由分值决定，没有例外。",
        ),
        why=(
            "That is rarely so in life, and common where the data holds its own answer.",
            "现实中很少如此；多半是数据里已经含有答案。",
        ),
    ),
    "KT640": Code(
        "error",
        (
            "`{name}` has no weights to work with: {why}",
            "`{name}` 没有可用的权重：{why_zh}",
        ),
        what=(
            "A policy without the scorecard, parent or weight profile that was asked for.",
            "政策里没有所要的评分卡、上级指标或权重方案。",
        ),
        why=(
            "There is nothing to propose weights for, or to hold them against.",
            "无从提出权重，也无从对照。",
        ),
    ),
    "KT641": Code(
        "error",
        (
            "`{name}` and the criteria share no criterion",
            "`{name}` 与这些指标没有任何共同的指标",
        ),
        (
            "a peer is compared criterion by criterion, by id",
            "同行政策按指标的编号逐个比较",
        ),
        what=(
            "A peer's policy weighs nothing that is weighed here.",
            "同行的政策与这里没有共同的指标。",
        ),
        why=(
            "There is nothing to compare.",
            "无从比较。",
        ),
    ),
    "KT642": Code(
        "warning",
        (
            "`{name}` weighs {extra} beside our criteria, and leaves out {lacks}",
            "`{name}` 在我们的指标之外还有：{extra_zh}；缺少：{lacks_zh}",
        ),
        (
            "its weights stand as they are; differences and ranks are of the criteria that both "
            "have",
            "其权重按原样显示；差异和排名只比较双方都有的指标",
        ),
        what=(
            "A peer's policy and this one do not weigh the same criteria.",
            "同行的政策与本政策的指标不完全相同。",
        ),
        why=(
            "A share of five criteria is not a share of four.",
            "五个指标中的份额，与四个指标中的份额不是一回事。",
        ),
    ),
    "KT644": Code(
        "error",
        (
            "the run has no customer with the id of any of the {n} outcomes",
            "运行中没有与这 {n} 个实际结果编号相同的客户",
        ),
        (
            "the column `{heading}` must hold the ids of the run's customers, written alike: "
            "`0042` is not `42`",
            "`{heading}` 列应为运行中客户的编号，且写法一致：`0042` 不是 `42`",
        ),
        what=(
            "Outcomes and decisions are joined by the customer's id, and no id is in both.",
            "实际结果与评定按客户编号对应，而没有任何编号同时出现。",
        ),
        why=(
            "Nothing is known of what came of the customers.",
            "无从得知客户后来怎样了。",
        ),
    ),
    "KT645": Code(
        "error",
        (
            "`{id}` has two outcomes, the first on line {line}",
            "`{id}` 有两个实际结果，第一个在文件第 {line} 行",
        ),
        (
            "keep one line for each customer",
            "每位客户只保留一行",
        ),
        what=(
            "A customer stands twice in the file of outcomes.",
            "同一位客户在实际结果的文件中出现了两次。",
        ),
        why=(
            "Nothing says which of the two counts.",
            "没有说明以哪个为准。",
        ),
    ),
    "KT646": Code(
        "warning",
        (
            "{criteria} come out as 0 when rounded to {unit}",
            "{criteria} 四舍五入到 {unit} 后为 0",
        ),
        (
            "--decimals 1 or 2 keeps small weights",
            "可用 --decimals 1 或 2 保留小的权重",
        ),
        what=(
            "A weight above 0 is smaller than half of the last digit shown.",
            "大于 0 的权重不足末位数字的一半。",
        ),
        why=(
            "A criterion with the weight 0 does not count at all.",
            "权重为 0 的指标完全不起作用。",
        ),
    ),
}
