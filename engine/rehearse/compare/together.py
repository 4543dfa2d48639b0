"""Parts of a policy that make no policy one without the other are exchanged together."""

from __future__ import annotations

from collections.abc import Sequence

from engine.bind.bind import bind
from engine.bind.bound import BoundPolicy
from engine.rehearse.compare.parts import Part, Path, graft

_PAIRS = 200  # of parts that are tried together


def groups_of(old: BoundPolicy, new: BoundPolicy, parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    """Parts, together where one without the other makes no policy, in the order of the file."""

    def sound(group: Sequence[Part]) -> bool:
        return all(mixed_with(*pair, group) is not None for pair in ((old, new), (new, old)))

    whole: list[list[Part]] = []
    lone: list[list[Part]] = []
    for part in parts:
        (whole if sound([part]) else lone).append([part])
    tries = 0
    while lone:
        first = lone.pop(0)
        for other in [*lone, *whole]:
            tries += 1
            if tries <= _PAIRS and sound([*first, *other]):
                break
        else:
            rest = [*first, *(part for group in lone for part in group)]
            alone = sound(rest)
            return _ordered([*whole, rest] if alone else [list(parts)], parts)
        (lone if other in lone else whole).remove(other)
        whole.append([*first, *other])
    return _ordered(whole, parts)


def _ordered(groups: Sequence[Sequence[Part]], parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    at = {part.path: n for n, part in enumerate(parts)}
    sorted_ = [tuple(sorted(group, key=lambda part: at[part.path])) for group in groups]
    return sorted(sorted_, key=lambda group: at[group[0].path])


def mixed_with(base: BoundPolicy, other: BoundPolicy, parts: Sequence[Part]) -> BoundPolicy | None:
    """The policy with these parts of the other; None where that is no sound policy."""
    paths: list[Path] = [part.path for part in parts]
    return bind(graft(base.policy, other.policy, paths))[0]
