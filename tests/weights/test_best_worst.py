"""Weights from comparisons with the best and the worst criterion."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from engine.atoms.errors import DataError
from engine.weights.best_worst import Answers, said
from engine.weights.read_best_worst import Board, read_best_worst
from engine.weights.sheet import read_sheet
from engine.weights.study import against_ends

HEAD = "expert,row,purchases,experience,loyalty\n"
GOOD = "E1,best,1,2,8\nE1,worst,8,5,1\n"


def board(tmp_path: Path, text: str) -> Board:
    file = tmp_path / "b.csv"
    file.write_text(text, encoding="utf-8")
    return read_best_worst(read_sheet(file))


def test_answers_that_agree_give_just_their_weights() -> None:
    """Where both lines follow from some weights, these come out, and the ratio is 0; the order of
    criteria changes nothing."""
    for weights in ([4, 2, 1], [1, 4, 2, 8], [3, 3, 1]):
        best, worst = weights.index(max(weights)), weights.index(min(weights))
        found = said(Answers(best, worst, tuple(max(weights) / w for w in weights),
                             tuple(w / min(weights) for w in weights)))  # fmt: skip
        assert found.shares == pytest.approx([w / sum(weights) for w in weights], abs=1e-9)
        assert (found.ratio, found.odd, found.turned) == (pytest.approx(0), None, ())


def test_no_other_weights_are_nearer_to_the_answers() -> None:
    """The greatest difference is as small as can be: of many other weights none does better."""
    of = Answers(0, 2, (1, 2, 8, 3), (8, 5, 1, 2))

    def farthest(w: tuple[float, ...]) -> float:
        return max(*(abs(w[0] - a * x) for a, x in zip(of.from_best, w, strict=True)),
                   *(abs(x - a * w[2]) for a, x in zip(of.to_worst, w, strict=True)))  # fmt: skip

    found = said(of)
    chance = random.Random(1)
    for _ in range(2000):
        other = [x * chance.uniform(0.8, 1.25) for x in found.shares]
        assert farthest(found.shares) <= farthest(tuple(x / sum(other) for x in other)) + 1e-9
    assert found.ratio == pytest.approx((2 * 5 - 8) / 56)
    assert found.odd == 1


def test_several_experts_count_alike(tmp_path: Path) -> None:
    """The mean of their weights; of whose two lines rank criteria otherwise, that is said."""
    rows = "expert,row,a,b,c,d\nE1,best,1,2,3,8\nE1,worst,8,4,3,1\n"
    turned = "E2,best,1,2,3,8\nE2,worst,8,3,5,1\n"
    both, notes = against_ends(board(tmp_path, rows + turned))
    for i, share in enumerate(both.shares):
        assert share == pytest.approx(sum(s.shares[i] for s in both.alone.values()) / 2)
    assert [d.message() for d in notes] == [
        "the two lines of `E2` rank `b` and `c` otherwise; consistency ratio 0.12"
    ]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        (HEAD + "E1,best,1,2,8\nE1,best,8,5,1\n", "KT647", "twice, first on line 2"),
        ("expert,a,b\nE1,1,2\nE1,2,1\n", "KT648", "no column that says `best` or `worst`"),
        (HEAD + GOOD.replace("1,2,8", "1,1/2,8"), "KT649", "`1/2` is outside 1 to 9"),
        (HEAD + GOOD.replace("1,2,8", "1,much,8"), "KT602", "`much`"),
        (HEAD + "E1,best,1,2,8\n", "KT650", "`E1` has no line `worst`"),
        (HEAD + GOOD.replace("8,5,1", "7,5,1"), "KT651", "`purchases` over `loyalty` is 8 in"),
        (HEAD + GOOD.replace("1,2,8", "2,3,8"), "KT651", "no criterion has 1 in the line `best`"),
        (HEAD + GOOD.replace("1,2,8", "1,9,8"), "KT651", "has 9 in the line `best`, more than"),
        (HEAD + ",best,1,2,8\n", "KT621", "no expert"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str, code: str, told: str) -> None:
    """Each slip by its own finding, at its line."""
    with pytest.raises(DataError) as refused:
        board(tmp_path, text)
    (d,) = refused.value.diagnostics
    assert d.code == code
    assert told in d.message("en")
    assert d.message("zh")
    assert d.place is not None
