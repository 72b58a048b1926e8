"""Writes changes of a table as archived Parquet files, into local S3: the envelope's shape, or the flattened one.

Usage: write-parquet-changes.py <endpoint> <region> <bucket> <file>
The file: a list of {"key", "rows"}; rows with `source` have the envelope's shape, the others the flattened one, which may have
a column `op` that nobody declared.
"""

import io
import json
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import boto3
import pyarrow
import pyarrow.parquet

endpoint, region, bucket, file = sys.argv[1:]
ROW = [
    ("film_id", pyarrow.int32()),
    ("title", pyarrow.string()),
    ("description", pyarrow.string()),
    ("rate", pyarrow.decimal128(4, 2)),
    ("special_features", pyarrow.list_(pyarrow.string())),
    ("scores", pyarrow.list_(pyarrow.int32())),
    ("flags", pyarrow.list_(pyarrow.bool_())),
    ("rating", pyarrow.string()),
    ("picture", pyarrow.binary()),
    ("Last_Update", pyarrow.timestamp("us", "UTC")),
]
SOURCE = [
    ("version", pyarrow.string()),
    ("ts_ms", pyarrow.int64()),
    ("snapshot", pyarrow.string()),
    ("db", pyarrow.string()),
    ("sequence", pyarrow.string()),
    ("schema", pyarrow.string()),
    ("table", pyarrow.string()),
    ("txId", pyarrow.int64()),
    ("lsn", pyarrow.int64()),
]
ENVELOPE = pyarrow.schema(
    [
        ("before", pyarrow.struct(ROW)),
        ("after", pyarrow.struct(ROW)),
        ("source", pyarrow.struct(SOURCE)),
        ("op", pyarrow.string()),
        ("ts_ms", pyarrow.int64()),
    ]
)
FLAT = pyarrow.schema(
    [
        *ROW,
        ("__op", pyarrow.string()),
        ("__db", pyarrow.string()),
        ("__schema", pyarrow.string()),
        ("__table", pyarrow.string()),
        ("__lsn", pyarrow.int64()),
        ("__source_ts_ms", pyarrow.int64()),
        ("__source_sequence", pyarrow.string()),
        ("__source_txId", pyarrow.int64()),
        ("__source_snapshot", pyarrow.string()),
        ("__deleted", pyarrow.string()),
    ]
)


def typed(row):
    """A row of JSON with the values that it has no types for."""
    if row is None:
        return None
    given = dict(row)
    if given.get("rate") is not None:
        given["rate"] = Decimal(given["rate"])
    if given.get("picture") is not None:
        given["picture"] = given["picture"].encode()
    if given.get("Last_Update") is not None:
        given["Last_Update"] = datetime.fromisoformat(given["Last_Update"])
    return given


def table(rows):
    if "source" in rows[0]:
        found = [
            {
                **row,
                "before": typed(row.get("before")),
                "after": typed(row.get("after")),
            }
            for row in rows
        ]
        return pyarrow.Table.from_pylist(found, ENVELOPE)
    schema = FLAT.append(pyarrow.field("op", pyarrow.string())) if "op" in rows[0] else FLAT
    return pyarrow.Table.from_pylist([typed(row) for row in rows], schema)


s3 = boto3.client(
    "s3",
    endpoint_url=endpoint,
    region_name=region,
    aws_access_key_id="local",
    aws_secret_access_key="local",
)
for each in json.loads(Path(file).read_text()):
    written = io.BytesIO()
    pyarrow.parquet.write_table(table(each["rows"]), written, compression="gzip")
    s3.put_object(Bucket=bucket, Key=each["key"], Body=written.getvalue())
