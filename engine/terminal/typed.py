"""A value as it is typed on a command line that is shown to be copied."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

_PLAIN = re.compile(r"[\w%+,./:@-]+")


def typed(value: str | Path) -> str:
    """In quotes where a shell needs them; a path that begins with a dash begins with `./`.

    >>> typed("六月/run"), typed("my run"), typed("it's $5"), typed(Path("-x"))
    ('六月/run', '"my run"', '\\'it\\'"\\'"\\'s $5\\'', './-x')
    """
    text = str(value)
    if isinstance(value, Path) and text.startswith("-"):
        text = f"./{text}"
    if _PLAIN.fullmatch(text):
        return text
    # Every shell knows double quotes; only those of Unix know single ones.
    return f'"{text}"' if not set(text) & set('"$`\\!') else shlex.quote(text)
