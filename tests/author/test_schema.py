"""The published schema: closed, described, and true of its own examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry

from engine.atoms.places import place

SCHEMA = json.loads((place("schemas") / "policy.schema.json").read_text(encoding="utf-8"))


def schemas(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside a schema, with its path."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for word in ("properties", "definitions"):
        for key, inner in schema.get(word, {}).items():
            yield from schemas(inner, f"{path}/{word}/{key}")
    for word in ("additionalProperties", "items", "propertyNames", "if", "then", "else"):
        yield from schemas(schema.get(word), f"{path}/{word}")


ALL = dict(schemas(SCHEMA))
PROPERTIES = {
    p: s for p, s in ALL.items() if re.search(r"/properties/[^/]+$", p) and "/then/" not in p
}


def checker(schema: Any) -> Draft7Validator:
    """A validator of one part of the schema."""
    whole = {"definitions": SCHEMA["definitions"], "allOf": [schema]}
    return Draft7Validator(whole, registry=Registry(), format_checker=FormatChecker(["date"]))


def test_the_schema_is_draft_7_and_has_no_alternatives() -> None:
    """Editors understand draft-07, and alternatives would make poor messages."""
    Draft7Validator.check_schema(SCHEMA)
    words = {word for s in ALL.values() for word in s}
    assert not words & {"oneOf", "anyOf", "not", "$id", "patternProperties", "$defs", "const"}
    assert all(ref.startswith("#/definitions/") for ref in re.findall(
        r'"\$ref": "([^"]+)"', json.dumps(SCHEMA)))  # fmt: skip


@pytest.mark.parametrize("path", sorted(PROPERTIES))
def test_every_property_is_described_and_shown(path: str) -> None:
    """Each property has a description, and examples that the schema itself accepts."""
    schema = PROPERTIES[path]
    assert schema["description"].endswith(".")
    assert schema["examples"]
    for example in schema["examples"]:
        assert not list(checker(schema).iter_errors(example))


@pytest.mark.parametrize("path", [p for p in sorted(ALL) if "properties" in ALL[p]])
def test_every_map_is_closed(path: str) -> None:
    """A map says of every key whether it may stand there."""
    if "/then" not in path and "/else" not in path:
        assert "additionalProperties" in ALL[path]


def test_definitions_are_used_and_their_examples_are_true() -> None:
    """No definition is left over, and each accepts its examples."""
    used = set(re.findall(r'"#/definitions/([^"]+)"', json.dumps(SCHEMA)))
    assert used == set(SCHEMA["definitions"])
    for name, schema in SCHEMA["definitions"].items():
        assert schema["description"], name
        for example in schema["examples"]:
            assert not list(checker(schema).iter_errors(example)), name


def test_the_example_of_a_whole_policy_is_one() -> None:
    """The schema's own example is a policy."""
    for example in SCHEMA["examples"]:
        assert not list(checker({**SCHEMA, "definitions": {}}).iter_errors(example))


def test_no_pattern_takes_long() -> None:
    """A long wrong text is refused by every pattern in linear time: no nested repetition."""
    for schema in ALL.values():
        for text in ("a" * 50_000, "1" * 50_000, "1," * 20_000, "a-" * 20_000, "YYYY" * 9_000):
            assert re.search(schema.get("pattern", "^$"), text + "！") is None
