"""Small tables: plain text that stays aligned under Chinese, or rich's on a terminal."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.atoms.text import cells
from engine.report.visible import pad, visible


def table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Collection[int] = ()
) -> str:
    """The rows under their headings, columns two spaces apart; `right` columns end together.

    >>> print(table(["等级", "customers"], [["战略", "12"], ["a", "3"]], right={1}), end="")
    等级  customers
    战略         12
    a             3
    """
    shown = [[visible(c) for c in row] for row in (headings, *rows)]
    widths = [max(cells(row[i]) for row in shown) for i in range(len(headings))]
    lines = (
        "  ".join(pad(c, w, i in right) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        for row in shown
    )
    return "".join(line.rstrip() + "\n" for line in lines)


def drawn(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Collection[int] = (),
    shares: Sequence[float] = (),
    width: int = 96,
) -> str:
    """The same for a terminal: colour, a rule under the headings, and a bar for each share."""
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for i, heading in enumerate(headings):
        made.add_column(visible(heading), justify="right" if i in right else "left")
    if shares:
        made.add_column("")
    for number, row in enumerate(rows):
        bar = [Text("█" * round(24 * shares[number]), style="cyan")] if shares else []
        made.add_row(*(Text(visible(c)) for c in row), *bar)
    out = StringIO()
    Console(file=out, force_terminal=True, width=width, highlight=False).print(made)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
