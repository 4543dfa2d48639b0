"""Whatever is typed, the answer is a result or a sentence: never a bug, never a traceback."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.terminal.command import COMMANDS
from engine.terminal.door import GROUP
from tests.terminal.conftest import ROOT

STARTER = ROOT / "policies/starter"
WORDS = st.sampled_from(
    [
        *COMMANDS, "--fix", "--format", "json", "--format=text", "junit", "short", "--lang", "zh",
        "en", "-q", "-v", "-o", "out", "--force", "--id", "C-1001", "C-9", "--as-of",
        "2026-06-30", "2026-02-30", "--table", "orders=x.csv", "a=b", "--context", "--dry-run",
        "--limit", "3", "-1", "--steps", "--sql", "duckdb", "--list", "KT111", "KT999",
        "--coverage", "--min-coverage", "50", "--modeline", "--check", "--diff", "--from",
        "--template", "starter", "--encoding", "gbk", "utf-99", "bash", "fish", "--",
        "policy.yaml", "customers.csv", "broken.yaml", "empty.csv", "folder", "absent", "-", "",
        "\x1b[31m", "客户", "\udcff", "a\nb", "..", "/dev/null", "--today", "--fail-on", "warning",
        "--outside-effective", "--no-color", "-h", "--version", "--pairs", "--scores", "--data",
        "--outcome", "--peer", "--take", "pairs=60", "years",
    ]
)  # fmt: skip


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=st.sampled_from(COMMANDS), rest=st.lists(WORDS, max_size=6), typed=st.binary(max_size=40)
)
def test_any_line(first: str, rest: list[str], typed: bytes) -> None:
    """Any words after any command end with one of the codes of the contract, in plain words."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder, "inside")  # `..` is ours too, whatever else the machine holds
        inside.mkdir()
        os.chdir(inside)
        try:
            for name in ("policy.yaml", "customers.csv"):
                Path(name).write_bytes((STARTER / name).read_bytes())
            Path("broken.yaml").write_text("keytier: [1\n")
            Path("empty.csv").write_text("")
            Path("folder").mkdir()
            done = CliRunner().invoke(GROUP, [first, *rest], input=typed)
        finally:
            os.chdir(here)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    assert done.exit_code in {0, 1, 2, 3, 4}
    assert "Traceback" not in done.output
    assert "bug in keytier" not in done.stderr and "keytier 自身的缺陷（" not in done.stderr
    assert "\x1b[31m" not in done.output
