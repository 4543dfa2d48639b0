"""What a run says of itself when everybody is decided: counts, errors, its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.atoms.dates import from_day
from engine.atoms.digest import sha256, sha256_file
from engine.author.identity import policy_digest
from engine.bind.bound import BoundPolicy
from engine.compile.plan import Plan
from engine.connect.canonical import Canonical
from engine.connect.errors_csv import write_errors
from engine.connect.sources.opened import parquet_relation
from engine.ledger.asked import Asked
from engine.ledger.manifest import OUTCOMES, Manifest, Part, SourceFile


def manifest_of_run(
    asked: Asked,
    plan: Plan,
    canonical: Canonical,
    counts: dict[str, Any],
    inputs: tuple[Part, ...],
    decisions: tuple[Part, ...],
    errors: Part | None,
    texts: tuple[bytes, bytes],
    made: dict[str, Any],
    told_of: dict[str, Any],
) -> Manifest:
    """The manifest, not yet sealed; `texts` are the policy's and the facts' own bytes."""
    policy, (text, facts) = asked.bound.policy, texts
    notes: dict[str, Any] = {
        "rows_of_unknown_customers": dict(canonical.unknown),
        "rows_without_customer": dict(canonical.keyless),
        "faults": dict(canonical.by_reason),
    }
    if canonical.companies is not None:
        notes["companies"] = canonical.companies
    if models := {f.id: f.model for f in policy.data.values() if f.model is not None}:
        notes["models"] = models
    if asked.only is not None:
        notes["only"] = asked.only
    notes |= told_of
    if asked.limit is not None:
        notes["limit"] = asked.limit
    if asked.facts is not None:
        notes["facts_of"] = asked.facts.run.manifest.meaning()
    if asked.shadow:
        notes["shadow"] = True
    if asked.insist:
        notes["outside_effective_insisted"] = True
    said = {
        "id": policy.id,
        "version": policy.version,
        "digest": sha256(text),
        "meaning": policy_digest(policy),
    }
    if policy.extends is not None:
        said["extends"] = sha256(policy.extends.written)
    return Manifest(
        policy=said,
        plan=plan.digest,
        facts=sha256(facts),
        as_of=from_day(asked.as_of).isoformat(),
        context={k: list(v) if isinstance(v, tuple) else v for k, v in asked.context.items()},
        counts=counts,
        inputs=inputs,
        decisions=decisions,
        sources=tuple(
            SourceFile(g.role, g.reading.name, g.reading.digest, g.rows,
                       {"reader": g.reading.reader, **g.reading.options})
            for g in canonical.sources
        ),
        errors=errors,
        notes=notes,
        made=made,
    )  # fmt: skip


def counts_of(
    con: Any, bound: BoundPolicy, folder: Path, decisions: tuple[Part, ...], rows: int
) -> dict[str, Any]:
    """`subjects`, `outcomes` (all five) and `tiers`, counted in the files."""
    files = parquet_relation(*(folder / p.file for p in decisions))
    found = con.execute(f"SELECT outcome, tier, count(*) FROM {files} GROUP BY ALL").fetchall()
    outcomes = dict.fromkeys(OUTCOMES, 0)
    tiers = {t.id: 0 for t in bound.tiers}
    for outcome, tier, count in found:
        outcomes[outcome] += count
        if outcome == "decided":  # who waits for a seat is counted as waiting
            tiers[tier] += count
    if sum(outcomes.values()) != rows:
        raise AssertionError(f"{rows} customers in, {sum(outcomes.values())} decisions out")
    return {"subjects": rows, "outcomes": outcomes, "tiers": tiers}


def errors_file(con: Any, canonical: Canonical, folder: Path) -> Part | None:
    """errors.csv: every cell and row that could not be read or was set aside."""
    if not canonical.faults:
        return None
    path = folder / "errors.csv"
    write_errors(con, path)
    return Part("errors.csv", canonical.faults, sha256_file(path))


def version_of_keytier() -> str:
    """The version that is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("keytier")
    except PackageNotFoundError:
        return "0.1.0"
