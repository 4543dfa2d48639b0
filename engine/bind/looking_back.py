"""Numbers of the last assessment, for derived fields that say how much one has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.atoms.diagnostic import Label
from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind.findings import KIND_WORDS
from engine.bind.scope import Known, Scope

if TYPE_CHECKING:
    from engine.bind.fields import Names


def before_of(d: p.DerivedField, names: Names) -> bool:
    """Declares what a derived field looks back at; False after saying why it cannot."""
    sound = True
    for word in d.looks_back:
        field = names.fields.get(word.text)
        if field is None or word.text in names.faulty:
            if word.text not in names.policy.derived and word.text not in names.faulty:
                known = {f.id: None if f.declared is None else f.declared.at
                         for f in names.fields.values() if f.type.numeric}  # fmt: skip
                names.findings.unknown("KT180", word.at, word.text, known)
            sound = False
        elif not field.type.numeric or field.origin not in ("data", "derived"):
            seen, seen_zh = KIND_WORDS[field.type.kind]
            names.findings.add("KT196", word.at, how="change", column=word.text, seen=seen,
                               seen_zh=seen_zh)  # fmt: skip
            sound = False
        else:
            id_ = f"{p.BEFORE}{field.id}"
            if (taken := _declared(names.policy, id_)) is not None:
                label = Label(taken, "the other one", "另一个")
                names.findings.add("KT186", word.at, name=id_, what="id", what_zh="id",
                                   labels=[label])  # fmt: skip
                sound = False
                continue
            names.fields[id_] = b.Field(id_, field.type, "before", True, declared=_said(field, id_))
    return sound


def looking_back(d: p.DerivedField, names: Names) -> Scope:
    """What the formula of a derived field may read."""
    scope = names.scope()
    if not d.looks_back:
        return scope
    before = {}
    for word in d.looks_back:
        f = names.fields[f"{p.BEFORE}{word.text}"]
        before[f.id] = Known(f.type, True, word.at)
    return replace(scope, names={**scope.names, **before})


def _declared(policy: p.Policy, id_: str) -> Span | None:
    """Where the author has something of this name."""
    found = (policy.data, policy.derived, policy.context, policy.checklist)
    return next((section[id_].at for section in found if id_ in section), None)


def _said(field: b.Field, id_: str) -> p.DataField:
    """What people call it."""
    label = getattr(field.declared, "label", None) or p.Text(field.id, field.id)
    said = p.Text(f"{label.en}, last assessment", f"上次评定的{label.zh}")
    return p.DataField(id_, field.type.kind, label=said)
