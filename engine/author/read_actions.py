"""Benefits, and the actions that a decision sets off."""

from __future__ import annotations

from typing import Final, Literal

from engine.author import taken as t
from engine.author.nodes import Entry, Mapping, Node, Scalar
from engine.author.policy import Action, ActionList, Benefit, Combination, FormulaText, Word

#: The one key that says which kind of action it is.
HOW: Final[tuple[Literal["benefit", "task", "alert"], ...]] = ("benefit", "task", "alert")


def benefit(e: Entry) -> Benefit:
    """One entry of `benefits:`."""
    if isinstance(e.value, Scalar):  # `service_desk:` alone
        return Benefit(e.key.text, at=e.key.at)
    m = t.mapping(e.value)
    notice = t.duration(m.get("benefits_end"))
    return Benefit(
        id=e.key.text,
        label=t.text(m.get("label")),
        percent=_parameter(m.get("percent")),
        amount=_parameter(m.get("amount")),
        every=t.duration(m.get("every")),
        to=t.maybe_string(m.get("to")),
        note=t.text(m.get("note")),
        at=e.key.at,
        cost_per_year=t.maybe_word(m.get("cost_per_year")),
        budget_per_year=t.maybe_word(m.get("budget_per_year")),
        per=t.maybe_word(m.get("per")),
        max_value=t.maybe_word(m.get("max_value")),
        sla=t.duration(m.get("sla")),
        last_day=None if notice is not None else t.maybe_word(m.get("benefits_end")),
        notice=notice,
    )


def _parameter(node: Node | None) -> Word | FormulaText | None:
    if isinstance(node, Mapping):
        return t.formula(node.get("formula"))
    return t.maybe_word(node)


def action_list(e: Entry) -> ActionList:
    """One entry of `actions:`, a list under an id or a combination."""
    listed: Node | None = e.value
    when = None
    if isinstance(listed, Mapping):
        m = t.mapping(listed.get("when"))
        when = Combination(
            t.words(m.get("tier")), t.words(m.get("segment")), t.words(m.get("stage")), m.at
        )
        listed = listed.get("then")
    # One that does not say what it is was told of, and is left out.
    given = [n for n in t.items(listed) if isinstance(n, Scalar) or _said(t.mapping(n))]
    return ActionList(e.key.text, tuple(_action(n) for n in given), e.key.at, when)


def _said(m: Mapping) -> bool:
    return any(how in m for how in HOW)


def _action(node: Node) -> Action:
    if isinstance(node, Scalar):
        return Action("benefit", t.string(node), at=node.at)
    m = t.mapping(node)
    to = m.get("to")
    for how in HOW:
        if (name := m.get(how)) is not None:
            label = t.text(name) if isinstance(name, Mapping) else None
            return Action(
                how,
                t.string(name) if label is None else label.en,
                to=t.text(to) if isinstance(to, Mapping) else t.maybe_string(to),
                every=t.duration(m.get("every")),
                within=t.duration(m.get("within")),
                at=node.at,
                label=label,
            )
    raise AssertionError("an action has a benefit, a task or an alert")
