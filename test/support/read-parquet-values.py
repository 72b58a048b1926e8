"""Tells the columns of Parquet files, and their rows as they are after a change.

Usage: read-parquet-values.py FILE…
"""

import datetime
import decimal
import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[2] / "local/proofs/parquet"))
from read_rows import told  # noqa: E402

HIVE = {
    pa.int8(): "tinyint",
    pa.int16(): "smallint",
    pa.int32(): "int",
    pa.int64(): "bigint",
    pa.float32(): "float",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.string(): "string",
    pa.binary(): "binary",
    pa.date32(): "date",
    pa.timestamp("us"): "timestamp",
    pa.timestamp("us", "UTC"): "timestamp",
}


def main() -> None:
    columns, rows = {}, []
    for file in sys.argv[1:]:
        parquet = pq.ParquetFile(file)
        columns |= columns_of(parquet)
        rows += rows_of(parquet.read())
    print(
        json.dumps(
            {
                "columns": columns,
                "shown": [{name: shown(value.as_py()) for name, value in row.items()} for row in rows],
                "told": [{name: told(value) for name, value in row.items()} for row in rows],
            }
        )
    )


def columns_of(file: pq.ParquetFile) -> dict[str, dict[str, str]]:
    arrow, prefix = file.schema_arrow, ""
    if "after" in arrow.names:
        arrow, prefix = arrow.field("after").type, "after."
    leaves = [file.schema.column(at) for at in range(len(file.schema))]
    return {
        field.name: {
            "parquet": next(
                parquet_type(leaf) for leaf in leaves if f"{leaf.path}.".startswith(f"{prefix}{field.name}.")
            ),
            "hive": hive(field.type),
        }
        for field in arrow
    }


def parquet_type(leaf: pq.ColumnSchema) -> str:
    logical = leaf.logical_type.to_json()
    kind = json.loads(logical)
    name = {
        "Decimal": lambda: f"DECIMAL({kind['precision']},{kind['scale']})",
        "Int": lambda: f"INTEGER({kind['bitWidth']})",
        "Timestamp": lambda: f"TIMESTAMP({kind['timeUnit']}, {'UTC' if kind['isAdjustedToUTC'] else 'no zone'})",
    }.get(kind["Type"], lambda: "" if kind["Type"] == "None" else kind["Type"].upper())()
    length = f"({leaf.length})" if leaf.physical_type == "FIXED_LEN_BYTE_ARRAY" else ""
    told_type = f"{leaf.physical_type}{length} {name}".rstrip()
    return f"LIST of {told_type}" if leaf.path.endswith(".list.element") else told_type


def hive(kind: pa.DataType) -> str:
    if pa.types.is_decimal(kind):
        return f"decimal({kind.precision},{kind.scale})"
    if pa.types.is_list(kind):
        return f"array<{hive(kind.value_type)}>"
    return HIVE.get(kind, str(kind))


def rows_of(table: pa.Table) -> list[dict[str, pa.Scalar]]:
    rows = []
    for at in range(table.num_rows):
        row = {name: table.column(name)[at] for name in table.column_names}
        rows.append(dict(row["after"].items()) if "after" in row and row["after"].is_valid else row)
    return rows


def shown(value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(shown(item) for item in value)}]"
    if isinstance(value, datetime.date | decimal.Decimal):
        return str(value)
    return repr(value)


if __name__ == "__main__":
    main()
