"""Findings about customer data (KT300-379)."""

from __future__ import annotations

from engine.atoms.codes import (
    Code,
    data_cells,
    data_files,
    data_gates,
    data_groups,
    data_rates,
    data_tables,
    data_text,
    data_workbooks,
)

CODES: dict[str, Code] = (
    data_text.CODES
    | data_files.CODES
    | data_workbooks.CODES
    | data_cells.CODES
    | data_gates.CODES
    | data_tables.CODES
    | data_rates.CODES
    | data_groups.CODES
)
