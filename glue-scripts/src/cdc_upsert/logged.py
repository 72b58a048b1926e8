"""Brings the logs of changes that the Iceberg sink appends to into tables, snapshot by snapshot of each log.

How far a table came is one of its own properties: the last snapshot of the log that is in it. It goes with the table
wherever that goes, and a table that was restored goes on from where it was."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from py4j.java_gateway import JavaObject
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.config import Declared, Table, declared_tables
from cdc_upsert.follow import OnReport, attempted, upsert_and_settle
from cdc_upsert.formats import state_table
from cdc_upsert.formats.iceberg import IcebergStateTable, loaded
from cdc_upsert.lease import lease
from cdc_upsert.names import quoted
from cdc_upsert.quarantine import NO_LINES
from cdc_upsert.report import Report
from cdc_upsert.runner import Remembered, print_line, run_tables
from cdc_upsert.session import open_session
from cdc_upsert.settling import settle
from cdc_upsert.snapshots import Snapshot, Snapshots, complete_snapshots
from cdc_upsert.sources import RECORDS_PER_BATCH

#: Name of the catalog in Spark.
CATALOG = "lake"


@dataclass(frozen=True)
class Stretch:
    """Snapshots of a log that follow each other: what was appended after the first, which is none of them, up to the
    last. All that the log had at the last where there is no first."""

    after: int | None
    last: int


class Log:
    """A table that rows are appended to."""

    def __init__(self, spark: SparkSession, name: str):
        self._spark = spark
        self._name = name

    def exists(self) -> bool:
        return self._spark.catalog.tableExists(self._name)

    def stretches(self, merged: int | None) -> Iterator[Stretch]:
        """What came after the snapshot `merged`, in pieces of bounded size. The whole log where that snapshot is none
        of its own any more: it expired, or another table has the name now. What is read again changes nothing."""
        ancestors = self._ancestors()
        ids = [snapshot.snapshotId() for snapshot in ancestors]
        after = merged if merged in ids else None
        rows, last = 0, after
        for snapshot in ancestors[ids.index(after) + 1 if after is not None else 0 :]:
            counted = "total-records" if last is None else "added-records"
            rows, last = rows + int(snapshot.summary().get(counted) or 0), snapshot.snapshotId()
            if rows >= RECORDS_PER_BATCH:
                yield Stretch(after, last)
                rows, after = 0, last
        if last != after and last is not None:
            yield Stretch(after, last)

    def read(self, stretch: Stretch) -> DataFrame:
        reader = self._spark.read.format("iceberg")
        if stretch.after is None:
            return reader.option("snapshot-id", stretch.last).load(self._name)
        # Appended rows only: files that were packed anew, and rows that were removed, say nothing new.
        return (
            reader.option("start-snapshot-id", stretch.after).option("end-snapshot-id", stretch.last).load(self._name)
        )

    def _ancestors(self) -> list[JavaObject]:
        """The log's snapshots up to the current one, oldest first, as far back as they are kept."""
        table = loaded(self._spark, self._name)
        found, snapshot = [], table.currentSnapshot()
        while snapshot is not None:
            found.append(snapshot)
            parent = snapshot.parentId()
            snapshot = None if parent is None else table.snapshot(parent)
        return found[::-1]


def merge(spark: SparkSession, log: Log, table: Table, on_report: OnReport, snapshots: Snapshots | None = None) -> None:
    """Applies all of the log that the table does not have yet."""
    with lease(spark, table) as held:
        target = state_table(spark, table)
        if not isinstance(target, IcebergStateTable):
            raise TypeError(f"`table` must be one of Iceberg, got: {table}")
        stretches = list(log.stretches(target.merged()))
        # What is read again is in the table already, and more.
        is_ahead = target.exists() and any(stretch.after is None for stretch in stretches)
        if snapshots is not None:
            settled = attempted(lambda: settle(spark, table, snapshots(), held.verify))
            if settled.swept or settled.pending:
                on_report(Report(table=table.name, swept=settled.swept, snapshot_pending=settled.pending))
        for stretch in stretches:
            raw = log.read(stretch)
            report = attempted(lambda raw=raw: upsert_and_settle(raw, table, NO_LINES, held.verify, snapshots))
            target.set_merged(stretch.last, tagged=not is_ahead or stretch == stretches[-1])
            on_report(report)


def notices(spark: SparkSession, name: str) -> list[Snapshot]:
    """Complete snapshots, by a log of the connector's notifications."""
    if not spark.catalog.tableExists(name):
        return []
    data = F.from_json("additional_data", "MAP<STRING, STRING>").alias("additional_data")
    rows = spark.table(name).select(
        F.col("_kafka.offset").alias("offset"),
        F.to_json(F.struct("aggregate_type", "type", data, "timestamp")).alias("value"),
    )
    return complete_snapshots(rows.dropDuplicates(["offset"]))


def run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--log", required=True, help="database of the logs, one table of the same name per table")
    parser.add_argument("--database", required=True, help="database of the tables")
    parser.add_argument("--notifications", help="table of the log with the connector's notifications")
    # Glue adds arguments of its own.
    args, _ = parser.parse_known_args()
    tables = declared_tables(args.tables)
    spark = open_session()
    logs, states = (f"{CATALOG}.{quoted(database)}" for database in (args.log, args.database))
    name = f"{logs}.{quoted(args.notifications)}" if args.notifications else None
    snapshots = Remembered(lambda: notices(spark, name)) if name else None

    def follow_table(declared: Declared, on_report: OnReport, _: object) -> None:
        log = Log(spark, f"{logs}.{quoted(declared.name)}")
        if log.exists():
            merge(spark, log, declared.in_catalog(args.lake, states), on_report, snapshots)

    run_tables(tables, follow_table, print_line)
