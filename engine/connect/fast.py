"""Plain cells in SQL: for every cell that it accepts, exactly what `read_cell` gives.

A cell that is not accepted is not wrong: it goes to `read_cell`. So an expression here may be
as narrow as is convenient, and must never be wider than the law.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.atoms.numbers import NUMERIC, read_literal
from engine.atoms.sql import literal
from engine.connect.cells import clean
from engine.connect.cells.days import pattern
from engine.connect.cells.words import NO, NOT_APPLICABLE, UNKNOWN, YES
from engine.connect.forms import Form
from engine.connect.sources.spool import LONGEST
from engine.connect.zones import local_date

_WHOLE = frozenset({
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT",
    "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
})  # fmt: skip
_STAMPS = frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})
_DECIMAL = re.compile(r"DECIMAL\(([0-9]+),([0-9]+)\)")
_ZONED = "TIMESTAMP WITH TIME ZONE"
_NEVER = re.compile(r"BLOB|BIT$|STRUCT|MAP|UNION|VARIANT|GEOMETRY|\[")
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?"
#: Characters that NFC leaves alone in any company: ASCII without controls, common Chinese.
_SETTLED = r"[ -~·–—‘’“”…、-〗㐀-䶿一-鿿！-～￥]*"

#: What a canonical column is stored as.
STORED = {"yes_no": "BOOLEAN", "date": "DATE", "text": "VARCHAR", "choices": "VARCHAR[]"}


@dataclass(frozen=True, slots=True)
class Fast:
    """`text`: an expression for the cell's own text (for the slow path), `value`: the value, NULL
    where missing or not accepted, `there`: true where the cell is not missing."""

    text: str
    value: str
    there: str


def stored_type(form: Form) -> str:
    """The DuckDB type of a form's values."""
    return "VARCHAR" if form.answer else STORED.get(form.kind, "BIGINT")


def readable(type_: str) -> bool:
    """Whether cells of a DuckDB type can be read at all."""
    return type_ == "VARCHAR[]" or _NEVER.search(type_) is None


def fast(cell: str, type_: str, form: Form) -> Fast:
    """How to read the expression `cell` of a DuckDB type by a form.

    For VARCHAR, `cell` is the text with outer space stripped already (`stripped`).
    """
    if type_ == "VARCHAR":
        return Fast(cell, _from_text(cell, form), _there(cell, form))
    text = f"CAST({cell} AS VARCHAR)"
    if type_ == "VARCHAR[]":
        text = f"CAST(to_json({cell}) AS VARCHAR)"
    elif type_ == _ZONED:  # the session's time zone is UTC
        text = f"regexp_replace({text}, '[+]00$', 'Z')"
    elif (m := _DECIMAL.fullmatch(type_)) and int(m[2]):  # as any number: no needless zeros
        text = f"rtrim(rtrim({text}, '0'), '.')"
    there = f"{cell} IS NOT NULL"
    if form.missing_as:
        there += f" AND {text} NOT IN ({_texts(form.missing_as)})"
    value = _from_typed(cell, text, type_, form)
    if form.missing_as:
        value = f"CASE WHEN {there} THEN {value} END"
    return Fast(text, value, there)


def stripped(cell: str) -> str:
    """The expression for a text without spaces around it; of other outer space `read_cell` knows.

    DuckDB's trim with a set of characters takes twenty times as long.
    """
    return f"trim({cell})"


def _there(text: str, form: Form) -> str:
    gone = ["", *form.missing_as]
    return f"{text} IS NOT NULL AND {text} NOT IN ({_texts(gone)})"


def _texts(words: list[str] | tuple[str, ...] | frozenset[str]) -> str:
    return ", ".join(literal(w) for w in words)


# --- from text -------------------------------------------------------------------------------


def _from_text(t: str, form: Form) -> str:
    value = _plain(t, form)
    if form.missing_as:
        value = f"CASE WHEN {t} NOT IN ({_texts(form.missing_as)}) THEN {value} END"
    return value


def _plain(t: str, form: Form) -> str:
    if form.answer:
        return _answers(t)
    match form.kind:
        case "yes_no":
            yes, no = _texts(_cases(YES)), _texts(_cases(NO))
            return f"CASE WHEN {t} IN ({yes}) THEN true WHEN {t} IN ({no}) THEN false END"
        case "date":
            return _day(t, form)
        case "choices":
            words = _clean_words(form)
            return f"CASE WHEN {t} IN ({_texts(words)}) THEN [{t}] END" if words else _null(form)
        case "text":
            if form.words is not None:
                words = _clean_words(form)
                return f"CASE WHEN {t} IN ({_texts(words)}) THEN {t} END" if words else _null(form)
            settled = f"strlen({t}) <= {LONGEST} AND regexp_full_match({t}, '{_SETTLED}')"
            return f"CASE WHEN {t} <> '' AND {settled} THEN {t} END"
        case _:
            return _number(t, form)


def _null(form: Form) -> str:
    return f"CAST(NULL AS {stored_type(form)})"


def _clean_words(form: Form) -> list[str]:
    return [w for w in form.words or () if clean(w) == w and w]


def _cases(words: frozenset[str]) -> list[str]:
    """Each word in the spellings that people use; any other mixture takes the slow path."""
    return sorted({s for w in words for s in (w, w.upper(), w.capitalize())})


def _answers(t: str) -> str:
    return (
        f"CASE WHEN {t} IN ({_texts(_cases(YES))}) THEN 'yes' "
        f"WHEN {t} IN ({_texts(_cases(NO))}) THEN 'no' "
        f"WHEN {t} IN ({_texts(_cases(UNKNOWN))}) THEN 'unknown' "
        f"WHEN {t} IN ({_texts(_cases(NOT_APPLICABLE))}) THEN 'not_applicable' END"
    )


def _number(t: str, form: Form) -> str:
    """Plain decimals of at most 18 digits, none of them to be rounded away."""
    shift = 2 if form.kind == "percent" and form.written_as == "fraction" else 0
    decimals = form.scale + shift
    kept = decimals if form.round is None else min(decimals, form.round + shift)
    tail = f"([.][0-9]{{1,{kept}}})?" if kept else ""
    accepted = f"regexp_full_match({t}, '-?[0-9]{{1,{18 - decimals}}}{tail}')"
    value = f"TRY_CAST({t} AS BIGINT)"
    if decimals:
        value = _unscaled(f"TRY_CAST({t} AS DECIMAL(18, {decimals}))", decimals, decimals)
    return f"CASE WHEN {accepted} THEN {_within(value, form)} END"


def _unscaled(exact: str, have: int, power: int) -> str:
    """exact × 10^power as an integer, for a decimal with `have` <= 8 digits after the point.

    Whole part and rest by themselves stay in 64 bits, which is ten times as fast as a product
    that needs more.
    """
    rest = f"CAST(CAST({exact} % 1 AS DECIMAL(9, {have})) * {10**have} AS BIGINT)"
    rest = f"{rest} * {10 ** (power - have)}" if power > have else rest
    return f"CAST(trunc({exact}) AS BIGINT) * {10**power} + {rest}"


def _within(value: str, form: Form) -> str:
    """The value where bounds and allowed numbers hold, else NULL."""
    limits = []
    if form.low is not None and form.high is not None:
        limits.append(f"{value} BETWEEN {form.low} AND {form.high}")
    if form.words is not None:
        allowed = [read_literal(w, form.kind, form.scale) for w in form.words]
        limits.append(f"{value} IN ({', '.join(str(a) for a in allowed if isinstance(a, int))})")
    return f"CASE WHEN {' AND '.join(limits)} THEN {value} END" if limits else value


def _day(t: str, form: Form) -> str:
    if form.format is not None:
        shape = pattern(form.format).pattern
        names = [g for g, _ in sorted(pattern(form.format).groupindex.items(), key=lambda g: g[1])]
        y, m, d = (f"regexp_extract({t}, {literal(shape)}, {names.index(n) + 1})" for n in "ymd")
        iso = f"{y} || '-' || lpad({m}, 2, '0') || '-' || lpad({d}, 2, '0')"
        accepted = f"regexp_full_match({t}, {literal(shape)}) AND {y} >= '1000'"
        return f"CASE WHEN {accepted} THEN TRY_CAST({iso} AS DATE) END"
    iso = "[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"
    return (
        f"CASE WHEN regexp_full_match({t}, '{iso}') THEN TRY_CAST({t} AS DATE) "
        f"WHEN regexp_full_match({t}, '{iso}[T ]{_CLOCK}') THEN TRY_CAST(left({t}, 10) AS DATE) END"
    )


# --- from typed columns ----------------------------------------------------------------------


def _from_typed(c: str, text: str, type_: str, form: Form) -> str:
    if form.kind in NUMERIC and not form.answer:
        return _typed_number(c, text, type_, form)
    if form.kind == "date":
        return _typed_day(c, text, type_, form)
    if type_ == "BOOLEAN" and form.answer:
        return f"CASE WHEN {c} THEN 'yes' WHEN NOT {c} THEN 'no' END"
    if type_ == "BOOLEAN" and form.kind == "yes_no":
        return c
    if type_ == "VARCHAR[]":
        words = _clean_words(form)
        if form.kind != "choices" or not words:
            return _null(form)
        declared = f"[{_texts(words)}]"
        return (
            f"CASE WHEN len({c}) > 0 AND list_count({c}) = len({c}) "
            f"AND list_has_all({declared}, {c}) "
            f"THEN list_filter({declared}, lambda w: list_contains({c}, w)) END"
        )
    if type_ in ("FLOAT", "DOUBLE"):
        n = f"TRY_CAST({c} AS BIGINT)"
        whole = f"CASE WHEN {n} = {c} AND abs({c}) < 1e15 THEN CAST({n} AS VARCHAR) END"
        return _plain(f"({whole})", form)
    return _plain(f"({text})", form)


def _typed_number(c: str, text: str, type_: str, form: Form) -> str:
    shift = 2 if form.kind == "percent" and form.written_as == "fraction" else 0
    power = form.scale + shift
    bounded = form.low is not None and form.high is not None
    if type_ in _WHOLE and bounded:
        low, high = -((-form.low) // 10**power), form.high // 10**power  # type: ignore[operator]
        value = f"TRY_CAST({c} AS BIGINT)"
        value = f"{value} * {10**power}" if power else value
        value = f"CASE WHEN {c} BETWEEN {low} AND {high} THEN {value} END"
        return _within(value, form) if form.words is not None else value
    if type_ == "DOUBLE" and bounded:
        return _from_double(c, power, form)
    if (m := _DECIMAL.fullmatch(type_)) and bounded and int(m[2]) <= min(power, 8):
        have = int(m[2])
        if form.round is None or have <= form.round + shift:
            low, high = form.low // 10**power, -(-form.high // 10**power)  # type: ignore[operator]
            value = _within(_unscaled(c, have, power), form)
            return f"CASE WHEN {c} BETWEEN {low} AND {high} THEN {value} END"
    if type_ in ("BOOLEAN", "DATE") or type_ in _STAMPS or type_ == _ZONED:
        return "CAST(NULL AS BIGINT)"
    return _number(f"({text})", form)


def _from_double(c: str, power: int, form: Form) -> str:
    """A double whose shortest decimal has at most 15 digits, `kept` of them after the point.

    n / 10^kept is the nearest double of that decimal when both are exact; two decimals of at
    most 15 digits never share a double, so equality with the cell shows that its shortest
    decimal is this one.
    """
    shift = power - form.scale
    kept = power if form.round is None else min(power, form.round + shift)
    n = f"TRY_CAST(round({c} * 1e{kept}) AS BIGINT)"
    accepted = f"abs({c}) < 1e{15 - kept} AND CAST({n} AS DOUBLE) / 1e{kept} = {c}"
    value = f"{n} * {10 ** (power - kept)}" if power > kept else n
    return f"CASE WHEN {accepted} THEN {_within(value, form)} END"


def _typed_day(c: str, text: str, type_: str, form: Form) -> str:
    if type_ == "DATE" or type_ in _STAMPS:
        day = f"CAST({c} AS DATE)"
        return f"CASE WHEN isfinite({c}) AND year({c}) BETWEEN 1 AND 9999 THEN {day} END"
    if type_ == _ZONED:
        return local_date(c, form.timezone)
    if type_ in _WHOLE and form.format is not None:
        return _day(f"({text})", form)
    return "CAST(NULL AS DATE)"
