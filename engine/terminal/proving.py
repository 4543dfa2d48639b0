"""What the actions of `keytier ledger` on runs and proofs do and say."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.report.visible import json_text, visible
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import ledger_of, unmasked_of
from engine.terminal.talk import Talk
from engine.terminal.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.ledger.anchored import Anchor
    from engine.ledger.events import Log
    from engine.ledger.seal.home import Home
    from engine.ledger.seal.note import Verifier
    from engine.ledger.verify.run import Verified


@dataclass(frozen=True, slots=True)
class Asked:
    """A run, a ledger or a file, and how the answer is given."""

    talk: Talk
    target: Path
    json: bool
    key: Verifier | None

    def say(self, key: str, /, **holes: object) -> None:
        """A line of the result."""
        self.talk.result(words(key, self.talk.language, **holes) + "\n")

    @contextmanager
    def working(self, stage: str) -> Iterator[Callable[[int, int], None]]:
        """What hears how much is done, and of how much: a bar on a terminal, unless quiet."""
        from engine.report.progress import Bar

        def name(stage: str) -> str:
            return words(f"stage.{stage}", self.talk.language)

        wanted = self.talk.err.isatty() and not (self.talk.quiet or self.talk.json or self.json)
        with Bar(name, wanted) as bar:
            yield partial(bar, stage)

    def document(self, schema: str, **found: Any) -> None:
        """The result as one document."""
        self.talk.result(json_text({"schema": schema, **found}) + "\n")


def key_of(text: str | None) -> Verifier | None:
    """The public key that was typed."""
    from engine.ledger.seal.note import read_verifier

    if text is None:
        return None
    try:
        return read_verifier(text)
    except ValueError:
        raise Mistake("ledger.use.key", value=text) from None


def verify(asked: Asked, home: Home | None, ledger: Path | None, anchor: Path | None = None) -> int:
    """A run against its seal and its event, or a ledger against its head; the ledger against an
    anchor where one was fetched back."""
    from engine.ledger.anchored import held_against
    from engine.ledger.events import not_put_back, read_log, signed_with
    from engine.ledger.verify.event import is_ledger
    from engine.ledger.verify.run import verify_run

    if is_ledger(asked.target):
        log = read_log(asked.target)
        not_put_back(log, home)
        signed_with(log, asked.key)
        _tell_log(asked, log, () if anchor is None else held_against(log, anchor))
        if home is not None and home.head(log.origin) is None and not asked.json:
            asked.say("ledger.not_seen", home=home.folder)
        return 0
    beside = ledger_of(asked.target, ledger)
    if ledger is not None or anchor is not None:
        read_log(beside)
    with asked.working("verifying") as progress:
        done = verify_run(asked.target, home, ledger=beside, key=asked.key, progress=progress)
    held: tuple[Anchor, ...] = ()
    if anchor is not None and done.log is not None:
        held = held_against(done.log, anchor)
    if asked.json:
        asked.document("keytier/verified/1", **_verified(done), **_held(anchor, held))
        return 0
    sealed = done.sealed
    asked.say("ledger.verified", run=asked.target, n=sealed.rows, key=sealed.signer.name,
              who=words(f"ledger.known.{done.known}", asked.talk.language))  # fmt: skip
    asked.say("ledger.rebuilt" if done.rebuilt else "ledger.not_rebuilt")
    if erased := (sealed.manifest.erased or {}).get("rows"):
        asked.say("ledger.erased.rows", n=len(erased))
    if sealed.manifest.marks:
        asked.say("ledger.erased.seats")
    if done.log is None or done.event is None:
        asked.say("ledger.no_event")
    else:
        asked.say("ledger.event", number=done.event, ledger=done.log.folder)
        if done.log.left:
            asked.say("ledger.left")
    if done.log is not None and held:
        _tell_held(asked, done.log, held[-1], done.event)
    else:
        _tell_anchor(asked, done.log, done.event)
    return 0


def _held(given: Path | None, found: Sequence[Anchor]) -> dict[str, Any]:
    """What a document says of anchors that were given."""
    if given is None:
        return {}
    return {"held_against": [{"anchor": a.where, "how": a.kind, "events": a.size,
                              "root": a.root.hex(), "at": a.at} for a in found]}  # fmt: skip


def _tell_held(asked: Asked, log: Log, anchor: Anchor, event: int | None) -> None:
    """That the ledger begins with an anchor, and what that vouches for."""
    how = words(f"ledger.how.{anchor.kind}", asked.talk.language)
    asked.say("ledger.held" if anchor.at is None else "ledger.held.at", ledger=log.folder,
              n=anchor.size, anchor=anchor.where, how=how, at=anchor.at)  # fmt: skip
    last = len(log.events) - 1 if event is None else event
    if last < anchor.size or (event is None and _only_anchors(log, anchor.size)):
        asked.say("ledger.held.all")
    elif event is not None:
        asked.say("ledger.held.not_run", number=event)
    else:
        asked.say("ledger.held.part", n=last + 1 - anchor.size)


def _verified(done: Verified) -> dict[str, Any]:
    from engine.ledger.verify.event import anchors

    sealed = done.sealed
    anchored = None if done.log is None else anchors(done.log)
    covered = anchored is not None and done.event is not None and done.event < anchored[0]
    return {
        "run": str(sealed.folder),
        "decisions": sealed.rows,
        "root": sealed.checkpoint.root.hex(),
        "signed_by": sealed.signer.text,
        "known": done.known,
        "leaves_rebuilt": done.rebuilt,
        "erased": len((sealed.manifest.erased or {}).get("rows", ())),
        "ledger": None if done.log is None else str(done.log.folder),
        "event": done.event,
        "anchored": covered,
        "last_anchor": None if anchored is None else anchored[1],
    }


def _tell_anchor(asked: Asked, log: Log | None, event: int | None) -> None:
    """What nobody outside could vouch for, is only consistent within itself."""
    from engine.ledger.verify.event import anchors

    anchored = None if log is None else anchors(log)
    if log is None or anchored is None:
        asked.say("ledger.never_anchored")
        return
    size, at, how = anchored
    last = len(log.events) - 1 if event is None else event
    if last < size or (event is None and _only_anchors(log, size)):
        asked.say("ledger.anchored", at=at, how=words(f"ledger.how.{how}", asked.talk.language))
    else:
        asked.say("ledger.not_anchored", at=at)


def _only_anchors(log: Log, size: int) -> bool:
    return all(e.get("event") == "anchor" for e in log.events[size:])


def _tell_log(asked: Asked, log: Log, held: Sequence[Anchor]) -> None:
    from engine.ledger.verify.event import anchors

    anchored = anchors(log)
    if asked.json:
        asked.document(
            "keytier/ledger/1", ledger=str(log.folder), origin=log.origin,
            events=log.checkpoint.size, root=log.checkpoint.root.hex(),
            keys=[k.text for k in log.keys], signed_by=log.signed_by.text,
            last_anchor=None if anchored is None else anchored[1],
            **_held(None if not held else asked.target, held),
        )  # fmt: skip
        return
    asked.say("ledger.holds", ledger=log.folder, n=log.checkpoint.size, key=log.signed_by.name)
    if log.left:
        asked.say("ledger.left")
    if held:
        _tell_held(asked, log, held[-1], None)
    else:
        _tell_anchor(asked, log, None)


def prove_one(
    asked: Asked, home: Home | None, id: str, opened: bool, output: Path | None, ledger: Path | None
) -> int:
    """The proof of one decision, to standard output or into a file. To open inputs that are masked
    elsewhere is an event."""
    from engine.atoms.outside import writing
    from engine.ledger.manifest import read_manifest
    from engine.ledger.pieces import vouch_for_small
    from engine.ledger.prove import proof_of
    from engine.ledger.verify.sealed import open_sealed

    vouch_for_small(asked.target, read_manifest(asked.target))
    sealed = open_sealed(asked.target)
    if not opened and not sealed.of_groups:  # to bind the policy would take longer than all else
        proof = proof_of(sealed, id, home)
    else:
        from engine.ledger.stored import open_run

        run = open_run(asked.target)
        proof = proof_of(sealed, run.group_of(id) or id, home, opened=opened)
        if opened:
            unmasked_of(asked.talk, run, "ledger prove", ledger)
    text = json.dumps(proof, ensure_ascii=False, separators=(",", ":")) + "\n"
    if output is None or str(output) == "-":
        asked.talk.result(text)
        return 0
    with writing(output):
        output.write_text(text, encoding="utf-8")
    asked.talk.note("ledger.proof", file=output)
    return 0


def _proof_text(file: Path) -> str:
    """The proof, of standard input where that is asked for."""
    if str(file) == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return file.read_text("utf-8", errors="replace")


def verify_proof(asked: Asked) -> int:
    """Whether a proof holds, and what it says."""
    from engine.ledger.prove import check_proof
    from engine.report.outcomes import OUTCOMES

    proven = check_proof(_proof_text(asked.target), asked.key)
    if asked.json:
        asked.document(
            "keytier/proven/1", run=proven.checkpoint.origin, decisions=proven.checkpoint.size,
            index=proven.index, outcome=proven.outcome, tier=proven.tier,
            signed_by=proven.signer.text, says=proven.says, inputs=proven.inputs,
        )  # fmt: skip
        return 0
    asked.say("ledger.proven", index=proven.index, run=proven.checkpoint.origin,
              n=f"{proven.checkpoint.size:,}", key=proven.signer.text)  # fmt: skip
    if proven.inputs is not None:
        asked.say("ledger.proven.id", id=proven.inputs["id"])
    outcome = OUTCOMES[proven.outcome][asked.talk.language == "zh"]
    asked.say("ledger.proven.says", outcome=outcome, tier=proven.tier or "-")
    for name, value in {**(proven.says or {}), **(proven.inputs or {})}.items():
        if value is not None:
            asked.talk.result(f"  {visible(name)}: {visible(str(value))}\n")
    if asked.key is None:
        asked.say("ledger.own_key")
    return 0
