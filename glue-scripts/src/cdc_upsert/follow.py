"""Reads what a folder got since the last run, in batches, and remembers in a checkpoint how far it came."""

from collections.abc import Callable

from pyspark.errors import StreamingQueryException
from pyspark.sql import DataFrame, SparkSession

from cdc_upsert.folder import exists
from cdc_upsert.report import Report
from cdc_upsert.session import adapt_batch_session
from cdc_upsert.table import Table
from cdc_upsert.upsert import upsert

#: Objects of one batch: bounds memory when a table is rebuilt from its whole archive.
FILES_PER_BATCH = 1000
#: An object that is older than the newest by more than this is passed over in silence. The default is a week.
NO_FILE_IS_TOO_OLD = "36500d"


def follow_archive(
    spark: SparkSession,
    table: Table,
    archive: str,
    checkpoint: str,
    quarantine: str,
    on_report: Callable[[Report], None],
) -> None:
    """Applies every object below `archive` that the checkpoint does not know, then ends. Nothing where there is no
    such folder: a table's first object makes it."""
    if not exists(spark, archive):
        return
    failures: list[Exception] = []

    def apply_batch(batch: DataFrame, batch_id: int) -> None:
        adapt_batch_session(batch.sparkSession, spark)
        run = batch.sparkSession.sparkContext.getLocalProperty("sql.streaming.queryId")
        try:
            on_report(upsert(batch, table, f"{quarantine}/{run}/batch={batch_id}"))
        except Exception as failure:
            failures.append(failure)
            raise

    lines = (
        spark.readStream.option("recursiveFileLookup", "true")
        .option("pathGlobFilter", "*.jsonl*")
        .option("maxFilesPerTrigger", FILES_PER_BATCH)
        .option("maxFileAge", NO_FILE_IS_TOO_OLD)
        .text(archive)
    )
    query = (
        lines.writeStream.foreachBatch(apply_batch)
        .option("checkpointLocation", checkpoint)
        .trigger(availableNow=True)
        .start()
    )
    try:
        query.awaitTermination()
    except StreamingQueryException:
        # Spark knows the failure of a batch as text only.
        if failures:
            raise failures[0] from None
        raise
