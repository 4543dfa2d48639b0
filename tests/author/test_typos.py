"""Any typo in any key is found at that key, with the key that was meant."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.atoms.places import place
from engine.atoms.text import Source
from engine.author import read
from engine.author.compose import compose
from engine.author.keys import distance
from engine.author.nodes import Mapping, Node, Scalar, Sequence
from engine.author.page import Page
from engine.author.policy import Policy
from tests.longer import times

ROOT = Path(__file__).parent.parent.parent
POLICIES = [ROOT / "tests/author/policies/relationship.yaml", *ROOT.glob("policies/*/policy.yaml")]
SCHEMA = json.loads((place("schemas") / "policy.schema.json").read_text(encoding="utf-8"))

TYPOS: dict[str, Callable[[str], str]] = {
    "two letters swapped": lambda k: k[:-2] + k[-1] + k[-2],
    "a letter left out": lambda k: k[: len(k) // 2] + k[len(k) // 2 + 1 :],
    "a letter typed twice": lambda k: k[: len(k) // 2] + k[len(k) // 2] + k[len(k) // 2 :],
    "another letter": lambda k: k[: len(k) // 2] + "q" + k[len(k) // 2 + 1 :],
    "an upper-case letter": lambda k: k[0].upper() + k[1:],
    "a hyphen or a space": lambda k: k.replace("_", "-") if "_" in k else k + "s",
}


def resolved(schema: Any) -> dict[str, Any]:
    """A schema behind its references."""
    while isinstance(schema, dict) and ("$ref" in schema or "allOf" in schema):
        ref = schema.get("$ref") or schema["allOf"][0]["$ref"]
        schema = SCHEMA["definitions"][ref.rsplit("/", 1)[1]]
    return schema if isinstance(schema, dict) else {}


def language_keys(node: Node, schema: Any) -> Iterator[tuple[Scalar, list[str]]]:
    """Each key of the language in a policy, with all keys that its place knows."""
    schema = resolved(schema)
    if isinstance(node, Sequence):
        for item in node.items:
            yield from language_keys(item, schema.get("items"))
    elif isinstance(node, Mapping):
        known = schema.get("properties", {})
        for e in node:
            if e.key.text in known and schema.get("additionalProperties") is False:
                yield e.key, list(known)
            below = known.get(e.key.text, schema.get("additionalProperties"))
            yield from language_keys(e.value, below)


def clear(typo: str, key: str, known: list[str]) -> bool:
    """Whether a typo is still nearer to its key than to any other, and no key itself."""
    plain = typo.lower().replace("-", "_")
    others = [k for k in known if k != key]
    near = distance(plain, key)
    return typo != key and plain not in others and all(distance(plain, k) > near for k in others)


#: Fewer than the findings that are kept of one file.
MANY = 900


#: In each turn a key is misspelt in one way, wherever it stands next in the next way; what an
#: everyday run leaves out of a key in one place it shows of the same key in another, but of the
#: keys that stand in few places two ways are all.
TURNS = min(times(2), len(TYPOS))


@pytest.mark.parametrize("path", POLICIES, ids=lambda p: p.parent.name)
def test_every_misspelt_key_is_found(path: Path) -> None:
    """Even when all keys of a policy are misspelt, each is named where it stands, with its mend."""
    text = path.read_text(encoding="utf-8")
    root = compose(Page.of(Source("p", text)), read.PARSER).root
    assert root is not None
    keys = list(language_keys(root, SCHEMA))
    good, _ = read.read_policy(Source("p", text))
    for turn in range(TURNS):
        edits, before = [], Counter(dict.fromkeys((k.text for k, _ in keys), POLICIES.index(path)))
        for key, known in keys:
            way = before[key.text] * TURNS + turn
            before[key.text] += 1
            wrong = list(TYPOS.values())[way % len(TYPOS)](key.text)
            if clear(wrong, key.text, known) and len(edits) < MANY:
                edits.append((key.start, key.end, wrong))
        misspelt(text, edits, good)


def misspelt(text: str, edits: list[tuple[int, int, str]], good: Policy | None) -> None:
    """Puts the misspelt keys into the text, and looks at what is found in it."""
    shift, wrong_text, expected = 0, text, set()
    for start, end, wrong in sorted(edits):
        wrong_text = wrong_text[: start + shift] + wrong + wrong_text[end + shift :]
        expected.add((start + shift, wrong, text[start:end]))
        shift += len(wrong) - (end - start)
    policy, found = read.read_policy(Source("p", wrong_text))
    seen = {(d.at.start.offset, d.at.text, d.fix and d.fix.text) for d in found if d.at is not None}
    assert len(expected) > 20
    assert seen == expected
    assert {d.code for d in found} == {"KT111"}
    assert policy == good
