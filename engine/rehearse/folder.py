"""Cases in files of their own: `cases/*.yaml` beside `policy.yaml`, each with `tests:` alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import KeytierError
from engine.atoms.text import Source
from engine.author import taken
from engine.author.compose import compose
from engine.author.mending import mend
from engine.author.nodes import Mapping
from engine.author.page import Page
from engine.author.policy import Case
from engine.author.read import PARSER, load_source
from engine.author.read_cases import case
from engine.author.shape import shaped

#: What a case file lacks to be a policy. Put before it in mind, it lets the one schema judge.
_REST: Final = (
    "keytier: 1\npolicy: x\nversion: 1.0.0\ntitle: x\ncustomers: {id: x}\ntiers: {x: {}}\n"
)
_KEYS: Final = {line.partition(":")[0] for line in _REST.splitlines()}


def case_files(policy: Path) -> list[Path]:
    """The files of the folder `cases` beside `policy.yaml`; beside `key.policy.yaml` the folder
    is called `key.cases`. In order of their names; empty where there is no such folder."""
    stem = policy.name.partition(".")[0]
    folder = policy.with_name("cases" if stem == "policy" else f"{stem}.cases")
    return sorted(f for f in folder.glob("*") if f.suffix in (".yaml", ".yml"))


def cases_of(policy: Path) -> tuple[list[Case], list[Diagnostic]]:
    """The cases of the folder, and what is wrong with its files."""
    cases: list[Case] = []
    found: list[Diagnostic] = []
    for file in case_files(policy):
        try:
            source = load_source(file)
        except KeytierError as fault:
            found += fault.diagnostics
            continue
        read, wrong = read_cases(source)
        cases += read
        found += wrong
    return cases, found


def read_cases(source: Source) -> tuple[list[Case], list[Diagnostic]]:
    """The cases of a text that holds `tests:` alone; none where there is a finding."""
    page = Page.of(source).replaced([(0, 0, _REST)])
    composed = compose(page, PARSER)
    found = list(composed.findings)
    step = composed.mend
    if step is None and composed.broken is not None:
        step = mend(page, composed.broken, PARSER)
    if step is not None:
        found += step.findings
    if found or composed.broken is not None or not isinstance(composed.root, Mapping):
        return [], [_of_a_policy(d) for d in found]
    shape = shaped(composed.root)
    if not isinstance(shape.root, Mapping) or shape.findings or not shape.whole:
        return [], shape.findings
    others = [e.key for e in shape.root if e.key.text not in {"tests", *_KEYS}]
    if others:
        return [], [Diagnostic("KT510", {"key": k.text}, k.at) for k in others]
    return [case(node) for node in taken.items(shape.root.get("tests"))], []


def _of_a_policy(d: Diagnostic) -> Diagnostic:
    """A key that seems to stand twice is one that was put before the file in mind."""
    if d.code == "KT104" and d.at is not None and d.at.text in _KEYS:
        return Diagnostic("KT510", {"key": d.at.text}, d.at)
    return d
