"""`keytier series POLICY DATA`: a run for each of several days over one history."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from engine.atoms.dates import from_day
from engine.terminal.command import command
from engine.terminal.deciding import Wish, asked_of
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import approvals_of, sealing_of
from engine.terminal.settings import setting
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Day, OneOf, Pair

if TYPE_CHECKING:
    from engine.bind.bound import BoundPolicy
    from engine.ledger.calendar import Every
    from engine.ledger.series import Series


@command("series", codes=(0, 1, 2, 3, 4))
@click.argument("policy", type=FILE)
@click.argument("data", required=False)
@click.option("--table", type=Pair(), multiple=True, metavar="NAME=FILE")
@click.option("--from", "first", type=Day(), required=True, metavar="DATE")
@click.option("--to", "last", type=Day(), required=True, metavar="DATE")
@click.option("--every", type=OneOf("day", "week", "month", "quarter", "half_year", "year"))
@click.option("--context", type=Pair(), multiple=True, metavar="NAME=VALUE")
@click.option("-o", "--output", type=FILE, metavar="FOLDER")
@click.option("--overrides", type=FILE, metavar="FILE")
@click.option("--ledger", type=FILE, metavar="FOLDER")
@click.option("--unsealed", is_flag=True)
@click.option("--require-approved", is_flag=True)
@click.option("--encoding", metavar="NAME")
@click.option("--outside-effective", is_flag=True)
@click.option("--format", "format", type=OneOf("text", "short", "json"), default="text")
def COMMAND(
    talk: Talk,
    policy: Path,
    data: str | None,
    table: tuple[tuple[str, str], ...],
    first: int,
    last: int,
    every: str | None,
    context: tuple[tuple[str, str], ...],
    output: Path | None,
    overrides: Path | None,
    ledger: Path | None,
    unsealed: bool,
    require_approved: bool,
    encoding: str | None,
    outside_effective: bool,
    format: str,
) -> int:
    from engine.ledger.calendar import days_of
    from engine.ledger.series import series

    wish = Wish(
        policy, data, table, first, context, encoding, outside_effective, overrides=overrides
    )
    asked = asked_of(talk, wish)
    step = _every(asked.bound, every)
    days = days_of(first, last, step)
    target = output or _usual(asked.bound, first, last)
    approved = approvals_of(asked, policy, target, ledger, unsealed, require_approved)
    sealing = sealing_of(talk, target, ledger, unsealed, approved)
    done = series(asked, days, target, sealing=sealing,
                  turned=lambda day, n, of: _turn(talk, day, n, of))  # fmt: skip
    return _tell(talk, asked.bound, done, format)


def _every(bound: BoundPolicy, every: str | None) -> Every:
    """The step asked for, or else that of the policy's `assess:`."""
    from engine.ledger.calendar import ASSESSED

    if every is not None:
        return cast("Every", every)
    assess = bound.policy.assess
    if assess is None:
        raise Mistake("series.no_step")
    return ASSESSED[assess]


def _usual(bound: BoundPolicy, first: int, last: int) -> Path:
    """`runs/<policy>-<from>-to-<to>`: the same for the same call, so that it goes on there."""
    days = f"{from_day(first).isoformat()}-to-{from_day(last).isoformat()}"
    return Path(setting("runs").value or "runs") / f"{bound.policy.id}-{days}"


def _turn(talk: Talk, day: int, number: int, of: int) -> None:
    talk.detail("series.turn", day=from_day(day).isoformat(), n=number, of=of)


def _tell(talk: Talk, bound: BoundPolicy, done: Series, format: str) -> int:
    from engine.report.series import series_table, total_line
    from engine.report.visible import json_text
    from engine.terminal.words import words

    if format == "json":
        document = {
            "schema": "keytier/series/1",
            "policy": {"id": bound.policy.id, "version": bound.policy.version},
            "folder": str(done.folder),
            "kept": [from_day(day).isoformat() for day in done.kept],
            "runs": [turn.as_json() for turn in done.turns],
            "total": done.total.as_json(),
        }
        talk.result(json_text(document) + "\n")
    else:
        if format == "text":
            policy = bound.policy
            head = words("series.head", talk.language, policy=policy.id, version=policy.version)
            talk.result(f"{head}\n\n{series_table(bound, done.turns, talk.language)}\n")
        talk.result(total_line(bound, done.total, talk.language) + "\n")
    if any(r.manifest.sealed is None for r in done.runs):
        talk.must("seal.unsealed", run=done.folder)
    talk.note("series.wrote", folder=done.folder, n=len(done.turns))
    if done.kept:
        talk.note("series.kept", n=len(done.kept))
    return 3 if any(turn.outcomes.get("error") for turn in done.turns) else 0
