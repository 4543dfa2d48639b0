"""The reference policy in two rule engines, as their users would write it.

zen-engine: a decision table for each criterion, expressions for the sums, a table for the tier.
datalogic-py: one JSON Logic rule that gives hits, contributions, sums and flags. Thresholds come
from the bound policy, so that all decide the same; both read a record of plain numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from engine.bind.bound import BoundPolicy, Leaf, Steps, WordPoints

Record = dict[str, Any]

# yes, no; unknown where neither holds
QUESTIONS = {
    "sizeable": (
        "(headcount != null and headcount >= 200 and sites != null and sites >= 2)"
        " or (rd_spend != null and rd_spend > 1000000)",
        "rd_spend != null and rd_spend <= 1000000"
        " and ((headcount != null and headcount < 200) or (sites != null and sites < 2))",
    ),
    "committed": (
        "contract_years != null and contract_years >= 3"
        " and share_of_wallet != null and share_of_wallet > 25",
        "(contract_years != null and contract_years < 3)"
        " or (share_of_wallet != null and share_of_wallet <= 25)",
    ),
}
LINES = {"share_of_wallet": (0, 60), "growth_3y": (0, 30)}


def plain(bound: BoundPolicy, row: Iterable[Any]) -> Record:
    """A canonical row as a record of plain numbers, as these engines take it."""
    names = ["id", *(f.id for f in bound.data_fields()), "errors"]
    record = dict(zip(names, row, strict=True))
    for f in bound.data_fields():
        value = record[f.id]
        if isinstance(value, int) and f.type.scale:
            record[f.id] = value / 10**f.type.scale
    del record["errors"]
    return record


def weights(bound: BoundPolicy) -> dict[str, float]:
    assert bound.scorecard is not None
    leaves = bound.scorecard.leaves()
    return {
        leaf.id: w / 100
        for leaf, w in zip(leaves, bound.scorecard.profiles["default"], strict=True)
    }


# --- zen-engine --------------------------------------------------------------------------------


def zen_tables(bound: BoundPolicy) -> str:
    """The decision model as JSON."""
    assert bound.scorecard is not None
    nodes: list[dict[str, Any]] = [
        {"id": "in", "name": "request", "type": "inputNode", "content": {}},
        {"id": "out", "name": "response", "type": "outputNode", "content": {}},
        _expressions("asked", {
            **{f"{k}_yes": yes for k, (yes, _) in QUESTIONS.items()},
            **{f"{k}_no": no for k, (_, no) in QUESTIONS.items()},
        }),
    ]  # fmt: skip
    edges = [("in", "asked"), ("asked", "sums")]
    by_weight = weights(bound)
    for leaf in bound.scorecard.leaves():
        nodes.append(_criterion(bound, leaf, by_weight[leaf.id]))
        edges += [("asked", leaf.id), (leaf.id, "sums")]
    ids = list(by_weight)
    nodes.append(_expressions("sums", {
        "total": " + ".join(f"{i}.points * {i}.weight" for i in ids),
        "left": " + ".join(f"{i}.weight" for i in ids),
        "minus": "top_supplier_share != null and contract_years != null and"
                 " top_supplier_share > 80 and contract_years < 1 ? 5 : 0",
        "overdue": "overdue_days != null and overdue_days > 90",
        "disputed": "disputes != null and disputes >= 3",
    }))  # fmt: skip
    nodes.append(_expressions("scored", {"score": "max([0, total / left - minus])"}))
    nodes.append(_table("tiers", ["overdue", "disputed", "score"], ["tier"], [
        ["true", "", "", '"standard"'],
        ["", "false", ">= 75", '"strategic"'],
        ["", "false", ">= 60", '"key"'],
        ["", "", ">= 45", '"growth"'],
        ["", "", "", '"standard"'],
    ]))  # fmt: skip
    discount = 'tier == "standard" ? null : min([15, 5 + score / 10])'
    nodes.append(_expressions("granted", {"discount": discount}))
    edges += [("sums", "scored"), ("scored", "tiers"), ("tiers", "granted"), ("granted", "out")]
    return json.dumps(
        {
            "nodes": nodes,
            "edges": [
                {"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in edges
            ],
        }
    )


def _criterion(bound: BoundPolicy, leaf: Leaf, weight: float) -> dict[str, Any]:
    """Hit, points and weight by value; a missing value has no weight."""
    outputs = [f"{leaf.id}.{x}" for x in ("hit", "points", "weight")]
    missing = ["== null", "null", "0", "0"]
    f, form = bound.fields[leaf.field], leaf.points
    rows: list[list[str]]
    match form:
        case Steps():
            op = ">=" if form.direction == "at_least" else "<="
            steps = zip(form.thresholds, form.points, strict=True)
            rows = [
                [f"{op} {t / 10**f.type.scale:f}", str(k), str(p / 1000), str(weight)]
                for k, (t, p) in enumerate(steps)
            ]
            rows = [missing, *rows, ["", str(len(rows)), str(form.otherwise / 1000), str(weight)]]
        case WordPoints():
            rows = [
                [f'"{word}"', str(k), str(p / 1000), str(weight)]
                for k, (word, p) in enumerate(form.words)
            ]
            rows = [missing, *rows]
        case _ if leaf.field in LINES:
            x0, x1 = LINES[leaf.field]
            between = f"{leaf.field} / {x1} * 100"
            rows = [
                missing,
                [f"< {x0}", "0", "0", str(weight)],
                [f"< {x1}", "1", between, str(weight)],
                ["", "2", "100", str(weight)],
            ]
        case _:
            yes, no = (100, 30) if leaf.field == "sizeable" else (100, 0)
            name = leaf.field
            return _table(leaf.id, [f"{name}_yes", f"{name}_no"], outputs, [
                ["true", "", "0", str(yes), str(weight)],
                ["", "true", "1", str(no), str(weight)],
                ["", "", "null", "0", "0"],
            ])  # fmt: skip
    return _table(leaf.id, [leaf.field], outputs, rows)


def _table(
    id_: str, inputs: list[str], outputs: list[str], rows: list[list[str]]
) -> dict[str, Any]:
    cells = [f"i{k}" for k in range(len(inputs))] + [f"o{k}" for k in range(len(outputs))]
    return {
        "id": id_,
        "name": id_,
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "first",
            "passThrough": id_ == "tiers",  # the sums read the request past the other tables
            "inputField": None,
            "outputPath": None,
            "executionMode": "single",
            "inputs": [{"id": f"i{k}", "name": x, "field": x} for k, x in enumerate(inputs)],
            "outputs": [{"id": f"o{k}", "name": x, "field": x} for k, x in enumerate(outputs)],
            "rules": [
                {"_id": f"{id_}-{n}", **dict(zip(cells, row, strict=True))}
                for n, row in enumerate(rows)
            ],
        },
    }


def _expressions(id_: str, named: dict[str, str]) -> dict[str, Any]:
    return {
        "id": id_,
        "name": id_,
        "type": "expressionNode",
        "content": {
            "passThrough": True,
            "inputField": None,
            "outputPath": None,
            "executionMode": "single",
            "expressions": [{"id": f"{id_}-{k}", "key": k, "value": v} for k, v in named.items()],
        },
    }


def zen_decider(bound: BoundPolicy, trace: bool) -> Callable[[Record], Any]:
    """A function from a record to zen's answer, with its trace or without."""
    import zen

    decision = zen.ZenEngine().create_decision(zen_tables(bound))
    options = {"trace": trace}
    return lambda record: decision.evaluate(record, options)


def zen_tier(answer: Any) -> tuple[str, float]:
    return answer["result"]["tier"], float(answer["result"]["score"])


def zen_batch(bound: BoundPolicy) -> Callable[[list[Record]], Any]:
    """The engine's own way to decide many, traced."""
    import zen

    content = zen.ZenDecisionContent(zen_tables(bound))
    engine = zen.ZenEngine({"loader": lambda key: content})
    return lambda records: engine.evaluate_batch(
        [{"key": "reference", "context": r} for r in records], {"trace": True}
    )


# --- datalogic-py ------------------------------------------------------------------------------


def datalogic_rule(bound: BoundPolicy) -> list[Any]:
    """[hits, contributions, weights of what is there, flags]."""
    assert bound.scorecard is not None
    by_weight = weights(bound)
    hits, shares, there = [], [], []
    for leaf in bound.scorecard.leaves():
        hit, share, weight = _logic_of(bound, leaf, by_weight[leaf.id])
        hits.append(hit)
        shares.append(share)
        there.append(weight)
    years, share = {"var": "contract_years"}, {"var": "top_supplier_share"}
    flags = [
        {"if": [_null("overdue_days"), None, {">": [{"var": "overdue_days"}, 90]}]},
        {"if": [_null("disputes"), None, {">=": [{"var": "disputes"}, 3]}]},
        {
            "if": [
                {"or": [_null("top_supplier_share"), _null("contract_years")]},
                None,
                {"and": [{">": [share, 80]}, {"<": [years, 1]}]},
            ]
        },
    ]
    return [hits, shares, there, flags]


def _null(name: str) -> dict[str, Any]:
    return {"===": [{"var": name}, None]}


def _logic_of(bound: BoundPolicy, leaf: Leaf, weight: float) -> tuple[Any, Any, Any]:
    f, form = bound.fields[leaf.field], leaf.points
    var = {"var": leaf.field}
    hit: list[Any] = [_null(leaf.field), None]
    share: list[Any] = [_null(leaf.field), None]
    match form:
        case Steps():
            op = ">=" if form.direction == "at_least" else "<="
            for k, (t, p) in enumerate(zip(form.thresholds, form.points, strict=True)):
                test = {op: [var, t / 10**f.type.scale]}
                hit += [test, k]
                share += [test, p / 1000 * weight]
            hit.append(len(form.thresholds))
            share.append(form.otherwise / 1000 * weight)
        case WordPoints():
            for k, (word, p) in enumerate(form.words):
                hit += [{"===": [var, word]}, k]
                share += [{"===": [var, word]}, p / 1000 * weight]
            hit.append(None)
            share.append(None)
        case _ if leaf.field in LINES:
            x0, x1 = LINES[leaf.field]
            hit += [{"<": [var, x0]}, 0, {"<": [var, x1]}, 1, 2]
            line = {"*": [{"/": [var, x1]}, 100 * weight]}
            share += [{"<": [var, x0]}, 0, {"<": [var, x1]}, line, 100 * weight]
        case _:
            yes, no = _questions(leaf.field)
            least = 30 if leaf.field == "sizeable" else 0
            hit = [yes, 0, no, 1, None]
            share = [yes, 100 * weight, no, least * weight, None]
            return {"if": hit}, {"if": share}, {"if": [{"or": [yes, no]}, weight, 0]}
    return {"if": hit}, {"if": share}, {"if": [_null(leaf.field), 0, weight]}


def _questions(field: str) -> tuple[Any, Any]:
    def known(name: str, op: str, limit: float) -> dict[str, Any]:
        return {"and": [{"!==": [{"var": name}, None]}, {op: [{"var": name}, limit]}]}

    if field == "sizeable":
        large = {"and": [known("headcount", ">=", 200), known("sites", ">=", 2)]}
        small = {"or": [known("headcount", "<", 200), known("sites", "<", 2)]}
        return (
            {"or": [large, known("rd_spend", ">", 1_000_000)]},
            {"and": [known("rd_spend", "<=", 1_000_000), small]},
        )
    return (
        {"and": [known("contract_years", ">=", 3), known("share_of_wallet", ">", 25)]},
        {"or": [known("contract_years", "<", 3), known("share_of_wallet", "<=", 25)]},
    )


def datalogic_decider(bound: BoundPolicy) -> Callable[[Record], tuple[str, float]]:
    """A function from a record to tier and score; the host sums up what the rule gives."""
    from datalogic_py import Engine

    rule = Engine().compile(json.dumps(datalogic_rule(bound)))

    def decide(record: Record) -> tuple[str, float]:
        _, shares, there, (overdue, disputed, concentrated) = rule.evaluate(record)
        total = sum(x for x in shares if x is not None)
        left = sum(there)
        score = max(0.0, total / left - (5 if concentrated else 0))
        if overdue:
            tier = "standard"
        elif score >= 60 and not disputed:
            tier = "strategic" if score >= 75 else "key"
        else:
            tier = "growth" if score >= 45 else "standard"
        return tier, score

    return decide
