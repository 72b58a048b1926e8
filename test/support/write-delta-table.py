"""Writes a Delta table as the upsert job does, with Spark, into local S3, and registers it in the local Data Catalog.

Usage: write-delta-table.py <folder> <folder of Delta's jars> <endpoint> <region>
The table `lake.customer` has one column, PHONE, that its entry in the catalog does not know.
"""

import sys
from pathlib import Path

import boto3
from pyspark.sql import SparkSession

folder, jars, endpoint, region = sys.argv[1:]
table = f"delta.`{folder}/customer`"
statements = [
    f"CREATE TABLE {table} (CUST_ID BIGINT, Name STRING, BALANCE DECIMAL(38, 9), BORN DATE, UPDATED TIMESTAMP) USING delta",
    f"""INSERT INTO {table} VALUES
        (1, 'Anna', 12345678901234567890123456789.123456789, DATE '1970-01-01', TIMESTAMP '2024-02-29 12:34:56.789'),
        (9007199254740993, NULL, -0.000000001, DATE '1999-12-31', TIMESTAMP '1969-12-31 23:59:59')""",
    f"ALTER TABLE {table} ADD COLUMNS (PHONE STRING)",
    f"INSERT INTO {table} VALUES (9000, 'Zoë', 1, NULL, NULL, '+43 1')",
]
spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.jars", ",".join(str(jar) for jar in Path(jars).glob("*.jar")))
    .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
    .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.shuffle.partitions", "1")
    .config("spark.databricks.delta.snapshotPartitions", "1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.ui.enabled", "false")
    .getOrCreate()
)
for statement in statements:
    spark.sql(statement)
spark.stop()

aws = {
    "endpoint_url": endpoint,
    "region_name": region,
    "aws_access_key_id": "local",
    "aws_secret_access_key": "local",
}
s3 = boto3.client("s3", **aws)
s3.create_bucket(Bucket="tables", CreateBucketConfiguration={"LocationConstraint": region})
for file in Path(folder).rglob("*"):
    if file.is_file() and file.suffix != ".crc":
        s3.upload_file(str(file), "tables", f"delta/{file.relative_to(folder)}")

location = "s3://tables/delta/customer"
columns = {"cust_id": "bigint", "name": "string", "balance": "decimal(38,9)", "born": "date", "updated": "timestamp"}
glue = boto3.client("glue", **aws)
glue.create_database(DatabaseInput={"Name": "lake"})
glue.create_table(
    DatabaseName="lake",
    TableInput={
        "Name": "customer",
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {"EXTERNAL": "TRUE", "table_type": "DELTA", "spark.sql.sources.provider": "delta"},
        "StorageDescriptor": {
            "Location": location,
            "Columns": [{"Name": name, "Type": kind} for name, kind in columns.items()],
            "InputFormat": "org.apache.hadoop.mapred.SequenceFileInputFormat",
            "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveSequenceFileOutputFormat",
            "SerdeInfo": {
                "SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                "Parameters": {"path": location, "serialization.format": "1"},
            },
        },
    },
)
