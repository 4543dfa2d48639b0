"""One finding, for every kind of mistake: YAML typo, type error, lint, failing case, bad data.

Stages return diagnostics; only the terminal decides what is fatal. The headline stands alone:
if one line can be shown, it is `message`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.atoms.codes import CODES, Both, Language
from engine.atoms.text import Span

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend as data: put `text` in place of `at`. `check --fix` and editors apply it."""

    at: Span
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """A second place to look at, with a few words in both languages."""

    at: Span
    en: str
    zh: str

    def text(self, language: Language = "en") -> str:
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Place:
    """Where in customer data: file, row (from 1, the heading not counted), line as the file shows
    it (in a workbook the row of its sheet), column heading, customer id, name of the sheet."""

    file: str
    row: int | None = None
    line: int | None = None
    column: str | None = None
    id: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with a code for ever; words come from the catalogue by code and language.

    `params` fill the catalogue's `{name}` holes. `note` names a catalogue line that is shown
    under the caret; `help` is chosen by the catalogue unless `help_params` names another.

    >>> Diagnostic("KT111", {"key": "at_leest", "where": "tier `key`"}).message()
    'unknown key `at_leest` in tier `key`'
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    at: Span | None = None
    labels: tuple[Label, ...] = ()
    fix: Fix | None = None
    place: Place | None = None
    caret: tuple[str, str] | None = None  # words under the caret, (en, zh)
    hint: tuple[str, str] | None = None  # a help line for just this case, (en, zh)

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    def message(self, language: Language = "en") -> str:
        """The headline."""
        return CODES[self.code].message[language == "zh"].format_map(_Loose(self.params, language))

    def help(self, language: Language = "en") -> str | None:
        """What to do, or None where the headline already says it."""
        if self.hint is not None:
            return self.hint[language == "zh"]
        text = CODES[self.code].help
        return (
            None
            if text is None
            else text[language == "zh"].format_map(_Loose(self.params, language))
        )

    @property
    def spot(self) -> tuple[str, int]:
        """Its code and where it begins: two findings of one spot say the same."""
        return self.code, -1 if self.at is None else self.at.start.offset

    def order(self) -> tuple[str, int, int, str]:
        """Sort key: file, line, column, code."""
        if self.at is not None:
            return (self.at.source.name, self.at.start.line, self.at.start.column, self.code)
        if self.place is not None:
            return (self.place.file, self.place.row or 0, 0, self.code)
        return ("", 0, 0, self.code)


def listed(names: Iterable[object]) -> Both:
    """Names of the author's in a row, in both languages.

    >>> listed(["csat", "orders"])
    ('`csat`, `orders`', '`csat`、`orders`')
    """
    marked = [f"`{n}`" for n in names]
    return ", ".join(marked), "、".join(marked)


def those_there(names: Iterable[object]) -> Both:
    """What there is instead of what was named.

    >>> those_there(["orders"])[0], those_there([])
    ('it has `orders`', ('it has none', '一个也没有'))
    """
    en, zh = listed(names)
    return (f"it has {en}", f"现有 {zh}") if en else ("it has none", "一个也没有")


class _Loose(dict[str, object]):
    """Shows tuples and lists as `listed` does."""

    def __init__(self, params: Mapping[str, object], language: Language) -> None:
        super().__init__(
            {
                k: listed(v)[language == "zh"] if isinstance(v, tuple | list) else v
                for k, v in params.items()
            }
        )

    def __missing__(self, key: str) -> object:
        """`{where_zh}` is `{where}` where no Chinese wording was given; `{n_s}` is the s of an
        English plural, which goes with every number but 1."""
        number = key.removesuffix("_s")
        if number != key and number in self:
            return "" if str(self[number]) == "1" else "s"
        base = key.removesuffix("_zh")
        if base == key or base not in self:
            raise KeyError(key)
        return self[base]
