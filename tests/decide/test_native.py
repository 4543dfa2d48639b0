"""The native engine at the edges of each operation, against what the operation means in small."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.atoms.numbers import INT64, divide
from engine.bind.contract import Column
from engine.compile.build import Builder
from engine.compile.plan import Plan
from engine.connect.columnar import Cells
from engine.decide.native import BLOCK, Native
from tests.kernels import without_kernel
from tests.longer import times
from tests.native import cells_of, decided, needs_native, values_of

pytestmark = needs_native

Make = Callable[[Builder], int]
_STORED = {"int": "integer", "bool": "boolean", "text": "text", "words": "words"}
TRUTHS = [True, False, None]
EDGES = [-INT64 - 1, -INT64, -7, -2, -1, 0, 1, 2, 7, 10**12, INT64, None]


def plan_of(kinds: str, make: Callable[..., int], low: int = -INT64, high: int = INT64) -> Plan:
    """A plan with columns x0, x1 … of the kinds (`i`, `b`, `t`, `w`) and one output `y`."""
    b = Builder()
    long = {"i": "int", "b": "bool", "t": "text", "w": "words"}
    columns, steps = [], []
    for k, letter in enumerate(kinds):
        kind = long[letter]
        bounds = (low, high) if kind == "int" else (None, None)
        steps.append(b.column(k, kind, True, *bounds))  # type: ignore[arg-type]
        columns.append(Column(f"x{k}", _STORED[kind]))  # type: ignore[arg-type]
    y = make(b, *steps)
    return b.plan(columns, [(Column("y", _STORED[b.steps[y].kind]), y)], 0, {})  # type: ignore[arg-type]


def told(plan: Plan, rows: list[tuple[Any, ...]], block: int = 3, words: bool = False) -> list[Any]:
    """What `y` is for each row."""
    given = [{f"x{k}": v for k, v in enumerate(row)} for row in rows]
    found = decided(plan, given, block, words)
    assert found is not None
    return [row["y"] for row in found]


def pairs(values: list[Any]) -> list[tuple[Any, Any]]:
    return [(a, b) for a in values for b in values]


def kleene_and(a: Any, b: Any) -> Any:
    return False if a is False or b is False else None if a is None or b is None else True


def kleene_or(a: Any, b: Any) -> Any:
    return True if a is True or b is True else None if a is None or b is None else False


def test_logic_is_kleenes() -> None:
    """`and`, `or`, `not` and sameness of truths follow Kleene's tables."""
    rows = pairs(TRUTHS)
    assert told(plan_of("bb", Builder.every), rows) == [kleene_and(*r) for r in rows]
    assert told(plan_of("bb", Builder.some), rows) == [kleene_or(*r) for r in rows]
    negated = plan_of("bb", lambda b, x, y: b.negate(b.some(x, y)))
    wanted = [None if v is None else not v for v in (kleene_or(*r) for r in rows)]
    assert told(negated, rows) == wanted
    for op, sign in (("==", True), ("!=", False)):
        same = plan_of("bb", lambda b, x, y, op=op: b.compare(op, x, y))
        assert told(same, rows) == [None if None in r else (r[0] == r[1]) == sign for r in rows]


def test_a_truth_is_missing_or_taken_for_something() -> None:
    """`missing` and `coalesce` see an unknown truth, be it a column or the result of a step."""
    rows = pairs(TRUTHS)
    some = [kleene_or(*r) for r in rows]
    lacks = plan_of("bb", lambda b, x, y: b.missing(b.some(x, y)))
    assert told(lacks, rows) == [v is None for v in some]
    holds = plan_of("bb", lambda b, x, y: b.holds(b.some(x, y)))
    assert told(holds, rows) == [v is True for v in some]
    first = plan_of("bb", Builder.coalesce)
    assert told(first, rows) == [a if a is not None else b for a, b in rows]


@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">="])
def test_numbers_compare_at_the_edges(op: str) -> None:
    """Comparison is right from the lowest to the highest number, and unknown where one lacks."""
    rows = [r for r in pairs(EDGES) if None not in r or r[0] is None or r[1] is None]
    both = plan_of("ii", lambda b, x, y: b.compare(op, x, y))
    wanted = [None if None in r else eval(f"{r[0]} {op} {r[1]}") for r in rows]
    assert told(both, rows) == wanted
    one = plan_of("i", lambda b, x: b.compare(op, x, b.number(2)))
    wanted = [None if v is None else eval(f"{v} {op} 2") for v in EDGES]
    assert told(one, [(v,) for v in EDGES]) == wanted


def test_division_rounds_half_away_from_zero() -> None:
    """Halves go away from zero for either sign; a divisor of 0 gives nothing."""
    numbers = [-INT64, -8, -7, -5, -3, -1, 0, 1, 3, 5, 7, 8, INT64, None]
    divisors = [-INT64, -10, -4, -3, -2, -1, 0, 1, 2, 3, 4, 10, INT64, None]
    rows = [(n, d) for n in numbers for d in divisors]
    wanted = [None if None in r or not r[1] else divide(*r) for r in rows]  # type: ignore[arg-type]
    assert told(plan_of("ii", Builder.divide), rows) == wanted
    for d in (2, -2, 3, -3, 10, INT64):
        by = plan_of("i", lambda b, x, d=d: b.divide(x, b.number(d)))
        wanted = [None if n is None else divide(n, d) for n in numbers]
        assert told(by, [(n,) for n in numbers]) == wanted


def test_arithmetic_beyond_64_bits_is_exact() -> None:
    """A product of 128 bits may be added, compared, chosen, and divided back to 64."""
    values = [-(2**60), -(10**12), -3, 0, 1, 10**15 + 7, 2**60, None]
    rows = [(x, y, z) for x, y in pairs(values) for z in (-9, 1, 2**60, None)]

    def through(b: Builder, x: int, y: int, z: int) -> int:
        product = b.multiply(x, y)
        more = b.add(product, z, b.number(-(2**70)))
        larger = b.greatest(more, b.multiply(z, b.number(2**60 + 3)))
        sure = b.coalesce(larger, b.subtract(z, product), b.number(2**100))
        chosen = b.case([(b.compare("<", x, y), b.absolute(sure))], b.least(sure, product))
        return b.divide(chosen, b.number(2**62))

    def wanted(x: Any, y: Any, z: Any) -> Any:
        product = None if None in (x, y) else x * y
        more = None if None in (product, z) else product + z - 2**70
        larger = None if None in (more, z) else max(more, z * (2**60 + 3))
        spare = None if None in (product, z) else z - product
        sure = next(v for v in (larger, spare, 2**100) if v is not None)
        if None not in (x, y) and x < y:
            return divide(abs(sure), 2**62)
        return None if product is None else divide(min(sure, product), 2**62)

    assert told(plan_of("iii", through, -(2**60), 2**60), rows) == [wanted(*r) for r in rows]
    over = plan_of("iii", lambda b, x, y, z: b.compare(">", b.multiply(x, y), b.multiply(y, z)))
    told_over = [None if None in r else r[0] * r[1] > r[1] * r[2] for r in rows]
    assert told(over, rows) == told_over


def test_sums_and_extremes() -> None:
    """Sums, differences, absolute values and extremes; missing where an argument is."""
    values = [-(10**17), -5, -1, 0, 2, 10**17, None]
    rows = [(x, y) for x, y in pairs(values)]

    def known(f: Callable[[int, int], int]) -> list[Any]:
        return [None if None in r else f(*r) for r in rows]

    bounds = -(10**17), 10**17
    for make, wanted in (
        (lambda b, x, y: b.add(x, y, x, b.number(-4)), lambda x, y: 2 * x + y - 4),
        (Builder.subtract, lambda x, y: x - y),
        (Builder.least, min),
        (Builder.greatest, max),
        (lambda b, x, y: b.least(b.add(x, y), b.number(1)), lambda x, y: min(x + y, 1)),
        (lambda b, x, y: b.absolute(b.add(x, y)), lambda x, y: abs(x + y)),
    ):
        assert told(plan_of("ii", make, *bounds), rows) == known(wanted)  # type: ignore[arg-type]


TEXTS = ["", "a", "ab", "b", "é", "中", "中文", "\U0001f642", "z" * 40, None]


@pytest.mark.parametrize("words", [False, True])
def test_texts_compare_by_their_bytes(words: bool) -> None:
    """Texts of the data compare with one another and with literals as their UTF-8 does."""
    rows = pairs(TEXTS)
    for op in ("==", "!=", "<", "<=", ">", ">="):
        both = plan_of("tt", lambda b, x, y, op=op: b.compare(op, x, y))
        literal = plan_of("tt", lambda b, x, y, op=op: b.compare(op, x, b.text("中")))
        for plan, other in ((both, 1), (literal, None)):
            wanted = []
            for row in rows:
                left, right = row[0], "中" if other is None else row[other]
                sides = None if None in (left, right) else (left.encode(), right.encode())
                wanted.append(None if sides is None else eval(f"sides[0] {op} sides[1]"))
            assert told(plan, rows, words=words) == wanted


@pytest.mark.parametrize("words", [False, True])
def test_texts_are_found_among_literals(words: bool) -> None:
    """`in`, `missing`, `choose` and `coalesce` of texts, of which some are literals of the plan."""
    rows = [(t,) for t in TEXTS]
    among = plan_of("t", lambda b, x: b.inside(x, ("a", "中文", "nobody")))
    assert told(among, rows, words=words) == [
        None if t is None else t in ("a", "中文") for t in TEXTS
    ]
    or_else = plan_of("t", lambda b, x: b.coalesce(x, b.text("none")))
    assert told(or_else, rows, words=words) == [t if t is not None else "none" for t in TEXTS]

    def chosen(b: Builder, x: int) -> int:
        rows = [(b.equals(x, t or ""), (k, t)) for k, t in enumerate(TEXTS[:4])]
        number, text = b.choose(rows, (None, None))  # type: ignore[arg-type]
        more = b.case(
            [(b.missing(number), b.text("+")), (b.compare(">", number, b.number(2)), x)], text
        )
        return b.case([(b.missing(x), b.literal(None, "text"))], more)

    wanted = [None if t is None else t if t in TEXTS[:4] else "+" for t in TEXTS]
    assert told(plan_of("t", chosen), rows, words=words) == wanted


@pytest.mark.parametrize("words", [False, True])
def test_an_empty_list_is_not_a_missing_one(words: bool) -> None:
    """A list goes out as it came, be it empty or missing, also where it is chosen; `has` is
    unknown where there is none."""
    lists = [[], ["a"], None, ["中文", "b", "a"], ["x"], ["a", "a"]]
    rows = [(v, flag) for v in lists for flag in TRUTHS]
    has = plan_of("wb", lambda b, x, y: b.has(x, "a"))
    assert told(has, rows, words=words) == [None if v is None else "a" in v for v, _ in rows]
    either = plan_of("wb", lambda b, x, y: b.case([(y, x)], b.literal(("lit", "中"), "words")))
    assert told(either, rows, words=words) == [v if y else ["lit", "中"] for v, y in rows]
    lacks = plan_of("wb", lambda b, x, y: b.missing(b.case([(y, x)], b.literal((), "words"))))
    assert told(lacks, rows, words=words) == [y is True and v is None for v, y in rows]
    same = plan_of("wb", lambda b, x, y: x)
    assert told(same, rows, words=words) == [v for v, _ in rows]


def test_words_are_listed_ranked_and_joined() -> None:
    """Words of true conditions in order, then those of numbers above 0, largest first, ties in
    the order of the policy."""
    letters = [f"w{k}" for k in range(13)]
    source = random.Random(3)
    rows = [
        (*source.choices(TRUTHS, k=2), *source.choices([None, -1, 0, 1, 2, 3, 10**9], k=13))
        for _ in range(200)
    ]

    def listed(b: Builder, p: int, q: int, *numbers: int) -> int:
        first = b.words([(p, "p"), (b.truth(True), "always"), (q, "q")])
        ranked = b.ranked(list(zip(numbers, letters, strict=True)))
        return b.join(first, ranked, b.literal(("end",), "words"))

    def wanted(p: Any, q: Any, *numbers: Any) -> list[str]:
        above = [(-n, k) for k, n in enumerate(numbers) if n is not None and n > 0]
        head = [*(["p"] if p else []), "always", *(["q"] if q else [])]
        return [*head, *(letters[k] for _, k in sorted(above)), "end"]

    plan = plan_of("bb" + "i" * 13, listed, -(10**9), 10**9)
    for block in (1, 63, 64, 65, 200):
        assert told(plan, rows, block) == [wanted(*r) for r in rows]


@pytest.mark.parametrize("count", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK])
def test_rows_up_to_and_past_a_block(count: int) -> None:
    """Every row is decided, wherever the last block ends."""
    source = random.Random(count)
    rows = [(source.choice([None, 1, 5]), source.choice(TEXTS)) for _ in range(count)]

    def mixed(b: Builder, x: int, y: int) -> int:
        return b.case([(b.compare(">", x, b.number(2)), y)], b.text("low"))

    wanted = [y if x == 5 else "low" for x, y in rows]
    assert told(plan_of("it", mixed), rows, BLOCK) == wanted


def test_what_a_guard_keeps_out_does_no_harm() -> None:
    """Where a guard is false a step may overflow and divide by 0; nothing of it is seen."""
    rows = [(-INT64, 0), (INT64, -INT64), (INT64, -3), (7, None), (None, 1), (9, 2), (INT64 - 1, 1)]

    def guarded(b: Builder, x: int, y: int) -> int:
        known = b.holds(b.compare(">", y, b.number(0)))
        with b.where(known):
            product = b.known(b.multiply(x, y), -INT64, INT64)
            share = b.divide(product, b.known(b.add(y, y), -INT64, INT64))
        return b.case([(known, share)], b.number(-1))

    plan = plan_of("ii", guarded)
    assert not any(s.wide for s in plan.steps)
    assert told(plan, rows) == [-1, -1, -1, -1, None, 5, 2**62 - 1]


def test_columns_go_out_as_they_came() -> None:
    """An output that is an input column is the same object; equal steps share their arrays."""
    b = Builder()
    x = b.column(0, "int", True, 0, 9)
    more = b.times(x, 3)
    named = [(Column(n, "integer"), s) for n, s in (("a", x), ("b", more), ("c", more))]
    plan = b.plan([Column("x", "integer")], named, 0, {})
    native = Native.of(plan, ())
    assert native is not None
    given = cells_of(plan.inputs[0], [1, None, 3])
    found = dict(native.decide({"x": given}, 3))
    assert found["a"] is given
    assert found["b"] is found["c"]
    assert found["b"].missing is given.missing
    assert values_of(found["b"]) == [3, None, 9]


def test_constants_and_what_never_is() -> None:
    """A column may say the same, or nothing at all, in every row."""
    for storage, kind, value in (
        ("integer", "int", 5), ("boolean", "bool", True), ("text", "text", "same"),
        ("words", "words", ("a", "b")),
    ):  # fmt: skip
        for said in (value, None):
            b = Builder()
            step = b.literal(said, kind)  # type: ignore[arg-type]
            column = Column("y", storage)  # type: ignore[arg-type]
            plan = b.plan([], [(column, step)], 0, {})
            wanted = list(said) if isinstance(said, tuple) else said
            assert decided(plan, [{}] * 3) == [{"y": wanted}] * 3


def test_errors_hold_the_words_that_were_named() -> None:
    """The list of errors goes out by places among its words; one that was not named is refused."""
    b = Builder()
    x = b.column(0, "words", True, None, None)
    y = b.column(1, "bool", True, None, None)
    step = b.join(b.case([(y, x)], b.literal((), "words")), b.words([(y, "true")]))
    inputs = [Column("errors", "words"), Column("y", "boolean")]
    plan = b.plan(inputs, [(Column("reasons", "words"), step)], 0, {})
    rows = [{"errors": ["b.x", "a.x"], "y": True}, {"errors": None, "y": False}]
    assert decided(plan, rows) == [{"reasons": ["b.x", "a.x", "true"]}, {"reasons": []}]
    native = Native.of(plan, ("a.x",))
    assert native is not None
    columns = {c.name: cells_of(c, [r[c.name] for r in rows]) for c in inputs}
    with pytest.raises(ValueError, match="outside"):
        native.decide(columns, 2)


def test_threads_may_share_one() -> None:
    """Two threads decide with one Native at once, each its own rows."""
    plan = plan_of(
        "it", lambda b, x, y: b.case([(b.compare(">", x, b.number(5)), y)], b.text("no"))
    )
    native = Native.of(plan, ())
    assert native is not None

    def one(seed: int) -> None:
        source = random.Random(seed)
        rows = [(source.randrange(11), source.choice(TEXTS)) for _ in range(5_000)]
        columns = {c.name: cells_of(c, [r[k] for r in rows]) for k, c in enumerate(plan.inputs)}
        ((_, found),) = native.decide(columns, len(rows))
        assert values_of(found) == [y if x > 5 else "no" for x, y in rows]

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, range(times(6))))


def test_without_the_compiled_part_there_is_none() -> None:
    """Where compiled parts are turned off, `Native.of` gives None."""
    plan = plan_of("i", lambda b, x: b.times(x, 1), 0, 9)
    assert Native.of(plan, ()) is not None
    with without_kernel():
        assert Native.of(plan, ()) is None


def test_a_plan_that_is_not_for_it_says_why(caplog: pytest.LogCaptureFixture) -> None:
    """Words from the data that are joined to others are left to DuckDB, and a line says so."""
    plan = plan_of("w", lambda b, x: b.join(x, b.literal(("a",), "words")))
    with caplog.at_level("DEBUG"):
        assert Native.of(plan, ()) is None
    assert "words from the data joined to others" in caplog.text


def test_columns_that_are_not_what_they_say_are_refused() -> None:
    """Too few cells, or starts that lie outside, are a ValueError and no reading beyond."""
    import numpy as np

    plan = plan_of("it", lambda b, x, y: b.case([(b.compare(">", x, b.number(2)), y)], b.text("-")))
    native = Native.of(plan, ())
    assert native is not None
    x, y = (cells_of(c, v) for c, v in zip(plan.inputs, ([1, 9], ["a", "b"]), strict=True))
    assert native.decide({"x0": x, "x1": y}, 2)
    short = Cells("integer", None, x.values[:1])
    beyond = Cells("text", starts=np.array([0, 1, 3]), raw=y.raw)
    back = Cells("text", starts=np.array([0, 2, 1]), raw=y.raw)
    below = Cells("text", values=np.array([0, -1], np.int32), words=("a",))
    for bad in ({"x0": short}, {"x1": beyond}, {"x1": back}, {"x1": below}):
        with pytest.raises(ValueError):
            native.decide({"x0": x, "x1": y} | bad, 2)
