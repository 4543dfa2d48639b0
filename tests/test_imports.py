"""Heavy things knock before entering, and each outside library comes in by its own door."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "engine"
POLICY = "policies/value-tiers/policy.yaml"

# What a whole `keytier check` should not pay for: libraries, and our own rooms that decide.
HEAVY = {
    "cryptography", "duckdb", "numpy", "pandas", "pyarrow", "python_calamine", "rich", "scipy",
    "sqlglot", "xlsxwriter", "engine.compile", "engine.decide.interpreter.walk",
    "engine.connect._parquet", "engine.decide._native", "engine.ledger.seal._kernel",
}  # fmt: skip

# Which rooms of engine/ may import which outside library.
DOORS = {
    "click": {"terminal"},
    "cryptography": {"ledger"},
    "duckdb": {"connect", "decide", "ledger"},
    "jsonschema": {"author"},
    # comes with pandas; masks of missing cells, records laid out, matrices
    "numpy": {"connect", "decide", "ledger", "weights"},
    "pandas": {"connect"},
    "python_calamine": {"connect"},
    "referencing": {"author"},  # comes with jsonschema
    "rich": {"report"},
    "scipy": {"weights"},
    "simpleeval": {"author", "decide"},
    "sqlglot": {"compile"},
    "xlsxwriter": {"report"},
    "yaml": {"author"},
}

_RUN_AND_LIST = """
import json, sys
sys.argv = ["keytier", *json.loads(sys.argv[1])]
code = 0
if sys.argv[1:]:
    from engine.terminal import main
    try:
        code = main()
    except SystemExit as end:
        code = end.code
else:
    import engine
print("\\n" + json.dumps({"code": code or 0, "loaded": sorted(sys.modules)}))
"""


@pytest.mark.parametrize(
    "arguments",
    [[], ["--version"], ["--help"], ["check", POLICY]],
    ids=["import engine", "--version", "--help", "check"],
)
def test_nothing_heavy_is_loaded(arguments: list[str]) -> None:
    """`import engine` and the quick commands load no table engine, data frames or terminal art."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN_AND_LIST, json.dumps(arguments)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    end = json.loads(done.stdout.splitlines()[-1])
    assert end["code"] == 0, done.stdout + done.stderr
    assert HEAVY.isdisjoint(end["loaded"])


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _imports(node: ast.AST) -> Iterator[str]:
    """The top-level names that run-time imports under `node` name, those inside functions too."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module and not child.level:
            yield child.module.partition(".")[0]
        elif _for_types_only(child):
            assert isinstance(child, ast.If)
            for other in child.orelse:
                yield from _imports(other)
        else:
            yield from _imports(child)


def test_each_library_has_its_door() -> None:
    """A library that is not Python's own is imported only in the rooms that are its doors."""
    strays = []
    for file in sorted(ENGINE.rglob("*.py")):
        room = file.relative_to(ENGINE).parts[0]
        for name in _imports(ast.parse(file.read_text(encoding="utf-8"))):
            ours = name == "engine" or name in sys.stdlib_module_names
            if not ours and room not in DOORS.get(name, set()):
                strays.append(f"{file.relative_to(ROOT).as_posix()} imports {name}")
    assert strays == []
