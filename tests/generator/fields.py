"""Fields: what the customers of a random policy have, and how a policy declares it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.atoms.numbers import BOUNDS, NUMERIC, SCALES, UNITS, show
from tests.generator.chance import Chance

WORDS = (
    "a", "b", "west", "华东", "华南", "华北", "NO", "0012", "Köln", "x y", "O'Brien", "ﬁn", "上海",
    "ZZ", "24:00", "重点", "null",
)  # fmt: skip
CLASSES = {
    "money": "money", "percent": "percent", "number": "plain", "whole": "plain", "rating": "plain",
}  # fmt: skip


@dataclass(frozen=True)
class Spec:
    """A name that formulas or criteria may read, with its type as integers at its scale."""

    id: str
    kind: str
    low: int = 0
    high: int = 0
    words: tuple[str, ...] | None = None
    declared: dict[str, Any] = field(default_factory=dict, compare=False)
    scale_: int | None = None

    @property
    def scale(self) -> int:
        return SCALES.get(self.kind, 0) if self.scale_ is None else self.scale_

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC


#: Bounds that authors write, by kind, as (least, greatest) before scaling; None: the default.
SHAPES: dict[str, tuple[tuple[str, str] | None, ...]] = {
    "money": (None, ("0", "1000000"), ("-1000", "1000"), ("0", "100"), ("0.5", "99.2575")),
    "number": (None, ("0", "100"), ("-100", "100"), ("0", "1000"), ("0.000001", "0.00002")),
    "percent": (None, ("0", "100"), ("-100", "1000"), ("0", "1"), ("20.5", "80.25")),
    "whole": (None, ("0", "100"), ("-10", "10"), ("0", "1000"), ("1", "1")),
    "rating": (("1", "5"), ("0", "100"), ("2", "4"), ("1", "10")),
}


def draw_field(c: Chance, id_: str, kind: str | None = None) -> Spec:
    """A field of some kind, with bounds or words as its declaration says."""
    kind = kind or c.pick(
        ["percent", "number", "money", "whole", "yes_no", "text", "rating", "date", "choices"]
    )
    declared: dict[str, Any] = {"is": kind}
    if kind in NUMERIC:
        low, high = draw_bounds(c, kind, declared)
        return Spec(id_, kind, low, high, declared=declared)
    words = None
    if kind == "choices" or (kind == "text" and c.percent(70)):
        words = draw_words(c, 2, 5)
        declared["one_of"] = list(words)
    return Spec(id_, kind, words=words, declared=declared)


def draw_bounds(c: Chance, kind: str, declared: dict[str, Any]) -> tuple[int, int]:
    """Bounds for a numeric kind, written into the declaration unless they are the default."""
    shape = c.pick(SHAPES[kind])
    if shape is None:
        return -BOUNDS[kind], BOUNDS[kind]
    low, high = (scaled(text, SCALES[kind]) for text in shape)
    declared["between"] = [write(c, low, kind), write(c, high, kind)]
    return low, high


def draw_words(c: Chance, least: int, most: int) -> tuple[str, ...]:
    wanted = c.whole(least, most)
    left = list(WORDS)
    return tuple(left.pop(c.whole(0, len(left) - 1)) for _ in range(wanted))


def scaled(text: str, scale: int) -> int:
    """A plain decimal at a scale.

    >>> scaled("-0.5", 4)
    -5000
    """
    sign = -1 if text.startswith("-") else 1
    whole, _, fraction = text.lstrip("-").partition(".")
    return sign * int(whole + fraction.ljust(scale, "0"))


def write(c: Chance, value: int, kind: str) -> str:
    """A number as an author may type it in a policy: plain, with a unit, commas or a percent."""
    scale = SCALES[kind]
    plain = show(value, scale)
    style = c.whole(0, 5)
    if kind == "percent" and style == 5:
        return f"{plain}%"
    if kind in ("money", "number", "whole") and style >= 4 and value:
        fitting = [u for u, zeros in UNITS.items() if value % 10 ** (zeros + scale) == 0]
        if fitting:
            unit = c.pick(fitting)
            return f"{value // 10 ** (UNITS[unit] + scale)}{unit}"
    if style == 3 and abs(value) >= 1000 * 10**scale:
        whole, _, fraction = plain.lstrip("-").partition(".")
        sign = "-" if value < 0 else ""
        return f"{sign}{int(whole):,}" + (f".{fraction}" if fraction else "")
    return plain


def draw_value(c: Chance, spec: Spec) -> int:
    """A number within a field's bounds: often an end, a round one, or anything."""
    way = c.whole(0, 9)
    if way == 0:
        return spec.low
    if way == 1:
        return spec.high
    value = c.magnitude(spec.low, spec.high)
    if way < 7:  # a number that a person would write
        unit = 10**spec.scale
        rounded = value // unit * unit
        return rounded if spec.low <= rounded <= spec.high else value
    return value
