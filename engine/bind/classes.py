"""Segments and stages: first-match tables, and the names that they share with tiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from engine.atoms.diagnostic import Label
from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind.fields import Names
from engine.bind.findings import Both, Findings
from engine.bind.rules import CLASSES_TAKEN
from engine.bind.tables import condition

CLASS_WORDS: Final[dict[b.ClassTable, Both]] = {
    "tier": ("tier", "等级"), "segment": ("segment", "客群"), "stage": ("stage", "阶段"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Classes:
    """The ids of tiers, segments and stages with their places, table by table."""

    tables: tuple[tuple[b.ClassTable, Mapping[str, Span]], ...]

    @staticmethod
    def of(policy: p.Policy) -> Classes:
        found: list[tuple[b.ClassTable, Mapping[str, Span]]] = [
            ("tier", {t.id: t.at for t in policy.tiers})
        ]
        if policy.segments:
            found.append(("segment", {c.id: c.at for c in policy.segments}))
        if policy.stages:
            found.append(("stage", {c.id: c.at for c in policy.stages}))
        return Classes(tuple(found))

    def all(self) -> dict[str, Span]:
        return {id_: at for _, ids in self.tables for id_, at in ids.items()}

    def words(self) -> Both:
        """`tier, segment or stage`, as far as the policy has them."""
        en, zh = zip(*(CLASS_WORDS[what] for what, _ in self.tables), strict=True)
        listed = ", ".join(en[:-1]) + " or " + en[-1] if len(en) > 1 else en[0]
        return listed, "、".join(zh[:-1]) + "或" + zh[-1] if len(zh) > 1 else zh[0]

    def unknown(
        self, findings: Findings, at: Span, name: str, what: Both, known: Mapping[str, Span | None]
    ) -> None:
        """A name that no table, or not the one that is meant, declares."""
        if what[0] == "tier":
            findings.unknown("KT183", at, name, known)
        else:
            params = {"what": what[0], "what_zh": what[1]}
            findings.unknown("KT233", at, name, known, params=params)


def bind_classes(names: Names) -> tuple[tuple[b.ClassRule, ...], tuple[b.ClassRule, ...]]:
    """The segments and the stages, each ending in `otherwise`."""
    _clashes(names)
    policy = names.policy
    return _table(policy.segments, "segments", names), _table(policy.stages, "stages", names)


def _table(rules: tuple[p.ClassRule, ...], where: str, names: Names) -> tuple[b.ClassRule, ...]:
    findings, scope = names.findings, names.scope()
    found = []
    for rule in rules:
        when = condition(rule.when, scope, findings)
        if when is not None or rule.when is None:
            found.append(b.ClassRule(rule.id, when, rule.if_unknown == "refer", rule))
    ends_in_otherwise([(r.id, r.at, r.when is None) for r in rules], where, findings)
    return tuple(found)


def ends_in_otherwise(
    entries: list[tuple[str, Span, bool]], where: str, findings: Findings
) -> None:
    """Entries are (id, place, whether it says `otherwise`): the last does, and no other."""
    if not entries:
        return
    for (id_, at, rest), (_, after, _) in pairwise(entries):
        if rest:
            label = Label(after, "never reached", "永远轮不到")
            findings.add("KT235", at, name=id_, labels=[label])
    id_, at, rest = entries[-1]
    if not rest:
        findings.add("KT234", at, where=where, name=id_)


def _clashes(names: Names) -> None:
    """A segment or stage has the id of no tier, flag, segment or stage before it."""
    policy = names.policy
    first: dict[str, Span] = {f.id: f.at for f in policy.red_flags.values()}
    first |= {t.id: t.at for t in policy.tiers}
    for rule in (*policy.segments, *policy.stages):
        if rule.id in CLASSES_TAKEN:
            names.findings.add("KT187", rule.at, name=rule.id)
        if rule.id in first:
            label = Label(first[rule.id], "the other one", "另一个")
            names.findings.add("KT186", rule.at, name=rule.id, what="id", what_zh="id",
                               labels=[label])  # fmt: skip
        first.setdefault(rule.id, rule.at)
