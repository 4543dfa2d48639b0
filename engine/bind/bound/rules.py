"""What decides beside the score, and what is given: flags, tiers, classes, benefits,
actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from engine.atoms.dates import Duration
from engine.atoms.record import dataclass
from engine.author import policy as p
from engine.bind.bound.fields import Typed


@dataclass(frozen=True, slots=True)
class Effect:
    """`cap`: tier number (0 is the best); `minus`: thousandths of points of the score of `card`."""

    reject: bool = False
    refer: bool = False
    cap: int | None = None
    minus: int | None = None
    card: str = p.ONLY

    @property
    def acts(self) -> bool:
        return self.reject or self.refer or self.cap is not None or self.minus is not None


@dataclass(frozen=True, slots=True)
class Flag:
    """`when` is None where the flag reads the checklist item `id`."""

    id: str
    when: Typed | None
    then: Effect
    if_unknown: Effect
    declared: p.RedFlag = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Route:
    """A formula that lets into a tier whatever the score."""

    id: str
    when: Typed
    refer_if_unknown: bool


@dataclass(frozen=True, slots=True)
class SortKey:
    """What customers are ordered by: the score of the scorecard `card`, or the field `name`;
    the greatest sits first, or the least."""

    name: str
    card: str | None
    low_first: bool


@dataclass(frozen=True, slots=True)
class Seats:
    """So many places in a tier. Who finds none joins the tier `when_full` (its number), and with
    `waiting_list` waits for one. `per` is a text field: each word has `count` seats of its own.
    `keep_margin` counts for those who held the tier before, by the first key: thousandths of a
    point, or what the field counts in."""

    count: int
    order_by: tuple[SortKey, ...]
    when_full: int
    waiting_list: bool
    per: str | None
    keep_margin: int = 0


@dataclass(frozen=True, slots=True)
class Tier:
    """`at_least`, `keep_at`: thousandths of a score point (at most 3 decimals)."""

    id: str
    at_least: int | None
    keep_at: int | None
    require: Typed | None
    require_unknown: Literal["refer", "met", "not_met"] | None
    routes: tuple[Route, ...]
    declared: p.Tier = field(compare=False, repr=False)
    seats: Seats | None = None
    priority: int | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """What a person's decision may lift: `refer`, `reject`, both or nothing of these."""

    may_lift: frozenset[str]


@dataclass(frozen=True, slots=True)
class Moves:
    """What keeps a customer in the tier of the previous decision, beside `keep_at`."""

    hold: Duration | None = None
    confirm: int | None = None
    grace: Duration | None = None
    one_level: bool = False


@dataclass(frozen=True, slots=True)
class WarningRule:
    """What is watched: the field `reads`, or the score of `card`, under the name `watch`; its
    numbers stand at `scale`. `falls` times in a row, or by `drop` (at `scale`) below the highest
    of the last `within`; not before `least` earlier assessments are there."""

    id: str
    watch: str
    reads: str | None
    card: str | None
    scale: int
    falls: int | None
    drop: int | None
    within: int
    least: int
    mute: Duration | None
    declared: p.WarningRule = field(compare=False, repr=False)

    @property
    def depth(self) -> int:
        """How many earlier assessments it looks at."""
        return self.within if self.falls is None else self.falls


ClassTable = Literal["tier", "segment", "stage"]


@dataclass(frozen=True, slots=True)
class ClassRule:
    """A segment or stage; `when` is None for the last of its table, which takes everybody else."""

    id: str
    when: Typed | None
    refer_if_unknown: bool
    declared: p.ClassRule = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Benefit:
    """`parameters`: key → a constant at the key's scale (percent 4, money 4), or a formula that
    is rounded to it. A formula may read `score` (a number). `cost` and `budget` are money a year;
    `per` is a text field: each word has a budget of its own. `max_value` bounds `amount`, at
    its scale. It is granted until `last_day`, and for `notice` after its tier was lost."""

    id: str
    parameters: Mapping[str, int | Typed]
    declared: p.Benefit = field(compare=False, repr=False)
    cost: int | None = None
    budget: int | None = None
    per: str | None = None
    max_value: int | None = None
    last_day: int | None = None
    notice: Duration | None = None

    def over(self, as_of: int) -> bool:
        """Whether its last day lies behind."""
        return self.last_day is not None and as_of > self.last_day


@dataclass(frozen=True, slots=True)
class Action:
    """`name` is how decisions show it: the benefit's id, `task:<what>`, `alert:<whom>`."""

    name: str
    benefit: str | None
    declared: p.Action = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """Actions of decided customers who are in one of the ids of each table that is named, and, with
    `warning`, of whom it warns."""

    key: str
    held: Mapping[ClassTable, tuple[str, ...]]
    actions: tuple[Action, ...]
    warning: str | None = None
