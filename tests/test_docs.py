"""Documentation that cannot rot: every console, YAML and Python block of every page is tried.

    ```console          commands after `$ `, each followed by exactly what it prints; a line `…`
                        stands for any lines, `…` inside a line for any characters
    ```console exit=1   the last command ends with this code (0 otherwise)
    ```yaml             a whole policy, which `check` finds nothing in
    ```yaml fragment    a piece of one: strict YAML, and no more is promised
    ```pycon            a doctest

The console blocks of a page run in order, in one folder that holds a copy of `policies/`.
`--golden-update` writes what was printed into the page; read `git diff` then.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.atoms.text import Source
from engine.author.compose import compose
from engine.author.page import Page
from engine.author.read import PARSER
from tests import warm

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    p.relative_to(ROOT).as_posix()
    for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("policies/*/*.md"))
    if p.name != "CHANGELOG.md"
)
# Every command of these is a process from its start, as a reader's is; elsewhere see `warm`.
STARTED_ANEW = ("docs/tour.md",)
_FENCE = re.compile(r"^( *)(```+)(.*)$")
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)]*)?\)")


@dataclass(frozen=True)
class Block:
    """A fenced block: its info string, its lines, and the number (from 0) of its first line."""

    info: str
    lines: tuple[str, ...]
    start: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    info, start, fence, indent = "", -1, "", ""
    lines = text.splitlines()
    for i, line in enumerate(lines):
        m = _FENCE.match(line)
        if start < 0 and m is not None:
            indent, fence, info, start = m[1], m[2], m[3].strip(), i + 1
        elif start >= 0 and m is not None and m[2] == fence and not m[3].strip():
            yield Block(info, tuple(x.removeprefix(indent) for x in lines[start:i]), start)
            start = -1
    assert start < 0, f"a fence that is opened in line {start} is never closed"


def of_kind(page: str, *infos: str) -> list[Block]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [b for b in blocks(text) if b.info in infos or b.info.split(" ")[0] in infos]


def pages_with(*infos: str) -> list[str]:
    return [p for p in PAGES if of_kind(p, *infos)]


# --- console --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Command:
    """One `$ ` line (continued by a trailing backslash) and the lines that follow it."""

    line: str
    expected: tuple[str, ...]
    start: int  # of the expected lines, in the page


def commands(block: Block) -> list[Command]:
    found: list[Command] = []
    i = 0
    while i < len(block.lines):
        assert block.lines[i].startswith("$ "), f"not a command: {block.lines[i]}"
        line = block.lines[i][2:]
        while line.endswith("\\"):
            i += 1
            line = line[:-1].rstrip() + " " + block.lines[i].strip()
        i += 1
        first = i
        while i < len(block.lines) and not block.lines[i].startswith("$ "):
            i += 1
        found.append(Command(line, block.lines[first:i], block.start + first))
    return found


def matches(expected: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the printed lines are the expected ones, with `…` for what may differ."""
    pattern = ""
    for line in expected:
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.split("…")) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def recipe(target: str) -> str:
    """What `make TARGET` runs, without the environment that it makes first."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    m = re.search(rf"^{target}:.*\n((?:\t.*\n?)+)", text, re.MULTILINE)
    assert m is not None, f"the Makefile cannot make {target}"
    return re.sub(r"\t@?", "", m[1]).replace("\\\n", " ").replace("$(BIN)/", "").strip()


def run(line: str, folder: Path, anew: bool) -> subprocess.CompletedProcess[str]:
    """A command line as a reader would type it, with this checkout's `keytier`, which starts Python
    anew or is warm."""
    tools = folder / ".tools"
    if m := re.match(r"make (\w+)", line):
        line = recipe(m[1]) + line[m.end() :]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KEYTIER_", "LC_"))}
    env |= {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "KEYTIER_HOME": os.environ["KEYTIER_HOME"],  # keys that are there already
        "LANG": "C.UTF-8",
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",  # talk and results in the order in which they were written
    }
    if not tools.exists():
        tools.mkdir()
        shim = tools / "keytier"
        shim.write_text(warm.shim(None if anew else env), encoding="utf-8")
        shim.chmod(0o755)
    return subprocess.run(
        ["sh", "-c", line],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@pytest.mark.parametrize("page", pages_with("console"))
def test_console(page: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Every command of a page prints what the page says it prints."""
    update = bool(request.config.getoption("--golden-update"))
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    wrong: list[tuple[Command, list[str]]] = []
    for block in of_kind(page, "console"):
        code = re.search(r"exit=(\d+)", block.info)
        for number, command in enumerate(todo := commands(block), 1):
            done = run(command.line, tmp_path, anew=page in STARTED_ANEW)
            printed = [
                line.rstrip() for line in done.stdout.rstrip("\n").split("\n") if done.stdout
            ]
            last = number == len(todo)
            assert done.returncode == (int(code[1]) if code and last else 0), done.stdout
            if not matches(command.expected, printed):
                wrong.append((command, printed))
    if update and wrong:
        rewrite(page, wrong)
        return
    for command, printed in wrong:
        assert list(command.expected) == printed, f"{page}: $ {command.line}"


def rewrite(page: str, wrong: list[tuple[Command, list[str]]]) -> None:
    """Put what was printed into the page, from the bottom up."""
    file = ROOT / page
    lines = file.read_text(encoding="utf-8").split("\n")
    for command, printed in sorted(wrong, key=lambda w: -w[0].start):
        lines[command.start : command.start + len(command.expected)] = printed
    file.write_text("\n".join(lines), encoding="utf-8")


# --- YAML, Python, links --------------------------------------------------------------------------


@pytest.mark.parametrize("page", pages_with("yaml"))
def test_yaml(page: str) -> None:
    """A whole policy on a page is clean; a fragment is strict YAML and says that it is one."""
    import engine

    for block in of_kind(page, "yaml"):
        if block.info == "yaml":
            findings = engine.check(block.text)
            assert findings == [], f"{page}, line {block.start}: {findings}"
        else:
            assert block.info == "yaml fragment", f"{page}, line {block.start}: {block.info}"
            findings = compose(Page.of(Source(page, block.text)), PARSER).findings
            assert findings == [], f"{page}, line {block.start}"


@pytest.mark.parametrize("page", pages_with("pycon"))
def test_python(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python sessions on a page give what they show."""
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    monkeypatch.chdir(tmp_path)
    text = "\n".join(b.text for b in of_kind(page, "pycon"))
    session = doctest.DocTestParser().get_doctest(text, {}, page, page, 0)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(session, out=said.append)
    assert said == []


@pytest.mark.parametrize("page", PAGES)
def test_links(page: str) -> None:
    """A link from one page to another file leads somewhere."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for target, _ in _LINK.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        assert (ROOT / page).parent.joinpath(target).exists(), f"{page} links to {target}"


@pytest.mark.parametrize("page", [p for p in PAGES if p.endswith(".zh.md")])
def test_twins(page: str) -> None:
    """A page in two languages shows the same blocks in both, but for the language asked for."""
    twin = page.replace(".zh.md", ".md")
    here = [b.info for b in of_kind(page, "console", "yaml", "pycon", "sh")]
    there = [b.info for b in of_kind(twin, "console", "yaml", "pycon", "sh")]
    assert here == there
    assert rows(page) == rows(twin)


def rows(page: str) -> list[list[str]]:
    """The code in the first cells of a page's tables: names, the same in every language."""
    text = (ROOT / page).read_text(encoding="utf-8")
    firsts = re.findall(r"^\|([^|]*)\|", text, re.MULTILINE)
    return [found for first in firsts if (found := re.findall(r"`[^`]*`", first))]


def test_decisions_are_numbered() -> None:
    """Every decision page has a number of its own, which is also that of its title."""
    pages = sorted(p for p in PAGES if p.startswith("docs/decisions/"))
    numbers = [Path(p).name[:4] for p in pages]
    assert len(set(numbers)) == len(numbers) > 8
    titles = [(ROOT / p).read_text(encoding="utf-8")[:7] for p in pages]
    assert titles[1:] == [f"# {n}:" for n in numbers[1:]]  # the first is the template
