"""`keytier case`: a page for a third party, in which nothing from files is ever run."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from tests.terminal.conftest import ROOT, Run

STARTER = ROOT / "policies" / "starter"
HOSTILE = "</script><img src=x onerror=alert(1)>\u202e"


class Tags(HTMLParser):
    """The tags of a page, and the text of its data blocks by id."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.blocks: dict[str, str] = {}
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.loads += [str(found[a]) for a in ("src", "href", "action") if a in found]
        self.inside = str(found.get("id")) if tag == "script" else ""
        assert tag != "script" or found["type"] == "application/json"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.blocks[self.inside] = data

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def test_case(keytier: Run) -> None:
    """The page holds both languages, every digest and the exact decision; it loads nothing, and a
    name that is markup stays a name; a page that is there is replaced only on request."""
    customers = Path("customers.csv")
    customers.write_text(
        "customer_id,purchases_12m,satisfaction,years,overdue_days\n"
        f'"{HOSTILE}",95000,77.25,3,0\nb,200,10,1,0\n'
    )
    day = ("--as-of", "2026-06-30", "-o", "run")
    assert keytier("run", STARTER / "policy.yaml", customers, *day).code == 0
    done = keytier("case", "run", "--id", HOSTILE, "-o", "case.html", "--lang", "zh")
    assert done.code == 0, done.err
    page = Path("case.html").read_text("utf-8")
    tags = Tags()
    tags.feed(page)
    assert tags.loads == []
    assert not tags.tags & {"img", "link", "iframe", "object", "form", "a"}
    assert "\u202e" not in page
    assert "&lt;U+202E&gt;" in page
    decided, inputs = (json.loads(tags.blocks[name]) for name in ("decision", "inputs"))
    assert decided["id"] == inputs["id"] == HOSTILE
    assert (decided["tier"], inputs["purchases_12m"]) == ("standard", 95000)
    assert re.search(r'"score": 49\.175\b', tags.blocks["decision"])
    Path("proof.json").write_text(tags.blocks["proof"], encoding="utf-8")
    assert keytier("ledger", "verify-proof", "proof.json").code == 0
    manifest = json.loads(Path("run/manifest.json").read_text("utf-8"))
    for digest in (manifest["policy"]["digest"], manifest["sources"][0]["digest"]):
        assert page.count(digest) == 2
    assert "standard customer, 49.175 points of 100" in page
    assert "普通客户，49.175 分" in page
    assert "要达到优质客户需要什么" in page
    assert 'id="zh" checked' in page
    assert "--force replaces it" in keytier("case", "run", "--id", "b", "-o", "case.html").err
    assert keytier("case", "run", "--id", "b", "-o", "case.html", "--force").code == 0
    inside = keytier("case", "run", "--id", "b", "-o", "run/case.html")
    assert (inside.code, "nothing is added to a run" in inside.err) == (2, True)
    assert keytier("case", "run", "--id", "b", "-o", "-").out.startswith("<!doctype html>")
