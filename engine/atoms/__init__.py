"""The smallest shared values: text and spans, diagnostics, exact numbers, three-valued logic."""
