"""TRUNCATE TABLE in the source, which names no row: what the table does is declared."""

from delta.tables import DeltaTable
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.decode import TRUNCATE_OP
from cdc_upsert.table import POSITION, Table

PROPERTY = "cdc.truncatedAt"


class TruncateRefusedError(ValueError):
    """The source was truncated and the table's policy is to stop. Nothing was written."""


def truncated_at(changes: DataFrame, live: DeltaTable, table: Table) -> str | None:
    """The position of the newest truncate that counts, in this batch or before: no change at or before it counts."""
    [[newest]] = changes.where(F.col("op") == TRUNCATE_OP).agg(F.max(POSITION)).collect()
    applied = recorded(live)
    if newest is None or table.truncate == "ignore" or (applied is not None and newest <= applied):
        return applied
    if table.truncate == "fail":
        raise TruncateRefusedError(
            f"{table.path}: `truncate` is 'fail' and the source table was truncated at {newest}. Nothing was written. "
            "Choose 'apply' to empty the table as well, 'ignore' to keep its rows"
        )
    return newest


def recorded(live: DeltaTable) -> str | None:
    return live.detail().select("properties").first()["properties"].get(PROPERTY)


def apply_truncate(live: DeltaTable, position: str | None, table: Table, spark: SparkSession) -> None:
    """Deletes the rows written until then. Every step may be repeated, and commits only where there is something to do.

    The position is recorded first: from then on no older change comes back, wherever the run ends.
    """
    if position is None:
        return
    if recorded(live) != position:
        spark.sql(f"ALTER TABLE delta.`{table.path}` SET TBLPROPERTIES ('{PROPERTY}' = '{position}')")
    older = F.col(POSITION) <= F.lit(position)
    if live.toDF().where(older).limit(1).count():
        live.delete(older)
