"""What stands together: rules of shape that concern several keys of one map."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.diagnostic import Diagnostic
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.origins import of_decisions
from engine.author.page import short
from engine.author.places import Path, where
from engine.author.policy import OTHERWISE
from engine.author.read_actions import HOW
from engine.author.read_scores import FORMS, profiled
from engine.author.together_fields import of_field
from engine.author.together_groups import of_groups
from engine.author.together_pairs import both, entries, entry_of, needs, text_of
from engine.author.together_run import of_run


def together(root: Mapping) -> Iterator[Diagnostic]:
    """Findings about keys that do not go with each other, or that lack another."""
    for section in ("context", "data", "derived"):
        for e in entries(root.get(section)):
            yield from of_field(e, (section, e.key.text))
    for e in entries(root.get("tables")):
        if isinstance(e.value, Mapping):
            yield from of_decisions(e.value)
        for c in entries(e.value.get("columns") if isinstance(e.value, Mapping) else None):
            yield from of_field(c, ("tables", e.key.text, "columns", c.key.text))
    for path, card in _cards(root):
        yield from _weights(card, path)
        for e in entries(card.get("criteria")):
            yield from _criterion(e, (*path, "criteria", e.key.text))
    yield from _axes(root)
    for e in entries(root.get("actions")):
        if isinstance(e.value, Sequence):
            for i, item in enumerate(e.value.items):
                yield from _action(item, ("actions", e.key.text, i))
        listed = e.value.get("then") if isinstance(e.value, Mapping) else None
        if isinstance(listed, Sequence):
            for i, item in enumerate(listed.items):
                yield from _action(item, ("actions", e.key.text, "then", i))
    for section in ("segments", "stages"):
        for e in entries(root.get(section)):
            yield from _class_rule(e, (section, e.key.text))
    tests = root.get("tests")
    for i, case in enumerate(tests.items if isinstance(tests, Sequence) else ()):
        for e in entries(case.get("given") if isinstance(case, Mapping) else None):
            yield from _rows(e, ("tests", i, "given", e.key.text))
    yield from of_run(root)
    yield from of_groups(root)


def _cards(root: Mapping) -> Iterator[tuple[Path, Mapping]]:
    """Every scorecard, with its path."""
    card = root.get("scorecard")
    if isinstance(card, Mapping):
        yield ("scorecard",), card
    for e in entries(root.get("scorecards")):
        if isinstance(e.value, Mapping):
            yield ("scorecards", e.key.text), e.value


def _axes(root: Mapping) -> Iterator[Diagnostic]:
    """One scorecard and thresholds, or several and a matrix."""
    several, matrix = root.entry("scorecards"), root.entry("matrix")
    if several is not None and "scorecard" in root:
        yield both((), "scorecard", several)
    elif several is not None and matrix is None:
        yield needs((), several, "`matrix`", " `matrix`")
    elif matrix is not None and several is None:
        yield needs((), matrix, "`scorecards`", " `scorecards`")


def _weights(card: Mapping, above: Path) -> Iterator[Diagnostic]:
    weights = card.get("weights")
    if not isinstance(weights, Mapping) or not profiled(weights):
        return
    path: Path = (*above, "weights")
    profiles = [e for e in weights if isinstance(e.value, Mapping)]
    if not profiles:
        yield Diagnostic(
            "KT117", {**where(path), "keys": ["default"]}, at=entry_of(weights, "choose_by").key.at
        )
    elif "choose_by" not in weights and len(profiles) > 1:
        at = weights.entries[0].key.at
        yield Diagnostic(
            "KT112", {**where(path), "keys": "`choose_by`", "keys_zh": " `choose_by`"}, at=at
        )
    for e in weights:
        if not isinstance(e.value, Mapping) and e.key.text != "choose_by" and profiles:
            yield Diagnostic(
                "KT110",
                {
                    **where((*path, e.key.text)),
                    "found": f"`{short(text_of(weights, e.key.text))}`",
                    "found_zh": f" `{short(text_of(weights, e.key.text))}`",
                    "expected": "a profile such as `{satisfaction: 60, profit: 40}`",
                    "expected_zh": "权重方案，如 `{satisfaction: 60, profit: 40}`",
                },
                at=e.key.at,
            )


def _criterion(e: Entry, path: Path) -> Iterator[Diagnostic]:
    m = e.value
    if not isinstance(m, Mapping):
        return
    for inner in entries(m.get("criteria")):
        yield from _criterion(inner, (*path, "criteria", inner.key.text))
    points = m.get("points")
    if not isinstance(points, Mapping):
        return
    here: Path = (*path, "points")
    forms = [k for k in FORMS if k in points]
    if not forms:
        at = entry_of(m, "points").key.at
        yield Diagnostic("KT117", {**where(here), "keys": FORMS}, at=at)
    for key in forms[1:]:
        yield both(here, forms[0], entry_of(points, key))
    if forms and forms[0] in ("line", "yes") and "otherwise" in points:
        yield both(here, forms[0], entry_of(points, "otherwise"))


def _class_rule(e: Entry, path: Path) -> Iterator[Diagnostic]:
    """`otherwise` is never unknown."""
    if isinstance(e.value, Mapping) and text_of(e.value, "when") == OTHERWISE:
        entry = e.value.entry("if_unknown")
        if entry is not None:
            yield both(path, f"when: {OTHERWISE}", entry)


def _action(node: Node, path: Path) -> Iterator[Diagnostic]:
    if not isinstance(node, Mapping):
        return
    how = [k for k in HOW if k in node]
    if not how:
        at = node.entries[0].key.at if node.entries else node.at
        yield Diagnostic("KT117", {**where(path), "keys": HOW}, at=at)
    for other in how[1:]:
        yield both(path, how[0], entry_of(node, other))
    for key in ("to", "every", "within"):
        if how and how[0] != "task" and key in node:
            yield both(path, how[0], entry_of(node, key))


def _rows(e: Entry, path: Path) -> Iterator[Diagnostic]:
    """A list in `given:` holds words or rows, not both."""
    items = e.value.items if isinstance(e.value, Sequence) else ()
    if not any(isinstance(n, Mapping) for n in items):
        return
    for i, n in enumerate(items):
        if not isinstance(n, Mapping):
            found, found_zh = ("a list", "列表")
            if isinstance(n, Scalar):
                found, found_zh = f"`{short(n.text)}`", f" `{short(n.text)}`"
            params = {
                **where((*path, i)), "found": found, "found_zh": found_zh,
                "expected": "a row such as `{date: 2026-05-01, amount: 100}`",
                "expected_zh": "一行，如 `{date: 2026-05-01, amount: 100}`",
            }  # fmt: skip
            yield Diagnostic("KT110", params, at=n.at)
