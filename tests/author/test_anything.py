"""Anything at all may be fed in: there is an answer, and both parsers agree on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.atoms.errors import KeytierError
from engine.atoms.text import Source
from engine.author.opening import load_source
from engine.author.read import read_policy
from tests.author.conftest import PARSERS
from tests.longer import times

WHOLE = [
    p.read_text(encoding="utf-8") for p in sorted(Path(__file__).parent.glob("policies/*.yaml"))
]
_BITS = st.sampled_from([
    *" \n:,-?#&*!|>'\"%@`{}[]()az09.=<：，（）　％５“”é\u200b\t\r", "\n  ", "- ", ": ", "---\n",
    "...\n", "? ", "<<: ", "&a ", "*a ", "!!str ", "\r\n", "''", "a:", "tiers:\n", "- - ",
])  # fmt: skip


@settings(max_examples=times(60), deadline=None)
@given(st.one_of(st.text(), st.lists(_BITS).map("".join)))
def test_any_text_has_an_answer(text: str) -> None:
    """Whatever is fed in: findings, never an exception; no policy without all it needs."""
    for parser in PARSERS.values():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("engine.author.read.PARSER", parser)
            policy, findings = read_policy(Source("p", text))
        assert policy is None
        assert findings
        for d in findings:
            assert d.message("zh")
            assert d.at is None or d.at.end.offset <= len(text)


@settings(max_examples=times(25), deadline=None)
@given(st.data())
def test_a_slip_in_a_policy_is_found_by_both_parsers(data: st.DataObject) -> None:
    """A policy with a random slip: both parsers agree whether it is one, and what it says."""
    whole = data.draw(st.sampled_from(WHOLE))
    start = data.draw(st.integers(0, len(whole)))
    end = start + data.draw(st.integers(0, 3))
    text = whole[:start] + data.draw(_BITS) + whole[end:]
    answers = []
    for parser in PARSERS.values():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("engine.author.read.PARSER", parser)
            answers.append(read_policy(Source("p", text)))
    policies = [policy for policy, findings in answers if not findings]
    assert len(policies) in (0, len(answers))
    assert all(policy == policies[0] for policy in policies)
    assert all(findings or policy for policy, findings in answers)


@settings(max_examples=times(50), deadline=None)
@given(st.binary())
def test_any_bytes_have_an_answer(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    """Bytes are a text, or a finding that says why not."""
    file = tmp_path_factory.mktemp("bytes") / "p.yaml"
    file.write_bytes(raw)
    try:
        assert load_source(file).text.encode("utf-8") == raw.removeprefix(b"\xef\xbb\xbf")
    except KeytierError as error:
        assert error.diagnostics[0].code == "KT100"
