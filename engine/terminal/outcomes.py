"""What `keytier report outcomes` says: how the customers of each tier did afterwards."""

from __future__ import annotations

import os
from pathlib import Path

from engine.terminal.sealing import stored
from engine.terminal.talk import Talk
from engine.terminal.words import words


def tell_outcomes(
    talk: Talk,
    folder: Path,
    outcome: str,
    file: Path,
    level: int,
    less_is_better: bool,
    format: str,
) -> int:
    """The report, to standard output. Raises DataError for a file that cannot be read."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy comes in
    from engine.explain.values import tier_label
    from engine.report.outcomes_by_tier_shown import document, shown
    from engine.report.visible import json_text
    from engine.weights.outcomes_by_tier import outcomes_by_tier
    from engine.weights.past import read_outcomes
    from engine.weights.sheet import read_sheet

    run = stored(talk, folder)
    outcomes = read_outcomes(read_sheet(file), run.bound.policy.customers.id.text, outcome)
    found = outcomes_by_tier(run, outcomes, level=level / 100, less_is_better=less_is_better)
    if format == "json":
        talk.result(json_text(document(run, found, outcomes.kind, outcome)) + "\n")
        return 0
    language = talk.language
    known = f"{sum(c.known for c in found.ends):,}"
    head = words("report.came", language, outcome=outcome, n=known, level=level)
    talk.result(f"{head}\n\n{shown(run, found, outcomes.kind, language)}\n")
    if found.discrimination is not None:
        key = "report.auc" if outcomes.kind == "yes_no" else "report.r2"
        better = (
            1 - found.discrimination
            if less_is_better and outcomes.kind == "yes_no"
            else found.discrimination
        )
        talk.result(words(key, language, told=f"{better:.3f}") + "\n")
    for better_one, worse in found.reversed:
        names = [tier_label(run.bound, t).say(language) for t in (better_one, worse)]
        talk.result(words("report.reversed", language, better=names[0], worse=names[1]) + "\n")
    if found.strangers:
        talk.result(words("report.strangers", language, n=found.strangers) + "\n")
    return 0
