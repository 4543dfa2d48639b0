"""A command of the warm process cannot be told from one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import warm

ROOT = Path(__file__).resolve().parent.parent
LINES = {
    0: "cd policies && KEYTIER_LANG=zh keytier check /dev/stdin && "
    "keytier plan starter/policy.yaml --as-of 2026-06-30",
    1: "sed 's/at_least: 80/at_leest: 80/' | keytier check /dev/stdin",
    2: "keytier run policies/starter/policy.yaml 'no such 表.csv' --as-of 2026-06-30 <&-",
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is warm where nothing forks")
def test_as_a_process_of_its_own(tmp_path: Path) -> None:
    """What is printed, where, and the exit code are the same, and so is a reader who went away."""
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}
    texts = {"warm": warm.shim(environment, [sys.executable, "-c", "no"]), "own": warm.shim()}
    assert "warm.py" in texts["warm"] and "warm.py" not in texts["own"]
    said = {}
    for kind, text in texts.items():
        tools = tmp_path / kind
        tools.mkdir()
        (tools / "keytier").write_text(text, encoding="utf-8")
        (tools / "keytier").chmod(0o755)
        env = {**environment, "PATH": f"{tools}:{os.environ['PATH']}"}
        done = [typed(line, env) for line in LINES.values()]
        assert [d.returncode for d in done] == list(LINES)
        reader, writer = os.pipe()
        os.close(reader)
        done.append(typed("keytier schema", env, writer))
        os.close(writer)
        said[kind] = [(d.returncode, d.stdout, d.stderr) for d in done]
    assert said["warm"] == said["own"]
    assert said["own"][1][1] and said["own"][2][2]  # something was printed on either stream


def typed(
    line: str, env: dict[str, str], out: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """A command line, with a policy on its standard input."""
    policy = (ROOT / "policies/starter/policy.yaml").read_bytes()
    return subprocess.run(
        ["sh", "-c", line], cwd=ROOT, env=env, input=policy, stdout=out, stderr=subprocess.PIPE
    )
