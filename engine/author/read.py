"""From text to Policy: the one way in for whatever an author wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar

import yaml

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source, Span
from engine.author import (
    read_actions,
    read_cases,
    read_data,
    read_matrix,
    read_region,
    read_rules,
    read_scores,
)
from engine.author import taken as t
from engine.author.compose import Composed, compose
from engine.author.nodes import Entry, Mapping, Node, Sequence
from engine.author.opening import MOST, load_source, opened
from engine.author.page import Mend
from engine.author.policy import Effective, Extends, Policy, Text
from engine.author.shape import Shaped, shaped
from engine.author.together import together
from engine.author.together_words import words_apart
from engine.author.wide_signs import INDENTED, without_wide_signs

if TYPE_CHECKING:
    from engine.author.explained import LeftOut
    from engine.author.extends import Given, Joined

__all__ = ["PARSER", "load_source", "policy", "read_meant", "read_policy", "usable"]

#: libyaml's parser where PyYAML was built with it, else the pure one: ten times slower.
PARSER: Final[Any] = import_module("yaml.cyaml").CParser if yaml.__with_libyaml__ else yaml.Loader
T = TypeVar("T")
#: What is left out with these may be what is missing elsewhere.
_REFUSED: Final = frozenset(("KT101", "KT103"))
#: So many columns may lie from one tab stop to the next; the first is the usual.
_TABS: Final = (2, 4, 8)
#: Findings that are kept of one file; `engine.check.inspect` shows 50 and counts the rest.
_KEPT: Final = 3_000


def read_policy(source: Source) -> tuple[Policy | None, list[Diagnostic]]:
    """The Policy of a text, and every finding about its form, by position.

    The Policy is None where something could not be understood. Where every mistake has one
    plain mend (a misspelt key, a full-width digit) the Policy is what was meant, **beside**
    the errors, and is never decided by.
    """
    built, findings, left = read_meant(source)
    return None if left is not None and left.partly else built, findings


def read_meant(
    source: Source, given: Given | None = None
) -> tuple[Policy | None, list[Diagnostic], LeftOut | None]:
    """As `read_policy`, with what could be read also where something could not, and what was
    left out of it: so that a policy may be bound and checked beside its errors, and all mistakes
    of a file come in one go. `given` is the file that this one extends, where it is known."""
    reading, root = _read(source, given)
    built = None
    if isinstance(root, Mapping):
        built = policy(root, None if reading.joined is None else reading.joined.extends)
    return built, reading.shown(), reading.left


def _read(source: Source, given: Given | None) -> tuple[_Reading, Node | None]:
    # How wide a tab or a wide space was meant to be only the rest of the file can say.
    tabs = _TABS if "\t" in source.text else _TABS[:1]
    wide = (2, 1) if INDENTED.search(source.text) else (2,)
    read = [(r, r.run()) for r in (_Reading(source, a, b, given) for a in tabs for b in wide)]
    return min(read, key=lambda each: (each[1] is None, *each[0].cost))


def _nodes(source: Source) -> tuple[Node | None, list[Diagnostic]]:
    """The nodes of head office's file, and what is wrong with its form."""
    reading, root = _read(source, None)
    return root, reading.shown()


def usable(findings: Iterable[Diagnostic]) -> bool:
    """Whether nothing among the findings is an error."""
    return not any(d.severity == "error" for d in findings)


class _Reading:
    """One file on its way to nodes as meant: text, YAML, shape, and what stands together."""

    def __init__(self, source: Source, tab: int, wide: int, given: Given | None) -> None:
        self.source = source
        self.given = given  # what it extends, where that is known
        self.joined: Joined | None = None
        self.tab = tab
        self.wide = wide
        self.text: list[Diagnostic] = []  # about the text and its YAML
        self.shape: list[Diagnostic] = []
        self.broken: list[Span] = []  # text that is not read, or otherwise than it stands
        self.unread = 0
        self.doubts: list[Span] = []  # brackets that may have been meant to close elsewhere
        self.left: LeftOut | None = None

    def run(self) -> Node | None:
        """The nodes as meant, or None where something could not be understood."""
        page, self.text = opened(self.source, self.tab)
        if page is None:
            return None
        page, found = without_wide_signs(page, self.wide)
        self.text += found
        shape: Shaped | None = None
        for _ in range(MOST):
            composed = compose(page, PARSER)
            step, shape = composed.mend, None
            if step is None and composed.broken is not None:
                from engine.author.mending import mend  # only a broken file needs the words

                step = mend(page, composed.broken, PARSER)
            if step is None and not composed.cut:
                shape = self.shaped(composed)
                step = None if shape is None else shape.mend
                if shape is not None and step is None and isinstance(shape.root, Mapping):
                    step = words_apart(shape.root)
            if step is None or not self.take(step):
                break
            page, shape = page.replaced(step.edits), None
        self.text += composed.findings
        if self.joined is not None:
            self.shape += self.joined.found
        if shape is None or shape.mend is not None or composed.cut:
            return None
        return self.finish(shape, composed.twice)

    @property
    def cost(self) -> tuple[int, int]:
        """How many characters were not read, and how many mistakes found."""
        return self.unread, len(self.text) + len(self.shape)

    def take(self, step: Mend) -> bool:
        """Notes a mend; False where reading cannot go on, or would go round in circles."""
        known = {d.spot for d in self.text}
        new = [d for d in step.findings if d.spot not in known]
        self.text += new
        if step.doubt is not None:
            self.doubts.append(step.doubt)
        if step.lossy:
            self.broken += [d.at for d in step.findings if d.at is not None]
            self.unread += sum(end - start for start, end, _ in step.edits)
        return bool(step.edits) and (bool(new) or not step.findings)

    def shaped(self, composed: Composed) -> Shaped | None:
        if composed.root is None:
            params = {"where": "the policy", "found": "empty", "expected": "keys and values",
                      "where_zh": "政策", "found_zh": "空的", "expected_zh": "键和值"}  # fmt: skip
            hint = ("`keytier init` writes a first policy", "`keytier init` 可以生成一个初始政策")
            at = self.source.span(0, 0)
            self.shape.append(Diagnostic("KT110", params, at=at, hint=hint))
            return None
        root = self.whole(composed.root)
        if root is None:
            return None
        refused = [d.at for d in composed.findings if d.code in _REFUSED and d.at is not None]
        return shaped(root, [at.start.offset for at in (*self.broken, *self.doubts, *refused)])

    def whole(self, root: Node) -> Node | None:
        """A region's nodes with head office's under them, those of any other file as they are."""
        if isinstance(root, Mapping) and "extends" in root:
            from engine.author.extends import joined  # few policies are a region's

            self.joined = joined(self.source, root, self.given, _nodes)
            if self.joined is not None:
                return self.joined.root
        return root

    def finish(self, shape: Shaped, twice: list[Entry]) -> Node | None:
        self.shape += shape.findings
        if not isinstance(shape.root, Mapping) or not shape.whole:
            return None
        lines = {d.at.start.line for d in shape.findings if d.at is not None}
        apart = [
            d for d in together(shape.root)
            if d.at is None or not (d.at.start.line in lines or shape.doubts(d.at))
        ]  # fmt: skip
        self.shape += apart
        shape.drop(apart)
        if self.text or self.shape:
            from engine.author.left_out import left_out  # only a mistaken policy needs it

            ids = [d for d in self.shape if d.code == "KT118"]
            self.left = left_out(shape, ids, self.broken, twice)
        return shape.root

    def shown(self) -> list[Diagnostic]:
        """Findings by position, each once; none where the text was already found at fault."""
        faults = [*self.doubts, *(d.at for d in self.text if d.at is not None)]
        kept = [d for d in self.shape if d.at is None or not any(_meet(d.at, f) for f in faults)]
        own = frozenset() if self.left is None else self.left.own
        unique: dict[tuple[str, int | str], Diagnostic] = {}
        for d in sorted([*self.text, *kept], key=Diagnostic.order):
            # An id that is declared in a wrong shape is told once, not wherever it is named.
            named = d.code == "KT118" and d.at is not None and d.at.text in own
            once = (d.code, d.at.text) if named and d.at is not None else d.spot
            unique.setdefault(once, d)
        return list(unique.values())[:_KEPT]


def _meet(a: Span, b: Span) -> bool:
    return a.start.offset < b.end.offset and b.start.offset < a.end.offset


def policy(m: Mapping, extends: Extends | None = None) -> Policy:
    """The Policy of nodes that have the shape of one; `extends` is where a region's come from."""
    title = t.text(m.get("title"))
    customers = m.get("customers")
    scorecard, matrix, gates = m.entry("scorecard"), m.get("matrix"), m.get("gates")
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
        reassess_on=t.strings(m.get("reassess_on")),
        currency=t.maybe_string(m.get("currency")),
        decide_for=t.maybe_string(m.get("decide_for")),  # type: ignore[arg-type]
        groups=None if (groups := m.get("groups")) is None else read_data.groups(groups),
        fx=None if (fx := m.get("fx")) is None else read_data.rates(fx),
        timezone=t.maybe_string(m.get("timezone")),
        applies_when=t.formula(m.get("applies_when")),
        context=_each(m, "context", read_data.data_field),
        tables=_each(m, "tables", read_data.table),
        data=_each(m, "data", read_data.data_field),
        derived=_each(m, "derived", read_data.derived_field),
        gates=None if gates is None else read_data.gates(gates),
        checklist=_each(m, "checklist", read_rules.checklist_item),
        red_flags=_each(m, "red_flags", read_rules.red_flag),
        reference=_each(m, "reference", read_scores.reference),
        scorecard=None if scorecard is None else read_scores.scorecard(scorecard),
        scorecards=_each(m, "scorecards", read_scores.scorecard),
        matrix=None if matrix is None else read_matrix.matrix(matrix),
        tiers=tuple(_each(m, "tiers", read_rules.tier).values()),
        segments=tuple(_each(m, "segments", read_rules.class_rule).values()),
        stages=tuple(_each(m, "stages", read_rules.class_rule).values()),
        moves=None if (moves := m.get("moves")) is None else read_rules.moves(moves),
        warnings=_each(m, "warnings", read_rules.warning),
        override=None if (own := m.get("override")) is None else read_rules.override(own),
        benefits=_each(m, "benefits", read_actions.benefit),
        actions=tuple(_each(m, "actions", read_actions.action_list).values()),
        tests=tuple(read_cases.case(n) for n in t.items(m.get("tests"))),
        extends=extends,
        may_change=read_region.may_change(m.get("may_change")),
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
