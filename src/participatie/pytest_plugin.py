"""The examples of rule files as tests: ``pytest --participatie-packs PATH``.

pytest loads this module in every run, also in those that have nothing to do with
packs. It therefore imports nothing of the library until the option is given.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from participatie.diagnostics import Diagnostic, Span
    from participatie.policy.pack import Pack
    from participatie.policy.snapshot import Decided
    from participatie.policy.voorziening import Example


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    group = parser.getgroup("participatie", "rule files of participatie")
    group.addoption(
        "--participatie-packs",
        action="append",
        default=[],
        metavar="PATH",
        help="also run the examples in the pack at PATH, a rule file or a folder; a folder of packs gives "
        "the examples of each; may be repeated",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Add an item for each example, before others select among the items (``-k``, ``--lf``)."""
    for given in dict.fromkeys(session.config.getoption("--participatie-packs")):
        path = session.config.invocation_params.dir / given
        if not path.exists():
            raise pytest.UsageError(f"--participatie-packs: there is no {given}")
        for one in _packs(path):
            collector = PackCollector.from_parent(session, name=one.name, nodeid=one.name, path=one)
            # As pytest does for every collector, so that its items are counted.
            collector.ihook.pytest_collectstart(collector=collector)
            report = collector.ihook.pytest_make_collect_report(collector=collector)
            collector.ihook.pytest_collectreport(report=report)
            items += report.result


def _packs(path: Path) -> list[Path]:
    """The packs at ``path``: itself, or the folders in it where no rule file lies beside them."""
    below = [one for one in sorted(path.glob("*/")) if any(one.rglob("*.yaml"))]
    return below if below and not any(path.glob("*.yaml")) else [path]


def _shown(path: Path) -> Path:
    """How ``path`` is called in messages: from where the run began, if it lies there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


class PackCollector(pytest.Collector):
    """The examples of one pack; a pack with mistakes in it is one item, which fails."""

    def collect(self) -> Iterator[pytest.Item]:
        """An item per example, in the order of the decisions."""
        from participatie import PolicyError, catalog  # noqa: PLC0415 - only for who asks for packs

        try:
            # What it builds on may lie beside it.
            pack = catalog.read(_shown(self.path), [self.path.parent])
        except PolicyError as error:
            yield BrokenPack.from_parent(self, name="pakket", found=error.diagnostics)
            return
        for decided, example in pack.examples():
            yield ExampleItem.from_parent(
                self, name=f"{decided.id}::{example.name}", pack=pack, decided=decided, example=example
            )


class _Failed(Exception):  # noqa: N818 - how an item fails; nobody catches it by its name
    """What is wrong with a pack or an example."""

    def __init__(self, found: "tuple[Diagnostic, ...]") -> None:
        super().__init__("\n\n".join(one.render() for one in found))


class _RuleFileItem(pytest.Item):
    """A test that is written in a rule file."""

    span: "Span | None" = None

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The diagnostics: a traceback through the library says nothing about the rule file."""
        return str(excinfo.value) if isinstance(excinfo.value, _Failed) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands: the file, and the line counted from 0."""
        if self.span is None:
            return self.path, None, self.name
        return Path(self.span.file.name), self.span.line - 1, self.name


class BrokenPack(_RuleFileItem):
    """A pack that cannot be read."""

    def __init__(self, *, found: "tuple[Diagnostic, ...]", **rest: Any) -> None:
        super().__init__(**rest)
        self.found = found

    def runtest(self) -> None:
        """Fail with everything that is wrong."""
        raise _Failed(self.found)


class ExampleItem(_RuleFileItem):
    """One example in a rule file."""

    def __init__(self, *, pack: "Pack", decided: "Decided", example: "Example", **rest: Any) -> None:
        super().__init__(**rest)
        self.pack, self.decided, self.example = pack, decided, example
        self.span = example.span

    def runtest(self) -> None:
        """Run it, and fail with how it came out differently."""
        from participatie import examples  # noqa: PLC0415 - as above

        problems = examples.run_one(self.pack, self.decided, self.example).problems
        if problems:
            raise _Failed(problems)
