"""What it costs to bring changes into a large table: a plain MERGE, ours, and to write the table anew, side by side.

    .runtime/python/bin/python glue-scripts/benchmarks/merge.py --rows 5000000 --changes 100000 --passes 2

Every case starts from the same table and must end with the rows that the others end with, or there are no figures.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from benchmark_data import COLUMNS, FILES, make_changes, make_table  # noqa: E402
from benchmark_session import session  # noqa: E402
from delta.tables import DeltaTable  # noqa: E402
from ways import adaptive_merge, in_stream, ours, overwrite, plain_merge  # noqa: E402
from written import folder_bytes, written  # noqa: E402

from cdc_upsert.config import Table  # noqa: E402

#: Part of the keys, at their end, that a hot batch changes.
HOT = 0.04
DELTA = {
    "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension",
    "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
}


def checksum(spark: SparkSession, table: Table) -> tuple:
    columns = list(COLUMNS)
    rows = DeltaTable.forPath(spark, table.path).toDF().select(F.xxhash64(*columns).cast("decimal(38,0)").alias("h"))
    return tuple(rows.agg(F.count("*"), F.sum("h")).first())


def version(spark: SparkSession, table: Table) -> int:
    return DeltaTable.forPath(spark, table.path).history(1).first()["version"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--changes", type=int, default=100_000)
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--memory", default="4g")
    parser.add_argument("--folder", help="default: a temporary one")
    args = parser.parse_args()
    spark = session(args.memory, "delta-*.jar", DELTA)
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        first = Table(f"{folder}/first", ("ID",), COLUMNS)
        make_table(spark, first, args.rows)
        for name, share, outlier in BATCHES:
            make_changes(spark, f"{folder}/{name}", args.rows, args.changes, share, outlier)
        print(f"{args.rows:,} rows in {FILES} files, {folder_bytes(first) / 1e6:.0f} MB; {args.changes:,} changes")
        for number in range(1, args.passes + 1):
            print(f"\npass {number}, load {os.getloadavg()[0]:.1f}")
            run_cases(spark, first, folder)


BATCHES = [("uniform", 1.0, False), ("hot", HOT, False), ("hot and one old", HOT, True)]
Way = Callable[[DataFrame, Table], None]
CASES: list[tuple[str, str, Way]] = [
    ("plain MERGE", "uniform", plain_merge),
    ("plain MERGE", "hot", plain_merge),
    ("plain MERGE, adaptive", "uniform", adaptive_merge),
    ("plain MERGE, adaptive", "hot", adaptive_merge),
    ("ours", "uniform", ours),
    ("ours", "hot", ours),
    ("ours", "hot and one old", ours),
    ("overwrite", "uniform", overwrite),
]


def run_cases(spark: SparkSession, first: Table, folder: str) -> None:
    print(f"{'case':34}{'seconds':>9}{'commits':>9}{'files':>8}{'MB rewritten':>14}{'files added':>13}{'MB added':>10}")
    ends: dict[str, tuple] = {}
    for name, batch, apply in CASES:
        table = Table(f"{folder}/case", first.keys, first.columns)
        shutil.rmtree(table.path, ignore_errors=True)
        # Files of a Delta table never change, so that links to them do.
        shutil.copytree(first.path, table.path, copy_function=os.link)
        shutil.rmtree(f"{table.path}__deleted", ignore_errors=True)
        shutil.copytree(f"{first.path}__deleted", f"{table.path}__deleted", copy_function=os.link)
        spark._jvm.org.apache.spark.sql.delta.DeltaLog.clearCache()
        lines = f"{folder}/{batch}"
        measure(spark, f"{name}, {batch}", table, lines, apply)
        found = checksum(spark, table)
        if ends.setdefault(batch, found) != found:
            raise SystemExit(f"{name}, {batch}: count and checksum {found}, but {ends[batch]} before")
        if apply is ours and batch != "hot and one old":
            measure(spark, f"{name}, {batch}, replay", table, lines, apply)


def measure(spark: SparkSession, name: str, table: Table, lines: str, apply: Way) -> None:
    before = version(spark, table)
    side = written(table, before)
    seconds = in_stream(spark, lines, lambda batch: apply(batch, table))
    done = {key: value - side[key] for key, value in written(table, before).items()}
    print(
        f"{name:34}{seconds:9.1f}{done['commits']:9}{done['remove files']:8}{done['remove bytes'] / 1e6:14.1f}"
        f"{done['add files']:13}{done['add bytes'] / 1e6:10.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
