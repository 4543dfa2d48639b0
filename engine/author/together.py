"""What stands together: rules of shape that concern several keys of one map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.atoms.numbers import NUMERIC
from engine.author.edits import maps
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.origins import of_decisions, of_models
from engine.author.page import Mend, short
from engine.author.places import Path, where
from engine.author.policy import OTHERWISE
from engine.author.read_actions import HOW
from engine.author.read_data import AGGREGATES
from engine.author.read_scores import FORMS, profiled
from engine.author.together_groups import of_groups
from engine.author.together_pairs import both, entries, needs
from engine.author.together_run import of_run

_READS: Final = (*AGGREGATES, "share_of")
#: Those whose rows may weigh less with age.
_WEIGHED: Final = ("sum_of", "mean_of", "share_of")
#: Keys of a field that say how a cell is read: a field read from a table has none.
_OF_CELLS: Final = (
    "from", "missing_as", "format", "written_as", "fresh", "dated", "stale_after",
    "currency", "raters", "disagree",
)  # fmt: skip
#: Of these, those that belong to answers in rows too.
_OF_RATERS: Final = ("raters", "disagree")
_FITS: Final = {
    "between": NUMERIC,
    "round": NUMERIC,
    "one_of": frozenset({"text", "choices"}),
    "format": frozenset({"date"}),
    "written_as": NUMERIC,
    "currency": frozenset({"money"}),
    "raters": NUMERIC,
}


def together(root: Mapping) -> Iterator[Diagnostic]:
    """Findings about keys that do not go with each other, or that lack another."""
    for section in ("context", "data", "derived"):
        for e in entries(root.get(section)):
            yield from _field(e, (section, e.key.text))
    for e in entries(root.get("tables")):
        if isinstance(e.value, Mapping):
            yield from of_decisions(e.value)
        for c in entries(e.value.get("columns") if isinstance(e.value, Mapping) else None):
            yield from _field(c, ("tables", e.key.text, "columns", c.key.text))
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


def _text(m: Mapping, key: str) -> str:
    node = m.get(key)
    return node.text.strip() if isinstance(node, Scalar) else ""


#: What another policy decided comes by way of a table.
_BY_TABLE: Final = (
    "a table reads decisions: `tables: {credit: {from: decision:policy@version, …}}`",
    "结论由明细表读取：`tables: {credit: {from: decision:政策@版本, …}}`",
)
_DECIDED_ELSEWHERE: Final = re.compile(r"decision:\S+")


def _field(e: Entry, path: Path) -> Iterator[Diagnostic]:
    m = e.value
    if not isinstance(m, Mapping):
        return
    headings = m.get("from")
    for node in headings.items if isinstance(headings, Sequence) else (headings,):
        if isinstance(node, Scalar) and _DECIDED_ELSEWHERE.fullmatch(node.text.strip()):
            yield Diagnostic(
                "KT141", {"seen": short(node.text.strip())}, at=node.at, hint=_BY_TABLE
            )
    yield from of_models(m)
    for key in ("formula", "sources") if "change" in m and path[0] == "derived" else ():
        if key in m:
            yield both(path, "change", _entry(m, key))
    kind = _text(m, "is") or "text"
    for key, kinds in _FITS.items():
        entry = m.entry(key)
        if entry is not None and kind not in kinds:
            yield Diagnostic("KT127", {**where(path), "key": key, "kind": kind}, at=entry.key.at)
    effort = m.get("effort")
    for entry in effort if isinstance(effort, Mapping) and kind not in NUMERIC else ():
        if entry.key.text in ("step", "only"):
            params = {**where(path), "key": f"effort: {entry.key.text}", "kind": kind}
            yield Diagnostic("KT127", params, at=entry.key.at)
    if kind == "choices" and "one_of" not in m and (entry := m.entry("is")) is not None:
        params = {
            **where(path),
            "key": "is: choices",
            "other": "`one_of`",
            "other_zh": " `one_of`",
        }
        yield Diagnostic("KT126", params, at=entry.key.at)
    for key in _WORDS:
        yield from _one_by_one(m.get(key))
    written, fraction = m.entry("written_as"), _text(m, "written_as")
    if written is not None and (fraction == "units") == (kind == "percent") and kind in NUMERIC:
        yield Diagnostic(
            "KT127",
            {**where(path), "key": f"written_as: {fraction}", "kind": kind},
            at=written.key.at,
        )
    reads = [k for k in _READS if k in m]
    for key in reads[1:]:
        yield both(path, reads[0], _entry(m, key))
    rated = reads[:1] == ["median_of"]
    for key in _OF_CELLS if reads else ():
        if key in m and not (rated and key in _OF_RATERS):
            yield both(path, reads[0], _entry(m, key))
    for key in ("by", "raters") if rated else ():
        if key not in m:
            yield needs(path, _entry(m, "median_of"), f"`{key}`", f" `{key}`")
    if "by" in m and not rated and path[0] != "derived":
        yield needs(path, _entry(m, "by"), "`median_of`", " `median_of`")
    if reads and "decay" in m and reads[0] not in _WEIGHED:
        yield both(path, reads[0], _entry(m, "decay"))
    for key in ("window", "decay", "missing_rows") if not reads else ():
        if key in m:
            yield needs(
                path, _entry(m, key), "`sum_of`, `count_of` or another reading of a table",
                " `sum_of`、`count_of` 等从表读取的键",
            )  # fmt: skip


#: Lists of words that data may hold.
_WORDS: Final = ("one_of", "missing_as")
_SEPARATOR: Final = re.compile("[ ]*[，、；][ ]*")


def _one_by_one(words: Node | None) -> Iterator[Diagnostic]:
    """`[华东，华南]` is one word to YAML. Quotes say that one is meant."""
    items = words.items if isinstance(words, Sequence) else ()
    for node in items:
        m = _SEPARATOR.search(node.text) if isinstance(node, Scalar) else None
        if m is None or not isinstance(node, Scalar) or node.style != "plain":
            continue
        first = node.page.text.find(m[0], node.start, node.end)
        at = node.at if first < 0 else node.page.span(first, first + len(m[0]))
        sign = m[0].strip()
        fix = Fix(node.at, ", ".join(_SEPARATOR.split(node.text))) if _sure(words, sign) else None
        params = {"seen": sign, "expected": ","}
        yield Diagnostic("KT105", params, at=at, fix=fix, hint=_WORD_BY_WORD)


_WORD_BY_WORD: Final = (
    "words of a list are separated by `,`; one word that holds the sign stands in double quotes",
    "列表中的词用 `,` 分隔；若本来就是一个词，请放进英文双引号",
)


def _sure(words: Node | None, sign: str) -> bool:
    """Whether a sign can only part two words. `、` beside commas may well belong to a word:
    农、林、牧、渔业."""
    return isinstance(words, Sequence) and words.flow and (sign == "，" or len(words.items) == 1)


def words_apart(root: Mapping) -> Mend | None:
    """`[华东，华南]`, where nothing else can be meant: what is behind it is read as two words."""
    for m in maps(root):
        for key in _WORDS:
            words = m.get(key)
            for node in words.items if isinstance(words, Sequence) else ():
                if not isinstance(node, Scalar) or node.style != "plain":
                    continue
                signs = list(_SEPARATOR.finditer(node.page.text, node.start, node.end))
                if signs and all(_sure(words, s[0].strip()) for s in signs):
                    first = signs[0]
                    at = node.page.span(first.start(), first.end())
                    params = {"seen": first[0].strip(), "expected": ","}
                    fix = Fix(node.at, ", ".join(_SEPARATOR.split(node.text)))
                    finding = Diagnostic("KT105", params, at=at, fix=fix, hint=_WORD_BY_WORD)
                    return Mend([finding], [(s.start(), s.end(), ", ") for s in signs])
    return None


def _entry(m: Mapping, key: str) -> Entry:
    entry = m.entry(key)
    assert entry is not None
    return entry


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
            "KT117", {**where(path), "keys": ["default"]}, at=_entry(weights, "choose_by").key.at
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
                    "found": f"`{short(_text(weights, e.key.text))}`",
                    "found_zh": f" `{short(_text(weights, e.key.text))}`",
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
        at = _entry(m, "points").key.at
        yield Diagnostic("KT117", {**where(here), "keys": FORMS}, at=at)
    for key in forms[1:]:
        yield both(here, forms[0], _entry(points, key))
    if forms and forms[0] in ("line", "yes") and "otherwise" in points:
        yield both(here, forms[0], _entry(points, "otherwise"))


def _class_rule(e: Entry, path: Path) -> Iterator[Diagnostic]:
    """`otherwise` is never unknown."""
    if isinstance(e.value, Mapping) and _text(e.value, "when") == OTHERWISE:
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
        yield both(path, how[0], _entry(node, other))
    for key in ("to", "every", "within"):
        if how and how[0] != "task" and key in node:
            yield both(path, how[0], _entry(node, key))


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
