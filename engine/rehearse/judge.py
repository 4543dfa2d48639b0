"""Was the decision what the case expects? Every difference is a finding at its own place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.atoms.codes import Both
from engine.atoms.diagnostic import Diagnostic, Label, listed
from engine.atoms.numbers import read_decimal, show
from engine.atoms.suggest import nearest
from engine.atoms.text import Span
from engine.author.policy import ONLY, Case, Word
from engine.bind.bound import BoundPolicy, Scorecard
from engine.rehearse.spots import spot_of

Row = Mapping[str, Any]

_LABELS = 4  # reasons that are pointed at, as many as a decision shows
_WHAT: dict[str, Both] = {
    "outcome": ("outcome", "结论"),
    "tier": ("tier", "等级"),
    "priority": ("priority", "优先级"),
    "move": ("move", "升降级"),
    "segment": ("segment", "客群"),
    "stage": ("stage", "阶段"),
    "score": ("score", "得分"),
    "actions": ("actions", "措施"),
}
_NOTHING = "none"


def judge(bound: BoundPolicy, case: Case, row: Row) -> list[Diagnostic]:
    """What differs from `expect`, in the order of its keys; empty when all holds.

    The first finding points at the reasons of the decision, each at its place in the file.
    """
    found = [*_values(bound, case, row), *_reasons(case, row), *_flags(bound, case, row)]
    found += _warnings(case, row)
    if found and not found[0].labels:
        found[0] = replace(found[0], labels=_because(bound, row))
    return found


def _values(bound: BoundPolicy, case: Case, row: Row) -> Iterator[Diagnostic]:
    expect = case.expect
    if expect.outcome is not None and expect.outcome.text != row["outcome"]:
        yield _differs(case, "outcome", expect.outcome, row["outcome"])
    if expect.tier is not None and expect.tier.text != (row["tier"] or _NOTHING):
        yield _differs(case, "tier", expect.tier, row["tier"], _tier_note(bound, row))
    if (place := expect.priority) is not None:
        had = row.get("priority")
        if place.text != (_NOTHING if had is None else str(had)):
            yield _differs(case, "priority", place, None if had is None else str(had))
    classes = (("move", expect.move), ("segment", expect.segment), ("stage", expect.stage))
    for what, word in classes:
        if word is not None and word.text != (row.get(what) or _NOTHING):
            yield _differs(case, what, word, row.get(what))
    yield from _scores(bound, case, row)
    if expect.actions is not None:
        wanted = [w.text for w in expect.actions]
        if sorted(set(wanted)) != sorted(row["actions"] or ()):
            at = _all_of(expect.actions, expect.at)
            yield _difference(
                case, _WHAT["actions"], ", ".join(wanted), ", ".join(row["actions"] or ()), at
            )


def same_score(card: Scorecard | None, text: str, got: int | None) -> bool:
    """Whether a score is exactly the decimal that is written; `none` is a missing one."""
    if got is None or card is None:
        return text == _NOTHING
    read = read_decimal(text)
    if read is None:
        return False
    digits, have = read
    return have <= card.scale and digits * int(10 ** (card.scale - have)) == got


def score_text(card: Scorecard | None, score: int | None) -> str | None:
    """A score as it is shown, or None."""
    return None if score is None or card is None else show(score, card.scale)


def _scores(bound: BoundPolicy, case: Case, row: Row) -> Iterator[Diagnostic]:
    """The score, or those of the scorecards that are named."""
    expect, only = case.expect, bound.scorecard
    if expect.score is not None and not same_score(only, expect.score.text, row.get("score")):
        yield _differs(case, "score", expect.score, score_text(only, row.get("score")))
    for name, word in expect.scores:
        card = next((c for c in bound.scorecards if c.id == name.text), None)
        got = None if card is None else row[card.column("score")]
        if not same_score(card, word.text, got):
            what = (f"score of `{name.text}`", f" `{name.text}` 的得分")
            shown = score_text(card, got)
            yield _difference(case, what, word.text, shown, word.at)


def _reasons(case: Case, row: Row) -> Iterator[Diagnostic]:
    wanted = case.expect.because
    if wanted is None:
        return
    got: Sequence[str] = row["reasons"] or ()
    if not wanted and got:
        params = {"name": case.name, "got": list(got)}
        yield Diagnostic("KT502", params, case.expect.at)
    for word in wanted:
        if word.text in got:
            continue
        near = nearest(word.text, got)
        en, zh = listed(got)
        there, there_zh = (en, f"为 {zh}") if got else ("none", "没有任何原因")
        yield Diagnostic(
            "KT501",
            {"name": case.name, "expected": word.text, "got": there, "got_zh": there_zh},
            word.at,
            caret=None if near is None else (f"did you mean `{near}`?", f"是否想写 `{near}`？"),
        )


def _flags(bound: BoundPolicy, case: Case, row: Row) -> Iterator[Diagnostic]:
    known = {f.id: f for f in bound.flags}
    for flag, answer in case.expect.flags or ():
        if flag.text not in known:
            near = nearest(flag.text, known)
            yield Diagnostic(
                "KT504",
                {"name": case.name, "key": flag.text},
                flag.at,
                caret=None if near is None else (f"did you mean `{near}`?", f"是否想写 `{near}`？"),
            )
            continue
        got = row[f"{flag.text}.answer"]
        wanted = {"true": "yes", "false": "no"}.get(answer.text, answer.text.replace(" ", "_"))
        if wanted != got:
            declared = known[flag.text].declared.at
            what = (f"flag `{flag.text}`", f"红旗 `{flag.text}` ")
            label = Label(declared, "this flag", "这面红旗")
            yield _difference(case, what, answer.text, got, answer.at, (label,))


def _warnings(case: Case, row: Row) -> Iterator[Diagnostic]:
    """Warnings that are answered otherwise than expected; which there are was vetted."""
    for warning, answer in case.expect.warnings or ():
        got = row.get(f"{warning.text}.answer")
        wanted = {"true": "yes", "false": "no"}.get(answer.text, answer.text)
        if wanted != got:
            what = (f"warning `{warning.text}`", f"预警 `{warning.text}` ")
            yield _difference(case, what, answer.text, got, answer.at)


def _differs(
    case: Case,
    what: str,
    expected: Word,
    got: object,
    note: Both | None = None,
) -> Diagnostic:
    return _difference(case, _WHAT[what], expected.text, got, expected.at, note=note)


def _difference(
    case: Case,
    what: Both,
    expected: str,
    got: object,
    at: Span | None,
    labels: tuple[Label, ...] = (),
    note: Both | None = None,
) -> Diagnostic:
    shown = _NOTHING if got is None or got == "" else str(got)
    params = {
        "name": case.name, "what": what[0], "what_zh": what[1], "expected": expected, "got": shown
    }  # fmt: skip
    return Diagnostic("KT500", params, at or case.at, labels, caret=note)


def _tier_note(bound: BoundPolicy, row: Row) -> Both | None:
    """`the score is 61`, or with several `attractiveness is 61, strength is 40`."""
    said = []
    for card in bound.scorecards:
        text = score_text(card, row.get(card.column("score")))
        if text is not None and card.id == ONLY:
            return f"the score is {text}", f"得分为 {text}"
        if text is not None:
            said.append((f"`{card.id}` is {text}", f"`{card.id}` 得分为 {text}"))
    if not said:
        return None
    return ", ".join(en for en, _ in said), "，".join(zh for _, zh in said)


def _because(bound: BoundPolicy, row: Row) -> tuple[Label, ...]:
    """The first reasons of a decision, each at its place in the file."""
    from engine.explain.reasons import reason
    from engine.explain.row import Row as Decided

    decided = Decided(bound, row, 0)
    labels = []
    for code in (row["reasons"] or ())[:_LABELS]:
        at = spot_of(bound, code)
        if at is not None:
            said = reason(decided, code).sentence
            labels.append(Label(at, said.en, said.zh))
    return tuple(labels)


def _all_of(words: Sequence[Word], otherwise: Span | None) -> Span | None:
    """From the first word to the last; the whole `expect` where there is none."""
    if not words:
        return otherwise
    first, last = words[0].at, words[-1].at
    return Span(first.source, first.start, last.end)
