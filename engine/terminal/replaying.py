"""`keytier ledger replay RUN`: what it does and says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.report.visible import visible
from engine.terminal.sealing import tell_unsealed
from engine.terminal.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.atoms.codes import Language
    from engine.ledger.replay import Difference, Replayed
    from engine.ledger.seal.home import Home
    from engine.terminal.proving import Asked


def replay_run(asked: Asked, home: Home | None, limit: int) -> int:
    """The run decided again: the same root, or what differs."""
    from engine.ledger.replay import replay

    with asked.working("replaying") as progress:
        done = replay(asked.target, home, shown=limit, progress=progress)
    tell_unsealed(asked.talk, done.run)
    root = None if done.root is None else done.root.hex()
    if asked.json:
        asked.document(
            "keytier/replayed/1", run=str(asked.target), same=done.same, same_plan=done.same_plan,
            root=root, decisions=done.decided, differing=done.rows,
            first=[{"id": d.id, "column": d.column, "stored": a, "again": b}
                   for d, a, b in _shown(done)],
        )  # fmt: skip
        return 0 if done.same else 4
    if not done.same_plan:
        made = done.run.manifest.made.get("keytier", "?")
        asked.say("ledger.replay.plan", version=made)
    if done.same:
        unsealed = done.run.manifest.sealed is None
        same = "ledger.replay.unsealed" if unsealed else "ledger.replay.same"
        key = "ledger.replay.root" if root else same
        asked.say(key, n=done.decided, root=root)
        return 0
    asked.say("ledger.replay.differs", n=done.rows,
              why=words("ledger.replay.why_plan" if not done.same_plan else "ledger.replay.why",
                        asked.talk.language))  # fmt: skip
    for d, *values in _shown(done):
        stored, again = (_cell(value, asked.talk.language) for value in values)
        line = words("ledger.replay.cell", asked.talk.language, id=d.id, column=d.column,
                     stored=stored, again=again)  # fmt: skip
        asked.talk.result(f"  {visible(line)}\n")
    return 4


def _shown(done: Replayed) -> Iterator[tuple[Difference, Any, Any]]:
    """The cells that differ, with a mask where something is not to be shown."""
    from engine.report.masking import shown_cell

    for d in done.first:
        stored, again = (shown_cell(done.run.bound, d.column, v) for v in (d.stored, d.again))
        yield d, stored, again


def _cell(value: Any, language: Language) -> str:
    if value is None:
        return words("ledger.replay.empty", language)
    return " ".join(value) if isinstance(value, list) else str(value)
