"""`keytier schema`: the published JSON Schema, or the verifier of proofs, as it is."""

from __future__ import annotations

import click

from engine.atoms.places import place
from engine.terminal.command import command
from engine.terminal.mistake import Mistake
from engine.terminal.talk import Talk

NAME = "policy.schema.json"
OF_REGIONS = "region.schema.json"
VERIFIER = "verify_proof.py"


@command("schema")
@click.option("--modeline", is_flag=True)
@click.option("--region", is_flag=True)
@click.option("--verifier", is_flag=True)
def COMMAND(talk: Talk, modeline: bool, region: bool, verifier: bool) -> int:
    if verifier and (modeline or region):
        raise Mistake("schema.verifier_alone")
    file = place("schemas") / (VERIFIER if verifier else OF_REGIONS if region else NAME)
    if not file.is_file():
        raise Mistake("schema.no_file", file=file)
    if modeline:
        talk.result(f"# yaml-language-server: $schema={file.as_uri()}\n")
    else:
        talk.result(file.read_text(encoding="utf-8"))
    return 0
