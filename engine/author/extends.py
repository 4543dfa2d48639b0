"""`extends: base-policy@1.2`: head office's file is found, and read beside the region's.

It is looked for in the folder of the region's file, then in the folder above, then beside it in
a folder of its own name; in each among `policy.yaml` and `*.policy.yaml`. One step, never more:
what is extended extends nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Fix, Label
from engine.atoms.errors import KeytierError
from engine.atoms.text import Source, Span
from engine.author.literals import bare
from engine.author.nodes import Mapping, Node, Scalar
from engine.author.opening import read_source
from engine.author.page import short
from engine.author.policy.region import Extends
from engine.author.read_region import NAMED, may_change, same_version
from engine.author.region import Joining

#: Where head office's file may be; the last is its name in the folder of a run.
_FILES: Final = ("policy.yaml", "policy.yml", "*.policy.yaml", "*.policy.yml", "extends.yaml")
_ID: Final = re.compile(r"""^policy:[ \t]*["']?([a-z0-9_-]+)["']?[ \t]*(?:#.*)?\r?$""", re.M)
_VERSION: Final = re.compile(r"""^version:[ \t]*["']?([0-9.]+)["']?[ \t]*(?:#.*)?\r?$""", re.M)

#: The nodes of a policy's text as meant, and what is wrong with it.
Nodes = Callable[[Source], tuple[Node | None, list[Diagnostic]]]


@dataclass(frozen=True, slots=True)
class Given:
    """Head office's file where it is known already: that of a stored run."""

    source: Source
    written: bytes


@dataclass(frozen=True, slots=True)
class Joined:
    """Both files as one, or None where that cannot be; and what is wrong with the joining."""

    root: Mapping | None
    extends: Extends | None
    found: list[Diagnostic]


def joined(source: Source, root: Mapping, given: Given | None, nodes: Nodes) -> Joined | None:
    """The region's nodes with head office's under them; None where `extends:` says nothing, of
    which the shape will tell."""
    value = root.get("extends")
    if value is None:
        return None
    text = value.text.strip() if isinstance(value, Scalar) else ""
    named, at = NAMED.fullmatch(text), value.at
    if named is None:
        return Joined(None, None, [_misnamed(value, text)])
    file = _found(source, root, named[1], named[2], at) if given is None else given
    if isinstance(file, Diagnostic):
        return Joined(None, None, [file])
    base, found = nodes(file.source)
    wrong = [d for d in found if d.severity == "error"]
    if wrong or not isinstance(base, Mapping):
        return Joined(None, None, [unsound(named[0], at, wrong)])
    if (further := base.entry("extends")) is not None:
        label = Label(further.whole, "here", "在这里")
        params = {"base": named[0], "what": "it extends another policy itself",
                  "what_zh": "它自己也在扩展别的政策"}  # fmt: skip
        hint = ("extend the policy that it extends", "请直接扩展它所扩展的政策")
        return Joined(None, None, [Diagnostic("KT136", params, at=at, labels=(label,), hint=hint)])
    joining = Joining(named[0], {o.what: o for o in may_change(base.get("may_change"))})
    whole = joining.whole(base, root)
    extends = Extends(named[1], named[2], file.source, file.written, at)
    return Joined(whole, extends, joining.found)


def _misnamed(value: Node, text: str) -> Diagnostic:
    """No policy and its version: what was most likely meant, of `base-policy v1.2` and the like."""
    meant = re.sub(r"[\s@:=]+[vV]?(?=[0-9])", "@", bare(text))
    mends = NAMED.fullmatch(meant) is not None
    fix = Fix(value.at, meant) if mends else None
    hint = (f"write `{meant}`", f"写成 `{meant}`") if mends else None
    seen = short(text or value.at.text)
    return Diagnostic("KT139", {"seen": seen}, at=value.at, fix=fix, hint=hint)


def unsound(named: str, at: Span, wrong: list[Diagnostic]) -> Diagnostic:
    """Head office's file has errors: of the first it is said where, and that it must be mended."""
    first = next((d for d in wrong if d.at is not None), None)
    labels: tuple[Label, ...] = ()
    if first is not None and first.at is not None:
        labels = (Label(first.at, first.message(), first.message("zh")),)
    n = max(1, len(wrong))
    params = {"base": named, "what": f"it has {n} error{'' if n == 1 else 's'}",
              "what_zh": f"其中有 {n} 个错误"}  # fmt: skip
    return Diagnostic("KT136", params, at=at, labels=labels)


def _found(source: Source, root: Mapping, id_: str, version: str, at: Span) -> Given | Diagnostic:
    """Head office's file, or what is wrong with its name."""
    own = root.get("policy")
    if isinstance(own, Scalar) and own.text.strip() == id_:
        return _absent(id_, version, at, "a policy does not extend itself", "政策不能扩展自己")
    folder = Path(source.name).parent
    folders = (folder, folder / "..", folder / ".." / id_)
    others: list[str] = []
    for place in folders:
        named = list(_named(place, Path(source.name), id_))
        same = [file for file, of in named if _is(of, version)]
        others += [of for _, of in named if not _is(of, version)]
        if len(same) > 1:
            files = ", ".join(f"`{g.source.name}`" for g in same)
            return _absent(id_, version, at, f"it is in {files}", f"它同时在 {files} 里")
        if same:
            return same[0]
    if others:
        seen = ", ".join(f"`{id_}@{v}`" for v in dict.fromkeys(others))
        return _absent(id_, version, at, f"there is {seen}", f"现有 {seen}")
    where = ", ".join(f"`{_shown(f)}`" for f in folders)
    return _absent(id_, version, at, f"no policy of that name is in {where}",
                   f"{where} 里没有这个名字的政策")  # fmt: skip


def _named(folder: Path, but: Path, id_: str) -> Iterator[tuple[Given, str]]:
    """The policies of this id in a folder, each with its version, `?` where none can be seen."""
    for file in _policies(folder, but):
        try:
            raw, text = read_source(file)
        except KeytierError:
            continue
        seen, of = _ID.search(text.text), _VERSION.search(text.text)
        if seen is not None and seen[1] == id_:
            yield Given(text, raw), of[1] if of else "?"


def _is(seen: str, version: str) -> bool:
    plain = re.fullmatch(r"\d+(\.\d+){0,2}", seen) is not None
    return plain and same_version(seen, version)


def _absent(id_: str, version: str, at: Span, en: str, zh: str) -> Diagnostic:
    params = {"base": f"{id_}@{version}", "what": en, "what_zh": zh}
    return Diagnostic("KT135", params, at=at)


def _policies(folder: Path, but: Path) -> Iterator[Path]:
    found = {f for pattern in _FILES for f in folder.glob(pattern)}
    for file in sorted(found):
        if file.is_file() and file.resolve() != but.resolve():
            yield Path(_shown(file))


def _shown(path: Path) -> str:
    """A path without `x/..`, as people would write it."""
    import os.path

    return os.path.normpath(path)
