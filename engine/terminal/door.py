"""In: a command line. Out: an exit code. Whatever goes wrong ends here in words."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from engine.atoms.codes import Language
from engine.atoms.errors import BrokenRecord, DataError, KeytierError, PolicyError
from engine.atoms.outside import no_room, why_not
from engine.terminal import stopping
from engine.terminal.command import Keytier
from engine.terminal.mistake import Mistake, in_words
from engine.terminal.talk import Talk, asked_language, asks_for_json, of_locale
from engine.terminal.words import words

GROUP = Keytier()


def enter(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; never raises but for a debugger's sake (KEYTIER_DEBUG=1)."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    _open_streams()
    for stream in (sys.stdout, sys.stderr):
        if (encoding := getattr(stream, "encoding", None)) and "utf" not in encoding.lower():
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    talk = Talk(language=_language(args), json=asks_for_json(args))
    try:
        code = _run(args, talk)
        with talk.writing():
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _stopped(talk)
    except Exception as fault:
        return _stopped(talk) if stopping.heard() else _went_wrong(fault, talk)


def _open_streams() -> None:
    """A stream that the caller has closed (`>&-`) is one that nobody reads."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115  as long as the process
            setattr(sys, name, stream)


def stopped(arguments: Sequence[str] | None) -> int:
    """Say that it was stopped, where that was before anything else could be said."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    return _stopped(Talk(language=_language(args), json=asks_for_json(args)))


def _stopped(talk: Talk) -> int:
    below = "\n" if talk.err.isatty() else ""  # the terminal shows ^C
    return _ended(talk, stopping.exit_code(), below + words("stopped", talk.language))


def _went_wrong(fault: Exception, talk: Talk) -> int:
    match fault:
        case BrokenPipeError():
            return _quiet_end()
        case KeytierError():
            return _told(fault, talk)
        case OSError():
            return _outside(fault, talk)
        case _:
            return _bug(fault, talk)


def _language(args: Sequence[str]) -> Language:
    asked = asked_language(args, os.environ)
    if asked is None and any(a in args for a in ("-h", "--help", "--version")):
        return of_locale(os.environ)  # help opens also beside a broken configuration
    if asked is None:
        from engine.terminal.settings import setting

        try:
            asked = setting("lang").value
        except Mistake:
            asked = None  # said again where the setting is used
    return "zh" if asked == "zh" else "en" if asked == "en" else of_locale(os.environ)


def _run(args: list[str], talk: Talk) -> int:
    if instruction := os.environ.get("_KEYTIER_COMPLETE"):
        from click.shell_completion import shell_complete

        return shell_complete(GROUP, {"obj": talk}, "keytier", "_KEYTIER_COMPLETE", instruction)
    try:
        with GROUP.make_context("keytier", args, obj=talk) as ctx:
            return int(GROUP.invoke(ctx) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort as end:
        raise KeyboardInterrupt from end
    except click.ClickException as fault:
        return _ended(talk, 2, usage_text(fault, talk))


def usage_text(fault: click.ClickException, talk: Talk) -> str:
    """`error: …` and where the help is."""
    text = words("usage.error", talk.language, text=in_words(fault, talk.language)) + "\n"
    ctx = getattr(fault, "ctx", None)
    path = "keytier" if ctx is None else ctx.command_path
    return text + words("usage.help", talk.language, command=path)


def _ended(talk: Talk, code: int, text: str) -> int:
    """Say why it ends; with `--format json` the result is a document that says it too."""
    talk.alarm(text.rstrip("\n") + "\n")
    if talk.json:
        from engine.report.visible import json_text

        document = {"schema": "keytier/error/1", "code": code, "message": text.strip()}
        talk.result(json_text(document) + "\n")
    return code


def exit_code(fault: KeytierError) -> int:
    """1 policy · 3 gate · 4 broken record · 2 all else."""
    match fault:
        case PolicyError():
            return 1
        case DataError(gate=True):
            return 3
        case BrokenRecord():
            return 4
        case _:
            return 2


def _told(fault: KeytierError, talk: Talk) -> int:
    from engine.report.render import render

    if talk.json:
        talk.result(render(fault.diagnostics, "json", talk.language))
    else:
        found = fault.diagnostics
        talk.alarm(render(found, "text", talk.language, talk.colour(sys.stderr)))
    return exit_code(fault)


def _outside(fault: OSError, talk: Talk) -> int:
    """The world said no: disk full, no such file, not allowed."""
    key = "disk.full" if no_room(fault) else "disk.fault"
    file = words("stdout", talk.language) if fault.filename is None else fault.filename
    if file == words("stdout", talk.language):
        _discard_output()
        talk.json = False  # there is nowhere to write the document to
    why = why_not(fault)[talk.language == "zh"]
    return _ended(talk, 2, words(key, talk.language, file=file, why=why))


def _bug(fault: Exception, talk: Talk) -> int:
    if os.environ.get("KEYTIER_DEBUG") == "1":
        import traceback

        talk.alarm(traceback.format_exc())
    from engine.report.visible import cut, visible

    what = cut(visible(f"{type(fault).__name__}: {fault}"), 160)
    return _ended(talk, 2, words("bug", talk.language, what=what))


def _quiet_end() -> int:
    """The reader went away (`keytier … | head`): nothing to say."""
    _discard_output()
    return 0


def _discard_output() -> None:
    """What is left to flush to standard output goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
