"""Values, labels and durations as people write them: exact, with units, in both languages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from engine.atoms.dates import Duration, from_day
from engine.atoms.numbers import POINT_SCALE, WEIGHT_SCALE, show
from engine.author.policy import Text
from engine.bind.bound import BoundPolicy, Leaf, Parent, Type
from engine.bind.masks import MASK
from engine.explain.words import CURRENCIES, UNITS, both, plain

#: What a cell of a row may hold (`engine.bind.contract.Storage`).
Value = int | str | bool | date | Collection[str] | None


def grouped(value: int, scale: int, places: int = 0) -> str:
    """A plain decimal with commas between thousands.

    >>> grouped(12345005000, 4, 2), grouped(-1500, 0)
    ('1,234,500.50', '-1,500')
    """
    text = show(value, scale, places)
    whole, point, fraction = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{point}{fraction}"


def money(value: int, scale: int, currency: str | None) -> Text:
    """An amount with its currency and at least two decimals.

    >>> money(12345000, 4, "USD")
    Text(en='USD 1,234.50', zh='1,234.50 美元')
    """
    text = grouped(value, scale, 2)
    if currency is None:
        return plain(text)
    return Text(f"{currency} {text}", f"{text} {CURRENCIES.get(currency, currency)}")


def shown(value: Value, t: Type, currency: str | None = None) -> Text:
    """A cell in the unit of its type; None is "missing".

    >>> shown(400000, Type("percent", 4, 0, 10**6)).en, shown(True, Type("yes_no")).zh
    ('40%', '是')
    """
    if value is None:
        return both("value.missing")
    if t.masked:
        return plain(MASK)
    match t.kind:
        case "yes_no":
            return both("value.yes" if value else "value.no")
        case "date":
            return plain(day_text(value))
        case "text":
            return plain(str(value))
        case "choices":
            assert isinstance(value, Collection)
            words = [str(w) for w in value]
            return Text(", ".join(words), "、".join(words)) if words else both("value.none")
    assert isinstance(value, int)
    match t.kind:
        case "money":
            return money(value, t.scale, currency)
        case "percent":
            return plain(f"{grouped(value, t.scale)}%")
        case _:
            return plain(grouped(value, t.scale))


def day_text(value: Value) -> str:
    """An ISO date, from a date or from days since 1970-01-01.

    >>> day_text(0)
    '1970-01-01'
    """
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, int)
    return from_day(value).isoformat()


def points_text(points: int) -> str:
    """Thousandths of a point as a plain decimal.

    >>> points_text(63200)
    '63.2'
    """
    return show(points, POINT_SCALE)


def weight_text(weight: int) -> str:
    """Basis points as a percentage.

    >>> weight_text(1250)
    '12.5%'
    """
    return f"{show(weight, WEIGHT_SCALE)}%"


def duration(d: Duration) -> Text:
    """`6 months` and 6 个月."""
    return Text(str(d), f"{d.count} {UNITS[d.unit]}")


def age(days: int | None) -> Text:
    """How old a value is."""
    if days is None:
        return both("age.undated")
    return both("age.1" if days == 1 else "age", days=grouped(days, 0))


# --- labels ------------------------------------------------------------------------------------


def named(label: Text | None, id: str) -> Text:
    """The label, or the id where there is none."""
    return plain(id) if label is None else label


def field_label(bound: BoundPolicy, id: str) -> Text:
    """What people call a field; a checklist item goes by its question."""
    f = bound.fields.get(id)
    if f is not None and f.origin == "item":
        return bound.items[id].declared.ask
    declared = f.declared if f is not None else None
    return named(getattr(declared, "label", None), id)


def criterion_label(bound: BoundPolicy, criterion: Leaf | Parent) -> Text:
    """What people call a criterion; without a label of its own, a leaf goes by its field's."""
    own = criterion.declared.label
    if own is None and isinstance(criterion, Leaf):
        f = bound.fields[criterion.field]
        own = getattr(f.declared, "label", None)
    return named(own, criterion.id)


def tier_label(bound: BoundPolicy, id: str) -> Text:
    """What people call a tier, by its id."""
    for tier in bound.tiers:
        if tier.id == id:
            return named(tier.declared.label, id)
    return plain(id)


def flag_label(bound: BoundPolicy, id: str) -> Text:
    """A flag's label; a flag that reads an item goes by the item's question."""
    if id in bound.masked:
        return both("flag.masked")
    for flag in bound.flags:
        if flag.id == id:
            if flag.declared.label is None and id in bound.items:
                return bound.items[id].declared.ask
            return named(flag.declared.label, id)
    return plain(id)


def benefit_label(bound: BoundPolicy, id: str) -> Text:
    """What people call a benefit, by its id."""
    benefit = bound.benefits.get(id)
    return named(benefit.declared.label if benefit is not None else None, id)
