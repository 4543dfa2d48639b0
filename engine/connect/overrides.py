"""Overrides from a file: what persons decided on single customers, who, why, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from engine.atoms.dates import from_day, read_date
from engine.atoms.diagnostic import Diagnostic, Label
from engine.atoms.digest import sha256
from engine.atoms.errors import DataError, UsageError
from engine.atoms.sql import literal, quoted
from engine.atoms.suggest import nearest
from engine.atoms.text import Source, Span
from engine.author.compose import compose
from engine.author.nodes import Mapping, Node, Scalar
from engine.author.nodes import Sequence as List
from engine.author.opening import read_source
from engine.author.page import Page
from engine.author.read import PARSER
from engine.bind.bound import BoundPolicy
from engine.bind.contract import OVERRIDE
from engine.connect.assemble import Brought
from engine.connect.cells.text import clean

#: The keys of an entry, in the order in which `override add` writes them.
KEYS: Final = ("id", "tier", "because", "by", "approved_by", "from", "until", "salt")
NEEDED: Final = ("id", "tier", "because", "until")


@dataclass(frozen=True, slots=True)
class Override:
    """One person's decision on one customer. It holds from `first` (None: always) to `until`,
    both days included; without `approved_by` it does nothing."""

    id: str
    tier: str
    because: str
    until: int
    by: str | None = None
    approved_by: str | None = None
    first: int | None = None
    salt: str | None = None  # where it was entered into a ledger

    def cells(self) -> dict[str, Any]:
        """The columns that it brings to the customer's row."""
        return {
            "override.tier": self.tier,
            "override.until": self.until,
            "override.approved": self.approved_by is not None,
            "override.by": self.by,
            "override.approved_by": self.approved_by,
            "override.because": self.because,
        }


@dataclass(frozen=True, slots=True)
class Overrides:
    """A file of overrides, in its order."""

    name: str
    digest: str
    entries: tuple[Override, ...]

    def on(self, as_of: int) -> dict[str, Override]:
        """By customer, the last entry of the file that has begun by a day."""
        begun = (e for e in self.entries if e.first is None or e.first <= as_of)
        return {e.id: e for e in begun}

    def brought(self, as_of: int) -> Brought:
        """What they bring to the customers of a run."""
        return brought(list(self.on(as_of).values()))


def read_overrides(file: Path, bound: BoundPolicy) -> Overrides:
    """The overrides of a file, for a policy that lets persons decide.

    Raises UsageError where it does not; DataError, with a finding for each line at fault, where
    the file cannot be read.
    """
    if bound.override is None:
        raise UsageError(Diagnostic("KT434", {"id": bound.policy.id, "name": str(file)}))
    raw, source = read_source(file)
    return Overrides(str(file), sha256(raw), entries_of(source))


def entries_of(source: Source) -> tuple[Override, ...]:
    """The entries of a text. Raises DataError with everything that is wrong with it."""
    composed = compose(Page.of(source), PARSER)
    if composed.findings:
        raise DataError(composed.findings)
    root = composed.root
    found = root.get("overrides") if isinstance(root, Mapping) else None
    if composed.broken is not None or not isinstance(root, Mapping) or not isinstance(found, List):
        raise DataError(Diagnostic("KT430", {"name": source.name}, _top(source)))
    wrong: list[Diagnostic] = []
    for entry in root:
        if entry.key.text != "overrides":
            wrong.append(_unknown(entry.key, ("overrides",)))
    read = [_entry(node, source, wrong) for node in found.items]
    if wrong:
        raise DataError(wrong)
    return tuple(e for e in read if e is not None)


def _top(source: Source) -> Span:
    return source.span(0, min(len(source.text), 1))


def _unknown(key: Scalar, known: Sequence[str]) -> Diagnostic:
    near = nearest(key.text, known)
    caret = None if near is None else (f"did you mean `{near}`?", f"是否想写 `{near}`？")
    params = {"key": key.text, "known": list(known)}
    return Diagnostic("KT432", params, key.at, caret=caret)


def _entry(node: Node, source: Source, wrong: list[Diagnostic]) -> Override | None:
    """One entry, or None where something is wrong with it."""
    before = len(wrong)
    if not isinstance(node, Mapping):
        wrong.append(Diagnostic("KT430", {"name": source.name}, node.at))
        return None
    texts: dict[str, str] = {}
    for e in node:
        if e.key.text not in KEYS:
            wrong.append(_unknown(e.key, KEYS))
        elif not isinstance(e.value, Scalar):
            wrong.append(Diagnostic("KT435", {"key": e.key.text}, e.value.at))
        elif not e.value.empty and clean(e.value.text):
            texts[e.key.text] = clean(e.value.text)
    gone = [key for key in NEEDED if key not in texts]
    if gone and len(wrong) == before:
        params = {"id": texts.get("id", "?"), "keys": gone}
        wrong.append(Diagnostic("KT431", params, node.at))
    days: dict[str, int | None] = {}
    for key in ("from", "until"):
        if key in texts:
            days[key] = read_date(texts[key])
            value = node.get(key)
            if days[key] is None and value is not None:
                params = {"key": key, "seen": texts[key]}
                wrong.append(Diagnostic("KT433", params, value.at))
    wrong += _backwards(node, days)
    approved = node.get("approved_by")
    if approved and texts.get("by", "").casefold() == texts.get("approved_by", "?").casefold():
        wrong.append(Diagnostic("KT437", {"name": texts["by"]}, approved.at))
    if len(wrong) > before:
        return None
    until = days["until"]
    assert until is not None
    return Override(
        texts["id"], texts["tier"], texts["because"], until, texts.get("by"),
        texts.get("approved_by"), days.get("from"), texts.get("salt"),
    )  # fmt: skip


def _backwards(node: Mapping, days: dict[str, int | None]) -> Iterator[Diagnostic]:
    first, until = days.get("from"), days.get("until")
    start, end = node.get("from"), node.get("until")
    if first is not None and until is not None and first > until and start and end:
        params = {"until": from_day(until).isoformat(), "from": from_day(first).isoformat()}
        here = Label(start.at, "it begins here", "从这里开始")
        yield Diagnostic("KT436", params, end.at, labels=(here,))


def brought(entries: Sequence[Override]) -> Brought:
    """The overrides as columns of customers' rows."""
    columns = tuple(f"override.{what}" for what, _ in OVERRIDE)
    rows = [f"({', '.join([literal(e.id), *_cells(e)])})" for e in entries]
    names = ", ".join(quoted(c) for c in ("id", *columns))
    if not rows:
        nothing = ", ".join(f"NULL AS {quoted(c)}" for c in columns)
        return Brought(f"(SELECT '' AS id, {nothing} WHERE false)", columns)
    return Brought(f"(SELECT * FROM (VALUES {', '.join(rows)}) AS v({names}))", columns)


def _cells(e: Override) -> Iterator[str]:
    for name, value in e.cells().items():
        if value is None:
            yield "CAST(NULL AS VARCHAR)"
        elif name == "override.until":
            yield f"DATE {literal(from_day(value).isoformat())}"
        else:
            yield str(value).lower() if isinstance(value, bool) else literal(str(value))
