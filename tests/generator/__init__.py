"""Random policies, as an author would type them, and random customers for them.

Everything is drawn through a chooser with the methods of `random.Random`, so that the campaign
can seed it and Hypothesis can shrink it. Policies come as YAML text and go through the real
reader and binder; customers come as canonical rows, with values next to whatever edge the
policy has.
"""

from tests.generator.customers import Customers, draw_customers
from tests.generator.policies import draw_policy

__all__ = ["Customers", "draw_customers", "draw_policy"]
