"""Is a case fit to be decided? Its day, its context and its customer; nothing is decided here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.atoms.dates import from_day, read_date
from engine.atoms.diagnostic import Diagnostic
from engine.author.policy import Case, Policy
from engine.bind.bound import BoundPolicy
from engine.check import Seen
from engine.rehearse.before import read_previous
from engine.rehearse.days import dated_parts
from engine.rehearse.facts import facts_given
from engine.rehearse.given import Read, context_of, read_given, row_made
from engine.rehearse.members import ReadCompany, companies, group_row
from engine.rehearse.rates import convert_given
from engine.rehearse.ruled import read_override
from engine.rehearse.windows import Sums, summed

_NAMED = 3
_DECLARED = ("context", "tables", "data", "derived", "checklist")


@dataclass(frozen=True, slots=True)
class Ready:
    """A case that can be decided."""

    day: int
    context: Mapping[str, Any]
    row: Mapping[str, Any]


def faults(bound: BoundPolicy, cases: Sequence[Case]) -> list[Diagnostic]:
    """What keeps cases from being decided, each at its line and column."""
    vetting = Vetting(bound)
    return [d for case in cases if isinstance(found := vetting.ready(case), list) for d in found]


def faults_beside(seen: Seen, cases: Sequence[Case]) -> list[Diagnostic]:
    """As `faults`, also of a policy with mistakes: what does not hang on one of them."""
    if seen.bound is not None:
        return faults(seen.bound, cases)
    if seen.meant is None:
        return []
    doubtful = _doubtful(seen.meant.policy, seen.found)
    if seen.left is not None:
        doubtful |= seen.left.tables
    vetting = Vetting(seen.meant, doubtful)
    found = [d for case in cases if isinstance(one := vetting.ready(case), list) for d in one]
    # A name that nothing declares is told where rules use it, or else once.
    told = {d.params.get("name") for d in seen.found if d.code == "KT180"}
    once: dict[object, Diagnostic] = {}
    for d in found:
        key = d.params.get("key")
        if key in doubtful or (seen.left is not None and seen.left.explains(d)):
            continue
        if d.code != "KT504":
            once[id(d)] = d
        elif key not in told:
            once.setdefault(key, d)
    return list(once.values())


def _doubtful(policy: Policy, found: Sequence[Diagnostic]) -> frozenset[str]:
    """Fields, context values, items and tables in whose declaration there is an error."""
    wrong = [d.at.start.offset for d in found if d.severity == "error" and d.at is not None]
    declared = {path[1]: at for path, at in policy.spans.items() if len(path) == 2
                and path[0] in _DECLARED}  # fmt: skip
    return frozenset(
        name for name, at in declared.items()
        if any(at.start.offset <= w < at.end.offset for w in wrong)
    )  # fmt: skip


class Vetting:
    """Reads cases of one policy."""

    def __init__(self, bound: BoundPolicy, doubtful: Collection[str] | None = None) -> None:
        self.bound = bound
        self.dated = dated_parts(bound)
        self.doubtful = doubtful  # names of faulty tables and fields; None: the policy is sound

    def ready(self, case: Case) -> Ready | list[Diagnostic]:
        """The case as it is decided, or everything that is wrong with it."""
        day, found = self._day(case)
        context, wrong = context_of(self.bound, case)
        if self.doubtful is None:
            whole, case, own = case, *companies(self.bound, case)
        else:
            whole, own = case, ()
        # Where the day is not known, rows add up to nothing; what they say is vetted all the same.
        sums = summed(self.bound, case, 0 if day is None else day, self.doubtful)
        read = read_given(self.bound, case, sums.values, sums.errors)
        sound = self.doubtful is None
        before = read_previous(self.bound, case, read, day)
        before += read_override(self.bound, case, read)
        row = self._row(case, read, sums, 0 if day is None else day) if sound else {}
        unread = [*read.found, *before]
        rows = [d for d in sums.found if day is not None or d.code != "KT509"]
        facts, strange = facts_given(self.bound, case) if sound else ({}, [])
        found = [*found, *wrong, *rows, *unread, *strange]
        if own:
            group, more = group_row(self.bound, whole, own, day or 0, self._company(day))
            row |= {name: cell for name, cell in group.items() if name != "id"}
            found += more
        return found if day is None or found else Ready(day, context, row | facts)

    def _company(self, day: int | None) -> ReadCompany:
        """Reads one company of a group."""

        def read(case: Case) -> tuple[dict[str, Any], list[Diagnostic]]:
            sums = summed(self.bound, case, day or 0, self.doubtful)
            read = read_given(self.bound, case, sums.values, sums.errors)
            row = self._row(case, read, sums, day or 0)
            return row, [*(d for d in sums.found if day is not None), *read.found]

        return read

    def _row(self, case: Case, read: Read, sums: Sums, day: int) -> dict[str, Any]:
        read.values |= {f"{f}.fx": words for f, words in sums.fx.items()}
        convert_given(self.bound, case, read, sums.rates, day)
        return row_made(self.bound, read)

    def _day(self, case: Case) -> tuple[int | None, list[Diagnostic]]:
        """The case's day; where nothing depends on it, the first day in force will do."""
        if case.as_of is not None:
            day = read_date(case.as_of.text)
            if day is not None:
                return day, []
            params = {
                "name": case.name, "key": "as_of", "seen": case.as_of.text,
                "expected": "a date as YYYY-MM-DD", "expected_zh": "形如 YYYY-MM-DD 的日期",
            }  # fmt: skip
            return None, [Diagnostic("KT505", params, case.as_of.at)]
        first = self._first_day()
        if not self.dated:
            return first or 0, []
        example = "YYYY-MM-DD" if first is None else from_day(first).isoformat()
        needed: dict[str, object] = {
            "name": case.name,
            "because": self.dated[:_NAMED],
            "example": example,
        }
        return None, [Diagnostic("KT503", needed, case.at)]

    def _first_day(self) -> int | None:
        effective = self.bound.policy.effective
        if effective is None or effective.first is None:
            return None
        return read_date(effective.first.text)
