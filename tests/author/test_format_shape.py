"""The table that orders keys knows the whole language, as the published schema has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.author.format_shape import ANY, POLICY, Shape

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "policy.schema.json").read_text())


def maps() -> Iterator[tuple[str, tuple[str, ...], Shape]]:
    """Every map of the schema with keys of its own: where, its keys in order, and our shape."""
    waiting: list[tuple[str, Any, Shape]] = [("policy", SCHEMA, POLICY)]
    done: set[tuple[str, int]] = set()
    while waiting:
        where, schema, shape = waiting.pop()
        if not isinstance(schema, dict):
            continue
        while "$ref" in schema:
            schema = SCHEMA["definitions"][schema["$ref"].rpartition("/")[2]]
        if (where, id(schema)) in done:
            continue
        done.add((where, id(schema)))
        for word in ("allOf", "anyOf"):
            waiting += [(where, s, shape) for s in schema.get(word, ())]
        waiting += [(where, schema[word], shape) for word in ("then", "else") if word in schema]
        if properties := schema.get("properties"):
            yield where, tuple(properties), shape
        for key, value in properties.items() if properties else ():
            waiting.append((f"{where}.{key}", value, shape.child(key)))
        waiting.append((f"{where}.*", schema.get("additionalProperties"), shape.child("<id>")))
        waiting.append((f"{where}[]", schema.get("items"), shape.child(None)))


MAPS = sorted(maps(), key=lambda m: m[0])


@pytest.mark.parametrize(("where", "keys", "shape"), MAPS, ids=[m[0] for m in MAPS])
def test_keys_are_known(where: str, keys: tuple[str, ...], shape: Shape) -> None:
    """Every key of the schema has a place of its own in the canonical order."""
    assert shape is not ANY and shape.order is not None
    assert set(keys) <= set(shape.order)


def test_the_schema_is_walked() -> None:
    """The walk reaches nested criteria, columns, routes and cases."""
    found = {where for where, _, _ in MAPS}
    assert {
        "policy.scorecard.criteria.*.criteria.*.points",
        "policy.tables.*.columns.*",
        "policy.tiers.*.routes.*",
        "policy.tests[].expect",
    } <= found


def test_order_of_the_file() -> None:
    """Top-level keys stand in the order of the schema, which is that of the language page."""
    assert POLICY.order is not None
    assert list(POLICY.order) == list(SCHEMA["properties"])
