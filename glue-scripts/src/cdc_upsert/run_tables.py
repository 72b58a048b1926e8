"""Works through the tables of a pipeline. One that fails does not stop the others, but fails the run at its end."""

import json
import traceback
from collections.abc import Callable

from cdc_upsert.pipeline import Declared
from cdc_upsert.report import Report


class TablesFailedError(RuntimeError):
    """Some tables could not be brought up to date; all others were."""


#: Brings one table up to date and hands on the report of each batch.
Follow = Callable[[Declared, Callable[[Report], None]], None]


def run_tables(tables: list[Declared], follow: Follow, print_line: Callable[[str], None]) -> None:
    """Prints one line of JSON per batch, per table without anything new, and per table that failed."""
    failures: dict[str, Exception] = {}
    for table in tables:
        try:
            run_table(table, follow, print_line)
        except Exception as failure:  # Whatever it is, the other tables are not to wait for it
            traceback.print_exception(failure)
            failures[table.name] = failure
            print_line(json.dumps({"event": "cdc_upsert.failed", "table": table.name, "error": str(failure)}))
    if failures:
        reasons = "; ".join(f"{name}: {failure}" for name, failure in failures.items())
        raise TablesFailedError(f"{len(failures)} of {len(tables)} tables failed: {reasons}")


def run_table(table: Declared, follow: Follow, print_line: Callable[[str], None]) -> None:
    batches = []

    def on_report(report: Report) -> None:
        batches.append(report)
        print_line(report.to_json())

    follow(table, on_report)
    if not batches:
        print_line(json.dumps({"event": "cdc_upsert.idle", "table": table.name}))
