"""Runs statements of Spark SQL on Delta tables in local S3, by hand and past the jobs that keep them.

Usage: run-delta-statements.py <folder of Spark's jars> <endpoint> <region> <statement> …
Prints the first row of each answer as a line of JSON.
"""

import json
import sys
from pathlib import Path

from pyspark.sql import SparkSession

jars, endpoint, region, *statements = sys.argv[1:]
spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.driver.extraClassPath", ":".join(str(jar) for jar in Path(jars).glob("*.jar")))
    .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
    .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
    .config("spark.sql.session.timeZone", "UTC")
    # As the jobs write them: others are cut to milliseconds by readers, and not rounded.
    .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
    .config("spark.sql.shuffle.partitions", "1")
    .config("spark.databricks.delta.snapshotPartitions", "1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .config("spark.hadoop.fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem")
    .config("spark.hadoop.fs.s3a.endpoint", endpoint)
    .config("spark.hadoop.fs.s3a.endpoint.region", region)
    .config("spark.hadoop.fs.s3a.path.style.access", "true")
    .config("spark.hadoop.fs.s3a.access.key", "local")
    .config("spark.hadoop.fs.s3a.secret.key", "local")
    .getOrCreate()
)
for statement in statements:
    rows = spark.sql(statement).take(1)
    print(json.dumps(rows[0].asDict() if rows else None, default=str), flush=True)
spark.stop()
