"""Points: from what the author wrote to exact thresholds, in the type of the field read."""

from __future__ import annotations

from itertools import pairwise

from engine.atoms.diagnostic import Label
from engine.atoms.numbers import MAX_POINTS, show
from engine.atoms.suggest import nearest
from engine.atoms.text import Span
from engine.author import policy as p
from engine.bind import bound as b
from engine.bind import literals
from engine.bind.fields import Names
from engine.bind.findings import KIND_WORDS, Both, Findings
from engine.bind.ladders import ladder_order
from engine.bind.ranks import bind_rank
from engine.bind.reach import gaps

_FORMS: dict[type[object], tuple[str, str]] = {
    p.Ladder: ("a ladder (`at_least`, `at_most`)", "阶梯（`at_least`、`at_most`）"),
    p.LineShape: ("a line", "折线"),
    p.Bands: ("bands", "区间表"),
    p.AsIs: ("`as_is`", "`as_is`"),
    p.Lookup: ("`one_of`", "`one_of`"),
    p.RankPercent: ("`rank_percent`", "`rank_percent`"),
    p.YesNo: ("`yes`/`no` points", "`yes`/`no` 分值"),
}


_ADVICE: dict[str, Both] = {
    "number": (
        "numbers give points by `at_least`, `at_most`, `line`, `bands`, `as_is` or `rank_percent`",
        "数字用 `at_least`、`at_most`、`line`、`bands`、`as_is` 或 `rank_percent` 给分",
    ),
    "text": (
        "text gives points by `one_of: {word: points}`",
        "文本用 `one_of: {词: 分值}` 给分",
    ),
    "yes_no": (
        "yes/no gives points by `{yes: 100, no: 0}`",
        "是/否用 `{yes: 100, no: 0}` 给分",
    ),
    "date": (
        "derive the days since, `days_between(x, as_of)`, and give points to those",
        "先派生天数 `days_between(x, as_of)`，再对天数给分",
    ),
    "choices": (
        "choices are asked for membership only: derive `'word' in field` as yes_no, and give "
        "points to that",
        "多选只能判断是否包含：先派生 `'词' in 字段`（yes_no），再给分",
    ),
}


def bind_points(points: p.Points, field: b.Field, names: Names) -> b.Points | None:
    """The bound points, or None after saying what does not fit the field."""
    findings = names.findings
    if not _goes(points, field.type):
        _misfit(points, field, findings)
        return None
    match points:
        case p.Ladder():
            return _ladder(points, field.type, findings)
        case p.LineShape():
            return _line(points, field.type, findings)
        case p.Lookup():
            return _lookup(points, field, findings)
        case p.YesNo(yes=yes, no=no):
            a, c = literals.points(yes, findings), literals.points(no, findings)
            return None if a is None or c is None else b.YesNoPoints(a, c)
        case p.Bands():
            return _bands(points, field, findings)
        case p.AsIs():
            return _as_is(points, field, findings)
        case p.RankPercent():
            return bind_rank(points, field, names)


def _goes(points: p.Points, of: b.Type) -> bool:
    if isinstance(points, p.Lookup):
        return of.kind == "text"
    if isinstance(points, p.YesNo):
        return of.kind == "yes_no"
    return of.numeric


def _misfit(points: p.Points, field: b.Field, findings: Findings) -> None:
    form, form_zh = _FORMS[type(points)]
    kind, kind_zh = KIND_WORDS[field.type.kind]
    advice = _ADVICE.get(field.type.kind, _ADVICE["number"])
    labels = [Label(field.declared.at, kind, kind_zh)] if field.declared is not None else []
    findings.add(
        "KT218",
        points.at, form=form, form_zh=form_zh, field=field.id, kind=kind, kind_zh=kind_zh,
        hint=advice, labels=labels,
    )  # fmt: skip


def _ladder(points: p.Ladder, of: b.Type, findings: Findings) -> b.Steps | None:
    otherwise = literals.points(points.otherwise, findings)
    read = [
        (literals.value(k, of, findings), literals.points(v, findings)) for k, v in points.steps
    ]
    steps = [(t, v) for t, v in read if t is not None and v is not None]
    words = [k for k, _ in points.steps]
    entries = None
    if _even([*(v for _, v in reversed(read)), otherwise]):
        entries = [Span(k.at.source, k.at.start, v.at.end) for k, v in points.steps]
    fine = ladder_order(points.direction, words, [t for t, _ in read], findings, entries)
    if otherwise is None or len(steps) < len(read) or not fine:
        return None
    return b.Steps(
        points.direction, tuple(t for t, _ in steps), tuple(v for _, v in steps), otherwise
    )


def _even(values: list[int | None]) -> bool:
    """Whether values only rise, or only fall."""
    known = [v for v in values if v is not None]
    pairs = list(pairwise(known))
    same_way = all(a <= b for a, b in pairs) or all(a >= b for a, b in pairs)
    return len(known) == len(values) and same_way


def _line(points: p.LineShape, of: b.Type, findings: Findings) -> b.LinePoints | None:
    read = [
        (literals.value(x, of, findings), literals.points(y, findings)) for x, y in points.nodes
    ]
    fine = True
    for i in range(1, len(read)):
        x, before = read[i][0], read[i - 1][0]
        if x is not None and before is not None and x <= before:
            word, last = points.nodes[i][0], points.nodes[i - 1][0]
            label = Label(last.at, "the node before", "前一个点")
            findings.add("KT216", word.at, seen=word.text, before=last.text, labels=[label])
            fine = False
    nodes = [(x, y) for x, y in read if x is not None and y is not None]
    return b.LinePoints(tuple(nodes)) if fine and len(nodes) == len(read) else None


def _lookup(points: p.Lookup, field: b.Field, findings: Findings) -> b.WordPoints | None:
    declared = field.type.words
    otherwise = None if points.otherwise is None else literals.points(points.otherwise, findings)
    fine = points.otherwise is None or otherwise is not None
    seen: dict[str, Span] = {}
    words: list[tuple[str, int]] = []
    for word, given in points.words:
        value, text = literals.points(given, findings), literals.text(word)
        if text in seen:
            label = Label(seen[text], "it stands here already", "这里已经写过")
            findings.add("KT186", word.at, name=text, what="word", what_zh="词", labels=[label])
            fine = False
        elif declared is not None and text not in declared:
            _unknown_word(word, field, findings)
            fine = False
        elif value is None:
            fine = False
        else:
            words.append((text, value))
        seen.setdefault(text, word.at)
    if points.otherwise is None and fine:
        fine = _covers_words(points, seen, field, findings)
    return b.WordPoints(tuple(words), otherwise) if fine else None


def _unknown_word(word: p.Word, field: b.Field, findings: Findings) -> None:
    known = dict.fromkeys(field.type.words or ())
    near = nearest(word.text, known)
    hint = None
    if near is not None:
        hint = (f"did you mean `{near}`?", f"是不是想写 `{near}`？")
    labels = []
    if field.declared is not None:
        labels = [Label(field.declared.at, "its words are declared here", "取值在这里声明")]
    findings.add("KT176", word.at, word=word.text, field=field.id, hint=hint, labels=labels)


def _covers_words(
    points: p.Lookup, listed: dict[str, Span], field: b.Field, findings: Findings
) -> bool:
    declared = field.type.words
    left = None if declared is None else [w for w in declared if w not in listed]
    if left == []:
        return True
    if left is None:
        lacks, lacks_zh = "any other word", "其他词"
    else:
        marked = [f"`{w}`" for w in left]
        lacks, lacks_zh = ", ".join(marked), "、".join(marked)
    findings.add("KT217", points.at, field=field.id, lacks=lacks, lacks_zh=lacks_zh)
    return False


def _bands(points: p.Bands, field: b.Field, findings: Findings) -> b.BandPoints | None:
    of = field.type
    otherwise = None if points.otherwise is None else literals.points(points.otherwise, findings)
    fine = points.otherwise is None or otherwise is not None
    rows: list[tuple[int, int, int]] = []
    places: list[tuple[int, int, p.Word, p.Word]] = []
    for low, below, given in points.rows:
        a, c = literals.value(low, of, findings), literals.value(below, of, findings)
        value = literals.points(given, findings)
        if a is not None and c is not None and a >= c:
            label = Label(below.at, "it ends below this", "上限")
            findings.add("KT215", low.at, low=low.text, below=below.text, labels=[label])
            fine = False
        elif a is None or c is None or value is None:
            fine = False
        else:
            for a2, c2, low2, below2 in places:
                if a < c2 and a2 < c:
                    label = Label(low2.at, f"{low2.text} to {below2.text}",
                                  f"{low2.text} 到 {below2.text}")  # fmt: skip
                    findings.add("KT213", low.at, one=f"{low.text}–{below.text}",
                                 other=f"{low2.text}–{below2.text}", labels=[label])  # fmt: skip
                    fine = False
                    break
            places.append((a, c, low, below))
            rows.append((a, c, value))
    bound = b.BandPoints(tuple(rows), otherwise)
    if fine and otherwise is None:
        fine = _covers_bounds(points, bound, places, field, findings)
    return bound if fine else None


def _covers_bounds(
    points: p.Bands, bound: b.BandPoints, places: list[tuple[int, int, p.Word, p.Word]],
    field: b.Field, findings: Findings,
) -> bool:  # fmt: skip
    """Bands without `otherwise` leave no value of the field without points."""
    of = field.type
    assert of.low is not None
    assert of.high is not None
    beyond: list[tuple[str, str]] = []
    uncovered = gaps(bound, of.low, of.high)
    for low, high in uncovered:
        before = next((pl for pl in places if pl[1] == low), None)
        after = next((pl for pl in places if pl[0] == high + 1), None)
        if before is not None and after is not None:
            label = Label(after[2].at, "the next band begins here", "下一个区间从这里开始")
            findings.add("KT212", before[3].at, low=before[3].text, high=after[2].text,
                         labels=[label])  # fmt: skip
        else:
            first, last = show(low, of.scale), show(high, of.scale)
            one = (f"at {first}", f"在 {first} 处")
            beyond.append(one if low == high else (f"from {first} to {last}",
                                                   f"从 {first} 到 {last} "))  # fmt: skip
    if beyond:
        labels = []
        if field.declared is not None:
            labels = [Label(field.declared.at, "its bounds", "它的取值范围")]
        findings.add("KT214", points.at, field=field.id,
                     where=" and ".join(en for en, _ in beyond),
                     where_zh="和".join(zh for _, zh in beyond), labels=labels)  # fmt: skip
    return not uncovered


def _as_is(points: p.AsIs, field: b.Field, findings: Findings) -> b.AsIsPoints | None:
    of = field.type
    assert of.low is not None
    assert of.high is not None
    if of.low < 0 or of.high * 1000 > MAX_POINTS * int(10**of.scale):
        labels = []
        if field.declared is not None:
            labels = [Label(field.declared.at, "declare `between: [0, 100]` here",
                            "在这里声明 `between: [0, 100]`")]  # fmt: skip
        findings.add("KT219", points.at, field=field.id, low=show(of.low, of.scale),
                     high=show(of.high, of.scale), labels=labels)  # fmt: skip
        return None
    return b.AsIsPoints(of.scale)
