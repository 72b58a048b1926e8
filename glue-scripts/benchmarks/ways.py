"""Ways to bring changes into a table, each as a batch of a stream, which is how a job runs them."""

import tempfile
import time
from collections.abc import Callable

from benchmark_data import COLUMNS
from delta.tables import DeltaTable
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.decode import decode
from cdc_upsert.latest import latest
from cdc_upsert.rows import spellings, typed_rows
from cdc_upsert.session import adapt_batch_session
from cdc_upsert.table import POSITION, Table
from cdc_upsert.touches import DELETED, touches
from cdc_upsert.upsert import upsert


def in_stream(spark: SparkSession, folder: str, work: Callable[[DataFrame], None]) -> float:
    """Seconds that the work takes on the lines of a folder's files, as the one batch of a file stream."""
    seconds = []

    def timed(lines: DataFrame, _: int) -> None:
        begun = time.monotonic()
        work(lines)
        seconds.append(time.monotonic() - begun)

    with tempfile.TemporaryDirectory() as checkpoint:
        stream = spark.readStream.text(folder).writeStream.option("checkpointLocation", checkpoint)
        stream.trigger(availableNow=True).foreachBatch(timed).start().awaitTermination()
    [whole] = seconds
    return whole


def typed_changes(lines: DataFrame, table: Table) -> DataFrame:
    newest = latest(touches(decode(lines, table), table))
    rows = typed_rows(newest, spellings(list(COLUMNS), table), table)
    return rows.select("ID", DELETED, *[name for name in [POSITION, *COLUMNS] if name != "ID"])


def plain_merge(lines: DataFrame, table: Table) -> None:
    """As guides show it: newest row of each key, and its key for a condition. Spark plans it as it plans every batch of
    a stream, not adaptively."""
    rows = typed_changes(lines, table)
    values = {name: f"s.{name}" for name in rows.columns if name != DELETED}
    merge = DeltaTable.forPath(lines.sparkSession, table.path).alias("t").merge(rows.alias("s"), "t.ID = s.ID")
    merge = merge.whenMatchedDelete(f"s.{DELETED}").whenMatchedUpdate(None, values)
    merge.whenNotMatchedInsert(f"NOT s.{DELETED}", values).execute()


def adaptive_merge(lines: DataFrame, table: Table) -> None:
    adapt_batch_session(lines.sparkSession, SparkSession.builder.getOrCreate())
    plain_merge(lines, table)


def overwrite(lines: DataFrame, table: Table) -> None:
    adapt_batch_session(lines.sparkSession, SparkSession.builder.getOrCreate())
    rows = typed_changes(lines, table).localCheckpoint()
    kept = (
        DeltaTable.forPath(lines.sparkSession, table.path).toDF().join(F.broadcast(rows.select("ID")), "ID", "leftanti")
    )
    whole = kept.unionByName(rows.where(f"NOT {DELETED}").drop(DELETED))
    whole.write.format("delta").mode("overwrite").save(table.path)


def ours(lines: DataFrame, table: Table) -> None:
    adapt_batch_session(lines.sparkSession, SparkSession.builder.getOrCreate())
    upsert(lines, table, f"{table.path}-quarantine")
