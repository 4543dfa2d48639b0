"""What `keytier history` says, and its help, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

HISTORY: dict[str, Both] = {
    "history": (
        "One customer over all runs, and what each change was caused by: data, policy, or others.",
        "一位客户在历次运行中的结果，以及每次变化的起因：数据、政策，还是其他客户。",
    ),
    "history.runs": ("run directories, or folders of them", "运行目录，或装有它们的文件夹"),
    "history.id": ("the customer", "客户编号"),
    "history.policy": (
        "only runs of this policy, where a folder has several",
        "只看这一政策的运行（文件夹里有几份政策时）",
    ),
    "history.format": ("how the result is shown", "结果的显示格式"),
    "history.example": (
        "keytier history runs --id C-1042",
        "keytier history runs --id C-1042",
    ),
    "history.several": (
        "the runs are of several policies: {policies}; name one with --policy",
        "这些运行出自几份政策：{policies}；请用 --policy 指定一份",
    ),
    "history.no_policy": (
        "none of the runs is of policy `{name}`; there are {policies}",
        "没有政策 `{name}` 的运行；现有 {policies}",
    ),
    "history.head": (
        "customer {id}: {n} runs of {policy}, changes: {changes}",
        "客户 {id}：{policy} 的 {n} 次运行，变化 {changes} 次",
    ),
    "history.head.1": (
        "customer {id}: 1 run of {policy}",
        "客户 {id}：{policy} 的 1 次运行",
    ),
    "history.head.groups": (
        "group {id}: {n} runs of {policy}, changes: {changes}",
        "集团 {id}：{policy} 的 {n} 次运行，变化 {changes} 次",
    ),
    "history.head.groups.1": (
        "group {id}: 1 run of {policy}",
        "集团 {id}：{policy} 的 1 次运行",
    ),
    "history.absent": ("not in this run", "不在这次运行中"),
    "history.because": ("because of {causes}", "起因：{causes}"),
    "history.each": ("{causes}: each by itself", "{causes}，任何一项单独就够"),
    "history.together": ("{causes} together", "{causes}共同作用"),
    "history.all": ("all that differs together: {causes}", "全部差别共同作用：{causes}"),
    "history.unknown": (
        "the cause cannot be told: the inputs are gone, or do not give the decision",
        "起因无从得知：输入已不在，或与评定对不上",
    ),
    "history.same": ("no change of tier", "等级未变"),
    "history.changed": ("{field}: {was} → {now}", "{field}：{was} → {now}"),
    "history.read": (
        "this version reads the files by other rules, so that values may differ though the files "
        "do not",
        "这一版本读取文件的规则不同，文件不变取值也可能不同",
    ),
    "history.data": ("its own data", "自身数据"),
    "history.cause.policy": ("the policy", "政策"),
    "history.others": ("other customers (seats, ranks)", "其他客户（名额、排名）"),
    "history.before": ("what the decision before left", "上一次评定的遗留"),
    "history.shadow": (
        "{run} is a shadow, by which nobody was treated: left out; name it to have it in",
        "{run} 是影子运行，不据此对待任何客户：未列入；要列入请直接指明",
    ),
    "history.override": ("a person's decision", "人工调整"),
    "history.day": ("the day", "基准日"),
    "history.context": ("facts about us", "我方情境"),
    "history.and": (" and ", "与"),
    "history.or": (" or ", "或"),
}
