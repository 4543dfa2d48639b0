"""A stored cell as people read it, in the language of the export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from engine.atoms.dates import from_day
from engine.atoms.numbers import show
from engine.bind.contract import Column
from engine.report.export_words import MOVES, OVERRIDES, WARNINGS
from engine.report.outcomes import OUTCOMES

#: The language's own words in Chinese; ids and labels are the policy's and stay.
_OUTCOMES: Final = {word: said[1] for word, said in OUTCOMES.items()}
_ANSWERS: Final = {
    "yes": "是",
    "no": "否",
    "unknown": "不清楚",
    "not_applicable": "不适用",
    **WARNINGS,
}
_EFFECTS: Final = {
    "reject": "否决",
    "refer": "转人工",
    "cap": "等级不高于 {of}",
    "minus": "扣 {of} 分",
}


def writer_of(column: Column, language: str = "en") -> Callable[[Any], str]:
    """How the column's cells are written: numbers exact in their own unit, missing ones empty,
    and in Chinese the words of the language translated.

    >>> writer_of(Column("score", "integer", 7))(855000000), writer_of(Column("id", "text"))(None)
    ('85.5', '')
    >>> writer_of(Column("late.effect", "text", part="late"), "zh")("cap key, minus 5")
    '等级不高于 key，扣 5 分'
    >>> writer_of(Column("late.effect", "text", part="late"), "zh")("minus 5 from strength")
    'strength 扣 5 分'
    """
    say = _sayer(column, language == "zh")
    return lambda value: "" if value is None else say(value)


def _sayer(column: Column, zh: bool) -> Callable[[Any], str]:
    match column.storage:
        case "integer":
            return lambda value: show(value, column.scale)
        case "date":
            return lambda value: from_day(value).isoformat()
        case "boolean":
            yes, no = ("是", "否") if zh else ("yes", "no")
            return lambda value: yes if value else no
        case "words":
            return (" " if column.name == "reasons" else "; ").join
    if not zh:
        return str
    if column.name == "outcome":
        return _of(_OUTCOMES)
    if column.name == "move":
        return _of(MOVES)
    if column.name == "override":
        return _of(OVERRIDES)
    if column.name == "by_policy":
        return _of({"refer": _OUTCOMES["refer"]})
    if column.name == f"{column.part}.answer":
        return _of(_ANSWERS)
    if column.name == f"{column.part}.effect":
        return _effects
    return str


def _of(words: Mapping[str, str]) -> Callable[[str], str]:
    return lambda value: words.get(value, value)


def _effects(value: str) -> str:
    said = []
    for effect in value.split(", "):
        what, _, of = effect.partition(" ")
        of, _, card = of.partition(" from ")  # of one of several scorecards
        words = _EFFECTS[what].format(of=of) if what in _EFFECTS else effect
        said.append(f"{card} {words}" if card else words)
    return "，".join(said)
