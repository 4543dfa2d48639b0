"""Lines from a layout: flow style where an entry fits on its line, else block style."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.atoms.text import cells
from engine.author.format_layout import Group, Item, Page, Remark
from engine.author.format_scalars import typed_lines, written
from engine.author.nodes import Scalar

#: Terminal columns of a line in flow style; a comment at its end is not counted.
WIDTH: Final = 100
INDENT: Final = "  "


def page_text(page: Page) -> str:
    """The whole text."""
    lines = list(_remarks(page.head, ""))
    if lines and page.head_apart:
        lines.append("")
    lines += _block(page.body, "")
    return "\n".join(lines) + "\n" if lines else ""


def _remarks(remarks: list[Remark], indent: str) -> Iterator[str]:
    for i, r in enumerate(remarks):
        if r.blank and i > 0:
            yield ""
        yield indent + r.text


def _block(group: Group, indent: str) -> Iterator[str]:
    """A map or list, an item a line or more."""
    for i, item in enumerate(group.items):
        if item.apart and i > 0:
            yield ""
        yield from _remarks(item.above, indent)
        if item.above and item.blank:
            yield ""
        yield from _item(item, indent)
    if group.foot and group.foot[0].blank:
        yield ""
    yield from _remarks(group.foot, indent)


def _item(item: Item, indent: str) -> Iterator[str]:
    lead = indent + "-" if item.key is None else f"{indent}{written(item.key, key=True)}:"
    if isinstance(item.value, Scalar):
        yield from _scalar(item.value, lead, item.beside, indent + INDENT)
        return
    text = one_line(item.value, as_typed=item.permitted)
    if text is not None and (item.permitted or cells(f"{lead} {text}") <= WIDTH):
        yield _with(f"{lead} {text}", item.beside)
    elif item.key is not None:
        yield _with(lead, item.beside)
        yield from _block(item.value, indent + INDENT)
    else:
        if item.beside is not None:
            yield indent + item.beside
        first, *rest = _block(item.value, indent + INDENT)
        yield lead + first[len(lead) :]
        yield from rest


def _with(line: str, comment: str | None) -> str:
    return line if comment is None else f"{line} {comment}"


def _scalar(value: Scalar, lead: str, beside: str | None, indent: str) -> Iterator[str]:
    """A value at the end of its line, or on several lines as the author broke them."""
    line = f"{lead} {written(value)}".rstrip(" ")
    broken = "\n" in value.page.text[value.start : value.end]
    if not broken or ("\n" not in value.text and cells(line) <= WIDTH):
        yield _with(line, beside)
        return
    first, *rest = typed_lines(value)
    rest = [indent + r if r else "" for r in rest]
    lines = [f"{lead} {first}", *rest]
    at = 0 if value.style in ("literal", "folded") else -1
    lines[at] = _with(lines[at], beside)
    yield from lines


def one_line(value: Scalar | Group, *, as_typed: bool = False) -> str | None:
    """The value in flow style; None where it holds what flow style cannot, or should not, show.

    `as_typed`: what the author wrote in flow style, and nothing else, should be shown so.
    """
    if isinstance(value, Scalar):
        return None if "\n" in value.text else written(value, flow=True) or None
    if value.items and (_remarked(value) or (not value.flow if as_typed else _stands(value))):
        return None
    parts = []
    for item in value.items:
        text = one_line(item.value, as_typed=as_typed)
        if text is None:
            return None
        key = "" if item.key is None else written(item.key, flow=True, key=True) + ": "
        parts.append(key + text)
    inside = ", ".join(parts)
    return f"{{{inside}}}" if value.keyed else f"[{inside}]"


def _remarked(group: Group) -> bool:
    """Whether comments or empty lines stand between the items."""
    remarks = any(i.above or i.beside for i in group.items)
    return remarks or bool(group.foot) or any(i.apart for i in group.items[1:])


def _stands(group: Group) -> bool:
    """Whether a group is written in block style, however short it is."""
    shape = group.shape
    return (
        shape.block
        or any(i.key is not None and i.key.text in shape.block_with for i in group.items)
        or (shape.flat and any(isinstance(i.value, Group) for i in group.items))
    )
