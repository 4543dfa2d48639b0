"""`keytier run`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.terminal.command import command
from engine.terminal.talk import Talk
from engine.terminal.types import FILE, Count, Day, OneOf, Pair


@command("run", codes=(0, 1, 2, 3))
@click.argument("policy", type=FILE)
@click.argument("data", required=False)
@click.option("--table", type=Pair(), multiple=True, metavar="NAME=FILE")
@click.option("--as-of", type=Day(), metavar="DATE")
@click.option("--context", type=Pair(), multiple=True, metavar="NAME=VALUE")
@click.option("-o", "--output", type=FILE, metavar="FOLDER")
@click.option("--force", is_flag=True)
@click.option("--dry-run", is_flag=True)
@click.option("--id", "id", multiple=True, metavar="ID")
@click.option("--limit", type=Count(1), metavar="N")
@click.option("--csv", type=FILE, metavar="FILE")
@click.option("--xlsx", type=FILE, metavar="FILE")
@click.option("--jsonl", type=FILE, metavar="FILE")
@click.option("--encoding", metavar="NAME")
@click.option("--outside-effective", is_flag=True)
@click.option("--format", "format", type=OneOf("text", "json"), default="text")
def COMMAND(talk: Talk, policy: Path, **options: object) -> int:
    raise NotImplementedError
