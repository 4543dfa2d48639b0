"""Where values come from that are no single cell's: what they were made of, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.atoms.numbers import show
from engine.author.policy import DataField, Text
from engine.bind.bound import Field
from engine.bind.contract import converted_fields, fx_name
from engine.bind.masks import MASK, shown_word
from engine.explain.row import Row
from engine.explain.values import duration, field_label, shown
from engine.explain.words import both, joined

_NAMED = 12


def sources(row: Row) -> tuple[Text, ...]:
    """A sentence for each value that was made of others, in policy order; empty where the inputs
    are not known."""
    return () if row.inputs is None else tuple(_sources(row))


def _sources(row: Row) -> Iterator[Text]:
    members = row.words("members")
    if row.bound.policy.groups is not None and members:
        yield _members(members)
        yield from _rolled_up(row)
    for f in row.bound.data_fields():
        if isinstance(f.declared, DataField) and f.declared.model is not None:
            yield _of_model(row, f, f.declared.model)
        yield from _looked_up(row, f)
        if isinstance(f.declared, DataField) and f.declared.decay is not None:
            span = duration(f.declared.decay)
            yield both("source.decay", field=field_label(row.bound, f.id), span=span)
        if f.raters is not None and row.number(f.spread_name) is not None:
            yield _rated(row, f)
    for f in row.bound.derived_fields():
        if f.sources and row.text(f.source_name):
            yield _taken(row, f)
    for f in converted_fields(row.bound):
        words = row.inputs.get(fx_name(f)) if row.inputs is not None else None
        if words and isinstance(words, Sequence):
            yield _converted(row, f, [str(w) for w in words])


def _members(members: Sequence[str]) -> Text:
    """The companies of a group, the first few by name."""
    more = len(members) > _NAMED
    named = Text(", ".join(members[:_NAMED]) + " …" * more,
                 "、".join(members[:_NAMED]) + " …" * more)  # fmt: skip
    key = "source.member" if len(members) == 1 else "source.members"
    return both(key, count=len(members), members=named)


def _rolled_up(row: Row) -> Iterator[Text]:
    """Which values were put together in which way, each way once."""
    ways: dict[tuple[str, str], list[Text]] = {}
    for f in row.bound.data_fields():
        if not isinstance(f.declared, DataField) or (how := f.declared.roll_up) is None:
            continue
        by = "" if how.weighted_by is None else how.weighted_by.text
        way = ("weighted" if by else str(how.how), by)
        ways.setdefault(way, []).append(field_label(row.bound, f.id))
    for (word, by), fields in ways.items():
        weight = field_label(row.bound, by) if by else ""
        yield both(f"source.roll_up.{word}", fields=joined(fields), by=weight)


def _of_model(row: Row, f: Field, model: str) -> Text:
    """A value that a model gave, and which version of it."""
    name, _, version = model.rpartition("@")
    return both("source.model", field=field_label(row.bound, f.id), model=name, version=version)


def _looked_up(row: Row, f: Field) -> Iterator[Text]:
    """A value that the customer shares with all of one word, or why there is none."""
    read = f.declared.read if isinstance(f.declared, DataField) else None
    table = None if read is None else row.bound.tables[read.table]
    if table is None or table.lookup is None or row.inputs is None:
        return
    errors = row.inputs.get("errors")
    told = isinstance(errors, Sequence) and f"{f.id}.rows" in errors
    if told or row.bound.policy.groups is not None:
        return  # each company of a group has a word of its own
    word = row.inputs.get(table.lookup)
    word = None if not isinstance(word, str) else shown_word(row.bound, table.lookup, word)
    what = "no_key" if word is None else "no_row" if row.inputs.get(f.id) is None else "lookup"
    label = table.declared.label or Text(table.id, table.id)
    yield both(f"source.{what}", field=field_label(row.bound, f.id), table=label, word=word or "",
               by=field_label(row.bound, table.lookup))  # fmt: skip


def spread_text(row: Row, f: Field) -> str:
    """How far the raters of a field lie apart."""
    return MASK if f.type.masked else show(row.number(f.spread_name) or 0, f.type.scale)


def _rated(row: Row, f: Field) -> Text:
    """A value that several people gave."""
    return both("source.raters", field=field_label(row.bound, f.id), spread=spread_text(row, f))


def _taken(row: Row, f: Field) -> Text:
    """A value that one of several sources gave."""
    label, source = field_label(row.bound, f.id), field_label(row.bound, row.text(f.source_name))
    spread = row.number(f.spread_name)
    if not spread:
        return both("source.taken", field=label, source=source)
    said = shown(spread, f.type, row.currency)
    return both("source.taken.apart", field=label, source=source, spread=said)


def _converted(row: Row, f: Field, words: list[str]) -> Text:
    """Amounts of other currencies: at which rate, or from which currencies."""
    own, label = row.currency or "", field_label(row.bound, f.id)
    if isinstance(f.declared, DataField) and f.declared.read is None:
        currency, _, rate = words[0].rpartition(" ")
        if row.inputs is None or row.inputs.get(f.id) is None:
            return both("source.no_rate", field=label, currency=words[0])
        return both("source.rate", field=label, currency=currency, rate=rate, own=own)
    currencies = Text(", ".join(words), "、".join(words))
    return both("source.rates", field=label, currencies=currencies, own=own)
