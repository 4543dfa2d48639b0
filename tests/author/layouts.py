"""Any layout of a policy: the same nodes in flow or block style, with comments and blank lines.

What is drawn is a seed; the choices made from it are as wild as YAML allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from engine.author.format_shape import POLICY, Shape
from engine.author.nodes import Mapping, Node, Scalar

#: Texts that stay themselves without quotes, anywhere.
_SAFE = re.compile(r"[\w一-鿿][\w一-鿿.%/]*( [\w一-鿿.%/+*=<>()]+)*")
#: Texts around which quotes make a difference to some reader, so that `fmt` keeps them.
_SPECIAL = re.compile(r"[-+0-9.][\w.:+-]*|~|null|true|false|yes|no|on|off|[yn]", re.IGNORECASE)
_REMARKS = (
    "# {n}",
    "#{n} without a space",
    "# {n}: {{a: 1, b: [2]}} # and more",
    "# {n} 说明：客户 'x' \"y\"",
    "# keytier: allow KT231 — reason {n}",
    "#   {n} - item | > & * !",
)


@dataclass
class Layout:
    """Writes nodes in a layout of its own choice; remembers the comments it made."""

    random: Random
    remarks: bool = True  # comments and blank lines
    comments: list[str] = field(default_factory=list)

    def text(self, root: Mapping) -> str:
        lines: list[str] = []
        if self.remarks and self.chance(0.5):
            lines += ["# yaml-language-server: $schema=../../schemas/policy.schema.json"]
            self.comments += lines
        if self.chance(0.2):
            lines += [*self.above(""), "---"]
        lines += self.block(root, POLICY, "")
        lines += self.above("")
        end = self.random.choice(("\n", "\r\n"))
        return end.join(lines) + self.random.choice(("", end, end * 3))

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    # --- comments and blank lines ---

    def comment(self) -> str:
        made = self.random.choice(_REMARKS).format(n=len(self.comments))
        self.comments.append(made)
        return made

    def above(self, indent: str) -> list[str]:
        """Blank lines and comments on their own lines."""
        lines: list[str] = []
        if self.remarks:
            while self.chance(0.15):
                if self.chance(0.5):
                    lines += [self.random.choice(("", " ", indent))] * self.random.randint(1, 3)
                else:
                    lines.append(indent + self.comment())
        return lines

    def beside(self) -> str:
        return f"{self.random.choice((' ', '   '))}{self.comment()}" if self.few() else ""

    def few(self) -> bool:
        return self.remarks and self.chance(0.1)

    # --- block style ---

    def block(self, node: Node, shape: Shape, indent: str) -> list[str]:
        lines: list[str] = []
        if isinstance(node, Mapping):
            for key, value in self.entries(node, shape):
                lines += self.above(indent)
                lead = f"{indent}{self.scalar(key)}:"
                lines += self.value(lead, value, shape.child(key.text), indent, key.text)
        elif not isinstance(node, Scalar):
            for item in node.items:
                lines += self.above(indent)
                lines += self.value(f"{indent}-", item, shape.child(None), indent, None)
        return [*lines, *self.above(indent)]

    def entries(self, node: Mapping, shape: Shape) -> list[tuple[Scalar, Node]]:
        entries = [(e.key, e.value) for e in node]
        if shape.order is not None and all(k.text in shape.order for k, _ in entries):
            self.random.shuffle(entries)
        return entries

    def value(self, lead: str, node: Node, shape: Shape, indent: str, key: str | None) -> list[str]:
        deeper = indent + " " * self.random.randint(1, 4)
        if isinstance(node, Scalar):
            return self.scalar_lines(lead, node, deeper, key)
        count = len(node.entries if isinstance(node, Mapping) else node.items)
        if count == 0 or self.chance(0.4):
            return self.flow_lines(lead, node, shape, deeper)
        indentless = key is not None and not isinstance(node, Mapping) and self.chance(0.3)
        if key is None and self.chance(0.7):
            inner = indent + "  "
            first, *rest = self.block(node, shape, inner)
            if first.strip() and not first.lstrip().startswith("#"):
                return [f"{lead} {first[len(inner) :]}", *rest]
            return [lead, first, *rest]
        return [lead + self.beside(), *self.block(node, shape, indent if indentless else deeper)]

    def scalar_lines(self, lead: str, node: Scalar, deeper: str, key: str | None) -> list[str]:
        text = node.text
        if node.empty:
            return [f"{lead} {text}".rstrip() + self.beside()]
        style = self.random.random()
        words = text.split(" ")
        if style < 0.1 and not _SPECIAL.fullmatch(text):
            header = self.random.choice(("|-", ">-"))
            return [f"{lead} {header}{self.beside()}", deeper + text]
        if style < 0.2 and _SAFE.fullmatch(text) and len(words) > 2 and "  " not in text:
            cut = self.random.randint(1, len(words) - 1)
            first, rest = " ".join(words[:cut]), " ".join(words[cut:])
            return [f"{lead} {first}", deeper + rest + self.beside()]
        if style < 0.3:
            opening = [lead + self.beside(), *self.above(deeper)]
            return [*opening, deeper + self.scalar(node) + self.beside()]
        return [f"{lead} {self.scalar(node)}{self.beside()}"]

    def scalar(self, node: Scalar) -> str:
        text = node.text
        if node.style != "plain" and _SPECIAL.fullmatch(text):
            return f'"{text}"'
        if text != "-" and _SPECIAL.fullmatch(text):
            return text
        if _SAFE.fullmatch(text) and self.chance(0.8):
            return text
        if self.chance(0.5):
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    # --- flow style ---

    def flow_lines(self, lead: str, node: Node, shape: Shape, deeper: str) -> list[str]:
        text = self.flow(node, shape, deeper, broken=self.chance(0.4))
        return [*f"{lead} {text}{self.beside()}".split("\n")]

    def flow(self, node: Node, shape: Shape, indent: str, *, broken: bool) -> str:
        if isinstance(node, Scalar):
            return node.text if node.empty else self.scalar(node)
        if isinstance(node, Mapping):
            parts = [
                f"{self.scalar(k)}: {self.flow(v, shape.child(k.text), indent, broken=broken)}"
                for k, v in self.entries(node, shape)
            ]
        else:
            each = shape.child(None)
            parts = [self.flow(n, each, indent, broken=broken) for n in node.items]
        start, end = "{}" if isinstance(node, Mapping) else "[]"
        out = start + self.turn(indent, broken)
        for i, part in enumerate(parts):
            comma = "," if i + 1 < len(parts) or self.chance(0.2) else ""
            out += part + comma + (self.turn(indent, broken) or " ")
        return out + end

    def turn(self, indent: str, broken: bool) -> str:
        """A line break inside `{ }`, with comments, or nothing."""
        if not broken or self.chance(0.6):
            return ""
        return "\n".join((self.beside(), *self.above(indent), indent))
