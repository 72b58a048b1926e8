"""Lines of a Kafka topic."""

from typing import Literal

from pyspark.sql import DataFrame, SparkSession

#: Records of one batch over all partitions: bounds memory when a topic is read from its beginning.
RECORDS_PER_BATCH = 1_000_000
Security = Literal["iam", "plaintext"]

SECURITY: dict[Security, dict[str, str]] = {
    # The identity is the job's role.
    "iam": {
        "kafka.security.protocol": "SASL_SSL",
        "kafka.sasl.mechanism": "AWS_MSK_IAM",
        "kafka.sasl.jaas.config": "software.amazon.msk.auth.iam.IAMLoginModule required;",
        "kafka.sasl.client.callback.handler.class": "software.amazon.msk.auth.iam.IAMClientCallbackHandler",
    },
    "plaintext": {"kafka.security.protocol": "PLAINTEXT"},
}


def topic_lines(spark: SparkSession, topic: str, bootstrap_servers: str, security: Security) -> DataFrame:
    """A stream of the values (column `value`) of the topic, from its beginning where the checkpoint knows nothing.

    What the topic has lost before it was read fails the table instead of being passed over.
    """
    return (
        spark.readStream.format("kafka")
        .options(**SECURITY[security])
        .option("kafka.bootstrap.servers", bootstrap_servers)
        .option("kafka.isolation.level", "read_committed")
        .option("subscribe", topic)
        .option("groupIdPrefix", f"cdc-upsert-{topic}")
        .option("startingOffsets", "earliest")
        .option("failOnDataLoss", "true")
        .option("maxOffsetsPerTrigger", RECORDS_PER_BATCH)
        .load()
        .selectExpr("CAST(value AS STRING) AS value")
    )
