"""`keytier why`: one decision as a person would explain it, from a stored run or made now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.report.visible import json_text, visible
from engine.terminal.command import command, show_help
from engine.terminal.deciding import Told, Wish, decide_one, stored_one, waits_for_typing
from engine.terminal.mistake import Mistake
from engine.terminal.sealing import stored, unmasked_of
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, ID, Day, OneOf, Pair
from engine.terminal.words import words

if TYPE_CHECKING:
    from engine.explain.needs import Needs
    from engine.explain.row import Row


@command("why", codes=(0, 1, 2, 3, 4))
@click.argument("target", type=FILE)
@click.argument("data", required=False)
@click.option("--id", "id", type=ID, required=True, metavar="ID")
@click.option("--table", type=Pair(), multiple=True, metavar="NAME=FILE")
@click.option("--as-of", type=Day(), metavar="DATE")
@click.option("--context", type=Pair(), multiple=True, metavar="NAME=VALUE")
@click.option("--previous", type=FILE, metavar="RUN")
@click.option("--overrides", type=FILE, metavar="FILE")
@click.option("--facts", type=FILE, metavar="RUN")
@click.option("--encoding", metavar="NAME")
@click.option("--outside-effective", is_flag=True)
@click.option("--not", "not_", metavar="TIER")
@click.option("--than", type=ID, metavar="ID")
@click.option("--needs", is_flag=True)
@click.option("--steps", is_flag=True)
@click.option("--unmask", is_flag=True)
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk,
    target: Path,
    data: str | None,
    id: str,
    table: tuple[tuple[str, str], ...],
    as_of: int | None,
    context: tuple[tuple[str, str], ...],
    previous: Path | None,
    overrides: Path | None,
    facts: Path | None,
    encoding: str | None,
    outside_effective: bool,
    not_: str | None,
    than: str | None,
    needs: bool,
    steps: bool,
    unmask: bool,
    format: str,
) -> int:
    if waits_for_typing(data):
        return show_help()
    if target.is_dir():
        typed = (
            data
            or table
            or as_of is not None
            or context
            or previous
            or facts
            or overrides
            or encoding
        )
        if typed:
            raise Mistake("why.stored", run=target)
        run = stored(talk, target)
        if unmask:
            unmasked_of(talk, run, "why")
        told = stored_one(run, id)
        other = None if than is None else stored_one(run, than)
    else:
        wish = Wish(
            target,
            data,
            table,
            as_of,
            context,
            encoding,
            outside_effective,
            previous,
            facts,
            overrides,
        )
        told = decide_one(talk, wish, id)
        other = None if than is None else decide_one(talk, wish, than)
    if unmask:
        told, other = _seen(told), None if other is None else _seen(other)
    if not_ is not None or other is not None or needs:
        return _tell_other(talk, told, not_, other, needs, format)
    return _tell(talk, told, steps, format)


def _seen(told: Told) -> Told:
    """The same for who may see what is personal or secret."""
    from engine.bind.masks import unmasked

    return replace(told, bound=unmasked(told.bound))


def _tell(talk: Talk, told: Told, steps: bool, format: str) -> int:
    from engine.explain import as_json, explain, say

    said = explain(
        told.decided,
        told.bound,
        as_of=told.as_of,
        context=told.context,
        inputs=told.inputs,
        cells=told.cells,
    )
    walked = _steps(told, talk) if steps else None
    if format == "json":
        document = as_json(said)
        if walked is not None:
            document["steps"] = walked
        talk.result(json_text(document) + "\n")
    else:
        lines = say(said, talk.language, all_reasons=talk.verbose)
        if walked is not None:
            lines += ["", *walked]
        colour = talk.colour(talk.out)
        for number, line in enumerate(lines):
            shown = visible(line)
            bold = colour and line and not line.startswith(" ") and (number == 0 or walked is None)
            talk.result(f"\x1b[1m{shown}\x1b[0m\n" if bold else f"{shown}\n")
    return 3 if told.decided["outcome"] == "error" else 0


def _tell_other(
    talk: Talk, told: Told, tier: str | None, other: Told | None, needs: bool, format: str
) -> int:  # fmt: skip
    """Why not another tier, why otherwise than another customer, and what it would take."""
    from engine.explain import as_json, explain
    from engine.explain.beside import beside
    from engine.explain.instead import why_not
    from engine.explain.say import plainly, say_beside, say_needs, say_not

    row = _row(told)
    held = told.decided["tier"]
    tiers = [t.id for t in told.bound.tiers]
    if tier is not None and tier not in tiers:
        raise Mistake("why.no_tier", name=tier, tiers=", ".join(f"`{t}`" for t in tiers))
    if tier is not None and tier == held:
        raise Mistake("why.held", id=told.decided["id"], tier=tier)
    instead = None if tier is None else why_not(row, tier)
    pair = None if other is None else beside(row, _row(other))
    wanted = _needs(row, tier) if needs else None
    if format == "json":
        said = explain(told.decided, told.bound, as_of=told.as_of, context=told.context,
                       inputs=told.inputs, cells=told.cells)  # fmt: skip
        document = as_json(said)
        document["not"] = None if instead is None else plainly(instead)
        document["than"] = None if pair is None else plainly(pair)
        document["needs"] = None if wanted is None else plainly(wanted)
        talk.result(json_text(document) + "\n")
        return 0
    from engine.explain.outcome import headline

    lines = [headline(row).say(talk.language)]
    if instead is not None:
        lines += say_not(instead, talk.language)
    if pair is not None:
        lines += ([""] if instead is not None else []) + say_beside(pair, talk.language)
    if wanted is not None:
        lines += say_needs(wanted, told.bound, talk.language)
    elif needs:
        lines += ["", words(f"why.no_needs.{_why_none(row, tier)}", talk.language)]
    talk.result("".join(visible(line) + "\n" for line in lines))
    return 0


def _needs(row: Row, tier: str | None) -> Needs | None:
    """What the tier would take, or the next better one; None where that cannot be asked."""
    from engine.explain.again import decide_again
    from engine.explain.needs import needs
    from engine.explain.row import tier_number

    again = decide_again(row)
    if again is None or row.tier is None:
        return None
    target = row.tier - 1 if tier is None else tier_number(row.bound, tier)
    return None if target is None or not 0 <= target < row.tier else needs(again, target)


def _why_none(row: Row, tier: str | None) -> str:
    """Why nothing can be said of what it would take."""
    if row.tier is None:
        return "tier"
    if tier is None and row.tier == 0:
        return "best"
    names = [t.id for t in row.bound.tiers]
    return "worse" if tier is not None and names.index(tier) > row.tier else "inputs"


def _row(told: Told) -> Row:
    from engine.explain.row import Row

    return Row(told.bound, told.decided, told.as_of, told.inputs, told.context)


def _steps(told: Told, talk: Talk) -> list[str]:
    """The interpreter's walk over the same inputs."""
    from engine.decide.interpreter.walk import Trace, interpret
    from engine.explain.trace import steps

    trace: Trace = []
    interpret(told.bound, told.inputs, told.as_of, told.context, trace)
    return steps(trace, told.bound, talk.language)
