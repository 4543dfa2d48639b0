"""Our quick dataclasses behave as the standard frozen, slotted ones do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any

import pytest

from engine.atoms import record


@record.dataclass(frozen=True, slots=True)
class Ours:
    """A record with fields of every kind."""

    name: str
    size: int = 3
    parts: tuple[int, ...] = field(default_factory=tuple)
    at: object = field(default=None, compare=False, repr=False)
    seen: dict[str, int] = field(default_factory=dict, init=False, compare=False)


@record.dataclass(frozen=True, slots=True)
class OursBelow(Ours):
    """One that inherits."""

    more: int = 5


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same, made by the standard library."""

    name: str
    size: int = 3
    parts: tuple[int, ...] = field(default_factory=tuple)
    at: object = field(default=None, compare=False, repr=False)
    seen: dict[str, int] = field(default_factory=dict, init=False, compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class TheirsBelow(Theirs):
    """The same below."""

    more: int = 5


USES: dict[str, Callable[[Any], Any]] = {
    "positions": lambda c: dataclasses.astuple(c("a", 1, (2,))),
    "names": lambda c: dataclasses.asdict(c(size=1, name="a")),
    "defaults": lambda c: dataclasses.astuple(c("a")),
    "own containers": lambda c: c("a").seen is c("a").seen,
    "equal": lambda c: c("a", at=1) == c("a", at=2),
    "not equal": lambda c: c("a") == c("b"),
    "other class": lambda c: c("a") == ("a", 3, ()),
    "hash": lambda c: hash(c("a", at=1)) == hash(c("a", at=2)),
    "in a set": lambda c: len({c("a"), c("a"), c("b")}),
    "repr": lambda c: repr(c("a", at=1)).replace("Theirs", "Ours"),
    "replace": lambda c: dataclasses.replace(c("a"), size=9).size,
    "fields": lambda c: [(f.name, f.init, f.compare) for f in dataclasses.fields(c)],
    "match": lambda c: c.__match_args__,
    "no dict": lambda c: hasattr(c("a"), "__dict__"),
    "copy": lambda c: copy.deepcopy(c("a", 1, (2,))) == c("a", 1, (2,)),
    "pickle": lambda c: pickle.loads(pickle.dumps(c("a", 1, (2,)))) == c("a", 1, (2,)),
}
WRONG: dict[str, Callable[[Any], Any]] = {
    "too few": lambda c: c(),
    "too many": lambda c: c("a", 1, (), None, 5, 6),
    "twice": lambda c: c("a", name="b"),
    "unknown": lambda c: c("a", colour=1),
    "set": lambda c: setattr(c("a"), "size", 4),
    "delete": lambda c: delattr(c("a"), "size"),
}
PAIRS = [(Ours, Theirs), (OursBelow, TheirsBelow)]


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
@pytest.mark.parametrize("use", USES)
def test_it_does_what_the_standard_one_does(ours: Any, theirs: Any, use: str) -> None:
    """Making, comparing, hashing, showing, copying: the same results."""
    assert USES[use](ours) == USES[use](theirs)


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
@pytest.mark.parametrize("use", WRONG)
def test_it_refuses_what_the_standard_one_refuses(ours: Any, theirs: Any, use: str) -> None:
    """Wrong arguments and any change raise the same kind of exception."""
    for made in (ours, theirs):
        with pytest.raises((TypeError, FrozenInstanceError)) as caught:
            WRONG[use](made)
        assert caught.type is (TypeError if use in list(WRONG)[:4] else FrozenInstanceError)


def test_methods_of_its_own_stay() -> None:
    """A class that says how it is shown keeps it."""

    @record.dataclass(frozen=True, slots=True)
    class Shown:
        name: str

        def __repr__(self) -> str:
            return self.name

    assert repr(Shown("x")) == "x"
