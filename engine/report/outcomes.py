"""How a run ended, in numbers: tiers, outcomes, and the sum that must come out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.atoms.codes import Both, Language
from engine.atoms.numbers import show
from engine.bind.bound import BoundPolicy
from engine.bind.masks import shown_word
from engine.decide.facts import Facts, Group
from engine.ledger.budgets import Spending, money
from engine.report.tables import drawn, table

#: In the order in which they are added up.
OUTCOMES: Mapping[str, Both] = {
    "decided": ("decided", "已定级"),
    "refer": ("refer", "转人工"),
    "waiting": ("waiting", "等待名额"),
    "not_applicable": ("not applicable", "不适用"),
    "error": ("error", "数据有误"),
}
_LABEL: Both = ("", "")
_SHARE: Both = ("share", "占比")


@dataclass(frozen=True, slots=True)
class Counts:
    """Subjects, and how many of them have each outcome and each tier."""

    subjects: int
    outcomes: Mapping[str, int]
    tiers: Mapping[str, int]
    companies: int | None = None  # where the subjects are groups of them

    @property
    def balanced(self) -> bool:
        """Subjects in are decisions out."""
        return sum(self.outcomes.values()) == self.subjects


def tier_table(bound: BoundPolicy, counts: Counts, language: Language, colour: bool = False) -> str:
    """Tiers best first, then the other outcomes, with their share of all subjects."""
    which = language == "zh"
    rows = [
        (tier.id, "" if tier.declared.label is None else tier.declared.label.say(language),
         counts.tiers.get(tier.id, 0))
        for tier in bound.tiers
    ]  # fmt: skip
    rows += [
        ("", text[which], n)
        for outcome, text in OUTCOMES.items()
        if outcome != "decided" and (n := counts.outcomes.get(outcome, 0))
    ]
    heads = (("tier", "等级"), counted(bound))
    return counted_table(heads, rows, counts.subjects, language, colour)


def counted(bound: BoundPolicy) -> Both:
    """What is counted: customers, or groups of them."""
    return ("customers", "客户数") if bound.policy.groups is None else ("groups", "集团数")


def counted_table(
    heads: tuple[Both, Both], rows: Sequence[tuple[str, str, int]], of: int, language: Language,
    colour: bool,
) -> str:  # fmt: skip
    """Ids, what people call them, how many there are, and their share of all `of`; on a terminal
    with a bar. `heads` stand above the ids and the counts."""
    cells = [[id_, said, grouped(n), f"{percent(n, of)} %"] for id_, said, n in rows]
    headings = [h[language == "zh"] for h in (heads[0], _LABEL, heads[1], _SHARE)]
    if not colour:
        return table(headings, cells, right={2, 3})
    whole = max(1, of)
    return drawn(headings, cells, right={2, 3}, shares=[n / whole for *_, n in rows])


_SEATS: tuple[Both, ...] = (
    ("seats of", "名额"),
    ("", ""),
    ("seats", "名额数"),
    ("competed", "竞争"),
    ("without", "落选"),
)


def seat_table(bound: BoundPolicy, facts: Facts, language: Language) -> str:
    """For each tier with seats, and each word of `per`: how many there are, how many were decided
    into the tier, and how many of them found none."""
    which = language == "zh"
    rows = []
    for _, tier, seats in bound.seated():
        for group in facts.seats[tier.id].groups or (Group(None, 0),):
            word = shown_word(bound, seats.per, group.of)
            of = "" if seats.per is None else word or ("(missing)", "（缺失）")[which]
            without = max(0, group.competing - seats.count)
            numbers = (seats.count, group.competing, without)
            rows.append([tier.id, of, *map(grouped, numbers)])
    return table([h[which] for h in _SEATS], rows, right={2, 3, 4})


_SPENT: tuple[Both, ...] = (
    ("benefit", "权益"),
    ("", ""),
    ("granted", "获得者"),
    ("cost a year", "每年成本"),
    ("budget", "预算"),
)


def spending_table(bound: BoundPolicy, spent: Sequence[Spending], language: Language) -> str:
    """What each benefit that has a cost comes to in a year, for each word of `per`."""
    which = language == "zh"
    rows = []
    for one in spent:
        per = bound.benefits[one.benefit].per
        word = shown_word(bound, per, one.of)
        of = "" if per is None else word or ("(missing)", "（缺失）")[which]
        amounts = (one.cost, one.budget)
        told = ["" if a is None else money(a, bound.policy.currency).say(language) for a in amounts]
        rows.append([one.benefit, of, grouped(one.granted), *told])
    return table([h[which] for h in _SPENT], rows, right={2, 3, 4})


def balance(counts: Counts, language: Language) -> str:
    """`2,357 customers in = 2,301 decided + 12 refer + …`: all five, always."""
    which = language == "zh"
    parts = [f"{grouped(counts.outcomes.get(o, 0))} {OUTCOMES[o][which]}" for o in OUTCOMES]
    of = _customers(counts, language)
    told = f"{of}{'' if which else ' in'} = {' + '.join(parts)}"
    if counts.companies is None:
        return told
    companies = _number(counts.companies, ("customer", "customers", "客户"), language)
    return f"{companies}，{told}" if which else f"{companies}, {told}"


def balance_by_tier(bound: BoundPolicy, counts: Counts, language: Language) -> str:
    """`150 customers = 6 strategic + 8 star + … + 23 refer`: every tier, and what else occurred."""
    which = language == "zh"
    parts = [f"{grouped(counts.tiers.get(t.id, 0))} {t.id}" for t in bound.tiers]
    for outcome, text in OUTCOMES.items():
        if outcome != "decided" and (n := counts.outcomes.get(outcome, 0)):
            parts.append(f"{grouped(n)} {text[which]}")
    return f"{_customers(counts, language)} = {' + '.join(parts)}"


def _customers(counts: Counts, language: Language) -> str:
    names = ("customer", "customers", "客户")
    if counts.companies is not None:
        names = ("group", "groups", "集团")
    return _number(counts.subjects, names, language)


def _number(n: int, names: tuple[str, str, str], language: Language) -> str:
    one, many, zh = names
    return f"{zh} {grouped(n)}" if language == "zh" else f"{grouped(n)} {one if n == 1 else many}"


def grouped(n: int) -> str:
    """A count with thousands set apart."""
    return f"{n:,}"


def percent(n: int, of: int) -> str:
    """A share with one decimal, rounded half up; 0 of 0 is 0.

    >>> percent(1, 3), percent(2, 3), percent(0, 0)
    ('33.3', '66.7', '0.0')
    """
    if not of:
        return "0.0"
    return show((n * 2000 + of) // (2 * of), 1, 1)
