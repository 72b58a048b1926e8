"""Brings the newest changes into the table. Older never overwrites newer, and what is there already is not written."""

from delta.tables import DeltaMergeBuilder, DeltaTable
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.beside import beside
from cdc_upsert.held import SMALL_BYTES, held_by_all
from cdc_upsert.key_range import TARGET, key_range
from cdc_upsert.known import ALIVE
from cdc_upsert.rows import quoted
from cdc_upsert.table import POSITION, RESERVED, Table
from cdc_upsert.tally import Tally
from cdc_upsert.touches import DELETED
from cdc_upsert.unavailable import KEPT

SOURCE = "s"


def write(rows: DataFrame, deleted: DeltaTable, within: Column, table: Table, done: Tally, table_bytes: int) -> None:
    """Merges typed rows into the table, and the positions of deleted keys into the side table.

    The positions come before the deletions, so that a run that ends in between has lost none.
    """
    apart = bool(done.new and done.matched and table_bytes > SMALL_BYTES)
    with beside(lambda: remember_deleted(rows, deleted, within, table, done)):
        if apart:
            # A merge that does both shuffles what it rewrites, and the files lose the key ranges that merges are pruned
            # by. New ones first: of a changed key a reader sees both rows for a moment rather than none.
            new_rows = rows.where(~F.col(ALIVE))
            write_live(new_rows, within & key_range(done.new_ends), table, done, matched=False, new=True)
    if apart:
        within = within & key_range(done.matched_ends)
        write_live(rows.where(ALIVE), within, table, done, matched=True, new=False)
    elif done.new or done.matched:
        write_live(rows, within, table, done, matched=done.matched > 0, new=done.new > 0)


def remember_deleted(rows: DataFrame, deleted: DeltaTable, within: Column, table: Table, done: Tally) -> None:
    if not done.deleted:
        return
    gone = rows.where(DELETED).select(*[quoted(key) for key in table.keys], POSITION)
    merge = merge_into(deleted, held_by_all(gone, done.deleted), within, table)
    if done.remembered:
        merge = merge.whenMatchedUpdate(is_newer(), {POSITION: f"{SOURCE}.{POSITION}"})
    if done.deleted > done.remembered:
        merge = merge.whenNotMatchedInsertAll()
    merge.execute()


def write_live(rows: DataFrame, within: Column, table: Table, done: Tally, matched: bool, new: bool) -> None:
    """One guarded merge with the clauses that are needed: with only some of them Delta does without a shuffle."""
    # Opened here, since it may have got columns in this batch.
    live = DeltaTable.forPath(rows.sparkSession, table.path)
    names = [name for name in rows.columns if name == POSITION or not name.startswith(RESERVED)]
    inserted = {quoted(name): F.col(f"{SOURCE}.{quoted(name)}") for name in names}
    updated = {**inserted, **{quoted(name): kept_or_new(name) for name in done.kept}}
    merge = merge_into(live, held_by_all(rows, done.new + done.matched), within, table)
    if matched:
        merge = merge.whenMatchedDelete(is_newer() & F.col(f"{SOURCE}.{DELETED}"))
        merge = merge.whenMatchedUpdate(is_newer(), updated)
    if new:
        merge = merge.whenNotMatchedInsert(~F.col(f"{SOURCE}.{DELETED}"), inserted)
    merge.execute()


def merge_into(target: DeltaTable, rows: DataFrame, within: Column, table: Table) -> DeltaMergeBuilder:
    condition = within
    for key in table.keys:
        condition = condition & (F.col(f"{TARGET}.{quoted(key)}") == F.col(f"{SOURCE}.{quoted(key)}"))
    return target.alias(TARGET).merge(rows.alias(SOURCE), condition)


def kept_or_new(name: str) -> Column:
    is_kept = F.array_contains(F.col(f"{SOURCE}.{KEPT}"), name)
    return F.when(is_kept, F.col(f"{TARGET}.{quoted(name)}")).otherwise(F.col(f"{SOURCE}.{quoted(name)}"))


def is_newer() -> Column:
    return F.col(f"{TARGET}.{POSITION}") < F.col(f"{SOURCE}.{POSITION}")
