"""No part of a formula passes 18 decimals or 38 digits; what could says which bound to declare."""

from __future__ import annotations

from typing import Final

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import WIDEST
from engine.author.formula import tree as t
from engine.author.formula.faults import short
from engine.bind import intervals as iv
from engine.bind.findings import Findings
from engine.bind.scope import Known, Scope

MOST_DECIMALS: Final = 18
MOST_DIGITS: Final = len(str(WIDEST))


class Widths:
    """Says at most once for one formula that it grows too wide: the rest follows from it."""

    def __init__(self, scope: Scope, findings: Findings) -> None:
        self.scope = scope
        self.findings = findings
        self.said = False

    def fits(self, node: t.Tree, scale: int, widest: int) -> bool:
        """Whether numbers up to `widest` at `scale` fit; says so at the node if not."""
        if scale <= MOST_DECIMALS and widest <= WIDEST:
            return True
        if not self.said:
            self.said = True
            self._say(node, scale, widest)
        return False

    def _say(self, node: t.Tree, scale: int, widest: int) -> None:
        if scale > MOST_DECIMALS:
            self.findings.add(
                "KT175",
                node.at,
                part=short(node.at.text),
                seen=scale,
                what="decimals",
                what_zh="位小数",
                limit=MOST_DECIMALS,
                hint=(
                    "name a part of it under `derived:`, which rounds it to its kind's decimals",
                    "把其中一部分在 `derived:` 里命名，它会按类型取整",
                ),
            )
            return
        blame = self._loosest(node)
        hint = ("use smaller numbers", "请用更小的数字")
        labels = []
        if blame is not None:
            name, known = blame
            hint = (
                f"declare `between: [least, greatest]` on `{name}`",
                f"请在 `{name}` 上声明 `between: [最小, 最大]`",
            )
            if known.bounded:
                hint = (f"narrow `between` of `{name}`", f"请收窄 `{name}` 的 `between`")
            if known.at is not None:
                labels = [Label(known.at, "its bounds are the widest", "它的范围最宽")]
        self.findings.add(
            "KT175",
            node.at,
            part=short(node.at.text),
            seen=len(str(widest)),
            what="digits",
            what_zh="位数字",
            limit=MOST_DIGITS,
            hint=hint,
            labels=labels,
        )

    def _loosest(self, node: t.Tree) -> tuple[str, Known] | None:
        """The name below this node whose bounds are widest; one without its own comes first."""
        found: list[tuple[bool, int, str, Known]] = []
        for name in t.names(node):
            known = self.scope.names.get(name)
            if known is None or known.type is None or not known.type.numeric:
                continue
            assert known.type.low is not None
            assert known.type.high is not None
            width = iv.widest((known.type.low, known.type.high))
            found.append((not known.bounded, width, name, known))
        if not found:
            return None
        _, _, name, known = max(found, key=lambda f: f[:2])
        return name, known
