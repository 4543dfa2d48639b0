"""Every sentence that the terminal says, in English and Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.atoms.codes import Both, Language
from engine.report.visible import visible
from engine.terminal.words.approve import APPROVE
from engine.terminal.words.case import CASE
from engine.terminal.words.compare import COMPARE
from engine.terminal.words.drafting import DRAFTING
from engine.terminal.words.export import EXPORT
from engine.terminal.words.helps import HELPS
from engine.terminal.words.helps_deciding import DECIDING
from engine.terminal.words.history import HISTORY
from engine.terminal.words.ledger import LEDGER
from engine.terminal.words.ledger_told import LEDGER_TOLD
from engine.terminal.words.override import OVERRIDE
from engine.terminal.words.report import REPORT
from engine.terminal.words.runs import RUNS
from engine.terminal.words.sealing import SEALING
from engine.terminal.words.show import SHOW
from engine.terminal.words.talks import TALKS
from engine.terminal.words.weights import WEIGHTS
from engine.terminal.words.weights_best import BEST_WORST
from engine.terminal.words.worklist import WORKLIST

if TYPE_CHECKING:
    from engine.bind.bound import BoundPolicy

CATALOGUE: dict[str, Both] = {
    **HELPS, **DECIDING, **TALKS, **RUNS, **WEIGHTS, **BEST_WORST, **WORKLIST, **REPORT,
    **OVERRIDE, **COMPARE, **HISTORY, **SHOW, **CASE, **SEALING, **EXPORT, **APPROVE, **DRAFTING,
    **LEDGER,
    **LEDGER_TOLD,
}  # fmt: skip


def words(key: str, language: Language, /, **holes: object) -> str:
    """The sentence for `key`, filled in; where `n` is 1 and there is a singular, that.

    What fills it in comes from files and command lines: hidden characters in it become visible.
    """
    if holes.get("n") == 1 and f"{key}.1" in CATALOGUE:
        key = f"{key}.1"
    safe = {k: v if isinstance(v, int) else visible(str(v)) for k, v in holes.items()}
    return CATALOGUE[key][language == "zh"].format_map(safe)


def counting(key: str, bound: BoundPolicy) -> str:
    """The key of the sentence where groups are decided on, if it has one for them."""
    of_groups = f"{key}.groups"
    return of_groups if bound.policy.groups is not None and of_groups in CATALOGUE else key


def both(key: str, /, **holes: object) -> Both:
    """The sentence in (English, Chinese)."""
    return words(key, "en", **holes), words(key, "zh", **holes)
