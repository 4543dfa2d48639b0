"""Every finding's code, for ever: headline, help, and the page that `keytier explain` prints.

A code is never reused or renumbered; KT114 (a key of a later version) was and is no more.
Each module here holds one range:
`syntax` KT100-109 (YAML text), `shape` KT110-149 (keys and literals), `formula` KT150-179,
`names` KT180-199 (binding), `wisdom` KT200-299 (checks of meaning), `data` KT300-379
(customer data), `running` KT380-449 (runs, gates, files), `calls` KT450-499 (day, context,
customer), `rehearsal` KT500-549 (tests), `weights` KT600-659 (weights from evidence),
`sealing` KT700-749 (keys, seals, the ledger).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["en", "zh"]
Both = tuple[str, str]  # (English, Chinese)


class Code(NamedTuple):
    """A catalogue entry. Templates use `{name}`; every text is (English, Chinese)."""

    severity: Literal["error", "warning"]
    message: Both
    help: Both | None = None
    what: Both = ("", "")  # what was found
    why: Both = ("", "")  # why it matters
    avoid: str = ""  # a YAML snippet or shell line that shows the mistake
    prefer: str = ""  # the same, mended


from engine.atoms.codes import (  # noqa: E402
    calls,
    data,
    formula,
    names,
    rehearsal,
    running,
    sealing,
    shape,
    syntax,
    weights,
    wisdom,
)

CODES: dict[str, Code] = {}
for _module in (
    syntax, shape, formula, names, wisdom, data, running, calls, rehearsal, weights, sealing,
):  # fmt: skip
    for _code, _entry in sorted(_module.CODES.items()):
        assert _code not in CODES, _code
        CODES[_code] = _entry
