"""A page: the text that the parser reads, and the way back to the text that the author typed.

Most pages are the source itself. Where a mistake can be mended in mind (a tab, a full-width
colon), reading goes on with the mended text, so that all mistakes of a file come in one go;
every place is still told in the author's own text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source, Span


@dataclass(frozen=True, eq=False)
class Page:
    """`origin[i]` is the source offset of `text[i]`; None while the text is the source's own."""

    source: Source
    text: str = field(repr=False)
    origin: list[int] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, source: Source) -> Page:
        return cls(source, source.text)

    def offset(self, at: int) -> int:
        """The source offset of a page offset (the end of the text included)."""
        if self.origin is None:
            return at
        return self.origin[at] if at < len(self.origin) else len(self.source.text)

    def span(self, start: int, end: int) -> Span:
        """The author's span of what stands from `start` up to `end`."""
        end = min(end, len(self.text))
        if self.origin is None or end <= start:
            first = self.offset(start)
            return self.source.span(first, max(first, self.offset(end)))
        last = min(self.offset(end - 1) + 1, len(self.source.text))
        return self.source.span(min(self.offset(start), last), last)

    def replaced(self, edits: list[tuple[int, int, str]]) -> Page:
        """The page with each (start, end, text) put in place; edits ascend and do not overlap."""
        origin = self.origin
        pieces: list[str] = []
        places: list[int] = []
        done = 0
        for start, end, text in edits:
            pieces += (self.text[done:start], text)
            places.extend(range(done, start) if origin is None else origin[done:start])
            last = max(start, end - 1)
            places.extend(self.offset(min(start + i, last)) for i in range(len(text)))
            done = end
        pieces.append(self.text[done:])
        places.extend(range(done, len(self.text)) if origin is None else origin[done:])
        return Page(self.source, "".join(pieces), places)


@dataclass(slots=True)
class Mend:
    """Findings, and the edits of the page that let reading go on as if they had been mended.

    Without edits nothing more can be read. `lossy`: something the author wrote is left out.
    `doubt`: what stands in brackets that may have been meant to close elsewhere.
    """

    findings: list[Diagnostic]
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    lossy: bool = False
    doubt: Span | None = None


def short(text: str, most: int = 40) -> str:
    """The beginning of a text, on one line, for a headline.

    >>> short("a\\nb" + "c" * 50)
    'a bcccccccccccccccccccccccccccccccccccc…'
    """
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
