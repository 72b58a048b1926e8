"""What the package needs of a Spark session, on Glue and on a computer alike."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from pyspark import inheritable_thread_target
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

T = TypeVar("T")

ADAPTIVE = "spark.sql.adaptive.enabled"
SNAPSHOT_PARTITIONS = "spark.databricks.delta.snapshotPartitions"
SETTINGS = {
    # Texts of date and time carry their zone; what carries none is UTC, as the source's log has it.
    "spark.sql.session.timeZone": "UTC",
    # As every reader of today knows it; what Spark writes otherwise is read wrongly, or not at all, outside of Spark.
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    # Dates before 1582 and times before 1900 are written as they are; otherwise the job would stop at them.
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInWrite": "CORRECTED",
}
#: Bytes of envelopes up to which their rows are brought to each executor; the driver has to hold them as well, in less
#: than half of that.
BROADCAST_BYTES = 192 * 1024 * 1024


def open_session() -> SparkSession:
    spark = SparkSession.builder.getOrCreate()
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    # Delta reads a table's log in 50 tasks unless it is told otherwise, and does so several times a merge.
    if spark.conf.get(SNAPSHOT_PARTITIONS, None) is None:
        spark.conf.set(SNAPSHOT_PARTITIONS, "4")
    return spark


def adapt_batch_session(batch: SparkSession, job: SparkSession) -> None:
    """Lets a batch of a stream plan adaptively where the job does. Spark turns it off for streams, and a merge of ten
    rows would write as many files as there are shuffle partitions, 200."""
    batch.conf.set(ADAPTIVE, job.conf.get(ADAPTIVE))


@contextmanager
def held(rows: DataFrame) -> Iterator[DataFrame]:
    """Keeps the rows, once an action has computed them, on the executors until the end of the block.

    Not a cache: Delta drops every cache that reads a table it writes, and each merge would compute the rows anew. It
    also ends the plan here, which keeps that of a merge into a wide table small. Lost with an executor: then the batch
    begins anew.
    """
    kept = rows.localCheckpoint(eager=False)
    try:
        yield kept
    finally:
        kept._jdf.queryExecution().logical().rdd().unpersist(False)


def held_by_all(rows: DataFrame, size: int) -> DataFrame:
    """The rows, to be brought to what they are joined with where they come from few envelopes, of `size` bytes."""
    return F.broadcast(rows) if size <= BROADCAST_BYTES else rows


@contextmanager
def beside(work: Callable[[], T]) -> Iterator[Future[T]]:
    """Begins the work beside that of the block; the end of the block waits for it. Planning and small commits leave the
    executors idle. Its `result()` raises what the work raised.

    A block that ends well raises it as well, so that nothing fails unseen.
    """
    with ThreadPoolExecutor(1) as thread:
        # With the properties of this thread: who stops a stream stops the jobs of its batch by them.
        begun = thread.submit(inheritable_thread_target(work))
        yield begun
        begun.result()


def is_lost_checkpoint(failure: Exception) -> bool:
    """Whether rows that were held are gone with their executor."""
    return "Checkpoint block" in str(failure)
