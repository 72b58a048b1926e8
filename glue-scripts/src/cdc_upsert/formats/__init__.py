"""Forms that tables are kept in."""

from pyspark.sql import SparkSession

from cdc_upsert.config import Table
from cdc_upsert.formats import delta, iceberg
from cdc_upsert.formats.base import StateTable


def state_table(spark: SparkSession, table: Table) -> StateTable:
    if table.iceberg is None:
        return delta.DeltaStateTable(spark, table)
    return iceberg.IcebergStateTable(spark, table, table.iceberg)


def is_conflict(failure: Exception) -> bool:
    """Whether another writer came first, so that the same again, from the beginning, may do."""
    return delta.is_conflict(failure) or iceberg.is_conflict(failure)
