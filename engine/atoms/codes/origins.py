"""Findings about where a field's values come from (KT140)."""

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
}
