"""The job: changes, decode, latest, merge, report."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812
from pyspark.storagelevel import StorageLevel

from cdc_upsert.decode import decode
from cdc_upsert.latest import DELETED, fail_on_lost_keys, latest
from cdc_upsert.merge import key_range, remember_deleted, without_stale, write_live
from cdc_upsert.report import Report
from cdc_upsert.table import POSITION, Table
from cdc_upsert.tables import add_columns, open_tables
from cdc_upsert.truncate import apply_truncate, truncated_at
from cdc_upsert.typed import fail_on_lost_values, typed_rows, undeclared_columns


def upsert(lines: DataFrame, table: Table, quarantine: str) -> Report:
    """Brings a batch of lines (column `value`) into the table, bad ones into the folder `quarantine`. Repeatable."""
    decoded = decode(lines, table).persist(StorageLevel.MEMORY_AND_DISK)
    try:
        bad_lines = set_aside(decoded, quarantine)
        changes = decoded.where(F.col("reason").isNull())
        report = apply(changes, table)
        return Report(table=table.name, changes=changes.count(), bad_lines=bad_lines, **report)
    finally:
        decoded.unpersist()


def set_aside(decoded: DataFrame, quarantine: str) -> dict[str, int]:
    """Writes bad lines, overwriting what an earlier attempt of the same batch has written; counts them by reason."""
    bad = decoded.where(F.col("reason").isNotNull())
    counts = {row["reason"]: row["count"] for row in bad.groupBy("reason").count().collect()}
    if counts:
        bad.select("reason", "line").coalesce(1).write.mode("overwrite").json(quarantine)
    return counts


def apply(changes: DataFrame, table: Table) -> dict:
    """Everything that can fail by the data fails before the first write."""
    spark = changes.sparkSession
    fail_on_lost_keys(changes, table)
    live, deleted = open_tables(spark, table)
    declared = add_columns(spark, table, [])
    rows = latest(changes, table)
    within = key_range(rows, table)
    cut = truncated_at(changes, live, table)
    if cut is not None:
        rows = rows.where(F.col(POSITION) > cut)
    if within is None:
        apply_truncate(live, cut, table, spark)
        return {"truncated_at": cut, "added_columns": tuple(declared)}
    total = rows.count()
    fresh = without_stale(rows, live, deleted, within, table).persist(StorageLevel.MEMORY_AND_DISK)
    try:
        [counted] = fresh.agg(F.count("*").alias("all"), F.count_if(DELETED).alias("deleted")).collect()
        kept = fresh.where(~F.col(DELETED))
        fail_on_lost_values(kept, table)
        extra = undeclared_columns(kept, table)
        added = declared + add_columns(spark, table, extra)
        apply_truncate(live, cut, table, spark)
        typed = typed_rows(fresh, table, extra)
        if counted["deleted"]:
            remember_deleted(typed, deleted, within, table)
        if counted["all"]:
            write_live(typed, within, table)
    finally:
        fresh.unpersist()
    return {
        "upserted": counted["all"] - counted["deleted"],
        "deleted": counted["deleted"],
        "stale": total - counted["all"],
        "added_columns": tuple(added),
        "undeclared_columns": tuple(extra),
        "truncated_at": cut,
    }
