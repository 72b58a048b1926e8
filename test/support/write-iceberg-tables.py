"""Writes a state table and the log of it as PyIceberg does, into local S3 and the local Data Catalog.

Usage: write-iceberg-tables.py <endpoint> <region>
`state.salesdb_product` and `log.salesdb_product`: a product had the price 44 two hours ago, and has 1000 now.
"""

import json
import sys
from datetime import UTC, datetime
from decimal import Decimal

import boto3
import pyarrow
from pyiceberg.catalog import load_catalog

endpoint, region = sys.argv[1:]
BUCKET = "iceberg"
TWO_HOURS = 2 * 60 * 60 * 1000
aws = {
    "endpoint_url": endpoint,
    "region_name": region,
    "aws_access_key_id": "local",
    "aws_secret_access_key": "local",
}
s3, glue = boto3.client("s3", **aws), boto3.client("glue", **aws)
catalog = load_catalog(
    "lake",
    **{
        "type": "glue",
        "warehouse": f"s3://{BUCKET}",
        "glue.endpoint": endpoint,
        "s3.endpoint": endpoint,
        "s3.force-virtual-addressing": "false",
        "client.region": region,
        "client.access-key-id": "local",
        "client.secret-access-key": "local",
    },
)
PRODUCT = [("PRODUCT_ID", pyarrow.int64()), ("LIST_PRICE", pyarrow.decimal128(38, 2))]
PLACE = [("op", pyarrow.string()), ("ts", pyarrow.timestamp("us", "UTC"))]
PLACE += [("partition", pyarrow.int32()), ("offset", pyarrow.int64())]


def aged(name):
    """Its first commit, and all that the table says of it, two hours earlier."""
    database, table = name.split(".")
    entry = glue.get_table(DatabaseName=database, Name=table)["Table"]
    location = entry["Parameters"]["metadata_location"]
    key = location.removeprefix(f"s3://{BUCKET}/")
    metadata = json.loads(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read())
    for commit in (metadata["snapshots"][0], metadata["snapshot-log"][0]):
        commit["timestamp-ms"] -= TWO_HOURS
    for earlier in metadata["metadata-log"]:
        earlier["timestamp-ms"] -= TWO_HOURS
    s3.put_object(Bucket=BUCKET, Key=key, Body=json.dumps(metadata))


def rows(columns, *values):
    return pyarrow.table(
        {name: [row[n] for row in values] for n, (name, _) in enumerate(columns)}, pyarrow.schema(columns)
    )


s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": region})
for database in ("state", "log"):
    catalog.create_namespace(database)

state = catalog.create_table("state.salesdb_product", pyarrow.schema(PRODUCT))
state.append(rows(PRODUCT, (1, Decimal("3.50")), (2, Decimal("44.00"))))
state.overwrite(rows(PRODUCT, (1, Decimal("3.50")), (2, Decimal("1000.00"))))

logged = [*PRODUCT, ("_cdc", pyarrow.struct(PLACE))]
at = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
log = catalog.create_table("log.salesdb_product", pyarrow.schema(logged))


def change(op, offset):
    return {"op": op, "ts": at, "partition": 0, "offset": offset}


log.append(rows(logged, (2, Decimal("44.00"), change("I", 0)), (1, Decimal("3.50"), change("I", 1))))
log.append(rows(logged, (None, None, change("T", 3)), (2, Decimal("1000.00"), change("U", 2))))
for name in ("state.salesdb_product", "log.salesdb_product"):
    aged(name)
