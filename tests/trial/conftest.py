"""The trial as pytest runs it: `pytest tests/trial` tries a little, with `--whole` everything.

Every test belongs to a class of trouble (`@pytest.mark.trial`). Each case of a class is a test or a
subtest; at the end of a whole run one table tells how many there were, how many passed, and the
figure that counts. `--table FILE` writes it into a Markdown file, between the two lines for it.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.trial.results import Result
from tests.trial.table import Tally, table, written

os.environ.setdefault("SVT_LOG", "0")  # the AV1 encoder speaks on standard error otherwise


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the trial's own options."""
    group = parser.getgroup("trial")
    group.addoption("--whole", action="store_true", help="try everything (20 minutes)")
    group.addoption("--table", metavar="FILE", help="write the table into a Markdown file")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, and begin to count."""
    config.addinivalue_line("markers", "trial(name): the class of trouble a test belongs to")
    config.addinivalue_line("markers", "whole: takes long; only tried with --whole")
    config.pluginmanager.register(Tallies(), "trial-tallies")


class Tallies:
    """Counts the cases of each class, and prints the table of a whole run."""

    def __init__(self) -> None:
        self._class_of: dict[str, str] = {}
        self._tallies: dict[str, Tally] = defaultdict(Tally)

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Leave out what takes long unless everything is asked for."""
        for item in items:
            if marker := item.get_closest_marker("trial"):
                self._class_of[item.nodeid] = marker.args[0]
        if not config.getoption("whole", False):
            left_out = [item for item in items if item.get_closest_marker("whole")]
            config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if not item.get_closest_marker("whole")]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a case: each subtest, each test without any, and whatever broke."""
        name = self._class_of.get(report.nodeid)
        if name is None:
            return
        tally = self._tallies[name]
        if isinstance(report, pytest.SubtestReport):
            tally.with_subtests.add(report.nodeid)
            tally.count(report.passed)
        elif report.when == "call" and not report.skipped:
            if report.nodeid not in tally.with_subtests:
                tally.count(report.passed)
            for measure, value in report.user_properties:
                tally.measures[measure].append(float(str(value)))
        elif report.failed:
            tally.count(False)

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        """Print the table, and write it where it is wanted."""
        if not config.getoption("whole", False):
            return
        made = table(self._tallies)
        terminalreporter.section("trial")
        terminalreporter.write_line(made)
        if file := config.getoption("table"):
            path = Path(file)
            path.write_text(written(path.read_text("utf-8"), made), "utf-8")


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether everything is tried, not only the short part."""
    return bool(request.config.getoption("whole", False))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return an empty folder whose large files do not stay."""
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.fixture
def check_all(
    subtests: pytest.Subtests, record_property: Callable[[str, object], None]
) -> Callable[[Iterator[Result]], None]:
    """Return what makes every result of a course of events a subtest."""

    def check(results: Iterator[Result]) -> None:
        count = 0
        for count, result in enumerate(results, 1):  # noqa: B007
            for measure, value in result.measures.items():
                record_property(measure, value)
            with subtests.test(result.case):
                assert result.passed, result.seen
        assert count, "nothing was tried"

    return check
