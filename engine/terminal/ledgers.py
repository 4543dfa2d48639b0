"""What the actions of `keytier ledger` on a ledger itself do and say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

from engine.report.visible import visible
from engine.terminal.mistake import Mistake
from engine.terminal.proving import Asked
from engine.terminal.sealing import tell_entered
from engine.terminal.words import words

if TYPE_CHECKING:
    from engine.ledger.anchor import How
    from engine.ledger.events import Event
    from engine.ledger.seal.home import Home


_KINDS = (
    "begun", "run", "anchor", "withdrawn", "approval", "approval_withdrawn", "erasure", "override",
    "unmasked", "key",
)  # fmt: skip


def log(asked: Asked, limit: int | None) -> int:
    """The events of a ledger, the last ones first where a limit is given."""
    from engine.ledger.events import read_log

    found = read_log(asked.target)
    numbered = list(enumerate(found.events))[-(limit or len(found.events)) :]
    if asked.json:
        asked.document("keytier/events/1", ledger=str(asked.target), origin=found.origin,
                       events=[{"number": n, **e} for n, e in numbered])  # fmt: skip
        return 0
    for n, event in numbered:
        kind = str(event.get("event"))
        named = kind if kind not in _KINDS else words(f"event.{kind}", asked.talk.language)
        line = f"{n:>5}  {event.get('at')}  {named}  {_brief(kind, event)}"
        asked.talk.result(visible(line) + "\n")
    return 0


def _brief(kind: str, event: Event) -> str:
    """What tells this event from others of its kind."""
    match kind:
        case "run":
            policy = event["policy"]
            root = str(event["root"])[:16]
            told = [event["run"], f"{policy['id']} {policy['version']}", event["rows"], root]
        case "anchor":
            told = [event["how"], event["size"]]
        case "withdrawn":
            told = [event["number"], event["run"]]
        case "approval":
            policy = event["policy"]
            told = [f"{policy['id']} {policy['version']}", event["role"], event["by"]]
        case "approval_withdrawn":
            policy = event["policy"]
            told = [f"{policy['id']} {policy['version']}", event["role"], event["by"],
                    event.get("reason")]  # fmt: skip
        case "erasure":
            told = [event["run"], event.get("index"), event["reason"]]
        case "override":
            days = f"{event.get('from', '')}..{event['until']}"
            told = [event["tier"], days, event.get("decided_by"), event.get("approved_by")]
        case "unmasked":
            told = [event["run"], event["command"], event["by"]]
        case "begun" | "key":
            told = [event["key"]]
        case _:
            rest = {k: v for k, v in event.items() if k not in ("event", "at", "by")}
            told = [json.dumps(rest, ensure_ascii=False)]
    return "  ".join(str(t) for t in told if t is not None)


def show(asked: Asked, number: str) -> int:
    """One event, whole."""
    from engine.ledger.events import read_log

    found = read_log(asked.target)
    if not number.isdecimal() or int(number) >= len(found.events):
        raise Mistake("ledger.use.event", number=number, last=len(found.events) - 1)
    event = found.events[int(number)]
    if asked.json:
        asked.document("keytier/event/1", number=int(number), **event)
        return 0
    for name, value in event.items():
        told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        asked.talk.result(f"{visible(name)}: {visible(told)}\n")
    return 0


def consistency(asked: Asked, new: Path) -> int:
    """That a ledger only grew since a checkpoint."""
    from engine.ledger.anchor import only_grew

    before, found, proof = only_grew(asked.target, new)
    if asked.json:
        asked.document("keytier/consistency/1", origin=found.origin, old=before.size,
                       new=found.checkpoint.size, proof=[h.hex() for h in proof])  # fmt: skip
        return 0
    asked.say("ledger.grew", ledger=new, old=before.size, new=found.checkpoint.size)
    return 0


def anchor_head(asked: Asked, home: Home | None, how: str, output: Path | None) -> int:
    """The head, put outside."""
    from engine.ledger.anchor import anchor

    if how == "timestamp" and output is None:
        raise Mistake("ledger.use.timestamp")
    found, made, done = anchor(asked.target, _key(home), cast("How", how), output)
    tell_entered(asked.talk, done)
    if how == "text":
        asked.talk.result(made)
    asked.talk.note(f"ledger.anchor.{how}", n=found.checkpoint.size, made=made,
                    number=done.number)  # fmt: skip
    return 0


def trust(asked: Asked, home: Home | None) -> int:
    """Lets another key into a ledger."""
    from engine.ledger.append import append
    from engine.ledger.events import read_log

    if asked.key is None:
        raise Mistake("ledger.use.trust")
    found = read_log(asked.target)
    if asked.key in found.keys:
        asked.say("ledger.trusted", key=asked.key.name)
        return 0
    done = append(asked.target, _key(home), {"event": "key", "key": asked.key.text})
    tell_entered(asked.talk, done)
    asked.say("ledger.trusted", key=asked.key.name)
    return 0


def _key(home: Home | None) -> Home:
    """The key folder, which has to be there."""
    from engine.ledger.seal.home import make_home

    return make_home() if home is None else home
