"""TRUNCATE TABLE in the source, which names no row: what the table does is declared."""

from delta.tables import DeltaTable
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.rows import quoted
from cdc_upsert.table import POSITION, Table

PROPERTY = "cdc.truncatedAt"


class TruncateRefusedError(ValueError):
    """The source was truncated and the table's policy is to stop. Nothing was written."""


def truncated_at(newest: str | None, applied: str | None, table: Table) -> str | None:
    """The position of the newest truncate that counts, in this batch (`newest`) or `applied` before: no change at or
    before it counts."""
    if newest is None or table.truncate == "ignore" or (applied is not None and newest <= applied):
        return applied
    if table.truncate == "fail":
        raise TruncateRefusedError(
            f"{table.path}: `truncate` is 'fail' and the source table was truncated at {newest}. Nothing was written. "
            "Choose 'apply' to empty the table as well, 'ignore' to keep its rows"
        )
    return newest


def recorded(spark: SparkSession, table: Table) -> str | None:
    """The truncate that the table has applied last."""
    properties = spark.sql(f"SHOW TBLPROPERTIES delta.{quoted(table.path)}").collect()
    return next((row["value"] for row in properties if row["key"] == PROPERTY), None)


def apply_truncate(
    spark: SparkSession, live: DeltaTable, position: str | None, applied: str | None, table: Table
) -> None:
    """Deletes the rows written until then. Every step may be repeated, and commits only where there is something to do.

    The position is recorded first: from then on no older change comes back, wherever the run ends.
    """
    if position is None:
        return
    if applied != position:
        spark.sql(f"ALTER TABLE delta.{quoted(table.path)} SET TBLPROPERTIES ('{PROPERTY}' = '{position}')")
    older = F.col(POSITION) <= F.lit(position)
    if not live.toDF().where(older).isEmpty():
        live.delete(older)
