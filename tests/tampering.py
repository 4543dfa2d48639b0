"""Random changes to a sealed run and its ledger, each of which has to be found.

    python -m tests.tampering --count 100000

Every change is made in a copy, told in words, and held against `verify`. Those by a holder of the
key, who signs again, are found through what is kept outside: an anchored head.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from engine.atoms.digest import canonical_json, sha256, sha256_file
from engine.atoms.errors import BrokenRecord, KeytierError
from engine.connect.sources import Data
from engine.ledger.anchor import only_grew
from engine.ledger.append import append
from engine.ledger.events import read_log
from engine.ledger.run import Asked, run
from engine.ledger.seal.checkpoint import Checkpoint, read_checkpoint
from engine.ledger.seal.hashing import Job, connection, groups_in, leaves, tile_file
from engine.ledger.seal.home import Home, make_home
from engine.ledger.seal.layout import layout_from
from engine.ledger.seal.salt import salt_of_run
from engine.ledger.seal.sealing import Sealing, event_of
from engine.ledger.seal.tree import root_of
from engine.ledger.verify.run import verify_run
from engine.terminal.loading import sound_policy
from engine.terminal.talk import Talk
from tests import kernels

STARTER = Path(__file__).resolve().parents[1] / "policies" / "starter"
Change = Callable[["Case"], str]


@dataclass(frozen=True)
class Kept:
    """What was sealed, and what somebody keeps elsewhere."""

    folder: Path
    home: Home
    head: Path  # the ledger's checkpoint, anchored outside


@dataclass(frozen=True)
class Case:
    """A copy to change: a run `june` and its ledger."""

    run: Path
    ledger: Path
    home: Home
    draw: random.Random
    spare: Path  # another sealed run of the same policy, and its ledger before


def seal(folder: Path, customers: int = 300) -> Kept:
    """A run of a shipped policy over two groups of leaves, and its ledger."""
    os.environ["KEYTIER_HOME"] = str(folder / "home")
    home = make_home()
    raw, source, bound = sound_policy(Talk(), STARTER / "policy.yaml")
    lines = (STARTER / "customers.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",", 1)[1] for line in lines[1:]]
    data = folder / "customers.csv"
    text = [f"C-{n:05d},{rows[n % len(rows)]}" for n in range(customers)]
    data.write_text("\n".join([lines[0], *text]) + "\n", encoding="utf-8")
    ask = Asked(source, bound, Data(data), 20_634, written=raw)
    sealing = Sealing(home, folder / "ledger")
    run(Asked(source, bound, Data(data), 20_603, written=raw), folder / "may", sealing=sealing)
    shutil.copytree(folder / "ledger", folder / "before")
    run(ask, folder / "june", sealing=sealing)
    shutil.copy(folder / "ledger" / "checkpoint", folder / "head")
    return Kept(folder, home, folder / "head")


# --- changes -------------------------------------------------------------------------------------


def flip(case: Case) -> str:
    """One bit of one byte, anywhere in the run."""
    file = case.draw.choice(sorted(p for p in case.run.rglob("*") if p.is_file()))
    raw = bytearray(file.read_bytes())
    at = case.draw.randrange(len(raw))
    raw[at] ^= 1 << case.draw.randrange(8)
    file.write_bytes(raw)
    return f"a bit of byte {at} of {file.relative_to(case.run)}"


def cut(case: Case) -> str:
    """The end of a file."""
    file = case.draw.choice(sorted(p for p in case.run.rglob("*") if p.is_file()))
    size = case.draw.randrange(file.stat().st_size)
    os.truncate(file, size)
    return f"{file.relative_to(case.run)} after {size} bytes"


def lose(case: Case) -> str:
    """A whole file."""
    file = case.draw.choice(sorted(p for p in case.run.rglob("*") if p.is_file()))
    file.unlink()
    return f"{file.relative_to(case.run)} is lost"


def add(case: Case) -> str:
    """A file that was not there."""
    name = case.draw.choice(["notes.txt", "inputs/00001.parquet", "tiles/00001", "decisions/x"])
    (case.run / name).write_bytes(b"x")
    return f"{name} is new"


def rows(case: Case) -> str:
    """Decisions or inputs dropped, doubled, swapped, or with another value, in a sound file."""
    kind = case.draw.choice(["inputs", "decisions"])
    _rewrite(case, kind, how := case.draw.choice(sorted(_ROWS)))
    return f"{kind}: {how}"


def forged(case: Case) -> str:
    """The same, and the manifest made to fit, which nobody signed."""
    kind = case.draw.choice(["inputs", "decisions"])
    _rewrite(case, kind, how := case.draw.choice(sorted(_ROWS)))
    manifest = _manifest(case)
    part = manifest[kind][0]
    part["digest"] = sha256_file(case.run / part["file"])
    _write(case, manifest)
    return f"{kind}: {how}, and the manifest"


def manifest_field(case: Case) -> str:
    """A value of the manifest, which stays canonical."""
    manifest = _manifest(case)
    spots = [s for s in _spots(manifest) if s]
    spot = case.draw.choice(spots)
    where: Any = manifest
    for step in spot[:-1]:
        where = where[step]
    was = where[spot[-1]]
    if isinstance(was, bool):
        where[spot[-1]] = not was
    elif isinstance(was, int):
        where[spot[-1]] = was + case.draw.choice([-1, 1])
    elif isinstance(was, str):
        where[spot[-1]] = was[:-1] + ("0" if was[-1:] != "0" else "1")
    else:
        where[spot[-1]] = "x"
    _write(case, manifest)
    return f"manifest {'.'.join(map(str, spot))}"


def policy(case: Case) -> str:
    """Another policy in the place of the one that decided."""
    file = case.run / "policy.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("80", "70"), encoding="utf-8")
    return "policy.yaml"


def old_head(case: Case) -> str:
    """The signed head of another run, alone or with its manifest."""
    heads = ["checkpoint"], ["checkpoint", "manifest.json"], ["manifest.json"]
    others = ["tiles/00000"], ["decisions/00000.parquet"], ["salt.sealed"]
    names = case.draw.choice([*heads, *others])
    for name in names:
        shutil.copy(case.spare / "may" / name, case.run / name)
    return f"{', '.join(names)} of another run"


def unseal(case: Case) -> str:
    """A manifest that says that nothing was sealed."""
    manifest = _manifest(case)
    manifest["sealed"] = None
    _write(case, manifest)
    return "sealed: null"


def event(case: Case) -> str:
    """A line of the ledger changed, dropped, doubled or swapped."""
    file = case.ledger / "events.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    at, how = case.draw.randrange(len(lines)), case.draw.choice(["bit", "drop", "double", "swap"])
    match how:
        case "bit":
            line = bytearray(lines[at])
            line[case.draw.randrange(len(line) - 1)] ^= 1 << case.draw.randrange(7)
            lines[at] = bytes(line)
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case _:
            other = (at + 1) % len(lines)
            lines[at], lines[other] = lines[other], lines[at]
    file.write_bytes(b"".join(lines))
    return f"event {at}: {how}"


def ledger_head(case: Case) -> str:
    """A byte of the ledger's head."""
    file = case.ledger / "checkpoint"
    raw = bytearray(file.read_bytes())
    at = case.draw.randrange(len(raw))
    raw[at] ^= 1 << case.draw.randrange(7)
    file.write_bytes(raw)
    return f"byte {at} of the ledger's head"


def rollback(case: Case) -> str:
    """The ledger as it was before the run."""
    shutil.rmtree(case.ledger)
    shutil.copytree(case.spare / "before", case.ledger)
    return "an older ledger"


def signed_again(case: Case) -> str:
    """By a holder of the keys: a decision changed, everything made anew and signed again, the
    ledger too, and what the key folder remembers forgotten."""
    _rewrite(case, "decisions", "value")
    folder, key = case.run, salt_of_run(case.run, case.home.openings, _manifest(case)["plan"])
    assert key is not None
    layout = layout_from(json.loads((folder / "record.json").read_bytes()))
    manifest = _manifest(case)
    part = manifest["decisions"][0]
    files = [str(folder / k / "00000.parquet") for k in ("inputs", "decisions")]
    con = connection()
    tile = tile_file(leaves(con, layout, Job(files[0], files[1], 0, part["rows"]), key))
    con.close()
    (folder / "tiles" / "00000").write_bytes(tile)
    part["digest"] = sha256_file(folder / part["file"])
    manifest["sealed"]["tiles"] = [sha256(tile)]
    _write(case, manifest)
    before, _ = read_checkpoint((folder / "checkpoint").read_text(encoding="utf-8"))
    more = {**before.more, "manifest": sha256((folder / "manifest.json").read_bytes())}
    head = Checkpoint(before.origin, before.size, root_of(groups_in(tile, part["rows"])), more)
    (folder / "checkpoint").write_text(case.home.signer.sign(head.text), encoding="utf-8")
    shutil.rmtree(case.ledger)
    forget = Home(case.home.folder.parent / "forgetful")
    if not forget.folder.exists():
        shutil.copytree(case.home.folder, forget.folder)
    shutil.rmtree(forget.folder / "heads", ignore_errors=True)
    append(case.ledger, forget, event_of(head, folder, manifest["policy"]))
    return "signed again"


_ROWS = {
    "drop": "SELECT * FROM r WHERE id <> '{one}'",
    "double": "SELECT * FROM r UNION ALL SELECT * FROM r WHERE id = '{one}'",
    "swap": "SELECT * REPLACE (CASE id WHEN '{one}' THEN '{two}' WHEN '{two}' THEN '{one}' "
    "ELSE id END AS id) FROM r",
    "value": "SELECT * REPLACE (CASE WHEN id = '{one}' THEN coalesce({column}, 0) + 1 "
    "ELSE {column} END AS {column}) FROM r",
    "order": "SELECT * FROM r ORDER BY id = '{one}', id",
}
_COLUMNS = {"inputs": ("purchases_12m", "years"), "decisions": ("score", '"purchases.points"')}


def _rewrite(case: Case, kind: str, how: str) -> None:
    file = case.run / kind / "00000.parquet"
    con = duckdb.connect(config={"threads": 1})
    try:
        con.execute(f"CREATE TABLE r AS FROM read_parquet('{file}')")
        ids = [r[0] for r in con.execute("SELECT id FROM r ORDER BY id").fetchall()]
        one, two = case.draw.sample(ids[:-1], 2)
        column = case.draw.choice(_COLUMNS[kind])
        query = _ROWS[how].format(one=one, two=two, column=column)
        con.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
    finally:
        con.close()


def _manifest(case: Case) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((case.run / "manifest.json").read_bytes())
    return found


def _write(case: Case, manifest: dict[str, Any]) -> None:
    (case.run / "manifest.json").write_bytes(canonical_json(manifest) + b"\n")


def _spots(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [s for k, v in value.items() for s in _spots(v, (*at, k))]
    if isinstance(value, list):
        return [s for k, v in enumerate(value) for s in _spots(v, (*at, k))]
    return [at]


#: Cheap changes come often, dear ones seldom.
CHANGES: tuple[tuple[int, Change], ...] = (
    (30, flip), (8, cut), (4, lose), (2, add), (8, manifest_field), (2, policy), (4, old_head),
    (1, unseal), (12, event), (8, ledger_head), (1, rollback), (3, rows), (3, forged),
    (1, signed_again),
)  # fmt: skip


def campaign(kept: Kept, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """How many changes of each kind were found, and those that were not."""
    draw = random.Random(seed)
    weights, changes = zip(*CHANGES, strict=True)
    found: Counter[str] = Counter()
    missed = []
    work = kept.folder / "work"
    for _ in range(count):
        shutil.rmtree(work, ignore_errors=True)
        for name in ("june", "ledger"):
            shutil.copytree(kept.folder / name, work / name)
        case = Case(work / "june", work / "ledger", kept.home, draw, kept.folder)
        (change,) = draw.choices(changes, weights)
        told = change(case)
        if same(kept, case):
            continue  # it put back what was there
        code = seen(case, kept)
        if code is None:
            missed.append(f"{change.__name__}: {told}")
        else:
            found[f"{change.__name__} {code}"] += 1
    return found, missed


def same(kept: Kept, case: Case) -> bool:
    """Whether the change changed nothing."""
    for name in ("june", "ledger"):
        old, new = kept.folder / name, case.run.parent / name
        names = sorted(p.relative_to(old) for p in old.rglob("*") if p.is_file())
        if names != sorted(p.relative_to(new) for p in new.rglob("*") if p.is_file()):
            return False
        if any((old / n).read_bytes() != (new / n).read_bytes() for n in names):
            return False
    return True


def seen(case: Case, kept: Kept) -> str | None:
    """How the change was found: a code of `verify`, `anchor` where only the head that is kept
    elsewhere shows it; None where nothing did."""
    try:
        verify_run(case.run, kept.home, ledger=case.ledger)
    except BrokenRecord as e:
        return e.diagnostics[0].code
    except KeytierError as e:
        code = e.diagnostics[0].code
        return code if code == "KT705" else None  # it says that it is not sealed
    if read_log(case.ledger).left:
        return "not signed"  # `verify` says so; it does not count, and goes with the next event
    try:
        only_grew(kept.head, case.ledger)
    except KeytierError:
        return "anchor"
    return None


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.tampering", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    kernels.add_in_memory(parser)
    given = parser.parse_args()
    kernels.heed(given)
    with tempfile.TemporaryDirectory() as folder:
        found, missed = campaign(seal(Path(folder)), given.count, given.seed)
    for kind, count in sorted(found.items()):
        print(f"{count:8,}  {kind}")
    print(f"seed {given.seed}: {sum(found.values()):,} changes found, {len(missed)} missed")
    for told in missed:
        print("missed:", told)
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
