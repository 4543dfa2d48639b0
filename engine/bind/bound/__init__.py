"""The bound policy: every name found, every literal read to an exact integer by its type.

This is what the interpreter walks and what `engine.compile` lowers. Mappings and tuples keep
the author's order; ids are those of the file.
"""

from __future__ import annotations

from engine.bind.bound.fields import (
    Effort,
    Field,
    Item,
    Origin,
    Table,
    TableColumn,
    Type,
    Typed,
)
from engine.bind.bound.rules import (
    Action,
    Benefit,
    ClassRule,
    ClassTable,
    Effect,
    Flag,
    Grant,
    Moves,
    Override,
    Route,
    Seats,
    SortKey,
    Tier,
    WarningRule,
)
from engine.bind.bound.scores import (
    AsIsPoints,
    Axis,
    BandPoints,
    Cut,
    How,
    Leaf,
    LinePoints,
    Matrix,
    Missing,
    Parent,
    Points,
    RankPoints,
    Reference,
    Scorecard,
    Steps,
    WordPoints,
    YesNoPoints,
)
from engine.bind.bound.whole import (
    BoundPolicy,
)

__all__ = [
    "Action",
    "AsIsPoints",
    "Axis",
    "BandPoints",
    "Benefit",
    "BoundPolicy",
    "ClassRule",
    "ClassTable",
    "Cut",
    "Effect",
    "Effort",
    "Field",
    "Flag",
    "Grant",
    "How",
    "Item",
    "Leaf",
    "LinePoints",
    "Matrix",
    "Missing",
    "Moves",
    "Origin",
    "Override",
    "Parent",
    "Points",
    "RankPoints",
    "Reference",
    "Route",
    "Scorecard",
    "Seats",
    "SortKey",
    "Steps",
    "Table",
    "TableColumn",
    "Tier",
    "Type",
    "Typed",
    "WarningRule",
    "WordPoints",
    "YesNoPoints",
]
