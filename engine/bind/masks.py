"""What is personal or secret, and not to be shown: marks of fields, and what comes from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.author import policy as p
from engine.author.formula.tree import names
from engine.bind import bound as b
from engine.bind.personal import marks_of

#: What stands in place of a value that is not to be shown.
MASK = "***"


def masked(
    policy: p.Policy,
    fields: Mapping[str, b.Field],
    tables: Mapping[str, b.Table],
    shares: Mapping[str, b.Typed],
    items: Mapping[str, b.Item],
) -> frozenset[str]:
    """The ids of fields that are marked, or that come from such a field or column, of marked
    checklist items and red flags, and `<table>.<column>` of columns. A derived field stands after
    what it reads."""
    found = set(marks_of(fields, tables, shares, items))
    found |= {f"{t.id}.{c.id}" for t in tables.values() for c in t.columns.values()
             if _marked(c.declared)}  # fmt: skip
    for f in fields.values():
        declared = f.declared
        if isinstance(declared, p.DataField):
            hidden = _marked(declared) or _reads(declared, fields, tables, shares)
        else:
            read = () if f.formula is None else names(f.formula.formula.root)
            own = isinstance(declared, p.DerivedField | p.ChecklistItem) and declared.secret
            hidden = own or any(name in found for name in read)
        if hidden:
            found.add(f.id)
    found |= {f.id for f in fields.values()
              if f.origin == "before" and f.id.removeprefix(p.BEFORE) in found}  # fmt: skip
    flags = policy.red_flags.values()
    found.update(f.id for f in flags if f.secret or (f.when is None and f.id in found))
    return frozenset(found)


def _marked(f: p.DataField) -> bool:
    return f.personal or f.secret


def _reads(
    f: p.DataField,
    fields: Mapping[str, b.Field],
    tables: Mapping[str, b.Table],
    shares: Mapping[str, b.Typed],
) -> bool:
    """Whether it is read from a marked column, is the share of rows that one tells, or is what
    everybody of a marked word has."""
    table = None if f.read is None else tables.get(f.read.table)
    if f.read is None or table is None:
        return False
    by = None if table.lookup is None else fields.get(table.lookup)
    if by is not None and isinstance(by.declared, p.DataField) and _marked(by.declared):
        return True
    hidden = {c.id for c in table.columns.values() if _marked(c.declared)}
    if isinstance(f.read, p.TableRead):
        return f.read.column in hidden
    share = shares.get(f.id)
    return share is not None and any(n in hidden for n in names(share.formula.root))


def with_masks(fields: Mapping[str, b.Field], hidden: frozenset[str]) -> dict[str, b.Field]:
    """The fields, with the types of those that are hidden marked."""
    return {id_: _with_mask(f, True) if id_ in hidden else f for id_, f in fields.items()}


def _with_mask(f: b.Field, on: bool) -> b.Field:
    return replace(f, type=replace(f.type, masked=on))


def unmasked(bound: b.BoundPolicy) -> b.BoundPolicy:
    """The same policy for who may see everything."""
    if not bound.masked:
        return bound
    fields = {id_: _with_mask(f, False) for id_, f in bound.fields.items()}
    return replace(bound, fields=fields, masked=frozenset())


def shown_word(bound: b.BoundPolicy, field: str | None, word: str | None) -> str | None:
    """A word of a field, by which customers are told apart; a mask where it is not to be shown."""
    return MASK if field in bound.masked and word is not None else word
