"""Creates the table and its side table, and gives the table the columns that rows bring."""

from dataclasses import dataclass

from delta.tables import DeltaTable
from pyspark.sql import SparkSession
from pyspark.sql.types import DataType

from cdc_upsert.folder import Folder
from cdc_upsert.retype import ARRIVED_UNDECLARED, arrived_undeclared
from cdc_upsert.rows import quoted
from cdc_upsert.table import POSITION, Table


class ColumnTypeChangedError(ValueError):
    """A column is declared with another type than the table has. Nothing was written."""


@dataclass(frozen=True)
class Tables:
    live: DeltaTable
    #: Side table of the deleted keys' positions.
    deleted: DeltaTable
    #: Of the live table: its properties, bytes and number of files.
    properties: dict[str, str]
    size: int
    files: int


def look_up(spark: SparkSession, table: Table) -> Tables:
    """Opens the tables and reads what a batch has to know of the live one."""
    live, deleted = open_tables(spark, table)
    detail = live.detail().select("properties", "sizeInBytes", "numFiles").first()
    return Tables(live, deleted, detail["properties"], detail["sizeInBytes"], detail["numFiles"])


def open_tables(spark: SparkSession, table: Table) -> tuple[DeltaTable, DeltaTable]:
    """The live table and the side table of deleted keys; both are made where they are missing."""
    keys = {key: table.columns[key] for key in table.keys}
    rest = {name: kind for name, kind in table.columns.items() if name not in keys}
    # Keys first: Delta keeps the ranges that a merge is pruned by for a table's first 32 columns only.
    live = open_table(spark, table.path, {**keys, POSITION: "STRING", **rest})
    deleted = open_table(spark, table.deleted_path, {**keys, POSITION: "STRING"})
    return live, deleted


def open_table(spark: SparkSession, path: str, columns: dict[str, str]) -> DeltaTable:
    if not DeltaTable.isDeltaTable(spark, path):
        builder = DeltaTable.createIfNotExists(spark).location(str(Folder(spark, path)))
        for name, kind in columns.items():
            builder = builder.addColumn(name, kind)
        # Without deletion vectors, which not every reader of the table knows.
        builder.property("delta.enableDeletionVectors", "false").execute()
    return DeltaTable.forPath(spark, path)


def fail_on_changed_types(spark: SparkSession, live: DeltaTable, table: Table) -> None:
    """Raises when the table has a column with another type than it is declared with; not for one that can be given it,
    see `retype`."""
    there = {**column_types(live), **dict.fromkeys(name.lower() for name in arrived_undeclared(live, table))}
    for name, kind in data_types(spark, table.columns).items():
        have = there.get(name.lower())
        if have is not None and have != kind:
            raise ColumnTypeChangedError(
                f"{table.path}: `columns.{name}` is declared {table.columns[name]}, got in the table: "
                f"{have.simpleString()}. Rebuild the table from the archive with an empty checkpoint, or declare the "
                "type that it has"
            )


def add_columns(spark: SparkSession, live: DeltaTable, table: Table, extra: list[str]) -> list[str]:
    """Adds declared columns that the table lacks, and `extra` ones as text; returns their names. Old rows hold null."""
    there = column_types(live)
    wanted = {**table.columns, **dict.fromkeys(extra, "STRING")}
    missing = {name: kind for name, kind in wanted.items() if name.lower() not in there}
    if missing:
        definitions = ", ".join(
            f"{quoted(name)} {kind}" + (f" COMMENT '{ARRIVED_UNDECLARED}'" if name in extra else "")
            for name, kind in missing.items()
        )
        spark.sql(f"ALTER TABLE delta.{quoted(table.path)} ADD COLUMNS ({definitions})")
    return sorted(missing)


def column_types(live: DeltaTable) -> dict[str, DataType]:
    """By name in lower case: the catalog ignores case."""
    return {field.name.lower(): field.dataType for field in live.toDF().schema}


def data_types(spark: SparkSession, columns: dict[str, str]) -> dict[str, DataType]:
    schema = ", ".join(f"{quoted(name)} {kind}" for name, kind in columns.items())
    return {field.name: field.dataType for field in spark.createDataFrame([], schema).schema}
