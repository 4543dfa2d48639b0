"""What was left out of a policy, and whether that explains a later finding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Span

#: Findings about names that nothing bears, and the sections that declare them.
_UNKNOWN: Final[dict[str, set[str]]] = {
    "KT180": {"context", "data", "derived", "checklist"},
    "KT182": {"tables"},
    "KT183": {"tiers", "segments", "stages", "warnings"},
    "KT184": {"benefits"},
    "KT185": {"checklist"},
    "KT199": {"context", "data", "derived", "checklist", "tiers", "benefits", "red_flags",
              "criteria", "actions", "segments", "stages", "scorecards"},
    "KT204": {"criteria"},
    "KT504": {"context", "data", "checklist", "tables"},
    "KT233": {"tiers", "segments", "stages", "scorecards"},
    "KT272": {"data"},
}  # fmt: skip
#: Hang on the bounds or words of what is read.
_OF_BOUNDS: Final = frozenset(("KT175", "KT176", "KT178", "KT214", "KT217", "KT219", "KT505"))
#: Speak of the columns of a table.
_OF_TABLES: Final = frozenset(("KT180", "KT182"))
#: Hang on the type of what is read: of fields only those that bind cannot leave unsaid.
_OF_KINDS: Final = frozenset(("KT174", "KT195", "KT196", "KT197"))
_OF_COLUMNS: Final = _OF_KINDS | {"KT170", "KT171", "KT172", "KT173", "KT176", "KT177"}
_WORD: Final = re.compile(r"\w+")

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Ranges are source offsets."""

    ids: frozenset[str]  # of a wrong shape, and as they may be meant
    parts: frozenset[str]  # what a formula reads of `idle-days`
    own: frozenset[str]  # those of the wrong shape that are declared so
    nameless: frozenset[str]  # sections of ids that say nothing of how rules name them
    told: frozenset[Range]  # said already, just there
    broken: tuple[Range, ...]  # text that could not be read: whatever touches it
    gaps: frozenset[int]  # where something stands in for what is not there
    names: frozenset[str]  # that what was left out may have declared
    sections: frozenset[str]  # left out as a whole
    lacking: tuple[tuple[Range, frozenset[str]], ...]  # and the codes that this explains
    unsure: frozenset[str]  # fields of no known type
    columns: frozenset[str]  # columns of no known type
    tables: frozenset[str]  # that lost columns
    loose: frozenset[str]  # fields whose bounds or words are not known, and what reads them
    things: tuple[Range, ...]
    partly: bool  # anything was left out at all

    def explains(self, d: Diagnostic) -> bool:
        """Whether a finding about meaning may follow from what was told already."""
        if d.at is None:
            return False
        start, end, text = d.at.start.offset, d.at.end.offset, d.at.text
        if d.code == "KT154":
            return any(text in i for i in self.own)
        if (start, end) in self.told or (start == end and start in self.gaps):
            return True
        if any(a < end and start < b for a, b in self.broken):
            return True
        if not self.nameless.isdisjoint(_UNKNOWN.get(d.code, ())) and not d.labels:
            return True
        if d.code in _UNKNOWN and self._may_declare(d.code, text):
            return True
        if any(a <= start < b and d.code in codes for (a, b), codes in self.lacking):
            return True
        doubts = (
            (_OF_BOUNDS, self.loose), (_OF_KINDS, self.unsure), (_OF_COLUMNS, self.columns),
            (_OF_TABLES, self.tables),
        )  # fmt: skip
        return any(
            d.code in codes and not names.isdisjoint(self._said(d.at)) for codes, names in doubts
        )

    def _may_declare(self, code: str, text: str) -> bool:
        if as_id(text) in self.ids or text in self.parts:
            return True
        if not self.sections.isdisjoint(_UNKNOWN[code]):
            return True
        return not self.names.isdisjoint((text, *text.split(".")))

    def _said(self, at: Span) -> list[str]:
        """The words of the thing around a place."""
        start = at.start.offset
        inside = [r for r in self.things if r[0] <= start < r[1]]
        text = at.source.text
        if inside:
            said = text[slice(*min(inside, key=lambda r: r[1] - r[0]))]
        else:
            said = text[text.rfind("\n", 0, start) + 1 : at.end.offset]
        return _WORD.findall(said)


def as_id(text: str) -> str:
    """`idle_days` for `Idle-days`: how rules may name what the author meant."""
    return re.sub(r"\W+", "_", text.lower()).strip("_")
