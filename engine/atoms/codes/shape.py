"""Findings about keys and literals (KT110-149)."""

from __future__ import annotations

from engine.atoms.codes import Code

CODES: dict[str, Code] = {
    "KT111": Code(
        "error",
        ("unknown key `{key}` in {where}", "{where} 里没有 `{key}` 这个键"),
        what=(
            "A key that the language does not have stands in the policy.",
            "政策里出现了语言没有定义的键。",
        ),
        why=(
            "Nothing is ever ignored: a misspelt key would otherwise switch a rule off in silence.",
            "任何内容都不会被忽略：拼错的键若被放过，规则就会悄悄失效。",
        ),
        avoid="tiers:\n  key: {at_leest: 60}",
        prefer="tiers:\n  key: {at_least: 60}",
    ),
}
