"""What `keytier report` says, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

REPORT: dict[str, Both] = {
    "report": (
        "Report on a run: tier rates by groups of customers, with intervals.",
        "对一次运行出报告：各组客户的等级占比及其区间。",
    ),
    "report.kind": ("which report: fairness", "哪种报告：fairness（公平性）"),
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
    "report.csv": (
        "also write every rate as CSV (`-`: to standard output)",
        "另存一份含全部占比的 CSV（`-`：标准输出）",
    ),
    "report.format": ("how the result is shown", "结果的显示格式"),
    "report.example": (
        "keytier report fairness runs/june --by region --by age=30,45,60",
        "keytier report fairness runs/june --by region --by age=30,45,60",
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
