"""`keytier history RUN… --id X`: one customer over all runs, and the cause of each change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.report.visible import json_text, visible
from engine.terminal.command import command
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import tell_unsealed
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, ID, OneOf
from engine.terminal.words import counting, words

if TYPE_CHECKING:
    from engine.ledger.history import Moment
    from engine.ledger.stored import StoredRun

_VALUES = 6  # changed values that the text shows of one run


@command("history", codes=(0, 1, 2, 4))
@click.argument("runs", type=FILE, nargs=-1, required=True)
@click.option("--id", "id", type=ID, required=True, metavar="ID")
@click.option("--policy", metavar="NAME")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk, runs: tuple[Path, ...], id: str, policy: str | None, format: str
) -> int:  # fmt: skip
    from engine.ledger.history import history, runs_of

    stored = _of_one_policy(_lived(talk, runs, runs_of(runs)), policy)
    for run in stored:
        tell_unsealed(talk, run)
    moments = history(stored, id)
    if format == "json":
        talk.result(json_text(_document(stored, id, moments)) + "\n")
        return 0
    lines = [_head(talk, stored, moments), ""]
    for moment in moments:
        lines += _lines(talk, moment)
    talk.result("".join(visible(line) + "\n" for line in lines))
    return 0


def _lived(talk: Talk, named: Sequence[Path], found: list[StoredRun]) -> list[StoredRun]:
    """The runs without those shadows that merely lie in a folder: nobody was treated by them."""
    asked = {path.resolve() for path in named}
    left = [r for r in found if r.manifest.notes.get("shadow") and r.folder.resolve() not in asked]
    if len(left) == len(found):
        return found
    for run in left:
        talk.must("history.shadow", run=run.folder)
    return [run for run in found if run not in left]


def _of_one_policy(stored: list[StoredRun], policy: str | None) -> list[StoredRun]:
    names = list(dict.fromkeys(run.manifest.policy["id"] for run in stored))
    shown = ", ".join(f"`{name}`" for name in names)
    if policy is not None and policy not in names:
        raise Mistake("history.no_policy", name=policy, policies=shown)
    if policy is None and len(names) > 1:
        raise Mistake("history.several", policies=shown)
    wanted = policy or names[0]
    return [run for run in stored if run.manifest.policy["id"] == wanted]


def _head(talk: Talk, stored: Sequence[StoredRun], moments: Sequence[Moment]) -> str:
    last = next(m for m in reversed(moments) if m.outcome is not None)
    policy = stored[0].manifest.policy["id"]
    changes = sum(m.moved for m in moments)
    key = counting("history.head", stored[0].bound)
    return words(key, talk.language, id=last.id, n=len(stored), policy=policy,
                 changes=changes)  # fmt: skip


def _lines(talk: Talk, moment: Moment) -> list[str]:
    zh = talk.language
    m = moment.run.manifest
    start = f"{m.as_of}  {m.policy['id']} {m.policy['version']}  "
    if moment.headline is None:
        return [start + words("history.absent", zh)]
    lines = [start + moment.headline.say(zh)]
    if moment.moved:
        lines.append("  " + because(talk, moment))
        if moment.read_otherwise:
            lines.append("  " + words("history.read", zh))
    for changed in moment.changed[:_VALUES]:
        said = words("history.changed", zh, field=changed.label.say(zh), was=changed.was.say(zh),
                     now=changed.now.say(zh))  # fmt: skip
        lines.append(f"    {said}")
    if len(moment.changed) > _VALUES:
        lines.append("    …")
    return lines


def because(talk: Talk, moment: Moment) -> str:
    """The causes of a change in one sentence."""

    def named(causes: Sequence[str], joint: str) -> str:
        keys = {"policy": "history.cause.policy"}
        said = [words(keys.get(c, f"history.{c}"), talk.language) for c in causes]
        return words(f"history.{joint}", talk.language).join(said)

    if not moment.known:
        return words("history.unknown", talk.language)
    if moment.enough:
        causes = named(moment.enough, "or")
        if len(moment.enough) > 1:
            causes = words("history.each", talk.language, causes=causes)
    elif moment.needed:
        causes = named(moment.needed, "and")
        if len(moment.needed) > 1:
            causes = words("history.together", talk.language, causes=causes)
    else:
        causes = words("history.all", talk.language, causes=named(moment.differs, "and"))
    return words("history.because", talk.language, causes=causes)


def _document(
    stored: Sequence[StoredRun], id: str, moments: Sequence[Moment]
) -> dict[str, Any]:  # fmt: skip
    """`keytier/history/1`."""
    return {
        "schema": "keytier/history/1",
        "customer": id,
        "policy": stored[0].manifest.policy["id"],
        "runs": [
            {
                "run": str(m.run.folder),
                "as_of": m.run.manifest.as_of,
                "version": m.run.manifest.policy["version"],
                "decided_for": m.id or None,
                "outcome": m.outcome,
                "tier": m.tier,
                "score": m.score,
                "moved": m.moved,
                "known": m.known,
                "differs": list(m.differs),
                "alone": list(m.enough),
                "needed": list(m.needed),
                "read_otherwise": m.read_otherwise,
                "changed": [
                    {"field": c.field, "was": c.was.to_json(), "now": c.now.to_json()}
                    for c in m.changed
                ],
            }
            for m in moments
        ],
    }
