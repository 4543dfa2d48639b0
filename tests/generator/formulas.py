"""Random formulas that are well typed: every operator, function and kind of the language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.atoms.dates import from_day
from engine.atoms.numbers import show
from tests.generator.chance import Chance
from tests.generator.fields import CLASSES, Spec, draw_value

MOST_DECIMALS, MOST_DIGITS = 18, 36


@dataclass(frozen=True)
class Part:
    """A part of a formula: its text, and how wide its numbers may get."""

    text: str
    decimals: int = 0
    widest: int = 0
    solid: bool = True  # not made of plain numbers alone


class Formulas:
    """Draws formulas over some names on or about some day."""

    def __init__(
        self, c: Chance, names: Sequence[Spec], day: int, knows_as_of: bool = True
    ) -> None:
        self.c, self.names, self.day, self.knows_as_of = c, names, day, knows_as_of

    def of(self, kind: str, depth: int = 3) -> str | None:
        """A formula whose result may be declared as this kind; None where no name allows one."""
        if kind == "yes_no":
            return self.truth(depth)
        if kind == "text":
            part = self.text(depth)
            return None if part is None else part[0]
        if kind == "date":
            return self.date(depth)
        part = self.number(CLASSES[kind], depth)
        return None if part is None else part.text

    # --- numbers

    def number(self, class_: str, depth: int, solid: bool = True) -> Part | None:
        """A number of one class; `solid` ones name something."""
        for _ in range(4):
            part = self._number(class_, depth, solid)
            if part is not None and fits(part):
                return part
        return self._leaf(class_, solid)

    def _number(self, class_: str, depth: int, solid: bool) -> Part | None:
        if depth <= 0 or self.c.percent(25):
            return self._leaf(class_, solid)
        ways = [self._sum, self._function, self._quotient, self._product, self._choice]
        return self.c.pick(ways)(class_, depth - 1)

    def _leaf(self, class_: str, solid: bool) -> Part | None:
        fitting = [s for s in self.names if s.numeric and CLASSES[s.kind] == class_]
        if not solid and (not fitting or self.c.percent(40)):
            return self.literal(fitting)
        if not fitting:
            return self._days() if class_ == "plain" else None
        spec = self.c.pick(fitting)
        return Part(spec.id, spec.scale, max(abs(spec.low), abs(spec.high)))

    def literal(self, near: Sequence[Spec]) -> Part:
        """A plain number, mostly one that a field may hold."""
        if near and self.c.percent(80):
            spec = self.c.pick(near)
            value, scale = draw_value(self.c, spec), spec.scale
        else:
            value, scale = self.c.magnitude(-1000, 1000), self.c.pick([0, 0, 1, 3])
        text = show(value, scale)
        return Part(f"({text})" if value < 0 else text, scale, abs(value), solid=False)

    def _days(self) -> Part | None:
        a, b = self.date(0), self.date(0)
        if a is None or b is None:
            return None
        return Part(f"days_between({a}, {b})", 0, 4_000_000)

    def _pair(self, class_: str, depth: int) -> tuple[Part, Part] | None:
        """Two numbers of a class, at least one of them solid, in either order."""
        a, b = self.number(class_, depth), self.number(class_, depth, solid=False)
        if a is None or b is None:
            return None
        return (b, a) if self.c.one_in(2) else (a, b)

    def _sum(self, class_: str, depth: int) -> Part | None:
        pair = self._pair(class_, depth)
        if pair is None:
            return None
        a, b = pair
        decimals = max(a.decimals, b.decimals)
        wide = sum(p.widest * 10 ** (decimals - p.decimals) for p in pair)
        return Part(f"({a.text} {self.c.pick('+-')} {b.text})", decimals, wide)

    def _function(self, class_: str, depth: int) -> Part | None:
        pair = self._pair(class_, depth)
        if pair is None:
            return None
        a, b = pair
        decimals = max(a.decimals, b.decimals)
        wide = max(p.widest * 10 ** (decimals - p.decimals) for p in pair)
        way = self.c.whole(0, 5)
        solid = a if a.solid else b
        if way == 0:
            return Part(f"abs({solid.text})", solid.decimals, solid.widest)
        if way == 1:
            return Part(f"(-{solid.text})", solid.decimals, solid.widest)
        name = ["min", "max", "coalesce"][way % 3]
        more = f", {b.text}" if self.c.one_in(8) else ""
        return Part(f"{name}({a.text}, {b.text}{more})", decimals, wide)

    def _quotient(self, class_: str, depth: int) -> Part | None:
        if class_ == "percent" and self.c.percent(50):
            return self._share(depth)
        over = {"money": ("money", "plain"), "percent": ("percent", "plain")}.get(
            class_, self.c.pick([("plain", "plain"), ("money", "money"), ("percent", "percent")])
        )
        a = self.number(over[0], depth)
        b = self.number(over[1], depth, solid=over[1] != "plain")
        if a is None or b is None or (not b.solid and b.widest == 0):
            return None
        return Part(f"({a.text} / {b.text})", 6, quotient_width(a, b, 6))

    def _share(self, depth: int) -> Part | None:
        pair = self._pair(self.c.pick(["money", "plain", "percent"]), depth)
        if pair is None or (not pair[1].solid and pair[1].widest == 0):
            return None
        a, b = pair
        return Part(f"share({a.text}, {b.text})", 4, 100 * quotient_width(a, b, 4))

    def _product(self, class_: str, depth: int) -> Part | None:
        a, b = self.number(class_, depth), self.number("plain", depth, solid=False)
        if a is None or b is None:
            return None
        return Part(f"({a.text} * {b.text})", a.decimals + b.decimals, a.widest * b.widest)

    def _choice(self, class_: str, depth: int) -> Part | None:
        pair, condition = self._pair(class_, depth), self.truth(depth)
        if pair is None or condition is None:
            return None
        a, b = pair
        decimals = max(a.decimals, b.decimals)
        wide = max(p.widest * 10 ** (decimals - p.decimals) for p in pair)
        return Part(f"({a.text} if {condition} else {b.text})", decimals, wide)

    # --- days and text

    def date(self, depth: int) -> str | None:
        """A day: a field, as_of, or a day near as-of."""
        fields = [s.id for s in self.names if s.kind == "date"]
        way = self.c.whole(0, 5)
        if way == 0 or not fields:
            known = ["as_of"] if self.knows_as_of else []
            return self.c.pick([*known, self._day_literal()])
        one = self.c.pick(fields)
        if depth > 0 and way == 1:
            return f"coalesce({one}, {self.date(0)})"
        if depth > 0 and way == 2 and (condition := self.truth(depth - 1)) is not None:
            return f"({one} if {condition} else {self.date(0)})"
        return one

    def _day_literal(self) -> str:
        return f"date('{from_day(self.day + self.c.whole(-400, 30)).isoformat()}')"

    def text(self, depth: int) -> tuple[str, tuple[str, ...] | None] | None:
        """A text with the words that it may be (None: any)."""
        fields = [s for s in self.names if s.kind == "text"]
        condition = self.truth(depth - 1) if depth > 0 and self.c.percent(60) else None
        if condition is not None:
            a, b = self.c.pick(("a", "华东", "O'Brien")), self.c.pick(("b", "x y", "重点"))
            return f"({quote(a)} if {condition} else {quote(b)})", (a, b)
        if not fields:
            return None
        spec = self.c.pick(fields)
        return spec.id, spec.words

    # --- truth

    def truth(self, depth: int) -> str | None:
        """A question."""
        for _ in range(6):
            found = self._truth(depth)
            if found is not None:
                return found
        return self._asked()

    def _truth(self, depth: int) -> str | None:
        way = self.c.whole(0, 13)
        if depth > 0 and way >= 10:
            return self._logic(depth - 1)
        if way <= 4:
            return self._comparison(depth)
        if way == 5:
            return self._dates(depth)
        if way == 6:
            return self._words()
        if way == 7:
            return self._chosen()
        if way == 8:
            return self._yes_no(depth)
        return self._asked()

    def _logic(self, depth: int) -> str | None:
        parts = [self.truth(depth) for _ in range(self.c.pick([2, 2, 3]))]
        if None in parts:
            return None
        way = self.c.whole(0, 5)
        if way == 0:
            return f"(not {parts[0]})"
        if way == 1:
            return f"({parts[0]} if {parts[-1]} else {parts[1]})"
        if way == 2:
            return f"(coalesce({parts[0]}, {self.c.pick(['false', 'true'])}))"
        return "(" + f" {self.c.pick(['and', 'or'])} ".join(str(p) for p in parts) + ")"

    def _comparison(self, depth: int) -> str | None:
        class_ = self.c.pick(["plain", "percent", "money"])
        a, b = self.number(class_, depth - 1), self.number(class_, depth - 1, solid=False)
        if a is None or b is None or a.text == b.text:
            return None
        if not fits(Part("", max(a.decimals, b.decimals), common_width(a, b))):
            return None
        if self.c.one_in(5):
            low = self.number(class_, 0, solid=False)
            if low is None or low.text in (a.text, b.text):
                return None
            first, second = self.c.pick([("<=", "<"), ("<", "<="), (">=", ">"), (">", ">=")])
            return f"({low.text} {first} {a.text} {second} {b.text})"
        if self.c.one_in(6):
            more = self.literal([s for s in self.names if s.id == a.text])
            listed = ", ".join(p.text.strip("()") for p in (b, more) if not p.solid)
            return f"({a.text} {self.c.pick(['in', 'not in'])} [{listed}])"
        if self.c.one_in(2):
            a, b = b, a
        return f"({a.text} {self.c.pick(['>=', '>', '<', '<=', '==', '!='])} {b.text})"

    def _dates(self, depth: int) -> str | None:
        a, b = self.date(depth - 1), self.date(0)
        if a is None or b is None or a == b or not any(s.kind == "date" for s in self.names):
            return None
        return f"({a} {self.c.pick(['>=', '>', '<', '<=', '==', '!='])} {b})"

    def _words(self) -> str | None:
        fields = [s for s in self.names if s.kind == "text"]
        if not fields:
            return None
        spec = self.c.pick(fields)
        words = spec.words or ("a", "上海", "O'Brien")
        if self.c.percent(50):
            return f"({spec.id} {self.c.pick(['==', '!='])} {quote(self.c.pick(words))})"
        listed = list(dict.fromkeys(self.c.pick(words) for _ in range(2)))
        return f"({spec.id} {self.c.pick(['in', 'not in'])} [{', '.join(map(quote, listed))}])"

    def _chosen(self) -> str | None:
        fields = [s for s in self.names if s.kind == "choices"]
        if not fields:
            return None
        spec = self.c.pick(fields)
        assert spec.words is not None
        return f"({quote(self.c.pick(spec.words))} {self.c.pick(['in', 'not in'])} {spec.id})"

    def _yes_no(self, depth: int) -> str | None:
        fields = [s.id for s in self.names if s.kind == "yes_no"]
        if not fields:
            return None
        one = self.c.pick(fields)
        if self.c.percent(60):
            return one
        return f"({one} {self.c.pick(['==', '!='])} {self.c.pick(['true', 'false'])})"

    def _asked(self) -> str | None:
        if not self.names:
            return None
        return f"is_missing({self.c.pick([s.id for s in self.names])})"


def quote(word: str) -> str:
    """A text literal of a formula."""
    return f'"{word}"' if "'" in word else f"'{word}'"


def common_width(a: Part, b: Part) -> int:
    decimals = max(a.decimals, b.decimals)
    return max(p.widest * 10 ** (decimals - p.decimals) for p in (a, b))


def quotient_width(a: Part, b: Part, decimals: int) -> int:
    """The widest quotient, over the smallest divisor there can be; a bound, not the least one."""
    least = 1 if b.solid else max(1, b.widest)
    shift = decimals + b.decimals - a.decimals
    wide = a.widest * 10 ** max(shift, 0)
    return 2 * wide // least + 2 * b.widest * 10 ** max(-shift, 0)


def fits(part: Part) -> bool:
    return part.decimals <= MOST_DECIMALS and part.widest < 10**MOST_DIGITS
