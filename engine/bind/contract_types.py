"""The type of a declared field: kind, scale, bounds and words, and which keys its kind allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import BOUNDS, NUMERIC, SCALES, Kind
from engine.author import policy as p
from engine.bind import literals
from engine.bind.bound import Type
from engine.bind.findings import KIND_WORDS, Findings

#: Keys of a data field, and the kinds that they go with.
_GOES_WITH: Final[dict[str, frozenset[str]]] = {
    "between": NUMERIC,
    "one_of": frozenset({"text", "choices"}),
    "round": frozenset({"money", "number", "percent"}),
    "format": frozenset({"date"}),
}
_WRITTEN_AS: Final[dict[str, frozenset[str]]] = {
    "units": frozenset({"money", "number", "whole"}),
    "fraction": frozenset({"percent"}),
    "percent": frozenset({"percent"}),
}


def field_type(f: p.DataField | p.DerivedField, findings: Findings) -> Type:
    """The declared type; faulty bounds and words are said, and the default stands in."""
    kind = f.kind
    _refuse_keys(f, findings)
    if kind in NUMERIC:
        low, high = -BOUNDS[kind], BOUNDS[kind]
        if f.between is not None:
            low, high = _bounds(f, f.between, findings) or (low, high)
        return Type(kind, SCALES[kind], low, high)
    words = None
    if f.one_of is not None and kind in ("text", "choices"):
        words = _words(f.one_of, findings)
    elif kind == "choices":
        findings.add("KT193", f.at, name=f.id, kind="choices", key="one_of: […]")
    return Type(kind, words=words)


def _bounds(
    f: p.DataField | p.DerivedField, between: p.Bounds, findings: Findings
) -> tuple[int, int] | None:
    low = literals.number(between.low, f.kind, findings)
    high = literals.number(between.high, f.kind, findings)
    if low is None or high is None:
        return None
    if low > high:
        findings.add(
            "KT192",
            between.low.at,
            low=between.low.text,
            high=between.high.text,
            labels=[Label(between.high.at, "the greatest value", "最大值")],
        )
        return None
    return low, high


def _words(declared: tuple[p.Word, ...], findings: Findings) -> tuple[str, ...]:
    seen: dict[str, p.Word] = {}
    for word in declared:
        text = literals.text(word)
        if not text:
            findings.add("KT189", word.at, seen=word.text, expected="a word", expected_zh="一个词",
                         hint=("empty text counts as missing", "空文本就是缺失"))  # fmt: skip
        elif text in seen:
            first = Label(seen[text].at, "it stands here already", "这里已经写过")
            findings.add("KT186", word.at, name=text, what="word", what_zh="词", labels=[first])
        else:
            seen[text] = word
    return tuple(seen)


def _refuse_keys(f: p.DataField | p.DerivedField, findings: Findings) -> None:
    kind: Kind = f.kind
    given: dict[str, object] = {"between": f.between, "one_of": f.one_of}
    if isinstance(f, p.DataField):
        given |= {"round": f.round, "format": f.format}
    for key, value in given.items():
        if value is not None and kind not in _GOES_WITH[key]:
            _misplaced(f, key, findings)
    if not isinstance(f, p.DataField):
        return
    if f.written_as is not None and kind not in _WRITTEN_AS[f.written_as]:
        _misplaced(f, f"written_as: {f.written_as}", findings)
    if f.round is not None and kind in _GOES_WITH["round"] and not 0 <= f.round <= SCALES[kind]:
        findings.add("KT191", f.at, seen=f"round: {f.round}", low="0", high=str(SCALES[kind]))


def _misplaced(f: p.DataField | p.DerivedField, key: str, findings: Findings) -> None:
    kind, kind_zh = KIND_WORDS[f.kind]
    hints = {
        "between": ("text has `one_of`; days are asked in a formula",
                    "文本用 `one_of`；日期在公式里判断"),
        "one_of": ("numbers have `between: [least, greatest]`", "数字用 `between: [最小, 最大]`"),
        "round": ("only money, number and percent have decimals to round",
                  "只有 money、number、percent 有小数可取整"),
        "format": ("`format` says how days are written", "`format` 说明日期的写法"),
    }  # fmt: skip
    findings.add("KT194", f.at, key=key, name=f.id, kind=kind, kind_zh=kind_zh, hint=hints.get(key))


def refuse(
    f: p.DataField, keys: Mapping[str, object], why: tuple[str, str], findings: Findings
) -> None:
    """Keys that have no meaning at this place."""
    for key, value in keys.items():
        if value not in (None, (), False):
            findings.add("KT195", f.at, key=key, name=f.id, why=why[0], why_zh=why[1])
