"""The wheel: it holds `engine` alone, and works in an environment that knows no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

# One worker builds and installs, once.
pytestmark = pytest.mark.xdist_group("packaging")


@dataclass(frozen=True)
class Installed:
    """A wheel, and an environment that has it and nothing else of ours."""

    wheel: Path
    home: Path
    elsewhere: Path

    @property
    def site(self) -> Path:
        return Path(sysconfig.get_path("purelib", vars={"base": str(self.home)}))

    def keytier(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What the installed `keytier` answers, run far from the checkout."""
        return _run(_scripts(self.home) / "keytier", *arguments, cwd=self.elsewhere)


def _scripts(home: Path) -> Path:
    return Path(sysconfig.get_path("scripts", vars={"base": str(home)}))


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    alone = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=alone | {"PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )


def _must(*command: str | Path, cwd: Path) -> None:
    done = _run(*command, cwd=cwd)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel built from the sdist, in a new environment; dependencies are borrowed."""
    dist = tmp_path_factory.mktemp("dist")
    home = tmp_path_factory.mktemp("home")
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    # Without --wheel, `build` makes the sdist first and the wheel from that: both are tried.
    _must(sys.executable, "-m", "build", "--no-isolation", "--outdir", dist, ROOT, cwd=elsewhere)
    (wheel,) = dist.glob("*.whl")

    venv.create(home, with_pip=True, symlinks=os.name != "nt")
    found = Installed(wheel, home, elsewhere)
    python = _scripts(home) / "python"
    _must(python, "-m", "pip", "install", "--no-index", "--no-deps", wheel, cwd=elsewhere)

    # A .pth file that is reached through another .pth file is not read, so the editable install
    # of the checkout stays out of sight.
    borrowed = sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})
    (found.site / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return found


def _inside(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_only_engine(installed: Installed) -> None:
    """The wheel installs no top-level module but `engine`, and its own metadata."""
    tops = {name.split("/")[0] for name in _inside(installed.wheel)}
    assert tops == {"engine", f"keytier-{PROJECT['version']}.dist-info"}


def test_data_rides_inside(installed: Installed) -> None:
    """Every schema and starter policy of the checkout is in the wheel, and nothing else is."""
    for folder in ("schemas", "policies"):
        here = {
            p.relative_to(ROOT).as_posix()
            for p in (ROOT / folder).rglob("*")
            if p.is_file() and p.parent.name != "__pycache__"
        }
        start = f"engine/_data/{folder}/"
        there = {n for n in _inside(installed.wheel) if n.startswith(start)}
        assert {n.removeprefix("engine/_data/") for n in there} == here
        assert here


def test_licence_rides_inside(installed: Installed) -> None:
    """The licence goes wherever the wheel goes."""
    assert any(n.endswith(".dist-info/licenses/LICENSE") for n in _inside(installed.wheel))


def test_engine_comes_from_the_wheel(installed: Installed) -> None:
    """What is tried here is the installed copy, not the checkout."""
    python = _scripts(installed.home) / "python"
    said = _run(python, "-c", "import engine; print(engine.__file__)", cwd=installed.elsewhere)
    assert said.returncode == 0, said.stderr
    assert Path(said.stdout.strip()).is_relative_to(installed.site)


def test_version(installed: Installed) -> None:
    """`keytier --version` says the version of the distribution."""
    said = installed.keytier("--version")
    assert said.returncode == 0, said.stderr
    assert PROJECT["version"] in said.stdout


def test_check_a_shipped_policy(installed: Installed) -> None:
    """A policy that rides in the wheel is checked by the schema that rides in the wheel."""
    policy = installed.site / "engine" / "_data" / "policies" / "value-tiers" / "policy.yaml"
    said = installed.keytier("check", str(policy))
    assert said.returncode == 0, said.stdout + said.stderr
