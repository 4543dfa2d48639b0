"""Decisions as JSON Lines in the shape of OPA's decision log, for whatever reads those.

An event holds `labels`, `decision_id`, `timestamp`, `bundles`, `path`, `input`, `result`, and where
something is masked, `masked`: JSON Pointers (RFC 6901) into the event. A `decision_id` names the
run and the place in it, not the customer, and is the same however often it is exported.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from engine.atoms.digest import canonical_json, sha256
from engine.atoms.sql import literal
from engine.bind.contract import Column, decision_columns, facts_columns, input_columns
from engine.ledger.paired import GIVEN, MADE, paired
from engine.ledger.stored import StoredRun
from engine.report.interchange.in_sql import json_object
from engine.report.masking import hidden_columns, hidden_inputs
from engine.report.outlets import text_outlet

#: What stands for a value that is not told.
MASK: Final = "***"


def write_opa_log(run: StoredRun, file: Path) -> int:
    """An event a line, by customer id; how many. `-` as the file writes to standard output."""
    bound, count = run.bound, 0
    facts = {c.name for c in facts_columns(bound)}
    inputs = [c for c in input_columns(bound) if c.name not in facts and c.name != "errors"]
    result = [c for c in decision_columns(bound) if c.name != "id"]
    hidden = hidden_columns(bound)
    if any(flag.id in bound.masked for flag in bound.flags):
        hidden |= {"reasons"}  # a list in which some are not to be told
    closed = hidden_inputs(bound)
    masked = [("input", c) for c in inputs if c.name in closed]
    masked += [("result", c) for c in result if c.name in hidden]
    mask = {kind: {c.name: json.dumps(MASK) for k, c in masked if k == kind}
            for kind in ("input", "result")}  # fmt: skip
    head, tail = _frame(run, [_pointer(kind, c) for kind, c in masked])
    sealed = run.manifest.sealed  # which stays where somebody is erased
    basis = run.manifest.meaning() if sealed is None else sha256(canonical_json(sealed))
    line = (
        f'concat(\'{{"decision_id": "\', {_decision_id(basis)}, {literal(head)}, '
        f"{json_object(GIVEN, inputs, mask['input'])}, ', \"result\": ', "
        f"{json_object(MADE, result, mask['result'])}, {literal(tail)})"
    )
    with text_outlet(file, "utf-8", "\n") as out:
        for (event,) in paired(run, [line]):
            out.write(event + "\n")
            count += 1
        for row in (run.manifest.erased or {}).get("rows", ()):
            out.write(_erased(run, basis, row["index"]) + "\n")
    return count


def _frame(run: StoredRun, masked: list[str]) -> tuple[str, str]:
    """What stands between id and input, and behind the result."""
    policy = run.manifest.policy
    head: dict[str, Any] = {
        "timestamp": f"{run.manifest.as_of}T00:00:00Z",
        "path": f"{policy['id']}/decision",
        "labels": {
            "app": "keytier",
            "id": policy["id"],
            "version": run.manifest.made["keytier"],
            **({"shadow": "true"} if run.manifest.notes.get("shadow") else {}),
        },
        "bundles": {policy["id"]: {"revision": f"{policy['version']} {policy['digest']}"}},
    }
    told = json.dumps(head, ensure_ascii=False)[1:-1]
    tail = f', "masked": {json.dumps(masked, ensure_ascii=False)}' if masked else ""
    return f'", {told}, "input": ', tail + "}"


def _erased(run: StoredRun, basis: str, index: int) -> str:
    """The event of who was erased: that there was a decision, and nothing of it."""
    h = hashlib.sha256(f"{basis}:{index}".encode()).hexdigest()
    id_ = f"{h[:8]}-{h[8:12]}-8{h[12:15]}-8{h[15:18]}-{h[18:30]}"
    head = _frame(run, [])[0].removeprefix('", ').removesuffix(', "input": ')
    return f'{{"decision_id": "{id_}", {head}, "erased": ["/input", "/result"]}}'


def _pointer(kind: str, column: Column) -> str:
    return f"/{kind}/" + column.name.replace("~", "~0").replace("/", "~1")


def _decision_id(meaning: str) -> str:
    """SQL for a UUID (version 8) of the run and the customer's number."""
    digest = f"sha256({literal(meaning)} || ':' || CAST({MADE}.n AS VARCHAR))"
    pattern = "(.{8})(.{4})(.{3})(.{3})(.{12}).*"
    return f"regexp_replace({digest}, '{pattern}', '\\1-\\2-8\\3-8\\4-\\5')"
