"""What the archive sink writes as Parquet, by a second reader: files that its tests hold equal to what it writes."""

import math
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

FILES = Path(__file__).parents[2] / "connectors/plugins/s3-archive-sink/src/test/resources/parquet"

TYPES = {
    "id": pa.int64(),
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "text": pa.string(),
    "bytes": pa.binary(),
    "defaulted": pa.string(),
    "decimal_5_2": pa.decimal128(5, 2),
    "decimal_18_0": pa.decimal128(18, 0),
    "decimal_38_10": pa.decimal128(38, 10),
    "decimal_of_unknown_digits": pa.string(),
    "date": pa.date32(),
    "debezium_date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "milli_timestamp": pa.timestamp("us"),
    "micro_timestamp": pa.timestamp("us"),
    "nano_timestamp": pa.timestamp("us"),
    "zoned_timestamp": pa.timestamp("us", "UTC"),
    "time": pa.int32(),
    "micro_time": pa.int64(),
    "enumeration": pa.string(),
    "list": pa.list_(pa.field("element", pa.string())),
    "map": pa.map_(pa.string(), pa.int32()),
    "struct": pa.struct([pa.field("scale", pa.int32(), False), pa.field("value", pa.binary(), False)]),
}

VALUES = {
    "id": 1,
    "int8": 8,
    "int16": 1600,
    "int32": 320_000,
    "int64": 6_400_000_000,
    "float32": 1.5,
    "float64": 0.1,
    "bool": True,
    "text": "Größe 𝄞 \" \x00 ''",
    "bytes": b"\x00\xff",
    "defaulted": "0.99",
    "decimal_5_2": Decimal("4.99"),
    "decimal_18_0": Decimal(123456789012345678),
    "decimal_38_10": Decimal("-1234567890123456789012345678.0123456789"),
    "decimal_of_unknown_digits": "-10.50",
    "date": date(2006, 2, 15),
    "debezium_date": date(2006, 2, 15),
    "timestamp": datetime(2006, 2, 15, 5, 3, 42, 123_000),
    "milli_timestamp": datetime(2006, 2, 15, 5, 3, 42, 123_000),
    "micro_timestamp": datetime(2006, 2, 15, 5, 3, 42, 123_456),
    "nano_timestamp": datetime(2006, 2, 15, 5, 3, 42, 123_456),
    "zoned_timestamp": datetime(2006, 2, 15, 5, 3, 42, 123_456, UTC),
    "time": 18_222_123,
    "micro_time": 18_222_123_456,
    "enumeration": "PG-13",
    "list": ["Trailers", None, ""],
    "map": [("a", 1)],
    "struct": {"scale": 2, "value": b"\x01\x02"},
}

EXTREMES = {
    "id": 2,
    "int8": -(2**7),
    "int16": -(2**15),
    "int32": -(2**31),
    "int64": -(2**63),
    "float64": -math.inf,
    "bool": False,
    "text": "",
    "bytes": b"",
    "defaulted": None,
    "decimal_5_2": Decimal("-999.99"),
    "decimal_18_0": Decimal(-999999999999999999),
    "decimal_38_10": Decimal("9999999999999999999999999999.9999999999"),
    "decimal_of_unknown_digits": "0.00",
    "date": date(1, 1, 1),
    "debezium_date": date(1969, 12, 31),
    "timestamp": datetime(1, 1, 1, 0, 0, 0, 1_000),
    "milli_timestamp": datetime(1969, 12, 31, 23, 59, 59, 999_000),
    "micro_timestamp": datetime(1, 1, 1, 0, 0, 0, 1),
    "nano_timestamp": datetime(1969, 12, 31, 23, 59, 59, 999_999),
    "zoned_timestamp": datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC),
    "time": 0,
    "micro_time": 0,
    "enumeration": "G",
    "list": [],
    "map": [],
    "struct": None,
}


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("every-type.parquet", "UNCOMPRESSED"),
        ("every-type.gz.parquet", "GZIP"),
        ("every-type.snappy.parquet", "SNAPPY"),
        ("every-type.zstd.parquet", "ZSTD"),
    ],
)
def test_every_type_is_read_by_another_reader(name: str, codec: str) -> None:
    file = pq.ParquetFile(FILES / name)
    group = file.metadata.row_group(0)
    assert {group.column(at).compression for at in range(group.num_columns)} == {codec}

    table = file.read()
    assert {field.name: field.type for field in table.schema} == TYPES
    values, extremes, nulls = table.to_pylist()
    assert values == VALUES
    assert math.isnan(extremes.pop("float32"))
    assert extremes == EXTREMES
    assert nulls == {name: 3 if name == "id" else None for name in TYPES}
