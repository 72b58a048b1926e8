"""Snapshots of the source, as the connector's notifications tell of them.

Debezium reads a table again where its place in the log was lost. What was deleted meanwhile is simply not among the
rows, and of a table that is empty by then there is none at all. The notifications tell that a snapshot is complete, and
how many rows of each table it has."""

from collections.abc import Callable
from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.config import Table
from cdc_upsert.progress import Progress

NOTIFICATION = "aggregate_type STRING, type STRING, additional_data MAP<STRING, STRING>, timestamp LONG"
RECORD = f"offset LONG, value STRUCT<{NOTIFICATION}>"


@dataclass(frozen=True)
class Snapshot:
    """A complete snapshot of a source: when it began and ended, in milliseconds, and by topic the number of its
    rows."""

    began_ms: int
    ended_ms: int
    rows: dict[str, int]


#: All complete snapshots, oldest first; none where the connector's notifications are not read.
Snapshots = Callable[[], list[Snapshot]]


def complete_snapshots(raw: DataFrame) -> list[Snapshot]:
    """`raw`: rows of the topic of Debezium's notifications, see `sources`."""
    if "record" in raw.columns:
        notices = raw.select(F.from_json("record", RECORD).alias("r")).select("r.offset", "r.value.*")
    else:
        notices = raw.select("offset", F.from_json("value", NOTIFICATION).alias("v")).select("offset", "v.*")
    of_snapshots = notices.where(F.col("aggregate_type") == "Initial Snapshot")
    found: list[Snapshot] = []
    began: int | None = None
    rows: dict[str, int] = {}
    # A snapshot that began and did not end was given up. The topic has one partition.
    for notice in sorted(of_snapshots.collect(), key=lambda row: row["offset"]):
        data = notice["additional_data"] or {}
        if notice["type"] == "STARTED":
            began, rows = notice["timestamp"], {}
        elif notice["type"] == "TABLE_SCAN_COMPLETED" and data.get("status") == "SUCCEEDED":
            rows[f"{data.get('connector_name')}.{data.get('scanned_collection')}"] = int(data["total_rows_scanned"])
        elif notice["type"] == "COMPLETED" and began is not None:
            found.append(Snapshot(began, notice["timestamp"], rows))
            began = None
    return found


def emptied_at(snapshots: list[Snapshot], topic: str) -> int | None:
    """When the last snapshot began that found the table empty: no change before it counts."""
    return max((each.began_ms for each in snapshots if each.rows.get(topic) == 0), default=None)


def is_complete(snapshots: list[Snapshot] | None, table: Table, progress: Progress) -> bool:
    """Whether all rows of the newest snapshot were read. More than it has are repetitions, by a connector that was not
    answered. Should one stand for a row that is still to come, that row comes back with its own line."""
    read = progress.snapshot
    return read is not None and any(
        each.began_ms <= read.first_ms
        and read.last_ms <= each.ended_ms
        and table.topic in each.rows
        and read.rows >= each.rows[table.topic]
        for each in snapshots or []
    )
