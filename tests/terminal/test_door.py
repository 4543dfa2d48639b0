"""The door: help, languages, wrong usage, streams, colours, and whatever goes wrong."""

from __future__ import annotations

import errno
import importlib
import io
import os
import re
import string
import subprocess
import sys
from pathlib import Path

import click
import pytest

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import BrokenRecord, DataError, KeytierError, PolicyError, RunError
from engine.explain.words import SENTENCES
from engine.terminal.command import COMMANDS
from engine.terminal.door import GROUP
from engine.terminal.helping import about, wrap
from engine.terminal.talk import colour
from engine.terminal.words import CATALOGUE
from tests import warm
from tests.terminal.conftest import ROOT, Run

FOUND = Diagnostic("KT111", {"key": "x", "where": "tiers"})


def _parameters() -> list[tuple[str, click.Parameter]]:
    context = click.Context(GROUP)
    found: list[tuple[str, click.Parameter]] = [("keytier", p) for p in GROUP.params]
    for name in COMMANDS:
        command = GROUP.get_command(context, name)
        assert command is not None
        found += [(name, p) for p in command.params]
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_of_every_command(keytier: Run, command: str, language: str) -> None:
    """Every command has a help page in both languages, with its exit codes, on standard output."""
    said = keytier(*command.split(), "--help", "--lang", language)
    assert (said.code, said.err) == (0, "")
    assert ("退出码" if language == "zh" else "Exit codes") in said.out
    assert "130" in said.out
    assert bool(re.search("[一-鿿]", said.out)) == (language == "zh" or command == "completion x")


@pytest.mark.parametrize(
    ("command", "parameter"), _parameters(), ids=lambda x: getattr(x, "name", x)
)
def test_every_option_is_explained(command: str, parameter: click.Parameter) -> None:
    """Each argument and option has a sentence in English and one in Chinese."""
    en, zh = about(command, parameter, "en"), about(command, parameter, "zh")
    assert en and zh and en != zh


def test_every_sentence_is_in_both_languages() -> None:
    """No sentence of the catalogue lacks a language, and both have the same holes."""
    for key, (en, zh) in CATALOGUE.items():
        assert en and zh, key
        holes = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (en, zh)
        ]
        assert holes[0] == holes[1], key


@pytest.mark.parametrize(
    ("package", "merged"),
    [("engine.terminal.words", CATALOGUE), ("engine.explain", SENTENCES)],
    ids=["terminal", "explain"],
)
def test_no_two_sentences_have_one_key(package: str, merged: dict[str, object]) -> None:
    """Catalogues of several modules are merged, and none takes a key that another has."""
    home = Path(importlib.import_module(package).__path__[0])
    modules = [
        importlib.import_module(f"{package}.{file.stem}")
        for file in home.glob("*.py" if package.endswith("words") else "words_*.py")
        if file.stem != "__init__"
    ]
    held = [
        table
        for module in modules
        for name, table in vars(module).items()
        if name.isupper() and isinstance(table, dict)
    ]
    assert sum(map(len, held)) == len(merged)


def test_no_command_shows_help(keytier: Run) -> None:
    """`keytier` alone is wrong usage: it shows the help on standard error."""
    said = keytier()
    assert (said.code, said.out) == (2, "")
    assert "Usage: keytier COMMAND" in said.err


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("chek", "there is no command `chek`; did you mean `check`?"),
        ("zzz", "there is no command `zzz`"),
        ("explain --lst", "there is no option `--lst`; did you mean `--list`?"),
        ("completion", "SHELL is missing"),
        ("completion fsh", "`SHELL` is `fsh`; did you mean `fish`?"),
        ("schema extra", "`extra` is one argument too many"),
        ("explain --list=3", "`--list` takes no value"),
        ("config --format", "`--format` needs a value"),
        ("config --format xml", "`--format` is `xml`, expected one of text, json"),
        ("check --today 2026-13-01", "`--today` is `2026-13-01`, expected a date as YYYY-MM-DD"),
        ("check --lang de", "`--lang` is `de`, expected one of en, zh"),
        ("explain", "say which code, or --list"),
        ("explain KT11", "did you mean `KT"),
        ("explain foo", "there is no code `foo`"),
        ("check absent.yaml", "there is no file or folder `absent.yaml`"),
        (
            "check",
            "there is no policy in the folder `.`: looked for `policy.yaml` and `*.policy.yaml`",
        ),
        (
            "run p.yaml c.csv -o -",
            "`-o` takes a folder: to write the decisions to standard output,",
        ),
        ("init -", "a policy is put into a folder, and `-` is none: give its name"),
        ("init --template nope", "`--template` is `nope`, expected one of starter"),
        ("init --template starter --from x.csv", "do not go together"),
    ],
)
def test_wrong_usage(keytier: Run, line: str, expected: str) -> None:
    """Wrong usage is code 2, one clear sentence, and the way to the help; nothing on stdout."""
    said = keytier(*line.split())
    assert (said.code, said.out) == (2, "")
    first, second = said.err.splitlines()
    assert first.startswith("error: ")
    assert expected in first
    assert second.startswith("see: keytier") and second.endswith("--help")


def test_wrong_usage_in_chinese(keytier: Run) -> None:
    """`--lang zh` holds for wrong usage too."""
    assert keytier("chek", "--lang", "zh").err.startswith("错误：没有 `chek` 这个命令")


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "", "LANG": "zh_TW.UTF-8"}, True),
        ({"LC_ALL": "zh_CN.UTF-8", "KEYTIER_LANG": "en"}, False),
        ({"KEYTIER_LANG": "zh"}, True),
        ({"KEYTIER_LANG": "zh_CN.UTF-8"}, True),
        ({"KEYTIER_LANG": "zh-Hant-HK"}, True),
        ({"KEYTIER_LANG": "ZH"}, True),
        ({"LC_ALL": "zh_CN.UTF-8", "KEYTIER_LANG": "en_GB.UTF-8"}, False),
        ({"LC_ALL": "zh_CN.UTF-8", "KEYTIER_LANG": "C"}, False),
        ({"LC_ALL": "zh_CN.UTF-8", "KEYTIER_LANG": "de_DE"}, False),
        ({"LC_ALL": "zh_CN.UTF-8", "KEYTIER_LANG": ""}, True),
        ({}, False),
    ],
)
def test_language(
    keytier: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], chinese: bool
) -> None:
    """KEYTIER_LANG goes before the locale; without both it is English."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert keytier("explain", "KT111").out.count("是什么") == chinese
    for command in ("config", "--help"):
        said = keytier(command)
        assert said.code == 0
        assert ("语言" in said.out or "内置" in said.out) == chinese


def test_an_empty_language_leaves_it_to_the_file(
    keytier: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A variable that is set to nothing is not set."""
    (tmp_path / "keytier.toml").write_text('lang = "zh"\n')
    monkeypatch.setenv("KEYTIER_LANG", "")
    assert "是什么" in keytier("explain", "KT111").out


def test_settings_come_from_the_nearest_file(keytier: Run, tmp_path: Path) -> None:
    """keytier.toml gives way to KEYTIER_*, and that to flags; `config` says where from."""
    (tmp_path / "keytier.toml").write_text('lang = "zh"\nfail-on = "warning"\n')
    said = keytier("config")
    assert re.search(r"lang +zh +\S*keytier.toml", said.out)
    assert re.search(r"format +text +内置", said.out)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('lnag = "zh"', "holds `lnag`; did you mean `lang`?"),
        ("zzz = 1", "holds `zzz`, expected one of lang, format"),
        ("lang = ", "cannot be read"),
        ('lang = "de"', "`lang` is `de` (from"),
    ],
)
def test_a_broken_configuration(keytier: Run, tmp_path: Path, text: str, expected: str) -> None:
    """A setting that means nothing is never passed over."""
    (tmp_path / "pyproject.toml").write_text(f"[tool.keytier]\n{text}\n")
    said = keytier("config")
    assert said.code == 2
    assert expected in said.err
    assert keytier("--help").code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(keytier: Run, shell: str) -> None:
    """Each shell gets a script that asks keytier."""
    said = keytier("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert f"_KEYTIER_COMPLETE={shell}_complete" in said.out


def test_completion_answers(process: Run) -> None:
    """A shell that asks gets commands, options and words."""

    def words(*typed: str) -> list[str]:
        said = process(
            _KEYTIER_COMPLETE="bash_complete",
            COMP_WORDS=" ".join(("keytier", *typed)),
            COMP_CWORD=str(len(typed)),
        )
        return [line.partition(",")[2] for line in said.out.split()]

    assert words("exp") == ["export", "explain"]
    assert words("check", "--fa") == ["--fail-on"]
    assert words("check", "--fail-on", "w") == ["warning"]
    assert words("explain", "KT11")[0].startswith("KT11")


def test_version(keytier: Run) -> None:
    """`--version` is one line on standard output."""
    assert re.fullmatch(r"keytier \d+\.\d+\.\d+\S*\n", keytier("--version").out)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "plain", "on_terminal", "in_pipe"),
    [
        ({}, False, True, False),
        ({"NO_COLOR": "1"}, False, False, False),
        ({"NO_COLOR": ""}, False, True, False),
        ({"TERM": "dumb"}, False, False, False),
        ({"FORCE_COLOR": "1"}, False, True, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False, False),
        ({"FORCE_COLOR": "0"}, False, True, False),
        ({"FORCE_COLOR": "1"}, True, False, False),
    ],
)
def test_colour(environment: dict[str, str], plain: bool, on_terminal: bool, in_pipe: bool) -> None:
    """Colour is for terminals, unless the user says otherwise; the last word is `no`."""
    assert colour(_Terminal(), environment, plain) == on_terminal
    assert colour(io.StringIO(), environment, plain) == in_pipe


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (PolicyError(FOUND), 1, "error[KT111]"),
        (DataError(FOUND), 2, "error[KT111]"),
        (DataError(FOUND, gate=True), 3, "error[KT111]"),
        (RunError(FOUND), 2, "error[KT111]"),
        (BrokenRecord(FOUND), 4, "error[KT111]"),
        (KeyboardInterrupt(), 130, "nothing half-written is left"),
        (click.Abort(), 130, "nothing half-written is left"),
        (OSError(errno.ENOSPC, "No space left", "out"), 2, "no space is left to write `out`"),
        (PermissionError(errno.EACCES, "Permission denied", "a\x1bb"), 2, "a<ESC>b cannot be"),
        (ValueError("x\x1b[31m" + "y" * 999), 2, "this is a bug in keytier (ValueError: x<ESC>"),
        (RecursionError(), 2, "this is a bug in keytier (RecursionError"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_whatever_goes_wrong(fault: BaseException, code: int, said: str) -> None:
    """Every end has its exit code and a sentence on standard error, and never a traceback."""
    done = failing(_source(fault))
    err = done.stderr.decode()
    assert (done.returncode, done.stdout) == (code, b"")
    assert said in err
    assert "Traceback" not in err
    assert len(err) < 600


def failing(fault: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """`keytier schema`, in a process of its own in which it raises what is written here."""
    before = (
        "import click, engine.terminal.commands.schema as m\n"
        "from engine.atoms.errors import *; from engine.atoms.diagnostic import Diagnostic\n"
        f"def fail(*_, **__): raise {fault}\n"
        "m.COMMAND.callback = fail\n"
    )
    main = "import sys; from engine.terminal import main; sys.exit(main(['schema']))"
    env = {"PYTHONPATH": str(ROOT), **environment}
    line = warm.line(os.environ, (sys.executable, "-c", before + main), before)
    return subprocess.run([*line, "schema"], capture_output=True, env=env)


def _source(fault: BaseException) -> str:
    if isinstance(fault, KeytierError):
        gate = ", gate=True" if isinstance(fault, DataError) and fault.gate else ""
        found = "Diagnostic('KT111', {'key': 'x', 'where': 'tiers'})"
        return f"{type(fault).__name__}({found}{gate})"
    name = type(fault).__name__
    return (
        f"{'click.' if name == 'Abort' else ''}{name}{fault.args!r}"
        if not isinstance(fault, OSError)
        else f"{name}({fault.errno}, {fault.strerror!r}, {fault.filename!r})"
    )


def test_a_bug_shows_its_traceback_only_when_asked() -> None:
    """KEYTIER_DEBUG=1 is for whoever mends it."""
    done = failing("ValueError('x')", KEYTIER_DEBUG="1")
    assert b"Traceback" in done.stderr
    assert done.returncode == 2


def test_wrapping() -> None:
    """English breaks at spaces, Chinese anywhere, and no line begins with a full stop."""
    assert wrap("aaa bbb ccc", 7) == ["aaa bbb", "ccc"]
    assert wrap("政策里的每一条规则。", 10) == ["政策里的每", "一条规则。"]
    assert wrap("", 10) == [""]
