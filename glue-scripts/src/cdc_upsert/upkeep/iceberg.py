"""Upkeep of Iceberg tables."""

from collections.abc import Callable
from datetime import UTC, datetime

from py4j.java_gateway import JavaObject
from pyspark.sql import SparkSession

from cdc_upsert.formats.iceberg import MERGED_TAG, loaded
from cdc_upsert.maintenance import FULL_BYTES, SMALL_BYTES
from cdc_upsert.names import literal, quoted
from cdc_upsert.sources import Folder
from cdc_upsert.upkeep.base import Retention, Size

#: Once a day a lone small file is as few as there can be; Iceberg's own is 5.
MIN_INPUT_FILES = 2
#: What a summary of the sink's commits tells is in its tables: without any it would take what it reads again for new.
SINK_OFFSETS = "kafka.connect.offsets."


class KeptIcebergTable:
    def __init__(self, spark: SparkSession, catalog: str, database: str, table: str):
        self.name = f"{database}.{table}"
        self._spark = spark
        self._catalog = catalog
        self._sql_name = f"{catalog}.{quoted(database)}.{quoted(table)}"

    @classmethod
    def of_database(cls, spark: SparkSession, catalog: str, database: str) -> list["KeptIcebergTable"]:
        """Those that are there already."""
        if not spark.catalog.databaseExists(f"{catalog}.{quoted(database)}"):
            return []
        found = spark.sql(f"SHOW TABLES IN {catalog}.{quoted(database)}").collect()
        return [cls(spark, catalog, database, row["tableName"]) for row in found]

    def size(self) -> Size:
        files = self._total("data-files") + self._total("delete-files")
        return Size(files, self._total("files-size"), *self._folder().size())

    def steps(self, retention: Retention) -> list[Callable[[], object]]:
        return [
            self._compact,
            self._apply_deletes,
            self._pack_manifests,
            lambda: self._expire(retention),
            lambda: self._remove_orphans(retention),
        ]

    # Each procedure is several jobs of Spark, also where it finds nothing to do; a look at the metadata is none.

    def _compact(self) -> None:
        if self._total("data-files") < MIN_INPUT_FILES and self._total("delete-files") == 0:
            return
        options = {
            "min-input-files": MIN_INPUT_FILES,
            "min-file-size-bytes": SMALL_BYTES,
            "target-file-size-bytes": FULL_BYTES,
            "max-file-size-bytes": 2 * FULL_BYTES,
            # A deleted row must leave the files, too.
            "delete-file-threshold": 1,
            # Beside a merge only the groups of files that it changed are lost.
            "partial-progress.enabled": "true",
        }
        self._call("rewrite_data_files", options=map_of(options))

    def _apply_deletes(self) -> None:
        """What a reader would take off files that are no more."""
        if self._total("delete-files") == 0:
            return
        self._call("rewrite_position_delete_files", options=map_of({"rewrite-all": "true"}))

    def _pack_manifests(self) -> None:
        table = self._load()
        snapshot = table.currentSnapshot()
        if snapshot is not None and snapshot.allManifests(table.io()).size() > 1:
            self._call("rewrite_manifests", use_caching="false")

    def _expire(self, retention: Retention) -> None:
        until = self._needed_since(datetime.now(UTC) - retention.period)
        if all(moment(snapshot) >= until for snapshot in self._load().snapshots()):
            return
        self._remove_tags(until)
        self._call("expire_snapshots", older_than=time_of(until), retain_last="1", stream_results="true")

    def _needed_since(self, begin: datetime) -> datetime:
        """When the oldest snapshot was made that is still needed: the one that the table was at `begin`, however long
        it had been so, for whoever began to read then has it; and the last one of the sink."""
        table = self._load()
        # A snapshot that is gone is older than all that are there.
        found = [table.snapshot(entry.snapshotId()) for entry in table.history() if moment(entry) <= begin][-1:]
        return min([begin, *[moment(each) for each in [*found, last_of_sink(table)] if each is not None]])

    def _remove_tags(self, until: datetime) -> None:
        """Those of states of a table that hold its rows longer than is declared."""
        table = self._load()
        changes = table.manageSnapshots()
        old = [
            name
            for name, ref in dict(table.refs()).items()
            if name.startswith(MERGED_TAG) and moment(table.snapshot(ref.snapshotId())) < until
        ]
        for name in old:
            changes = changes.removeTag(name)
        if old:
            changes.commit()

    def _remove_orphans(self, retention: Retention) -> None:
        until = self.unknown_until(retention)
        if self._folder().has_file_before(until):
            self._call("remove_orphan_files", older_than=time_of(until))

    def unknown_until(self, retention: Retention) -> datetime:
        """Up to when files are nobody's that no snapshot knows. What a sink announced since its last commit it commits
        as soon as it goes on, however long it stood still, for its control topic forgets nothing."""
        until = datetime.now(UTC) - retention.unknown_period
        snapshot = last_of_sink(self._load())
        return until if snapshot is None else min(until, moment(snapshot) - retention.period)

    def _total(self, what: str) -> int:
        snapshot = self._load().currentSnapshot()
        return 0 if snapshot is None else int(dict(snapshot.summary()).get(f"total-{what}", 0))

    def _folder(self) -> Folder:
        return Folder(self._spark, self._load().location())

    def _call(self, procedure: str, **arguments: str) -> None:
        given = ", ".join(f"{name} => {value}" for name, value in arguments.items())
        table = literal(self._sql_name)
        self._spark.sql(f"CALL {self._catalog}.system.{procedure}(table => {table}, {given})").collect()

    def _load(self) -> JavaObject:
        return loaded(self._spark, self._sql_name)


def moment(snapshot: JavaObject) -> datetime:
    """Of a snapshot, or of an entry of a table's history."""
    return datetime.fromtimestamp(snapshot.timestampMillis() / 1000, UTC)


def last_of_sink(table: JavaObject) -> JavaObject | None:
    snapshot = table.currentSnapshot()
    while snapshot is not None and not is_of_sink(snapshot):
        parent = snapshot.parentId()
        snapshot = None if parent is None else table.snapshot(parent)
    return snapshot


def is_of_sink(snapshot: JavaObject) -> bool:
    return any(name.startswith(SINK_OFFSETS) for name in snapshot.summary())


def map_of(options: dict[str, object]) -> str:
    return f"map({', '.join(f'{literal(name)}, {literal(str(value))}' for name, value in options.items())})"


def time_of(moment: datetime) -> str:
    return f"TIMESTAMP '{moment.strftime('%Y-%m-%d %H:%M:%S.%f')}'"
