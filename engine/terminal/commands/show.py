"""`keytier show KIND RUN`: what a stored run answers for as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.report.visible import json_text, visible
from engine.terminal.command import command
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import ledger_of, tell_unsealed
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Count, OneOf
from engine.terminal.words import counting, words

if TYPE_CHECKING:
    from engine.ledger.approval import Standing
    from engine.ledger.stored import StoredRun

_LISTED = 20
_STRAYS = {"rows_of_unknown_customers": "unknown", "rows_without_customer": "keyless"}


@command("show", codes=(0, 1, 2, 4))
@click.argument("kind", type=OneOf("policy", "data", "errors", "overrides"))
@click.argument("run", type=FILE)
@click.option("--text", is_flag=True)
@click.option("--ledger", type=FILE, metavar="FOLDER")
@click.option("--limit", type=Count(0), default=_LISTED, metavar="N")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk, kind: str, run: Path, text: bool, ledger: Path | None, limit: int, format: str
) -> int:
    from engine.ledger.stored import open_run
    from engine.report import account

    if text and (kind != "policy" or format == "json"):
        raise Mistake("show.text_only", kind=kind)
    stored = open_run(run)
    tell_unsealed(talk, stored)
    if text:
        talk.result(stored.policy_text)
        return 0
    document: dict[str, Any]
    match kind:
        case "policy":
            document, said = account.policy(stored, _standing(stored, ledger)), _policy
        case "data":
            document, said = account.data(stored), _data
        case "errors":
            document, said = account.errors(stored, limit), _errors
        case _:
            document, said = account.overrides(stored, limit), _overrides
    if format == "json":
        talk.result(json_text(document) + "\n")
    else:
        head = words("show.head", talk.language, policy=document["policy"]["id"],
                     version=document["policy"]["version"], day=document["as_of"])  # fmt: skip
        lines = [head, "", *said(document, _sayer(talk, stored), talk.language)]
        talk.result("".join(visible(line) + "\n" for line in lines))
    return 1 if document.get("adds_up") is False else 0


Say = Callable[..., str]


def _standing(run: StoredRun, ledger: Path | None) -> Standing:
    """Who approved the text, in the ledger that is named, or that beside the run."""
    from engine.terminal.approving import standing_in

    beside = ledger_of(run.folder.resolve(), ledger)
    return standing_in(beside, run.bound, run.policy_bytes)


def _sayer(talk: Talk, run: StoredRun) -> Say:
    def say(key: str, /, **holes: Any) -> str:
        return words(counting(f"show.{key}", run.bound), talk.language, **holes)

    return say


def _policy(d: dict[str, Any], say: Say, language: str) -> Iterator[str]:
    yield say("title", text=d["title"][language])
    yield say("owner", text=d["owner"] or say("unsaid"))
    yield say("reviewed", text=", ".join(d["reviewed_by"]) or say("unsaid"))
    first, last = d["effective"]["from"], d["effective"]["until"]
    ends = [say("from", first=first)] * bool(first) + [say("until", last=last)] * bool(last)
    yield say("force.yes" if d["in_force"] else "force.no",
              days=" ".join(ends) or say("always"), day=d["as_of"])  # fmt: skip
    by = [say("approval.by", **one) for one in d["approval"]["by"]]
    missing = ", ".join(d["approval"]["missing"])
    if missing and by:
        by.append(say("approval.missing", roles=missing))
    yield say("approved", text="; ".join(by) or say("nobody"))
    for one in d["approval"]["withdrawn"]:
        key = "approval.back" if one["reason"] is None else "approval.back.reason"
        yield say("withdrawn", text=say(key, **one))
    yield say("digest", text=d["digest"])
    yield say("meaning", text=d["meaning"])
    if d["extends"] is not None:
        yield say("extends", **d["extends"])
    yield say("plan", text=d["plan"])
    yield say("file", text=d["file"])


_READ = ("reader", "encoding", "delimiter", "sheet")  # what has words


def _data(d: dict[str, Any], say: Say, language: str) -> Iterator[str]:
    yield say("files")
    for f in d["files"]:
        digest = f["digest"] or say("no_digest")
        yield "  " + say("source", role=f["role"], name=f["name"], rows=f["rows"], digest=digest)
        colon = "：" if language == "zh" else ": "
        read = [f"{say(f'read.{k}') if k in _READ else k}{colon}{v}" for k, v in f["read"].items()]
        yield "    " + say("read", how=" · ".join(read))
    yield from (f"  {line}" for line in _strays(d, say))
    if d["context"]:
        yield say("context", text=", ".join(f"{k} {v}" for k, v in d["context"].items()))
    yield ""
    yield say("fields", n=d["customers"])
    for f in d["fields"]:
        rules = [say(f"rule.{r['missing'] or 'none'}", part=r["part"], points=r["points"])
                 for r in f["rules"]]  # fmt: skip
        rules += [say("rule.worked_out", part=part) for part in f["worked_out"]]
        joint = "；" if language == "zh" else "; "
        yield f"  {f['label'][language]}: {f['lacking']:,}  ({joint.join(rules) or say('no_rule')})"


def _strays(d: dict[str, Any], say: Say) -> Iterator[str]:
    """Rows of tables that belong to nobody."""
    for key, name in _STRAYS.items():
        yield from (say(f"{name}_rows", n=n, table=table) for table, n in d[key].items() if n)


def _errors(d: dict[str, Any], say: Say, language: str) -> Iterator[str]:
    from engine.report.outcomes import OUTCOMES

    counts = [f"{n:,} {OUTCOMES[o][language == 'zh']}" for o, n in d["outcomes"].items()]
    if d["erased"]:
        counts.append(say("sum.erased", n=d["erased"]))
    yield say("sum", n=d["customers"], sum=" + ".join(counts))
    yield say("adds" if d["adds_up"] else "adds_not")
    yield from _strays(d, say)
    yield ""
    if not d["lines"]:
        yield say("no_errors")
        return
    yield say("errors", n=d["lines"])
    for reason, n in d["by_reason"].items():
        yield f"  {reason}: {n:,}"
    for e in d["errors"]:
        place = e["file"]
        if e["row"] and e["column"]:
            place = say("place", file=e["file"], row=e["row"], column=e["column"])
        expected = e["expected_zh" if language == "zh" else "expected"]
        yield "  " + say("error", id=e["id"], seen=e["seen"], place=place, expected=expected,
                         code=e["code"])  # fmt: skip
    if d["lines"] > len(d["errors"]):
        yield say("more", n=d["lines"] - len(d["errors"]))


def _overrides(d: dict[str, Any], say: Say, language: str) -> Iterator[str]:
    from engine.report.export_words import OVERRIDES

    if (left := d["left_out"]) is not None:
        yield say("left_out", n=left["count"], events=", ".join(map(str, left["events"])))
    if not d["possible"] or d["file"] is None:
        yield say("no_override" if not d["possible"] else "no_overrides")
        return
    file = d["file"]
    yield say("overrides", n=d["count"], file=file["name"], entries=file["entries"],
              digest=file["digest"])  # fmt: skip
    for o in d["overrides"]:
        effect = OVERRIDES.get(o["effect"] or "", o["effect"]) if language == "zh" else o["effect"]
        yield ""
        yield say("override", id=o["customer"], tier=o["tier"], by=o["by"] or say("unsaid"),
                  approved=o["approved_by"] or say("nobody"), until=o["until"],
                  effect=effect or o["outcome"])  # fmt: skip
        yield "  " + say("override.because", because=o["because"])
        yield "  " + say("override.else", policy=o["by_policy"] or o["ended_in"] or o["outcome"],
                         ended=o["ended_in"] or o["outcome"])  # fmt: skip
    if d["count"] > len(d["overrides"]):
        yield say("more_overrides", n=d["count"] - len(d["overrides"]))
