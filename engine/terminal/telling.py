"""How a run ended: tiers, the sum of outcomes, three customers, what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.ledger.budgets import spending_of
from engine.report.masking import shown_facts, shown_spending
from engine.report.outcomes import (
    Counts,
    balance,
    balance_by_tier,
    seat_table,
    spending_table,
    tier_table,
)
from engine.report.visible import json_text, visible
from engine.terminal.sealing import tell_entered
from engine.terminal.talk import Talk
from engine.terminal.typed import typed

if TYPE_CHECKING:
    from engine.explain import Explanation
    from engine.ledger.run import Asked, RunResult
    from engine.ledger.stored import StoredRun

_EXAMPLES = 3
_FAULTS = 5


def tell_run(
    talk: Talk,
    asked: Asked,
    done: RunResult,
    folder: Path | None,
    wrote: Sequence[Path],
    format: str,
) -> None:
    """The result to standard output, everything about it to standard error."""
    counts = Counts(**done.counts, companies=done.canonical.companies)
    if format == "short":
        _line(talk, asked, counts, done)
        _remarks(talk, asked, done, folder)
        _also(talk, wrote)
        if folder is not None:
            tell_sealed(talk, done)
        return
    shown = examples(done.run, asked)
    classes = _classes(done.run, asked)
    if format == "json":
        document = _document(asked, done, folder, wrote, shown, classes)
        talk.result(json_text(document) + "\n")
    else:
        _result(talk, asked, counts, classes, done.run, shown)
    if talk.out.isatty() and talk.err.isatty() and not talk.quiet:
        talk.alarm("\n")  # both are read as one page
    _remarks(talk, asked, done, folder)
    _wrote(talk, done, folder, wrote)
    if folder is not None and shown:
        talk.note("run.next", folder=typed(folder), id=typed(shown[0].id))


def _line(talk: Talk, asked: Asked, counts: Counts, done: RunResult) -> None:
    from engine.terminal.words import words

    policy = asked.bound.policy
    told = balance_by_tier(asked.bound, counts, talk.language)
    holes = {"policy": policy.id, "version": policy.version, "day": _day(asked), "told": told}
    seconds = f"{done.milliseconds / 1000:.1f}"
    talk.result(words("run.line", talk.language, **holes, seconds=seconds) + "\n")


def _wrote(talk: Talk, done: RunResult, folder: Path | None, wrote: Sequence[Path]) -> None:
    if folder is not None:
        talk.note("run.wrote", folder=folder)
        if done.kept:
            talk.note("run.kept", n=f"{done.kept:,}")
        tell_sealed(talk, done)
    else:
        talk.note("run.dry")
    _also(talk, wrote)
    talk.detail("run.seconds", seconds=f"{done.milliseconds / 1000:.1f}")


def tell_sealed(talk: Talk, done: RunResult) -> None:
    """Where a run was entered; or that it was not sealed."""
    if (entered := done.entered) is None:
        talk.must("seal.unsealed", run=done.run.folder)
        return
    root = str(entered.log.events[entered.number]["root"])
    talk.detail("seal.entered", number=entered.number, ledger=entered.log.folder, root=root)
    tell_entered(talk, entered)


def _also(talk: Talk, wrote: Sequence[Path]) -> None:
    for file in wrote:
        talk.note("run.also", file=file)


def _result(
    talk: Talk,
    asked: Asked,
    counts: Counts,
    classes: Mapping[str, Any],
    run: StoredRun,
    shown: Sequence[Explanation],
) -> None:
    from engine.explain import brief
    from engine.report.classes import class_tables
    from engine.terminal.words import words

    policy, day = asked.bound.policy, _day(asked)
    head = words("run.head", talk.language, policy=policy.id, version=policy.version, day=day)
    colour = talk.colour(talk.out)
    talk.result(head + "\n\n")
    talk.result(tier_table(asked.bound, counts, talk.language, colour))
    for told in class_tables(asked.bound, classes, counts.subjects, talk.language, colour):
        talk.result("\n" + told)
    talk.result("\n" + balance(counts, talk.language) + "\n")
    if asked.bound.seated():
        talk.result("\n" + seat_table(asked.bound, run.facts, talk.language))
    if spent := spending_of(run.manifest.notes.get("spending", ())):
        talk.result("\n" + spending_table(asked.bound, spent, talk.language))
    for explanation in shown:
        first, *rest = brief(explanation, talk.language)
        line = visible(first)
        talk.result("\n" + (f"\x1b[1m{line}\x1b[0m" if colour else line) + "\n")
        talk.result("".join(f"{visible(x)}\n" for x in rest))


def _remarks(talk: Talk, asked: Asked, done: RunResult, folder: Path | None) -> None:
    """Cells that could not be read, rows that belong to nobody, how files were read."""
    from engine.report.render_text import short

    canonical = done.canonical
    colour = talk.colour(talk.err)
    found = [f.diagnostic() for f in canonical.first_faults[:_FAULTS]]
    for told in (canonical.notes, found):
        talk.alarm(short(told, language=talk.language, colour=colour, helps=True))
    if found:
        if folder is None:
            talk.note("run.faults.dry", n=canonical.faults)
        else:
            talk.note("run.faults", n=canonical.faults, file=folder / "errors.csv")
    _overrides(talk, asked, done)
    _absent(talk, done)
    for table, n in canonical.unknown.items():
        talk.must("run.unknown", n=n, table=table)
    for table, n in canonical.keyless.items():
        talk.must("run.keyless", n=n, table=table)


def _absent(talk: Talk, done: RunResult) -> None:
    """Customers of the previous run who are not in this one, where this is one of everybody."""
    notes = done.run.manifest.notes
    told = notes.get("previous", {})
    if not told.get("gone") or {"only", "limit", "events"} & notes.keys():
        return
    more = " …" if told["gone"] > len(told["gone_first"]) else ""
    ids = ", ".join(told["gone_first"]) + more
    talk.must("run.absent", n=told["gone"], day=told["as_of"], ids=ids)


def _overrides(talk: Talk, asked: Asked, done: RunResult) -> None:
    """What came of each override of the file, and which of the ledger are not in it."""
    notes = done.run.manifest.notes
    told = notes.get("overrides")
    if (left := notes.get("overrides_left_out")) is not None:
        key = "override.left_out" if told is not None else "override.left_out.no_file"
        more = [] if len(left["events"]) == left["count"] else ["…"]
        events = ", ".join([*map(str, left["events"]), *more])
        talk.must(key, n=left["count"], events=events, file=told and told["name"])
    if told is None:
        return
    from engine.terminal.words import words

    counts = {**told["said"], **{what: told[what] for what in ("later", "replaced", "unknown")}}
    ids = ", ".join(told["unknown_first"][:_FAULTS])
    parts = [
        words(f"override.said.{what}", talk.language, n=n, ids=ids)
        for what, n in counts.items()
        if n
    ] or [words("override.none", talk.language)]
    comma = "；" if talk.language == "zh" else ", "
    entered, of = told.get("in_ledger", 0), told["entries"]
    key = "told" if not entered else "in_ledger" if entered == of else "half_in"
    talk.must(f"override.{key}", file=told["name"], n=entered, of=of, said=comma.join(parts))
    from engine.bind.masks import shown_word
    from engine.explain.values import tier_label

    per = {tier.id: seats.per for _, tier, seats in asked.bound.seated()}
    for over in told["above_seats"]:
        label = tier_label(asked.bound, over["tier"]).say(talk.language)
        word = shown_word(asked.bound, per[over["tier"]], over["of"])
        of = "" if word is None else f" ({word})"
        talk.must("override.above", tier=label + of, given=over["given"], seats=over["seats"])


def examples(run: StoredRun, asked: Asked) -> list[Explanation]:
    """Up to three customers: the first by id of the best tier that has one, of the next such
    tier, and of those on whom a person must decide; else of what there is."""
    from engine.explain import explain

    found = []
    for id_ in _chosen(run, [t.id for t in asked.bound.tiers]):
        decided, inputs = run.decision(id_), run.inputs(id_)
        if decided is not None:
            found.append(explain(decided, asked.bound, as_of=asked.as_of,
                                 context=asked.context, inputs=inputs))  # fmt: skip
    return found


def _chosen(run: StoredRun, tiers: Sequence[str]) -> list[str]:
    first = run.first_ids()
    decided = [first[key] for tier in tiers if (key := ("decided", tier)) in first]
    referred = [first[("refer", None)]] if ("refer", None) in first else []
    others = [first[key] for tier in tiers if (key := ("waiting", tier)) in first][:1]
    others += [first[key] for key in (("error", None), ("not_applicable", None)) if key in first]
    kept = decided[: _EXAMPLES - len(referred)] + referred
    return (kept + others)[:_EXAMPLES]


def _classes(run: StoredRun, asked: Asked) -> Mapping[str, Any]:
    """How many customers each cell, segment and stage holds, where the policy has such."""
    from engine.atoms.sql import quoted
    from engine.connect.database import scratch
    from engine.connect.sources.opened import parquet_relation
    from engine.report.classes import class_columns, class_counts

    columns = class_columns(asked.bound)
    if not columns:
        return {}
    files = [run.folder / part.file for part in run.manifest.decisions]
    named = ", ".join(map(quoted, columns))
    rows: list[tuple[Any, ...]] = []
    if files:
        with scratch() as (con, _):
            rows = con.execute(
                f"SELECT {named}, count(*) FROM {parquet_relation(*files)} GROUP BY ALL"
            ).fetchall()
    return class_counts(asked.bound, {tuple(key): n for *key, n in rows})


def _day(asked: Asked) -> str:
    from engine.atoms.dates import from_day

    return from_day(asked.as_of).isoformat()


def _document(
    asked: Asked,
    done: RunResult,
    folder: Path | None,
    wrote: Sequence[Path],
    shown: Sequence[Explanation],
    classes: Mapping[str, Any],
) -> Mapping[str, Any]:
    """`keytier/run/1`: where the run is, counts, and the first cells that could not be read."""
    from engine.report.render_json import as_json

    canonical = done.canonical
    return {
        "schema": "keytier/run/1",
        "policy": {"id": asked.bound.policy.id, "version": asked.bound.policy.version},
        "as_of": _day(asked),
        "run": None if folder is None else str(folder),
        "sealed": None if done.entered is None else {
            "root": done.entered.log.events[done.entered.number]["root"],
            "ledger": str(done.entered.log.folder),
            "event": done.entered.number,
        },
        "written": [str(file) for file in wrote],
        "counts": {**done.counts, **classes},
        "facts": shown_facts(asked.bound, done.run.facts.to_json()),
        "spending": shown_spending(asked.bound, done.run.manifest.notes.get("spending", [])),
        "sources": [
            {"role": g.role, "name": g.reading.name, "rows": g.rows} for g in canonical.sources
        ],
        "faults": canonical.faults,
        "first_faults": [as_json(f.diagnostic()) for f in canonical.first_faults],
        "rows_of_unknown_customers": dict(canonical.unknown),
        "rows_without_customer": dict(canonical.keyless),
        "examples": [
            {"id": e.id, "headline": e.headline.to_json(),
             "reasons": [r.code for r in e.reasons]}
            for e in shown
        ],
        "milliseconds": done.milliseconds,
    }  # fmt: skip
