"""Tables that are the same for all customers: by which field each finds its rows.

Avoid looking up by a figure, or by what is itself read from rows; prefer a word that the customers'
file holds, such as the trade.
"""

from __future__ import annotations

from engine.author import policy as p
from engine.bind.findings import Findings

_ONLY = (
    "rows are looked up by a text field of the customers' file, which does not grow too old",
    "查表只能按客户文件中的文本字段，且该字段不设时效",
)


def looked_up_by(table: p.Table, policy: p.Policy, findings: Findings) -> str | None:
    """The field that `lookup:` names; None where there is none, or none that will do."""
    word = table.lookup
    if word is None:
        return None
    field = policy.data.get(word.text)
    if field is None:
        known = {f.id: f.at for f in policy.data.values() if _will_do(f)}
        if word.text in {*policy.derived, *policy.context, *policy.checklist}:
            findings.add("KT181", word.at, name=word.text, why=_ONLY[0], why_zh=_ONLY[1])
        else:
            findings.unknown("KT180", word.at, word.text, known)
        return None
    if not _will_do(field):
        findings.add("KT181", word.at, name=word.text, why=_ONLY[0], why_zh=_ONLY[1])
        return None
    return field.id


def _will_do(field: p.DataField) -> bool:
    return field.kind == "text" and field.read is None and field.fresh is None
