"""From text to Policy: the one way in for whatever an author wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import yaml

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source, Span
from engine.author import read_data, read_rules, read_scores
from engine.author import taken as t
from engine.author.compose import compose
from engine.author.nodes import Entry, Mapping, Node, Sequence
from engine.author.page import Page
from engine.author.policy import Effective, Policy, Text

PARSER = getattr(yaml, "CParser", None) or yaml.Loader
T = TypeVar("T")


def load_source(path: Path) -> Source:
    """The text of a policy file."""
    return Source(str(path), path.read_text(encoding="utf-8-sig"))


def read_policy(source: Source) -> tuple[Policy | None, list[Diagnostic]]:
    """The Policy of a text, and every finding about its form, by position."""
    composed = compose(Page.of(source), PARSER)
    return policy(t.mapping(composed.root)), composed.findings


def policy(m: Mapping) -> Policy:
    title = t.text(m.get("title"))
    customers = m.get("customers")
    scorecard, gates = m.get("scorecard"), m.get("gates")
    assert customers is not None
    return Policy(
        keytier=t.word(m.get("keytier")),
        id=t.string(m.get("policy")),
        version=t.string(m.get("version")),
        title=title or Text("", ""),
        customers=read_data.customers(customers),
        owner=t.maybe_string(m.get("owner")),
        reviewed_by=t.strings(m.get("reviewed_by")),
        effective=_effective(m.get("effective")),
        assess=t.maybe_string(m.get("assess")),
        currency=t.maybe_string(m.get("currency")),
        timezone=t.maybe_string(m.get("timezone")),
        applies_when=t.formula(m.get("applies_when")),
        context=_each(m, "context", read_data.data_field),
        tables=_each(m, "tables", read_data.table),
        data=_each(m, "data", read_data.data_field),
        derived=_each(m, "derived", read_data.derived_field),
        gates=None if gates is None else read_data.gates(gates),
        checklist=_each(m, "checklist", read_rules.checklist_item),
        red_flags=_each(m, "red_flags", read_rules.red_flag),
        scorecard=None if scorecard is None else read_scores.scorecard(scorecard),
        tiers=tuple(_each(m, "tiers", read_rules.tier).values()),
        benefits=_each(m, "benefits", read_rules.benefit),
        actions=tuple(_each(m, "actions", read_rules.action_list).values()),
        tests=tuple(read_rules.case(n) for n in t.items(m.get("tests"))),
        spans=_spans(m),
    )


def _each(m: Mapping, key: str, read: Callable[[Entry], T]) -> dict[str, T]:
    node = m.get(key)
    return {} if node is None else {e.key.text: read(e) for e in t.mapping(node)}


def _effective(node: Node | None) -> Effective | None:
    if node is None:
        return None
    m = t.mapping(node)
    return Effective(t.maybe_word(m.get("from")), t.maybe_word(m.get("until")), node.at)


def _spans(root: Mapping) -> dict[tuple[str, ...], Span]:
    spans: dict[tuple[str, ...], Span] = {}
    waiting: list[tuple[tuple[str, ...], Node]] = [((), root)]
    while waiting:
        path, node = waiting.pop()
        spans[path] = node.at
        if isinstance(node, Mapping):
            waiting.extend(((*path, e.key.text), e.value) for e in node)
        elif isinstance(node, Sequence):
            waiting.extend(((*path, str(i)), n) for i, n in enumerate(node.items))
    return spans
