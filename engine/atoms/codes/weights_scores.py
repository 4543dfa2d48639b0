"""Findings about scores by experts, in rounds (KT611-624)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT611": Code(
        "error",
        (
            "`{name}` has no column that says who gave the scores",
            "`{name}` 没有写明评分人的列",
        ),
        (
            "expected headings such as: round, expert, and one for each criterion",
            "列名应如：轮次、专家，以及每个指标一列",
        ),
        what=(
            "A file of scores has columns of criteria and rounds only.",
            "评分文件里只有指标和轮次的列。",
        ),
        why=(
            "Rounds are compared expert by expert.",
            "各轮之间要逐位专家比较。",
        ),
        avoid="round,purchases,loyalty\n1,60,40",
        prefer="round,expert,purchases,loyalty\n1,E1,60,40",
    ),
    "KT612": Code(
        "error",
        (
            "`{seen}` is no score; expected a number of at least 0",
            "`{seen}` 不是评分；应为不小于 0 的数",
        ),
        what=(
            "A cell that should hold an expert's score holds something else.",
            "应填评分的单元格里是别的内容。",
        ),
        why=(
            "A score that is passed over would move the median in silence.",
            "悄悄跳过一个评分会让中位数改变。",
        ),
        avoid="E1,high,40",
        prefer="E1,60,40",
    ),
    "KT613": Code(
        "error",
        (
            "`{expert}` stands twice in round {round}, first on line {line}",
            "`{expert}` 在第 {round} 轮出现了两次，第一次在文件第 {line} 行",
        ),
        (
            "keep one of the two lines",
            "请只保留一行",
        ),
        what=(
            "One expert has two lines of scores in a round.",
            "同一位专家在同一轮有两行评分。",
        ),
        why=(
            "This voice would count twice.",
            "这样这个意见会被计算两次。",
        ),
    ),
    "KT614": Code(
        "warning",
        (
            "{experts} took part in round {before} and not in round {after}",
            "{experts} 参加了第 {before} 轮，没有参加第 {after} 轮",
        ),
        what=(
            "Experts of one round are not in the next.",
            "上一轮的专家没有出现在下一轮。",
        ),
        why=(
            "A range that narrows because somebody left is no agreement.",
            "因为有人退出而变窄的分歧，不等于意见一致。",
        ),
    ),
    "KT615": Code(
        "warning",
        (
            "the scores of `{expert}` in round {round} add up to {total}, those of the others "
            "to {usual}",
            "`{expert}` 在第 {round} 轮的评分合计 {total}，其他人合计 {usual}",
        ),
        what=(
            "Experts share out a fixed number of points, and one shared out another number.",
            "各位专家分配固定的点数，其中一位分出的总数不同。",
        ),
        why=(
            "Most likely a cell is wrong.",
            "多半有一个单元格写错了。",
        ),
    ),
    "KT616": Code(
        "warning",
        (
            "{n} experts scored in round {round}: with fewer than {least} the spread says little",
            "第 {round} 轮有 {n} 位专家评分：少于 {least} 位时离散程度参考价值不大",
        ),
        what=(
            "A panel is too small for quartiles.",
            "专家人数太少，不足以计算四分位数。",
        ),
        why=(
            "With three people the middle half is one and a half of them.",
            "三个人的中间一半只有一个半人。",
        ),
    ),
    "KT617": Code(
        "warning",
        (
            "after round {round} the experts still differ widely on {criteria}",
            "第 {round} 轮之后，专家对 {criteria} 的意见仍有较大分歧",
        ),
        (
            "hold another round: show everybody the medians, and ask those far off for their "
            "reasons",
            "请再进行一轮：向大家展示中位数，并请偏离较大的专家说明原因",
        ),
        what=(
            "The middle half of the scores spans more than a quarter of their median.",
            "评分中间一半的跨度超过中位数的四分之一。",
        ),
        why=(
            "A median of two camps is nobody's opinion.",
            "两派意见的中位数不代表任何人的意见。",
        ),
    ),
    "KT618": Code(
        "error",
        (
            "`{name}` has no column for the criterion `{criterion}`",
            "`{name}` 没有指标 `{criterion}` 的列",
        ),
        what=(
            "A criterion that has a weight is not in the file.",
            "文件里缺少某个带权重的指标。",
        ),
        why=(
            "Weights add up to 100 over all criteria, so each must be spoken of.",
            "权重是所有指标合计 100，所以每个指标都要涉及。",
        ),
    ),
    "KT619": Code(
        "error",
        (
            "every median of round {round} is 0, so nothing can be shared out",
            "第 {round} 轮的中位数全为 0，无从分配权重",
        ),
        what=(
            "At least half of the experts gave 0 to each criterion.",
            "每个指标都有至少一半的专家给了 0 分。",
        ),
        why=(
            "Weights are shares of the medians.",
            "权重是中位数所占的份额。",
        ),
    ),
    "KT620": Code(
        "error",
        (
            "the round `{seen}` is no whole number of at least 1",
            "轮次 `{seen}` 不是大于等于 1 的整数",
        ),
        what=(
            "Rounds are counted 1, 2, 3.",
            "轮次按 1、2、3 计数。",
        ),
        why=(
            "The last round gives the weights, so their order must be clear.",
            "权重取自最后一轮，所以顺序必须明确。",
        ),
    ),
    "KT621": Code(
        "error",
        (
            "the line names no expert",
            "这一行没有写明专家",
        ),
        (
            "an id such as E1 is enough; a name is not needed",
            "写编号（如 E1）即可，不需要姓名",
        ),
        what=(
            "The cell that says who gave the scores or judgements is empty.",
            "写明由谁给出的单元格是空的。",
        ),
        why=(
            "Rounds are compared, and judgements checked, expert by expert.",
            "各轮的比较、判断的检验，都是逐位专家进行的。",
        ),
    ),
    "KT622": Code(
        "error",
        (
            "nobody scored `{criterion}` in round {round}",
            "第 {round} 轮没有人给 `{criterion}` 评分",
        ),
        what=(
            "The column of a criterion is empty for a whole round.",
            "某个指标在整轮中一个评分也没有。",
        ),
        why=(
            "Without a score there is no median, and no weight.",
            "没有评分就没有中位数，也就没有权重。",
        ),
    ),
}
