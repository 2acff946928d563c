"""Ways to evaluate a rule set. `evaluate` is the reference that all others must agree with.

>>> available()[0]
'reference'
"""

from participatie.diagnostics import UnsupportedError, nearest

#: The tree walk that says what rules mean; it works everywhere.
REFERENCE = "reference"
#: One Python function for all rules; it works everywhere, and is what an advice uses.
COMPILED = "compiled"
#: durable-rules, which chains forward over facts as they arrive.
DURABLE = "durable"

_ALL = (REFERENCE, COMPILED, DURABLE)


def available() -> tuple[str, ...]:
    """The engines that work on this Python: ``durable`` needs CPython before 3.13."""
    from participatie.engines import chain  # noqa: PLC0415 - it loads durable-rules

    return (REFERENCE, COMPILED, DURABLE) if chain.available() else (REFERENCE, COMPILED)


def demand(engine: str) -> None:
    """Make sure that an engine can be used.

    Raises:
        TypeError: its name is no text.
        ValueError: there is no engine of that name.
        UnsupportedError: it does not work on this Python.
    """
    if not isinstance(engine, str):
        raise TypeError(f"engine= is the name of an engine, not {type(engine).__name__}")
    if engine not in _ALL:
        near = nearest(engine, _ALL)
        raise ValueError(f"there is no engine {engine!r}" + (f"; did you mean {near!r}?" if near else ""))
    if engine not in available():
        raise UnsupportedError(
            "the engine 'durable' needs durable-rules, which is installed on CPython before 3.13 only; "
            "engine='compiled' works everywhere"
        )
