"""The native engine's compiled part refuses what it cannot trust, and survives the rest."""

from __future__ import annotations

import random
from typing import Any

import pytest

from engine.atoms.compiled import compiled
from engine.bind.contract import Column
from engine.compile.build import Builder
from engine.compile.plan import Plan
from engine.decide.native import Native, _texts
from tests.longer import times
from tests.native import cells_of, needs_native

pytestmark = needs_native
np = pytest.importorskip("numpy")

#: The numbers before a program's bindings, as `_native_memory.h` reads them.
BLOCK, PROLOGUE, HEAD = 0, 10, 11
ROWS = 70


def varied() -> Plan:
    """A plan with registers of every kind, and outputs of every form."""
    b = Builder()
    x, y = (b.column(k, "int", True, -(2**60), 2**60) for k in (0, 1))
    t, w, p = (
        b.column(k, kind, True, None, None)
        for k, kind in ((2, "text"), (3, "words"), (4, "bool"))  # type: ignore[arg-type]
    )
    wide = b.divide(b.multiply(x, y), b.number(2**62))
    number, word = b.choose(
        [(b.equals(t, "a"), (1, "one")), (b.has(w, "b"), (2, "two"))], (None, "?")
    )
    ranked = b.ranked([(b.least(b.absolute(s), b.number(2**40)), f"r{s}") for s in (x, y, wide)])
    several = b.join(b.words([(p, "p"), (b.missing(y), "m")]), ranked)
    outputs = [
        ("int", "integer", b.coalesce(wide, number, b.divide(x, y))),
        ("truth", "boolean", b.every(p, b.compare("<", x, y), b.inside(t, ("a", "c", "é")))),
        ("known", "text", word),
        ("open", "text", b.case([(p, t)], b.text("none"))),
        ("codes", "words", several),
        ("texts", "words", b.case([(p, w)], b.literal(("lit",), "words"))),
    ]
    names = [("x", "integer"), ("y", "integer"), ("t", "text"), ("w", "words"), ("p", "boolean")]
    return b.plan(
        [Column(n, s) for n, s in names],  # type: ignore[arg-type]
        [(Column(n, s), step) for n, s, step in outputs],  # type: ignore[arg-type]
        0,
        {},
    )


def asked(source: random.Random) -> tuple[Any, list[Any]]:
    """The compiled part and the arguments of a run that is as it should be."""
    plan = varied()
    native = Native.of(plan, (), 16)
    assert native is not None
    values = {
        "x": lambda: source.choice([None, -5, 0, 2**60]),
        "y": lambda: source.choice([None, -1, 0, 7]),
        "t": lambda: source.choice([None, "", "a", "é", "long" * 9]),
        "w": lambda: source.choice([None, [], ["b"], ["a", "é", "b"]]),
        "p": lambda: source.choice([None, True, False]),
    }
    columns = {
        c.name: cells_of(c, [values[c.name]() for _ in range(ROWS)], source.random() < 0.5)
        for c in plan.inputs
    }
    widths = {"i": np.int64, "b": np.uint8, "c": np.int32}
    arrays = tuple(np.empty(ROWS, widths[k]) for k in native.program.arrays)
    names = [plan.inputs[n].name for n in native.program.columns]
    pieces = tuple(native._pieces(columns[n]) for n in names)
    return native.module, [*native.given, pieces, arrays, ROWS]


def numbers(data: bytes) -> list[int]:
    return np.frombuffer(data, np.int64).tolist()


def packed(values: list[int]) -> bytes:
    return bytes(np.array(values, np.int64).tobytes())


def refused(module: Any, given: list[Any]) -> None:
    with pytest.raises((ValueError, TypeError, BufferError, MemoryError)):
        module.run(*given)


def test_what_is_as_it_should_be_runs() -> None:
    """The run that the other tests spoil is one that runs, twice alike."""
    module, given = asked(random.Random(1))
    first = module.run(*given)
    before = [a.copy() for a in given[5]]
    assert module.run(*given) == first
    assert all((a == b).all() for a, b in zip(before, given[5], strict=True))


@pytest.mark.parametrize("value", [-(2**63), -1, 10**6, 2**31, 2**62])
def test_a_head_that_says_too_much_is_refused(value: int) -> None:
    """Registers, blocks, columns, outputs and the end of the prologue are held to what there is."""
    module, given = asked(random.Random(1))
    program = numbers(given[0])
    for place in range(HEAD):
        if place in (1, 2, 3, 4, 5, 6, 8) and value == 10**6:
            continue  # more registers and outputs than are used do no harm
        spoilt = [*program]
        spoilt[place] = value
        refused(module, [packed(spoilt), *given[1:]])


def test_programs_and_tables_that_end_early_are_refused() -> None:
    """A program, its words or a column may end nowhere but where it should."""
    module, given = asked(random.Random(1))
    program = numbers(given[0])
    for end in (0, 1, HEAD - 1, HEAD, HEAD + 1, len(program) - 1):
        refused(module, [packed(program[:end]), *given[1:]])
    refused(module, [given[0], b"", *given[2:]])
    for raw, starts in ((b"", given[2]), (given[3], b""), (given[3], given[2][:-8])):
        refused(module, [given[0], given[1], starts, raw, *given[4:]])
    overlapping = numbers(given[2])
    overlapping[1], overlapping[2] = overlapping[2] + 1, overlapping[1]
    refused(module, [*given[:2], packed(overlapping), *given[3:]])
    refused(module, [*given[:4], given[4][:-1], *given[5:]])
    refused(module, [*given[:5], given[5][:-1], ROWS])
    refused(module, [*given[:6], ROWS + 1])
    refused(module, [*given[:6], -1])
    refused(module, [bytearray(given[0]), *given[1:]])


def test_an_operation_is_held_to_its_arguments() -> None:
    """An operation that there is not, a register of another number, and a column of another kind
    are refused, wherever they stand."""
    module, given = asked(random.Random(1))
    program = numbers(given[0])
    begin = HEAD + 4 * program[9]
    signatures = module.operations()
    at, seen = begin, 0
    while at < len(program):
        _, letters = signatures[program[at]]
        spoilt = [*program]
        spoilt[at] = len(signatures)
        refused(module, [packed(spoilt), *given[1:]])
        spoilt = [*program]
        spoilt[at + 1] += 1
        refused(module, [packed(spoilt), *given[1:]])
        for k, letter in enumerate(letters.partition("*")[0].partition("T")[0]):
            if letter == "n":
                continue
            for value in (-2, 10**6):
                spoilt = [*program]
                spoilt[at + 2 + k] = value
                refused(module, [packed(spoilt), *given[1:]])
                seen += 1
        at += 2 + program[at + 1]
    assert seen > 100


def test_what_comes_in_is_not_written() -> None:
    """A register that is bound to a column is not one that an instruction may write."""
    module, given = asked(random.Random(1))
    program = numbers(given[0])
    names = [name for name, _ in module.operations()]
    register = next(
        program[at + 1]
        for at in range(HEAD, HEAD + 4 * program[9], 4)
        if program[at] == 0 and program[at + 2] == 0
    )
    with pytest.raises(ValueError, match="not written"):
        module.run(packed([*program, names.index("FILL_I"), 2, register, 0]), *given[1:])


def test_arrays_that_are_read_only_are_refused() -> None:
    """An output is an array that may be written."""
    module, given = asked(random.Random(1))
    for k, array in enumerate(given[5]):
        held = array.copy()
        held.flags.writeable = False
        refused(module, [*given[:5], (*given[5][:k], held, *given[5][k + 1 :]), ROWS])


def test_nothing_that_is_spoilt_at_random_does_harm() -> None:
    """Programs, tables and columns with numbers changed at random are refused or run; the process
    lives, and no byte before or after an output changes."""
    source = random.Random(5)
    edges = [-(2**63), -2, -1, 0, 1, 2, 3, 15, 16, 17, ROWS, 2**31, 2**32 + 1, 2**62, 2**63 - 1]
    ran = 0
    for _ in range(times(300)):
        module, given = asked(source)
        for _ in range(source.choice([1, 1, 2, 5])):
            part = source.choice([0, 0, 0, 1, 2, 4])
            if part == 4:
                _spoil_column(source, given, edges)
                continue
            changed = numbers(given[part])
            if changed:
                place = source.randrange(len(changed))
                near = (changed[place] + source.choice([-1, 1])) % 2**63
                changed[place] = source.choice([near, source.choice(edges), source.choice(changed)])
                given[part] = packed(changed)
        guarded = [np.full(len(a) * a.itemsize + 32, 0xA5, np.uint8) for a in given[5]]
        given[5] = tuple(g[16:-16].view(a.dtype) for g, a in zip(guarded, given[5], strict=True))
        try:
            module.run(*given)
            ran += 1
        except (ValueError, MemoryError):
            pass
        assert all((g[:16] == 0xA5).all() and (g[-16:] == 0xA5).all() for g in guarded)
    assert ran


def _spoil_column(source: random.Random, given: list[Any], edges: list[int]) -> None:
    """Changes one number of one array of a column that comes in."""
    k = source.randrange(len(given[4]))
    column = list(given[4][k])
    places = [n for n in range(1, len(column)) if column[n] is not None and len(column[n])]
    place = source.choice(places)
    piece = column[place]
    kind = np.uint8 if place == 4 else np.int64  # the bytes of words, or numbers
    array = np.frombuffer(piece, kind).copy() if isinstance(piece, bytes) else piece.copy()
    if array.size and array.dtype != np.uint8:
        limits = np.iinfo(array.dtype)
        low, high = int(limits.min), int(limits.max)
        array[source.randrange(array.size)] = min(max(source.choice(edges), low), high)
    elif array.size:
        array[source.randrange(array.size)] = source.randrange(256)
    column[place] = array[: source.choice([len(array), len(array), len(array) - 1])].copy()
    given[4] = (*given[4][:k], tuple(column), *given[4][k + 1 :])


def test_every_word_is_found_among_many() -> None:
    """Each of many words is found by its hash, and none that is not there."""
    words = [f"{'x' * (k % 19)}{k}" for k in range(2_000)]
    b = Builder()
    t = b.column(0, "text", True, None, None)
    plan = b.plan([Column("t", "text")], [(Column("y", "boolean"), b.inside(t, words[::2]))], 0, {})
    native = Native.of(plan, ())
    assert native is not None
    ((_, found),) = native.decide({"t": cells_of(plan.inputs[0], words)}, len(words))
    assert found.values.tolist() == [1, 0] * 1_000
    assert compiled("engine.decide._native") is native.module
    assert _texts(("é", "a")) == ("éa".encode(), packed([0, 2, 3]))
