"""Compiles what works on many rows at once, where that can be done; else goes without.

All of it or nothing. Hatchling calls the hook for each wheel and each editable install. In a
checkout the kernels are made beside their sources by

    python hatch_build.py
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: What is compiled, each to a library beside it.
SOURCES = (
    "engine/ledger/seal/_kernel.c",
    "engine/decide/_native.c",
    "engine/connect/_parquet.c",
)
#: Where they are tested. `_kernel.c` says what else it takes.
PLATFORM = "linux-x86_64"
#: One library for this version of CPython and every later one: the limited API, see `_kernel.c`.
TAG = "cp311-abi3-linux_x86_64"


class KernelHook(BuildHookInterface):  # type: ignore[type-arg]
    """The kernels inside the wheel, or beside their sources for an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles, and says in one line where that is not to be."""
        root = Path(self.root)
        if version == "editable":
            place = root
        else:
            self._folder = tempfile.TemporaryDirectory(prefix="keytier-kernel-")
            place = Path(self._folder.name)
        lacks = compiled(root, place)
        if lacks is not None:
            self.app.display_warning(without(lacks))
            return
        build_data["pure_python"] = False
        build_data["tag"] = TAG
        if version != "editable":
            for source in SOURCES:
                made = kernel_of(source)
                build_data["force_include"][str(place / made)] = made

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Nothing is left of what was made for the wheel."""
        if version != "editable":
            self._folder.cleanup()


def without(lacks: str) -> str:
    """The line that says that there are no kernels, and why."""
    return f"keytier goes without its compiled parts, hashlib and DuckDB do their work: {lacks}"


def kernel_of(source: str) -> str:
    """What a source is compiled to.

    >>> kernel_of("engine/ledger/seal/_kernel.c")
    'engine/ledger/seal/_kernel.abi3.so'
    """
    return f"{source.removesuffix('.c')}.abi3.so"


def compiled(root: Path, place: Path) -> str | None:
    """Compiles every source under `root` to the same folder under `place`; what was lacking, in
    one line, where one could not be. Then there is none: a kernel of an older source is no use."""
    for source in SOURCES:
        target = place / kernel_of(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        lacks = _compiled(root / source, target)
        if lacks is not None:
            for other in SOURCES:
                with suppress(OSError):
                    (place / kernel_of(other)).unlink()
            return lacks
    return None


def _compiled(source: Path, target: Path) -> str | None:
    if sys.implementation.name != "cpython" or sysconfig.get_platform() != PLATFORM:
        return f"it is for CPython on {PLATFORM}"
    headers = sysconfig.get_path("include")
    if not Path(headers, "Python.h").is_file():
        return f"no Python.h in {headers} (on Debian: apt install python3-dev)"
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    # Processes that have loaded the former one keep it: a file is put in its place, not into it.
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    asked = [os.environ.get(name, "") for name in ("CFLAGS", "LDFLAGS")]
    flags = ["-std=c11", "-O3", "-fPIC", "-shared", f"-I{headers}", *shlex.split(" ".join(asked))]
    try:
        made = subprocess.run(
            [*compiler, *flags, str(source), "-o", str(draft)],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
        )  # fmt: skip
        if made.returncode:
            said = made.stderr.strip().splitlines() or [f"exit code {made.returncode}"]
            return f"{shlex.join(compiler)}: {said[0]}"
        os.replace(draft, target)
    except OSError as e:
        return f"{shlex.join(compiler)}: {e.strerror}"
    finally:
        with suppress(OSError):
            draft.unlink()
    return None


def main() -> int:
    """Makes the kernels in this checkout; 1 where they cannot be made."""
    root = Path(__file__).resolve().parent
    lacks = compiled(root, root)
    print("\n".join(map(kernel_of, SOURCES)) if lacks is None else without(lacks))
    return 0 if lacks is None else 1


if __name__ == "__main__":
    sys.exit(main())
