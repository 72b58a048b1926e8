"""What it costs to bring changes into a large Iceberg table, out of the log that they were appended to.

    .runtime/python/bin/python glue-scripts/benchmarks/merge_log.py --rows 5000000 --changes 100000

Rows and changes are those of `merge.py`, which does the same to a Delta table. The hot batch comes after the other.
After each, tables must have the same rows however they are written, or there are no further figures.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from benchmark_data import COLUMNS, image  # noqa: E402
from benchmark_session import session  # noqa: E402

from cdc_upsert.config import IcebergForm, Table  # noqa: E402
from cdc_upsert.formats.iceberg import loaded  # noqa: E402
from cdc_upsert.logged import Log, merge  # noqa: E402

DATABASE = "lake.bench"
#: Part of the keys, at their end, that a hot batch changes.
HOT = 0.04
SUMS = ("added-data-files", "added-delete-files", "deleted-data-files", "added-files-size")


def catalog(folder: str) -> dict[str, str]:
    return {
        "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
        "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
        "spark.sql.catalog.lake.type": "hadoop",
        "spark.sql.catalog.lake.warehouse": folder,
        "spark.sql.catalog.lake.cache-enabled": "false",
    }


def change(op: str, place: str) -> str:
    """SQL of what a row of the log says of its change, which stands at a place of the source's log."""
    names = ",".join(f'"{name}"' for name in COLUMNS)
    return f"""named_struct('op', CASE {op} WHEN 'd' THEN 'D' WHEN 'u' THEN 'U' ELSE 'I' END, 'ts', current_timestamp(),
        'offset', {place}, 'source', 's.T', 'target', 'bench.t', 'partition', 0, 'envelope_op', {op},
        'place', named_struct('snapshot', 'false', 'ts_ms', CAST(NULL AS LONG), 'server_id', CAST(NULL AS LONG),
            'gtid', CAST(NULL AS STRING), 'file', 'mysql-bin.000002', 'pos', {place}, 'row', 0L,
            'sequence', CAST(NULL AS STRING)),
        'untold', CAST(NULL AS ARRAY<STRING>), 'columns', '[{names}]') AS _cdc"""


def append(spark: SparkSession, log: str, rows: int, key: str, version: str, op: str, first: int) -> None:
    named = spark.range(rows).selectExpr("id", f"{key} AS k", f"{op} AS op", f"id + {first} AS place")
    built = named.selectExpr("k AS ID", f"struct({image('k', version)}) AS r", change("op", "place"))
    built = built.select("ID", "r.*", "_cdc")
    if Log(spark, log).exists():
        built.writeTo(log).append()
    else:
        built.writeTo(log).using("iceberg").create()


def append_changes(spark: SparkSession, log: str, rows: int, changes: int, share: float, first: int, new: int) -> None:
    """70 % updates and 10 % deletes of keys from the last `share` of the table, and 20 % rows from key `new` on."""
    old, span = changes * 8 // 10, int(rows * share)
    key = f"CASE WHEN id < {old} THEN {rows - span} + id * {span} DIV {old} ELSE {new} + id END"
    op = f"CASE WHEN id >= {old} THEN 'c' WHEN id % 8 = 7 THEN 'd' ELSE 'u' END"
    append(spark, log, changes, key, "second", op, first)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--changes", type=int, default=100_000)
    parser.add_argument("--buckets", type=int, default=4)
    parser.add_argument("--memory", default="4g")
    parser.add_argument("--folder", help="default: a temporary one")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        spark = session(args.memory, "iceberg-*.jar", catalog(folder))
        print(f"{args.rows:,} rows, {args.changes:,} changes, {args.buckets} buckets, load {os.getloadavg()[0]:.1f}")
        print(f"{'case':34}{'seconds':>9}{'files added':>13}{'of deletes':>12}{'removed':>9}{'MB added':>10}")
        ends: dict[str, tuple] = {}
        for writes in ("copy-on-write", "merge-on-read"):
            log = f"{DATABASE}.log_{writes.replace('-', '_')}"
            form = IcebergForm("lake.`bench`", args.buckets, writes)
            table = Table(f"{folder}/{writes}", ("ID",), COLUMNS, iceberg=form)
            append(spark, log, args.rows, "id", "first", "'c'", 0)
            measure(spark, writes, "first run", log, table, ends)
            append_changes(spark, log, args.rows, args.changes, 1.0, args.rows, args.rows)
            measure(spark, writes, "uniform", log, table, ends)
            first, new = args.rows + args.changes, args.rows + args.changes
            append_changes(spark, log, args.rows, args.changes, HOT, first, new)
            measure(spark, writes, "hot", log, table, ends)


def measure(spark: SparkSession, writes: str, batch: str, log: str, table: Table, ends: dict[str, tuple]) -> None:
    sql_name = f"lake.bench.`{Path(table.path).name}`"
    exists = spark.catalog.tableExists(sql_name)
    known = {each.snapshotId() for each in loaded(spark, sql_name).snapshots()} if exists else set()
    begun = time.monotonic()
    merge(spark, Log(spark, log), table, lambda _: None, None)
    seconds = time.monotonic() - begun
    new = [each.summary() for each in loaded(spark, sql_name).snapshots() if each.snapshotId() not in known]
    added, deletes, removed, size = (sum(int(each.get(key) or 0) for each in new) for key in SUMS)
    rows = spark.table(sql_name).select(F.xxhash64(*COLUMNS).cast("decimal(38,0)").alias("h"))
    found = tuple(rows.agg(F.count("*"), F.sum("h")).first())
    if ends.setdefault(batch, found) != found:
        raise SystemExit(f"{writes}, {batch}: count and checksum {found}, but {ends[batch]} before")
    print(f"{f'{writes}, {batch}':34}{seconds:9.1f}{added:13}{deletes:12}{removed:9}{size / 1e6:10.1f}", flush=True)


if __name__ == "__main__":
    main()
