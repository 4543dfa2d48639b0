"""What a YAML parser's error means to an author, and how reading can go on after it.

libyaml and the pure parser word and place their errors differently; both are brought to one
kind here, and the sentence is ours. Where the mend is plain, the page is mended in mind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import yaml

from engine.author import mends_bracket as bracket
from engine.author import mends_line as line
from engine.author.page import Mend, Page
from engine.author.trouble import Trouble, index, left_out, say, tokens

_KINDS: Final = (
    ("found unexpected ':'", "tight_colon"),
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no_colon"),
    ("cannot start any token", "operator"),
    ("block scalar", "operator"),
    ("quoted scalar", "quote"),
    ("sequence entries are not allowed", "dash"),
    ("flow mapping", "flow"),
    ("flow sequence", "flow"),
    ("node", "content"),
    ("block mapping", "block"),
    ("block collection", "list"),
    ("block sequence", "list"),
    ("directive", "yaml"), ("anchor", "yaml"), ("alias", "yaml"), ("tag", "yaml"),
    ("mapping keys are not allowed", "yaml"),
)  # fmt: skip


def mend(page: Page, error: yaml.MarkedYAMLError, parser: Any) -> Mend:
    """The finding that an error is, with the edits that let reading go on (none: it cannot)."""
    problem = f"{error.context or ''}: {error.problem or ''}"
    kind = next((k for words, k in _KINDS if words in problem), "other")
    at = len(page.text) if error.problem_mark is None else index(error.problem_mark)
    since = at if error.context_mark is None else index(error.context_mark)
    trouble = Trouble(page, min(at, len(page.text)), since, problem, tokens(page, parser))
    for read in _READERS[kind]:
        if (found := read(trouble)) is not None:
            return found
    return say(
        trouble.page, trouble.at, trouble.at + 1,
        "this cannot be understood as YAML", "这里不符合 YAML 语法",
        ("put a text with special characters in double quotes", "含特殊字符的文字请放进英文双引号"),
        left_out(trouble, trouble.at), lossy=True,
    )  # fmt: skip


_Reader = Callable[[Trouble], "Mend | None"]
_READERS: Final[dict[str, tuple[_Reader, ...]]] = {
    "colon": (line.bracket_key, line.line_before, line.second_colon, line.deeper),
    "no_colon": (line.this_line, line.no_colon),
    "operator": (line.operator,),
    "quote": (bracket.quote,),
    "dash": (line.dash,),
    "tight_colon": (bracket.tight_colon,),
    "flow": (bracket.flow_fault,),
    "content": (bracket.content, bracket.flow_fault),
    "block": (bracket.block,),
    "list": (bracket.list_fault,),
    "yaml": (line.not_ours,),
    "other": (),
}
