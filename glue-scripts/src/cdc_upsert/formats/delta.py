"""Tables in Delta Lake. Nothing else of this package knows it."""

from delta.exceptions import DeltaConcurrentModificationException
from delta.tables import DeltaMergeBuilder, DeltaTable
from pyspark.errors import AnalysisException
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.changes import DELETED
from cdc_upsert.config import POSITION, RESERVED, Table
from cdc_upsert.formats.base import TARGET, Clauses, Facts, State, StateTable, definitions, marked
from cdc_upsert.maintenance import FULL_BYTES, SMALL_BYTES
from cdc_upsert.names import literal, quoted
from cdc_upsert.sources import Folder

SOURCE = "s"
STATE_PROPERTY = "cdc.state"
#: Without deletion vectors, which not every reader of the table knows.
PROPERTIES = {"delta.enableDeletionVectors": "false"}


class DeltaStateTable(StateTable):
    """The live rows lie in the table's folder, the positions of deleted keys in a second table, `<table>__deleted`."""

    def __init__(self, spark: SparkSession, table: Table):
        self._spark = spark
        self._table = table
        # As Hadoop spells it: Delta takes `file:///x` and `file:/x` for two places.
        self._path = str(Folder(spark, table.path))
        self._deleted_path = f"{self._path}__deleted"

    def exists(self) -> bool:
        return Folder(self._spark, self._table.path).exists()

    def look_up(self) -> Facts | None:
        if not DeltaTable.isDeltaTable(self._spark, self._path):
            return None
        live = self._live()
        detail = live.detail().select("properties", "sizeInBytes", "numFiles").first()
        return Facts(
            schema=live.toDF().schema,
            state=State.of_text(detail["properties"].get(STATE_PROPERTY)),
            bytes=detail["sizeInBytes"],
            files=detail["numFiles"],
            has_deletions=DeltaTable.isDeltaTable(self._spark, self._deleted_path),
        )

    def rows(self) -> DataFrame:
        return self._live().toDF()

    def deletions(self) -> DataFrame:
        return DeltaTable.forPath(self._spark, self._deleted_path).toDF()

    def create(self, rows: DataFrame, state: State, undeclared: list[str]) -> None:
        self._create(self._path, marked(rows, undeclared), {**PROPERTIES, STATE_PROPERTY: state.to_text()})

    def set_state(self, state: State) -> None:
        text = literal(state.to_text())
        self._spark.sql(f"ALTER TABLE delta.{quoted(self._path)} SET TBLPROPERTIES ('{STATE_PROPERTY}' = {text})")

    def add_columns(self, columns: dict[str, str], undeclared: list[str]) -> None:
        self._spark.sql(f"ALTER TABLE delta.{quoted(self._path)} ADD COLUMNS ({definitions(columns, undeclared)})")

    def rewrite(self, columns: list[Column]) -> None:
        rows = self.rows().select(*columns)
        rows.write.format("delta").mode("overwrite").option("overwriteSchema", "true").save(self._path)

    def widen_deletions(self) -> None:
        if DeltaTable.isDeltaTable(self._spark, self._deleted_path):
            keys = [F.col(quoted(key)).cast(self._table.columns[key]).alias(key) for key in self._table.keys]
            rows = self.deletions().select(*keys, POSITION)
            rows.write.format("delta").mode("overwrite").option("overwriteSchema", "true").save(self._deleted_path)

    def remember_deleted(self, rows: DataFrame, within: Column, known: int, new: int) -> None:
        gone = rows.select(*[quoted(key) for key in self._table.keys], POSITION)
        if not DeltaTable.isDeltaTable(self._spark, self._deleted_path):
            self._create(self._deleted_path, gone, PROPERTIES)
            return
        target = DeltaTable.forPath(self._spark, self._deleted_path)
        merge = self._merge_into(target, gone, within)
        if known:
            merge = merge.whenMatchedUpdate(is_newer(), {POSITION: f"{SOURCE}.{POSITION}"})
        if new:
            merge = merge.whenNotMatchedInsertAll()
        merge.execute()

    def merge(self, rows: DataFrame, within: Column, clauses: Clauses) -> None:
        names = [name for name in rows.columns if name == POSITION or not name.startswith(RESERVED)]
        inserted = {quoted(name): F.col(f"{SOURCE}.{quoted(name)}") for name in names}
        updated = {**inserted, **{quoted(name): F.expr(value) for name, value in clauses.updates.items()}}
        # Opened here, since it may have got columns in this batch.
        merge = self._merge_into(self._live(), rows, within)
        if clauses.matched:
            merge = merge.whenMatchedDelete(is_newer() & F.col(f"{SOURCE}.{DELETED}"))
            merge = merge.whenMatchedUpdate(is_newer(), updated)
        if clauses.new:
            merge = merge.whenNotMatchedInsert(~F.col(f"{SOURCE}.{DELETED}"), inserted)
        merge.execute()

    def has_rows_up_to(self, position: str) -> bool:
        return not self.rows().where(written_up_to(position)).isEmpty()

    def delete_up_to(self, position: str) -> int:
        rows = self.rows().where(written_up_to(position)).count()
        if rows:
            self._live().delete(written_up_to(position))
        return rows

    def compact(self) -> None:
        limits = {"minFileSize": SMALL_BYTES, "maxFileSize": FULL_BYTES}
        for name, value in limits.items():
            self._spark.conf.set(f"spark.databricks.delta.optimize.{name}", value)
        self._spark.sql(f"OPTIMIZE delta.{quoted(self._path)}")

    def _live(self) -> DeltaTable:
        return DeltaTable.forPath(self._spark, self._path)

    def _create(self, path: str, rows: DataFrame, properties: dict[str, str]) -> None:
        """In one commit, so that of two writers that see no table one fails instead of adding its rows a second
        time."""
        writer = rows.writeTo(f"delta.{quoted(path)}").using("delta")
        for name, value in properties.items():
            writer = writer.tableProperty(name, value)
        writer.create()

    def _merge_into(self, target: DeltaTable, rows: DataFrame, within: Column) -> DeltaMergeBuilder:
        condition = within
        for key in self._table.keys:
            condition = condition & (F.col(f"{TARGET}.{quoted(key)}") == F.col(f"{SOURCE}.{quoted(key)}"))
        return target.alias(TARGET).merge(rows.alias(SOURCE), condition)


def written_up_to(position: str) -> Column:
    return F.coalesce(F.col(POSITION), F.lit("")) <= F.lit(position)


def is_newer() -> Column:
    """A row without a position came from elsewhere, and counts as the oldest."""
    return F.coalesce(F.col(f"{TARGET}.{POSITION}"), F.lit("")) < F.col(f"{SOURCE}.{POSITION}")


def is_conflict(failure: Exception) -> bool:
    """Whether another writer came first, so that the same again, from the beginning, may do."""
    if isinstance(failure, AnalysisException):
        return failure.getErrorClass() == "TABLE_OR_VIEW_ALREADY_EXISTS"
    return isinstance(failure, DeltaConcurrentModificationException)
