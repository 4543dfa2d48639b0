"""The whitelist: what may reach Python's parser at all, and in which order words may stand.

At most 2,000 characters, 400 words, 32 levels; the words as `tokens.py` lets them in; values
and operators in turn, brackets closed, every `if` with its `else`. What passes is a Python
expression of known constructs only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from engine.atoms.diagnostic import Diagnostic
from engine.author.formula.habits import BETWEEN, NOTHING
from engine.author.formula.reading import KEYWORDS, STAND_IN, Token, goes_on, well_spelt
from engine.author.formula.spots import Spots
from engine.author.formula.tokens import read_words

MOST_CHARACTERS: Final = 2000
MOST_TOKENS: Final = 400
MOST_LEVELS: Final = 32
#: Mistakes that may be several words, where one value was meant.
_OF_A_VALUE: Final = frozenset(("KT154", "KT157", "KT159", "KT160", "KT165"))


def check_text(text: str, spots: Spots) -> tuple[list[Token], list[Diagnostic]]:
    """The words of a formula, and its mistakes; without mistakes the text may be parsed."""
    if not text.strip():
        return [], [Diagnostic("KT150", at=spots.whole())]
    if len(text) > MOST_CHARACTERS:
        return [], [too_large(len(text), MOST_CHARACTERS, "characters", "个字符", spots)]
    reader = read_words(text, spots)
    tokens, found = reader.tokens, reader.found
    found += _nothing(tokens, spots)
    if len(tokens) > MOST_TOKENS:
        found.append(too_large(len(tokens), MOST_TOKENS, "words", "个词", spots))
    if all(map(goes_on, found)) and all(map(well_spelt, tokens)):
        order = _Order(tokens, spots)
        if (wrong := order.fault()) is not None and not _caused(order.at, tokens, found, spots):
            found.append(wrong)
    return tokens, sorted(found, key=Diagnostic.order)


def _caused(i: int, tokens: list[Token], found: list[Diagnostic], spots: Spots) -> bool:
    """Whether a value told to be faulty stands where the order of words breaks."""
    told = [d.at for d in found if d.at is not None and d.code in _OF_A_VALUE]
    around = [spots.span(t.start, t.end) for t in tokens[max(0, i - 1) : i + 1]]
    return any(word in at for word in around for at in told)


def in_order(tokens: list[Token], spots: Spots) -> bool:
    """Whether values and operators stand in turn, so that the words are an expression."""
    return _Order(tokens, spots).fault() is None


def too_large(seen: int, limit: int, what: str, what_zh: str, spots: Spots) -> Diagnostic:
    return Diagnostic(
        "KT151",
        {"seen": f"{seen:,}", "limit": f"{limit:,}", "what": what, "what_zh": what_zh},
        at=spots.whole(),
        hint=(
            "name parts of it under `derived:` and use their names",
            "把其中的部分在 `derived:` 里命名，再引用这些名字",
        ),
    )


def _nothing(tokens: list[Token], spots: Spots) -> list[Diagnostic]:
    """`x == None`, `x is not null`, `is` alone; what is said to be one question is read as such."""
    found: list[Diagnostic] = []
    covered = -1
    asked: list[tuple[int, int]] = []
    for i, t in enumerate(tokens):
        if t.kind != "name" or i <= covered or t.text not in (*NOTHING, "is"):
            continue
        start, stop, negated = i, i + 1, False
        if t.text == "is":
            negated = _text(tokens, i + 1) == "not"
            stop = i + 1 + negated
            if _text(tokens, stop) in NOTHING or _text(tokens, stop) == "missing":
                stop += 1
            else:
                hint = ("write `==`", "写 `==`")
                at = spots.span(t.start, t.end)
                found.append(Diagnostic("KT156", {"seen": "is"}, at=at, hint=hint))
                continue
        elif i and tokens[i - 1].text in ("==", "!="):
            start, negated = i - 1, tokens[i - 1].text == "!="
        covered = stop - 1
        asked.append((start, stop))
        found.append(_is_missing(tokens, start, stop, negated, spots))
    for start, stop in reversed(asked):
        first, last = tokens[start], tokens[stop - 1]
        whole = Token("name", STAND_IN, first.start, last.end)
        equals = Token("operator", "==", first.start, last.end)
        tokens[start:stop] = [equals, whole] if start else [whole]
    return found


def _is_missing(
    tokens: list[Token], start: int, stop: int, negated: bool, spots: Spots
) -> Diagnostic:
    seen = spots.span(tokens[start].start, tokens[stop - 1].end)
    fix = None
    before = tokens[start - 1] if start else None
    simple = start < 2 or tokens[start - 2].text in ("and", "or", "not", "(", "if", "else", ",")
    if before is not None and before.kind == "name" and before.text not in KEYWORDS and simple:
        at = spots.span(before.start, tokens[stop - 1].end)
        word = f"{'not ' if negated else ''}is_missing({before.text})"
        fix = spots.mend(at, word)
    return Diagnostic("KT165", {"seen": seen.text}, at=seen, fix=fix)


def _text(tokens: list[Token], i: int) -> str:
    return tokens[i].text if i < len(tokens) else ""


@dataclass(slots=True)
class _Frame:
    """An open bracket: a call's, a list's, or one that groups."""

    kind: Literal["group", "call", "list"]
    opened: Token | None
    after_in: bool = False
    waits_for_else: Token | None = None


_BINARY: Final = frozenset(
    ("==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "and", "or", "in")
)
_BEFORE_NOT: Final = frozenset(("", "(", "[", ",", "and", "or", "not", "if", "else"))


class _Order:
    """Values and operators in turn; the first word that stands wrong."""

    def __init__(self, tokens: list[Token], spots: Spots) -> None:
        self.tokens = tokens
        self.spots = spots
        self.frames = [_Frame("group", None)]
        self.value_next = True
        self.at = 0

    def fault(self) -> Diagnostic | None:
        for i, t in enumerate(self.tokens):
            self.at = i
            wrong = self._value(i, t) if self.value_next else self._operator(i, t)
            if wrong is not None:
                return wrong
            if len(self.frames) > MOST_LEVELS:
                return too_large(len(self.frames), MOST_LEVELS, "levels", "层", self.spots)
        self.at, frame = len(self.tokens), self.frames[-1]
        if self.value_next:
            return self._expected("a value", "一个值", len(self.tokens))
        if frame.waits_for_else is not None:
            return self._no_else(frame.waits_for_else)
        if frame.opened is not None:
            return self._unclosed(frame.opened)
        return None

    def _value(self, i: int, t: Token) -> Diagnostic | None:
        before = _text(self.tokens, i - 1) if i else ""
        after = _text(self.tokens, i + 1)
        if t.kind in ("number", "text") or (t.kind == "name" and t.text not in KEYWORDS):
            if t.kind == "name" and after == "(":
                return None
            self.value_next = False
        elif t.text == "(":
            call = i > 0 and self.tokens[i - 1].kind == "name" and before not in KEYWORDS
            self.frames.append(_Frame("call" if call else "group", t, before == "in"))
            if call and after == ")":
                self.value_next = False
        elif t.text == "[" and before == "in":
            self.frames.append(_Frame("list", t))
            if after == "]":
                self.value_next = False
        elif t.text == "[":
            return self._construct(t, "lists, except after `in`", "列表（`in` 之后除外）")
        elif t.text == "not" and before not in _BEFORE_NOT:
            hint = ("put `not` and what follows in brackets", "把 `not` 及其后的部分放进括号")
            return self._expected("a value", "一个值", i, hint)
        elif t.text == "if":
            hint = ("write `x if condition else y`", "写成 `x if 条件 else y`")
            return self._expected("a value", "一个值", i, hint)
        elif t.text in ("*",) and before in ("(", ",", "["):
            return self._construct(t, "starred arguments", "带星号的参数")
        elif t.text not in ("not", "-", "+"):
            return self._expected("a value", "一个值", i)
        return None

    def _operator(self, i: int, t: Token) -> Diagnostic | None:
        frame = self.frames[-1]
        if t.text == "not" and _text(self.tokens, i + 1) == "in":
            return None
        if t.kind in ("operator", "name") and t.text in _BINARY:
            self.value_next = True
        elif t.text == "if" and frame.waits_for_else is None:
            frame.waits_for_else, self.value_next = t, True
        elif t.text == "else" and frame.waits_for_else is not None:
            frame.waits_for_else, self.value_next = None, True
        elif t.text in (")", "]"):
            return self._close(i, t)
        elif t.text == ",":
            return self._comma(i, frame)
        elif t.text == "(":
            return self._construct(t, "calls of anything but a function", "对非函数的调用")
        elif t.text == "[":
            return self._construct(t, "subscripts", "下标")
        else:
            hint = BETWEEN.get(t.text) if t.kind == "name" else None
            return self._expected("an operator", "一个运算符", i, hint)
        return None

    def _close(self, i: int, t: Token) -> Diagnostic | None:
        frame = self.frames[-1]
        if frame.waits_for_else is not None:
            return self._no_else(frame.waits_for_else)
        if frame.opened is None or (t.text == "]") != (frame.kind == "list"):
            expected = "" if frame.opened is None else "]" if frame.kind == "list" else ")"
            if expected:
                return self._expected(f"`{expected}`", f"`{expected}`", i)
            return self._expected("the end", "结束", i, (
                f"no bracket is open before this `{t.text}`",
                f"这个 `{t.text}` 之前没有打开的括号",
            ))  # fmt: skip
        self.frames.pop()
        return None

    def _comma(self, i: int, frame: _Frame) -> Diagnostic | None:
        if frame.waits_for_else is not None:
            return self._no_else(frame.waits_for_else)
        if frame.kind != "group":
            self.value_next = True
            return None
        if frame.after_in:
            hint = ("write a list in square brackets: x in ['a', 'b']",
                    "列表用方括号：x in ['a', 'b']")  # fmt: skip
        else:
            hint = ("a comma stands between the arguments of a function, or in a list; "
                    "numbers have none: 1000",
                    "逗号只用于函数参数或列表之间；数字里不写逗号：1000")  # fmt: skip
        return self._expected("an operator", "一个运算符", i, hint)

    # --- findings ---

    def _expected(
        self, what: str, what_zh: str, i: int, hint: tuple[str, str] | None = None
    ) -> Diagnostic:
        ended = i >= len(self.tokens)
        last = self.tokens[-1] if ended else self.tokens[i]
        params = {
            "expected": what,
            "expected_zh": what_zh,
            "seen": "the end" if ended else f"`{_shown(last, self.spots)}`",
            "seen_zh": "公式却结束了" if ended else f"看到的是 `{_shown(last, self.spots)}`",
        }
        if i > 0:
            before = _shown(self.tokens[i - 1], self.spots)
            params["expected"] += f" after `{before}`"
            params["expected_zh"] = f"`{before}` 之后应为{what_zh}"
        else:
            params["expected_zh"] = f"应以{what_zh}开头"
        return Diagnostic("KT166", params, at=self.spots.span(last.start, last.end), hint=hint)

    def _construct(self, t: Token, what: str, what_zh: str) -> Diagnostic:
        at = self.spots.span(t.start, t.end)
        return Diagnostic("KT160", {"what": what, "what_zh": what_zh}, at=at)

    def _no_else(self, t: Token) -> Diagnostic:
        return Diagnostic(
            "KT166",
            {"expected": "an `else` for this `if`", "expected_zh": "`if` 需要配一个 `else`",
             "seen": "none", "seen_zh": "却没有找到"},
            at=self.spots.span(t.start, t.end),
            hint=("write `x if condition else y`", "写成 `x if 条件 else y`"),
        )  # fmt: skip

    def _unclosed(self, t: Token) -> Diagnostic:
        closer = "]" if t.text == "[" else ")"
        return Diagnostic(
            "KT166",
            {"expected": f"`{closer}` for this `{t.text}`",
             "expected_zh": f"`{t.text}` 需要配一个 `{closer}`",
             "seen": "the end", "seen_zh": "公式却结束了"},
            at=self.spots.span(t.start, t.end),
        )  # fmt: skip


def _shown(t: Token, spots: Spots) -> str:
    text = spots.span(t.start, t.end).text
    return text if 0 < len(text) <= 30 else t.text[:30]
