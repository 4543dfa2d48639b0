"""`keytier init`: a policy to begin with, from a template or from a customer file."""

from __future__ import annotations

import re
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from engine.atoms.places import place
from engine.report.outlets import whole_file
from engine.report.visible import visible
from engine.terminal.command import command
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.typed import typed
from engine.terminal.types import FILE, OneOf

SCHEMA = "policy.schema.json"
_MODELINE = re.compile(r"\A(# yaml-language-server: \$schema=)(?:.*/)?(.*)$", re.MULTILINE)


def templates() -> list[str]:
    """The shipped policies, `starter` first."""
    found = sorted(p.parent.name for p in place("policies").glob("*/policy.yaml"))
    return sorted(found, key=lambda name: name != "starter")


class _Template(OneOf):
    """Looks for the templates when asked, not when the command line is built."""

    def __init__(self) -> None:
        pass

    @property
    def allowed(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(templates())


@command("init", codes=(0, 2))
@click.argument("folder", type=FILE, default=".", required=False)
@click.option("--template", type=_Template(), metavar="NAME")
@click.option("--from", "source", type=FILE, metavar="FILE")
@click.option("--encoding")
@click.option("--force", is_flag=True)
def COMMAND(
    talk: Talk,
    folder: Path,
    template: str | None,
    source: Path | None,
    encoding: str | None,
    force: bool,
) -> int:
    if template is not None and source is not None:
        raise Mistake("init.either")
    if str(folder) == "-":
        raise Mistake("init.no_folder")
    if source is None:
        wanted = _shipped(template or templates()[0])
    else:
        wanted = {"policy.yaml": _drafted(talk, source, encoding, folder).encode()}
    schemas = {SCHEMA} | {m[2] for text in wanted.values() if (m := _modeline(text)) is not None}
    for name in sorted(schemas):
        wanted[name] = (place("schemas") / name).read_bytes()
    _write(talk, folder, wanted, force)
    _next(talk, folder, source, wanted)
    return 0


def _shipped(template: str) -> dict[str, bytes]:
    """A template's files and cases by path; policies name the schema that lies beside them."""
    home = place("policies") / template
    found = [*sorted(home.iterdir()), *sorted(home.glob("*cases/*"))]
    wanted = {p.relative_to(home).as_posix(): p.read_bytes() for p in found if p.is_file()}
    for name in wanted:
        if name.endswith("policy.yaml"):
            wanted[name] = _MODELINE.sub(r"\1\2", wanted[name].decode()).encode()
    return wanted


def _modeline(text: bytes) -> re.Match[str] | None:
    """The first line that names a schema, where a policy begins with one."""
    first, _, _ = text.partition(b"\n")
    return _MODELINE.match(first.decode()) if first.startswith(b"# yaml-") else None


def _drafted(talk: Talk, source: Path, encoding: str | None, folder: Path) -> str:
    from datetime import date

    from engine.atoms.text import Source
    from engine.author.format import format_policy
    from engine.terminal.draft.sample import sample
    from engine.terminal.draft.write import draft

    with sample(str(source), encoding) as found:
        made = draft(found, _policy_id(folder, source), date.today().year, talk.language)
    for key, holes in made.remarks:
        talk.must(key, **holes)
    return format_policy(Source("policy.yaml", made.text))


def _policy_id(folder: Path, source: Path) -> str:
    """From the folder's name, else the file's, else `customers`."""
    for name in (folder.resolve().name, source.stem):
        id_ = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
        if re.match("[a-z]", id_):
            return id_
    return "customers"


def _write(talk: Talk, folder: Path, wanted: dict[str, bytes], force: bool) -> None:
    """All files, or none: also where one is there already and nobody said --force."""
    there = [name for name in wanted if (folder / name).exists()]
    if there and not force:
        named = ", ".join(str(folder / name) for name in there)
        raise Mistake("init.there", files=named, n=len(there))
    homes = {f for name in wanted for f in (folder / name).parents}
    absent = sorted((f for f in homes if not f.exists()), reverse=True)  # innermost first
    try:
        with ExitStack() as files:  # each is put in its place when all are written
            for name, data in wanted.items():
                files.enter_context(whole_file(folder / name)).write_bytes(data)
    except BaseException:
        for name in wanted.keys() - set(there):
            (folder / name).unlink(missing_ok=True)
        for made in absent:
            with suppress(OSError):
                made.rmdir()
        raise
    for name in wanted:
        talk.result(visible(str(folder / name)) + "\n")


def _next(talk: Talk, folder: Path, source: Path | None, wanted: dict[str, bytes]) -> None:
    policy = folder / "policy.yaml"
    talk.note("init.next", policy=typed(policy))
    if source is not None:
        talk.note("init.run", call=f"{typed(policy)} {typed(source)}")
        return
    from engine.terminal.first_run import first_run

    if (call := first_run(folder, wanted)) is not None:
        talk.note("init.run", call=call)
