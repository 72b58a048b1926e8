"""Tells how the columns of Parquet files in local S3 are compressed: a list with each codec once.

Usage: read-parquet-codecs.py <endpoint> <region> <bucket> <prefix>
"""

import io
import json
import sys

import boto3
import pyarrow.parquet

endpoint, region, bucket, prefix = sys.argv[1:]
s3 = boto3.client(
    "s3",
    endpoint_url=endpoint,
    region_name=region,
    aws_access_key_id="local",
    aws_secret_access_key="local",
)
found = set()
for entry in s3.list_objects_v2(Bucket=bucket, Prefix=prefix)["Contents"]:
    body = s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read()
    metadata = pyarrow.parquet.ParquetFile(io.BytesIO(body)).metadata
    for group in range(metadata.num_row_groups):
        found |= {
            metadata.row_group(group).column(column).compression
            for column in range(metadata.num_columns)
        }
print(json.dumps(sorted(found)))
