"""What `keytier report` says, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

REPORT: dict[str, Both] = {
    "report": (
        "Report on a run: tier rates by groups, how far weights may move, or how customers did.",
        "对一次运行出报告：各组客户的等级占比、权重可变动的幅度，或客户后来的实际结果。",
    ),
    "report.kind": (
        "which report: fairness (tier rates by groups), sensitivity (how far each weight may "
        "move before a tier changes), or outcomes (how the customers of each tier did later)",
        "哪种报告：fairness（各组等级占比）、sensitivity（各权重变动到何处才有等级变化），"
        "或 outcomes（各等级客户后来的实际结果）",
    ),
    "report.run": ("a run directory", "运行目录"),
    "report.by": (
        "group by this field, derived field, `segment` or `stage` (repeat for several); numbers "
        "by where a new group begins: age=30,45,60",
        "按此字段、派生字段、`segment` 或 `stage` 分组（可重复）；数值要给出各组起点：age=30,45",
    ),
    "report.against": (
        "the group that ratios are of: the largest, or for each tier the one with the best rate",
        "比值以哪一组为准：人数最多的，或各等级占比最高的",
    ),
    "report.level": ("the level of the intervals, in percent", "区间的置信水平，百分数"),
    "report.small": (
        "say of groups with fewer customers that they are small",
        "客户数低于此值的组别标明过小",
    ),
    "report.outcome": (
        "for `outcomes`: the column that says what came of each customer, yes or no or a number",
        "用于 `outcomes`：说明各客户实际结果的列，是或否，或数值",
    ),
    "report.outcome_file": (
        "for `outcomes`: the file that holds it, with the customers' ids",
        "用于 `outcomes`：该列所在的文件，并含客户编号",
    ),
    "report.less_is_better": (
        "a low outcome, or no, is the good one",
        "结果越低（或为“否”）越好",
    ),
    "report.came_what": (
        "say what came of the customers, `--outcome COLUMN --outcome-file FILE`, without `--by` "
        "and `--csv`",
        "请用 `--outcome 列名 --outcome-file 文件` 给出客户的实际结果，不要 `--by` 和 `--csv`",
    ),
    "report.no_outcome": (
        "`--outcome`, `--outcome-file` and `--less-is-better` belong to the report `outcomes`",
        "`--outcome`、`--outcome-file`、`--less-is-better` 只用于报告 `outcomes`",
    ),
    "report.came": (
        "what came of {n} customers, {outcome}, by tier; {level} % intervals",
        "{n} 位客户后来的实际结果（{outcome}），按等级；{level} % 区间",
    ),
    "report.auc": (
        "the score puts a good customer before another {told} of the time (1 is always, 0.5 is "
        "chance)",
        "任取结果好、差各一位客户，得分把好的排在前面的概率为 {told}（1 为总是，0.5 为随机）",
    ),
    "report.r2": (
        "the score explains {told} of the differences (R²: 1 is all, 0 is none)",
        "得分可解释差异的 {told}（R²：1 为全部，0 为没有）",
    ),
    "report.reversed": (
        "{better} did worse than {worse}, further than both intervals reach: look at the policy",
        "{better} 的实际结果不如 {worse}，且两者区间不相交：请检视政策",
    ),
    "report.strangers": (
        "{n} with an outcome are no customers of this run",
        "另有 {n} 个有结果的编号不在本次运行之中",
    ),
    "report.csv": (
        "also write every rate as CSV (`-`: to standard output)",
        "另存一份含全部占比的 CSV（`-`：标准输出）",
    ),
    "report.format": ("how the result is shown", "结果的显示格式"),
    "report.example": (
        "keytier report fairness runs/june --by region --by age=30,45,60",
        "keytier report fairness runs/june --by region --by age=30,45,60",
    ),
    "report.by_what": (
        "`--by` is missing: say what the groups are, `--by FIELD`",
        "缺少 `--by`：请说明按什么分组，`--by 字段`",
    ),
    "report.no_groups": (
        "`{option}` belongs to the report `fairness`",
        "`{option}` 只用于报告 `fairness`",
    ),
    "report.no_weights": (
        "no score of this run decided anybody, so there are no weights to move",
        "本次运行没有按得分定级的客户，因此没有可变动的权重",
    ),
    "report.weights": (
        "how far each weight may move before the tier of one of {n} customers changes{names}",
        "各权重变动到何处，{n} 位客户中才有人等级变化{names}",
    ),
    "report.weights.1": (
        "how far each weight may move before the tier of the one customer changes{names}",
        "各权重变动到何处，唯一一位客户的等级才变化{names}",
    ),
    "report.proportion": (
        "what one weight gains the others lose in proportion, to the last hundredth of a percent",
        "一项权重增加多少，其余权重即按比例减少多少，精确到百分之 0.01",
    ),
    "report.not_weighed": (
        "{n} more were decided with something missing taken both ways, or with a score cut off at "
        "0 or 100; they are left out",
        "另有 {n} 位客户按缺失项两种极端取值定级，或得分被截在 0 或 100，未计入",
    ),
    "report.not_weighed.1": (
        "1 more was decided with something missing taken both ways, or with a score cut off at "
        "0 or 100; it is left out",
        "另有 1 位客户按缺失项两种极端取值定级，或得分被截在 0 或 100，未计入",
    ),
    "report.seats_stay": (
        "seats are taken to stay as they are, though other scores would rank otherwise",
        "名额按现状不变计算；得分变化后排名可能不同",
    ),
    "report.unknown": (
        "the run cannot be grouped by `{name}`, expected one of {known}",
        "运行不能按 `{name}` 分组，应为 {known} 之一",
    ),
    "report.unknown.near": (
        "the run cannot be grouped by `{name}`; did you mean `{near}`?",
        "运行不能按 `{name}` 分组；是否想写 `{near}`？",
    ),
    "report.no_number": (
        "`{name}` is no number, so it has no cuts: write `--by {name}`",
        "`{name}` 不是数值，不能给分组起点：请写 `--by {name}`",
    ),
    "report.cuts": (
        "the cuts of `{name}` are `{cuts}`, expected ascending values such as `{name}=30,45,60`",
        "`{name}` 的分组起点为 `{cuts}`，应为由小到大的值，如 `{name}=30,45,60`",
    ),
    "report.many": (
        "`{name}` makes {n} groups, more than {most}: say where a new group begins, "
        "`--by {name}=30,45,60`, or take another field",
        "`{name}` 分出 {n} 组，超过 {most} 组：请给出分组起点 `--by {name}=30,45,60`，或换一个字段",
    ),
    "report.head": (
        "tier rates by {by}: {n} customers judged, {level} % Wilson intervals",
        "按{by}的等级占比：已评 {n} 位客户，{level} % 威尔逊区间",
    ),
    "report.largest": (
        "ratios are of the largest group, {group}",
        "比值以人数最多的 {group} 为准",
    ),
    "report.best": (
        "ratios are of the group with the best rate of each tier",
        "比值以各等级占比最高的组别为准",
    ),
    "report.small_groups": (
        "of small groups the rates say little: look at the intervals",
        "组别过小时占比说明不了什么：请看区间",
    ),
    "report.overlapping": (
        "a customer may be in several groups",
        "一位客户可能属于几个组别",
    ),
    "report.left_out": (
        "{n} customers in error or not applicable are left out",
        "另有 {n} 位客户数据有误或不适用，未计入",
    ),
    "report.left_out.1": (
        "1 customer in error or not applicable is left out",
        "另有 1 位客户数据有误或不适用，未计入",
    ),
}
