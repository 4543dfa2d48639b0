"""`fmt`: one order of keys and one layout; what a policy says, and every comment, stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.atoms.errors import PolicyError
from engine.atoms.text import Source, cells
from engine.author import format as formatting
from engine.author.compose import compose
from engine.author.format import format_policy
from engine.author.format_layout import laid_out
from engine.author.format_lines import WIDTH
from engine.author.identity import policy_digest
from engine.author.nodes import Mapping
from engine.author.opening import opened
from engine.author.read import PARSER, read_policy
from engine.check import inspect
from tests.author.layouts import Layout
from tests.longer import times

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "format"
NAMES = sorted(p.name.removesuffix(".before.yaml") for p in CASES.glob("*.before.yaml"))
POLICIES = sorted(
    p
    for folder in ("engine", "policies", "tests", "docs")
    for p in (ROOT / folder).rglob("*.yaml")
    if not {"format", "broken", "found"} & set(p.parts) and "\npolicy: " in p.read_text("utf-8")
)
FULL = ROOT / "tests" / "author" / "policies" / "relationship.yaml"


def source(file: Path) -> Source:
    return Source(str(file), file.read_bytes().decode())


def root(text: str) -> Mapping:
    page, findings = opened(Source("x.yaml", text))
    assert page is not None and not findings
    node = compose(page, PARSER).root
    assert isinstance(node, Mapping)
    return node


def comments(text: str) -> list[str]:
    return laid_out(root(text)).comments


@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, golden: Callable[[Path, str], None]) -> None:
    """Each pair of files in tests/format shows one rule of the layout."""
    golden(CASES / f"{name}.after.yaml", format_policy(source(CASES / f"{name}.before.yaml")))


@pytest.mark.parametrize("name", NAMES)
def test_case_again(name: str) -> None:
    """What fmt wrote, fmt leaves alone; no comment is lost; the modeline stays on line 1."""
    before = source(CASES / f"{name}.before.yaml").text
    after = (CASES / f"{name}.after.yaml").read_bytes().decode()
    assert format_policy(Source("x.yaml", after)) == after
    assert comments(before) == comments(after)
    if before.startswith("# yaml-language-server"):
        assert after.startswith(before.partition("\n")[0])


def test_there_are_enough_cases() -> None:
    """The table of before and after is found, and every before has its after."""
    assert len(NAMES) >= 25
    assert {p.name for p in CASES.iterdir()} == {
        f"{name}.{side}.yaml" for name in NAMES for side in ("before", "after")
    }


@pytest.mark.parametrize("file", POLICIES, ids=lambda p: str(p.relative_to(ROOT)))
def test_policies_of_the_repository(file: Path) -> None:
    """Every policy here means the same after fmt: equal Policy, digest and findings."""
    before = source(file)
    after = Source(before.name, format_policy(before))
    policy, findings = read_policy(before)
    again, left = read_policy(after)
    assert policy is not None and policy == again
    assert policy_digest(policy) == policy_digest(again)
    assert [d.code for d in findings] == [d.code for d in left]
    assert comments(before.text) == comments(after.text)
    assert format_policy(after) == after.text


FULL_ROOT = root(FULL.read_text("utf-8"))


@st.composite
def parts(draw: st.DrawFn) -> tuple[Mapping, int]:
    """A few top-level entries of a policy that uses every key, and the seed of a layout."""
    entries = draw(
        st.lists(st.sampled_from(FULL_ROOT.entries), min_size=1, max_size=4, unique=True)
    )
    seed = draw(st.integers(0, 2**32))
    return replace(FULL_ROOT, entries=tuple(entries)), seed


@settings(max_examples=times(25), deadline=None)
@given(parts())
def test_any_layout(drawn: tuple[Mapping, int]) -> None:
    """However entries are laid out, fmt keeps every comment, and a second pass changes nothing."""
    nodes, seed = drawn
    layout = Layout(Random(seed))
    text = format_policy(Source("x.yaml", layout.text(nodes)))
    assert sorted(layout.comments) == comments(text)
    assert format_policy(Source("x.yaml", text)) == text


@settings(max_examples=times(25), deadline=None)
@given(parts())
def test_one_layout(drawn: tuple[Mapping, int]) -> None:
    """What differs in layout alone is the same text after fmt."""
    nodes, seed = drawn
    texts = [Layout(Random(s), remarks=False).text(nodes) for s in (0, seed)]
    first, second = (format_policy(Source("x.yaml", t)) for t in texts)
    assert first == second


@settings(max_examples=times(4), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_meaning(seed: int) -> None:
    """A policy in any layout is an equal Policy after fmt, with the same digest and no finding."""
    original, _ = read_policy(source(FULL))
    before = Source("x.yaml", Layout(Random(seed)).text(FULL_ROOT))
    after, findings = read_policy(Source("x.yaml", format_policy(before)))
    assert original is not None and after is not None
    assert (after, findings) == (original, [])
    assert policy_digest(after) == policy_digest(original)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML has no C parser here")
@settings(max_examples=times(15), deadline=None)
@given(parts())
def test_both_parsers(drawn: tuple[Mapping, int]) -> None:
    """PyYAML's C parser and its pure one, which place things differently, give one text."""
    nodes, seed = drawn
    before = Source("x.yaml", Layout(Random(seed)).text(nodes))
    texts = []
    for parser in (yaml.CLoader, yaml.Loader):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(formatting, "PARSER", parser)
            texts.append(format_policy(before))
    assert texts[0] == texts[1]


@pytest.mark.parametrize("behind", [True, False])
def test_permissions(behind: bool) -> None:
    """What a comment allows before fmt it allows after it, also on a line that is too long."""
    day = int((date(2026, 12, 1) - date(1970, 1, 1)).days)
    block = re.compile(r"  because:\n(?:    .*\n)+")
    panel = "销售总监、财务经理和客户成功经理"
    line = (
        f"  because: {{method: 专家评分, panel: {panel}, date: 2025-11-01, review_by: 2026-11-01}}"
    )
    assert cells(line) > WIDTH
    text = format_policy(source(FULL))
    assert block.search(text)
    comment = " # keytier: allow KT251 — the panel meets in spring"
    allowed = f"{line}{comment}\n" if behind else f"  {comment}\n{line}\n"
    before = Source("x.yaml", block.sub(allowed, text))
    after = Source("x.yaml", format_policy(before))
    assert line in after.text
    codes = [[d.code for d in inspect(s, day)[1]] for s in (before, source(FULL), after)]
    assert codes[0] == codes[2]
    assert sorted([*codes[0], "KT251"]) == sorted(codes[1])


def test_width() -> None:
    """A line in flow style takes at most 100 terminal columns, its comment not counted."""
    line = "  x: {is: text, label: " + "客" * 38 + "}"
    text = f"keytier: 1\n\ndata:\n{line} # comment\n"
    assert cells(line) == WIDTH
    assert format_policy(Source("x.yaml", text)) == text
    assert "{" not in format_policy(Source("x.yaml", text.replace("客}", "客a}")))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("keytier: 1\npolicy: [a\n", "KT101"),
        ("keytier: 1\nkeytier: 2\n", "KT104"),
        ("a: &x 1\nb: 2\n", "KT103"),
        ("a: 1\nb: *x\n", "KT103"),
        ("a: !!str 1\n", "KT103"),
        ("a: 1\n---\nb: 2\n", "KT103"),
        ("a:\n\tb: 1\n", "KT102"),
        ("a: 1\u200b\n", "KT106"),
        ("tiers: {key: {at_least:60}}\n", "KT109"),
        ("derived: {x: {formula: min(a, b), is: whole}}\n", "KT108"),
        ("- a\n- b\n", "KT110"),
        ("", "KT110"),
    ],
)
def test_refused(text: str, code: str) -> None:
    """A text that is not YAML as policies use it is refused with its findings."""
    with pytest.raises(PolicyError) as caught:
        format_policy(Source("x.yaml", text))
    assert code in {d.code for d in caught.value.diagnostics}


def test_anchor_is_refused() -> None:
    """An anchor is never resolved in passing: what stands for two things is the author's to say."""
    with pytest.raises(PolicyError, match="anchor"):
        format_policy(Source("x.yaml", "keytier: 1\ndata: {a: &same {is: text}, b: *same}\n"))
