"""The tests that live in a policy: what is given, and what is expected."""

from __future__ import annotations

from engine.author import taken as t
from engine.author.nodes import Entry, Mapping, Node, Sequence
from engine.author.policy import Case, Expect, FullTier, Given, Held, Overridden, Ranked, Word


def case(node: Node) -> Case:
    """One entry of `tests:`."""
    m = t.mapping(node)
    given, context, expect = m.get("given"), m.get("context"), m.get("expect")
    facts = m.get("facts")
    known = () if facts is None else tuple(t.mapping(facts))
    return Case(
        name=t.string(m.get("name")),
        given=Given() if given is None else _given(t.mapping(given)),
        expect=_expect(t.mapping(expect)),
        as_of=t.maybe_word(m.get("as_of")),
        context=() if context is None else t.pairs(context),
        previous=None if (before := m.get("previous")) is None else _held(t.mapping(before)),
        override=None if (own := m.get("override")) is None else _overridden(t.mapping(own)),
        at=node.at,
        facts=tuple(_full_tier(e) for e in known if not _by_rank(e)),
        ranks=tuple(_ranked(e) for e in known if _by_rank(e)),
    )


def _overridden(m: Mapping) -> Overridden:
    approved = t.yes(m.get("approved"), default=True)
    return Overridden(t.word(m.get("tier")), t.word(m.get("until")), approved, m.at)


def _held(m: Mapping) -> Held:
    seen = m.get("history")
    entries = () if seen is None else tuple(t.mapping(seen))
    history = tuple((t.word(e.key), t.words(e.value)) for e in entries)
    return Held(
        tier=t.maybe_word(m.get("tier")),
        since=t.maybe_word(m.get("since")),
        worse=t.maybe_word(m.get("worse")),
        grace=t.maybe_word(m.get("grace")),
        history=history,
        at=m.at,
    )


def _full_tier(e: Entry) -> FullTier:
    m = t.mapping(e.value)
    last = t.pairs(m.get("last"))
    return FullTier(t.word(e.key), last, t.maybe_word(m.get("id")), t.maybe_word(m.get("place")))


def _ranked(e: Entry) -> Ranked:
    m = t.mapping(e.value)
    return Ranked(t.word(e.key), t.pairs(m.get("percentiles")), t.maybe_word(m.get("count")))


def _by_rank(e: Entry) -> bool:
    return "percentiles" in t.mapping(e.value)


def _given(m: Mapping) -> Given:
    values, tables = [], []
    for e in m:
        if isinstance(e.value, Sequence) and any(isinstance(r, Mapping) for r in e.value.items):
            rows = tuple(
                tuple((t.word(c.key), _cell(c.value)) for c in r)
                for r in e.value.items
                if isinstance(r, Mapping)  # anything else among rows is told
            )
            tables.append((t.word(e.key), rows))
        else:
            values.append((t.word(e.key), _cell(e.value)))
    return Given(tuple(values), tuple(tables))


def _cell(node: Node) -> Word | None:
    """A customer's value as data would write it; choices keep the form `[a, b]`."""
    if isinstance(node, Sequence):
        return Word(f"[{', '.join(t.strings(node))}]", node.at)
    return None if t.scalar(node).empty else t.word(node)


def _expect(m: Mapping) -> Expect:
    flags, score = m.get("flags"), m.get("score")
    several = isinstance(score, Mapping)
    return Expect(
        outcome=t.maybe_word(m.get("outcome")),
        tier=t.maybe_word(m.get("tier")),
        priority=t.maybe_word(m.get("priority")),
        move=t.maybe_word(m.get("move")),
        segment=t.maybe_word(m.get("segment")),
        stage=t.maybe_word(m.get("stage")),
        score=None if several else t.maybe_word(score),
        scores=t.pairs(score) if several else (),
        because=t.maybe_words(m.get("because")),
        actions=t.maybe_words(m.get("actions")),
        flags=None if flags is None else t.pairs(flags),
        warnings=None if (raised := m.get("warnings")) is None else t.pairs(raised),
        at=m.at,
    )
