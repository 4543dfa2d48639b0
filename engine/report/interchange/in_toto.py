"""One in-toto statement (v1) on a stored run: which files, decided how, with what counts.

The subjects are the run's files with their SHA-256; the predicate holds what the manifest says of
policy, plan, facts, sources and counts, and for a sealed run the head that was signed.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from engine.atoms.digest import canonical_json, sha256_file
from engine.ledger.broken import broken
from engine.ledger.manifest import EXTENDS, NAME
from engine.ledger.seal.checkpoint import NAME as CHECKPOINT
from engine.ledger.seal.checkpoint import read_checkpoint
from engine.ledger.seal.kept import FOLDER as SALTS
from engine.ledger.seal.salt import NAME as SALT
from engine.ledger.seal.sealing import RECORD, TILES
from engine.ledger.stored import StoredRun
from engine.report.outlets import text_outlet

STATEMENT: Final = "https://in-toto.io/Statement/v1"
PREDICATE: Final = "urn:keytier:run:1"
#: Not its notes, which name customers.
_OF_MANIFEST: Final = (
    "policy", "plan", "facts", "as_of", "context", "counts", "sources", "made",
)  # fmt: skip


def statement(run: StoredRun) -> dict[str, Any]:
    """The statement as a document. Raises BrokenRecord where a file is not what the run wrote."""
    subject = [
        {"name": name, "digest": {"sha256": sha256_file(run.folder / name).partition(":")[2]}}
        for name in _files(run)
    ]
    whole = asdict(run.manifest)
    predicate = {key: whole[key] for key in _OF_MANIFEST} | {"meaning": run.manifest.meaning()}
    predicate["erased"] = run.manifest.erased
    predicate["sealed"] = None if run.manifest.sealed is None else _head(run)
    return {
        "_type": STATEMENT,
        "subject": subject,
        "predicateType": PREDICATE,
        "predicate": predicate,
    }


def _files(run: StoredRun) -> list[str]:
    """The files of the run by name, each held against the digest that the manifest has of it."""
    run.vouch()
    m = run.manifest
    parts = [*m.inputs, *m.decisions, *(() if m.errors is None else (m.errors,))]
    for part in parts:
        run.pieces.path(part)
    extends = [EXTENDS] if "extends" in m.policy else []
    tiles = range(0 if m.sealed is None else len(m.sealed["tiles"]))
    sealed = [] if m.sealed is None else [RECORD, CHECKPOINT, *_salts(run)]
    sealed += [f"{TILES}/{n:05d}" for n in tiles]
    return sorted([NAME, "policy.yaml", *extends, "plan.json", "facts.json", *sealed,
                   *(part.file for part in parts)])  # fmt: skip


def _salts(run: StoredRun) -> list[str]:
    if run.manifest.erased is None:
        return [SALT]
    return [f"{SALTS}/{n:05d}" for n in range(len(run.manifest.decisions))]


def _head(run: StoredRun) -> dict[str, Any]:
    """What was signed: who checks more than the statement checks the note."""
    try:
        note = (run.folder / CHECKPOINT).read_text("utf-8")
        head, _ = read_checkpoint(note)
    except (OSError, ValueError):
        raise broken(run.folder, CHECKPOINT, "unreadable") from None
    return {"origin": head.origin, "rows": head.size, "root": head.root.hex(), "checkpoint": note}


def write_in_toto(run: StoredRun, file: Path) -> int:
    """The statement as canonical JSON (RFC 8785) on one line; one, always."""
    text = canonical_json(statement(run)).decode()
    with text_outlet(file, "utf-8", "\n") as out:
        out.write(text + "\n")
    return 1
