"""The shape of every command: bilingual help, the options that all have, lazy loading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Concatenate, ParamSpec, cast

import click

from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk
from engine.terminal.types import OneOf
from engine.terminal.words import words

P = ParamSpec("P")

#: The commands, in the order of a policy's life.
COMMANDS: tuple[str, ...] = (
    "init", "check", "fmt", "test", "approve", "run", "series", "compare", "why", "history",
    "show", "case", "worklist", "export", "override", "ledger", "report", "weights", "plan",
    "explain", "schema", "config", "completion",
)  # fmt: skip


def talk_of(context: click.Context) -> Talk:
    """The talk of this command line; a fresh one where a test calls a command alone."""
    talk = context.find_object(Talk)
    return talk if talk is not None else context.ensure_object(Talk)


def show_help() -> int:
    """The help page of the command that runs, on standard error; wrong usage."""
    from engine.terminal.helping import page

    context = click.get_current_context()
    talk_of(context).alarm(page(context))
    return 2


def _common() -> list[click.Parameter]:
    """The options that every command has, also written before the command's name."""

    def set_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            talk_of(ctx).language = "zh" if value == "zh" else "en"

    def setter(name: str) -> Callable[[click.Context, click.Parameter, bool], None]:
        def set_flag(ctx: click.Context, _: click.Parameter, value: bool) -> None:
            if value:
                setattr(talk_of(ctx), name, True)

        return set_flag

    def show_help(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            from engine.terminal.helping import page

            talk_of(ctx).result(page(ctx))
            ctx.exit(0)

    def flag(*names: str, callback: Callable[..., None], eager: bool = False) -> click.Option:
        return click.Option(
            names, is_flag=True, expose_value=False, callback=callback, is_eager=eager
        )

    return [
        click.Option(["--lang"], type=OneOf("en", "zh"), expose_value=False, is_eager=True,
                     callback=set_language),
        flag("-q", "--quiet", callback=setter("quiet")),
        flag("-v", "--verbose", callback=setter("verbose")),
        flag("--no-color", callback=setter("plain"), eager=True),
        flag("-h", "--help", callback=show_help, eager=True),
    ]  # fmt: skip


class Command(click.Command):
    """A command whose words stand in the catalogue under `<name>` and `<name>.<parameter>`.

    `codes` are the exit codes that its help lists.
    """

    def __init__(self, *args: Any, codes: Sequence[int] = (0, 1, 2), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_help_option = False
        self.codes = tuple(codes)
        self.allow_extra_args = True
        self.params.extend(_common())

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not ctx.resilient_parsing:
            self._once_each(ctx, args)
        return super().parse_args(ctx, args)

    def _once_each(self, ctx: click.Context, args: Sequence[str]) -> None:
        """An option that takes one value would forget the first of two in silence."""
        *_, given = self.make_parser(ctx).parse_args(list(args))
        for p in given:
            if isinstance(p, click.Option) and not (p.is_flag or p.multiple or not p.expose_value):
                values = given.count(p)
                if values > 1:
                    raise Mistake("option.twice", option=p.opts[0], n=values)

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.args:
            raise Mistake("usage.extra", name=ctx.args[0])
        return super().invoke(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        return words(f"{self.name}", "en").partition("\n")[0]


def command(
    name: str, codes: Sequence[int] = (0, 1, 2)
) -> Callable[[Callable[Concatenate[Talk, P], int]], Command]:
    """Make a command of a function that takes a `Talk` first and gives the exit code."""

    def make(function: Callable[Concatenate[Talk, P], int]) -> Command:
        @click.pass_context
        def call(ctx: click.Context, /, *args: P.args, **kwargs: P.kwargs) -> int:
            return function(talk_of(ctx), *args, **kwargs)

        call.__dict__.update(function.__dict__)  # the parameters that decorators hung on it
        return click.command(name, cls=Command, codes=codes)(call)

    return make


class Keytier(click.Group):
    """The group: a command's module is imported when the command is called."""

    def __init__(self) -> None:
        super().__init__("keytier", add_help_option=False, invoke_without_command=True)
        self.params.extend(_common())
        self.params.append(
            click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False,
                         callback=_show_version)
        )  # fmt: skip
        # Names alone, for did-you-mean; `get_command` imports the commands themselves.
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"engine.terminal.commands.{cmd_name}")
        return cast(click.Command, module.COMMAND)

    def invoke(self, ctx: click.Context) -> Any:
        if not ctx._protected_args and not ctx.args:
            from engine.terminal.helping import page

            talk_of(ctx).alarm(page(ctx))
            return 2
        return super().invoke(ctx)

    def main(self, args: Any = None, *rest: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """As `engine.terminal.main`; click's own test runner comes in here."""
        from engine.terminal.door import enter

        code = enter(args)
        if standalone_mode:
            raise SystemExit(code)
        return code


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        talk_of(ctx).result(f"keytier {version()}\n")
        ctx.exit(0)


def version() -> str:
    """The version of the distribution, or that of the checkout's pyproject.toml."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as of

    try:
        return of("keytier")
    except PackageNotFoundError:
        import tomllib

        from engine.atoms.places import place

        project = place("schemas").parent / "pyproject.toml"
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
