"""`keytier weights`: weights from evidence, side by side, and a proposal to copy."""

from __future__ import annotations

import os
from pathlib import Path

import click

from engine.terminal.command import command
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Count, Day, OneOf


@command("weights", codes=(0, 1, 2, 4))
@click.argument("policy", type=FILE, required=False)
@click.option("--pairs", type=FILE, metavar="FILE")
@click.option("--best-worst", type=FILE, metavar="FILE")
@click.option("--scores", type=FILE, metavar="FILE")
@click.option("--data", type=FILE, metavar="RUN|FILE")
@click.option("--outcome", metavar="COLUMN")
@click.option("--outcome-file", type=FILE, metavar="FILE")
@click.option("--less-is-better", is_flag=True)
@click.option("--peer", type=FILE, multiple=True, metavar="POLICY")
@click.option("--take", multiple=True, metavar="METHOD[=PERCENT]")
@click.option("--parent", metavar="ID")
@click.option("--profile", metavar="NAME")
@click.option("--decimals", type=Count(0, 2), default=0, metavar="N")
@click.option("--panel", metavar="TEXT")
@click.option("--minutes", metavar="TEXT")
@click.option("--date", type=Day(), metavar="DATE")
@click.option("--review-by", type=Day(), metavar="DATE")
@click.option("--encoding", metavar="NAME")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk,
    policy: Path | None,
    pairs: Path | None,
    best_worst: Path | None,
    scores: Path | None,
    data: Path | None,
    outcome: str | None,
    outcome_file: Path | None,
    less_is_better: bool,
    peer: tuple[Path, ...],
    take: tuple[str, ...],
    parent: str | None,
    profile: str | None,
    decimals: int,
    panel: str | None,
    minutes: str | None,
    date: int | None,
    review_by: int | None,
    encoding: str | None,
    format: str,
) -> int:
    # Before numpy comes in: on matrices of this size threads cost a hundred times what they save.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from engine.terminal.weighing.gather import Wish, gather
    from engine.terminal.weighing.proposal import Because, propose
    from engine.terminal.weighing.telling import tell

    if policy is not None and not (pairs or best_worst or scores or data or peer):
        raise Mistake("weights.nothing")
    wish = Wish(policy, pairs, best_worst, scores, data, outcome, outcome_file, less_is_better,
                peer, parent, profile, encoding)  # fmt: skip
    evidence = gather(talk, wish)
    said = Because(panel, minutes, date, review_by)
    proposal = propose(talk, evidence, take, decimals, said)
    tell(talk, evidence, proposal, format)
    return 0
