"""`keytier report`: tier rates by groups, how far weights may move, or what came of customers."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from engine.atoms.suggest import nearest
from engine.terminal.command import command
from engine.terminal.exporting import vet, wanted
from engine.terminal.mistake import Mistake
from engine.terminal.outcomes import tell_outcomes
from engine.terminal.sealing import tell_unsealed
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Count, OneOf
from engine.terminal.words import words

if TYPE_CHECKING:
    from engine.bind.bound import BoundPolicy
    from engine.report.fairness import Fairness, Grouping

_MOST = 100  # groups: more are no groups, but values


@command("report", codes=(0, 2, 4))
@click.argument("kind", type=OneOf("fairness", "sensitivity", "outcomes"))
@click.argument("run", type=FILE)
@click.option("--by", multiple=True, metavar="FIELD[=CUTS]")
@click.option("--against", type=OneOf("largest", "best"), default="largest")
@click.option("--level", type=Count(50, 99), default=95, metavar="PERCENT")
@click.option("--small", type=Count(0), default=30, metavar="N")
@click.option("--outcome", metavar="COLUMN")
@click.option("--outcome-file", type=FILE, metavar="FILE")
@click.option("--less-is-better", is_flag=True)
@click.option("--csv", type=FILE, metavar="FILE")
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(
    talk: Talk,
    kind: str,
    run: Path,
    by: tuple[str, ...],
    against: str,
    level: int,
    small: int,
    outcome: str | None,
    outcome_file: Path | None,
    less_is_better: bool,
    csv: Path | None,
    format: str,
) -> int:
    came = outcome is not None or outcome_file is not None or less_is_better
    if kind == "outcomes":
        if outcome is None or outcome_file is None or by or csv is not None:
            raise Mistake("report.came_what")
        return tell_outcomes(talk, run, outcome, outcome_file, level, less_is_better, format)
    if came:
        raise Mistake("report.no_outcome")
    if kind == "sensitivity":
        if by or csv is not None:
            raise Mistake("report.no_groups", option="--by" if by else "--csv")
        return _sensitivity(talk, run, format)
    if not by:
        raise Mistake("report.by_what")
    exports = wanted(talk, {"csv": csv})
    vet(None, exports.values(), ())
    from engine.ledger.stored import open_run
    from engine.report.fairness import fairness
    from engine.report.fairness_shown import document, write_csv
    from engine.report.visible import json_text

    stored = open_run(run)
    tell_unsealed(talk, stored)
    held = cast(Literal["largest", "best"], against)
    reports = []
    for asked in dict.fromkeys(by):
        grouping = _grouping(stored.bound, asked)
        found = fairness(stored, grouping, level=level / 100, against=held, small=small)
        if len(found.groups) > _MOST:
            raise Mistake("report.many", name=grouping.name, n=len(found.groups), most=_MOST)
        reports.append(found)
    for file in exports.values():
        write_csv(reports, file)
    if format == "json":
        talk.result(json_text(document(stored, reports, level / 100, small)) + "\n")
    else:
        for number, found in enumerate(reports):
            talk.result("\n" * (number > 0))
            _tell(talk, stored.bound, found, level)
    for file in exports.values():
        if str(file) != "-":
            talk.note("run.also", file=file)
    return 0


def _sensitivity(talk: Talk, run: Path, format: str) -> int:
    """How far each weight may move, by scorecard and profile."""
    # Before numpy comes in: on tables of this size threads cost more than they save.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from engine.explain.scores import card_label
    from engine.ledger.stored import open_run
    from engine.report.sensitivity_shown import document, profile_shown, shown
    from engine.report.visible import json_text
    from engine.weights.sensitivity import sensitivity

    stored = open_run(run)
    tell_unsealed(talk, stored)
    found = sensitivity(stored)
    if format == "json":
        talk.result(json_text(document(stored, found)) + "\n")
        return 0
    if not found:
        talk.result(words("report.no_weights", talk.language) + "\n")
        return 0
    language = talk.language
    several = len(stored.bound.scorecards) > 1
    for number, one in enumerate(found):
        named = [card_label(one.card).say(language)] * several
        named += [profile_shown(stored.bound, one) or ""] * (len(one.card.profiles) > 1)
        what = words("report.weights", language, names=": " + ", ".join(named) if named else "",
                     n=one.customers)  # fmt: skip
        table = shown(stored.bound, one, language)
        talk.result("\n" * (number > 0) + f"{what}\n\n{table}\n")
        if one.left_out:
            talk.result(words("report.not_weighed", language, n=one.left_out) + "\n")
    talk.result(words("report.proportion", language) + "\n")
    if stored.bound.seated():
        talk.result(words("report.seats_stay", language) + "\n")
    return 0


def _tell(talk: Talk, bound: BoundPolicy, found: Fairness, level: int) -> None:
    from engine.explain.values import field_label
    from engine.report.fairness_shown import group_label, shown

    label = field_label(bound, found.grouping.name).say(talk.language)
    judged = f"{sum(g.judged for g in found.groups):,}"
    head = words("report.head", talk.language, by=label, n=judged, level=level)
    talk.result(f"{head}\n\n{shown(bound, found, talk.language)}\n")
    if found.against is None:
        talk.result(words("report.best", talk.language) + "\n")
    elif found.groups:
        name = group_label(found, found.against, talk.language)
        talk.result(words("report.largest", talk.language, group=name) + "\n")
    if any(g.small for g in found.groups):
        talk.result(words("report.small_groups", talk.language) + "\n")
    if found.overlapping:
        talk.result(words("report.overlapping", talk.language) + "\n")
    if found.left_out:
        talk.result(words("report.left_out", talk.language, n=found.left_out) + "\n")


def _grouping(bound: BoundPolicy, asked: str) -> Grouping:
    """`region`, or `age=30,45,60`. Wrong usage for a name or cuts that make no sense."""
    from engine.connect.cells import read_any
    from engine.connect.forms import Form
    from engine.report.fairness import groupings

    name, sign, cuts = asked.partition("=")
    known = groupings(bound)
    if name not in known:
        near = nearest(name, known)
        if near is not None:
            raise Mistake("report.unknown.near", name=name, near=near)
        raise Mistake("report.unknown", name=name, known=", ".join(f"`{k}`" for k in known))
    by = known[name]
    if not sign:
        return by
    if not by.type.numeric:
        raise Mistake("report.no_number", name=name)
    form = Form(by.type.kind, by.type.scale, by.type.low, by.type.high, written_as="units")
    read = [read_any(cut, form) for cut in cuts.split(",")]
    at = tuple(cut for cut in read if isinstance(cut, int))
    if len(at) != len(read) or list(at) != sorted(set(at)):
        raise Mistake("report.cuts", name=name, cuts=cuts)
    return replace(by, cuts=at)
