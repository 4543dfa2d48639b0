"""Findings about comparisons of pairs by experts (KT600-610)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT600": Code(
        "error",
        (
            "`{seen}` is no criterion; the criteria are {known}",
            "`{seen}` 不是指标；指标有 {known}",
        ),
        what=(
            "A file of evidence names a criterion that nobody weighs.",
            "依据文件提到了一个不在评价之列的指标。",
        ),
        why=(
            "What was said of a misspelt criterion would count for nothing.",
            "指标名写错，针对它的意见就白费了。",
        ),
        avoid="puchases,loyalty,3",
        prefer="purchases,loyalty,3",
    ),
    "KT601": Code(
        "error",
        (
            "`{name}` is neither a list of pairs nor a square of comparisons",
            "`{name}` 既不是成对比较的清单，也不是比较矩阵",
        ),
        (
            "write a line for each pair, the two criteria first and then a column for each expert; "
            "or a square with the criteria in the first column and in the headings",
            "每对指标写一行：前两列是两个指标，其后每位专家一列；或写成矩阵，首列和列名都是指标",
        ),
        what=(
            "A file of comparisons has none of the layouts that can be read.",
            "成对比较的文件不是能读取的格式。",
        ),
        why=(
            "A guess would put judgements on wrong pairs.",
            "靠猜会把判断安到别的指标对上。",
        ),
        avoid="purchases over loyalty: 3",
        prefer="criterion,over,E1,E2\npurchases,loyalty,3,1/2",
    ),
    "KT602": Code(
        "error",
        (
            "`{seen}` is no comparison; expected a number from 1/9 to 9, such as 3, 1/3 or 0.33",
            "`{seen}` 不是比较判断；应为 1/9 到 9 的数，如 3、1/3 或 0.33",
        ),
        what=(
            "A cell that should hold a judgement holds something else.",
            "应填判断的单元格里是别的内容。",
        ),
        why=(
            "3 says that the first is three times as important, 1/3 that the second is.",
            "3 表示前者的重要性是后者的三倍，1/3 表示反过来。",
        ),
        avoid="purchases,loyalty,much more",
        prefer="purchases,loyalty,5",
    ),
    "KT603": Code(
        "error",
        (
            "`{seen}` is outside the scale of comparisons, 1/9 to 9",
            "`{seen}` 超出了比较标度 1/9 到 9",
        ),
        (
            "9 is the most that one criterion can count for against another; where the second "
            "counts for more, write a fraction such as 1/5, not a negative number",
            "一个指标相对另一个最多为 9；后者更重要时写成 1/5 这样的形式，不写负数",
        ),
        what=(
            "A judgement lies beyond the ends of Saaty's scale.",
            "判断超出了萨蒂标度的两端。",
        ),
        why=(
            "Criteria that differ more than ninefold do not belong into one comparison.",
            "重要性相差九倍以上的指标不宜放在一起比较。",
        ),
        avoid="purchases,loyalty,12",
        prefer="purchases,loyalty,9",
    ),
    "KT604": Code(
        "error",
        (
            "`{first}` over `{second}` is {there}, so `{second}` over `{first}` must be "
            "{expected}, not {seen}",
            "`{first}` 对 `{second}` 为 {there}，则 `{second}` 对 `{first}` 应为 {expected}，"
            "而不是 {seen}",
        ),
        (
            "write one of the two and leave the other empty",
            "只写其中一个，另一个留空即可",
        ),
        what=(
            "An expert compares a pair both ways, and the two answers contradict each other.",
            "同一位专家对一对指标正反各比较了一次，两次互相矛盾。",
        ),
        why=(
            "Who is three times as important leaves the other a third.",
            "一方重要三倍，另一方就只有三分之一。",
        ),
        avoid="purchases,loyalty,3\nloyalty,purchases,2",
        prefer="purchases,loyalty,3",
    ),
    "KT605": Code(
        "error",
        (
            "`{expert}` compares `{first}` and `{second}` twice, first on line {line}",
            "`{expert}` 对 `{first}` 与 `{second}` 比较了两次，第一次在文件第 {line} 行",
        ),
        (
            "keep one of the two lines",
            "请只保留一行",
        ),
        what=(
            "A pair stands twice for one expert.",
            "同一位专家的同一对指标出现了两次。",
        ),
        why=(
            "Nothing says which of the two counts.",
            "没有说明以哪一次为准。",
        ),
    ),
    "KT606": Code(
        "error",
        (
            "`{criterion}` is compared with itself and given {seen}, expected 1 or nothing",
            "`{criterion}` 与自身比较，写的是 {seen}，应为 1 或留空",
        ),
        what=(
            "The diagonal of a square of comparisons holds something else than 1.",
            "比较矩阵的对角线上不是 1。",
        ),
        why=(
            "Most likely a row or a column has slipped.",
            "多半是某一行或某一列错位了。",
        ),
    ),
    "KT607": Code(
        "error",
        (
            "no comparison joins {these} with {others}",
            "{these_zh} 与 {others_zh} 之间没有任何比较",
        ),
        (
            "at least one pair that has one criterion of each side must be compared",
            "两边各取一个指标，至少要比较一对",
        ),
        what=(
            "The criteria fall into groups that nobody compared with each other.",
            "指标分成了几组，组与组之间没有人比较过。",
        ),
        why=(
            "Missing pairs are worked out from the others, along chains of comparisons. Without "
            "a chain there is nothing to work from.",
            "缺失的比较要沿着其他比较推算出来；没有通路就无从推算。",
        ),
        avoid="purchases,profit,2\nloyalty,tenure,3",
        prefer="purchases,profit,2\nprofit,loyalty,3\nloyalty,tenure,3",
    ),
    "KT608": Code(
        "warning",
        (
            "the consistency ratio of {who} is {ratio}, expected less than 0.10",
            "{who_zh}的一致性比率为 {ratio}，应小于 0.10",
        ),
        (
            "look again at the judgements most at odds, with whoever gave them",
            "请与给出判断的人一起复核最不一致的判断",
        ),
        what=(
            "Comparisons contradict each other more than a tenth as much as random ones do.",
            "各项比较之间的矛盾，超过随机填写时的十分之一。",
        ),
        why=(
            "The weights then depend on which of the answers one believes.",
            "这时权重取决于相信其中哪些回答。",
        ),
    ),
    "KT609": Code(
        "warning",
        (
            "`{expert}` gave no judgement and is left out",
            "`{expert}` 没有给出任何判断，未计入",
        ),
        (
            "ask for the answers, or take the column away",
            "请补齐回答，或删去这一列",
        ),
        what=(
            "An expert is named and everything that this expert should say is empty.",
            "列出了这位专家，但应填的内容全是空的。",
        ),
        why=(
            "The minutes would name somebody who took no part.",
            "否则会议记录里会出现没有参加的人。",
        ),
    ),
    "KT610": Code(
        "error",
        (
            "there are {n} criteria, expected {least} to {most}",
            "共有 {n} 个指标，应为 {least} 到 {most} 个",
        ),
        (
            "group them under parents, and find the weights inside each with --parent",
            "请先归入上级指标，再用 --parent 分别求各组内的权重",
        ),
        what=(
            "A method was asked for more, or fewer, criteria than it can weigh.",
            "指标的个数超出了该方法能处理的范围。",
        ),
        why=(
            "Nobody keeps sixteen things apart in pairs: that is 120 comparisons.",
            "没有人能把十六件事两两分清：那是 120 次比较。",
        ),
    ),
}
