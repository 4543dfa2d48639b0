"""The schema of regions' files: what head office may open, in the words of the whole schema."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource

from engine.atoms.places import place

WHOLE = json.loads((place("schemas") / "policy.schema.json").read_text(encoding="utf-8"))
REGION = json.loads((place("schemas") / "region.schema.json").read_text(encoding="utf-8"))
REGISTRY: Registry[Any] = Registry().with_resource(
    "policy.schema.json", Resource.from_contents(WHOLE)
)
VALIDATOR = Draft7Validator(REGION, registry=REGISTRY)


def test_every_key_is_one_of_a_whole_policy() -> None:
    """A region's file has no key of its own, names of the whole schema lead somewhere, and an
    example of each opening is accepted."""
    assert REGION["properties"].keys() < WHOLE["properties"].keys()
    Draft7Validator.check_schema(REGION)
    south = REGION["examples"][0] | {
        "effective": {"from": "2026-01-01"}, "applies_when": "region == '华南'",
        "customers": {"id": "编号"}, "data": {"csat": {"from": ["满意度"]}},
        "checklist": {"permit": {"from": "许可证"}},
        "tables": {"orders": {"date": "日期", "columns": {"amount": {"from": "金额"}}}},
        "scorecards": {"value": {"weights": {"a": 40, "b": 60}, "because": {"method": "panel"},
                                 "criteria": {"a": {"points": "as_is"}}}},
        "matrix": {"rows": {"value": {"high": {"at_least": 60}, "middle": 30}}},
        "tiers": {"key": {"keep_at": 60}, "standard": None},
        "benefits": {"discount": {"percent": 4}}, "actions": {"key": ["discount"]},
        "tests": [{"name": "a", "given": {"csat": 1}, "expect": {"tier": "key"}}],
    }  # fmt: skip
    assert list(VALIDATOR.iter_errors(south)) == []


def test_what_nobody_may_open_is_refused() -> None:
    """An editor marks a red flag, a label of a tier and a formula of a field in a region's file."""
    south = REGION["examples"][0] | {
        "red_flags": {}, "tiers": {"key": {"label": "大客户"}}, "data": {"csat": {"is": "percent"}},
    }  # fmt: skip
    places = sorted(".".join(map(str, e.absolute_path)) for e in VALIDATOR.iter_errors(south))
    assert places == ["", "data.csat", "tiers.key"]
