"""An id that is misspelt where it is declared: one mistake, however often it is used."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Fix, Label
from engine.atoms.text import Span

#: Names of a tier, a benefit, a criterion, and of what a case expects.
_UNKNOWN: Final = frozenset(("KT183", "KT184", "KT199", "KT204"))


def misspelt_once(found: list[Diagnostic]) -> list[Diagnostic]:
    """The findings, those of one odd declaration as one: at the first use, naming the declaration.

    An id is odd where nothing uses it, and several uses of another word are nearest to it.
    """
    uses: dict[tuple[str, int], list[Diagnostic]] = defaultdict(list)
    for d in sorted(found, key=Diagnostic.order):
        if d.code in _UNKNOWN and d.labels:
            uses[_word(d), d.labels[0].at.start.offset].append(d)
    told: dict[int, Diagnostic | None] = {}
    for (word, _), several in uses.items():
        born = next(d for d in several if d.labels).labels[0].at
        if len(several) > 1 and _stands_once(born):
            told |= dict.fromkeys(map(id, several))
            told[id(several[0])] = _at_birth(several[0], word, born)
    kept = (told.get(id(d), d) for d in found)
    return [d for d in kept if d is not None]


def _word(d: Diagnostic) -> str:
    """The id that is meant; of a reason the part that it speaks of."""
    name = str(d.params["name"])
    return name.rpartition(".")[0] or name


def _stands_once(born: Span) -> bool:
    """Whether an id stands in the file only where it is declared."""
    alone = re.compile(rf"(?<![\w-]){re.escape(born.text)}(?![\w-])")
    return len(alone.findall(born.source.text)) == 1


def _at_birth(d: Diagnostic, word: str, born: Span) -> Diagnostic:
    odd = born.text
    hint = (
        f"did you mean `{word}` where `{odd}` is declared?",
        f"声明 `{odd}` 的地方是不是想写 `{word}`？",
    )
    label = Label(born, f"`{odd}` is declared here", f"`{odd}` 在这里声明")
    return replace(d, hint=hint, labels=(label,), fix=Fix(born, word))
