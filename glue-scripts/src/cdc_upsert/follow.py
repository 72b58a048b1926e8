"""Applies what a source of lines got since the last run, in batches, and remembers in a checkpoint how far it came."""

from collections.abc import Callable
from dataclasses import dataclass

from pyspark.errors import StreamingQueryException
from pyspark.sql import DataFrame, SparkSession

from cdc_upsert.lease import lease
from cdc_upsert.report import Report
from cdc_upsert.session import adapt_batch_session
from cdc_upsert.table import Table
from cdc_upsert.upsert import upsert

OnReport = Callable[[Report], None]


@dataclass(frozen=True)
class Places:
    """Folders of one table."""

    #: How far the table came. It belongs to one source and one table.
    checkpoint: str
    #: Lines that are no change, in a folder per batch.
    quarantine: str


def follow(
    spark: SparkSession, lines: DataFrame, table: Table, places: Places, trigger: dict[str, object], on_report: OnReport
) -> None:
    """Applies all of the stream `lines` (column `value`) that the checkpoint does not know, until `trigger` ends it.

    Raises what the failing batch raised; it is read again by the next run.
    """
    failures: list[Exception] = []

    def apply_batch(batch: DataFrame, batch_id: int) -> None:
        adapt_batch_session(batch.sparkSession, spark)
        query = batch.sparkSession.sparkContext.getLocalProperty("sql.streaming.queryId")
        try:
            on_report(upsert(batch, table, f"{places.quarantine}/{query}/batch={batch_id}", held.verify))
        except Exception as failure:
            failures.append(failure)
            raise

    with lease(spark, table) as held:
        query = (
            lines.writeStream.foreachBatch(apply_batch)
            .option("checkpointLocation", places.checkpoint)
            .trigger(**trigger)
            .start()
        )
        try:
            query.awaitTermination()
        except StreamingQueryException:
            # Spark knows the failure of a batch as text only.
            if failures:
                raise failures[0] from None
            raise
