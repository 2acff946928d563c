"""How thoroughly the properties are tried: ``HYPOTHESIS_PROFILE=thorough`` for a long look."""

import os

from hypothesis import HealthCheck, settings

# Machines differ in speed, and the first example compiles a grammar: time is no reason to fail.
_SHARED = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("ci", _SHARED, max_examples=20)
# For another Python on a machine where the whole is tried already.
settings.register_profile("quick", _SHARED, max_examples=8)
settings.register_profile("thorough", _SHARED, max_examples=20_000)

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
settings.load_profile(PROFILE)


def pytest_report_header() -> str:
    """The profile, so that a log tells how much it has shown."""
    return f"hypothesis: profile {PROFILE!r}, {settings().max_examples} examples a property"
