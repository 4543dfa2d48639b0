"""How the words of a finding are filled in."""

from __future__ import annotations

import pytest

from engine.atoms.diagnostic import Diagnostic, listed, those_there


def test_a_list_is_shown_name_by_name_in_both_languages() -> None:
    """Each of the author's names stands between backticks, with the comma of the language."""
    finding = Diagnostic("KT117", {"where": "x", "keys": ("line", "bands")})
    assert finding.message("en").endswith("needs one of `line`, `bands`")
    assert "`line`、`bands`" in finding.message("zh")
    assert listed([]) == ("", "")


@pytest.mark.parametrize(
    ("cells", "said"), [(1, "has 1 cell,"), ("1", "has 1 cell,"), (2, "has 2 cells,")]
)
def test_one_is_no_plural(cells: int | str, said: str) -> None:
    """A count of one is followed by the singular, whatever else by the plural."""
    params = {"name": "f.csv", "line": 2, "found": cells, "expected": 3}
    assert said in Diagnostic("KT307", params).message("en")


def test_what_is_there_instead_is_named_also_when_it_is_nothing() -> None:
    """A policy without tables is said to have none, not to have a dash."""
    assert those_there(["orders", "visits"]) == (
        "it has `orders`, `visits`",
        "现有 `orders`、`visits`",
    )
    there, there_zh = those_there(())
    params = {"table": "x", "there": there, "there_zh": there_zh}
    assert Diagnostic("KT329", params).message("en") == "the policy has no table `x`; it has none"
    assert Diagnostic("KT329", params).message("zh") == "政策没有明细表 `x`；一个也没有"


def test_a_word_that_nobody_gave_is_a_mistake_of_ours() -> None:
    """A hole without a value is not passed over."""
    with pytest.raises(KeyError):
        Diagnostic("KT307", {"name": "f.csv"}).message("en")
