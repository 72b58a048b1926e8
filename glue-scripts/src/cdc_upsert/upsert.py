"""The job: lines, decode, survey, latest, merge, report."""

from collections.abc import Callable
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.beside import beside
from cdc_upsert.compact import compact, is_scattered
from cdc_upsert.decode import decode
from cdc_upsert.held import held
from cdc_upsert.key_range import key_ranges
from cdc_upsert.known import FRESH, compared
from cdc_upsert.latest import latest
from cdc_upsert.merge import write
from cdc_upsert.report import Report
from cdc_upsert.retype import retype
from cdc_upsert.rows import spellings, typed_rows, undeclared
from cdc_upsert.survey import Survey, survey
from cdc_upsert.table import POSITION, Table
from cdc_upsert.tables import Tables, add_columns, fail_on_changed_types, look_up
from cdc_upsert.tally import tally
from cdc_upsert.touches import KEY, touches
from cdc_upsert.truncate import PROPERTY, apply_truncate, truncated_at
from cdc_upsert.unavailable import latest_with_kept, not_before_row


def upsert(
    lines: DataFrame, table: Table, quarantine: str, before_writing: Callable[[], None] = lambda: None
) -> Report:
    """Brings a batch of lines (column `value`) into the table, bad ones into the folder `quarantine`. Repeatable."""
    spark = lines.sparkSession
    with beside(lambda: look_up(spark, table)) as there, held(touches(decode(lines, table), table)) as touched:
        found = survey(touched, table)
        bad_lines = set_aside(touched, quarantine) if found.bad_lines else {}
        done = apply(touched, found, there.result(), table, before_writing)
        return Report(table=table.name, changes=found.changes, bad_lines=bad_lines, **done)


def set_aside(touched: DataFrame, quarantine: str) -> dict[str, int]:
    """Writes bad lines, overwriting what an earlier attempt of the same batch has written; counts them by reason."""
    bad = touched.where(F.col("reason").isNotNull())
    bad.select("reason", "line").coalesce(1).write.mode("overwrite").json(quarantine)
    return {row["reason"]: row["count"] for row in bad.groupBy("reason").count().collect()}


def apply(
    touched: DataFrame, found: Survey, there: Tables, table: Table, before_writing: Callable[[], None]
) -> dict[str, Any]:
    """Everything that can fail by the data fails before the first write."""
    spark, live, deleted = touched.sparkSession, there.live, there.deleted
    fail_on_changed_types(spark, live, table)
    columns = spellings(found.names, table)
    applied = there.properties.get(PROPERTY)
    cut = truncated_at(found.truncated_at, applied, table)
    empty_until = cut if cut == found.truncated_at else None
    since = F.col(POSITION) > F.lit(cut or "")
    keyed = touched.where(F.col(KEY).isNotNull() & since)
    within = key_ranges(keyed, found.key_ends, found.changes, table)
    # What a truncate is about to delete does not count as there.
    tables = live.toDF().where(since), deleted.toDF()
    if found.unavailable:
        newest = latest_with_kept(not_before_row(keyed, tables[0], within, table), table)
    else:
        newest = latest(keyed)
    known = compared(newest, keyed, found.changes, *tables, within, there.size, table)
    with held(typed_rows(known, columns, table)) as rows:
        done = tally(rows, table)
        extra = undeclared(columns, table) if done.upserted else []
        before_writing()
        retyped = retype(spark, live, table)
        added = add_columns(spark, live, table, extra)
        apply_truncate(spark, live, empty_until, applied, table)
        fresh = rows.where(FRESH)
        write(fresh, deleted, within, table, done, there.size)
        if done.new and is_scattered(there.files, there.size):
            compact(spark, table)
    return {
        "upserted": done.upserted,
        "deleted": done.deleted,
        "stale": done.stale,
        "unknown_values": done.unknown_values,
        "added_columns": tuple(added),
        "undeclared_columns": tuple(extra),
        "retyped_columns": tuple(retyped),
        "truncated_at": cut,
    }
