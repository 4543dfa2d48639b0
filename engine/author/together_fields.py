"""What stands together in a field of `context`, `data`, `derived` or a table's `columns`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.numbers import NUMERIC
from engine.author.nodes import Entry, Mapping, Scalar, Sequence
from engine.author.origins import of_models
from engine.author.page import short
from engine.author.places import Path, where
from engine.author.read_data import AGGREGATES
from engine.author.together_pairs import both, entry_of, needs, text_of
from engine.author.together_words import WORD_LISTS, one_by_one

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
#: What another policy decided comes by way of a table.
_BY_TABLE: Final = (
    "a table reads decisions: `tables: {credit: {from: decision:policy@version, …}}`",
    "结论由明细表读取：`tables: {credit: {from: decision:政策@版本, …}}`",
)
_DECIDED_ELSEWHERE: Final = re.compile(r"decision:\S+")


def of_field(e: Entry, path: Path) -> Iterator[Diagnostic]:
    """Findings about keys of a field that do not go with its kind, or with each other."""
    m = e.value
    if not isinstance(m, Mapping):
        return
    yield from _of_decisions(m)
    yield from of_models(m)
    for key in ("formula", "sources") if "change" in m and path[0] == "derived" else ():
        if key in m:
            yield both(path, "change", entry_of(m, key))
    yield from _of_kind(m, path)
    for key in WORD_LISTS:
        yield from one_by_one(m.get(key))
    yield from _of_table(m, path)


def _of_decisions(m: Mapping) -> Iterator[Diagnostic]:
    headings = m.get("from")
    for node in headings.items if isinstance(headings, Sequence) else (headings,):
        if isinstance(node, Scalar) and _DECIDED_ELSEWHERE.fullmatch(node.text.strip()):
            yield Diagnostic(
                "KT141", {"seen": short(node.text.strip())}, at=node.at, hint=_BY_TABLE
            )


def _of_kind(m: Mapping, path: Path) -> Iterator[Diagnostic]:
    """Keys that are not for a field of this kind, or that the kind must have."""
    kind = text_of(m, "is") or "text"
    for key, kinds in _FITS.items():
        entry = m.entry(key)
        if entry is not None and kind not in kinds:
            yield _misfit(path, entry, key, kind)
    effort = m.get("effort")
    for entry in effort if isinstance(effort, Mapping) and kind not in NUMERIC else ():
        if entry.key.text in ("step", "only"):
            yield _misfit(path, entry, f"effort: {entry.key.text}", kind)
    if kind == "choices" and "one_of" not in m and (entry := m.entry("is")) is not None:
        params = {
            **where(path), "key": "is: choices", "other": "`one_of`", "other_zh": " `one_of`",
        }  # fmt: skip
        yield Diagnostic("KT126", params, at=entry.key.at)
    written, how = m.entry("written_as"), text_of(m, "written_as")
    if written is not None and (how == "units") == (kind == "percent") and kind in NUMERIC:
        yield _misfit(path, written, f"written_as: {how}", kind)


def _misfit(path: Path, entry: Entry, key: str, kind: str) -> Diagnostic:
    return Diagnostic("KT127", {**where(path), "key": key, "kind": kind}, at=entry.key.at)


def _of_table(m: Mapping, path: Path) -> Iterator[Diagnostic]:
    """One reading of a table at most, and what goes with it or without it."""
    reads = [k for k in _READS if k in m]
    for key in reads[1:]:
        yield both(path, reads[0], entry_of(m, key))
    rated = reads[:1] == ["median_of"]
    for key in _OF_CELLS if reads else ():
        if key in m and not (rated and key in _OF_RATERS):
            yield both(path, reads[0], entry_of(m, key))
    for key in ("by", "raters") if rated else ():
        if key not in m:
            yield needs(path, entry_of(m, "median_of"), f"`{key}`", f" `{key}`")
    if "by" in m and not rated and path[0] != "derived":
        yield needs(path, entry_of(m, "by"), "`median_of`", " `median_of`")
    if reads and "decay" in m and reads[0] not in _WEIGHED:
        yield both(path, reads[0], entry_of(m, "decay"))
    for key in ("window", "decay", "missing_rows") if not reads else ():
        if key in m:
            yield needs(
                path, entry_of(m, key), "`sum_of`, `count_of` or another reading of a table",
                " `sum_of`、`count_of` 等从表读取的键",
            )  # fmt: skip
