"""Speed, as ratios inside one run: `python -m tests.bench` (or `make bench`).

The reference policy has 20 criteria over 25 columns. Beside the generated function and SQL stand
hand-written ones that give exactly the same columns, and two rule engines with the same policy.
"""
