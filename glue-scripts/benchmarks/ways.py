"""Ways to bring changes into a table, each as a batch of a stream, which is how a job runs them."""

import tempfile
import time
from collections.abc import Callable

from benchmark_data import COLUMNS
from delta.tables import DeltaTable
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.batch import upsert
from cdc_upsert.changes import DELETED, newest, touches
from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes.debezium_json import DebeziumJson
from cdc_upsert.formats.base import State
from cdc_upsert.quarantine import BadLines
from cdc_upsert.schema import lay_out
from cdc_upsert.session import adapt_batch_session


def in_stream(spark: SparkSession, folder: str, work: Callable[[DataFrame], None]) -> float:
    """Seconds that the work takes on the lines of a folder's files, as the one batch of a file stream."""
    seconds = []

    def timed(lines: DataFrame, _: int) -> None:
        begun = time.monotonic()
        work(lines)
        seconds.append(time.monotonic() - begun)

    with tempfile.TemporaryDirectory() as checkpoint:
        records = spark.readStream.text(folder).withColumnRenamed("value", "record")
        stream = records.writeStream.option("checkpointLocation", checkpoint)
        stream.trigger(availableNow=True).foreachBatch(timed).start().awaitTermination()
    [whole] = seconds
    return whole


def typed_changes(lines: DataFrame, table: Table) -> DataFrame:
    decoder = DebeziumJson(table)
    latest = newest(touches(decoder.decode(lines)), decoder.digest(), {})
    rows = decoder.typed(latest, lay_out([tuple(COLUMNS)], (), table, State()))
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
    upsert(lines, table, BadLines(f"{table.path}-quarantine", 0))
