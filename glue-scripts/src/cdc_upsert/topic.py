"""Lines of a Kafka topic."""

from pyspark.sql import DataFrame, SparkSession

#: Records of one batch over all partitions: bounds memory when a topic is read from its beginning.
RECORDS_PER_BATCH = 1_000_000


def topic_lines(spark: SparkSession, topic: str, bootstrap_servers: str, options: dict[str, str]) -> DataFrame:
    """A stream of the values (column `value`) of the topic, from its beginning where the checkpoint knows nothing.

    `options` of the Kafka source say how the cluster knows the job, and which consumer groups it may have.
    What the topic has lost before it was read fails the table instead of being passed over.
    """
    return (
        spark.readStream.format("kafka")
        .options(**options)
        .option("kafka.bootstrap.servers", bootstrap_servers)
        .option("kafka.isolation.level", "read_committed")
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        .option("failOnDataLoss", "true")
        .option("maxOffsetsPerTrigger", RECORDS_PER_BATCH)
        .load()
        .selectExpr("CAST(value AS STRING) AS value")
    )
