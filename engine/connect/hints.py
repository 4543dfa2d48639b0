"""What to do about a cell that could not be read, where its text tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.atoms.codes import Both
from engine.atoms.numbers import SCALES, Fault
from engine.connect.cells import clean, read_cell
from engine.connect.forms import NO_SIGN, Form

_LONGEST = 100
_GONE = frozenset(
    {"n/a", "na", "nan", "null", "none", "nil", "-", "--", "—", "/", "无", "空", "暂无", "不详",
     "缺失", "#n/a"}
)  # fmt: skip
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_SIGNS = "¥￥$€£₩₹"
_FORMULA_ERROR = re.compile(r"#(?:div/0!|ref!|name\?|value!|num!|null!|spill!|calc!)", re.I)
_SPACED = re.compile(r"(?<=[0-9])[ \u00a0\u202f'’](?=[0-9])")
_COMMA_DECIMALS = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]{1,2}")
_GROUPED = re.compile(r"[+-]?[0-9]+(?:,[0-9]*)+(?:\.[0-9]+)?")
_WITH_WORDS = re.compile(r"([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)[ ]?([^0-9\s].*)")
_FORMATS = ("YYYY/MM/DD", "YYYY-MM-DD", "YYYY.MM.DD", "YYYY年MM月DD日", "YYYYMMDD", "DD/MM/YYYY",
            "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY")  # fmt: skip
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def hint(seen: str, fault: str, form: Form) -> Both | None:
    """What to write instead, or to declare on the field.

    >>> hint("１２５０", "unreadable", Form("money", 4))[0]
    'these are full-width characters; write `1250`'
    >>> hint("1.250.000,00", "unreadable", Form("money", 4))[0]
    'decimals stand behind a point: write `1250000.00`'
    """
    text = clean(seen)
    if len(text) > _LONGEST:
        return None
    if fault == Fault.DIGITS.value:
        return (
            f"{form.kind} keeps {form.scale} decimals; `round: {form.scale}` on the field rounds",
            f"{form.kind} 保留 {form.scale} 位小数；可在字段上写 `round: {form.scale}` 来取整",
        )
    if fault != Fault.UNREADABLE.value:
        return None
    return next(_of_text(text, form), None)


def _of_text(text: str, form: Form) -> Iterator[Both]:
    """What may be said, the most telling first."""
    plain = text.translate(_HALF_WIDTH)
    if plain != text:
        yield (
            f"these are full-width characters; write `{plain}`",
            f"这些是全角字符；请写成 `{plain}`",
        )
    if _FORMULA_ERROR.fullmatch(text):
        yield (
            "a formula of the workbook went wrong here: mend it there, or leave the cell empty",
            "工作簿中的公式在此出错：请在工作簿里改正，或把单元格留空",
        )
    if text.lower() in _GONE:
        yield (
            f"if it means that nothing is known, write `missing_as: ['{text}']` on the field",
            f"如果表示没有数据，请在字段上写 `missing_as: ['{text}']`",
        )
    if form.kind in SCALES:
        yield from _of_number(text, form)
    if form.kind == "date":
        yield from _of_date(text, form)


def _of_number(text: str, form: Form) -> Iterator[Both]:
    if re.fullmatch("[+-]?[0-9.]+e[+-]?[0-9]+", text, re.I):
        yield ("write the number in full, without an exponent", "请写出完整数字，不用科学计数法")
    if text[-1:] == "%" and _reads(text[:-1], form):
        yield (
            f"`%` belongs to a field of `is: percent`: declare it so, or write `{text[:-1]}`",
            f"`%` 只用于 `is: percent` 的字段：请如此声明，或写成 `{text[:-1]}`",
        )
    if text[-1:] in tuple("kKmMn千万亿"):
        yield (
            "units are read where the field says `written_as: units`",
            "字段写明 `written_as: units` 时才读取单位",
        )
    if text[:1] in tuple(_SIGNS) and form.kind == "money" and form.currency == NO_SIGN:
        yield (
            "its currency stands in a column of its own: leave the sign out",
            "币种另有一列，请去掉金额前的货币符号",
        )
    elif text[:1] in tuple(_SIGNS) and form.kind == "money" and form.currency:
        yield (
            f"amounts of this policy are in {form.currency}",
            f"本政策的金额以 {form.currency} 计",
        )
    if _reads(joined := _SPACED.sub("", text), form):
        yield f"leave the spaces out: write `{joined}`", f"请去掉空格，写成 `{joined}`"
    if _COMMA_DECIMALS.fullmatch(text):
        pointed = text.replace(".", "").replace(",", ".")
        yield (
            f"decimals stand behind a point: write `{pointed}`",
            f"小数点用句点：请写成 `{pointed}`",
        )
    if _GROUPED.fullmatch(text) and _reads(joined := text.replace(",", ""), form):
        yield (
            f"commas set digits apart in threes: write `{joined}`",
            f"逗号只能每三位一个：请写成 `{joined}`",
        )
    m = _WITH_WORDS.fullmatch(text)
    if m is not None and _reads(m[1], form):
        yield f"write the number alone: `{m[1]}`", f"请只写数字：`{m[1]}`"


def _of_date(text: str, form: Form) -> Iterator[Both]:
    if text.isdigit() and len(text) == 5:
        yield (
            "this is a workbook's day number; format the cells as dates",
            "这是工作簿内部的日期序号；请把单元格设为日期格式",
        )
    if form.format is not None:
        return
    if _ISO.fullmatch(text):
        yield "there is no such day", "没有这一天"
    fit = [f for f in _FORMATS if _reads(text, Form("date", format=f))]
    if fit:
        known, known_zh = (" or ".join(f"`format: {f}`" for f in fit),
                           " 或 ".join(f"`format: {f}`" for f in fit))  # fmt: skip
        yield (
            f"{known} on the field reads it (for the date of a table, `date_format:` there)",
            f"在字段上写 {known_zh} 即可读取（明细表的日期则写 `date_format:`）",
        )
    yield "write it as year, month and day: 2026-01-31", "请写成年-月-日：2026-01-31"


def _reads(text: str, form: Form) -> bool:
    return not isinstance(read_cell(text, form), Fault)
