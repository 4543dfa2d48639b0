"""Holding a sealed run against its signed head: the first thing that is not what was sealed."""
