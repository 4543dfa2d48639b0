"""Sentences about a person's decision, in English and Chinese."""

from __future__ import annotations

from typing import Final

OVERRIDES: Final[dict[str, tuple[str, str]]] = {
    "tier.override": (
        "{tier}: decided by a person; {policy} by the policy",
        "{tier}：由人决定；按政策为{policy}",
    ),
    "tier.override.refer": (
        "{tier}: decided by a person, to whom the policy referred it",
        "{tier}：政策转人工后由人决定",
    ),
    "override.because": ("because: {why}", "原因：{why}"),
    "override.by": ("by {who}", "决定人：{who}"),
    "override.approved_by": ("approved by {who}", "批准人：{who}"),
    "override.until": ("until {day}", "有效至 {day}"),
    "reason.override.applied": ("a person decided on {tier}", "由人定为{tier}"),
    "reason.override.expired": (
        "a person's decision on {tier} ended on {until}: the policy decides",
        "由人定为{tier}的决定已于 {until} 到期：按政策评定",
    ),
    "reason.override.no_end": (
        "a person's decision on {tier} does not say until when: the policy decides",
        "由人定为{tier}的决定没有写明期限：按政策评定",
    ),
    "reason.override.unapproved": (
        "nobody approved a person's decision on {tier}: the policy decides",
        "由人定为{tier}的决定未经批准：按政策评定",
    ),
    "reason.override.gone": (
        "a person's decision on {tier}, a tier that does not exist: the policy decides",
        "由人定为 {tier}，但没有这个等级：按政策评定",
    ),
    "reason.override.refused": (
        "a person's decision on {tier} may not change this: the policy does not let it",
        "由人定为{tier}，但政策不允许就此改变",
    ),
}
