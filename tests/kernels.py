"""Hashing with and without the compiled kernel, which not every machine has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.atoms.compiled import VARIABLE
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
