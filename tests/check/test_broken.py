"""One broken policy a mistake, with what `keytier check` prints of it beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from engine.atoms.codes import CODES
from engine.atoms.dates import to_day
from engine.atoms.diagnostic import Diagnostic
from engine.atoms.text import Source
from engine.author.formula.functions import FUNCTION_NAMES
from engine.check import inspect
from engine.report.render import render

HERE = Path(__file__).parent.parent / "broken"
TODAY = to_day(date(2026, 6, 30))
FILES = sorted(p.name for p in HERE.glob("KT*.yaml"))

#: Findings that no single policy file can show, and why.
ELSEWHERE = {
    "KT100": "needs bytes that are not UTF-8",
    "KT130": "is about a file that cannot be opened",
}


@pytest.fixture(autouse=True)
def _beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a policy extends is looked for in its own folder."""
    monkeypatch.chdir(HERE)


def source(name: str) -> Source:
    return Source(name, (HERE / name).read_text(encoding="utf-8"))


@cache
def findings(name: str) -> list[Diagnostic]:
    """What is found in a broken policy; three tests look at it."""
    return inspect(source(name), TODAY)[1]


@pytest.mark.parametrize("name", FILES)
def test_a_broken_policy_prints_exactly_this(
    name: str, golden: Callable[[Path, str], None]
) -> None:
    """The findings of a broken policy, in English and Chinese, as the terminal shows them."""
    found = findings(name)
    text = render(found, "text", "en", files=[name]) + "\n" + render(found, "text", "zh")
    golden(HERE / name.replace(".yaml", ".txt"), text)


@pytest.mark.parametrize("name", FILES)
def test_a_broken_policy_shows_its_code(name: str) -> None:
    """The file is named for the finding that it shows, and shows no finding of another kind."""
    found = findings(name)
    code = name[:5]
    assert {d.code for d in found} <= {code, *ALONG.get(code, ())}
    assert code in {d.code for d in found}


#: Codes that cannot stand alone, with their company.
ALONG = {"KT299": ("KT240",)}


def test_every_code_of_policies_has_a_broken_file() -> None:
    """A code without an example would be a finding that nobody has seen."""
    shown = {name[:5] for name in FILES}
    asked = {c for c in CODES if "KT150" <= c < "KT300"}
    assert shown >= asked - set(ELSEWHERE)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained_in_both_languages(code: str) -> None:
    """Each code has a headline, what it is and why it matters, in English and Chinese."""
    entry = CODES[code]
    for pair in (entry.message, entry.what, entry.why):
        en, zh = pair
        assert en
        assert zh
        assert re.search("[\u4e00-\u9fff]", zh) or zh.startswith("{")
    plain = [re.sub(r"_(zh|s)\}", "}", m) for m in entry.message]
    holes = [set(re.findall(r"(?<!\{)\{(\w+)\}", m)) for m in plain]
    assert holes[0] == holes[1]
    assert not entry.message[0].endswith(".")
    assert (
        entry.message[0][:1].islower()
        or entry.message[0][:2].isupper()
        or (not entry.message[0][:1].isalpha())
    )
    assert "invalid" not in entry.message[0].lower()


@pytest.mark.parametrize("code", sorted(c for c in CODES if "KT150" <= c < "KT299"))
def test_every_finding_about_meaning_shows_how_to_mend_it(code: str) -> None:
    """`keytier explain` shows the mistake and the same thing mended."""
    assert CODES[code].avoid
    assert CODES[code].prefer
    assert CODES[code].avoid != CODES[code].prefer


def test_a_function_name_is_no_field() -> None:
    """Names of functions are reserved, so that a formula reads one way only."""
    for name in FUNCTION_NAMES:
        text = source("KT187-reserved-id.yaml").text.replace("score:", f"{name}:", 1)
        text = text.replace("field: score", f"field: {name}")
        _, found = inspect(Source("p.yaml", text))
        assert [d.code for d in found] == ["KT187"]


def mended(text: str, found: list[Diagnostic]) -> str:
    """The text with every mend put in, from the end."""
    fixes = {d.fix.at.start.offset: d.fix for d in found if d.fix is not None}
    for start in sorted(fixes, reverse=True):
        fix = fixes[start]
        text = text[:start] + fix.text + text[fix.at.end.offset :]
    return text


@pytest.mark.parametrize("name", FILES)
def test_a_mend_mends(name: str) -> None:
    """Where every finding of a file has a mend, putting them in leaves no error."""
    text, found = source(name).text, findings(name)
    if found and all(d.fix is not None for d in found):
        _, left = inspect(Source(name, mended(text, found)), TODAY)
        assert [d.message() for d in left if d.severity == "error"] == []


@pytest.mark.parametrize("quote", ["", "'", '"', ">\n      "])
@pytest.mark.parametrize(
    "formula",
    ["csat is None", "idle_days > 180 && csat < 40%", "idle_days > 5k || csat = 3",
     "“华东” == region", "region == “华东”", "region == ‘华东’ and csat ＞ ６０"],
)  # fmt: skip
def test_a_mend_of_a_formula_respects_yaml_s_quotes(quote: str, formula: str) -> None:
    """A formula stays readable in a plain, quoted or block scalar when its mends are put in."""
    close = quote if len(quote) == 1 else ""
    text = source("KT222-always-false.yaml").text
    text = text.replace("idle_days > 3650", f"{quote}{formula}{close}")
    _, found = inspect(Source("p.yaml", text), TODAY)
    assert found
    _, left = inspect(Source("p.yaml", mended(text, found)), TODAY)
    plain_start = quote == ">\n      " and formula.startswith("“")
    assert [d.code for d in left if d.severity == "error"] == (["KT152"] if plain_start else [])
