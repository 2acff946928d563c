"""Those who follow a case: what they are told, and in which order."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from participatie.casefile.events import Event
from participatie.casefile.history import Changed, Standing

Callback: TypeAlias = Callable[[tuple[Changed, ...]], object]

#: As often they are told within one call; a callback that tells in turn must come to an end.
MAX_DELIVERIES = 1_000


class Followers:
    """The callbacks of one case, and what they have been told.

    It does not lock: a case lets one thread in at a time.

    Args:
        standings: what each outcome is after some events; ``None`` where nothing can be said.
    """

    def __init__(self, standings: Callable[[Sequence[Event]], Mapping[str, Standing] | None]) -> None:
        self._standings = standings
        self._callbacks: dict[object, Callback] = {}
        self._told: Mapping[str, Standing] = {}
        self._deliveries: deque[tuple[tuple[Changed, ...], tuple[object, ...]]] = deque()
        self._delivering = False

    def add(self, callback: Callback, events: Sequence[Event]) -> object:
        """Tell ``callback`` what changes after ``events``; returns by what it is removed."""
        key = object()
        if not self._callbacks:
            self._told = self._standings(events) or {}
        self._callbacks[key] = callback
        return key

    def remove(self, key: object) -> None:
        """Tell a callback nothing more."""
        self._callbacks.pop(key, None)

    def clear(self) -> None:
        """Tell nobody anything more."""
        self._callbacks.clear()

    def tell(self, events: Sequence[Event], new: int) -> None:
        """Tell what each of the newest events changed.

        Args:
            events: all events of the case.
            new: how many of them are new.

        Raises:
            ExceptionGroup: several callbacks failed; of one, its own error.
            RuntimeError: callbacks kept telling.
        """
        try:
            for count in range(len(events) - new + 1, len(events) + 1):
                if self._callbacks and (changed := self._changed(events[:count])):
                    self._deliveries.append((changed, tuple(self._callbacks)))
        finally:  # where an engine fails, what was seen before that is still told
            self._deliver()

    def _changed(self, events: Sequence[Event]) -> tuple[Changed, ...]:
        """What the last of these events changed."""
        now = self._standings(events)
        if now is None:
            return ()
        before, self._told = self._told, now
        return tuple(
            Changed(name, before[name], after, events[-1])
            for name, after in now.items()
            if before.get(name, after) != after
        )

    def _deliver(self) -> None:
        """Call those who follow, one delivery after another, also for what callbacks tell themselves."""
        if self._delivering:
            return
        errors: list[Exception] = []
        self._delivering = True
        try:
            count = 0
            while self._deliveries:
                count += 1
                if count > MAX_DELIVERIES:
                    errors.append(RuntimeError(f"callbacks kept telling: stopped after {MAX_DELIVERIES} deliveries"))
                    break
                changed, keys = self._deliveries.popleft()
                for key in keys:
                    if callback := self._callbacks.get(key):
                        try:
                            callback(changed)
                        except Exception as error:  # noqa: BLE001 - the others still have to be told
                            errors.append(error)
        finally:
            self._deliveries.clear()
            self._delivering = False
        if len(errors) == 1:
            raise errors[0]
        if errors:
            raise ExceptionGroup("several callbacks failed; every event was kept", errors)
