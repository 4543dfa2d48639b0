"""What is known of one customer: fields, their age, derived fields, and checklist answers.

docs/language.md 2, 5 and 13 ("Missing, too old, in error"). A cell in error is missing to all
who read it; the error itself decides the outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from engine.atoms.dates import back
from engine.bind.bound import BoundPolicy, Field, Item, Type, Typed
from engine.decide.interpreter.formulas import Answer, Value, ask
from engine.decide.interpreter.moves import Before, before_of
from engine.decide.interpreter.ranks import Standing, standing_of
from engine.decide.interpreter.steps import Shown, Step, Trace, What

YES_NO = {"yes": True, "no": False}


@dataclass(slots=True)
class Case:
    """One customer under one policy on one day, and what has been found out so far.

    `values`: what formulas and criteria read, by name (missing is None). `answers`: checklist
    items as yes, no, unknown or not_applicable. `ages`: days, by field or item. `errors`: reason
    codes of what is in error. `divided`: formulas that divided by zero, as (what, part).
    `spreads`: how far apart raters are, by field; `disagree`: fields on which they are too far.
    """

    bound: BoundPolicy
    as_of: int
    before: Before
    trace: Trace | None = None
    values: dict[str, Value] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    ages: dict[str, int] = field(default_factory=dict)
    too_old: set[str] = field(default_factory=set)
    answers: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    divided: set[tuple[What, str]] = field(default_factory=set)
    spreads: dict[str, int | None] = field(default_factory=dict)
    disagree: list[str] = field(default_factory=list)
    sources: dict[str, str | None] = field(default_factory=dict)  # which gave a derived field
    standing: Standing = field(default_factory=dict)  # with whom the customer is ranked
    members: Value = None  # companies of the group that is decided on

    def ask(self, what: What, part: str, formula: Typed, into: Type | None = None) -> Answer:
        """A formula's answer for this customer; a division by zero is noted under its part."""
        answer = ask(formula, self.values, self.types, into)
        if answer.divided_by_zero:
            self.divided.add((what, part))
        if self.trace is not None:
            read = {n: self.show(n) for n in self._names(formula)}
            t = formula.type if into is None else into
            self.say(what, part, formula.formula.text, read, Shown(answer.value, t.kind, t.scale))
        return answer

    def show(self, name: str) -> Shown:
        t = self.types[name]
        return Shown(self.values[name], t.kind, t.scale)

    def say(
        self, what: What, part: str, text: str, read: Mapping[str, Shown], result: Shown
    ) -> None:
        """Note a step, where somebody listens."""
        if self.trace is not None:
            self.trace.append(Step(what, part, text, tuple(read.items()), result))

    def _names(self, formula: Typed) -> list[str]:
        from engine.author.formula.tree import names

        return [n for n in names(formula.formula.root) if n in self.values]


def read_case(
    bound: BoundPolicy,
    row: Mapping[str, object],
    as_of: int,
    context: Mapping[str, object],
    trace: Trace | None,
) -> Case:
    """All that is known before anything is judged."""
    case = Case(bound, as_of, before_of(bound, row, as_of), trace)
    case.types = {f.id: f.type for f in bound.fields.values()}
    case.types["as_of"] = Type("date")
    case.types |= {card.formula_name: Type("number", card.scale) for card in bound.scorecards}
    case.values["as_of"] = as_of
    case.members = _canonical(row.get("members"))
    case.standing = standing_of(bound, row)
    cells = row["errors"]
    case.errors += cast("list[str]", cells) if cells is not None else []

    for f in bound.fields.values():
        if f.origin == "context":
            case.values[f.id] = _canonical(context.get(f.id))
    for name, f in bound.befores().items():
        case.values[f.id] = _canonical(row.get(f"history.{name}.1"))
    for f in bound.data_fields():
        read_field(case, f, row)
    from engine.decide.interpreter.sources import take_sources

    outside = set()
    for f in bound.derived_fields():
        if not derive(case, f):
            outside.add(f.id)
        if f.sources:
            take_sources(case, f)
    future_items = [code for i in bound.items.values() for code in answer_item(case, i, row)]
    case.errors += future_items
    case.errors += [f"{id_}.outside" for id_ in bound.policy.derived if id_ in outside]
    return case


def read_field(case: Case, f: Field, row: Mapping[str, object]) -> None:
    """A value of the customer: as it stands, or missing because it is too old."""
    value, day = _canonical(row[f.id]), None
    if f.fresh is not None:
        day = cast("int | None", row[f.date_name])
        oldest = back(case.as_of, f.fresh)
        if day is not None and day > case.as_of:
            case.errors.append(f"{f.id}.future")
            value = None
        elif value is not None and (day is None or day <= oldest or _overtaken(case, f, row)):
            case.too_old.add(f.id)
            value = None
        if day is not None and day <= case.as_of:
            case.ages[f.id] = case.as_of - day
    case.values[f.id] = value
    about = {} if day is None else {f.date_name: Shown(day, "date")}
    case.say("field", f.id, "", about | _events(f, row), case.show(f.id))
    if f.raters is not None:
        spread = case.spreads[f.id] = cast("int | None", row[f.spread_name])
        apart = Shown(spread, f.type.kind, f.type.scale)
        if value is not None and spread is not None and spread > _allowed(f, spread):
            case.disagree.append(f.id)
            case.say("raters", f.id, "", {f.spread_name: apart}, Shown("refer", "word"))


def _allowed(f: Field, spread: int) -> int:
    """How far apart the raters of a field may be."""
    return spread if f.disagree is None else f.disagree


def derive(case: Case, f: Field) -> bool:
    """Works out a derived field; False where its value lies outside its bounds or words."""
    assert f.formula is not None
    value = case.ask("derived", f.id, f.formula, into=f.type).value
    inside = within(value, f.type)
    case.values[f.id] = value if inside else None
    return inside


def within(value: Value, t: Type) -> bool:
    """Whether a value lies within the bounds, or among the words, that its type allows."""
    if value is None:
        return True
    if t.low is not None and t.high is not None:
        return isinstance(value, int) and t.low <= value <= t.high
    return t.kind != "text" or t.words is None or value in t.words


def answer_item(case: Case, item: Item, row: Mapping[str, object]) -> list[str]:
    """Settles one checklist answer; gives the reason codes of its cells that are in error."""
    applies: bool | None = True
    if item.applies_when is not None:
        applies = case.ask("item", item.id, item.applies_when).truth
    cell, day = cast(str, row[item.id]), cast("int | None", row[f"{item.id}.date"])
    wrong: list[str] = []
    answer = cell
    if applies is False:
        answer = "not_applicable"
    else:
        if cell == "error":
            wrong.append(f"{item.id}.unreadable")
        if cell in ("yes", "no", "error") and day is not None and day > case.as_of:
            wrong.append(f"{item.id}.future")
        elif cell in YES_NO and day is not None:
            case.ages[item.id] = case.as_of - day
        if wrong or applies is None or _stale(case, item, row):
            answer = "unknown"
    case.answers[item.id] = answer
    case.values[item.id] = YES_NO.get(answer)
    about = {} if day is None else {f"{item.id}.date": Shown(day, "date")}
    about |= _events(item, row)
    case.say("item", item.id, item.declared.ask.en, about, Shown(answer, "word"))
    return wrong


def _stale(case: Case, item: Item, row: Mapping[str, object]) -> bool:
    """A yes or no that is good for some time only, and has no day within it, or that something
    overtook."""
    if row[item.id] not in YES_NO:
        return False
    day = cast("int | None", row[f"{item.id}.date"])
    if item.good_for is not None and (day is None or day <= back(case.as_of, item.good_for)):
        return True
    return _overtaken(case, item, row)


def _overtaken(case: Case, dated: Field | Item, row: Mapping[str, object]) -> bool:
    """Whether one of its events came to pass after its day; what has no day was before them all."""
    day = cast("int | None", row[f"{dated.id}.date"])
    events = [e for name in dated.stale_after if (e := cast("int | None", row[name])) is not None]
    return any(event <= case.as_of and (day is None or day < event) for event in events)


def _events(dated: Field | Item, row: Mapping[str, object]) -> dict[str, Shown]:
    return {name: Shown(cast(Value, row[name]), "date") for name in dated.stale_after}


def _canonical(value: object) -> Value:
    """A cell as formulas take it; a list of words becomes a tuple."""
    return tuple(value) if isinstance(value, list | set | frozenset) else cast(Value, value)
