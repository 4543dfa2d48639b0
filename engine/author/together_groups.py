"""What stands together where the decision is made for groups of companies."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.diagnostic import Diagnostic
from engine.author.nodes import Entry, Mapping, Scalar
from engine.author.places import Path
from engine.author.together_pairs import both, entries, needs

_COMPARED = ("best", "worst")


def of_groups(root: Mapping) -> Iterator[Diagnostic]:
    """Findings about `decide_for`, `groups`, and how fields are rolled up."""
    decided, groups = root.entry("decide_for"), root.entry("groups")
    if decided is not None and groups is None:
        yield needs((), decided, "`groups`", " `groups`")
    elif groups is not None and decided is None:
        yield needs((), groups, "`decide_for: group`", " `decide_for: group`")
    customers = root.get("customers")
    of = customers.entry("from_ids_of") if isinstance(customers, Mapping) else None
    if groups is not None and of is not None:
        yield both(("customers",), "groups", of)
    for e in entries(root.get("data")):
        yield from _field(e, ("data", e.key.text), decided is not None)


def _field(e: Entry, path: Path, grouped: bool) -> Iterator[Diagnostic]:
    m = e.value
    if not isinstance(m, Mapping):
        return
    how = m.get("roll_up")
    compared = isinstance(how, Scalar) and how.text.strip() in _COMPARED
    for key in ("roll_up", "better", "missing_members"):
        entry = m.entry(key)
        if entry is None:
            continue
        if not grouped:
            yield needs(path, entry, "`decide_for: group`", " `decide_for: group`")
        elif key != "roll_up" and how is None:
            yield needs(path, entry, "`roll_up`", " `roll_up`")
        elif key == "better" and not compared:
            yield needs(path, entry, "`roll_up: best` or `worst`", " `roll_up: best` 或 `worst`")
    if compared and "better" not in m and (entry := m.entry("roll_up")) is not None:
        yield needs(path, entry, "`better: high` or `low`", " `better: high` 或 `low`")
