"""Which criteria are weighed, what people call them, and the weights that they have now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Place, listed
from engine.atoms.errors import UsageError
from engine.atoms.suggest import nearest
from engine.author.policy import Text
from engine.bind.bound import BoundPolicy, Leaf, Parent
from engine.connect.cells import clean


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria that share 100 percent, in order.

    `whose` is the policy's id, or None where only the evidence names them; `weights` are those
    in force, in basis points; `profile` and `parent` say of which part of the policy they are.
    """

    ids: tuple[str, ...]
    labels: tuple[Text | None, ...]
    whose: str | None = None
    version: str | None = None
    weights: tuple[int, ...] | None = None
    profile: str | None = None
    parent: str | None = None
    _places: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)

    @property
    def n(self) -> int:
        return len(self.ids)

    def find(self, name: str) -> int | None:
        """The place of a criterion by its id or a label, or None.

        >>> named(["purchases", "loyalty"]).find(" loyalty ")
        1
        """
        return self._places.get(clean(name).casefold())

    def label(self, i: int, language: str) -> str:
        """What people call criterion `i`; its id where it has no label."""
        text = self.labels[i]
        return self.ids[i] if text is None else text.say(language)

    def unknown(self, seen: str, place: Place) -> Diagnostic:
        """The finding that `seen` is none of them."""
        known = self.ids
        near = nearest(clean(seen), [*self.ids, *_texts(self.labels)])
        hint = None
        if near is not None:
            hint = (f"did you mean `{near}`?", f"是否想写 `{near}`？")
        return Diagnostic("KT600", {"seen": seen, "known": known}, place=place, hint=hint)


def named(names: Sequence[str]) -> Criteria:
    """Criteria that only the evidence names.

    >>> named(["采购额", "忠诚度"]).ids
    ('采购额', '忠诚度')
    """
    ids = tuple(clean(n) for n in names)
    return Criteria(ids, (None,) * len(ids), _places={x.casefold(): i for i, x in enumerate(ids)})


def of_policy(
    bound: BoundPolicy, file: str, parent: str | None = None, profile: str | None = None
) -> Criteria:
    """The top criteria of a policy's scorecard, or those inside `parent`.

    `profile` chooses among several weight profiles (`default`, or the first, where it is None).
    Raises UsageError (KT640) where the policy has no such scorecard, parent or profile.
    """
    card = bound.scorecard
    if card is None:
        raise _lacks(file, ("it has no scorecard", "没有评分卡"))
    leaves: Sequence[Leaf | Parent] = card.criteria
    name: str | None
    if parent is not None:
        found = next((c for c in card.criteria if isinstance(c, Parent) and c.id == parent), None)
        if found is None:
            raise _lacks(file, _no_parent(parent, card.criteria))
        if profile is not None:
            raise _lacks(file, ("criteria inside a parent have one set of weights and no profiles",
                                "上级指标内只有一组权重，没有方案之分"))  # fmt: skip
        leaves, weights, name = found.children, found.weights, None
    else:
        name = profile or ("default" if "default" in card.profiles else next(iter(card.profiles)))
        if name not in card.profiles:
            known, known_zh = listed(card.profiles)
            raise _lacks(file, (f"there is no weight profile `{name}`, only {known}",
                                f"没有权重方案 `{name}`，只有 {known_zh}"))  # fmt: skip
        weights = card.profiles[name]
        name = None if len(card.profiles) == 1 and not card.chosen else name
    ids = tuple(c.id for c in leaves)
    labels = tuple(c.declared.label for c in leaves)
    policy = bound.policy
    return Criteria(ids, labels, policy.id, policy.version, weights, name, parent,
                    _places_of(ids, labels))  # fmt: skip


def _places_of(ids: Sequence[str], labels: Sequence[Text | None]) -> dict[str, int]:
    """Ids before labels; a label that two criteria share names neither."""
    found: dict[str, int] = {}
    shared: set[str] = set()
    for i, label in enumerate(labels):
        for text in {clean(t).casefold() for t in _texts([label])}:
            if text in found:
                shared.add(text)
            found[text] = i
    for text in shared:
        del found[text]
    return found | {x.casefold(): i for i, x in enumerate(ids)}


def _texts(labels: Sequence[Text | None]) -> list[str]:
    return [t for label in labels if label is not None for t in (label.en, label.zh)]


def _no_parent(parent: str, criteria: Sequence[Leaf | Parent]) -> Both:
    parents = [c.id for c in criteria if isinstance(c, Parent)]
    if not parents:
        return "no criterion in it is made of others", "其中没有由其他指标组成的上级指标"
    known, known_zh = listed(parents)
    return (f"there is no parent `{parent}`, only {known}",
            f"没有上级指标 `{parent}`，只有 {known_zh}")  # fmt: skip


def _lacks(file: str, why: Both) -> UsageError:
    params = {"name": file, "why": why[0], "why_zh": why[1]}
    return UsageError(Diagnostic("KT640", params, place=Place(file)))
