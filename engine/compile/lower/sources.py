"""A value that several fields may give: which gave it, and how far they lie apart."""

from __future__ import annotations

from engine.bind.bound import Field
from engine.compile.lower.ground import Ground

_WHOLE = 10**6  # 100 % at the scale of a percent


def lower_sources(g: Ground, f: Field) -> tuple[int, int | None, int | None]:
    """The id of the first source that has a value; how far apart the values lie, and whether that
    is further than they may (None for both without a tolerance). Nothing of it without a value."""
    b, value = g.b, g.values[f.id].step
    steps = [g.values[name].step for name in f.sources]
    source = b.case(
        [(b.present(step), b.text(name)) for step, name in zip(steps, f.sources, strict=True)],
        b.nothing("text"),
    )
    source = b.when(b.present(value), source)
    if f.tolerance is None:
        return source, None, None
    least = greatest = steps[0]
    for step in steps[1:]:
        least = b.coalesce(b.least(least, step), least, step)
        greatest = b.coalesce(b.greatest(greatest, step), greatest, step)
    spread = b.when(b.present(value), b.subtract(greatest, least))
    if f.tolerance.of_value:
        allowed = b.times(b.absolute(value), f.tolerance.amount)
        far = b.compare(">", b.times(spread, _WHOLE), allowed)
    else:
        far = b.compare(">", spread, b.number(f.tolerance.amount))
    return source, spread, b.holds(far)
