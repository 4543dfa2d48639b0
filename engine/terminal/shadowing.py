"""A policy in the shadow of another: run on the same data, recorded, and acted on by nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.terminal.deciding import Wish, asked_of, tables_of
from engine.terminal.loading import sound_policy
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import sealing_of
from engine.terminal.talk import Talk

if TYPE_CHECKING:
    from engine.bind.bound import BoundPolicy
    from engine.ledger.run import Asked, RunResult
    from engine.rehearse.compare.compare import Ended

_PAIRS = 6


def shadow_folder(target: Path) -> Path:
    """Where the run of a shadow lies: beside the run in force.

    >>> shadow_folder(Path("runs/june"))
    PosixPath('runs/june-shadow')
    """
    return target.with_name(f"{target.name}-shadow")


def refuse_shadow(target: Path | None, one_by_one: bool, standard_input: bool, force: bool) -> None:
    """A shadow stands beside a whole run that stays, and reads the data once more."""
    if target is None or one_by_one:
        raise Mistake("run.shadow_whole")
    if standard_input:
        raise Mistake("run.shadow_stdin")
    if not force:
        from engine.ledger.folder import refuse_there

        refuse_there(shadow_folder(target))


def asked_of_shadow(talk: Talk, wish: Wish, asked: Asked) -> Asked:
    """What a shadow is asked: the run's data, day and files, as far as its policy reads them."""
    sound = sound_policy(talk, wish.policy)
    bound = sound[2]
    own = replace(
        wish.narrowed(tables_of(bound.policy), bound.policy.context),
        as_of=asked.as_of,
        previous=_before(wish.previous, bound),
        overrides=None if bound.override is None else wish.overrides,
    )
    return replace(asked_of(talk, own, sound), limit=asked.limit, shadow=True)


def _before(previous: Path | None, bound: BoundPolicy) -> Path | None:
    """What a shadow looks back at: its own former run; the first time that of its policy."""
    from engine.bind.contract import previous_columns
    from engine.ledger.manifest import read_manifest

    if previous is None or not previous_columns(bound):
        return None
    if (own := shadow_folder(previous)).exists():
        return own
    return previous if read_manifest(previous).policy["id"] == bound.policy.id else None


def run_shadow(
    talk: Talk, asked: Asked, done: RunResult, force: bool, ledger: Path | None, unsealed: bool
) -> None:
    """Runs it, and says how many it ends otherwise than the policy in force."""
    from engine.ledger import run as runs
    from engine.report.compared import ended

    target = shadow_folder(done.run.folder)
    sealing = sealing_of(talk, target, ledger, unsealed, ())
    shadow = runs.run(asked, target, force=force, sealing=sealing)
    moved, of, pairs = differing(done, shadow)
    policy = asked.bound.policy
    talk.note("run.shadowed", policy=policy.id, version=policy.version, moved=f"{moved:,}",
              n=f"{of:,}", folder=target)  # fmt: skip
    for was, now, n in pairs[:_PAIRS]:
        ends = [ended(end, talk.language) for end in (was, now)]
        talk.note("run.shadow_pair", was=ends[0], now=ends[1], n=n)


def differing(
    done: RunResult, shadow: RunResult
) -> tuple[int, int, Sequence[tuple[Ended, Ended, int]]]:
    """How many of how many customers end otherwise, and from where to where, most first."""
    from engine.connect.database import scratch
    from engine.rehearse.compare.compare import Ended

    one, other = (r.run.decision_relation() for r in (done, shadow))
    with scratch() as (con, _):
        found = con.execute(
            f"SELECT a.outcome, a.tier, b.outcome, b.tier, count(*) AS n FROM {one} a "
            f"JOIN {other} b USING (id) GROUP BY ALL ORDER BY n DESC, 1, 2, 3, 4"
        ).fetchall()
    pairs = [(Ended(o, t), Ended(p, u), n) for o, t, p, u, n in found]
    moved = [pair for pair in pairs if pair[0] != pair[1]]
    return sum(n for *_, n in moved), sum(n for *_, n in pairs), moved
