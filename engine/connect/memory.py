"""Memory that one chunk has given back serves the next one, for as long as chunks are hashed.

What a chunk takes is large, so malloc hands it to the system when it is given back; the system
then clears the same pages anew for the next chunk, a tenth of the time that hashing takes. Where
malloc is not glibc's, it stays as it is.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Final

#: Settings of `mallopt` in glibc's malloc.h: what is kept at most, and what is never kept.
_TRIM: Final = -1, 1 << 26
_OWN_PAGES: Final = -3, 1 << 25


@cache
def keep_pages() -> None:
    """From now on, what is given back is kept."""
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        settings = ctypes.CDLL(None).mallopt
        settings(*_OWN_PAGES)
        settings(*_TRIM)


def give_pages_back() -> None:
    """What was kept goes back to the system, where anything was."""
    import ctypes

    if keep_pages.cache_info().currsize:
        with suppress(AttributeError, OSError, TypeError):
            ctypes.CDLL(None).malloc_trim(0)
