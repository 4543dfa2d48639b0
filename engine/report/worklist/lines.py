"""Everybody who was referred, with all that is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.atoms.codes import Both, Language
from engine.connect.faults import expected
from engine.explain.asks import Ask, Home, asks, homes
from engine.explain.outcome import Promise, promises
from engine.explain.row import Row
from engine.ledger.stored import StoredRun
from engine.report.worklist.words import PLACES, PLAIN


@dataclass(frozen=True, slots=True)
class Case:
    """A referred customer and what it waits for, at least one thing; of a group, its companies."""

    customer: str
    asks: tuple[Ask, ...]
    due: Promise | None = None  # by which day somebody has to react, the soonest
    members: tuple[str, ...] = ()


def cases(run: StoredRun) -> Iterator[Case]:
    """Everybody whom the run referred, by id in byte order. Raises BrokenRecord where a file is
    not what the run wrote."""
    bound, as_of, context = run.bound, run.as_of, run.context
    for decided, inputs in run.ended("refer"):
        row = Row(bound, decided, as_of, inputs, context)
        soonest = min(promises(row), key=lambda promise: promise.day, default=None)
        members = row.words("members") if bound.policy.groups is not None else ()
        yield Case(row.text("id"), asks(row), soonest, tuple(members))


@dataclass(frozen=True, slots=True)
class Told:
    """Says of an ask what its line says, in one language."""

    homes: dict[str, Home]
    language: Language

    def expected(self, ask: Ask) -> str:
        """What an answer looks like, or where else it has to be given."""
        zh = self.language == "zh"
        home = self.homes.get(ask.part)
        if home is None or ask.kind not in ("answer", "value"):
            return PLACES[ask.kind][zh]
        what = expected(home.form)
        if not home.dated:
            return what[zh]
        dated: Both = PLAIN["dated"]
        return dated[zh].format(what=what[zh])

    def why(self, ask: Ask) -> str:
        """The reasons, each once."""
        said = dict.fromkeys(r.sentence.say(self.language) for r in ask.why)
        return ("；" if self.language == "zh" else "; ").join(said)

    def known(self, ask: Ask) -> str:
        return "" if ask.known is None else ask.known.say(self.language)


def told(run: StoredRun, language: Language) -> Told:
    """The words for the asks of a run."""
    return Told(homes(run.bound), language)
