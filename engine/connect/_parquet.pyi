"""What `_parquet.c` gives; the module is not everywhere, and `parquet.py` alone asks it."""

from typing import Any

def file_of(columns: tuple[tuple[Any, ...], ...], rows: int, row_group: int, /) -> bytes: ...
