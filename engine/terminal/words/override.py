"""What `keytier override` and overrides of a run say, in both languages."""

from __future__ import annotations

from engine.atoms.codes import Both

OVERRIDE: dict[str, Both] = {
    "override": (
        "Write a person's decision on one customer into a file, for `run --overrides`.",
        "把人对一位客户的决定写入文件，供 `run --overrides` 使用。",
    ),
    "override.action": ("what to do: add", "做什么：add（添加）"),
    "override.file": (
        "the file of overrides; made where there is none",
        "人工调整文件，没有则新建",
    ),
    "override.id": ("the customer", "客户编号"),
    "override.tier": ("the tier that was decided on", "决定的等级"),
    "override.because": ("why", "原因"),
    "override.by": ("who decided", "决定人"),
    "override.approved_by": (
        "who approved it; without approval it does nothing",
        "批准人；未获批准时不起作用",
    ),
    "override.first": ("the first day on which it holds", "生效首日"),
    "override.until": ("the last day on which it holds", "有效末日"),
    "override.policy": (
        "hold the tier against this policy",
        "按这份政策核对等级",
    ),
    "override.example": (
        'keytier override add overrides.yaml --id C0042 --tier key --because "reference project" '
        '--by "account manager" --approved-by "sales director" --until 2026-12-31',
        'keytier override add 人工调整.yaml --id C0042 --tier key --because "示范项目" '
        '--by "客户经理" --approved-by "销售总监" --until 2026-12-31',
    ),
    "override.empty": ("`{option}` is empty", "`{option}` 为空"),
    "override.tier.none": (
        "the policy has no tier `{tier}`, expected one of {tiers}",
        "政策没有等级 `{tier}`，应为 {tiers} 之一",
    ),
    "override.tier.near": (
        "the policy has no tier `{tier}`; did you mean `{near}`?",
        "政策没有等级 `{tier}`；是否想写 `{near}`？",
    ),
    "override.added": ("{file} holds {n} overrides", "{file} 现有 {n} 项人工调整"),
    "override.added.1": ("{file} holds 1 override", "{file} 现有 1 项人工调整"),
    "override.unapproved": (
        "nobody approved it: until --approved-by is given, `{id}` is decided by the policy",
        "尚无人批准：在给出 --approved-by 之前，`{id}` 仍按政策评定",
    ),
    "override.in_ledger": (
        "{n} overrides of {file}, all in the ledger: {said}",
        "{file} 中的 {n} 项人工调整（均已登记到台账）：{said}",
    ),
    "override.in_ledger.1": (
        "1 override of {file}, in the ledger: {said}",
        "{file} 中的 1 项人工调整（已登记到台账）：{said}",
    ),
    "override.half_in": (
        "overrides of {file} ({n} of {of} in the ledger): {said}",
        "{file} 中的人工调整（{of} 项中有 {n} 项登记到台账）：{said}",
    ),
    "override.entered": (
        "entered into {ledger}: event {number}",
        "已登记到 {ledger}：第 {number} 号事件",
    ),
    "override.file_only": (
        "no ledger is named, so whoever may write {file} may change it; enter it with --ledger",
        "未指定台账：能写 {file} 的人都能改动它；请用 --ledger 登记",
    ),
    "override.ledger": (
        "the ledger to enter it into (by default that of the settings; else the file alone)",
        "登记到哪个台账（默认取设置中的台账；没有则只写文件）",
    ),
    "override.told": (
        "overrides of {file} (a file, no ledger): {said}",
        "{file} 中的人工调整（文件，未登记到台账）：{said}",
    ),
    "override.left_out": (
        "{n} overrides that the ledger has for this day are not in {file}, or not as they were "
        "entered, and do not count (events {events})",
        "台账中有 {n} 项当日有效的人工调整不在 {file} 中，或与登记时不同，因此未计入"
        "（第 {events} 号事件）",
    ),
    "override.left_out.1": (
        "1 override that the ledger has for this day is not in {file}, or not as it was entered, "
        "and does not count (event {events})",
        "台账中有 1 项当日有效的人工调整不在 {file} 中，或与登记时不同，因此未计入"
        "（第 {events} 号事件）",
    ),
    "override.left_out.no_file": (
        "{n} overrides that the ledger has for this day do not count, for no --overrides was given "
        "(events {events})",
        "没有给出 --overrides，因此台账中 {n} 项当日有效的人工调整未计入（第 {events} 号事件）",
    ),
    "override.left_out.no_file.1": (
        "1 override that the ledger has for this day does not count, for no --overrides was given "
        "(event {events})",
        "没有给出 --overrides，因此台账中 1 项当日有效的人工调整未计入（第 {events} 号事件）",
    ),
    "override.above": (
        "{tier}: persons gave {given} seats, and it has {seats}",
        "{tier}：人工给出 {given} 个名额，而它只有 {seats} 个",
    ),
    "override.none": ("none applies", "没有一项适用"),
    "override.said.applied": ("{n} applied", "{n} 项已采用"),
    "override.said.expired": ("{n} expired", "{n} 项已过期"),
    "override.said.unapproved": ("{n} not approved", "{n} 项未经批准"),
    "override.said.gone": ("{n} for a tier that does not exist", "{n} 项的等级不存在"),
    "override.said.refused": (
        "{n} refused, for the policy does not let them lift that",
        "{n} 项不予采用，因政策不允许解除",
    ),
    "override.said.later": ("{n} not begun", "{n} 项尚未开始"),
    "override.said.replaced": ("{n} replaced by a later one", "{n} 项已被后一项取代"),
    "override.said.unknown": (
        "{n} of customers who are not in the data ({ids})",
        "{n} 项的客户不在数据中（{ids}）",
    ),
}
