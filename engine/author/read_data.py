"""The data contract: customers, context, tables, data, derived, gates."""

from __future__ import annotations

from typing import Final, Literal, cast

from engine.atoms.dates import Duration
from engine.atoms.numbers import Kind
from engine.author import taken as t
from engine.author.nodes import Entry, Mapping, Node
from engine.author.origins import decision_of, model_of
from engine.author.policy import (
    Aggregate,
    Customers,
    DataField,
    DerivedField,
    Effort,
    FormulaText,
    Gates,
    Groups,
    Rates,
    RollUp,
    RollUpWord,
    ShareRead,
    Table,
    TableRead,
    Word,
)
from engine.author.read_change import change

AGGREGATES: Final[tuple[Aggregate, ...]] = (
    "sum_of", "count_of", "first_of", "last_of", "min_of", "max_of", "mean_of",
    "median_of",
)  # fmt: skip


def customers(node: Node) -> Customers:
    """`customers:`, who is decided on."""
    m = t.mapping(node)
    return Customers(
        id=t.word(m.get("id")),
        from_ids_of=t.maybe_word(m.get("from_ids_of")),
        label=t.text(m.get("label")),
        at=node.at,
    )


def data_field(e: Entry) -> DataField:
    """One entry of `data:`, `columns:` or `context:`. A context value is text unless it says."""
    m = t.mapping(e.value)
    headings = t.strings(m.get("from"))
    model = model_of(headings)
    return DataField(
        id=e.key.text,
        kind=cast(Kind, t.maybe_string(m.get("is")) or "text"),
        headings=headings if model is None else (model,),
        between=t.bounds(m.get("between")),
        one_of=t.maybe_words(m.get("one_of")),
        round=t.whole(m.get("round")),
        fresh=t.duration(m.get("fresh")),
        dated=t.maybe_word(m.get("dated")),
        stale_after=t.words(m.get("stale_after")),
        missing_as=t.strings(m.get("missing_as")),
        format=t.maybe_string(m.get("format")),
        written_as=t.maybe_string(m.get("written_as")),  # type: ignore[arg-type]
        read=_read(m),
        window=_window(m.get("window")),
        decay=t.duration(m.get("decay")),
        missing_rows=t.maybe_string(m.get("missing_rows")),  # type: ignore[arg-type]
        roll_up=_roll_up(m.get("roll_up")),
        better=t.maybe_string(m.get("better")),  # type: ignore[arg-type]
        missing_members=t.maybe_string(m.get("missing_members")),  # type: ignore[arg-type]
        raters=t.whole(m.get("raters")),
        disagree=t.maybe_word(m.get("disagree")),
        currency=t.maybe_word(m.get("currency")),
        personal=t.yes(m.get("personal")),
        secret=t.yes(m.get("secret")),
        model=model,
        changeable=t.yes(m.get("changeable"), True),
        effort=_effort(m.get("effort")),
        label=t.text(m.get("label")),
        note=t.text(m.get("note")),
        at=e.key.at,
        whole=e.whole,
    )


def _roll_up(node: Node | None) -> RollUp | None:
    if node is None:
        return None
    if isinstance(node, Mapping):
        return RollUp(None, t.word(node.get("weighted_by")), node.at)
    return RollUp(cast(RollUpWord, t.string(node)), None, node.at)


def _effort(node: Node | None) -> Effort | None:
    if node is None:
        return None
    m = t.mapping(node)
    only = cast(Literal["up", "down"] | None, t.maybe_string(m.get("only")))
    return Effort(t.whole(m.get("cost"), 1) or 1, t.maybe_word(m.get("step")), only, node.at)


def _read(m: Mapping) -> TableRead | ShareRead | None:
    if (share := m.get("share_of")) is not None:
        s = t.mapping(share)
        when = t.formula(s.get("when"))
        assert when is not None
        return ShareRead(t.string(s.get("table")), when, t.whole(s.get("min_count"), 1) or 1, s.at)
    for how in AGGREGATES:
        if (node := m.get(how)) is not None:
            table, dot, column = t.string(node).partition(".")
            by = t.maybe_word(m.get("by"))
            return TableRead(how, table, column if dot else None, by, node.at)
    return None


def _window(node: Node | None) -> Duration | Literal["last calendar month"] | None:
    if node is None:
        return None
    return t.duration(node) or "last calendar month"


def derived_field(e: Entry) -> DerivedField:
    """One entry of `derived:`; `sources` and `change` become formulas."""
    m = t.mapping(e.value)
    sources = t.words(m.get("sources"))
    formula = _first_of(m.get("sources"), sources) if sources else t.formula(m.get("formula"))
    looks_back: tuple[Word, ...] = ()
    if not sources and "change" in m:
        formula, looks_back = change(m)
    assert formula is not None
    return DerivedField(
        id=e.key.text,
        kind=cast(Kind, t.string(m.get("is"))),
        formula=formula,
        between=t.bounds(m.get("between")),
        one_of=t.maybe_words(m.get("one_of")),
        sources=sources,
        tolerance=t.maybe_word(m.get("tolerance")),
        secret=t.yes(m.get("secret")),
        looks_back=looks_back,
        label=t.text(m.get("label")),
        note=t.text(m.get("note")),
        at=e.key.at,
    )


def _first_of(node: Node | None, sources: tuple[Word, ...]) -> FormulaText:
    """`coalesce(a, b)`, each name at its own place in the file."""
    assert node is not None
    text, offsets = "", list[int]()
    for n, word in enumerate(sources):
        for part in ("coalesce(" if n == 0 else ", ", word.text):
            text += part
            at = word.at.start.offset
            own = part == word.text and len(part) == len(word.at.text)
            offsets += [at + i if own else at for i in range(len(part))]
    return FormulaText(text + ")", node.at, (*offsets, max(0, node.at.end.offset - 1)))


def table(e: Entry) -> Table:
    """One entry of `tables:`."""
    m = t.mapping(e.value)
    columns = m.get("columns")
    return Table(
        id=e.key.text,
        key=t.word(m.get("key")),
        date=t.word(m.get("date")),
        columns={c.key.text: data_field(c) for c in t.mapping(columns)} if columns else {},
        skip_when=t.formula(m.get("skip_when")),
        lookup=t.maybe_word(m.get("lookup")),
        date_format=t.maybe_string(m.get("date_format")),
        decides=decision_of(t.maybe_string(m.get("from")) or ""),
        label=t.text(m.get("label")),
        at=e.key.at,
    )


def groups(node: Node) -> Groups:
    """`groups:`, which companies belong together."""
    m = t.mapping(node)
    return Groups(
        id=t.maybe_word(m.get("id")),
        parent=t.maybe_word(m.get("parent")),
        label=t.text(m.get("label")),
        at=node.at,
    )


def rates(node: Node) -> Rates:
    """`fx:`, the headings of the exchange rates."""
    m = t.mapping(node)
    return Rates(
        currency=t.word(m.get("currency")),
        date=t.word(m.get("date")),
        rate=t.word(m.get("rate")),
        date_format=t.maybe_string(m.get("date_format")),
        at=node.at,
    )


def gates(node: Node) -> Gates:
    """`gates:`, what is asked of the data as a whole."""
    m = t.mapping(node)
    limits = m.get("max_missing")
    return Gates(
        max_missing={e.key.text: t.word(e.value) for e in t.mapping(limits)} if limits else {},
        must_have=t.words(m.get("must_have")),
        on_bad_row=t.maybe_string(m.get("on_bad_row")) or "stop",  # type: ignore[arg-type]
        at=node.at,
    )
