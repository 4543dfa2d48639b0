"""Findings about where a field's values come from (KT140-141)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT140": Code(
        "error",
        (
            "`{seen}` is no model and its version, expected the like of `model:churn@2.1`",
            "`{seen}` 不是模型名加版本，应如 `model:churn@2.1`",
        ),
        what=(
            "A field says that a model gives its values, and does not name the model with its "
            "version.",
            "字段的值由模型给出，但没有写清模型名和版本。",
        ),
        why=(
            "The version is part of the record of every decision, and heads the column that is "
            "read: figures of another version are never taken for those of this one.",
            "版本是每个结论的记录的一部分，也是所读列的列名：别的版本给出的值不会被当成这一版本的。",
        ),
        avoid="churn_risk: {is: percent, from: model:churn}",
        prefer="churn_risk: {is: percent, from: model:churn@2.1}",
    ),
    "KT141": Code(
        "error",
        (
            "`{seen}` names no decisions here, expected the like of `decision:credit-policy@1.2` "
            "at a table",
            "`{seen}` 在此没有指明结论，应在明细表处写如 `decision:credit-policy@1.2`",
        ),
        what=(
            "What another policy decided is read by a table, which names that policy and its "
            "version.",
            "另一份政策的结论由明细表读取，须指明政策和版本。",
        ),
        why=(
            "A decision counts as what a certain version of a certain policy decided on a certain "
            "day; the run that is given is held against it.",
            "结论是某一版本的政策在某一天作出的；所给的运行会与之核对。",
        ),
        avoid="data:\n  credit_tier: {is: text, from: decision:credit-policy}",
        prefer="tables:\n  credit:\n    from: decision:credit-policy@1.2\n    key: id\n"
        "    date: as_of\n    columns: {tier: {is: text}}\n"
        "data:\n  credit_tier: {is: text, last_of: credit.tier, missing_rows: skip}",
    ),
}
