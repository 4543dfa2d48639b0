"""The shape of a policy: what schemas/policy.schema.json says, in our own words.

The schema is the one truth, for editors and engine alike. jsonschema finds what departs from
it; keys that were plainly misspelt are read as what was meant, so that one mistake gives one
message and everything behind it is still looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.places import place
from engine.atoms.text import Span
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.page import Mend
from engine.author.places import Path
from engine.author.plain import plain

if TYPE_CHECKING:
    from jsonschema import Draft7Validator, ValidationError

    from engine.author.departure import Found

#: So many departures are looked at; far fewer are shown.
_MOST: Final = 2_000
_ROUNDS: Final = 24
#: Of unknown keys so many are told; looking for what was meant by each takes time.
_SHOWN: Final = 500


@dataclass(slots=True)
class Shaped:
    """The nodes as meant; `whole` is False where something could not be understood, `mend` is
    an edit of the text that must come first."""

    root: Node
    findings: list[Diagnostic] = field(default_factory=list)
    whole: bool = True
    mend: Mend | None = None
    doubtful: set[int] = field(default_factory=set)  # where maps start that lost a key
    dropped: list[Entry] = field(default_factory=list)

    def doubts(self, at: Span) -> bool:
        """Whether a key stands in a map that lost a key, or has such a map as its value."""
        return bool(self.doubtful) and any(
            e.key.at == at and (m.start in self.doubtful or e.value.start in self.doubtful)
            for m in _maps(self.root)
            for e in m
        )

    def drop(self, keys: Seq[Span]) -> None:
        """Leaves out the entries whose keys, or values, stand at these places."""
        names: dict[int, dict[str, str | None]] = {}
        for m in _maps(self.root):
            for e in m:
                if e.key.at in keys or e.value.at in keys:
                    names.setdefault(id(m), {})[e.key.text] = None
                    self.doubtful.add(m.start)
                    self.dropped.append(e)
        self.root = _rebuilt(self.root, names, {})


def _maps(node: Node) -> Iterator[Mapping]:
    if isinstance(node, Mapping):
        yield node
        for e in node:
            yield from _maps(e.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _maps(item)


@cache
def _validator() -> Draft7Validator:
    from jsonschema import Draft7Validator, FormatChecker
    from referencing import Registry

    schema = json.loads((place("schemas") / "policy.schema.json").read_text(encoding="utf-8"))
    # An empty registry: no reference is ever fetched.
    return Draft7Validator(schema, registry=Registry(), format_checker=FormatChecker(["date"]))


def shaped(root: Node, damaged: Seq[int] = ()) -> Shaped:
    """The nodes of a policy as meant, and a finding for each departure from the schema.

    `damaged` are source offsets where the text itself was at fault: a key that is missing
    around one of them may well be there.
    """
    out = Shaped(root)
    for _ in range(_ROUNDS):
        errors = list(islice(_validator().iter_errors(plain(out.root)), _MOST))
        keys = [e for e in errors if e.validator == "additionalProperties"]
        if not keys:
            if errors:
                _describe(out, errors, damaged)
            break
        _mend_keys(out, keys)
        if out.mend is not None:
            break
    return out


def _mend_keys(out: Shaped, errors: list[ValidationError]) -> None:
    """A finding for each unknown key; it is read as the key that was meant, or left out."""
    from engine.author.departure import unknown_key  # only a mistaken policy needs the words
    from engine.author.misread import glued_pair

    names: dict[int, dict[str, str | None]] = {}
    for error in errors:
        node = at_path(out.root, tuple(error.absolute_path))
        assert isinstance(node, Mapping)
        known = list(_schema(error)["properties"])
        for entry in node:
            if entry.key.text not in known and len(out.findings) > _SHOWN:
                names.setdefault(id(node), {})[entry.key.text] = None
                out.whole = False
            elif entry.key.text not in known:
                out.mend = out.mend or glued_pair(entry)
                finding, meant = unknown_key(entry, node, known, tuple(error.absolute_path))
                out.findings.append(finding)
                names.setdefault(id(node), {})[entry.key.text] = meant
                if meant is None:
                    out.dropped.append(entry)
                    out.doubtful.add(node.start)
    out.root = _rebuilt(out.root, names, {})


def _describe(out: Shaped, errors: list[ValidationError], damaged: Seq[int]) -> None:
    texts: dict[int, str] = {}
    names: dict[int, dict[str, str | None]] = {}
    for found in _each(errors, out.root):
        lacks = found.lacks
        explained = lacks is not None and (
            lacks.start in out.doubtful or any(_around(lacks, o) for o in damaged)
        )
        if not explained:  # else what is missing may stand there, misspelt
            out.findings.extend(found.findings)
        if found.mend is not None and out.mend is None:
            out.mend = found.mend
        if found.meant is None:
            out.whole = out.whole and found.readable
        elif found.key:
            names.setdefault(id(found.node), {})[found.seen] = found.meant
        else:
            texts[id(found.node)] = found.meant
    if names or texts:
        out.root = _rebuilt(out.root, names, texts)


def _around(node: Node, offset: int) -> bool:
    at = node.at
    return at.start.offset <= offset <= at.end.offset


def _each(errors: list[ValidationError], root: Node) -> Iterator[Found]:
    """What each error means; missing keys of one map come as one."""
    from engine.author.violations import described

    missing: dict[Path, list[str]] = {}
    for error in errors:
        path = tuple(error.absolute_path)
        if error.validator == "required":
            key = error.message.split("'")[1]
            missing.setdefault(path, []).append(key)
    done: set[tuple[Path, str, str]] = set()
    for error in errors:
        path = tuple(error.absolute_path)
        node = at_path(root, path)
        # A scalar has one fault; a map may have several, each key of it one.
        word = "" if isinstance(node, Scalar) else str(error.validator)
        once = (path, word, str(error.instance) if "propertyNames" in error.schema_path else "")
        if once not in done:
            done.add(once)
            yield described(error, node, path, root, missing.get(path, []))


def _schema(error: ValidationError) -> Map[str, Any]:
    assert isinstance(error.schema, dict)
    return error.schema


def at_path(root: Node, path: Path) -> Node:
    """The node at a path of keys and list indices."""
    node = root
    for step in path:
        if isinstance(step, int):
            assert isinstance(node, Sequence)
            node = node.items[step]
        else:
            assert isinstance(node, Mapping)
            entry = node.entry(step)
            assert entry is not None
            node = entry.value
    return node


def _rebuilt(node: Node, names: Map[int, Map[str, str | None]], texts: Map[int, str]) -> Node:
    """The nodes with keys renamed (None: left out) and texts replaced."""
    if isinstance(node, Scalar):
        return replace(node, text=texts[id(node)], style="plain") if id(node) in texts else node
    if isinstance(node, Sequence):
        return replace(node, items=tuple(_rebuilt(n, names, texts) for n in node.items))
    new = names.get(id(node), {})
    kept: dict[str, Entry] = {}
    for e in node:
        name = new.get(e.key.text, e.key.text)
        if name is not None:
            entry = Entry(replace(e.key, text=name), _rebuilt(e.value, names, texts))
            kept.setdefault(name, entry)
    return replace(node, entries=tuple(kept.values()))
