"""`keytier compare OLD NEW DATA`: who moves, from where to where, because of which line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.report.visible import json_text, visible
from engine.terminal.command import command, show_help
from engine.terminal.deciding import Wish, asked_of, tables_of, waits_for_typing
from engine.terminal.exporting import vet, wanted
from engine.terminal.loading import once, sound_policy
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Count, Day, OneOf, Pair
from engine.terminal.words import counting, words

if TYPE_CHECKING:
    from engine.ledger.run import Asked
    from engine.rehearse.compare.compare import Comparison
    from engine.report.progress import Bar

_LISTED = 20


@command("compare", codes=(0, 1, 2, 3, 4))
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.argument("data", required=False)
@click.option("--table", type=Pair(), multiple=True, metavar="NAME=FILE")
@click.option("--as-of", type=Day(), metavar="DATE")
@click.option("--context", type=Pair(), multiple=True, metavar="NAME=VALUE")
@click.option("--previous", type=FILE, metavar="RUN")
@click.option("--overrides", type=FILE, metavar="FILE")
@click.option("--encoding", metavar="NAME")
@click.option("--outside-effective", is_flag=True)
@click.option("--limit", type=Count(0), default=_LISTED, metavar="N")
@click.option("-o", "--output", type=FILE, metavar="FILE")
@click.option("--format", "format", type=OneOf("text", "short", "json"), default="text")
def COMMAND(
    talk: Talk,
    old: Path,
    new: Path,
    data: str | None,
    table: tuple[tuple[str, str], ...],
    as_of: int | None,
    context: tuple[tuple[str, str], ...],
    previous: Path | None,
    overrides: Path | None,
    encoding: str | None,
    outside_effective: bool,
    limit: int,
    output: Path | None,
    format: str,
) -> int:
    if waits_for_typing(data):
        return show_help()
    if "-" in (data, *(file for _, file in table)):
        raise Mistake("compare.stdin")
    exports = wanted(talk, {"csv": output})
    wishes = [
        Wish(policy, data, table, as_of, context, encoding, outside_effective, previous, None,
             overrides)
        for policy in (old, new)
    ]  # fmt: skip
    read = [file for _, file in table] + ([] if data is None else [data])
    vet(None, exports.values(), [old, new, *map(Path, read)])
    asked = _asked(talk, wishes)
    from engine.rehearse.compare.compare import compared

    with _bar(talk) as bar, compared(*asked, progress=bar) as found:
        _tell(talk, found, limit, format)
        for file in exports.values():
            from engine.report.compared import write_movers

            n = write_movers(found, file, talk.language)
            if str(file) != "-":
                talk.note("compare.wrote", n=n, file=file)
        return 1 if found.differs else 0


def _asked(talk: Talk, wishes: list[Wish]) -> list[Asked]:
    """Each policy with the tables and facts about us that it asks for; what neither knows goes to
    the new one, which refuses it."""
    from engine.bind.contract import previous_columns

    sound = [sound_policy(talk, wish.policy) for wish in wishes]
    tables, context = once("--table", wishes[0].tables), once("--context", wishes[0].context)
    old, new = (bound.policy for *_, bound in sound)
    sorts = (
        (tables_of(old), set(old.context)),
        (
            {*tables_of(new), *(set(tables) - tables_of(old))},
            {*new.context, *(set(context) - set(old.context))},
        ),
    )
    found: list[Asked] = []
    for wish, read, sort in zip(wishes, sound, sorts, strict=True):
        bound = read[2]
        own = replace(
            wish.narrowed(*sort),
            as_of=found[0].as_of if found else wish.as_of,
            previous=wish.previous if previous_columns(bound) else None,
            overrides=wish.overrides if bound.override is not None else None,
        )
        found.append(asked_of(talk, own, read))
    return found


def _bar(talk: Talk) -> Bar:
    from engine.report.progress import Bar

    def name(stage: str) -> str:
        return words(f"stage.{stage}", talk.language)

    return Bar(name, talk.err.isatty() and not talk.quiet and not talk.json)


def _tell(talk: Talk, found: Comparison, limit: int, format: str) -> None:
    from engine.report import compared as shown

    if format == "json":
        talk.result(json_text(shown.document(found, found.movers(limit))) + "\n")
        return
    zh = talk.language
    talk.result(_head(talk, found) + "\n")
    for key, n in (("only_old", found.only_old), ("only_new", found.only_new)):
        if n:
            talk.result(words(f"compare.{key}", zh, n=n) + "\n")
    if format == "short":
        return
    if found.moved:
        talk.result("\n" + shown.migration(found, zh))
    if found.others:
        columns = ", ".join(f"{name} {n}" for name, n in list(found.columns.items())[:8])
        more = " …" if len(found.columns) > 8 else ""
        said = words("compare.others", zh, n=found.others, columns=columns + more)
        talk.result(f"\n{said}\n")
    talk.result("\n")
    if found.changes:
        lines = [words("compare.changes", zh), *shown.change_lines(found, zh)]
        talk.result("".join(visible(line) + "\n" for line in lines))
    else:
        talk.result(words("compare.no_changes", zh) + "\n")
    if found.words:
        names = ", ".join(part.name for part in found.words)
        talk.result(words("compare.words", zh, parts=names) + "\n")
    if found.moved and limit:
        talk.result("\n" + words("compare.movers", zh) + "\n")
        for m in found.movers(limit):
            why = shown.because(m, found.changes, zh)
            line = f"  {m.id}  {shown.ended(m.was, zh)} → {shown.ended(m.now, zh)}  {why}"
            talk.result(visible(line) + "\n")
        if found.moved > limit:
            talk.note("compare.more", n=found.moved - limit)


def _head(talk: Talk, found: Comparison) -> str:
    names = []
    for ran in (found.old, found.new):
        policy = ran.run.manifest.policy
        names.append(f"{policy['id']} {policy['version']}")
    day = found.new.run.manifest.as_of
    return words(
        counting("compare.head", found.new.run.bound), talk.language, old=names[0], new=names[1],
        day=day, n=found.both, moved=found.moved,
    )  # fmt: skip
