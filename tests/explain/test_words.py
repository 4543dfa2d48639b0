"""Every sentence exists in both languages, and every kind of reason has one."""

from __future__ import annotations

import re
import string
from typing import get_args

import pytest

from engine.atoms.kinds import KIND_WORDS
from engine.decide.interpreter.steps import What
from engine.explain.reasons import _WORDS, Kind
from engine.explain.trace import WHAT, WORDS
from engine.explain.words import SENTENCES

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", SENTENCES)
def test_both_languages(key: str) -> None:
    """A sentence has the same holes in English and Chinese, and its Chinese is Chinese."""
    en, zh = SENTENCES[key]
    assert holes(en) == holes(zh)
    assert not CHINESE.search(en)
    spelt = re.sub(r"\{\w+\}", "", en)
    assert CHINESE.search(zh) or not re.search("[a-z]", spelt), zh


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_of_reason_has_words(kind: str) -> None:
    """Each kind of reason code has a sentence of its own in the catalogue."""
    assert kind in _WORDS
    assert f"reason.{kind}" in SENTENCES


@pytest.mark.parametrize("words", [WHAT, WORDS, KIND_WORDS], ids=["what", "words", "kinds"])
def test_closed_words(words: dict[str, tuple[str, str]]) -> None:
    """The closed words of steps and kinds have both languages."""
    for en, zh in words.values():
        assert en and CHINESE.search(zh)


def test_every_step_has_a_word() -> None:
    """Whatever the interpreter's walk is about has a word in both languages."""
    assert set(WHAT) == set(get_args(What))


def test_no_reason_is_a_low_score() -> None:
    """No sentence says that the score is too low and nothing else."""
    for key, (en, zh) in SENTENCES.items():
        if key.startswith("reason."):
            assert not re.search(r"score (is )?too low|low score", en)
            assert "得分过低" not in zh and "分数太低" not in zh
