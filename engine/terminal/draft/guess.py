"""What kind of value a column holds, judged by reading every cell as the real reader would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.atoms.numbers import BOUNDS, SCALES, Fault, Kind
from engine.connect.cells import clean, read_cell
from engine.connect.cells.words import NO, YES
from engine.connect.forms import Form
from engine.terminal.draft.ids import looks_like

_FEW = 10  # at most one cell in so many may be unreadable as the kind
_HALF = 2
_SEVERAL = 6
_FEW_LED = 20  # codes with leading zeros have one in so many
_FEW_WORDS = 12
_NOTHING = frozenset(
    w.lower()
    for w in (
        "N/A",
        "NA",
        "#N/A",
        "null",
        "none",
        "nil",
        "-",
        "--",
        "—",
        "/",
        "无",
        "暂无",
        "缺失",
        "未知",
    )
)
_FORMATS = (None, "YYYY/MM/DD", "YYYY.MM.DD", "YYYY年MM月DD日", "DD.MM.YYYY", "DD/MM/YYYY",
            "MM/DD/YYYY", "YYYYMMDD")  # fmt: skip
_DATES = tuple(Form("date", format=f) for f in _FORMATS)
_CURRENCIES = {"¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A column's form, and what is worth knowing of its cells.

    `values` are the numbers that were read, at the kind's scale; `odd` are distinct cells that
    cannot be read and will be data errors; `words` the few distinct words, most frequent first.
    `nearly` is the kind that more than half of a text's cells can be read as, `odd` then the rest.
    `percent` says that numbers of a workbook mean percent as they stand.
    """

    kind: Kind
    format: str | None = None
    round: int | None = None
    fraction: bool = False
    missing_as: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    values: tuple[int, ...] = ()
    odd: tuple[str, ...] = ()
    filled: int = 0
    distinct: int = 0
    currency: str | None = None
    nearly: Kind | None = None
    percent: bool = False


def guess(heading: str, cells: Sequence[str | None], numbers: bool = False) -> Guess:
    """The kind of a column, from all of its cells; `numbers` says that a workbook holds numbers
    there, which do not tell 40 % from 0.4.

    >>> guess("销售额", ["1,200", "¥350.50", "N/A", ""])  # doctest: +ELLIPSIS
    Guess(kind='money', format=None, round=None, fraction=False, missing_as=('N/A',), ...)
    """
    counts = Counter(t for c in cells if c is not None and (t := clean(c)))
    gone = tuple(t for t in counts if t.lower() in _NOTHING)
    kept = Counter({t: n for t, n in counts.items() if t not in gone})
    base = replace(_kind(heading, kept), filled=kept.total(), distinct=len(kept))
    plain = numbers and base.kind == "percent" and not base.fraction
    return replace(base, missing_as=gone, percent=plain)


def is_value(text: str) -> bool:
    """Whether a text is a number or a date, as cells below a heading are."""
    return any(
        not isinstance(read_cell(text, f), Fault)
        for f in (_form("money"), _form("percent"), *_DATES)
    )


def _kind(heading: str, counts: Counter[str]) -> Guess:
    if not counts:
        return Guess("text")
    return _value(heading, counts, _FEW) or _nearly(heading, counts) or _text(heading, counts)


def _value(heading: str, counts: Counter[str], few: int) -> Guess | None:
    return _yes_no(heading, counts) or _date(heading, counts, few) or _number(heading, counts, few)


def _nearly(heading: str, counts: Counter[str]) -> Guess | None:
    """A text of which more than half of the cells are numbers or dates, so that it can be said."""
    found = _value(heading, counts, _HALF)
    if found is None or not found.odd:
        return None
    return replace(_text(heading, counts), nearly=found.kind, odd=found.odd)


def _yes_no(heading: str, counts: Counter[str]) -> Guess | None:
    words = {t.lower() for t in counts}
    if words <= {"0", "1"} and not looks_like("yes_no", heading):
        return None
    return Guess("yes_no") if words <= YES | NO else None


def _date(heading: str, counts: Counter[str], few: int) -> Guess | None:
    for format_ in _FORMATS:
        if format_ == "YYYYMMDD" and not looks_like("date", heading):
            continue
        read = _read(counts, Form("date", format=format_), few)
        if read is not None:
            return Guess("date", format=format_, odd=read[1])
    return None


def _number(heading: str, counts: Counter[str], few: int) -> Guess | None:
    led = sum(n for t, n in counts.items() if len(t) > 1 and t[0] == "0" and t[1].isdigit())
    if led * _FEW_LED > counts.total():
        return None  # 0012 is a code
    signs = Counter({_CURRENCIES[t.lstrip("+-")[:1]]: n for t, n in counts.items()
                     if t.lstrip("+-")[:1] in _CURRENCIES})  # fmt: skip
    currency = next((c for c, _ in signs.most_common(1)), None)
    percents = sum(n for t, n in counts.items() if t.endswith("%"))
    kind: Kind = "number"
    if percents * 2 > counts.total() or (percents and not looks_like("money", heading)):
        kind = "percent"
    elif currency is not None or looks_like("money", heading):
        kind = "money"
    elif looks_like("percent", heading):
        kind = "percent"
    read = _read(counts, _form(kind), few)
    if read is None:
        return None
    values, odd = read
    if kind == "number" and not any(v % 10 ** SCALES["number"] for v in values):
        kind = "whole"
        values = tuple(v // 10 ** SCALES["number"] for v in values)
    one = 10 ** SCALES["percent"]
    fraction = (
        kind == "percent"
        and not any("%" in t for t in counts)
        and all(-one <= v <= one for v in values)
        and any(v % one for v in values)
    )
    if fraction:
        values = tuple(v * 100 for v in values)
    digits = any(isinstance(read_cell(t, _form(kind, rounded=False)), Fault) for t in counts
                 if t not in odd)  # fmt: skip
    return Guess(
        kind, values=values, odd=odd, fraction=fraction, currency=currency,
        round=SCALES[kind] if digits else None,
    )  # fmt: skip


def _form(kind: Kind, rounded: bool = True) -> Form:
    scale, bound = SCALES[kind], BOUNDS[kind]
    return Form(kind, scale, -bound, bound, round=scale if rounded else None)


def _text(heading: str, counts: Counter[str]) -> Guess:
    few = len(counts) <= _FEW_WORDS and counts.total() >= 2 * len(counts)
    if few and not looks_like("personal", heading) and all(len(t) <= 40 for t in counts):
        ranked = sorted(counts, key=lambda t: (-counts[t], t))
        return Guess("text", words=tuple(ranked))
    return Guess("text")


def _read(
    counts: Counter[str], form: Form, few: int
) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
    """(values, odd cells) when at most one cell in `few`, or a single one of several, is not read
    by the form, else None."""
    values: list[int] = []
    odd: list[str] = []
    unread = 0
    for text, n in counts.items():
        value = read_cell(text, form)
        if isinstance(value, int) and not isinstance(value, Fault):
            values += [value] * n
        else:
            odd.append(text)
            unread += n
    alone = unread == 1 and counts.total() >= _SEVERAL
    if not values or (unread * few > counts.total() and not alone):
        return None
    return tuple(sorted(values)), tuple(odd)
