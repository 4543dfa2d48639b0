"""A case file: one customer's decision as one HTML page that needs nothing else and prints well.

Both languages stand in the page; a switch that needs no script shows one of them. Whatever comes
from files is escaped, and characters that show nothing are named. The decision and its inputs are
embedded as JSON, for machines, and so is a proof where there is one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Any, Final

from engine.atoms.codes import Language
from engine.bind.contract import Column
from engine.explain import Explanation, Line, sections
from engine.explain.needs import Needs
from engine.explain.say import say_needs
from engine.ledger.stored import StoredRun
from engine.report.account import policy as policy_account
from engine.report.export import json_value
from engine.report.masking import shown_columns, shown_decision, shown_input, shown_inputs
from engine.report.visible import visible

_LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "record": ("the record", "记录"),
    "run": ("run", "运行"),
    "policy": ("policy", "政策"),
    "text": ("digest of its text", "文本摘要"),
    "meaning": ("digest of its meaning", "含义摘要"),
    "owner": ("owner", "负责人"),
    "reviewed": ("reviewed by", "复核"),
    "as_of": ("as of", "基准日"),
    "manifest": ("digest of the run", "运行摘要"),
    "file": ("data: {role}", "数据：{role}"),
    "proof": ("proof of the seal", "封存证明"),
    "embedded": (
        "embedded in this page, to be checked without us",
        "已嵌入本页，无需我们即可核验",
    ),
    "none": ("none", "无"),
    "shadow": (
        "This was decided in the shadow of another policy: nobody is treated by it.",
        "这是影子运行：不据此对待任何客户。",
    ),
    "not_sealed": (
        "The run is not sealed: nothing shows that this is what was decided.",
        "该运行未封存：无从表明这就是当时的评定结果。",
    ),
    "unsealed": ("not in this page", "未嵌入本页"),
}
_STYLE: Final = """
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; color: #1b1b1b;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .2rem; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 1.2rem 0 .3rem; border-bottom: 1px solid #bbb; }
p { margin: 0 0 .4rem; }
section p { margin: 0; padding-left: 1em; text-indent: -1em; overflow-wrap: anywhere; }
.note { font-weight: bold; }
table { border-collapse: collapse; }
th { text-align: left; font-weight: normal; color: #555; padding-right: 1.5rem; white-space: nowrap;
  vertical-align: top; }
td { overflow-wrap: anywhere; vertical-align: top; padding: 0 1.5rem .1rem 0; min-width: 3em; }
td:first-child { word-break: keep-all; }
td:last-child { padding-right: 0; }
section { font-size: 14px; }
.digests td { font-size: 11px; }
.switch { float: right; }
input[name=language] { position: absolute; opacity: 0; }
label { padding: .1rem .5rem; border: 1px solid #bbb; cursor: pointer; }
main { display: none; }
#en:checked ~ main[lang=en], #zh:checked ~ main[lang=zh] { display: block; }
#en:checked ~ .switch label[for=en], #zh:checked ~ .switch label[for=zh] { background: #ddd; }
input:focus-visible ~ .switch { outline: 2px solid #36c; }
@media print { .switch { display: none; }
  body { margin: 0; max-width: none; font-size: 10pt; } section { font-size: 9pt; }
  .digests td { font-size: 7.5pt; } section p, td { line-height: 1.35; } h2 { margin-top: .8rem; }
  tr, p { break-inside: avoid; } h2 { break-after: avoid; } p { orphans: 2; widows: 2; } }
@page { margin: 18mm; }
"""


def case_html(
    run: StoredRun,
    explanation: Explanation,
    decided: Mapping[str, Any],
    inputs: Mapping[str, Any],
    needs: Needs | None,
    proof: Mapping[str, Any] | None = None,
    language: Language = "en",
) -> str:
    """The page. `language` is what it opens in; `proof` is embedded as it is."""
    title = _safe(explanation.headline.say(language))
    chosen = {one: " checked" if one == language else "" for one in ("en", "zh")}
    mains = "\n".join(_main(one, run, explanation, needs, proof is not None) for one in _LANGUAGES)
    bound = run.bound
    embedded = _json("decision", _cells(shown_decision(bound, decided), shown_columns(bound)))
    embedded += _json("inputs", _cells(shown_input(bound, inputs), shown_inputs(bound)))
    if proof is not None:
        embedded += _json("proof", json.dumps(proof, ensure_ascii=True, indent=1))
    return f"""<!doctype html>
<html lang="{"zh-CN" if language == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="keytier">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<input type="radio" name="language" id="en"{chosen["en"]}>
<input type="radio" name="language" id="zh"{chosen["zh"]}>
<div class="switch"><label for="en">English</label> <label for="zh">中文</label></div>
{mains}
{embedded}</body>
</html>
"""


def _main(
    language: Language, run: StoredRun, explanation: Explanation, needs: Needs | None, proved: bool
) -> str:
    head, *rest = sections(explanation, language, all_reasons=True)
    parts = [f"<h1>{_safe(head.lines[0])}</h1>"]
    parts += [f"<p>{_safe(line)}</p>" for line in head.lines[1:]]
    parts += [f'<p class="note">{_safe(said)}</p>' for said in _notes(run, language)]
    parts += [_section(part.title, part.parts) for part in rest]
    if needs is not None:
        _, title, *lines = say_needs(needs, run.bound, language)
        parts.append(_section(title, [line.strip() for line in lines]))
    parts.append(_record(language, run, proved))
    return f'<main lang="{language}">\n' + "\n".join(parts) + "\n</main>"


def _section(title: str, parts: Sequence[Line]) -> str:
    """Sentences as paragraphs, and rows as a table; what a row is indented by stays."""
    said = []
    for table, group in groupby(parts, lambda part: isinstance(part, tuple)):
        if table:
            rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in group)
            said.append(f"<table>\n{rows}\n</table>")
        else:
            said += [f"<p>{_safe(str(line))}</p>" for line in group]
    return f"<section><h2>{_safe(title)}</h2>\n" + "\n".join(said) + "\n</section>"


def _cell(text: str) -> str:
    inside = text.lstrip(" ")
    depth = (len(text) - len(inside)) // 2
    style = f' style="padding-left: {1.2 * depth:.1f}em"' if depth else ""
    return f"<td{style}>{_safe(inside)}</td>"


def _notes(run: StoredRun, language: Language) -> list[str]:
    """What has to be known of the run before it is believed."""
    m = run.manifest
    keys = ["shadow"] if m.notes.get("shadow") else []
    keys += ["not_sealed"] if m.sealed is None else []
    return [_WORDS[key][language == "zh"] for key in keys]


def _record(language: Language, run: StoredRun, proved: bool) -> str:
    """Where this comes from, and how it is held together."""
    m, account = run.manifest, policy_account(run)

    def word(key: str, **holes: str) -> str:
        return _WORDS[key][language == "zh"].format(**holes)

    rows = [
        (word("run"), run.folder.name),
        (word("as_of"), m.as_of),
        (word("policy"), f"{m.policy['id']} {m.policy['version']}"),
        (word("owner"), account["owner"] or word("none")),
        (word("reviewed"), ", ".join(account["reviewed_by"]) or word("none")),
        (word("text"), m.policy["digest"]),
        (word("meaning"), m.policy["meaning"]),
        (word("manifest"), m.meaning()),
        *((word("file", role=s.role), f"{s.name} {s.digest or ''}") for s in m.sources),
        (word("proof"), word("embedded" if proved else "unsealed")),
    ]
    cells = "\n".join(f"<tr><th>{_safe(a)}</th><td>{_safe(b)}</td></tr>" for a, b in rows)
    head = f"<h2>{_safe(word('record'))}</h2>"
    return f'<section>{head}<table class="digests">{cells}</table></section>'


def _safe(text: str) -> str:
    return escape(visible(text))


def _cells(row: Mapping[str, Any], columns: Sequence[Column]) -> str:
    """A stored row as JSON, numbers exact and in their own unit."""
    cells = (f"{json.dumps(c.name)}: {json_value(row.get(c.name), c)}" for c in columns)
    return "{" + ",\n".join(cells) + "}"


def _json(name: str, text: str) -> str:
    """A data block, which no browser runs; nothing in it can end it early."""
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    text = "".join(c if c.isascii() else json.dumps(c)[1:-1] for c in text)
    return f'<script type="application/json" id="{name}">{text}</script>\n'
