"""Rules compiled to columns, which settle them for a table of clients at once.

Comparisons are expressions of polars. What they come to is joined as bits, as Kleene does: where a condition is
true, and where it is false. Where polars means something else (the least of numbers and a gap, a choice on what is
unknown, a comparison of lists) the expression says so itself. What it holds to:

- Every part is a node (`parts`); equal parts are one node, also where rules share it
  (`meaning`). Nodes become a program (`writer`, `program`): stages of expressions (`forms`,
  `dtypes`) and of joints (`logic`, `planes`), each over the columns of those before it.
- A fraction is two columns, numerator and denominator. The checker proved that both
  fit in 64 bits; what compares or rounds them multiplies in 128.
- What an outcome waits for is logic too: nodes that tell for each row whether a fact
  is among what keeps a rule open (`nodes`).
"""

from participatie.engines.columns.dtypes import dtype
from participatie.engines.columns.engine import Columns
from participatie.engines.columns.forms import since
from participatie.engines.columns.nodes import Nodes
from participatie.engines.columns.parts import Fraction, Node
from participatie.engines.columns.program import Program

__all__ = ["Columns", "Fraction", "Node", "Nodes", "Program", "dtype", "since"]
