"""Works through the tables of a pipeline. One that fails does not stop the others, but fails the run at its end."""

import json
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from cdc_upsert.pipeline import Declared
from cdc_upsert.report import Report

#: Brings one table up to date and hands on the report of each batch.
Follow = Callable[[Declared, Callable[[Report], None]], None]
PrintLine = Callable[[str], object]


class TablesFailedError(RuntimeError):
    """Some tables could not be brought up to date; all others were."""


def run_tables(
    tables: list[Declared],
    follow: Follow,
    print_line: PrintLine,
    at_once: int,
    on_failure: Callable[[], None] | None = None,
) -> None:
    """Prints one line of JSON per batch, per table without anything new, and per table that failed."""

    def attempt(table: Declared) -> str | None:
        try:
            run_table(table, follow, print_line)
        except Exception as failure:
            traceback.print_exception(failure)
            print_line(json.dumps({"event": "cdc_upsert.failed", "table": table.name, "error": str(failure)}))
            if on_failure is not None:
                on_failure()
            return f"{table.name}: {failure}"
        return None

    with ThreadPoolExecutor(at_once) as threads:
        failures = [failure for failure in threads.map(attempt, tables) if failure is not None]
    if failures:
        raise TablesFailedError(f"{len(failures)} of {len(tables)} tables failed: {'; '.join(failures)}")


def run_table(table: Declared, follow: Follow, print_line: PrintLine) -> None:
    batches = []

    def on_report(report: Report) -> None:
        batches.append(report)
        print_line(report.to_json())

    follow(table, on_report)
    if not batches:
        print_line(json.dumps({"event": "cdc_upsert.idle", "table": table.name}))
