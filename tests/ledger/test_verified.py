"""A stored run is held against its manifest before anything of it is said."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.digest import canonical_json
from engine.atoms.errors import BrokenRecord
from engine.ledger.chunks import CHUNK
from engine.ledger.run import open_run, run
from tests.ledger.test_run import asked, rows_of

ID = "C000003"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    run(asked(folder, [*rows_of(8), "C000008,x,5", "C000009,5,y"]), folder / "out")
    return folder / "out"


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """A run of ten customers, two of them in error, to be changed."""
    return Path(shutil.copytree(made, tmp_path / "out"))


def explained(folder: Path) -> tuple[Any, ...]:
    """Everything that an explanation is made of."""
    stored = open_run(folder)
    found = stored.decision(ID), stored.inputs(ID), stored.bound, stored.as_of, stored.context
    return *found, list(stored.cells_in_error(ID)), list(stored.decisions())


def broken(folder: Path) -> tuple[str, str]:
    """The file that is named, and what is said of it."""
    with pytest.raises(BrokenRecord) as fault:
        explained(folder)
    (found,) = fault.value.diagnostics
    assert found.code == "KT385"
    assert found.message() != found.message("zh")
    return str(found.params["file"]), found.message()


FILES = [
    "policy.yaml", "plan.json", "facts.json", "errors.csv", "inputs/00000.parquet",
    "decisions/00000.parquet",
]  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda raw: b"", "is not what the run wrote"),
        (lambda raw: raw + b"\n", "is not what the run wrote"),
        (lambda raw: raw[:-1], "is not what the run wrote"),
        (lambda raw: raw[:9] + bytes([raw[9] ^ 1]) + raw[10:], "is not what the run wrote"),
        (None, "is missing"),
    ],
)
def test_a_file_that_was_changed(
    out: Path, file: str, harm: Callable[[bytes], bytes] | None, said: str
) -> None:
    """Emptied, longer, shorter, one bit, or gone: the file is named, and nothing is explained."""
    assert explained(out)[0]["id"] == ID
    path = out / file
    if harm is None:
        path.unlink()
    else:
        path.write_bytes(harm(path.read_bytes()))
    named, message = broken(out)
    assert named == file
    assert said in message


@pytest.mark.parametrize("file", FILES)
def test_a_folder_in_place_of_a_file(out: Path, file: str) -> None:
    """What is no file is as good as missing."""
    (out / file).unlink()
    (out / file).mkdir()
    assert broken(out) == (file, f"`{file}` of the run `{out}` is missing")


def test_the_policy_of_another_run(tmp_path: Path, out: Path) -> None:
    """A policy that is sound in itself does not explain what another one decided."""
    (out / "policy.yaml").write_text(
        (out / "policy.yaml").read_text().replace("at_least: 60", "at_least: 50")
    )
    assert broken(out)[0] == "policy.yaml"


def test_of_a_big_run_the_piece_that_is_read(tmp_path: Path) -> None:
    """One customer's explanation vouches for the small files and the pieces that hold him; a
    piece that is missing is found all the same."""
    run(asked(tmp_path, rows_of(CHUNK + 1)), tmp_path / "out")
    second = tmp_path / "out" / "decisions" / "00001.parquet"
    second.write_bytes(second.read_bytes()[:-1])
    stored = open_run(tmp_path / "out")
    assert stored.decision(ID)["id"] == ID  # type: ignore[index]
    with pytest.raises(BrokenRecord):
        stored.decision(f"C{CHUNK:06d}")
    with pytest.raises(BrokenRecord):
        list(stored.decisions())
    second.unlink()
    with pytest.raises(BrokenRecord):
        open_run(tmp_path / "out")


def changed(value: Any) -> list[Any]:
    """Other values in place of one of a manifest."""
    odd: list[Any] = [None, 7, "x", True, [], {}, -1, ["x"], {"x": 1}]
    return [v for v in odd if type(v) is not type(value) or v != value]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place of a JSON document."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    return [path, *(p for k in keys for p in places(value[k], (*path, k)))]


def test_any_manifest(out: Path) -> None:
    """Whatever stands in a manifest, the run explains itself or is said to be broken; and what an
    explanation is made of cannot be changed unseen."""
    file = out / "manifest.json"
    whole = json.loads(file.read_bytes())
    draw = random.Random(5)
    passed = set()
    for path in places(whole):
        if not path:
            continue
        altered = json.loads(json.dumps(whole))
        inside = altered
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = draw.choice(changed(inside[path[-1]]))
        file.write_bytes(canonical_json(altered) + b"\n")
        try:
            explained(out)
            passed.add(path[-1] if path[-1] in ("first", "last", "meaning") else path[0])
        except BrokenRecord:
            continue
    assert passed <= {"sources", "notes", "made", "first", "last", "meaning"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("counts", "subjects"), 11),
        (("counts", "outcomes", "decided"), 9),
        (("counts", "tiers", "key"), 100),
        (("decisions", 0, "rows"), 9),
        (("inputs", 0, "file"), "../out/inputs/00000.parquet"),
        (("decisions", 0, "file"), "/etc/passwd"),
        (("errors", "file"), "../c.csv"),
        (("layout",), "keytier/run/9"),
        (("as_of",), "2026-02-30"),
    ],
)
def test_a_manifest_that_contradicts_itself(out: Path, path: tuple[Any, ...], value: Any) -> None:
    """Counts that do not add up, and files that are not of the run, are no manifest."""
    file = out / "manifest.json"
    whole = json.loads(file.read_bytes())
    inside = whole
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    file.write_bytes(canonical_json(whole) + b"\n")
    assert broken(out)[0].startswith("manifest.json")
