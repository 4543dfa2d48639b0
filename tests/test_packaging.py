"""The wheel: it holds `engine` alone, and works in an environment that knows no checkout.

What is marked `wheel` installs it with all that it needs, from the package index: minutes, so
`make wheel` runs it and `make test` does not.
"""

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
from hatchling.builders.wheel import WheelBuilder

from hatch_build import SOURCES, TAG, compiled, kernel_of

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

TEMPLATES = sorted(p.parent.name for p in ROOT.glob("policies/*/policy.yaml"))


@dataclass(frozen=True)
class Installed:
    """An environment that has the wheel and nothing else of ours."""

    home: Path
    elsewhere: Path

    @property
    def site(self) -> Path:
        return Path(sysconfig.get_path("purelib", vars={"base": str(self.home)}))

    def keytier(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What the installed `keytier` answers, run far from the checkout."""
        return _must(_scripts(self.home) / "keytier", *arguments, cwd=self.elsewhere)

    def python(self, source: str) -> str:
        """What a program of the environment prints."""
        return _must(_scripts(self.home) / "python", "-c", source, cwd=self.elsewhere).stdout


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


def _must(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = _run(*command, cwd=cwd)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The wheel built from the sdist; as it ships where it is tried, else compiled in haste."""
    dist = tmp_path_factory.mktemp("dist")
    # Without --wheel, `build` makes the sdist first and the wheel from that: both are tried.
    with pytest.MonkeyPatch.context() as patch:
        if request.config.getoption("markexpr") != "wheel":
            patch.setenv("CFLAGS", "-O0")
        _must(sys.executable, "-m", "build", "--no-isolation", "--outdir", dist, ROOT, cwd=dist)
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment that was empty, with what it asks for from the package index."""
    home = tmp_path_factory.mktemp("home")
    venv.create(home, with_pip=True, symlinks=os.name != "nt")
    python = _scripts(home) / "python"
    wanted = (wheel, "-c", ROOT / "constraints.txt")
    _must(python, "-m", "pip", "install", "--no-input", *wanted, cwd=home)
    return Installed(home, tmp_path_factory.mktemp("elsewhere"))


def _inside(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_only_engine(wheel: Path) -> None:
    """The wheel installs no top-level module but `engine`, and its own metadata."""
    tops = {name.split("/")[0] for name in _inside(wheel)}
    assert tops == {"engine", f"keytier-{PROJECT['version']}.dist-info"}


def test_data_rides_inside(wheel: Path) -> None:
    """Every schema and starter policy of the checkout is in the wheel, and nothing else is."""
    for folder in ("schemas", "policies"):
        here = {
            p.relative_to(ROOT).as_posix()
            for p in (ROOT / folder).rglob("*")
            if p.is_file() and p.parent.name != "__pycache__"
        }
        start = f"engine/_data/{folder}/"
        there = {n for n in _inside(wheel) if n.startswith(start)}
        assert {n.removeprefix("engine/_data/") for n in there} == here
        assert here


def test_licence_rides_inside(wheel: Path) -> None:
    """The licence goes wherever the wheel goes."""
    assert any(n.endswith(".dist-info/licenses/LICENSE") for n in _inside(wheel))


def test_the_kernel_rides_inside(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the kernels can be compiled, the wheel holds them and is for such machines alone."""
    monkeypatch.setenv("CFLAGS", "-O0")
    made = compiled(ROOT, tmp_path) is None
    held = {n for n in _inside(wheel) if n.endswith((".so", ".c", ".h"))}
    assert held == (set(map(kernel_of, SOURCES)) if made else set())
    assert wheel.stem.endswith(TAG if made else "py3-none-any")


def test_without_a_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it cannot be compiled, the wheel is for every machine, holds no kernel, not even one
    that lies in the checkout, and the build says so in a line."""
    monkeypatch.setenv("CC", "/bin/false")
    (found,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    assert found.endswith("-py3-none-any.whl")
    assert not any(n.endswith(".so") for n in _inside(Path(found)))
    assert "goes without its compiled parts" in capsys.readouterr().err


@pytest.mark.wheel
def test_engine_comes_from_the_wheel(installed: Installed) -> None:
    """What is tried here is the installed copy, not the checkout, and its needs are all there."""
    said = installed.python("import engine; print(engine.__file__)")
    assert Path(said.strip()).is_relative_to(installed.site)
    _must(_scripts(installed.home) / "python", "-m", "pip", "check", cwd=installed.elsewhere)


@pytest.mark.wheel
def test_the_kernel_works_installed(wheel: Path, installed: Installed) -> None:
    """The kernel that rode in the wheel is used where the processor is one for it."""
    if kernel_of(SOURCES[0]) not in _inside(wheel):
        pytest.skip("no compiled kernel here: `make kernel` says why")
    asked = "import kernel; from engine.ledger.seal import _kernel"
    said = installed.python(
        f"from engine.ledger.seal.kernel {asked}; print(_kernel.ready() == (kernel() is _kernel))"
    )
    assert said == "True\n"


@pytest.mark.wheel
def test_version(installed: Installed) -> None:
    """`keytier --version` says the version of the distribution."""
    assert PROJECT["version"] in installed.keytier("--version").stdout


@pytest.mark.wheel
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_shipped_policy(installed: Installed, template: str) -> None:
    """Each policy that rides in the wheel is copied, checked and tested by it."""
    there = installed.elsewhere / template
    installed.keytier("init", str(there), "--template", template)
    installed.keytier("check", str(there))
    assert ", 0 failed" in installed.keytier("test", str(there)).stderr


@pytest.mark.wheel
def test_from_nothing_to_a_reason(installed: Installed) -> None:
    """What a newcomer does first: init, check, test, run with every export, why."""
    installed.keytier("init", "shop")
    installed.keytier("check", "shop")
    installed.keytier("test", "shop")
    exports = ("--csv", "a.csv", "--xlsx", "a.xlsx", "--jsonl", "a.jsonl")
    asked = ("shop/policy.yaml", "shop/customers.csv", "--as-of", "2026-06-30")
    ran = installed.keytier("run", *asked, "-o", "out", *exports)
    assert "12 customers in = 9 decided + 3 refer" in ran.stdout
    assert len((installed.elsewhere / "a.jsonl").read_text(encoding="utf-8").splitlines()) == 12
    assert zipfile.is_zipfile(installed.elsewhere / "a.xlsx")
    stored = installed.keytier("why", "out", "--id", "C-1001").stdout
    assert stored.startswith("customer C-1001: key customer")
    assert installed.keytier("why", *asked, "--id", "C-1001").stdout == stored
    drafted = installed.keytier("init", "mine", "--from", "shop/customers.csv")
    assert "policy.yaml" in drafted.stdout
    installed.keytier("check", "mine")


@pytest.mark.wheel
def test_from_python(installed: Installed) -> None:
    """`import engine` decides a record and a frame, and loads what a frame needs by itself."""
    record = {"customer_id": "C-1", "purchases_12m": "1,200,000", "satisfaction": 90,
              "years": 8, "overdue_days": 0}  # fmt: skip
    said = installed.python(
        "import engine, pandas\n"
        "from engine.atoms.places import place\n"
        "policy = engine.load(place('policies') / 'starter' / 'policy.yaml')\n"
        f"one = policy.decide({record!r}, as_of='2026-06-30')\n"
        f"all = policy.decide_table(pandas.DataFrame([{record!r}]), as_of='2026-06-30')\n"
        "print(one.tier, one.score, all.tier[0], all.score[0], one.why().id)\n"
    )
    assert said == "key 93 key 93 C-1\n"
