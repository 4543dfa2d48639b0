"""The Policy: what the author wrote, as frozen values; one field per YAML key.

Positions are metadata: `at` never takes part in equality, so re-indenting a file, or writing
it in flow style, gives an equal Policy with the same digest. Scalars stay text (`Word`) until
the type of the key reads them, which is the work of `engine.bind`.
"""

from __future__ import annotations

from engine.author.policy.cases import (
    Case,
    Expect,
    FullTier,
    Given,
    Held,
)
from engine.author.policy.contract import (
    FX,
    Aggregate,
    Bounds,
    Customers,
    DataField,
    DerivedField,
    Gates,
    Groups,
    Rates,
    RollUp,
    RollUpWord,
    ShareRead,
    Table,
    TableRead,
)
from engine.author.policy.matrix import (
    Axis,
    Cut,
    Matrix,
)
from engine.author.policy.region import (
    Extends,
    Opened,
)
from engine.author.policy.rules import (
    Action,
    ActionList,
    Benefit,
    ChecklistItem,
    ClassRule,
    Combination,
    Effect,
    Moves,
    Parameter,
    RedFlag,
    Require,
    Route,
    SortKey,
    Tier,
)
from engine.author.policy.scores import (
    ONLY,
    AsIs,
    Bands,
    Because,
    Criterion,
    Ladder,
    LineShape,
    Lookup,
    MissingRule,
    ParentCriterion,
    Points,
    Scorecard,
    Weights,
    YesNo,
)
from engine.author.policy.whole import (
    Effective,
    Policy,
)
from engine.author.policy.words import (
    OTHERWISE,
    FormulaText,
    Text,
    Word,
)

__all__ = [
    "FX",
    "ONLY",
    "OTHERWISE",
    "Action",
    "ActionList",
    "Aggregate",
    "AsIs",
    "Axis",
    "Bands",
    "Because",
    "Benefit",
    "Bounds",
    "Case",
    "ChecklistItem",
    "ClassRule",
    "Combination",
    "Criterion",
    "Customers",
    "Cut",
    "DataField",
    "DerivedField",
    "Effect",
    "Effective",
    "Expect",
    "Extends",
    "FormulaText",
    "FullTier",
    "Gates",
    "Given",
    "Groups",
    "Held",
    "Ladder",
    "LineShape",
    "Lookup",
    "Matrix",
    "MissingRule",
    "Moves",
    "Opened",
    "Parameter",
    "ParentCriterion",
    "Points",
    "Policy",
    "Rates",
    "RedFlag",
    "Require",
    "RollUp",
    "RollUpWord",
    "Route",
    "Scorecard",
    "ShareRead",
    "SortKey",
    "Table",
    "TableRead",
    "Text",
    "Tier",
    "Weights",
    "Word",
    "YesNo",
]
