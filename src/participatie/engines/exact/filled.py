"""The diagrams of a rule set, with what is known of one client filled in."""

from collections.abc import Mapping

from attrs import field, frozen

from participatie.engines.exact.compiling import Compiled, Linked
from participatie.rules.diagrams import Diagrams

#: For one client no more nodes than this are added.
_MOST_FOR_ONE = 20_000


@frozen(eq=False)
class Filled:
    """What the diagrams are for one client.

    Args:
        compiled: the diagrams of everybody.
        chosen: the cells of what is known, by variable.
        bits: the variables of ``chosen``, as bits.
        diagrams: those of everybody, and what is added to them.
    """

    compiled: Compiled
    chosen: Mapping[int, int]
    bits: int = field(init=False)
    diagrams: Diagrams = field(init=False)
    #: What each function became when what is known was filled in.
    _done: dict[int, int] = field(factory=dict, init=False)

    @bits.default
    def _bits(self) -> int:
        return sum(1 << one for one in self.chosen)

    @diagrams.default
    def _diagrams(self) -> Diagrams:
        return self.compiled.diagrams.more(_MOST_FOR_ONE)

    def left(self, node: int) -> int:
        """What is left of a function when what is known is filled in."""
        return self.diagrams.fixed(node, self.chosen, self.bits, self._done)

    def opened(self, node: int, variables: int) -> int:
        """A function in which each of these variables may also be left open."""
        return self.diagrams.opened(node, variables, self.compiled.stated)

    def linked(self, support: int) -> list[Linked]:
        """The groups of facts that one of these variables is in."""
        return [group for group in self.compiled.linked if group.variables & support]

    def numbers(self, bits: int) -> list[int]:
        """Variables of facts, in order."""
        return [number for number in self.compiled.names if bits >> number & 1]
