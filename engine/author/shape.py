"""The shape of a policy: what schemas/policy.schema.json says, in our own words.

The schema is the one truth, for editors and engine alike. jsonschema finds what departs from
it; what was plainly misspelt is read as what was meant, and what cannot be understood is left
out or stood in for, so that one mistake gives one message and everything else is looked at.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.places import place
from engine.atoms.text import Span
from engine.author.edits import Edits, at_path, maps
from engine.author.nodes import Entry, Mapping, Node, Scalar
from engine.author.page import Mend
from engine.author.places import Path
from engine.author.plain import plain
from engine.author.stand_in import completed, required_instead, stand_in, stands_in, thing_instead

if TYPE_CHECKING:
    from jsonschema import Draft7Validator, ValidationError

    from engine.author.departure import Found

#: So many departures are looked at; far fewer are shown.
_MOST: Final = 2_000
_ROUNDS: Final = 24
#: Of unknown keys so many are told; looking for what was meant by each takes time.
_SHOWN: Final = 2_500
#: A map that lost some key, and nobody knows which.
ANY: Final = "*"
#: A key that does not go with another; the rest is read without it.
_ONE_TOO_MANY: Final = frozenset(("KT110", "KT116", "KT127", "KT128", "KT129"))
#: Lists of things of their own: one that cannot be read leaves the others as they are.
_LISTS: Final = ("tests", "actions")


@dataclass(slots=True)
class Shaped:
    """The nodes as meant; `whole` is False where something could not be understood, `mend` is
    an edit of the text that must come first."""

    root: Node
    findings: list[Diagnostic] = field(default_factory=list)
    whole: bool = True
    mend: Mend | None = None
    #: Where maps start that lost a key, with the keys that it may have been.
    lost: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    dropped: list[tuple[Path, Entry]] = field(default_factory=list)
    kept: list[Span] = field(default_factory=list)  # stay as they are, and cannot be read
    settled: set[tuple[int, int, str]] = field(default_factory=set)

    def doubts(self, at: Span) -> bool:
        """Whether a key stands in a map that lost a key, or has such a map as its value."""
        return bool(self.lost) and any(
            e.key.at == at and (m.start in self.lost or e.value.start in self.lost)
            for m in maps(self.root)
            for e in m
        )

    def drop(self, apart: Seq[Diagnostic]) -> None:
        """Leaves out what cannot stand together, by the findings about it; and notes where
        something else is missing."""
        edits = Edits()
        places = {d.at: d.code for d in apart}
        torn = [d.at.start.offset for d in apart if d.code == "KT105" and d.at is not None]
        for m in maps(self.root) if places else ():
            for e in m:
                code = places.get(e.key.at) or places.get(e.value.at)
                if code in _ONE_TOO_MANY:
                    edits.rename(m, e.key.text, None)
                    self.lost[m.start].add(e.key.text)
                    self.dropped.append(((), e))
                elif any(e.whole.start.offset <= at < e.whole.end.offset for at in torn):
                    self.lost[m.start].add(e.key.text)
                elif code is not None:
                    self.lost[m.start].add("choose_by")
        self.root = edits.applied(self.root)
        if self.lost and isinstance(self.root, Mapping):
            self.root = completed(self.root)

    def leave_out(self, path: Path, edits: Edits) -> None:
        """Leaves out what stands at a path: its entry, or an item of a list of things."""
        while path and isinstance(path[-1], int) and path[0] not in _LISTS:
            path = path[:-1]
        if path[0:1] == ("actions",) and path[2:] == ("when",):
            path = path[:2]  # without it the map is none of the forms that actions have
        if not path:
            self.whole = False
            return
        parent, last = at_path(self.root, path[:-1]), path[-1]
        if isinstance(last, int):
            edits.items[id(parent)].add(last)
            self.lost[parent.start].add(ANY)
        elif (instead := thing_instead(path, at_path(self.root, path))) is not None:
            edits.nodes[id(at_path(self.root, path))] = instead
            self.lost[instead.start].add(ANY)
        elif (instead := required_instead(path, at_path(self.root, path))) is not None:
            edits.nodes[id(at_path(self.root, path))] = instead
            self.lost[instead.start].add("if_unknown")
        else:
            assert isinstance(parent, Mapping)
            entry = parent.entry(last)
            assert entry is not None
            edits.rename(parent, last, None)
            self.lost[parent.start].add(last)
            self.dropped.append((path, entry))

    def lacks(self, node: Node, key: str) -> bool:
        """Whether a key that seems to be missing may be one that was lost; of no key, whether
        anything was."""
        lost = self.lost.get(node.start, set())
        return bool(lost & {ANY, key}) if key else bool(lost)

    def settle(self, error: ValidationError) -> None:
        """What the author wrote stays as it is: this departure is not looked at again."""
        self.settled.add(self._once(error))

    def knows(self, error: ValidationError) -> bool:
        """Whether a departure was settled, or is that of a stand-in."""
        node = at_path(self.root, tuple(error.absolute_path))
        return stands_in(node) or self._once(error) in self.settled

    def _once(self, error: ValidationError) -> tuple[int, int, str]:
        node = at_path(self.root, tuple(error.absolute_path))
        # A scalar has one fault; a map may have several, each key of it one.
        word = "" if isinstance(node, Scalar) else f"{error.validator} {error.message}"
        return node.start, node.end, word


@cache
def _validator() -> Draft7Validator:
    from jsonschema import Draft7Validator, FormatChecker
    from jsonschema.validators import extend
    from referencing import Registry

    schema = json.loads((place("schemas") / "policy.schema.json").read_text(encoding="utf-8"))
    named = {f"#/definitions/{name}": there for name, there in schema["definitions"].items()}

    # References lead to definitions only; jsonschema would search for each of them anew.
    def reference(validator: Any, ref: str, instance: Any, _: Any) -> Iterator[ValidationError]:
        yield from validator.descend(instance, named[ref])

    quick: type[Draft7Validator]
    quick = extend(Draft7Validator, {"$ref": reference})  # type: ignore[no-untyped-call]
    # An empty registry: no reference is ever fetched.
    return quick(schema, registry=Registry(), format_checker=FormatChecker(["date"]))


def shaped(root: Node, damaged: Seq[int] = ()) -> Shaped:
    """The nodes of a policy as meant, and a finding for each departure from the schema.

    `damaged` are source offsets where the text itself was at fault: a key that is missing
    around one of them may well be there.
    """
    out = Shaped(root)
    for offset in damaged:
        if (around := _damaged(root, offset)) is not None:
            out.lost[around.start].add(ANY)
    for _ in range(_ROUNDS):
        found = islice(_validator().iter_errors(plain(out.root)), _MOST)
        errors = [e for e in found if not out.knows(e)]
        keys = [e for e in errors if e.validator == "additionalProperties"]
        if keys:
            _mend_keys(out, keys)
        elif errors:
            _describe(out, errors)
        if not errors or out.mend is not None:
            return out
    out.whole = False
    return out


def _damaged(root: Node, offset: int) -> Mapping | None:
    """The map that a damaged line belongs to: in brackets the innermost, else by its indent."""
    inner = before = None
    least = 3  # columns that an indentation may be off
    for m in maps(root):
        at = m.at
        if at.start.offset <= offset <= at.end.offset:
            inner = m
        off = abs(at.start.column - at.source.position(offset).column)
        if at.start.offset < offset and not m.flow and off <= least:
            before, least = m, off
    return inner if inner is not None and inner.flow else before or inner


def _mend_keys(out: Shaped, errors: list[ValidationError]) -> None:
    """A finding for each unknown key; it is read as the key that was meant, or left out."""
    from engine.author.departure import (
        OF_WEIGHTS,
        unknown_key,
    )  # only a mistaken policy needs the words
    from engine.author.misread import glued_pair

    edits = Edits()
    for error in errors:
        path = tuple(error.absolute_path)
        node = at_path(out.root, path)
        assert isinstance(node, Mapping)
        known = list(_schema(error)["properties"])
        for entry in node:
            key = entry.key.text
            if key in known:
                continue
            meant = None
            if len(out.findings) <= _SHOWN:
                out.mend = out.mend or glued_pair(entry)
                finding, meant = unknown_key(entry, node, known, path)
                out.findings.append(finding)
            edits.rename(node, key, meant)
            if meant is None and path[-2:-1] == ("criteria",) and key in OF_WEIGHTS:
                out.lost[at_path(out.root, path[:-2]).start].add("weights")
            if meant is None:
                out.dropped.append(((*path, key), entry))
                out.lost[node.start].update(k for k in known if k not in node)
    out.root = edits.applied(out.root)


def _describe(out: Shaped, errors: list[ValidationError]) -> None:
    edits = Edits()
    for path, error, found in _each(errors, out):
        out.findings.extend(found.findings)
        out.mend = out.mend or found.mend
        if found.meant is not None and isinstance(found.node, Mapping):
            edits.rename(found.node, found.seen, found.meant)
            if found.meant == found.seen:
                out.settle(error)
        elif found.meant is not None and isinstance(found.node, Scalar):
            edits.texts[id(found.node)] = found.meant
            out.settle(error)
        elif found.readable or found.mend is not None:
            out.kept += [d.at for d in found.findings if d.at is not None]
            out.settle(error)
            if error.validator == "minProperties":
                out.lost[at_path(out.root, path).start].add(ANY)
        elif found.absent and isinstance(found.lacks, Mapping):
            for key in found.absent:
                edits.more[id(found.lacks)].append(stand_in(key, found.lacks))
            out.lost[found.lacks.start].update(found.absent)
        else:
            out.leave_out(path, edits)
    out.root = edits.applied(out.root)


def _each(
    errors: list[ValidationError], out: Shaped
) -> Iterator[tuple[Path, ValidationError, Found]]:
    """What each error means; missing keys of one map come as one."""
    from engine.author.violations import described

    absent: dict[Path, list[str]] = {}
    for error in errors:
        if error.validator == "required":
            key = error.message.split("'")[1]
            absent.setdefault(tuple(error.absolute_path), []).append(key)
    done: set[tuple[Path, str, str]] = set()
    for error in errors:
        path = tuple(error.absolute_path)
        node = at_path(out.root, path)
        word = "" if isinstance(node, Scalar) else str(error.validator)
        once = (path, word, str(error.instance) if "propertyNames" in error.schema_path else "")
        if once not in done:
            done.add(once)
            keys = absent.get(path, [])
            yield path, error, described(error, node, path, out.root, keys, out.lacks)


def _schema(error: ValidationError) -> Map[str, Any]:
    assert isinstance(error.schema, dict)
    return error.schema
