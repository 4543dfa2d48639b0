"""What is said of parts of a formula that do not fit each other."""

from __future__ import annotations

from engine.atoms.dates import read_date
from engine.atoms.diagnostic import Fix, Label
from engine.atoms.suggest import nearest
from engine.atoms.text import Span
from engine.author.formula import tree as t
from engine.author.formula.functions import FUNCTION_NAMES
from engine.author.formula.habits import THE_DAY, TODAY
from engine.author.formula.reading import STAND_IN
from engine.author.formula.spots import mend
from engine.bind.bound import Type
from engine.bind.findings import KIND_WORDS, Both, Findings
from engine.bind.scope import Scope

Part = tuple[t.Tree, Type]

NUMBERS: Both = ("numbers", "数字")
DAYS: Both = ("days", "日期")
ONE_VALUE: Both = (
    "one value; choices are asked `'word' in field`",
    "单个值；多选用 `'词' in 字段`",
)
ORDERED: Both = ("numbers or days", "数字或日期")
A_SINGLE: Both = ("a number, a day or text", "数字、日期或文本")
A_COLLECTION: Both = ("a list or a field of choices", "列表或多选字段")
A_WORD: Both = ("a word in quotes before it", "前面是一个加引号的词")


def unknown_name(node: t.Name, scope: Scope, findings: Findings) -> None:
    """A name that may not be read at its place, or is nobody's."""
    name = node.name
    why = scope.barred.get(name)
    several = any(n.startswith("score.") for n in scope.names)  # scores may be read here
    if why is None and name.startswith("score.") and not several:
        why = scope.barred.get("score")  # as the plain word is
    if why is not None:
        findings.add("KT181", node.at, name=name, why=why[0], why_zh=why[1])
    elif name in FUNCTION_NAMES:
        hint = (f"`{name}` is a function: write {name}(…)", f"`{name}` 是函数：写 {name}(…)")
        findings.add("KT180", node.at, name=name, hint=hint)
    elif name in TODAY and "as_of" in scope.names:
        fix = Fix(node.at, "as_of") if node.at.text == name else None
        findings.add("KT180", node.at, name=name, hint=THE_DAY, fix=fix)
    else:
        declared = {n: k.at for n, k in scope.names.items()}
        findings.unknown("KT180", node.at, name, declared)


class Mismatch:
    """Says what does not fit, at the part that is likelier wrong, and points at the other."""

    def __init__(self, formula: t.Formula, scope: Scope, findings: Findings) -> None:
        self.formula = formula
        self.scope = scope
        self.findings = findings

    def _fix(self, at: Span, text: str) -> Fix | None:
        return mend(at, text, self.formula.at)

    def no_question(self, node: t.Tree, of: Type) -> None:
        """Where yes or no is expected."""
        seen, seen_zh = KIND_WORDS[of.kind]
        hint = None
        if of.numeric:
            part = node.at.text
            hint = (f"say what is asked, such as `{part} > 0`", f"写明判断，如 `{part} > 0`")
        self.findings.add("KT172", node.at, seen=seen, seen_zh=seen_zh, hint=hint)

    def unknown(self, node: t.Name) -> None:
        """A name that may not be read at this place, or is nobody's."""
        unknown_name(node, self.scope, self.findings)

    def unquoted(self, node: t.Compare) -> bool:
        """`status == closed`: says so of a word of a text field that lacks its quotes."""
        if len(node.operands) != 2:
            return False
        for a, b in (node.operands, node.operands[::-1]):
            if not isinstance(a, t.Name) or not isinstance(b, t.Name):
                return False
            if STAND_IN in (a.name, b.name):
                return False
            known = self.scope.names.get(a.name)
            if known is None or known.type is None or known.type.kind != "text":
                continue
            if b.name in self.scope.names or b.name in self.scope.barred:
                continue
            words = known.type.words
            like = nearest(b.name, self.scope.names) is not None
            if (words is not None and b.name in words) or (words is None and not like):
                hint = (f"text stands in quotes: `'{b.name}'`", f"文本要加引号：`'{b.name}'`")
                fix = self._fix(b.at, f"'{b.name}'")
                self.findings.add("KT180", b.at, name=b.name, hint=hint, fix=fix)
                return True
        return False

    def undeclared(self, literal: t.TextLiteral, other: t.Tree, of: Type) -> None:
        """A word that the other side cannot have."""
        words = of.words or ()
        near, fix = nearest(literal.value, words), None
        listed = ", ".join(words[:12])
        hint = (f"its words are: {listed}", f"可用的词：{listed}")
        if near is not None:
            hint = (f"did you mean `{near}`?", f"是不是想写 `{near}`？")
            fix = self._fix(literal.at, f"'{near}'")
        known = self.scope.names.get(other.name) if isinstance(other, t.Name) else None
        labels = []
        if known is not None and known.at is not None:
            labels = [Label(known.at, "its words are declared here", "取值在这里声明")]
        self.findings.add(
            "KT176", literal.at, word=literal.value, field=other.at.text, hint=hint, fix=fix,
            labels=labels,
        )  # fmt: skip

    def mixed(self, op: str, one: Part, other: Part) -> None:
        """Two kinds that do not stand beside each other."""
        for (_, a), (node, b) in ((one, other), (other, one)):
            if b.kind != "text" or not isinstance(node, t.TextLiteral):
                continue
            if a.kind == "date" and read_date(node.value) is not None:
                fix = self._fix(node.at, f"date('{node.value}')")
                self.findings.add("KT177", node.at, seen=node.value, fix=fix)
                return
            if a.numeric and node.value.isascii() and node.value.replace(".", "", 1).isdigit():
                hint = ("a number stands without quotes", "数字不加引号")
                self._mix(op, one, other, hint, self._fix(node.at, node.value))
                return
        self._mix(op, one, other, _advice({one[1].kind, other[1].kind}), None)

    def _mix(self, op: str, one: Part, other: Part, hint: Both | None, fix: Fix | None) -> None:
        (left, left_zh), (right, right_zh) = KIND_WORDS[one[1].kind], KIND_WORDS[other[1].kind]
        self.findings.add(
            "KT170", other[0].at, left=left, left_zh=left_zh, right=right, right_zh=right_zh,
            op=op, hint=hint, fix=fix, caret=(right, right_zh),
            labels=[Label(one[0].at, left, left_zh)],
        )  # fmt: skip

    def operand(self, op: str, expected: Both, node: t.Tree, of: Type) -> None:
        """A kind that an operator or function cannot take."""
        seen, seen_zh = KIND_WORDS[of.kind]
        hint = None
        if of.kind == "date" and op in ("+", "-"):
            hint = ("days apart are `days_between(earlier, later)`",
                    "相隔天数用 `days_between(早, 晚)`")  # fmt: skip
        elif of.kind == "date" and op in ("min", "max"):
            hint = ("write `a if a < b else b`", "写成 `a if a < b else b`")
        elif of.kind == "text" and op in ("<", "<=", ">", ">="):
            hint = ("text is compared by `==`, `!=` and `in [...]` only",
                    "文本只能用 `==`、`!=` 和 `in [...]`")  # fmt: skip
        self.findings.add(
            "KT173", node.at, op=op, expected=expected[0], expected_zh=expected[1], seen=seen,
            seen_zh=seen_zh, hint=hint,
        )  # fmt: skip


def _advice(kinds: set[str]) -> Both | None:
    if "yes_no" in kinds:
        return ("compare yes/no with true or false, or ask it alone",
                "是/否字段与 true/false 比较，或直接写字段名")  # fmt: skip
    if "percent" in kinds and kinds & {"number", "whole", "rating"}:
        return ("a percent is its number (40): multiply or divide to mix it with numbers",
                "百分数就是它的数字（40）：与数字结合时用乘除")  # fmt: skip
    if "money" in kinds and kinds & {"number", "whole", "rating", "percent"}:
        return ("money divided by money is a number; declare what is no money otherwise",
                "金额除以金额得到数字；不是金额的字段请改声明")  # fmt: skip
    return None
