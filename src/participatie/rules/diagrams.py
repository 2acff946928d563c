"""Decision diagrams: functions of variables that have few values each, stored once however often they occur.

A function says what is possible: nothing (nobody can be like that), false only,
true only, or either. A diagram asks one variable at a time, in one fixed order;
equal parts are one node, so that two functions are equal when their nodes are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

#: The four constants: what is possible, as bits.
NOTHING, FALSE, TRUE, EITHER = range(4)

#: More nodes than this is too many.
MOST_NODES = 50_000

#: Where constants stand in the order of the variables: after all of them.
_LAST = 1 << 30


class TooLargeError(Exception):
    """A diagram has grown past its bound."""


@frozen(eq=False)
class How:
    """A way to combine two functions: the constant that decides, the one that leaves the other as it is."""

    name: str
    decides: int
    leaves: int
    constants: Callable[[int, int], int]


#: Conjunction and disjunction, of functions that are false or true everywhere.
AND = How("and", FALSE, TRUE, min)
OR = How("or", TRUE, FALSE, max)
#: What is possible according to both, and according to one of them.
MEET = How("meet", NOTHING, EITHER, int.__and__)
JOIN = How("join", EITHER, NOTHING, int.__or__)


class Diagrams:
    """Diagrams that share their nodes; a node is a number, and the constants come first.

    Args:
        most: the number of nodes, and ten times that of steps, that is not exceeded.

    Attributes:
        variable: per node, the variable that it asks.
        children: per node, what follows for each value of that variable.
        support: per node, the variables that it depends on, as bits.
        reach: per node, all that is possible somewhere.

    >>> made = Diagrams()
    >>> a, b = made.node(0, (FALSE, TRUE)), made.node(1, (FALSE, TRUE))
    >>> made.combine(OR, made.combine(AND, a, b), made.combine(AND, a, made.negated(b))) == a
    True
    """

    def __init__(self, most: int = MOST_NODES) -> None:
        self.most = most
        self.variable = [_LAST] * 4
        self.children: list[tuple[int, ...]] = [()] * 4
        self.support = [0] * 4
        self.reach = [NOTHING, FALSE, TRUE, EITHER]
        self._nodes: dict[tuple[int, tuple[int, ...]], int] = {}
        self._done: dict[tuple[str, int, int], int] = {}

    def __len__(self) -> int:
        return len(self.children)

    def more(self, most: int) -> "Diagrams":
        """A collection that begins with these nodes, under the same numbers, and may have so many more."""
        made = Diagrams(len(self) + most)
        made.variable, made.children = self.variable.copy(), self.children.copy()
        made.support, made.reach = self.support.copy(), self.reach.copy()
        made._nodes = self._nodes.copy()
        return made

    def node(self, variable: int, children: tuple[int, ...]) -> int:
        """The function that asks ``variable`` and goes on with one of ``children``.

        Raises:
            TooLargeError: there are too many nodes.
        """
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (variable, children)
        found = self._nodes.get(key)
        if found is not None:
            return found
        found = self._nodes[key] = len(self.children)
        if found >= self.most:
            raise TooLargeError
        support, reach = 1 << variable, 0
        for child in children:
            support |= self.support[child]
            reach |= self.reach[child]
        self.variable.append(variable)
        self.children.append(children)
        self.support.append(support)
        self.reach.append(reach)
        return found

    def combine(self, how: How, one: int, other: int) -> int:
        """Two functions combined."""
        if one in {other, how.decides} or other == how.leaves:
            return one
        if other == how.decides or one == how.leaves:
            return other
        if one > other:
            one, other = other, one
        if other <= EITHER:
            return how.constants(one, other)
        key = (how.name, one, other)
        found = self._done.get(key)
        if found is None:
            variable = min(self.variable[one], self.variable[other])
            children = tuple([self.combine(how, *pair) for pair in zip(*self._both(variable, one, other), strict=True)])
            found = self._remember(key, self.node(variable, children))
        return found

    def _both(self, variable: int, one: int, other: int) -> tuple[Sequence[int], Sequence[int]]:
        """What follows in each of two functions, value by value."""
        if self.variable[one] != variable:
            return [one] * len(self.children[other]), self.children[other]
        if self.variable[other] != variable:
            return self.children[one], [other] * len(self.children[one])
        return self.children[one], self.children[other]

    def _remember(self, key: tuple[str, int, int], node: int) -> int:
        if len(self._done) >= 10 * self.most:
            raise TooLargeError
        self._done[key] = node
        return node

    def negated(self, one: int) -> int:
        """False where it was true, and the other way round."""
        return self.mapped("not", one, (NOTHING, TRUE, FALSE, EITHER))

    def where(self, one: int) -> int:
        """Anything where ``one`` is true, nothing where it is false: a constraint to meet others with."""
        return self.mapped("where", one, (NOTHING, NOTHING, EITHER, EITHER))

    def mapped(self, name: str, one: int, constants: Sequence[int]) -> int:
        """The function with other constants in it."""
        if one <= EITHER:
            return constants[one]
        key = (name, one, one)
        found = self._done.get(key)
        if found is None:
            children = tuple([self.mapped(name, child, constants) for child in self.children[one]])
            found = self._remember(key, self.node(self.variable[one], children))
        return found

    def fixed(self, one: int, chosen: Mapping[int, int], variables: int, done: dict[int, int]) -> int:
        """The function that is left when some variables have a value.

        Args:
            one: the function.
            chosen: the value of each variable that is fixed.
            variables: the same variables, as bits.
            done: what was found for the same choices before.
        """
        if not self.support[one] & variables:
            return one
        found = done.get(one)
        if found is None:
            asked, children = self.variable[one], self.children[one]
            value = chosen.get(asked)
            if value is not None:
                found = self.fixed(children[value], chosen, variables, done)
            else:
                found = self.node(asked, tuple([self.fixed(child, chosen, variables, done) for child in children]))
            done[one] = found
        return found

    def without(self, one: int, variables: int) -> int:
        """All that is possible whatever value these variables, as bits, have."""
        if not self.support[one] & variables:
            return one
        key = ("without", one, variables)
        found = self._done.get(key)
        if found is None:
            children = [self.without(child, variables) for child in self.children[one]]
            asked = self.variable[one]
            made = self.joined(children) if variables >> asked & 1 else self.node(asked, tuple(children))
            found = self._remember(key, made)
        return found

    def joined(self, several: Sequence[int]) -> int:
        """All that is possible according to one of several functions."""
        made = NOTHING
        for one in several:
            made = self.combine(JOIN, made, one)
        return made

    def opened(self, one: int, variables: int, stated: Mapping[int, int]) -> int:
        """The same function with one more value for each of these variables: *left open*, the last one.

        What is possible there is all that is possible for some value.

        Args:
            one: the function.
            variables: which variables, as bits.
            stated: for each of them, how many of its values stay; what only stands beside them is left out.
        """
        if not self.support[one] & variables:
            return one
        key = ("opened", one, variables)
        found = self._done.get(key)
        if found is None:
            asked, after = self.variable[one], self.children[one]
            if variables >> asked & 1:
                # Joined before they are opened: that is the same, and they are smaller.
                after = (*after[: stated[asked]], self.joined(after))
            children = tuple([self.opened(child, variables, stated) for child in after])
            found = self._remember(key, self.node(asked, children))
        return found

    def settles(self, before: int, after: int) -> bool:
        """Whether somewhere ``before`` leaves either open and ``after`` does not; it is possible less often."""
        if before == after or self.reach[before] != EITHER or after == NOTHING:
            return False
        if before <= EITHER and after <= EITHER:
            return after in {FALSE, TRUE}
        key = ("settles", before, after)
        found = self._done.get(key)
        if found is None:
            variable = min(self.variable[before], self.variable[after])
            pairs = zip(*self._both(variable, before, after), strict=True)
            found = self._remember(key, int(any(self.settles(*pair) for pair in pairs)))
        return bool(found)

    def entries(self, one: int, variables: Sequence[int]) -> Iterator[int]:
        """The nodes in which a function begins to ask these variables, which follow one another in the order."""
        first, last = min(variables), max(variables)
        seen: set[int] = set()
        todo = [one]
        while todo:
            node = todo.pop()
            if node not in seen and self.variable[node] <= last:
                seen.add(node)
                if self.variable[node] >= first:
                    yield node
                else:
                    todo += self.children[node]

    def together(self, several: Iterable[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
        """The combinations of constants that functions have together somewhere; not where all that can be are the same.

        Args:
            several: the functions; of each tuple of them all combinations are given, each once.
        """
        seen: set[tuple[int, ...]] = set()
        for begin in several:
            todo = [begin]
            while todo:
                nodes = todo.pop()
                if nodes in seen:
                    continue
                seen.add(nodes)
                if len(seen) > self.most:
                    raise TooLargeError
                if len({*nodes, NOTHING}) <= 2:  # noqa: PLR2004 - nothing, and one thing more
                    continue
                if max(nodes) > EITHER:
                    asked = min([self.variable[one] for one in nodes])
                    size = next(len(self.children[one]) for one in nodes if self.variable[one] == asked)
                    parts = [self.children[one] if self.variable[one] == asked else (one,) * size for one in nodes]
                    todo += zip(*parts, strict=True)
                else:
                    yield nodes

    def outcomes(self, one: int) -> dict[int, list[int]]:
        """For each variable that a function asks, and each of its values, all that is possible once it has that value.

        One walk over the nodes: an edge that passes a variable by reaches what it reaches whatever the value.
        """
        found: dict[int, list[int]] = {}
        passed = {FALSE: 0, TRUE: 0}
        last = self.support[one].bit_length()
        for node in self.below(one):
            asked, children = self.variable[node], self.children[node]
            reached = found.setdefault(asked, [NOTHING] * len(children))
            for value, child in enumerate(children):
                reached[value] |= self.reach[child]
                between = (1 << min(self.variable[child], last)) - (2 << asked)
                for constant in passed:
                    if between > 0 and self.reach[child] & constant:
                        passed[constant] |= between
        for variable, reached in found.items():
            anyway = sum(constant for constant, variables in passed.items() if variables >> variable & 1)
            found[variable] = [one | anyway for one in reached]
        return found

    def below(self, one: int) -> Iterator[int]:
        """The nodes that a function consists of, constants left out, each once."""
        seen: set[int] = set()
        todo = [one]
        while todo:
            node = todo.pop()
            if node > EITHER and node not in seen:
                seen.add(node)
                todo += self.children[node]
                yield node
