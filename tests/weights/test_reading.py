"""Files of evidence: what people write is read, and what cannot be is told with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from engine.atoms.diagnostic import Diagnostic
from engine.atoms.errors import DataError, KeytierError
from engine.weights.judgements import read_judgement, written
from engine.weights.ours import named
from engine.weights.past import Past, from_sheet
from engine.weights.read_pairs import Panel, read_pairs
from engine.weights.read_scores import Rounds, read_scores
from engine.weights.sheet import read_sheet

CRITERIA = named(["purchases", "experience", "loyalty"])
HEAD = "criterion,over,E1,E2\n"
PAIRS = "purchases,experience,2,3\npurchases,loyalty,4,5\nexperience,loyalty,2,2\n"


@pytest.fixture
def written_as(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """A file with this text, or these bytes."""

    def write(text: str | bytes) -> Path:
        file = tmp_path / "evidence.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


Write = Callable[[str | bytes], Path]


def pairs(file: Path, criteria: object = CRITERIA) -> Panel:
    return read_pairs(read_sheet(file), criteria)  # type: ignore[arg-type]


def scores(file: Path) -> Rounds:
    return read_scores(read_sheet(file), CRITERIA)


def points(file: Path, outcome: str | None = None) -> Past:
    return from_sheet(read_sheet(file), CRITERIA, outcome)


def said(read: Callable[[], object]) -> tuple[Diagnostic, ...]:
    """What a file that cannot be read is told; every finding has words in both languages."""
    with pytest.raises(KeytierError) as fault:
        read()
    for d in fault.value.diagnostics:
        assert d.message("en") and d.message("zh") and d.message("en") != d.message("zh")
        assert d.place is None or d.place.file.endswith("evidence.csv")
    return fault.value.diagnostics


# --- judgements ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3), ("1/3", 1 / 3), ("1 / 3", 1 / 3), ("0.33", 1 / 3), ("0.333", 1 / 3),
        ("0.3333333333", 1 / 3), ("0.5", 0.5), ("0.17", 1 / 6), ("0.14", 1 / 7), ("0.13", 1 / 8),
        ("0.12", 1 / 8), ("0.11", 1 / 9), ("2.5", 2.5), ("3/2", 1.5), (" 9 ", 9), ("1.0", 1),
        ("0.3", 0.3),
    ],
)  # fmt: skip
def test_a_judgement(text: str, value: float) -> None:
    """Whole numbers, fractions, and decimals; what 1/2 … 1/9 round to is that fraction."""
    found = read_judgement(text)
    assert found is not None
    assert found.value == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize("text", ["", "three", "1/0", "-3", "1/3/5", "３", "1e3", "=1/3", "nan"])
def test_no_judgement(text: str) -> None:
    """Anything else is none."""
    assert read_judgement(text) is None


@pytest.mark.parametrize("value", [1 / 9, 1 / 2, 1.0, 0.9999999, 3.0, 9.0, 2.449])
def test_a_judgement_as_it_is_written(value: float) -> None:
    """What is shown reads back as what it was, to three digits."""
    found = read_judgement(written(value))
    assert found is not None and found.value == pytest.approx(value, rel=0.005)


def test_a_list_of_pairs(written_as: Write) -> None:
    """A line a pair, a column an expert; an empty cell is a pair that was not compared."""
    found = pairs(written_as(HEAD + PAIRS.replace("2,2\n", "2,\n")))
    assert found.experts["E1"] == {(0, 1): 2, (0, 2): 4, (1, 2): 2}
    assert found.experts["E2"] == {(0, 1): 3, (0, 2): 5}


def test_the_other_layouts_say_the_same(written_as: Write, tmp_path: Path) -> None:
    """A line for each expert and pair, squares, halves of squares, turned pairs: all the same."""
    expected = pairs(written_as(HEAD + PAIRS)).experts
    long = "expert,criterion,over,value\n" + "".join(
        f"{e},{a},{b},{v}\n"
        for e, values in (("E1", "244"), ("E2", "355"))
        for a, b, v in zip(("purchases", "purchases", "loyalty"),
                           ("experience", "loyalty", "experience"),
                           (*values[:2], "1/2"), strict=True)
    )  # fmt: skip
    assert pairs(written_as(long)).experts == expected
    square = (
        "专家,,purchases,experience,loyalty\n"
        "E1,purchases,1,2,4\nE1,experience,0.5,1,2\nE1,loyalty,0.25,1/2,1\n"
        "E2,purchases,,3,5\nE2,experience,,,2\n"
    )
    assert pairs(written_as(square)).experts == expected


def test_a_workbook_with_chinese_headings(tmp_path: Path) -> None:
    """Numbers of a workbook and names that only the file knows."""
    file = tmp_path / "成对比较.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("空")
    sheet = book.add_worksheet("判断")
    rows = [
        ["标准", "对比", "张", "李"],
        ["采购额", "满意度", 3, 1 / 3],
        ["满意度", "忠诚度", "1/2", 2],
    ]
    for r, row in enumerate(rows):
        sheet.write_row(r, 0, row)
    book.close()
    found = read_pairs(read_sheet(file))
    assert found.criteria.ids == ("采购额", "满意度", "忠诚度")
    assert found.experts["李"] == pytest.approx({(0, 1): 1 / 3, (1, 2): 2})


def test_a_gbk_file_says_how_it_was_read(written_as: Write) -> None:
    """A file that is not UTF-8 is read as GB18030, with a note."""
    sheet = read_sheet(written_as("标准,对比,E1\n采购额,满意度,3\n".encode("gbk")))
    assert read_pairs(sheet).criteria.ids == ("采购额", "满意度")
    assert [d.code for d in sheet.notes] == ["KT305"]


#: name → (file, code, part of the message, line, column)
BAD_PAIRS: dict[str, tuple[str, str, str, int | None, str | None]] = {
    "a word": (HEAD + PAIRS.replace("4,5", "much,5"), "KT602", "`much`", 3, "E1"),
    "too much": (HEAD + PAIRS.replace("4,5", "10,5"), "KT603", "`10`", 3, "E1"),
    "too little": (HEAD + PAIRS.replace("4,5", "1/12,5"), "KT603", "`1/12`", 3, "E1"),
    "zero": (HEAD + PAIRS.replace("4,5", "0,5"), "KT603", "`0`", 3, "E1"),
    "negative": (HEAD + PAIRS.replace("4,5", "-4,5"), "KT602", "`-4`", 3, "E1"),
    "full-width": (HEAD + PAIRS.replace("4,5", "４,5"), "KT602", "`４`", 3, "E1"),
    "a date": (HEAD + PAIRS.replace("4,5", "2026-01-03,5"), "KT602", "2026", 3, "E1"),
    "a Chinese date": (HEAD + PAIRS.replace("4,5", "1月3日,5"), "KT602", "1月3日", 3, "E1"),
    "unknown": (HEAD + PAIRS.replace("purchases,loyalty", "purchases,loyality"), "KT600",
                "`loyality` is no criterion", 3, "over"),
    "twice": (HEAD + PAIRS + "purchases,loyalty,3,3\n", "KT605", "first on line 3", 5, "E1"),
    "not reciprocal": (HEAD + PAIRS + "loyalty,purchases,1/4,1/3\n", "KT604",
                       "must be 1/5, not 1/3", 5, "E2"),
    "with itself": (HEAD + PAIRS + "loyalty,loyalty,1,2\n", "KT606", "given 2", 5, "E2"),
    "torn apart": (HEAD + "purchases,experience,2,2\n", "KT607", "joins `purchases`, `experience` "
                   "with `loyalty`", None, None),
    "no expert": ("expert,criterion,over,value\n,purchases,loyalty,3\n", "KT621", "no expert", 2,
                  None),
    "no pairs": ("criterion,weight\npurchases,50\n", "KT601", "neither", None, None),
    "two values": ("expert,criterion,over,a,b\nE1,purchases,loyalty,3,3\n", "KT601", "neither",
                   None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_PAIRS)
def test_bad_comparisons(written_as: Write, name: str) -> None:
    """What was seen, in which line and column, for each mistake of a file of comparisons."""
    text, code, expected, line, column = BAD_PAIRS[name]
    found = said(lambda: pairs(written_as(text)))
    assert code in {d.code for d in found}
    d = next(d for d in found if d.code == code)
    assert expected in d.message()
    assert d.place is not None
    assert (d.place.line, d.place.column) == (line, column)


def test_every_bad_cell_is_told_at_once(written_as: Write) -> None:
    """A file with several mistakes is told all of them."""
    text = HEAD + "purchases,experience,two,99\npurchases,loyality,4,5\n"
    assert [d.code for d in said(lambda: pairs(written_as(text)))] == ["KT602", "KT603", "KT600"]


def test_a_square_that_contradicts_itself(written_as: Write) -> None:
    """Halves of a square must mirror each other; rounded decimals do."""
    square = (
        ",purchases,experience,loyalty\npurchases,1,3,7\nexperience,0.33,1,3\nloyalty,0.14,{},1\n"
    )
    assert pairs(written_as(square.format("0.33"))).experts["1"][1, 2] == 3
    (d,) = said(lambda: pairs(written_as(square.format("0.5"))))
    assert d.code == "KT604"
    assert d.message() == (
        "`experience` over `loyalty` is 3, so `loyalty` over `experience` must be 1/3, not 0.5"
    )
    assert d.place is not None and (d.place.line, d.place.column) == (4, "experience")


def test_one_expert_is_missing(written_as: Write) -> None:
    """An expert whose column is empty is left out, and named."""
    found = pairs(written_as(HEAD + PAIRS.replace(",3\n", ",\n").replace(",5\n", ",\n").replace(
        ",2,2\n", ",2,\n")))  # fmt: skip
    assert list(found.experts) == ["E1"]
    assert [d.message() for d in found.notes] == ["`E2` gave no judgement and is left out"]


def test_too_many_criteria(written_as: Write) -> None:
    """Sixteen criteria are too many to compare in pairs."""
    text = "a,b,E1\n" + "".join(f"c0,c{i},1\n" for i in range(1, 16))
    (d,) = said(lambda: pairs(written_as(text), None))
    assert (d.code, d.message()) == ("KT610", "there are 16 criteria, expected 2 to 15")


def test_what_a_spreadsheet_did_to_a_fraction(written_as: Write) -> None:
    """A date in place of 1/3 is told for what it is."""
    (d,) = said(lambda: pairs(written_as(HEAD + PAIRS.replace("4,5", "3-Jan,5"))))
    assert "a spreadsheet has made a date" in (d.help() or "")


# --- scores ----------------------------------------------------------------------------------

ROUNDS = "round,expert,purchases,experience,loyalty\n"


def test_rounds_of_scores(written_as: Write) -> None:
    """The last round is the one that counts, wherever its lines stand."""
    found = scores(written_as(ROUNDS + "2,E1,60,20,20\n1,E1,50,30,20\n2,E2,40,40,20\n1,E2,1,1,1\n"))
    assert [r.number for r in found.rounds] == [1, 2]
    assert [s.median for s in found.rounds[-1].spreads] == [50, 30, 20]


def test_scores_without_rounds_in_chinese(written_as: Write) -> None:
    """One round needs no column of rounds; the heading of the experts may be Chinese."""
    found = scores(written_as("专家,loyalty,purchases,experience,备注\n甲,20,50%,30,好\n"))
    assert [s.median for s in found.rounds[0].spreads] == [50, 30, 20]


#: name → (file, code, part of the message, line, column)
BAD_SCORES: dict[str, tuple[str, str, str, int | None, str | None]] = {
    "a word": (ROUNDS + "1,E1,high,30,20\n", "KT612", "`high`", 2, "purchases"),
    "negative": (ROUNDS + "1,E1,-5,30,20\n", "KT612", "`-5`", 2, "purchases"),
    "twice": (ROUNDS + "1,E1,50,30,20\n1,E1,40,40,20\n", "KT613", "first on line 2", 3, "expert"),
    "no expert": (ROUNDS + "1,,50,30,20\n", "KT621", "no expert", 2, "expert"),
    "no round": (ROUNDS + "last,E1,50,30,20\n", "KT620", "`last`", 2, "round"),
    "a criterion lacks": ("expert,purchases,experiense,loyalty\nE1,1,2,3\n", "KT618",
                          "`experience`", None, None),
    "nobody scored": (ROUNDS + "1,E1,50,,20\n1,E2,50,,20\n", "KT622", "`experience`", None,
                      "experience"),
    "no column of experts": ("round,purchases,experience,loyalty\n1,50,30,20\n", "KT611", "who",
                             None, None),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_SCORES)
def test_bad_scores(written_as: Write, name: str) -> None:
    """What was seen, in which line and column, for each mistake of a file of scores."""
    text, code, expected, line, column = BAD_SCORES[name]
    d = said(lambda: scores(written_as(text)))[0]
    assert d.code == code
    assert expected in d.message()
    assert d.place is not None and (d.place.line, d.place.column) == (line, column)


def test_doubts_about_a_panel(written_as: Write) -> None:
    """Who left, whose sum is another, too few experts, and no agreement are said."""
    lines = (
        "1,E1,50,30,20\n1,E2,60,30,10\n1,E3,50,30,10\n1,E4,50,30,20\n2,E1,80,10,10\n2,E2,20,60,20\n"
    )
    found = {d.code: d.message() for d in scores(written_as(ROUNDS + lines)).notes}
    assert found["KT614"] == "`E3`, `E4` took part in round 1 and not in round 2"
    assert (
        found["KT615"] == "the scores of `E3` in round 1 add up to 90, those of the others to 100"
    )
    assert "2 experts scored in round 2" in found["KT616"]
    assert "still differ widely on `purchases`" in found["KT617"]


def test_an_expert_who_gave_nothing(written_as: Write) -> None:
    """A line without any score is left out, and named."""
    found = scores(written_as(ROUNDS + "1,E1,50,30,20\n1,E2,,,\n"))
    assert found.rounds[0].experts == ("E1",)
    assert "KT609" in {d.code for d in found.notes}


# --- points ----------------------------------------------------------------------------------

POINTS = "customer_id,purchases,experience,loyalty,renewed,spend\n"


def test_points_and_outcomes(written_as: Write) -> None:
    """Rows without a point or an outcome are left out and counted."""
    text = POINTS + "C1,100,80.5,0,yes,5\nC2,40,,10,no,3\nC3,40,50,10,,9\nC4,0,1,2,否,4\n"
    found = points(written_as(text), "renewed")
    assert found.points.tolist() == [[100, 80.5, 0], [0, 1, 2]]
    assert found.outcome is not None and found.outcome.tolist() == [1, 0]
    assert found.kind == "yes_no"
    assert [d.message() for d in found.notes] == [
        "1 of 4 rows are left out: the points of a criterion are missing",
        "1 of 4 rows are left out: the outcome is missing",
    ]


def test_an_outcome_in_numbers(written_as: Write) -> None:
    """Numbers of any size, grouped or not."""
    found = points(written_as(POINTS + 'C1,1,2,3,yes,"1,250.5"\nC2,2,2,2,no,-3\n'), "spend")
    assert found.outcome is not None and found.outcome.tolist() == [1250.5, -3]
    assert found.kind == "number"


def test_criteria_that_only_the_file_names(written_as: Write) -> None:
    """Every column but the first, of ids, and the outcome."""
    text = "客户编号,采购额,忠诚度,续约\nC1,1,2,是\nC2,2,1,否\n"
    found = from_sheet(read_sheet(written_as(text)), None, "续约")
    assert found.criteria.ids == ("采购额", "忠诚度")


#: name → (file, outcome, code, part of the message, line, column)
BAD_POINTS: dict[str, tuple[str, str | None, str, str, int | None, str | None]] = {
    "a word": (POINTS + "C1,high,1,1,yes,1\n", None, "KT625", "`high`", 2, "purchases"),
    "money": (POINTS + "C1,1250000,1,1,yes,1\n", None, "KT625", "`1250000`", 2, "purchases"),
    "negative": (POINTS + "C1,-1,1,1,yes,1\n", None, "KT625", "`-1`", 2, "purchases"),
    "no column": (POINTS.replace("loyalty", "tenure") + "C1,1,1,1,yes,1\n", None, "KT618",
                  "`loyalty`", None, None),
    "no outcome": (POINTS + "C1,1,1,1,yes,1\n", "renewd", "KT633", "`renewd`", None, None),
    "an odd outcome": (POINTS + "C1,1,1,1,yes,1\nC2,1,1,1,maybe,2\nC3,1,1,1,no,1\n", "renewed",
                       "KT634", "`maybe` is no outcome; the column holds yes or no", 3, "renewed"),
    "an odd number": (POINTS + "C1,1,1,1,yes,500\nC2,1,1,1,no,much\n", "spend", "KT634",
                      "holds numbers", 3, "spend"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_POINTS)
def test_bad_points(written_as: Write, name: str) -> None:
    """What was seen, in which line and column, for each mistake of a file of points."""
    text, outcome, code, expected, line, column = BAD_POINTS[name]
    d = said(lambda: points(written_as(text), outcome))[0]
    assert d.code == code
    assert expected in d.message()
    assert d.place is not None and (d.place.line, d.place.column) == (line, column)


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "KT302"), (HEAD.encode(), "KT303"), (b"a,a,E1\n1,2,3\n", "KT309"),
     (b"a,b,E1\n1,2\n", "KT307"), (b'a,b,E1\n"1,2,3\n', "KT308"),
     (b"a,b,E1\n\xff\xfe\x80,1,2\n", "KT304"),
     (b"PK\x03\x04 nothing", "KT315"), (b"a,b\x00,c\n1,2,3\n", "KT306")],
)  # fmt: skip
def test_broken_files(written_as: Write, data: bytes, code: str) -> None:
    """Files that break elsewhere break here in the same words."""
    assert said(lambda: pairs(written_as(data)))[0].code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A path without a file says so."""
    with pytest.raises(DataError, match="cannot open"):
        read_sheet(tmp_path / "absent.csv")
