"""How a place in the policy is called in messages: `tier `key``, in English and Chinese."""

from __future__ import annotations

from typing import Final

from engine.atoms.codes import Both

Path = tuple[str | int, ...]

_SECTIONS: Final[dict[str, Both]] = {
    "context": ("context value", "情境值"),
    "tables": ("table", "明细表"),
    "data": ("field", "字段"),
    "derived": ("derived field", "派生字段"),
    "checklist": ("checklist item", "核查项"),
    "red_flags": ("red flag", "红旗"),
    "tiers": ("tier", "等级"),
    "scorecards": ("scorecard", "评分卡"),
    "segments": ("segment", "客群"),
    "stages": ("stage", "阶段"),
    "warnings": ("warning", "预警"),
    "benefits": ("benefit", "权益"),
    "actions": ("the list of actions of", "措施"),
}


def place_of(path: Path) -> Both:
    """What stands at a path, as a person would say it.

    >>> place_of(("tiers", "key", "require"))
    ('`require` of tier `key`', '等级 `key` 的 `require`')
    """
    item, rest = _item(path)
    if item is None and not rest:
        return "the policy", "政策"
    en, zh = item or ("", "")
    suffix = ".".join(p for p in rest if isinstance(p, str))
    number = next((p for p in reversed(rest) if isinstance(p, int)), None)
    if number is not None:
        en_part = f"entry {number + 1}" + (f" of `{suffix}`" if suffix else "")
        zh_part = (f"`{suffix}` 的" if suffix else "") + f"第 {number + 1} 项"
    elif suffix:
        en_part = zh_part = f"`{suffix}`"
    else:
        return en, zh
    of = " 的 " if zh.endswith("`") else "的 "
    return (f"{en_part} of {en}", f"{zh}{of}{zh_part}") if en else (en_part, zh_part)


def where(path: Path) -> dict[str, object]:
    """`place_of` as the parameters of a message."""
    en, zh = place_of(path)
    return {"where": en, "where_zh": f"{zh} " if zh.endswith("`") else zh}


def card_of(path: Path) -> Path:
    """The part of a path that leads to a scorecard; empty where it does not.

    >>> card_of(("scorecards", "strength", "weights", "renewal"))
    ('scorecards', 'strength')
    """
    if path[:1] == ("scorecard",):
        return path[:1]
    return path[:2] if path[:1] == ("scorecards",) and len(path) > 1 else ()


def _item(path: Path) -> tuple[Both | None, Path]:
    """The innermost thing with a name of its own on a path, and the rest of the path."""
    card = card_of(path)
    if card and path[len(card) : len(card) + 1] == ("criteria",) and len(path) > len(card) + 1:
        first = len(card) + 1
        inner = len(path) > first + 2 and path[first + 1] == "criteria"
        depth = first + 3 if inner else first + 1
        return (f"criterion `{path[depth - 1]}`", f"指标 `{path[depth - 1]}`"), path[depth:]
    if path[:1] == ("tests",) and len(path) > 1:
        number = int(path[1]) + 1
        return (f"test {number}", f"第 {number} 个用例"), path[2:]
    if len(path) > 3 and path[0] == "tables" and path[2] == "columns":
        return (f"column `{path[3]}`", f"列 `{path[3]}`"), path[4:]
    if len(path) > 3 and path[2] == "routes":
        return (f"route `{path[3]}`", f"通道 `{path[3]}`"), path[4:]
    if len(path) > 1 and path[0] in _SECTIONS:
        en, zh = _SECTIONS[str(path[0])]
        return (f"{en} `{path[1]}`", f"{zh} `{path[1]}`"), path[2:]
    return None, path
