"""What the entry scripts have in common: arguments in, tables out."""

import argparse
import json
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession

from cdc_upsert.config import Declared, below, declared_tables
from cdc_upsert.errors import TablesFailedError
from cdc_upsert.follow import OnReport, Places, follow, reapply
from cdc_upsert.report import Report
from cdc_upsert.session import open_session
from cdc_upsert.snapshots import Snapshot, complete_snapshots

#: Tables at a time: most of a small merge is waiting for the log of its table.
TABLES_AT_ONCE = 4
#: A table of an endless run that failed is tried again after a pause, which doubles each time.
FIRST_PAUSE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 600.0
REMEMBERED_SECONDS = 60.0

PrintLine = Callable[[str], object]
#: Brings one table up to date, hands on the report of each batch, and says now and then that all is well.
Follow = Callable[[Declared, Callable[[Report], None], Callable[[], None]], None]


@dataclass(frozen=True)
class Source:
    """Where a job's raw rows come from."""

    #: The stream of a table's raw rows, none where there is nothing yet.
    records: Callable[[SparkSession, argparse.Namespace, Declared], DataFrame | None]
    #: When the stream makes a batch.
    trigger: Callable[[argparse.Namespace], dict[str, object]]
    #: Raw rows of the topic of the connector's notifications, all that there are by now; none where there is nothing
    #: yet.
    notifications: Callable[[SparkSession, argparse.Namespace, str], DataFrame | None]
    #: What raw rows call the line that is set aside where it is no JSON.
    line: str


def table_arguments(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
    parser.add_argument("--lake", required=True, help="folder of the tables")
    parser.add_argument("--tables", required=True, help="JSON array of objects, see cdc_upsert.config.Declared")
    return parser


def arguments(description: str | None) -> argparse.ArgumentParser:
    parser = table_arguments(description)
    parser.add_argument("--checkpoints", required=True, help="folder that says how far each table came")
    parser.add_argument("--quarantine", required=True, help="folder for lines that are no JSON")
    parser.add_argument(
        "--notifications", help="topic of the connector's notifications, which tell when a snapshot ends"
    )
    parser.add_argument("--reapply", help="name of a table: applies what lies in its quarantine, and nothing else")
    return parser


def run(parser: argparse.ArgumentParser, source: Source) -> None:
    # Glue adds arguments of its own.
    args, _ = parser.parse_known_args()
    tables = declared_tables(args.tables)
    spark = open_session()
    when = source.trigger(args)

    def places(table: Declared) -> Places:
        return Places(below(args.checkpoints, table.name), below(args.quarantine, table.name))

    def read_snapshots() -> list[Snapshot]:
        raw = source.notifications(spark, args, args.notifications)
        return [] if raw is None else complete_snapshots(raw)

    snapshots = Remembered(read_snapshots) if args.notifications else None

    def follow_table(table: Declared, on_report: OnReport, on_alive: Callable[[], None]) -> None:
        raw = source.records(spark, args, table)
        if raw is not None:
            follow(spark, raw, table.in_lake(args.lake), places(table), when, on_report, snapshots, on_alive)

    def reapply_table(table: Declared, on_report: OnReport, _: Callable[[], None]) -> None:
        reapply(spark, table.in_lake(args.lake), places(table), source.line, on_report, snapshots)

    if args.reapply is not None:
        named = [table for table in tables if table.name == args.reapply]
        if not named:
            raise ValueError(f"`--reapply` must be one of {[table.name for table in tables]}, got: {args.reapply}")
        run_tables(named, reapply_table, print_line)
    elif "availableNow" in when:
        run_tables(tables, follow_table, print_line)
    else:
        run_endlessly(spark, tables, follow_table)


class Remembered:
    """What is read at most once a minute, for all tables together."""

    def __init__(self, read: Callable[[], list[Snapshot]]):
        self._read = read
        self._lock = threading.Lock()
        self._known: list[Snapshot] = []
        self._until = 0.0

    def __call__(self) -> list[Snapshot]:
        with self._lock:
            if time.monotonic() >= self._until:
                self._known = self._read()
                self._until = time.monotonic() + REMEMBERED_SECONDS
            return self._known


def run_tables(tables: list[Declared], follow: Follow, print_line: PrintLine) -> None:
    """Brings each table up to date once. One that fails does not stop the others, but fails the run at its end."""

    def attempt(table: Declared) -> str | None:
        try:
            run_table(table, follow, print_line)
        except Exception as failure:
            return failed(table, failure, print_line)
        return None

    with ThreadPoolExecutor(TABLES_AT_ONCE) as threads:
        failures = [failure for failure in threads.map(attempt, tables) if failure is not None]
    if failures:
        raise TablesFailedError(f"{len(failures)} of {len(tables)} tables failed: {'; '.join(failures)}")


def run_table(table: Declared, follow: Follow, print_line: PrintLine) -> None:
    batches = []

    def on_report(report: Report) -> None:
        batches.append(report)
        print_line(report.to_json())

    follow(table, on_report, lambda: None)
    if not batches:
        print_line(json.dumps({"event": "cdc_upsert.idle", "table": table.name}))


def run_endlessly(spark: SparkSession, tables: list[Declared], follow: Follow) -> None:
    """Follows every table until the run is stopped. A table that fails says so at once, and is tried again; the others
    go on. The run fails when it is stopped while tables fail, and ends by itself when all do."""
    stopped = threading.Event()

    def stop_queries() -> None:
        stopped.wait()
        # Also those that begin only now, since they waited for something.
        while True:
            for query in spark.streams.active:
                query.stop()
            time.sleep(1)

    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    threading.Thread(target=stop_queries, daemon=True).start()
    tries = Endless(tables, follow, print_line, stopped)
    tries.run()


class Endless:
    def __init__(self, tables: list[Declared], follow: Follow, print_line: PrintLine, stopped: threading.Event):
        self._tables = tables
        self._follow = follow
        self._print_line = print_line
        self._stopped = stopped
        self._failures: dict[str, str] = {}
        self._pauses: dict[str, float] = {}
        self._lock = threading.Lock()

    def run(self) -> None:
        with ThreadPoolExecutor(len(self._tables)) as threads:
            list(threads.map(self._keep_following, self._tables))
        if self._failures:
            failures = "; ".join(self._failures.values())
            raise TablesFailedError(f"{len(self._failures)} of {len(self._tables)} tables failed: {failures}")

    def _keep_following(self, table: Declared) -> None:
        while not self._stopped.is_set():
            try:
                self._follow(table, lambda report: self._went_well(table, report), lambda: self._goes_on(table))
                # A topic is never read to its end: the query was stopped.
                return
            except Exception as failure:
                if self._stopped.is_set() and table.name not in self._failures:
                    return
                self._stopped.wait(self._went_wrong(table, failure))

    def _went_well(self, table: Declared, report: Report) -> None:
        self._goes_on(table)
        self._print_line(report.to_json())

    def _goes_on(self, table: Declared) -> None:
        with self._lock:
            self._failures.pop(table.name, None)
            self._pauses.pop(table.name, None)

    def _went_wrong(self, table: Declared, failure: Exception) -> float:
        """Seconds to the next try."""
        with self._lock:
            self._failures[table.name] = failed(table, failure, self._print_line)
            pause = self._pauses.get(table.name, FIRST_PAUSE_SECONDS)
            self._pauses[table.name] = min(2 * pause, LONGEST_PAUSE_SECONDS)
            if len(self._failures) == len(self._tables):
                self._stopped.set()
        return pause


def failed(table: Declared, failure: Exception, print_line: PrintLine) -> str:
    traceback.print_exception(failure)
    print_line(json.dumps({"event": "cdc_upsert.failed", "table": table.name, "error": str(failure)}))
    return f"{table.name}: {failure}"


def print_line(line: str) -> None:
    """In one piece, since tables print side by side."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
