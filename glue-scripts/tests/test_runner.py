"""Without Spark: what becomes of a run of many tables when some of them fail."""

import json
import threading
from types import SimpleNamespace

import pytest

from cdc_upsert import runner
from cdc_upsert.errors import TablesFailedError
from cdc_upsert.report import Report
from cdc_upsert.runner import Endless

LONG = 10.0


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(runner, "FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(runner, "LONGEST_PAUSE_SECONDS", 0.02)


def tables(*names):
    return [SimpleNamespace(name=name) for name in names]


class Lines(list):
    def failed(self, table: str) -> int:
        return sum(each["event"] == "cdc_upsert.failed" for each in self.of(table))

    def of(self, table: str) -> list[dict]:
        return [each for line in self if (each := json.loads(line))["table"] == table]


def test_tables_go_on_beside_one_that_fails_and_the_run_says_so_at_its_end():
    stopped, lines, batches = threading.Event(), Lines(), 0

    def follow(table, on_report, on_alive):
        nonlocal batches
        if table.name == "poisoned":
            raise ValueError("`columns.ID` is declared INT, got: 'one'")
        # The other table has one batch after the other, for as long as the poisoned one is tried again and again.
        while lines.failed("poisoned") < 3:
            stopped.wait(0.01)
        on_report(Report(table.name, upserted=1))
        batches += 1
        stopped.set()

    with pytest.raises(TablesFailedError, match=r"1 of 2 tables failed: poisoned: `columns\.ID` is declared INT"):
        Endless(tables("poisoned", "sound"), follow, lines.append, stopped).run()
    assert batches == 1
    assert lines.of("sound")[0]["upserted"] == 1


def test_a_table_that_recovers_is_no_failure():
    stopped, lines, tries = threading.Event(), Lines(), []

    def follow(table, on_report, on_alive):
        if table.name == "other":
            assert stopped.wait(LONG)
            return
        tries.append(table.name)
        if len(tries) == 1:
            raise OSError("the store did not answer")
        on_report(Report(table.name))
        stopped.set()

    Endless(tables("shaky", "other"), follow, lines.append, stopped).run()
    assert lines.failed("shaky") == 1


def test_a_table_that_goes_on_without_a_change_is_no_failure():
    stopped, lines, tries = threading.Event(), Lines(), []

    def follow(table, on_report, on_alive):
        tries.append(table.name)
        if tries.count(table.name) == 1 and table.name == "a":
            raise OSError("the store did not answer")
        while lines.failed("a") == 0:
            stopped.wait(0.01)
        on_alive()
        # Only now the other one has its hiccup, while the first is well and idle.
        if table.name == "b" and tries.count("b") == 1:
            while tries.count("a") < 2:
                stopped.wait(0.01)
            stopped.wait(0.1)
            raise OSError("the store did not answer")
        if table.name == "b":
            stopped.set()
        assert stopped.wait(LONG)

    Endless(tables("a", "b"), follow, lines.append, stopped).run()
    assert (lines.failed("a"), lines.failed("b"), tries.count("b")) == (1, 1, 2)


def test_a_run_of_which_every_table_fails_ends():
    stopped, lines = threading.Event(), Lines()

    def follow(table, on_report, on_alive):
        raise ValueError("no")

    with pytest.raises(TablesFailedError, match="2 of 2 tables failed"):
        Endless(tables("a", "b"), follow, lines.append, stopped).run()
    assert stopped.is_set()


def test_what_stopping_breaks_is_no_failure():
    stopped, lines = threading.Event(), Lines()

    def follow(table, on_report, on_alive):
        on_report(Report(table.name))
        stopped.set()
        raise ValueError("the query was interrupted")

    Endless(tables("a"), follow, lines.append, stopped).run()
    assert lines.failed("a") == 0
