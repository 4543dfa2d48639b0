"""Formulas: our own whitelist first, then a tree of small frozen nodes."""
