"""Hashing with and without the compiled kernel, which not every machine has."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.atoms.compiled import VARIABLE
from engine.ledger import chunks
from engine.ledger.seal.kernel import kernel

needs_kernel = pytest.mark.skipif(
    kernel() is None, reason="no compiled kernel here: `make kernel` says why"
)


@contextmanager
def without_kernel() -> Iterator[None]:
    """Turns the kernel off, as a user does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "1")
        kernel.cache_clear()
        assert kernel() is None
        try:
            yield
        finally:
            kernel.cache_clear()


def add_in_memory(parser: ArgumentParser) -> None:
    """The option of a campaign whose runs are as small as no run that is decided in memory."""
    parser.add_argument(
        "--in-memory", action="store_true",
        help="decide in memory, however few customers there are, as large runs are decided",
    )  # fmt: skip


def heed(given: Namespace) -> None:
    """Does what `add_in_memory` offers, for the rest of the process."""
    if given.in_memory:
        chunks.IN_MEMORY = -1  # type: ignore[misc]
