"""What `keytier weights` says: its help, its tables, and the `because:` that it writes."""

from __future__ import annotations

from engine.atoms.codes import Both

WEIGHTS: dict[str, Both] = {
    # help
    "weights": (
        "Propose weights from evidence: experts' comparisons or scores, past data, a peer's policy."
        "\n\nPrints tables and a YAML block to read, to discuss and to copy; changes no file.",
        "根据各种依据提出权重：专家的成对比较或评分、历史数据、同行的政策。"
        "\n\n输出表格和一段 YAML，供审阅、讨论和复制；不改动任何文件。",
    ),
    "weights.policy": (
        "the policy whose weights are in question (else the evidence names the criteria)",
        "要讨论权重的政策（不给时，指标以依据文件中的为准）",
    ),
    "weights.pairs": (
        "comparisons of pairs by experts (AHP): 1/9 to 9; .csv or .xlsx",
        "专家的成对比较（AHP），取值 1/9 到 9；.csv 或 .xlsx",
    ),
    "weights.scores": (
        "scores by experts, in one round or several (Delphi); .csv or .xlsx",
        "专家评分，一轮或多轮（德尔菲法）；.csv 或 .xlsx",
    ),
    "weights.data": (
        "points of past customers: a run directory, or a file with a column for each criterion",
        "历史客户的分值：运行目录，或每个指标一列的文件",
    ),
    "weights.outcome": (
        "the column that tells what came of them (yes/no or a number): weights are fitted to it",
        "说明客户后来如何的一列（是/否或数值），据此拟合权重",
    ),
    "weights.outcome_file": (
        "with a run directory: the file that holds customer ids and outcomes",
        "给出运行目录时：含客户编号和实际结果的文件",
    ),
    "weights.less_is_better": (
        "a low outcome, or no, is the good one (churned, days late)",
        "实际结果越低（或为“否”）越好，例如流失、逾期天数",
    ),
    "weights.peer": (
        "another policy to stand beside, a file or a shipped one by its name (repeat for several)",
        "用来对照的另一份政策：文件，或随附政策的名称（可重复）",
    ),
    "weights.take": (
        "what to propose: pairs, best_worst, scores, fit, critic or entropy; several with =PERCENT "
        "are mixed",
        "采用哪种方法：pairs、best_worst、scores、fit、critic 或 entropy；"
        "写成 =百分比 并重复，即为混合",
    ),
    "weights.parent": (
        "weigh the criteria inside this one, not the top ones",
        "求这个上级指标之内各指标的权重，而不是最上层的",
    ),
    "weights.profile": (
        "the weight profile in question, where the policy has several",
        "政策有多套权重方案时，讨论哪一套",
    ),
    "weights.decimals": (
        "decimals of the proposed percents: 0 (by default), 1 or 2",
        "所提权重的小数位数：0（默认）、1 或 2",
    ),
    "weights.panel": ("`panel` of `because:`, in your words", "`because:` 中的 `panel`，自行填写"),
    "weights.minutes": (
        "`minutes` of `because:`: where it is written down",
        "`because:` 中的 `minutes`：记录在何处",
    ),
    "weights.date": (
        "`date` of `because:` (today by default)",
        "`because:` 中的 `date`（默认今天）",
    ),
    "weights.review_by": (
        "`review_by` of `because:` (a year later by default)",
        "`because:` 中的 `review_by`（默认一年后）",
    ),
    "weights.encoding": (
        "encoding of the files of evidence, where it is not UTF-8",
        "依据文件的编码（不是 UTF-8 时）",
    ),
    "weights.format": ("how the result is shown", "结果的显示格式"),
    "weights.example": (
        "keytier weights policy.yaml --pairs judgements.csv\n"
        "keytier weights policy.yaml --data runs/2025 --outcome renewed --outcome-file later.csv",
        "keytier weights policy.yaml --pairs 成对比较.xlsx\n"
        "keytier weights policy.yaml --data runs/2025 --outcome 续约 --outcome-file 后来.csv",
    ),
    # wrong usage
    "weights.nothing": (
        "there is no evidence: give --pairs, --best-worst, --scores or --data (or a policy and a "
        "--peer)",
        "没有依据：请给出 --pairs、--best-worst、--scores 或 --data（或一份政策加 --peer）",
    ),
    "weights.outcome_alone": (
        "`--outcome` is a column that goes with `--data`",
        "`--outcome` 是与 `--data` 配套的一列",
    ),
    "weights.outcome_needs_file": (
        "{run} is a run directory and knows no outcomes: name their file with `--outcome-file`",
        "{run} 是运行目录，其中没有实际结果：请用 `--outcome-file` 给出其文件",
    ),
    "weights.outcome_file_alone": (
        "`--outcome-file` goes with a run directory as `--data`, and with `--outcome`",
        "`--outcome-file` 要与作为 `--data` 的运行目录以及 `--outcome` 一起使用",
    ),
    "weights.less_alone": (
        "`--less-is-better` speaks of the `--outcome`, and there is none",
        "`--less-is-better` 说的是 `--outcome`，而没有给出",
    ),
    "weights.take_unknown": (
        "`--take {name}`: there is no such evidence here, only {known}",
        "`--take {name}`：这里没有这种依据，只有 {known}",
    ),
    "weights.take_sum": (
        "the mixture of `--take` adds up to {total}, expected 100",
        "`--take` 的混合比例合计 {total}，应为 100",
    ),
    "weights.take_share": (
        "`--take {text}`: expected a method, or method=percent for each of several",
        "`--take {text}`：应为一种方法；若有多种，则每种写成 方法=百分比",
    ),
    "weights.peer_alone": (
        "`--peer` stands beside a policy or evidence, and there is neither",
        "`--peer` 要与政策或依据对照，而两者都没有",
    ),
    "weights.review_early": (
        "`--review-by` {review_by} is not after `--date` {date}",
        "`--review-by` {review_by} 不晚于 `--date` {date}",
    ),
    # the result
    "weights.head": ("{whose}: weights of {n} criteria", "{whose}：{n} 个指标的权重"),
    "weights.head.parent": (
        "{whose}: weights of the {n} criteria inside `{parent}`",
        "{whose}：`{parent}` 之内 {n} 个指标的权重",
    ),
    "weights.head.profile": (
        "{whose}, profile `{profile}`: weights of {n} criteria",
        "{whose}，方案 `{profile}`：{n} 个指标的权重",
    ),
    "weights.head.none": ("weights of {n} criteria", "{n} 个指标的权重"),
    "weights.criterion": ("criterion", "指标"),
    "weights.in_force": ("in force", "现行"),
    "weights.name.pairs": ("pairs", "成对比较"),
    "weights.name.scores": ("scores", "专家评分"),
    "weights.name.fit": ("fit", "结果拟合"),
    "weights.name.critic": ("CRITIC", "CRITIC"),
    "weights.name.entropy": ("entropy", "熵权"),
    "weights.against": ("against {base}", "与{base}相比"),
    "weights.moved": ("weight that moves", "移动的权重"),
    "weights.ranks": ("rank correlation", "等级相关"),
    "weights.proposed": ("proposed", "建议"),
    # pairs
    "weights.pairs.head": (
        "Comparisons of pairs (AHP): {n} experts, {given} of {all} pairs, "
        "consistency ratio {ratio}",
        "成对比较（AHP）：{n} 位专家，{all} 对中给出 {given} 对，一致性比率 {ratio}",
    ),
    "weights.pairs.head.1": (
        "Comparisons of pairs (AHP): 1 expert, {given} of {all} pairs, consistency ratio {ratio}",
        "成对比较（AHP）：1 位专家，{all} 对中给出 {given} 对，一致性比率 {ratio}",
    ),
    "weights.pairs.rule": (
        "A ratio of 0.10 or more asks for a second look; missing pairs follow from the others.",
        "比率达到 0.10 应复核；缺失的比较由其余比较推算。",
    ),
    "weights.pairs.free": (
        "none (too few comparisons to contradict each other)",
        "无（比较太少，不存在互相矛盾的可能）",
    ),
    "weights.expert": ("expert", "专家"),
    "weights.comparisons": ("comparisons", "比较数"),
    "weights.of": ("{a} of {b}", "{a}/{b}"),
    "weights.ratio": ("consistency ratio", "一致性比率"),
    "weights.apart": ("falls apart into groups", "分成互不相连的几组"),
    "weights.odds": ("Most at odds with the other answers:", "与其余回答最不一致的："),
    "weights.all_experts": ("all together", "合计"),
    "weights.odds.pair": ("comparison", "比较"),
    "weights.odds.given": ("given", "所给"),
    "weights.odds.fits": ("would fit", "应约为"),
    "weights.odds.then": ("ratio then", "届时比率"),
    "weights.over": ("{a} over {b}", "{a} 对 {b}"),
    "weights.means": (
        "By geometric means of rows instead of the principal eigenvector: {shares}.",
        "若用行几何平均代替主特征向量：{shares}。",
    ),
    # scores
    "weights.scores.head": (
        "Scores of experts (Delphi): {n} experts in the last of {rounds} rounds",
        "专家评分（德尔菲法）：共 {rounds} 轮，最后一轮 {n} 位专家",
    ),
    "weights.scores.head.once": (
        "Scores of experts: {n} experts, one round",
        "专家评分：{n} 位专家，一轮",
    ),
    "weights.median": ("round {n}: median", "第 {n} 轮：中位数"),
    "weights.half": ("middle half", "中间一半"),
    "weights.trend": ("spread", "离散"),
    "weights.trend.narrower": ("narrower", "收窄"),
    "weights.trend.wider": ("wider", "扩大"),
    "weights.trend.same": ("as before", "未变"),
    "weights.trend.wide": ("wide", "较大"),
    "weights.trend.agreed": ("agreed", "一致"),
    "weights.converged": (
        "From round {before} to {after}: the spread narrowed for {narrower} of {all} criteria, "
        "medians moved by at most {moved}.",
        "从第 {before} 轮到第 {after} 轮：{all} 个指标中 {narrower} 个的离散收窄，中位数最多移动 "
        "{moved}。",
    ),
    "weights.agreement": (
        "Agreement on the ranking (Kendall's W, 1 is full): {rounds}.",
        "排序一致程度（肯德尔 W，1 为完全一致）：{rounds}。",
    ),
    "weights.agreement.round": ("round {n} {w}", "第 {n} 轮 {w}"),
    "weights.far_off": (
        "Far from the middle half (for a talk about reasons, not a judgement):",
        "离中间一半较远（供交流原因，不作评判）：",
    ),
    "weights.far_off.one": (
        "{expert} gives {criterion} {score}; the middle half is {low} to {high}",
        "{expert} 给 {criterion} {score}；中间一半为 {low} 到 {high}",
    ),
    # data
    "weights.data.head": (
        "Data: {used} of {rows} rows of {name} have points for every criterion",
        "数据：{name} 的 {rows} 行中有 {used} 行各指标分值齐全",
    ),
    "weights.data.still": ("the same in every row", "每行相同"),
    "weights.fit.head": (
        "Fit to `{outcome}` ({kind}): {n} rows, {rarer}",
        "对 `{outcome}` 的拟合（{kind}）：{n} 行，{rarer}",
    ),
    "weights.fit.yes_no": ("yes or no, logistic", "是否型，逻辑回归"),
    "weights.fit.number": ("a number, least squares", "数值型，最小二乘"),
    "weights.fit.rarer": ("{n} of the rarer outcome", "较少的那种有 {n} 行"),
    "weights.fit.spread": ("weights not below 0", "权重不小于 0"),
    "weights.fit.weight": ("fitted", "拟合值"),
    "weights.fit.range": ("range of 90 %", "90% 区间"),
    "weights.fit.quality": (
        "{measure} {quality} on the rows fitted, {held_out} on rows held out "
        "({chance} would be chance).",
        "{measure}：参与拟合的行 {quality}，留出的行 {held_out}（{chance} 相当于随机）。",
    ),
    "weights.fit.no_held_out": ("not known (too few)", "无法得知（行数太少）"),
    "weights.fit.others": (
        "How well each list of weights tells `{outcome}` ({measure}): {columns}.",
        "各组权重对 `{outcome}` 的区分能力（{measure}）：{columns}。",
    ),
    "weights.fit.thinned": (
        "fitted to {n} of {all} rows, evenly drawn",
        "在 {all} 行中均匀抽取 {n} 行进行拟合",
    ),
    # the proposal
    "weights.yaml": (
        "proposal from {methods}; percent, rounded to {unit}, exactly 100 by the largest remainder",
        "建议（{methods}）；百分比，取整到 {unit}，按最大余数法合计正好 100",
    ),
    "weights.join": (", ", "，"),
    "weights.list": (", ", "、"),
    "weights.method.pairs": (
        "pairwise comparisons (AHP) by {n} experts, consistency ratio {ratio}",
        "{n} 位专家成对比较（AHP），一致性比率 {ratio}",
    ),
    "weights.method.pairs.1": (
        "pairwise comparisons (AHP) by 1 expert, consistency ratio {ratio}",
        "1 位专家成对比较（AHP），一致性比率 {ratio}",
    ),
    "weights.method.scores": (
        "expert scores, {rounds} rounds, medians of the last",
        "专家评分，{rounds} 轮，取最后一轮中位数",
    ),
    "weights.method.critic": ("CRITIC, {n} customers", "CRITIC 法，{n} 位客户"),
    "weights.method.entropy": ("entropy weights, {n} customers", "熵权法，{n} 位客户"),
    "weights.method.fit": (
        "fit to the outcome {outcome} of {n} customers, {measure} {quality} on rows held out",
        "按 {n} 位客户的实际结果 {outcome} 拟合，留出行 {measure} {quality}",
    ),
    "weights.method.part": ("{percent} % {method}", "{percent}% {method}"),
    "weights.method.parent": ("inside {parent}: {method}", "{parent} 之内：{method}"),
    "weights.panel.data": ("no panel: {name}", "无专家组：{name}"),
    "weights.panel.experts.1": ("1 expert: {ids}", "1 位专家：{ids}"),
    "weights.panel.experts": ("{n} experts: {ids}", "{n} 位专家：{ids}"),
    "weights.take.first": (
        "the proposal takes {name}; --take chooses another, or a mixture",
        "建议取自：{name}；可用 --take 选择其他方法或混合",
    ),
    "weights.unchanged": (
        "nothing is changed: copy the block into the policy, then keytier check",
        "没有改动任何文件：请把这段复制到政策中，再运行 keytier check",
    ),
    "weights.nothing_new": (
        "no evidence for new weights: nothing is proposed",
        "没有新权重的依据：不作建议",
    ),
}
