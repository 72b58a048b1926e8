"""A log of changes as the Iceberg sink appends it: columns of declared types, and what is known of each change."""

import json
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

PLACE = "snapshot STRING, ts_ms LONG, server_id LONG, gtid STRING, file STRING, pos LONG, row LONG, sequence STRING"
METADATA = (
    "op STRING, ts TIMESTAMP, offset LONG, source STRING, target STRING, partition INT, envelope_op STRING, "
    f"place STRUCT<{PLACE}>, untold ARRAY<STRING>, columns STRING"
)
LOGGED = {"u": "U", "d": "D", "t": "T"}
FIELDS = [field.split()[0] for field in PLACE.split(", ")]


def log_rows(
    spark: SparkSession, columns: dict[str, str], *records: tuple[str, int, int], untold: str | None = None
) -> DataFrame:
    """Records as envelope, partition and offset. What is not in `columns` is a text. `untold`: word for a value that
    the source did not tell."""
    events = [(json.loads(value), partition, offset) for value, partition, offset in records]
    images = [(event["before"] if event["op"] == "d" else event["after"]) or {} for event, _, _ in events]
    seen = dict.fromkeys(name for image in images for name in image)
    types = {**columns, **{name: "STRING" for name in seen if name not in columns}}
    rows = [row_of(event, image, types, place, untold) for (event, *place), image in zip(events, images, strict=True)]
    texts = ", ".join(f"`{name}` STRING" for name in types)
    read = spark.createDataFrame(rows, f"{texts}, ts LONG, told STRING")
    typed = [typed_column(name, kind) for name, kind in types.items()]
    told = F.from_json("told", METADATA.replace("ts TIMESTAMP", "ts LONG"))
    fields = [
        F.timestamp_millis("ts").alias("ts") if name == "ts" else told[name].alias(name)
        for name in (each.split()[0] for each in METADATA.split(f", place STRUCT<{PLACE}>")[0].split(", "))
    ]
    rest = [told[name].alias(name) for name in ("place", "untold", "columns")]
    return read.select(*typed, F.struct(*fields, *rest).alias("_cdc"))


def row_of(
    event: dict[str, Any], image: dict[str, Any], types: dict[str, str], place: list[int], untold: str | None
) -> tuple:
    partition, offset = place
    missing = [name for name, value in image.items() if untold is not None and value == untold]
    told = {
        "op": LOGGED.get(event["op"], "I"),
        "offset": offset,
        "partition": partition,
        "envelope_op": event["op"],
        "place": {name: event["source"].get(name) for name in FIELDS},
        "untold": missing or None,
        "columns": json.dumps(list(image)) if event["op"] != "t" else None,
    }
    texts = [None if name in missing else as_text(image.get(name)) for name in types]
    return (*texts, event["ts_ms"], json.dumps(told))


def as_text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def typed_column(name: str, kind: str) -> Any:
    value = F.unbase64(f"`{name}`") if kind == "BINARY" else F.col(f"`{name}`").cast(kind)
    return value.alias(name)
