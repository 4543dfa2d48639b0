"""Where mistakes are gathered while binding goes on: all of a file in one go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from engine.atoms.diagnostic import Diagnostic, Fix, Label, listed
from engine.atoms.suggest import nearest
from engine.atoms.text import Span

Both = tuple[str, str]
#: A name that holds one of these was not meant to be one name.
_SEVERAL: Final = re.compile(r"[\s,，、；;]")

KIND_WORDS: dict[str, Both] = {
    "money": ("money", "金额"),
    "number": ("a number", "数字"),
    "percent": ("a percent", "百分数"),
    "whole": ("a whole number", "整数"),
    "rating": ("a rating", "评级"),
    "yes_no": ("yes or no", "是/否"),
    "date": ("a day", "日期"),
    "text": ("text", "文本"),
    "choices": ("choices", "多选"),
}


class Findings:
    """The mistakes so far."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def add(
        self,
        code: str,
        at: Span | None,
        *,
        labels: Iterable[Label] = (),
        fix: Fix | None = None,
        hint: Both | None = None,
        caret: Both | None = None,
        **params: object,
    ) -> None:
        self.found.append(
            Diagnostic(code, params, at=at, labels=tuple(labels), fix=fix, hint=hint, caret=caret)
        )

    def unknown(
        self,
        code: str,
        at: Span | None,
        name: str,
        known: Mapping[str, Span | None],
        *,
        hint: Both | None = None,
        params: Mapping[str, object] | None = None,
    ) -> None:
        """A name that nothing bears: the nearest one is offered, with the place of its birth."""
        near = None if _SEVERAL.search(name) else nearest(name, known)
        fix, labels = None, []
        if near is not None and hint is None:
            hint = (f"did you mean `{near}`?", f"是不是想写 `{near}`？")
            fix = None if at is None or at.text != name else Fix(at, near)
            if (born := known[near]) is not None:
                labels = [Label(born, f"`{near}` is declared here", f"`{near}` 在这里声明")]
        elif hint is None and 0 < len(known) <= 12:
            en, zh = listed(known)
            hint = (f"there are: {en}", f"现有：{zh}")
        said = {"name": name, **(params or {})}
        self.found.append(Diagnostic(code, said, at=at, hint=hint, fix=fix, labels=tuple(labels)))
