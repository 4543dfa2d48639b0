"""`keytier plan POLICY`: the steps that every engine runs, or the SQL that is made of them."""

from __future__ import annotations

from pathlib import Path

import click

from engine.atoms.dates import from_day
from engine.report.visible import json_text
from engine.terminal.command import command
from engine.terminal.loading import bound_policy, context_of, day_for
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Day, OneOf, Pair

DIALECTS = ("duckdb", "spark", "postgres")


@command("plan")
@click.argument("policy", type=FILE)
@click.option("--sql", type=OneOf(*DIALECTS))
@click.option("--as-of", type=Day(), metavar="DATE")
@click.option("--context", type=Pair(), multiple=True, metavar="NAME=VALUE")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk,
    policy: Path,
    sql: str | None,
    as_of: int | None,
    context: tuple[tuple[str, str], ...],
    format: str,
) -> int:
    from engine.compile.lower import lower

    bound = bound_policy(talk, policy)
    day = day_for(talk, bound, as_of)
    plan = lower(bound, day, context_of(bound, context))
    if sql is not None:
        from engine.compile.sql import sql as sql_text

        talk.result(sql_text(plan, sql).rstrip() + "\n")
    elif format == "json":
        talk.result(json_text({"schema": "keytier/plan/1", **plan.to_json()}) + "\n")
    else:
        talk.note(
            "plan.head",
            policy=bound.policy.id,
            version=bound.policy.version,
            day=from_day(day).isoformat(),
            n=len(plan.steps),
            columns=len(plan.outputs),
            digest=plan.digest,
        )
        talk.result("".join(f"{line}\n" for line in plan.lines()))
    return 0
