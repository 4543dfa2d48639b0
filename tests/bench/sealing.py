"""What sealing costs: a run with and without a seal, verifying, one proof.

    python -m tests.bench.sealing [--rows 10000000 --rounds 1]

The same policy of 20 criteria as the other figures. A sealed run from canonical Parquet reads
the rows, writes them as the snapshot, decides them with all columns, hashes every leaf
and signs; what precedes it in `keytier run` (reading and vetting) is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from engine.atoms.sql import literal
from engine.bind.bound import BoundPolicy
from engine.compile.plan import Plan
from engine.connect.database import database
from engine.ledger.chunks import write_chunks
from engine.ledger.prove import check_proof, prove
from engine.ledger.seal.home import make_home
from engine.ledger.seal.sealing import Sealer
from engine.ledger.verify.run import verify_run
from tests.bench import bulk
from tests.bench.data import canonical_sql, raw_sql, write
from tests.bench.measure import Line, best_of, peak_of, table
from tests.bench.single import AS_OF

#: Least decisions a second on two cores, and most bytes a decision, that are asked for.
SEALED, VERIFIED, BYTES = 0.4, 1.0, 20
#: Most gigabytes that a run and its verification may hold, with all their processes.
MEMORY = 1.5


def run(bound: BoundPolicy, plan: Plan, count: int, work: Path, rounds: int = 2) -> list[Line]:
    """Figures in millions a second, and ratios within this run."""
    os.environ["KEYTIER_HOME"] = str(work / "keys")
    home = make_home()
    from engine.decide.columns import connect

    con = connect()
    canonical = write(con, canonical_sql(bound, count), work / "canonical.parquet")
    raw = write(con, raw_sql(bound, literal(str(canonical))), work / "raw.parquet")
    con.close()
    seconds = best_of(rounds, {
        "keytier run --unsealed": bulk.keytier_run(raw, work, "plain", "--unsealed"),
        "keytier run": bulk.keytier_run(raw, work, "run"),
        "canonical Parquet to decisions": lambda: decided(bound, plan, canonical, work, None),
        "the same, sealed": lambda: decided(bound, plan, canonical, work, home),
        "verify": lambda: verify_run(work / "run", home, ledger=work / "ledger"),
    })  # fmt: skip
    table(f"{count:,} customers, seconds", seconds, 1, "s")
    plain, sealed, bare, from_parquet, verified = seconds.values()
    one = proofs(work / "run", home, count)
    most = memory(raw, work)
    return [
        Line("keytier run / keytier run --unsealed", sealed / plain),
        Line("sealed decisions / decisions, from canonical Parquet", from_parquet / bare),
        Line("M sealed decisions a second, from canonical Parquet", count / from_parquet / 1e6,
             SEALED, True),
        Line("M decisions verified a second", count / verified / 1e6, VERIFIED, True),
        Line("bytes a decision that sealing adds", added(work / "run") / count, BYTES),
        *one,
        *most,
    ]  # fmt: skip


def decided(bound: BoundPolicy, plan: Plan, canonical: Path, work: Path, home: Any) -> None:
    """From canonical Parquet to snapshot and decisions, sealed with the keys of `home`."""
    with tempfile.TemporaryDirectory(dir=work) as place, database(Path(place)) as con:
        folder = Path(place) / "run"
        folder.mkdir()
        con.execute(f"CREATE TABLE subjects AS FROM read_parquet('{canonical}')")
        (rows,) = con.execute("SELECT count(*) FROM subjects").fetchone()
        sealer = None if home is None else Sealer(home, bound, plan, folder, rows)
        try:
            write_chunks(con, plan, "subjects", rows, folder, sealer=sealer)
            if sealer is not None:
                sealer.tiles()
                sealer.sign(b"")
        finally:
            if sealer is not None:
                sealer.close()


def proofs(folder: Path, home: Any, count: int) -> list[Line]:
    """One proof: its size, and milliseconds to make and to check it, process start aside."""
    ids = [f"C{n * (count // 7):08d}" for n in range(1, 7)]
    made = []
    texts = []
    for id_ in ids:
        start = perf_counter()
        texts.append(json.dumps(prove(folder, id_, home), separators=(",", ":")))
        made.append(perf_counter() - start)
    checked = best_of(5, {text: lambda text=text: check_proof(text) for text in texts})  # type: ignore[misc]
    return [
        Line("bytes of a proof", max(map(len, texts)), 2048),
        Line("milliseconds to make a proof", min(made) * 1000, 50),
        Line("milliseconds to check a proof", min(checked.values()) * 1000, 1),
    ]


def memory(raw: Path, work: Path) -> list[Line]:
    """The peaks of a sealed run and of its verification, in processes of their own."""
    ran = bulk.run_command(raw, work, "run")
    verified = [sys.executable, str(bulk.ROOT / "cli.py"), "ledger", "verify", str(work / "run"),
                "--quiet"]  # fmt: skip
    lines = []
    for what, command in (("keytier run", ran), ("keytier ledger verify", verified)):
        _, peak, code = peak_of(command, quiet=True)
        if code not in (0, 3):
            raise AssertionError(f"{what} ended with {code}")
        lines.append(Line(f"GB that {what} holds at its peak", peak / 1e9, MEMORY))
    return lines


def added(folder: Path) -> int:
    """The bytes of what a run without a seal does not have."""
    files = [*(folder / "tiles").iterdir()]
    files += [folder / name for name in ("record.json", "salt.sealed", "checkpoint")]
    return sum(file.stat().st_size for file in files)


def main() -> None:
    from engine.compile.lower import lower
    from tests.evaluators import bound_policy

    parser = argparse.ArgumentParser(prog="tests.bench.sealing", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    bound = bound_policy(bulk.POLICY.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as work:
        lines = run(bound, lower(bound, AS_OF, {}), given.rows, Path(work), given.rounds)
    print("\nRatios and figures")
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
