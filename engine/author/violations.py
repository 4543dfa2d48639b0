"""One function for each way to depart from the schema: the finding, and what was meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Fix, Label, listed
from engine.atoms.text import Span
from engine.author.departure import Case, Found, anchor, key_of, lines_glued
from engine.author.ids import bracketed
from engine.author.misread import grouped
from engine.author.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.author.page import Mend, short
from engine.author.places import Path, where
from engine.author.plain import flow
from engine.author.values import bad_key, enum, number_type, pattern, word

if TYPE_CHECKING:
    from jsonschema import ValidationError


def described(
    error: ValidationError, node: Node, path: Path, root: Node, absent: list[str], lost: Lost
) -> Found:
    """What an error of the schema means to an author. `absent` are keys that the map lacks;
    of those that are `lost` nothing is said."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    if error.validator is None:  # `field: false`: a key that does not go with another
        return _excluded(error, node, path)
    case = Case(schema, node, path, root, str(error.validator), error.validator_value)
    if "propertyNames" in error.absolute_schema_path:
        return bad_key(case, str(error.instance))
    nothing = isinstance(node, Scalar) and (node.empty or not node.text.strip())
    if nothing and error.validator in ("type", "enum", "format", "pattern"):
        return Found([Diagnostic("KT115", {"key": key_of(path)}, at=anchor(root, path, node))])
    match case.word:
        case "required":
            return _required(case, absent, lost)
        case "dependencies":
            return _dependencies(case, lost)
        case "enum" if isinstance(node, Scalar):
            return enum(case)
        case "pattern" | "format" | "maxLength":
            return pattern(case)
        case "minimum" | "maximum":
            return _range(case)
        case "uniqueItems":
            return _repeated(case)
        case "type" | "enum":
            return _type(case)
        case _:
            return _length(case, lost)


#: Whether a map may have lost a key, or (of no key) lost anything.
Lost = Callable[[Node, str], bool]


def _required(case: Case, absent: list[str], lost: Lost) -> Found:
    """Keys that must be there; those that are lost may well be there, misspelt."""
    missing = [k for k in absent if not lost(case.node, k)]
    found = Found(lacks=case.node, absent=absent)
    if missing:
        keys = " and no ".join(f"`{k}`" for k in missing)
        keys_zh = "、".join(f"`{k}`" for k in missing)
        params = {**case.where, "keys": keys, "keys_zh": f" {keys_zh}"}
        at = anchor(case.root, case.path, case.node)
        found.findings.append(Diagnostic("KT112", params, at=at))
    return found


def _excluded(error: ValidationError, node: Node, path: Path) -> Found:
    """Keys of a plain criterion in one made of criteria, or the other way round; and the like."""
    made = "then" in error.absolute_schema_path
    first, others = _APART[_of(path)][0 if made else 1]
    found = Found(readable=True)
    for entry in node if isinstance(node, Mapping) else ():
        key = entry.key.text
        if key in others:
            params = {
                **where(path),
                "keys": f"`{first}` and `{key}`", "keys_zh": f" `{first}` 和 `{key}`",
            }  # fmt: skip
            finding = Diagnostic("KT116", params, at=entry.key.at, hint=_OF_ELSEWHERE.get(key))
            found.findings.append(finding)
    return found


def _of(path: Path) -> str:
    """Which map of two forms it is that stands at a path."""
    if path[0] in ("derived", "tests"):
        return str(path[0])
    return "rank_percent" if path[-1] == "rank_percent" else "criteria"


_OF_PLAIN: Final = ("field", "points", "reason")
_OF_MADE: Final = ("weights", "cap", "floor")
#: For maps of two forms: the key that makes it one or the other, and those that do not go with it.
_APART: Final[dict[str, tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]]] = {
    "criteria": (("criteria", _OF_PLAIN), ("field", _OF_MADE)),
    "derived": (("sources", ("formula",)), ("formula", ("tolerance",))),
    "tests": (("percentiles", ("last", "id", "place")), ("last", ("count",))),
    "rank_percent": (("reference", ("per",)), ("low", ())),
}
_OF_ELSEWHERE: Final[dict[str, Both]] = {
    "reason": ("the criteria inside have reasons of their own", "原因写在内层的各个指标上"),
    "weights": (
        "weights of all criteria stand together under `scorecard.weights`",
        "所有指标的权重集中写在 `scorecard.weights` 下",
    ),
}


def _dependencies(case: Case, lost: Lost) -> Found:
    assert isinstance(case.node, Mapping)
    found = Found(lacks=case.node)
    for key, needed in case.limit.items():
        entry = case.node.entry(key)
        lacking = [k for k in needed if k not in case.node]
        if entry is None or not lacking:
            continue
        if not any(lost(case.node, k) for k in lacking):
            other, other_zh = listed(lacking)
            params = {**case.where, "key": key, "other": other, "other_zh": f" {other_zh}"}
            found.findings.append(Diagnostic("KT126", params, at=entry.key.at))
        found.absent += lacking
    if set(case.limit) <= {"fresh", "dated", "stale_after", "disagree", "by", "min_count"}:
        found.readable, found.absent = True, []
    return found


def _range(case: Case) -> Found:
    en, zh = ("at least", "至少") if case.word == "minimum" else ("at most", "最多")
    params = {**case.where, "seen": case.seen, "expected": f"{en} {case.limit}",
              "expected_zh": f"{zh} {case.limit}"}  # fmt: skip
    return Found([Diagnostic("KT132", params, at=case.node.at)], readable=True)


def _repeated(case: Case) -> Found:
    assert isinstance(case.node, Sequence)
    found = Found(readable=True)
    first: dict[str, Node] = {}
    for item in case.node.items:
        text = item.text if isinstance(item, Scalar) else item.at.text
        if text in first:
            label = Label(first[text].at, "first here", "第一次在这里")
            params = {**case.where, "seen": short(text)}
            found.findings.append(Diagnostic("KT125", params, at=item.at, labels=(label,)))
        first.setdefault(text, item)
    return found


def _length(case: Case, lost: Lost) -> Found:
    """Too few or too many entries."""
    node = case.node
    if isinstance(node, Scalar):
        return Found([Diagnostic("KT115", {"key": key_of(case.path)}, at=node.at)])
    count = len(node.entries) if isinstance(node, Mapping) else len(node.items)
    if case.word == "maxItems" and isinstance(node, Sequence):
        numbers = [n for n in node.items if isinstance(n, Scalar)]
        if len(numbers) == count and (mend := grouped(numbers)) is not None:
            return Found(mend=mend)
    few = case.word.startswith("min")
    exact = case.schema.get("minItems") == case.schema.get("maxItems", -1)
    en, zh = ("", " ") if exact else ("at least ", "至少 ") if few else ("at most ", "最多 ")
    found = "nothing" if not count else f"{count} entr{'y' if count == 1 else 'ies'}"
    params = {
        **case.where,
        "found": found,
        "found_zh": f" {count} 项",
        "expected": f"{en}{case.limit}",
        "expected_zh": f"{zh}{case.limit} 项",
    }
    if not count and lost(node, ""):  # what stood there is told
        return Found(readable=True)
    return Found([Diagnostic("KT124", params, at=node.at)], readable=not exact)


# --- a value of another form ---------------------------------------------------------------------

_NOUNS: Final[dict[str, Both]] = {
    "object": ("keys and values", "键和值"),
    "array": ("a list", "列表"),
    "string": ("a text", "文字"),
    "number": ("a number", "数字"),
    "integer": ("a whole number", "整数"),
    "formula": ("a formula", "公式"),
}
_JOINED: Final[Both] = (
    "parts of a formula are joined by `and` or `or`", "公式的各部分用 `and` 或 `or` 连接",
)  # fmt: skip


def _type(case: Case) -> Found:
    node = case.node
    kinds = case.schema.get("type", "string")
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if isinstance(node, Scalar):
        if "object" in kinds or "array" in kinds:
            mend = lines_glued(node)
            if mend is not None:
                return Found([], mend=mend)
        if case.reads in ("number", "whole") or kinds == ["integer"]:
            return number_type(case, node, kinds)
        if case.reads and not {"object", "array"} & set(kinds):
            return pattern(case)
        if case.reads == "choice" and "string" in kinds:
            return word(case)
    found = _found(node)
    nouns = ("array", "object") if isinstance(node, Scalar) else ("object", "array")
    noun = next((k for k in (*nouns, "integer", "number", "string") if k in kinds), "")
    if case.reads in ("text", "formula") and "string" in kinds:
        noun = "string"
    made = {"object": dict, "array": list}.get(noun, object)
    examples = [x for x in case.schema.get("examples", []) if isinstance(x, made)]
    example = min(examples, key=lambda x: len(flow(x)), default=None)
    hint = None
    if case.reads == "formula":
        if isinstance(node, Mapping) and all(_alone(e) for e in node):
            return Found([_braces(node)])
        if isinstance(node, Sequence):
            hint = _JOINED
    title = case.schema.get("title")
    en, zh = _NOUNS["formula" if noun == "string" and title == "formula" else noun]
    if noun == "string" and title:
        en = f"{'an' if title[0] in 'aei' else 'a'} {title}"
    shown = "" if example is None else flow(example)
    shown = shown if len(shown) <= 60 else ""
    params = {
        **case.where, "found": found[0], "found_zh": found[1],
        "expected": f"{en} such as `{shown}`" if shown else en,
        "expected_zh": f"{zh}，如 `{shown}`" if shown else zh,
    }  # fmt: skip
    at = node.at if isinstance(node, Scalar) else anchor(case.root, case.path, node)
    if noun == "object" and isinstance(node, Sequence) and (mend := _dashes(case, params, at)):
        return Found(mend=mend)
    fix = bracketed(node) if noun == "array" else None
    hint = hint if fix is None else (f"write `{fix.text}`", f"写成 `{fix.text}`")
    return Found([Diagnostic("KT110", params, at=at, fix=fix, hint=hint)])


def _dashes(case: Case, params: dict[str, Any], at: Span) -> Mend | None:
    """`- gold: {at_least: 80}` below `tiers:`: the entries of a map, each with a dash."""
    node = case.node
    assert isinstance(node, Sequence)
    text, edits = node.page.text, []
    for item in node.items:
        line = text.rfind("\n", 0, item.start) + 1
        m = re.fullmatch(" *(- +)", text[line : item.start])
        if m is None or not isinstance(item, Mapping) or item.flow or len(item.entries) != 1:
            return None
        edits.append((line + m.start(1), line + m.end(1), ""))
    keys = [item.entries[0].key.text for item in node.items if isinstance(item, Mapping)]
    if not keys or len(set(keys)) < len(keys):
        return None
    whole = node.page.span(edits[0][0], edits[-1][1])
    meant = re.sub(r"(?m)^( *)- +", r"\1", whole.text)
    hint = ("ids stand under each other, without `- `", "各 id 左对齐，前面不写 `- `")
    finding = Diagnostic("KT110", params, at=at, hint=hint, fix=Fix(whole, meant))
    return Mend([finding], edits)


def _alone(e: Entry) -> bool:
    """A key in `{ }` with nothing after it: `{idle_days}`."""
    return isinstance(e.value, Scalar) and e.value.empty


def _braces(node: Mapping) -> Diagnostic:
    hint = ("a formula that begins with { or [ is put in double quotes; fields need no braces",
            "公式里的字段不需要花括号")  # fmt: skip
    return Diagnostic("KT108", {"seen": short(node.at.text)}, at=node.at, hint=hint)


def _found(node: Node) -> Both:
    if isinstance(node, Mapping):
        return "a map", "映射"
    if isinstance(node, Sequence):
        return "a list", "列表"
    return f"`{short(node.text)}`", f" `{short(node.text)}`"
