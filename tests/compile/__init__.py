"""Tests of the compiler: the Plan, the function and the SQL that are made of it."""
