"""What `keytier weights` says of comparisons with the best and the worst criterion."""

from __future__ import annotations

from engine.atoms.codes import Both

BEST_WORST: dict[str, Both] = {
    "weights.best_worst": (
        "comparisons with the best and the worst criterion (best-worst method): two lines for each "
        "expert, 1 to 9; .csv or .xlsx",
        "与最优、最差指标的比较（最优最差法）：每位专家两行，取值 1 到 9；.csv 或 .xlsx",
    ),
    "weights.name.best_worst": ("best-worst", "最优最差"),
    "weights.method.best_worst": (
        "best-worst method, {n} experts",
        "最优最差法，{n} 位专家",
    ),
    "weights.method.best_worst.1": ("best-worst method, 1 expert", "最优最差法，1 位专家"),
    "weights.best_worst.head": (
        "Comparisons with the best and the worst: {n} experts, the mean of their weights",
        "与最优、最差指标的比较：{n} 位专家，取各自权重的平均",
    ),
    "weights.best_worst.head.1": (
        "Comparisons with the best and the worst: 1 expert",
        "与最优、最差指标的比较：1 位专家",
    ),
    "weights.best_worst.rule": (
        "A ratio of 0 says that the answers agree fully, 1 that they are as far apart as can be.",
        "比率为 0 表示回答完全一致，为 1 表示相差到极点。",
    ),
    "weights.best_worst.best": ("best", "最优"),
    "weights.best_worst.worst": ("worst", "最差"),
    "weights.best_worst.ends": ("best over worst", "最优对最差"),
    "weights.best_worst.odd": ("most at odds", "最不一致"),
}
