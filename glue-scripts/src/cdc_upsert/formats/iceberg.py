"""Tables in Apache Iceberg. Nothing else of this package knows it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JJavaError
from pyspark.errors import AnalysisException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.changes import DELETED
from cdc_upsert.config import POSITION, RESERVED, IcebergForm, Table
from cdc_upsert.formats.base import ARRIVED_UNDECLARED, TARGET, Clauses, Facts, State, StateTable
from cdc_upsert.maintenance import FULL_BYTES, SMALL_BYTES
from cdc_upsert.names import literal, quoted

SOURCE = "s"
STATE_PROPERTY = "cdc.state"
#: Snapshot of the log that the table came to.
MERGED_PROPERTY = "cdc.log-snapshot"
#: What the tag of a snapshot of the table begins with that has the log up to the one behind it.
MERGED_TAG = "log-"
#: As long as Iceberg keeps snapshots unless it is told otherwise: 5 days.
TAG_AGE_MS = 5 * 24 * 3600 * 1000
#: Athena reads no later one.
FORMAT_VERSION = "2"
#: Files of one part of a table that are packed as soon as there are so many small ones.
MIN_INPUT_FILES = 2
#: Types that rows can be spread by.
UNBUCKETED = ("BOOLEAN", "FLOAT", "DOUBLE")
#: What Iceberg's own exceptions are called that say: another commit came first, or may have.
CONFLICTS = ("CommitFailedException", "CommitStateUnknownException", "ValidationException")
NEWER = f"coalesce({TARGET}.{POSITION}, '') < {SOURCE}.{POSITION}"


class IcebergStateTable(StateTable):
    """The live rows lie in a table of the catalog, positions of deleted keys in a second one, `<table>__deleted`."""

    def __init__(self, spark: SparkSession, table: Table, form: IcebergForm):
        self._spark = spark
        self._table = table
        self._form = form
        self._name = f"{form.database}.{quoted(table.name)}"
        self._deleted_name = f"{form.database}.{quoted(f'{table.name}__deleted')}"

    def exists(self) -> bool:
        return self._spark.catalog.tableExists(self._name)

    def look_up(self) -> Facts | None:
        if not self.exists():
            return None
        table = loaded(self._spark, self._name)
        # A table without rows has no snapshot.
        snapshot = table.currentSnapshot()
        summary = {} if snapshot is None else dict(snapshot.summary())
        return Facts(
            schema=self.rows().schema,
            state=State.of_text(table.properties().get(STATE_PROPERTY)),
            bytes=int(summary.get("total-files-size", 0)),
            files=int(summary.get("total-data-files", 0)) + int(summary.get("total-delete-files", 0)),
            has_deletions=self._spark.catalog.tableExists(self._deleted_name),
        )

    def merged(self) -> int | None:
        """Snapshot of the log up to which the table has everything."""
        text = loaded(self._spark, self._name).properties().get(MERGED_PROPERTY) if self.exists() else None
        return None if text is None else int(text)

    def set_merged(self, snapshot: int, tagged: bool) -> None:
        """Remembers it, and tags what the table is by now with it where it has no more than that, in one commit."""
        table = loaded(self._spark, self._name)
        transaction = table.newTransaction()
        transaction.updateProperties().set(MERGED_PROPERTY, str(snapshot)).commit()
        tag = f"{MERGED_TAG}{snapshot}"
        # A table that never had rows has no snapshot.
        if tagged and table.currentSnapshot() is not None and tag not in table.refs():
            refs = transaction.manageSnapshots().createTag(tag, table.currentSnapshot().snapshotId())
            refs.setMaxRefAgeMs(tag, TAG_AGE_MS).commit()
        transaction.commitTransaction()

    def rows(self) -> DataFrame:
        return self._spark.table(self._name)

    def deletions(self) -> DataFrame:
        return self._spark.table(self._deleted_name)

    def create(self, rows: DataFrame, state: State, undeclared: list[str]) -> None:
        columns = [
            F.col(quoted(name)).alias(name, metadata={"comment": ARRIVED_UNDECLARED} if name in undeclared else {})
            for name in rows.columns
        ]
        self._writer(self._name, rows.select(*columns), {STATE_PROPERTY: state.to_text()}).create()

    def set_state(self, state: State) -> None:
        loaded(self._spark, self._name).updateProperties().set(STATE_PROPERTY, state.to_text()).commit()

    def add_columns(self, columns: dict[str, str], undeclared: list[str]) -> None:
        definitions = ", ".join(
            f"{quoted(name)} {kind}" + (f" COMMENT '{ARRIVED_UNDECLARED}'" if name in undeclared else "")
            for name, kind in columns.items()
        )
        self._spark.sql(f"ALTER TABLE {self._name} ADD COLUMNS ({definitions})")

    def rewrite(self, columns: list[Column]) -> None:
        self._writer(self._name, self.rows().select(*columns), {}).replace()

    def widen_deletions(self) -> None:
        if self._spark.catalog.tableExists(self._deleted_name):
            keys = [F.col(quoted(key)).cast(self._table.columns[key]).alias(key) for key in self._table.keys]
            self._writer(self._deleted_name, self.deletions().select(*keys, POSITION), {}).replace()

    def remember_deleted(self, rows: DataFrame, within: Column, known: int, new: int) -> None:
        gone = rows.select(*[quoted(key) for key in self._table.keys], POSITION)
        if not self._spark.catalog.tableExists(self._deleted_name):
            self._writer(self._deleted_name, gone, {}).create()
            return
        clauses = []
        if known:
            clauses.append(f"WHEN MATCHED AND {NEWER} THEN UPDATE SET {POSITION} = {SOURCE}.{POSITION}")
        if new:
            clauses.append("WHEN NOT MATCHED THEN INSERT *")
        self._merge_into(self._deleted_name, gone, within, clauses)

    def merge(self, rows: DataFrame, within: Column, clauses: Clauses) -> None:
        names = [name for name in rows.columns if name == POSITION or not name.startswith(RESERVED)]
        inserted = {name: f"{SOURCE}.{quoted(name)}" for name in names}
        # In the table's own spelling; what no row of the batch has is null.
        values = {name.lower(): value for name, value in inserted.items()}
        there = {name: values.get(name.lower(), "NULL") for name in self.rows().columns}
        when = []
        if clauses.matched:
            sets = ", ".join(f"{quoted(name)} = {value}" for name, value in {**inserted, **clauses.updates}.items())
            when.append(f"WHEN MATCHED AND {NEWER} AND {SOURCE}.{DELETED} THEN DELETE")
            when.append(f"WHEN MATCHED AND {NEWER} THEN UPDATE SET {sets}")
        if clauses.new:
            columns, row = ", ".join(map(quoted, there)), ", ".join(there.values())
            when.append(f"WHEN NOT MATCHED AND NOT {SOURCE}.{DELETED} THEN INSERT ({columns}) VALUES ({row})")
        self._merge_into(self._name, rows, within, when)

    def has_rows_up_to(self, position: str) -> bool:
        return not self.rows().where(written_up_to(position)).isEmpty()

    def delete_up_to(self, position: str) -> int:
        rows = self.rows().where(written_up_to(position)).count()
        if rows:
            self._spark.sql(f"DELETE FROM {self._name} WHERE {written_up_to(position)}")
        return rows

    def compact(self) -> None:
        catalog = self._form.database.split(".", 1)[0]
        options = {
            "min-input-files": MIN_INPUT_FILES,
            "min-file-size-bytes": SMALL_BYTES,
            "target-file-size-bytes": FULL_BYTES,
            # Of rows that a reader would take off.
            "delete-file-threshold": 1,
        }
        pairs = ", ".join(f"'{name}', '{value}'" for name, value in options.items())
        self._spark.sql(
            f"CALL {catalog}.system.rewrite_data_files(table => {literal(self._name)}, options => map({pairs}))"
        ).collect()

    def _writer(self, name: str, rows: DataFrame, properties: dict[str, str]) -> Any:
        """Makes or replaces a table in one commit, so that of two writers that see no table one fails instead of adding
        its rows a second time."""
        writer = rows.writeTo(name).using("iceberg").tableProperty("format-version", FORMAT_VERSION)
        for kind in ("merge", "update", "delete"):
            writer = writer.tableProperty(f"write.{kind}.mode", self._form.writes)
        for key, value in properties.items():
            writer = writer.tableProperty(key, value)
        spread = [key for key in self._table.keys if self._table.columns[key] not in UNBUCKETED]
        return writer.partitionedBy(F.bucket(self._form.buckets, quoted(spread[0]))) if spread else writer

    def _merge_into(self, name: str, rows: DataFrame, within: Column, clauses: list[str]) -> None:
        same = [f"{TARGET}.{quoted(key)} = {SOURCE}.{quoted(key)}" for key in self._table.keys]
        # Spark 3.5 merges by SQL alone.
        condition = " AND ".join([f"({within._jc.expr().sql()})", *same])
        with view_of(rows) as view:
            self._spark.sql(
                f"MERGE INTO {name} AS {TARGET} USING {view} AS {SOURCE} ON {condition} {' '.join(clauses)}"
            )


@contextmanager
def view_of(rows: DataFrame) -> Iterator[str]:
    """A name for the rows, in their own session."""
    name = f"rows_{uuid.uuid4().hex}"
    rows.createTempView(name)
    try:
        yield name
    finally:
        rows.sparkSession.catalog.dropTempView(name)


def loaded(spark: SparkSession, name: str) -> JavaObject:
    """Iceberg's own view of a table, as it is now."""
    return spark._jvm.org.apache.iceberg.spark.Spark3Util.loadIcebergTable(spark._jsparkSession, name)


def written_up_to(position: str) -> str:
    return f"coalesce({POSITION}, '') <= {literal(position)}"


def is_conflict(failure: Exception) -> bool:
    """Whether another writer came first, so that the same again, from the beginning, may do."""
    if isinstance(failure, AnalysisException):
        return failure.getErrorClass() == "TABLE_OR_VIEW_ALREADY_EXISTS"
    if not isinstance(failure, Py4JJavaError):
        return False
    cause = failure.java_exception
    while cause is not None:
        if cause.getClass().getSimpleName() in CONFLICTS:
            return True
        cause = cause.getCause()
    return False
