"""Two axes: scorecards and cuts that are there, thresholds that fall, and a tier in every cell."""

from __future__ import annotations

from collections.abc import Mapping

from engine.atoms.diagnostic import Label
from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.classes import ends_in_otherwise
from engine.bind.fields import Names
from engine.bind.findings import Findings
from engine.bind.ladders import ladder_order


def bind_matrix(names: Names) -> b.Matrix | None:
    """The bound matrix, or None when the policy has none or it is faulty."""
    matrix = names.policy.matrix
    if matrix is None:
        return None
    rows, columns = matrix.rows.scorecard, matrix.columns.scorecard
    if rows.text == columns.text and rows.text:
        label = Label(rows.at, "the rows", "行")
        names.findings.add("KT237", columns.at, name=rows.text, labels=[label])
    bound_rows = _axis(matrix.rows, "matrix.rows", names)
    bound_columns = _axis(matrix.columns, "matrix.columns", names)
    cells = _cells(matrix, names)
    if bound_rows is None or bound_columns is None or cells is None:
        return None
    return b.Matrix(bound_rows, bound_columns, cells, matrix)


def _axis(axis: p.Axis, where: str, names: Names) -> b.Axis | None:
    findings, word = names.findings, axis.scorecard
    if not axis.cuts:
        return None  # that nothing could be read was said
    cards = {card.id: card.at for card in names.policy.scorecards.values()}
    if word.text not in cards and cards:
        params = {"what": "scorecard", "what_zh": "评分卡"}
        findings.unknown("KT233", word.at, word.text, cards, params=params)
    entries = [(c.id, c.at, c.at_least is None) for c in axis.cuts]
    ends_in_otherwise(entries, where, findings)
    written = [c.at_least for c in axis.cuts if c.at_least is not None]
    values = [literals.points(w, findings) for w in written]
    fine = ladder_order("at_least", written, values, findings) and None not in values
    cuts = tuple(_cut(c, names) for c in axis.cuts)
    return b.Axis(word.text, cuts, axis) if fine else None


def _cut(cut: p.Cut, names: Names) -> b.Cut:
    """Its points were read, and said to be faulty, before: here nothing is said of them again."""
    at_least = None if cut.at_least is None else literals.points(cut.at_least, Findings())
    keep_at = None if cut.keep_at is None else literals.points(cut.keep_at, names.findings)
    if at_least is not None and keep_at is not None and keep_at > at_least:
        assert cut.at_least is not None and cut.keep_at is not None
        label = Label(cut.at_least.at, "enough to enter", "进入门槛")
        names.findings.add("KT232", cut.keep_at.at, keep=cut.keep_at.text, enter=cut.at_least.text,
                           what="cut", what_zh="分段", tier=cut.id, labels=[label])  # fmt: skip
    return b.Cut(cut.id, at_least, keep_at, cut)


def _cells(matrix: p.Matrix, names: Names) -> tuple[tuple[int, ...], ...] | None:
    """Tier numbers by row and column; None after saying which are missing or unknown."""
    rows = {c.id: c.at for c in matrix.rows.cuts}
    columns = {c.id: c.at for c in matrix.columns.cuts}
    given: dict[str, dict[str, int | None]] = {}
    for row, entries in matrix.cells:
        _known_cut(row, rows, "row", "行", names)
        given[row.text] = {}
        for column, tier in entries:
            _known_cut(column, columns, "column", "列", names)
            given[row.text][column.text] = _tier(tier, names)
    if _lacking(matrix, given, names):
        return None
    found = tuple(tuple(given[r][c] for c in columns) for r in rows)
    whole = tuple(tuple(t for t in row if t is not None) for row in found)
    return whole if all(len(a) == len(w) for a, w in zip(found, whole, strict=True)) else None


def _lacking(matrix: p.Matrix, given: Mapping[str, Mapping[str, object]], names: Names) -> bool:
    """Whether cells are empty: said for each row, at its own place where it has one."""
    places = {word.text: word.at for word, _ in matrix.cells}
    columns = [c.id for c in matrix.columns.cuts]
    fine = True
    for row in matrix.rows.cuts:
        lacks = [c for c in columns if c not in given.get(row.id, {})]
        if lacks:
            at = places.get(row.id, row.at)
            names.findings.add("KT236", at, row=row.id, lacks=lacks)
            fine = False
    return not fine


def _known_cut(
    word: p.Word, known: Mapping[str, Span], what: str, what_zh: str, names: Names
) -> None:
    if word.text not in known:
        params = {"what": what, "what_zh": what_zh}
        names.findings.unknown("KT233", word.at, word.text, known, params=params)


def _tier(word: p.Word, names: Names) -> int | None:
    tiers = {t.id: t.at for t in names.policy.tiers}
    if word.text not in tiers:
        names.findings.unknown("KT183", word.at, word.text, tiers)
        return None
    return list(tiers).index(word.text)
