"""One decision row, read by name, fresh from an evaluator or from a stored file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.atoms.dates import back, to_day
from engine.author.policy import BEFORE
from engine.bind.bound import BoundPolicy, Effect, Field, Flag
from engine.explain.values import Value


@dataclass(frozen=True, slots=True)
class Row:
    """A decision with what it was made of.

    `decided` maps the names of `decision_columns` to cells; `inputs`, where they are known, the
    names of `input_columns`; `context` the run's own values. Dates may be days or dates.
    """

    bound: BoundPolicy
    decided: Mapping[str, Value]
    as_of: int
    inputs: Mapping[str, Value] | None = None
    context: Mapping[str, Value] = field(default_factory=dict)

    def number(self, name: str) -> int | None:
        """An integer cell at the column's scale."""
        value = self.decided.get(name)
        if isinstance(value, date):
            return to_day(value)
        return value if isinstance(value, int) else None

    def read(self, name: str) -> int | None:
        """An integer cell of the inputs, where they are known."""
        value = None if self.inputs is None else self.inputs.get(name)
        return value if isinstance(value, int) else None

    def text(self, name: str) -> str:
        """A text cell; missing is empty."""
        value = self.decided.get(name)
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        """A list cell; missing is empty."""
        value = self.decided.get(name)
        if value is None or isinstance(value, str | int | date):
            return ()
        return tuple(value)

    @property
    def currency(self) -> str | None:
        return self.bound.policy.currency

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.words("reasons")

    @property
    def outcome(self) -> str:
        return self.text("outcome")

    @property
    def tier(self) -> int | None:
        """The final tier's number (0 is the best), or None without one."""
        return tier_number(self.bound, self.text("tier"))

    def known(self, f: Field) -> bool:
        """Whether the row tells what this field was (missing is an answer too)."""
        if f.origin in ("derived", "context"):
            return True
        return self.inputs is not None or self._criterion_of(f.id) is not None

    def value(self, f: Field) -> Value:
        """What was read for a field: too old, unknown and in error are None."""
        if f.origin == "derived":
            return self.decided.get(f"derived.{f.id}")
        if f.origin == "context":
            return self.context.get(f.id)
        criterion = self._criterion_of(f.id)
        if criterion is not None:
            return self.decided.get(f"{criterion}.value")
        if self.inputs is None:
            return None
        if f.origin == "before":
            return self.read(f"history.{f.id.removeprefix(BEFORE)}.1")
        if f.origin == "item":
            answer = {"yes": True, "no": False}.get(str(self.inputs.get(f.id)))
            return None if self.expired(f) else answer
        return None if self.too_old(f) else self.inputs.get(f.id)

    def day(self, f: Field) -> int | None:
        """The day of a fresh field's value or of an answer, where inputs are known."""
        return self._input_day(f.date_name)

    def too_old(self, f: Field) -> bool:
        """Whether a fresh field has a value whose day is too far back, by the inputs."""
        if f.fresh is None or self.inputs is None or self.inputs.get(f.id) is None:
            return False
        day = self.day(f)
        return day is None or day <= back(self.as_of, f.fresh) or self.overtaken(f) is not None

    def expired(self, f: Field) -> bool:
        """Whether an answer's evidence is no longer good, or has no day, by the inputs."""
        good_for = self.bound.items[f.id].good_for
        day = self.day(f)
        if good_for is not None and (day is None or day <= back(self.as_of, good_for)):
            return True
        return self.overtaken(f) is not None

    def overtaken(self, f: Field) -> tuple[str, int] | None:
        """The event that came after the day of a value or answer, and its day; of several the
        latest. None where there was none, or the inputs are not known."""
        item = self.bound.items.get(f.id)
        found = []
        for name in f.stale_after if item is None else item.stale_after:
            event, day = self._input_day(name), self.day(f)
            if event is not None and event <= self.as_of and (day is None or day < event):
                found.append((event, name))
        return (max(found)[1], max(found)[0]) if found else None

    def _input_day(self, name: str) -> int | None:
        value = self.inputs.get(name) if self.inputs is not None else None
        if isinstance(value, date):
            return to_day(value)
        return value if isinstance(value, int) else None

    def effect(self, flag: Flag) -> Effect | None:
        """What a flag does to this customer, or None when it does nothing."""
        answer = self.text(f"{flag.id}.answer")
        effect = {"yes": flag.then, "unknown": flag.if_unknown}.get(answer)
        return effect if effect is not None and effect.acts else None

    def _criterion_of(self, field_id: str) -> str | None:
        for leaf in self.bound.leaves():
            if leaf.field == field_id:
                return leaf.id
        return None


def tier_number(bound: BoundPolicy, id: str) -> int | None:
    """A tier's place in the file, 0 is the best."""
    for i, tier in enumerate(bound.tiers):
        if tier.id == id:
            return i
    return None
