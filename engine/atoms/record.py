"""`dataclass(frozen=True, slots=True)`, made ten times faster.

The standard decorator compiles six methods for each class, about a millisecond. A policy and
its bound form have a hundred classes, so that this alone would be a third of `keytier check`.
Here all classes share the same few methods, which look the fields up. Making an instance takes
a little longer, which trees of a few thousand nodes do not feel; what is made by the million
uses the standard one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """The decorator; both arguments must be True, and are written so that readers see it.

        >>> @dataclass(frozen=True, slots=True)
        ... class Pair:
        ...     first: int
        ...     second: int = 0
        >>> Pair(1) == Pair(first=1), Pair(1)
        (True, Pair(first=1, second=0))
        """
        assert frozen
        assert slots
        return _record


_bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)
_set = object.__setattr__


def _record(plain: type) -> type:
    made: Any = _bare(plain)
    fields = dataclasses.fields(made)
    made.__record__ = (
        tuple((f.name, f.default, f.default_factory) for f in fields if f.init),
        tuple((f.name, f.default, f.default_factory) for f in fields if not f.init),
        tuple(f.name for f in fields if f.compare),
    )
    for name, method in _METHODS.items():
        if name not in plain.__dict__:
            setattr(made, name, method)
    cls: type = made
    return cls


def _init(self: Any, *values: Any, **named: Any) -> None:
    given, rest, _ = self.__record__
    if len(values) > len(given):
        raise TypeError(f"{_name(self)} takes {len(given)} values, {len(values)} were given")
    for (name, _, _), value in zip(given, values, strict=False):
        if name in named:
            raise TypeError(f"{_name(self)} got two values for {name!r}")
        _set(self, name, value)
    for name, default, factory in given[len(values) :]:
        if name in named:
            _set(self, name, named.pop(name))
        else:
            _set(self, name, _default(self, name, default, factory))
    for name, default, factory in rest:
        _set(self, name, _default(self, name, default, factory))
    if named:
        raise TypeError(f"{_name(self)} has no field {next(iter(named))!r}")


def _default(self: Any, name: str, default: Any, factory: Any) -> Any:
    if default is not MISSING:
        return default
    if factory is MISSING:
        raise TypeError(f"{_name(self)} lacks a value for {name!r}")
    return factory()


def _name(self: Any) -> str:
    return type(self).__qualname__


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self.__record__[2])


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self is other or _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{_name(self)}({', '.join(shown)})"


def _no_change(self: Any, name: str, value: Any = None) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, f.name) for f in dataclasses.fields(self)]


def _setstate(self: Any, state: list[Any]) -> None:
    for f, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, f.name, value)


_METHODS = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _no_change,
    "__delattr__": _no_change,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
}

__all__ = ["dataclass"]
