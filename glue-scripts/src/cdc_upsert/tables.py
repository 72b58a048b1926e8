"""Creates the table and its side table, and gives the table the columns that rows bring."""

from delta.tables import DeltaTable
from pyspark.sql import SparkSession
from pyspark.sql.types import DataType

from cdc_upsert.folder import normal
from cdc_upsert.table import POSITION, Table


class ColumnTypeChangedError(ValueError):
    """A column is declared with another type than the table has. Nothing was written."""


def open_tables(spark: SparkSession, table: Table) -> tuple[DeltaTable, DeltaTable]:
    """The live table and the side table of deleted keys; both are made where they are missing."""
    keys = {key: table.columns[key] for key in table.keys}
    rest = {name: kind for name, kind in table.columns.items() if name not in keys}
    # Keys first: Delta keeps the ranges that a merge is pruned by for a table's first 32 columns only.
    live = create_if_missing(spark, table.path, {**keys, POSITION: "STRING", **rest})
    deleted = create_if_missing(spark, table.deleted_path, {**keys, POSITION: "STRING"})
    return live, deleted


def create_if_missing(spark: SparkSession, path: str, columns: dict[str, str]) -> DeltaTable:
    builder = DeltaTable.createIfNotExists(spark).location(normal(spark, path))
    for name, kind in columns.items():
        builder = builder.addColumn(name, kind)
    # Without deletion vectors, which not every reader of the table knows.
    builder.property("delta.enableDeletionVectors", "false").execute()
    return DeltaTable.forPath(spark, path)


def add_columns(spark: SparkSession, table: Table, extra: list[str]) -> list[str]:
    """Adds declared columns that the table lacks, and `extra` ones as text; returns their names. Old rows hold null."""
    there = {field.name.lower(): field.dataType for field in DeltaTable.forPath(spark, table.path).toDF().schema}
    wanted = {**table.columns, **dict.fromkeys(extra, "STRING")}
    for name, kind in wanted.items():
        have = there.get(name.lower())
        if have is not None and have != data_type(spark, kind):
            raise ColumnTypeChangedError(
                f"{table.path}: `columns.{name}` is declared {kind}, got in the table: {have.simpleString()}. "
                "Rebuild the table from the archive with an empty checkpoint, or declare the type that it has"
            )
    missing = {name: kind for name, kind in wanted.items() if name.lower() not in there}
    if missing:
        definitions = ", ".join(f"`{name.replace('`', '``')}` {kind}" for name, kind in missing.items())
        spark.sql(f"ALTER TABLE delta.`{table.path}` ADD COLUMNS ({definitions})")
    return sorted(missing)


def data_type(spark: SparkSession, kind: str) -> DataType:
    return spark.sql(f"SELECT CAST(NULL AS {kind}) AS c").schema["c"].dataType
