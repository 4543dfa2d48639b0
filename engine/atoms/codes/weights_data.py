"""Findings about the points of past customers (KT625-632, KT643)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT625": Code(
        "error",
        (
            "`{seen}` is no number of points; expected 0 to 100",
            "`{seen}` 不是分值；应为 0 到 100 的数",
        ),
        (
            "the file holds the points of each criterion; where it holds the customers' own "
            "values, decide them first (keytier run) and give the run directory",
            "文件中应是各指标的分值；若是客户的原始数据，请先用 keytier run 评定，再给出运行目录",
        ),
        what=(
            "A cell that should hold the points of a criterion holds something else.",
            "应填指标分值的单元格里是别的内容。",
        ),
        why=(
            "Weights multiply points from 0 to 100; weights of other things mean nothing in a "
            "policy.",
            "权重乘的是 0 到 100 的分值；针对别的数求出的权重在政策里没有意义。",
        ),
        avoid="customer_id,purchases\nC-1,1250000",
        prefer="customer_id,purchases\nC-1,100",
    ),
    "KT626": Code(
        "error",
        (
            "{n} rows can be used, expected at least {least}",
            "可用的行数为 {n}，至少需要 {least} 行",
        ),
        what=(
            "Too few rows have points for every criterion (and an outcome, where one is asked).",
            "各指标分值齐全（需要时还要有实际结果）的行太少。",
        ),
        why=(
            "So few customers would give any weights whatever.",
            "客户这么少，得出什么权重都有可能。",
        ),
    ),
    "KT627": Code(
        "warning",
        (
            "{n} rows for {criteria} criteria: fewer than {least} make weights that the next "
            "customers would change",
            "{criteria} 个指标只有 {n} 行：少于 {least} 行时，再来几位客户权重就会变",
        ),
        what=(
            "There are fewer than ten rows, or ten of the rarer outcome, for each criterion.",
            "平均每个指标不足十行（或较少的那种实际结果不足十个）。",
        ),
        why=(
            "Look at the ranges: they say how far each weight could as well lie elsewhere.",
            "请看区间：它表示每个权重还可能落在多远的地方。",
        ),
    ),
    "KT628": Code(
        "warning",
        (
            "{left} of {n} rows are left out: {why}",
            "{n} 行中有 {left} 行未计入：{why_zh}",
        ),
        what=(
            "Rows without the points of a criterion, or without the outcome, cannot be used.",
            "缺少某个指标的分值或缺少实际结果的行无法使用。",
        ),
        why=(
            "If those customers differ from the others, so would the weights.",
            "如果这些客户与其他客户不同，权重也会不同。",
        ),
    ),
    "KT629": Code(
        "warning",
        (
            "{criteria} have the same points in every row, so the data says nothing of them",
            "{criteria} 在每一行的分值都相同，数据说明不了什么",
        ),
        (
            "their weight comes out as 0, which is no opinion about their importance",
            "它们的权重算出来是 0，这并不表示不重要",
        ),
        what=(
            "A criterion does not vary among the customers of the data.",
            "某个指标在这批客户中没有差异。",
        ),
        why=(
            "Methods that weigh by data cannot see what is the same for everybody.",
            "依据数据的方法看不到人人相同的东西。",
        ),
    ),
    "KT630": Code(
        "error",
        (
            "no criterion varies among the {n} rows",
            "在 {n} 行中没有任何指标有差异",
        ),
        what=(
            "All customers of the data have the same points.",
            "数据中所有客户的分值都相同。",
        ),
        why=(
            "Weights from data are shares of what differs.",
            "依据数据的权重，是差异所占的份额。",
        ),
    ),
    "KT631": Code(
        "warning",
        (
            "{first} and {second} go nearly in step (correlation {r})",
            "{first} 与 {second_zh} 几乎同步变化（相关系数 {r}）",
        ),
        (
            "trust the sum of their weights, not the share of each; or drop one",
            "可信的是两者权重之和，而不是各自的份额；也可以去掉一个",
        ),
        what=(
            "A criterion is nearly told by another one, or by the others together.",
            "某个指标几乎可以由另一个指标、或由其余指标合起来推算。",
        ),
        why=(
            "What one of them gets, the other lacks: a few other customers would turn it round.",
            "一个多得，另一个就少得；换几位客户就会倒过来。",
        ),
    ),
    "KT632": Code(
        "warning",
        (
            "{method} weighs by how these {n} rows differ, not by what matters",
            "{method_zh}依据这 {n} 行的差异定权重，而不是依据重要程度",
        ),
        (
            "take it as a proposal, to be held against the judgement of experts or an outcome",
            "请只作为建议，与专家判断或实际结果对照",
        ),
        what=(
            "Entropy and CRITIC weights know neither the purpose of the policy nor any outcome.",
            "熵权法和 CRITIC 法既不知道政策的目的，也不知道任何实际结果。",
        ),
        why=(
            "Other customers give other weights, and a criterion that everybody meets gets none.",
            "换一批客户就是另一组权重；人人都达到的指标会得不到权重。",
        ),
    ),
    "KT643": Code(
        "warning",
        (
            "the CRITIC weights cannot be found: all criteria that vary tell the same",
            "无法求出 CRITIC 权重：所有有差异的指标说明的是同一件事",
        ),
        what=(
            "Every criterion rises and falls with every other one, without exception.",
            "所有指标都完全同升同降。",
        ),
        why=(
            "CRITIC weighs by what a criterion says that the others do not.",
            "CRITIC 依据每个指标与众不同的信息定权重。",
        ),
    ),
}
