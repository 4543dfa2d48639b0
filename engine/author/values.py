"""Single values that are not written as their kind is: what was seen, and what was meant."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Fix
from engine.author import literals as lit
from engine.author.currencies import meant_currency
from engine.author.departure import Case, Found, unknown_key, wide
from engine.author.ids import torn_ids
from engine.author.keys import SAID_OTHERWISE, meant_key
from engine.author.misread import glued_pair
from engine.author.nodes import Mapping, Scalar
from engine.author.page import Mend, short
from engine.author.places import card_of
from engine.author.plain import flow


def bad_key(case: Case, key: str) -> Found:
    """A key that is no id, or no number."""
    assert isinstance(case.node, Mapping)
    entry = case.node.entry(key)
    assert entry is not None
    number = case.reads == "number"
    meant = lit.meant_number(key) if number else _meant_id(key)
    if lit.WIDE.search(key) and meant is not None and lit.half_width(key).strip() == meant:
        return Found([wide(entry.key, meant)], case.node, meant, True, key)
    if not number:
        if (mend := glued_pair(entry)) is not None:
            return Found([], mend=mend)
        finding = _not_id(entry.key, meant)
        return Found([finding], case.node, meant or key, True, key)  # rules still name it so
    hint = lit.number_hint(key, meant)
    place: dict[str, object] = {"where": f"a step of {case.where['where']}",
             "where_zh": f"{case.where['where_zh']}的一档"}  # fmt: skip
    finding = _not_number(place, entry.key, meant, hint)
    return Found([finding], case.node, meant, True, key, readable=True)


def _meant_id(text: str) -> str | None:
    half = lit.bare(text)
    return half if re.fullmatch(r"[a-z][a-z0-9_]{0,59}", half) else None


def _not_id(node: Scalar, meant: str | None = None) -> Diagnostic:
    hint: Both | None = None
    if meant is not None:  # in quotes of a Chinese keyboard
        hint = (f"write `{meant}`", f"写成 `{meant}`")
        seen = {"seen": short(node.text)}
        return Diagnostic("KT118", seen, at=node.at, hint=hint, fix=Fix(node.at, meant))
    example = re.sub(r"[^a-z0-9]+", "_", lit.half_width(node.text).lower()).strip("_")
    if len(node.text) > 60:
        count = len(node.text)
        hint = (f"it has {count} characters, at most 60", f"共 {count} 个字符，最多 60 个")
    elif re.fullmatch(r"[a-z][a-z0-9_]{0,59}", example) and node.text.isascii():
        hint = (f"write `{example}`, here and wherever it is named",
                f"改成 `{example}`，引用它的地方也一并修改")  # fmt: skip
    return Diagnostic("KT118", {"seen": short(node.text)}, at=node.at, hint=hint)


def _not_number(
    where: dict[str, object], node: Scalar, meant: str | None, hint: Both | None
) -> Diagnostic:
    params = {**where, "seen": short(node.text),
              "expected": "a number such as 60, 5m, 500万 or 40%",
              "expected_zh": "数字，如 60、5m、500万 或 40%"}  # fmt: skip
    fix = None if meant is None else Fix(node.at, meant)
    return Diagnostic("KT119", params, at=node.at, hint=hint, fix=fix)


_OF_POLICY: Final[Both] = (
    "write an id such as key-customers; the name that people read is the `title`",
    "写成 key-customers 这样的 id；给人看的名称写在 `title` 里",
)


def enum(case: Case) -> Found:
    """A word that is not one of those listed."""
    assert isinstance(case.node, Scalar)
    if case.reads == "yes_no":
        meant = lit.meant_yes_no(case.seen)
        params = {**case.where, "seen": short(case.seen)}
        fix = None if meant is None else Fix(case.node.at, meant)
        return Found([Diagnostic("KT122", params, at=case.node.at, fix=fix)], case.node, meant)
    if case.limit == [1]:
        return Found([Diagnostic("KT131", {"seen": short(case.seen)}, at=case.node.at)])
    return _choice(case, [w for w in case.limit if isinstance(w, str)])


def _or_map(case: Case) -> Both | None:
    """What else than a word may stand here: `{cap: normal}`."""
    maps = (flow(x) for x in case.schema.get("examples", []) if isinstance(x, dict))
    shown = next((f"`{x}`" for x in maps if len(x) <= 40), None)
    if shown is None:
        return None
    return f"or a map such as {shown}", f"也可以写映射，如 {shown}"


def _choice(case: Case, words: list[str]) -> Found:
    """A word that is not one of a few."""
    node = case.node
    assert isinstance(node, Scalar)
    half = lit.half_width(node.text).strip()
    if half in words and half != node.text:
        return Found([wide(node, half)], node, half)
    meant = meant_key(node.text, words, ())
    params = {**case.where, "seen": short(node.text), "words": words}
    if meant is None or half in SAID_OTHERWISE:
        hint = SAID_OTHERWISE.get(half) or _or_map(case)
        return Found([Diagnostic("KT113", params, at=node.at, hint=hint)])
    caret = (f"did you mean `{meant}`?", f"是否想写 `{meant}`？")
    finding = Diagnostic("KT113", params, at=node.at, caret=caret, fix=Fix(node.at, meant))
    return Found([finding], node, meant)


def pattern(case: Case) -> Found:
    """A scalar whose letters are not those that its kind has."""
    node = case.node
    assert isinstance(node, Scalar)
    text = node.text.strip(" \n")
    match case.reads:
        case "number" | "whole":
            if (other := _no_number(case, node)) is not None:
                return other
            meant, code = lit.meant_number(text), "KT119"
        case "duration":
            meant = lit.meant_duration(text)
            code = "KT120"
        case "date":
            meant, code = lit.meant_date(text), "KT121"
        case "version":
            half = lit.bare(text).lstrip("vV").strip()
            meant = half if re.fullmatch(r"[0-9]+(\.[0-9]+){0,2}", half) else None
            code = "KT123"
        case "choice":
            return _form(case, text)
        case "name" if (torn := torn_ids(case)) is not None:
            return torn
        case _:
            form = case.schema.get("pattern", "")
            meant = _meant_id(text)
            meant = meant if meant is not None and re.fullmatch(form, meant) else None
            code = "KT133" if "\\." in case.schema.get("pattern", "") else "KT118"
    if meant is not None and lit.WIDE.search(text) and lit.half_width(text).strip() == meant:
        return Found([wide(node, meant)], node, meant)
    if code == "KT119":
        hint = lit.number_hint(text, meant)
        finding = _not_number(case.where, node, meant, hint)
        return Found([finding], node, meant, readable=True)
    if code == "KT118":
        finding = _not_id(node, meant)
        if case.path == ("policy",) and meant is None and not node.text.isascii():
            finding = replace(finding, hint=_OF_POLICY)
        return Found([finding], node, meant or node.text)
    hint = None if meant is None else (f"write `{meant}`", f"写成 `{meant}`")
    fix = None if meant is None else Fix(node.at, meant)
    finding = Diagnostic(code, {"seen": short(text)}, at=node.at, hint=hint, fix=fix)
    return Found([finding], node, meant, readable=True)


_COMMA: Final = re.compile("[，、][ ]*")


def word(case: Case) -> Found:
    """`missing: 0`: a number where a word belongs, or a map."""
    found = _choice(case, [w for w in case.schema.get("examples", []) if isinstance(w, str)])
    number = lit.meant_number(case.seen)
    if found.meant is None and number is not None and "points" in case.schema["properties"]:
        meant = f"{{points: {number}}}"
        hint = (f"write `{meant}`", f"写成 `{meant}`")
        found.findings = [replace(found.findings[0], hint=hint, fix=Fix(case.node.at, meant))]
    return found


def _no_number(case: Case, node: Scalar) -> Found | None:
    """`choose_bi: stage` among profiles, and `[60，70]`: no slip in a number, but around it."""
    card = card_of(case.path)
    if card and case.path[len(card) : -1] == ("weights",):
        key, above = str(case.path[-1]), case.path[:-1]
        weights = case.root
        for step in above:
            entry = weights.entry(str(step)) if isinstance(weights, Mapping) else None
            weights = weights if entry is None else entry.value
        assert isinstance(weights, Mapping)
        entry = weights.entry(key)
        profiles = any(isinstance(e.value, Mapping) for e in weights)
        if entry is not None and profiles and meant_key(key, ["choose_by"], ()) is not None:
            finding, meant = unknown_key(entry, weights, ["choose_by"], above)
            return Found([finding], weights, meant, True, key)
    parts = _COMMA.split(node.text.strip())
    if len(parts) > 1 and all(lit.meant_number(p) is not None for p in parts):
        found = Found([], mend=Mend([]))
        assert found.mend is not None
        for m in _COMMA.finditer(node.page.text, node.start, node.end):
            at = node.page.span(m.start(), m.end())
            params = {"seen": m[0].strip(), "expected": ","}
            found.mend.findings.append(Diagnostic("KT105", params, at=at, fix=Fix(at, ", ")))
            found.mend.edits.append((m.start(), m.end(), ", "))
        return found
    return None


def _form(case: Case, text: str) -> Found:
    """Words of the language, and the forms of dates, currencies and time zones."""
    node = case.node
    assert isinstance(node, Scalar)
    words = [w for w in case.schema.get("examples", []) if isinstance(w, str)]
    code = {"currency": "KT129", "time zone": "KT128", "date form": "KT134"}.get(
        case.schema.get("title", "")
    )
    if code is None:
        return _choice(case, words)
    meant = lit.half_width(text).strip()
    if code == "KT129":
        meant = meant_currency(meant) or text
    valid = meant != text and re.fullmatch(case.schema["pattern"], meant) is not None
    if valid and lit.WIDE.search(text) and lit.half_width(text) == meant:
        return Found([wide(node, meant)], node, meant)
    fix = Fix(node.at, meant) if valid else None
    hint = (f"write `{meant}`", f"写成 `{meant}`") if valid else None
    finding = Diagnostic(code, {"seen": short(text)}, at=node.at, fix=fix, hint=hint)
    return Found([finding], node, meant if valid else None, readable=True)


def number_type(case: Case, node: Scalar, kinds: list[str]) -> Found:
    """A text, a truth or a decimal where a number or whole number belongs."""
    if (other := _no_number(case, node)) is not None:
        return other
    meant = lit.meant_number(node.text)
    if kinds == ["integer"]:
        meant = meant if meant is not None and meant.isdigit() else None
        if meant is not None and lit.WIDE.search(node.text):
            return Found([wide(node, meant)], node, meant)
        params = {**case.where, "seen": short(node.text), "expected": "a whole number such as 5",
                  "expected_zh": "整数，如 5"}  # fmt: skip
        fix = None if meant is None else Fix(node.at, meant)
        return Found([Diagnostic("KT119", params, at=node.at, fix=fix)], node, meant)
    hint = lit.number_hint(node.text, meant)
    return Found([_not_number(case.where, node, meant, hint)], node, meant, readable=True)
