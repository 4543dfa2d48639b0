"""What stands together at the top of a policy: time zone, currency, exchange rates."""

from __future__ import annotations

from collections.abc import Iterator

from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author.currencies import ISO_4217, meant_currency, near_currency
from engine.author.nodes import Entry, Mapping, Scalar
from engine.author.page import short
from engine.author.places import Path
from engine.author.together_pairs import entries, needs


def of_run(root: Mapping) -> Iterator[Diagnostic]:
    """Findings about the time zone, the currency and the rates of a policy."""
    yield from _timezone(root)
    yield from _currency(root)
    yield from _rates(root)


def _timezone(root: Mapping) -> Iterator[Diagnostic]:
    """A time zone that this machine does not know, where it knows any."""
    node = root.get("timezone")
    if not isinstance(node, Scalar):
        return
    from zoneinfo import ZoneInfo

    for name in (node.text.strip(), "Asia/Shanghai"):
        try:
            ZoneInfo(name)
            break
        except (KeyError, OSError, ValueError):
            continue
    else:
        return
    if name != node.text.strip():
        yield Diagnostic("KT128", {"seen": short(node.text)}, at=node.at)


def _rates(root: Mapping) -> Iterator[Diagnostic]:
    """Amounts of other currencies, their rates, and the currency that they become."""
    fx = root.entry("fx")
    if fx is not None and "currency" not in root:
        yield needs((), fx, "`currency`", " `currency`")
    for path, e in _amounts(root):
        entry = e.value.entry("currency") if isinstance(e.value, Mapping) else None
        if entry is not None and fx is None:
            yield needs((*path, e.key.text), entry, "`fx`", " `fx`")


def _amounts(root: Mapping) -> Iterator[tuple[Path, Entry]]:
    """Every field and every column of a table."""
    for e in entries(root.get("data")):
        yield ("data",), e
    for table in entries(root.get("tables")):
        columns = table.value.get("columns") if isinstance(table.value, Mapping) else None
        for e in entries(columns):
            yield ("tables", table.key.text, "columns"), e


def _currency(root: Mapping) -> Iterator[Diagnostic]:
    """Three capital letters that are no currency: `RMB`, `CYN`."""
    node = root.get("currency")
    if not isinstance(node, Scalar) or node.text.strip() in ISO_4217:
        return
    seen = node.text.strip()
    meant = meant_currency(seen)
    fix = None if meant is None else Fix(node.at, meant)
    hint = None if meant is None else (f"write `{meant}`", f"写成 `{meant}`")
    if meant is None and (near := near_currency(seen)) is not None:
        hint = (f"did you mean `{near}`?", f"是否想写 `{near}`？")
    yield Diagnostic("KT129", {"seen": short(seen)}, at=node.at, fix=fix, hint=hint)
