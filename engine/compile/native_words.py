"""Texts, truths and lists of a Plan in registers.

A text is the place of a word among all literals of the program wherever that will do: to compare it
with literals, and where it is one of them. Only texts that come from the data and go out, or that
are compared with one another, are read byte by byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from engine.compile.native_code import Register
from engine.compile.native_numbers import COMPARE, NativeNumbers, Refused
from engine.compile.plan import Plan, Step, rank_size
from engine.compile.sql_words import ERRORS

NOTHING = -1


class NativeWords(NativeNumbers):
    """Instructions for every step that is needed, in the order of the plan."""

    def __init__(self, plan: Plan, needed: Sequence[int], errors: Sequence[str]) -> None:
        super().__init__(plan)
        self.needed, self.errors = needed, errors
        #: All words of the program, as their bytes stand in order.
        self.words = tuple(sorted(self._words(errors), key=str.encode))
        self._places = {word: k for k, word in enumerate(self.words)}
        self.known = self._known()
        self._forms: dict[int, set[str]] = {i: set() for i in needed}
        self._codes: dict[int, Register] = {}
        self._views: dict[int, Register] = {}
        self._lists: dict[int, Register] = {}

    # --- which words there are ---------------------------------------------------------------

    def _words(self, errors: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for i in self.needed:
            s = self.step(i)
            match s.op:
                case "literal" if s.kind == "text" and s.value is not None:
                    found.add(s.value)
                case "literal" | "words" | "ranked" if s.kind == "words":
                    found.update(s.value or ())
                case "pick" if s.kind == "text":
                    found.update(c for c in self.cells(s) if isinstance(c, str))
                case "in":
                    found.update(v for v in s.value if isinstance(v, str))
                case "has":
                    found.add(s.value)
                case "column" if self.is_errors(s):
                    found.update(errors)
                case _:
                    pass
        return found

    def is_errors(self, s: Step) -> bool:
        return s.op == "column" and self.plan.inputs[s.value].name == ERRORS

    def _known(self) -> set[int]:
        """Texts and lists of which the program knows every word."""
        known: set[int] = set()
        for i in self.needed:
            s = self.step(i)
            match s.op:
                case "column":
                    parts: Sequence[int] = () if self.is_errors(s) else (-1,)
                case "case":
                    parts = (*s.args[1::2], s.args[-1])
                case "coalesce" | "join":
                    parts = s.args
                case _:
                    parts = ()
            if known.issuperset(parts):
                known.add(i)
        return known

    def word(self, word: str | None) -> int:
        return NOTHING if word is None else self._places[word]

    # --- in which form a text is asked for ---------------------------------------------------

    def ask(self, outputs: Sequence[int]) -> None:
        """Finds in which forms each text is needed: as the place of a word (`c`), or read (`v`)."""
        for o in outputs:
            if self.step(o).kind == "text" and self.step(o).op != "column":
                self._ask(o, "c" if o in self.known else "v")
        for i in reversed(self.needed):
            s = self.step(i)
            if s.op == "compare" and self.step(s.args[0]).kind == "text":
                for a in s.args:
                    self._ask(a, "c" if self._by_place(s) else "v")
            elif s.op == "in":
                self._ask(s.args[0], "c")
            elif s.op == "missing" and self.step(s.args[0]).op != "column":
                self._ask(s.args[0], "c" if s.args[0] in self.known else "v")
            elif s.kind == "text" and s.op in ("case", "coalesce"):
                results = s.args if s.op == "coalesce" else (*s.args[1::2], s.args[-1])
                if i in self.known and self._forms[i]:
                    self._forms[i].add("c")
                for form in ("c",) if i in self.known else tuple(self._forms[i]):
                    for a in results:
                        self._ask(a, form)

    def _ask(self, i: int, form: str) -> None:
        self._forms[i].add(form)
        if self.step(i).op in ("literal", "pick"):
            self._forms[i].add("c")

    def _by_place(self, s: Step) -> bool:
        """Whether it is enough to compare places: order is that of words which are known."""
        known = [a in self.known for a in s.args]
        return any(known) if s.value in ("==", "!=") else all(known)

    # --- texts -------------------------------------------------------------------------------

    def codes(self, i: int) -> Register:
        """A text as the place of its word."""
        s = self.step(i)
        if s.op == "literal":
            return self.w.constant("c", self.word(s.value))
        return self._codes[i]

    def view(self, i: int) -> Register:
        """A text as it is to be read."""
        if self.step(i).op == "literal" and i not in self._views:
            self._views[i] = self.w.once("v", "VIEW_OF", self.codes(i))
        return self._views[i]

    def text(self, i: int, s: Step) -> None:
        """Writes a step of texts in the forms that are asked for."""
        forms = self._forms[i]
        if s.op == "literal":
            return
        if s.op == "column":
            column = self.column(s.value)
            if "c" in forms:
                self._codes[i] = self.w.made("c", "LOAD_CODE", column)
            if "v" in forms:
                self._views[i] = self.w.made("v", "LOAD_VIEW", column)
        elif s.op == "pick":
            table = self.w.table([self.word(c) for c in self.cells(s)])  # type: ignore[arg-type]
            self._codes[i] = self.w.made("c", "PICK_C", self._rows[s.args[0]], *table)
        elif s.op in ("case", "coalesce"):
            if "c" in forms:
                self._codes[i] = self._either("c", s)
            if "v" in forms and i not in self.known:
                self._views[i] = self._either("v", s)
        else:
            raise Refused(f"`{s.op}` that gives texts")
        if "v" in forms and i not in self._views:
            self._views[i] = self.w.made("v", "VIEW_OF", self._codes[i])

    def _either(self, kind: str, s: Step) -> Register:
        """`case` and `coalesce` of what lies in registers of one kind, missing ones included."""
        ask = {"c": self.codes, "v": self.view, "b": self.truth, "l": self.list}[kind]
        upper = kind.upper()
        made = self.w.made(kind, f"COPY_{upper}", ask(s.args[-1]))
        if s.op == "coalesce":
            for a in reversed(s.args[:-1]):
                self.w.emit(f"ELSE_{upper}", made, ask(a))
            return made
        for c, a in zip(reversed(s.args[0:-1:2]), reversed(s.args[1::2]), strict=True):
            self.w.emit(f"SET_{upper}", made, self.truth(c), ask(a))
        return made

    # --- truths ------------------------------------------------------------------------------

    def logic(self, i: int, s: Step) -> None:
        """Writes a step of truths."""
        if s.op != "literal":
            self._truths[i] = self._logic(s)

    def _logic(self, s: Step) -> Register:
        match s.op:
            case "column":
                return self.w.made("b", "LOAD_TRUTH", self.column(s.value))
            case "and" | "or":
                found = reduce(
                    lambda a, b: self.w.made("b", s.op.upper(), a, b), map(self.truth, s.args)
                )
                return found
            case "not":
                return self.w.made("b", "NOT", self.truth(s.args[0]))
            case "case" | "coalesce":
                return self._either("b", s)
            case "compare":
                return self._compare(s)
            case "missing":
                return self._is_missing(s.args[0])
            case "in":
                return self._in(s)
            case "has":
                return self.w.made("b", "HAS", self.list(s.args[0]), self.word(s.value))
            case _:
                raise Refused(f"`{s.op}` that gives a truth")

    def _compare(self, s: Step) -> Register:
        a, b = s.args
        kind = self.step(a).kind
        if kind == "int":
            return self.compared(s)
        name = COMPARE[s.value]
        if kind == "bool" and s.value in ("==", "!="):
            return self._same_truth(s)
        if kind != "text":
            raise Refused(f"comparison of {kind}")
        if not self._by_place(s):
            return self.w.made("b", f"{name}_V", self.view(a), self.view(b))
        if self.step(b).op == "literal" and s.value in ("==", "!="):
            return self.w.made("b", f"{name}_W", self.codes(a), self.word(self.step(b).value))
        return self.w.made("b", f"{name}_C", self.codes(a), self.codes(b))

    def _same_truth(self, s: Step) -> Register:
        """Both true or both false; unknown where one of them is."""
        a, b = map(self.truth, s.args)
        neither = self.w.made("b", "AND", *(self.w.made("b", "NOT", x) for x in (a, b)))
        same = self.w.made("b", "OR", self.w.made("b", "AND", a, b), neither)
        return same if s.value == "==" else self.w.made("b", "NOT", same)

    def _is_missing(self, a: int) -> Register:
        s = self.step(a)
        if s.kind == "bool":
            return self.w.made("b", "IS_B", self.truth(a), 1)
        if s.kind == "words" and s.op != "column":
            return self.w.made("b", "IS_L", self.list(a))
        if s.kind == "text" and s.op != "column":
            known = a in self.known
            register = self.codes(a) if known else self.view(a)
            return self.w.made("b", "IS_C" if known else "IS_V", register)
        if s.op == "column":
            lacks = self.w.bound("b", "missing", self.column(s.value)) if s.nullable else None
        else:
            lacks = self.missing(a)
        return self.w.constant("b", 0) if lacks is None else self.w.made("b", "IS_B", lacks, 1)

    def _in(self, s: Step) -> Register:
        (a,) = s.args
        if self.step(a).kind == "text":
            table = self.w.table([self.word(v) for v in s.value])
            return self.w.made("b", "IN_C", self.codes(a), *table)
        if self.step(a).kind != "int":
            raise Refused(f"`in` of {self.step(a).kind}")
        lacks = self.missing(a)
        table = self.w.table(s.value)
        return self.w.made("b", "IN_I", self.value(a), -1 if lacks is None else lacks, *table)

    # --- lists -------------------------------------------------------------------------------

    def list(self, i: int) -> Register:
        if self.step(i).op == "literal" and i not in self._lists:
            words = self.step(i).value
            if words is None:
                self._lists[i] = self.w.once("l", "NONE_L")
            else:
                table = self.w.table([self.word(w) for w in words])
                self._lists[i] = self.w.once("l", "FILL_L", *table)
        return self._lists[i]

    def listed(self, i: int, s: Step) -> None:
        """Writes a step of lists."""
        if s.op != "literal":
            self._lists[i] = self._listed(s)

    def _listed(self, s: Step) -> Register:
        match s.op:
            case "column":
                return self.w.made("l", "LOAD_LIST", self.column(s.value))
            case "case" | "coalesce":
                return self._either("l", s)
            case "words":
                pairs = zip(s.args, s.value, strict=True)
                flat = [x for c, w in pairs for x in (self.truth(c), self.word(w))]
                return self.w.made("l", "WORDS", *flat)
            case "ranked":
                flat = []
                for n, w in zip(s.args, s.value, strict=True):
                    lacks = self.missing(n)
                    flat += [self.value(n), -1 if lacks is None else lacks, self.word(w)]
                return self.w.made("l", "RANKED", rank_size(len(s.value)) - 1, *flat)
            case "join":
                if not self.known.issuperset(s.args):
                    raise Refused("words from the data joined to others")
                return self.w.made("l", "JOIN", *map(self.list, s.args))
            case _:
                raise Refused(f"`{s.op}` that gives words")
