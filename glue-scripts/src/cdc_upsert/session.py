"""What the package needs of a Spark session, on Glue and on a computer alike."""

from pyspark.sql import SparkSession

ADAPTIVE = "spark.sql.adaptive.enabled"
SNAPSHOT_PARTITIONS = "spark.databricks.delta.snapshotPartitions"


def open_session() -> SparkSession:
    spark = SparkSession.builder.getOrCreate()
    # Texts of date and time carry their zone; what carries none is UTC, as the source's log has it.
    spark.conf.set("spark.sql.session.timeZone", "UTC")
    # Delta reads a table's log in 50 tasks unless it is told otherwise, and does so several times a merge.
    if spark.conf.get(SNAPSHOT_PARTITIONS, None) is None:
        spark.conf.set(SNAPSHOT_PARTITIONS, "4")
    return spark


def adapt_batch_session(batch: SparkSession, job: SparkSession) -> None:
    """Lets a batch of a stream plan adaptively where the job does. Spark turns it off for streams, and a merge of ten
    rows would write as many files as there are shuffle partitions, 200."""
    batch.conf.set(ADAPTIVE, job.conf.get(ADAPTIVE))
