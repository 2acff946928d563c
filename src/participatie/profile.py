"""The Flemish profile: twelve dimensions, each read between two anchors."""

import functools
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files as resources
from typing import Any, TypeVar

from attrs import Attribute, field, fields, frozen

from participatie import files
from participatie.diagnostics import nearest

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

    def __repr__(self) -> str:
        return f"<Profile: {len(self.known())} van 12 assen bekend>"
