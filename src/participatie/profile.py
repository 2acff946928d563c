"""The Flemish profile: twelve dimensions, each read between two anchors."""

import functools
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files as resources
from typing import Any, Protocol, TypeVar

from attrs import Attribute, field, fields, frozen

from participatie import files
from participatie.diagnostics import nearest, printable

LOW, HIGH = 1, 5

C = TypeVar("C", bound=type)


def spelled(elsewhere: Mapping[str, str]) -> Callable[[C], C]:
    """Make a constructor name the right spelling where a keyword is misspelt.

    Args:
        elsewhere: how to write what belongs in a part, by name.
    """

    def decorate(cls: C) -> C:
        original = cls.__init__  # type: ignore[misc]  # of this very class
        names = [attribute.alias or attribute.name for attribute in fields(cls) if attribute.init]

        def __init__(self: object, *args: object, **facts: object) -> None:  # noqa: N807 - it becomes one
            for name in facts:
                if name in elsewhere:
                    raise TypeError(f"{cls.__name__}() takes {name!r} as {elsewhere[name]}")
                if name not in names:
                    near = nearest(name, names)
                    hint = f"; did you mean {near!r}?" if near else ""
                    raise TypeError(f"{cls.__name__}() has no fact {name!r}{hint}")
            original(self, *args, **facts)

        __init__.__doc__ = original.__doc__
        cls.__init__ = __init__  # type: ignore[misc]  # as above
        return cls

    return decorate


@frozen(kw_only=True)
class Dimension:
    """One axis of the profile, between a low and a high anchor.

    Args:
        id: its name, which is the name of the fact too.
        number: its place in the profile, 1 to 12.
        title: how it is called in the source.
        low: what the lowest reading, 1, stands for.
        high: what the highest reading, 5, stands for.

    >>> dimensions()[2].id
    'netwerk'
    """

    id: str
    number: int
    title: str
    low: str
    high: str


@functools.cache
def dimensions() -> tuple[Dimension, ...]:
    """The twelve dimensions in their order."""
    text = (resources("participatie") / "data" / "assen.yaml").read_text("utf-8")
    return tuple(
        Dimension(
            id=axis["id"],
            number=int(axis["nummer"]),
            title=axis["titel"],
            low=axis["laag"],
            high=axis["hoog"],
        )
        for axis in files.own(text)["assen"]
    )


@frozen(kw_only=True, repr=False)
class Reading:
    """What a reading rests on, and how its source wrote it where that used another scale.

    Args:
        raw: the column that was marked, counted from 1; ``None`` where the
            source used the scale of 1 to 5.
        width: the number of columns between the anchors.
        ground: what the reading rests on.

    Raises:
        TypeError: a number is no whole number, or the ground no text.
        ValueError: the raw reading lies outside its width, or misses one.
    """

    raw: int | None = None
    width: int | None = None
    ground: str = ""

    def __attrs_post_init__(self) -> None:
        if any(one is not None and type(one) is not int for one in (self.raw, self.width)):
            raise TypeError("a raw reading and its width are whole numbers")
        if not isinstance(self.ground, str):
            raise TypeError("the ground of a reading is text")
        if (self.raw is None) != (self.width is None):
            raise ValueError("a raw reading goes with the width of its scale")
        if self.raw is not None and self.width is not None and not 1 <= self.raw <= self.width:
            raise ValueError(f"a raw reading lies between 1 and its width {self.width}")

    def __repr__(self) -> str:
        return "<Reading>"


def _reading(_: object, attribute: "Attribute[int | None]", value: int | None) -> None:
    name = attribute.name
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} is a whole number from {LOW} to {HIGH}, or None for unknown")
    if not LOW <= value <= HIGH:
        raise ValueError(f"{name} lies between {LOW} and {HIGH}; unknown is None, never a middle value")


def _axis() -> int | None:
    return field(default=None, validator=_reading)


def _readings(readings: Any) -> Mapping[str, Reading]:
    known = set(Profile.names())
    if not isinstance(readings, Mapping) or any(not isinstance(one, Reading) for one in readings.values()):
        raise TypeError("readings is a mapping from a dimension to its Reading")
    for name in readings:
        if name not in known:
            near = nearest(str(name), known)
            raise ValueError(f"there is no dimension {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    return dict(readings)


@spelled({})
@frozen(kw_only=True, repr=False)
class Profile:
    """A client's reading on the twelve dimensions: 1 (low anchor) to 5 (high anchor).

    An absent reading is unknown. It is never taken for the middle.

    Args:
        readings: by dimension, what a reading rests on, and the raw reading
            with its width where the source used another scale.

    Raises:
        TypeError, ValueError: a name is misspelt, or a reading is no whole number from 1 to 5.

    >>> Profile(taalvaardigheid=2, netwerk=1).known()
    {'netwerk': 1, 'taalvaardigheid': 2}
    """

    energiebeslag_familie: int | None = _axis()
    arbeidshouding: int | None = _axis()
    netwerk: int | None = _axis()
    ervaring: int | None = _axis()
    mobiliteit: int | None = _axis()
    urgentie: int | None = _axis()
    mentale_gezondheid: int | None = _axis()
    taalvaardigheid: int | None = _axis()
    fysieke_gezondheid: int | None = _axis()
    culturele_beleving: int | None = _axis()
    vertrouwen_instituties: int | None = _axis()
    toekomstbeeld: int | None = _axis()
    readings: Mapping[str, Reading] = field(factory=dict, converter=_readings, hash=False)

    @classmethod
    def names(cls) -> Iterator[str]:
        """The names of the twelve dimensions, in their order."""
        return (one.name for one in fields(cls) if one.name != "readings")

    def known(self) -> dict[str, int]:
        """The readings that are known, by dimension."""
        found = {name: getattr(self, name) for name in self.names()}
        return {name: value for name, value in found.items() if value is not None}

    def compare(self, others: "Mapping[str, Profile | HasProfile]") -> "Comparisons":
        """How this profile stands beside others, axis by axis; never a label, never a number for the whole.

        Args:
            others: by name, each a profile or somebody who has one, such as a client.

        Raises:
            TypeError: ``others`` is no mapping, or holds something without a profile.

        >>> own = Profile(netwerk=1, mobiliteit=4)
        >>> near = own.compare({"rudy": Profile(netwerk=1, urgentie=1), "dirk": Profile(netwerk=3)})
        >>> [(one.name, len(one.different), len(one.equal), len(one.unknown)) for one in near]
        [('rudy', 0, 1, 11), ('dirk', 1, 0, 11)]
        """
        if not isinstance(others, Mapping):
            raise TypeError(f"compare() takes profiles by name: {{'rudy': ...}}, not {type(others).__name__}")
        found = []
        for name, one in others.items():
            profile = one if isinstance(one, Profile) else getattr(one, "profiel", None)
            if not isinstance(name, str) or not isinstance(profile, Profile):
                raise TypeError(f"compare() takes a Profile or a Client under a name, not {type(one).__name__}")
            axes = ((axis, self._mark(axis.id), profile._mark(axis.id)) for axis in dimensions())  # noqa: SLF001 - its own
            found.append(
                Comparison(name=name, axes=tuple(Axis(dimension=axis, own=own, other=its) for axis, own, its in axes))
            )
        return Comparisons(tuple(sorted(found, key=_nearness)))

    def _mark(self, name: str) -> "Mark | None":
        """Where this profile stands on one axis; ``None`` where that is unknown."""
        value = getattr(self, name)
        if value is None:
            return None
        reading = self.readings.get(name)
        if reading is None or reading.raw is None or reading.width is None:
            return Mark(low=value, high=value)
        # A column covers a part of the line between the anchors, and a step of 1 to 5 does too:
        # it stands for every step with which it shares more than an edge.
        raw, width = reading.raw, reading.width
        first, last = HIGH * (raw - 1) // width + 1, -(-HIGH * raw // width)
        return Mark(low=min(first, value), high=max(last, value), raw=raw, width=width)

    def __repr__(self) -> str:
        return f"<Profile: {len(self.known())} van 12 assen bekend>"


# -- one profile beside others -----------------------------------------------------------


class HasProfile(Protocol):
    """Somebody with a profile, such as a client."""

    @property
    def profiel(self) -> Profile:
        """The twelve dimensions."""


@frozen(kw_only=True, repr=False)
class Mark:
    """Where a profile stands on one axis: a step of 1 to 5, or all that it can be.

    Args:
        low: the lowest step that it can be.
        high: the highest; another one only where the source used another scale.
        raw: the column that the source marked.
        width: the number of columns of the source.
    """

    low: int
    high: int
    raw: int | None = None
    width: int | None = None

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


@frozen(kw_only=True, repr=False)
class Axis:
    """One dimension of two profiles.

    Two marks on one scale are equal when they are the same column of it. On
    two scales they are equal as far as can be read when some step can be both:
    4-5 equals 4 and equals 5. Where either is unknown they are neither equal
    nor different.

    Args:
        dimension: which one.
        own: where the profile stands that was compared; ``None`` is unknown.
        other: where the other one stands.
    """

    dimension: Dimension
    own: Mark | None
    other: Mark | None

    @property
    def known(self) -> bool:
        """Whether both are known."""
        return self.own is not None and self.other is not None

    @property
    def scale(self) -> int:
        """The number of steps of the scale on which the two are compared: their own if they share one, else 5."""
        if self.own is None or self.other is None or self.own.width != self.other.width:
            return HIGH
        return self.own.width or HIGH

    @property
    def apart(self) -> tuple[int, int] | None:
        """How many steps of the scale lie between them, at least and at most; ``None`` where either is unknown."""
        if self.own is None or self.other is None:
            return None
        if self.own.raw is not None and self.other.raw is not None and self.own.width == self.other.width:
            steps = abs(self.own.raw - self.other.raw)
            return steps, steps
        over, under = self.own.low - self.other.high, self.other.low - self.own.high
        return max(over, under, 0), max(-over, -under)

    @property
    def exact(self) -> bool:
        """Whether the difference is one number; where it is not, being equal means that it can be."""
        return self.apart is not None and self.apart[0] == self.apart[1]


@frozen(kw_only=True, repr=False)
class Comparison:
    """A profile beside one other.

    Args:
        name: the name of the other.
        axes: all twelve, in their order.
    """

    name: str
    axes: tuple[Axis, ...]

    @property
    def different(self) -> tuple[Axis, ...]:
        """The axes that certainly differ."""
        return tuple(one for one in self.axes if one.apart is not None and one.apart[0] > 0)

    @property
    def equal(self) -> tuple[Axis, ...]:
        """The axes that are equal, as far as can be read."""
        return tuple(one for one in self.axes if one.apart is not None and one.apart[0] == 0)

    @property
    def unknown(self) -> tuple[Axis, ...]:
        """The axes that are unknown on either side."""
        return tuple(one for one in self.axes if not one.known)

    def explain(self, *, lang: str = "nl") -> str:
        """The three groups in words, and that this is no label; in Dutch (``nl``) or English (``en``)."""
        return "\n".join([*_lines(self, _words(lang)), "", _words(lang)["geen_etiket"]])

    def __repr__(self) -> str:
        counts = f"{len(self.different)} anders, {len(self.equal)} gelijk, {len(self.unknown)} onbekend"
        return f"<Comparison {self.name}: {counts}>"


def _nearness(one: Comparison) -> tuple[bool, int, int, str]:
    """What the order goes by; ``volgorde`` in ``data/vergelijking.toml`` says the same."""
    common = len(one.axes) - len(one.unknown)
    return common == 0, len(one.different), -common, one.name


@frozen(repr=False)
class Comparisons:
    """A profile beside others, the nearest first.

    First come those with the fewest axes that certainly differ, then those
    with the most axes that are known of both, then by name. Where no axis is
    known of both, nothing can be said: those come last.
    """

    each: tuple[Comparison, ...]

    def __iter__(self) -> Iterator[Comparison]:
        return iter(self.each)

    def __len__(self) -> int:
        return len(self.each)

    def __getitem__(self, name: str) -> Comparison:
        for one in self.each:
            if one.name == name:
                return one
        near = nearest(str(name), [one.name for one in self.each])
        raise KeyError(f"{name!r}; bedoelt u {near!r}?" if near else name)

    def explain(self, *, lang: str = "nl") -> str:
        """All of them in words, with what the order goes by and that none is a label."""
        words = _words(lang)
        lines = [line for one in self.each for line in (*_lines(one, words), "")]
        return "\n".join([words["volgorde"], "", *lines, words["geen_etiket"]])

    def __repr__(self) -> str:
        return f"<Comparisons: {len(self.each)}>"


@functools.cache
def _words(lang: str) -> Mapping[str, str]:
    words = tomllib.loads((resources("participatie") / "data" / "vergelijking.toml").read_text("utf-8"))
    if lang not in words:
        raise ValueError(f"lang is one of {', '.join(words)}, not {lang!r}")
    return dict(words[lang])


def _lines(one: Comparison, words: Mapping[str, str]) -> Iterator[str]:
    counts = {"anders": len(one.different), "gelijk": len(one.equal), "onbekend": len(one.unknown)}
    yield words["telling"].format(naam=printable(one.name), **counts)
    for axis in (*one.different, *one.equal):
        least, most = axis.apart or (0, 0)
        finding = "anders" if least else "gelijk" if axis.exact else "kan_gelijk"
        steps = str(least) if axis.exact else words["tot"].format(laag=least, hoog=most)
        said = {"as": axis.dimension.title, "eigen": _said(axis.own, words), "ander": _said(axis.other, words)}
        yield words[finding].format(**said, verschil=steps, schaal=axis.scale)
    whose = {"eigen": (False, True), "ander": (True, False), "beide": (False, False)}
    for side, known in whose.items():
        axes = [axis.dimension.title for axis in one.unknown if (axis.own is not None, axis.other is not None) == known]
        if axes:
            yield words[f"onbekend_{side}"].format(assen=", ".join(axes))


def _said(mark: Mark | None, words: Mapping[str, str]) -> str:
    if mark is None or mark.raw is None or mark.width == HIGH:
        return str(mark)
    return words["kolom"].format(stand=mark, ruw=mark.raw, breedte=mark.width)
