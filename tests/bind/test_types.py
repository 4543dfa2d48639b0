"""The type, scale and bounds of formulas, as docs/language.md 13 settles them."""

from __future__ import annotations

import pytest

from engine.author.formula.parse import parse_formula
from engine.author.formula.tree import Formula
from engine.author.policy import FormulaText
from engine.bind.bound import Type, Typed
from engine.bind.findings import Findings
from engine.bind.may_miss import may_miss
from engine.bind.scope import Known, Scope
from engine.bind.types import type_formula


def known(kind: str, scale: int = 0, low: int = 0, high: int = 0, miss: bool = True) -> Known:
    return Known(Type(kind, scale, low, high), miss)  # type: ignore[arg-type]


SCOPE = Scope(
    {
        "money": known("money", 4, 0, 100 * 10**4),
        "cost": known("money", 4, -50 * 10**4, 50 * 10**4),
        "rate": known("percent", 4, 0, 100 * 10**4),
        "number": known("number", 6, -(10**6), 10**6),
        "count": known("whole", 0, 1, 9, miss=False),
        "some": known("whole", 0, 0, 9, miss=False),
        "stars": known("rating", 0, 1, 5),
        "huge": known("number", 6, -(10**17), 10**17),
        "region": Known(Type("text", words=("east", "west")), True),
        "note": Known(Type("text"), True),
        "day": Known(Type("date"), True),
        "as_of": Known(Type("date"), False),
        "vip": Known(Type("yes_no"), True),
        "tags": Known(Type("choices", words=("family", "listed")), True),
    },
    {"item": ("it is an item", "它是核查项")},
)


def typed(text: str) -> tuple[Typed | None, list[str]]:
    tree = parse_formula(FormulaText(text))
    assert isinstance(tree, Formula), [d.message() for d in tree]
    findings = Findings()
    return type_formula(tree, SCOPE, findings), [d.code for d in findings.found]


@pytest.mark.parametrize(
    ("text", "kind", "scale", "low", "high"),
    [
        ("money + cost", "money", 4, -50 * 10**4, 150 * 10**4),
        ("money - 1.5", "money", 4, -15000, 985000),
        ("money - 0.00001", "money", 5, -1, 100 * 10**5 - 1),
        ("money * number", "money", 10, -(10**12), 10**12),
        ("money * rate", "money", 8, 0, 10**12),
        ("money / cost", "number", 6, -1000000 * 10**6, 1000000 * 10**6),
        ("money / count", "money", 6, 0, 100 * 10**6),
        ("rate / 100", "percent", 6, 0, 10**6),
        ("rate / rate", "number", 6, 0, 10**6 * 10**6),
        ("count / rate", "number", 6, 10**4, 90000 * 10**6),
        ("count / money", "number", 6, 10**4, 90000 * 10**6),
        ("rate * number", "percent", 10, -(10**12), 10**12),
        ("count * some", "whole", 0, 0, 81),
        ("count + stars", "whole", 0, 2, 14),
        ("count + number", "number", 6, 0, 10 * 10**6),
        ("count + 0.5", "number", 1, 15, 95),
        ("count * 0.5", "number", 1, 5, 45),
        ("- count", "whole", 0, -9, -1),
        ("abs(cost)", "money", 4, 0, 50 * 10**4),
        ("abs(-2 - count)", "whole", 0, 3, 11),
        ("min(count, some)", "whole", 0, 0, 9),
        ("max(count, 3)", "whole", 0, 3, 9),
        ("min(stars, stars)", "rating", 0, 1, 5),
        ("coalesce(stars, 0)", "rating", 0, 0, 5),
        ("coalesce(rate, 0.5)", "percent", 4, 0, 100 * 10**4),
        ("money if vip else 0", "money", 4, 0, 100 * 10**4),
        ("share(count, some)", "percent", 4, 111111, 900 * 10**4),
        ("share(money, money)", "percent", 4, 0, 10**8 * 10**4),
        ("days_between(day, as_of)", "whole", 0, -3652058, 3652058),
        ("2 + 3 * 4", "whole", 0, 14, 14),
        ("-5", "whole", 0, -5, -5),
    ],
)
def test_the_type_of_numbers(text: str, kind: str, scale: int, low: int, high: int) -> None:
    """Scales add in a product, quotients have 6 decimals, bounds are the exact extremes."""
    found, said = typed(text)
    assert found is not None, said
    assert found.type == Type(kind, scale, low, high)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "money > 5", "5 < money", "0 <= rate < 40", "money > cost", "count >= stars",
        "count > number", "region == 'east'", "region != note", "note == 'anything'",
        "region in ['east', 'west']", "count in [1, 2]", "day in [date('2026-01-31')]",
        "day < as_of", "day == date('2026-01-31')", "vip", "vip == true", "vip != vip",
        "'family' in tags", "'family' not in tags", "is_missing(tags)", "not vip",
        "vip and count > 3 or is_missing(day)", "true", "vip if count > 3 else false",
    ],
)  # fmt: skip
def test_questions_are_questions(text: str) -> None:
    """Comparisons, membership and logic give yes or no."""
    found, said = typed(text)
    assert found is not None, said
    assert found.type.kind == "yes_no"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("money + count", "KT170"), ("money + number > 1", "KT170"), ("rate > count", "KT170"),
        ("money > rate", "KT170"), ("day > 5", "KT170"), ("count == 'x'", "KT170"),
        ("count == '5'", "KT170"), ("vip == 1", "KT170"), ("vip == 'yes'", "KT170"),
        ("region == 5", "KT170"), ("min(money, count)", "KT170"),
        ("coalesce(money, rate)", "KT170"),
        ("money if vip else count", "KT170"), ("share(money, count)", "KT170"),
        ("count in ['a']", "KT170"), ("tags == 'family'", "KT170"), ("day == vip", "KT170"),
        ("money * cost", "KT171"), ("not count", "KT172"), ("count and vip", "KT172"),
        ("1 if count else 2", "KT172"), ("not region", "KT172"), ("region > 'a'", "KT173"),
        ("day + 1", "KT173"), ("as_of - day", "KT173"), ("-region", "KT173"), ("abs(day)", "KT173"),
        ("min(day, as_of)", "KT173"), ("days_between(count, as_of)", "KT173"),
        ("vip > true", "KT173"), ("tags == tags", "KT173"), ("'x' in region", "KT173"),
        ("count in tags", "KT173"), ("vip in [1]", "KT173"), ("'east' * 3", "KT173"),
        ("huge * huge * number", "KT175"), ("number * number * number * number", "KT175"),
        ("count > 0.0000000000000000001", "KT175"),
        ("huge * huge / (number * number)", "KT175"),
        ("region == 'north'", "KT176"), ("region in ['east', 'north']", "KT176"),
        ("'state' in tags", "KT176"), ("day < '2026-01-31'", "KT177"), ("count / 0", "KT178"),
        ("count / (2 - 2)", "KT178"), ("cuont > 3", "KT180"), ("region == east", "KT180"),
        ("min > 3", "KT180"), ("item", "KT181"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_once(text: str, code: str) -> None:
    """A formula that mixes kinds, or grows too wide, gives one finding with this code."""
    found, said = typed(text)
    assert found is None
    assert said == [code]


@pytest.mark.parametrize(
    ("text", "missing", "divides"),
    [
        ("count", False, False), ("stars", True, False), ("stars > 3", True, False),
        ("is_missing(stars)", False, False), ("coalesce(stars, 0)", False, False),
        ("coalesce(stars, stars)", True, False), ("count / some", True, True),
        ("count / count", False, False), ("share(count, some)", True, True),
        ("share(count, count)", False, False), ("count if vip else some", True, False),
        ("count if some > 3 else 1", False, False), ("vip or count > 3", True, False),
        ("as_of == as_of", False, False), ("count > 3 and some < 2", False, False),
        ("count / number", True, True),
    ],
)  # fmt: skip
def test_what_may_be_missing_is_known_before(text: str, missing: bool, divides: bool) -> None:
    """A result may be missing when what it reads may be, or when a divisor may be 0."""
    found, said = typed(text)
    assert found is not None, said
    assert may_miss(found.formula.root, SCOPE, found.types) is missing
    assert found.divides is divides


def test_a_literal_takes_the_kind_of_what_it_stands_beside() -> None:
    """In `money > 5` the 5 is money; the node of the literal says so."""
    found, _ = typed("money > 5")
    assert found is not None
    assert [t.kind for t in found.types] == ["yes_no", "money", "money"]


def test_a_formula_too_wide_says_which_bound_to_declare() -> None:
    """The field without bounds of its own is blamed before one that has them."""
    scope = Scope({**SCOPE.names, "wild": Known(Type("number", 6, -(10**17), 10**17), True, None,
                                                bounded=False)})  # fmt: skip
    tree = parse_formula(FormulaText("huge * wild * number"))
    assert isinstance(tree, Formula)
    findings = Findings()
    type_formula(tree, scope, findings)
    assert findings.found[0].help() == "declare `between: [least, greatest]` on `wild`"
