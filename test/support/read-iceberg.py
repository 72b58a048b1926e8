"""Reads tables as PyIceberg does, out of the local Data Catalog and S3: it has nothing of Spark's or Trino's.

Usage: read-iceberg.py <endpoint> <region> <database>.<table>…
Prints one JSON object: by table its columns and its rows, with values in the text that Athena has for them.
"""

import base64
import json
import sys
from datetime import datetime

from pyiceberg.catalog import load_catalog

endpoint, region, *tables = sys.argv[1:]
catalog = load_catalog(
    "lake",
    **{
        "type": "glue",
        "glue.endpoint": endpoint,
        "s3.endpoint": endpoint,
        "s3.force-virtual-addressing": "false",
        "client.region": region,
        "client.access-key-id": "local",
        "client.secret-access-key": "local",
    },
)


def text(value):
    match value:
        case None | str():
            return value
        case bool():
            return str(value).lower()
        case bytes():
            return base64.b64encode(value).decode()
        case datetime():
            return f"{value.replace(tzinfo=None).isoformat(' ', 'microseconds')} UTC"
        case dict():
            return [text(each) for each in value.values()]
        case list():
            return [text(each) for each in value]
        case _:
            return str(value)


found = {}
for name in tables:
    rows = catalog.load_table(name).scan().to_arrow()
    found[name] = {"columns": rows.column_names, "rows": [text(row) for row in rows.to_pylist()]}
print(json.dumps(found))
