"""Two writers merge into one Delta table in local S3 at once, each into rows of its own, each as often as is asked.

Usage: two-merge-writers.py <settings of Spark, as JSON> <bucket> <merges of each>
Prints one JSON object: the merges that each row counts, and the table's versions. The writers name the table by
different schemes, so that nothing which one process keeps by path tells one of the other.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from pyspark.sql import SparkSession

settings, bucket, merges = sys.argv[1:]
builder = SparkSession.builder
for key, value in json.loads(settings).items():
    builder = builder.config(key, value)
spark = builder.getOrCreate()
WRITERS = {"one": f"delta.`s3://{bucket}/delta/counter`", "other": f"delta.`s3a://{bucket}/delta/counter`"}

spark.sql(f"CREATE TABLE {WRITERS['one']} (name STRING, merges INT) USING delta PARTITIONED BY (name)")
spark.sql(f"INSERT INTO {WRITERS['one']} VALUES ('one', 0), ('other', 0)")


def merge(name: str) -> None:
    for _ in range(int(merges)):
        spark.sql(
            f"MERGE INTO {WRITERS[name]} t USING (SELECT '{name}' AS name) s ON t.name = '{name}' AND t.name = s.name "
            "WHEN MATCHED THEN UPDATE SET merges = t.merges + 1"
        )


with ThreadPoolExecutor(len(WRITERS)) as pool:
    list(pool.map(merge, WRITERS))

counted = {row.name: row.merges for row in spark.read.format("delta").load(f"s3://{bucket}/delta/counter").collect()}
versions = [row.version for row in spark.sql(f"DESCRIBE HISTORY {WRITERS['one']}").select("version").collect()]
print(json.dumps({"counted": counted, "versions": sorted(versions)}))
spark.stop()
