"""Brings the newest changes into the table. Older never overwrites newer, and what is there already is not written."""

from delta.tables import DeltaTable
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.latest import DELETED, KEY
from cdc_upsert.table import POSITION, Table

SOURCE = "s"
TARGET = "t"


def key_range(rows: DataFrame, table: Table) -> Column | None:
    """What every target row fulfils that the rows may touch, so that other files are not read. None for no rows."""
    ends = [end for key in table.keys for end in (F.min(f"{KEY}.{key}"), F.max(f"{KEY}.{key}"))]
    [found] = rows.agg(*ends).collect()
    if found[0] is None:
        return None
    return all_of(
        F.col(f"{TARGET}.{key}").between(F.lit(found[2 * index]), F.lit(found[2 * index + 1]))
        for index, key in enumerate(table.keys)
    )


def without_stale(rows: DataFrame, live: DeltaTable, deleted: DeltaTable, within: Column, table: Table) -> DataFrame:
    """The rows that are newer than what the table and the side table know of their key.

    A delete that only the side table knows is kept while its row is there: a run ended between the two commits.
    """
    keys = [F.col(f"{KEY}.{key}").alias(key) for key in table.keys]
    known = [
        each.toDF().alias(TARGET).where(within).select(*table.keys, F.col(POSITION).alias(name))
        for each, name in ((live, "__live"), (deleted, "__gone"))
    ]
    seen = rows.select("*", *keys)
    for each in known:
        seen = seen.join(each, on=list(table.keys), how="left")
    place, alive, gone = F.col(POSITION), F.col("__live"), F.col("__gone")
    newer_than_row = alive.isNull() | (alive < place)
    newer_than_delete = gone.isNull() | (gone < place) | ((gone == place) & F.col(DELETED) & alive.isNotNull())
    return seen.where(newer_than_row & newer_than_delete).select(rows.columns)


def remember_deleted(rows: DataFrame, deleted: DeltaTable, within: Column, table: Table) -> None:
    """Writes the positions of deleted keys into the side table. Comes before the table itself, so that a run that ends
    in between has lost no position."""
    gone = rows.where(DELETED).select(*table.keys, POSITION)
    (
        deleted.alias(TARGET)
        .merge(gone.alias(SOURCE), same_key(table) & within)
        .whenMatchedUpdate(is_newer(), {POSITION: f"{SOURCE}.{POSITION}"})
        .whenNotMatchedInsertAll()
        .execute()
    )


def write_live(rows: DataFrame, within: Column, table: Table) -> None:
    """The guarded merge. `rows` are typed; a deleted key leaves the table."""
    # Opened here, since it may have got columns in this batch.
    live = DeltaTable.forPath(rows.sparkSession, table.path)
    written = [name for name in rows.columns if name != DELETED]
    values = {quoted(name): F.col(f"{SOURCE}.{quoted(name)}") for name in written}
    (
        live.alias(TARGET)
        .merge(rows.alias(SOURCE), same_key(table) & within)
        .whenMatchedDelete(is_newer() & F.col(f"{SOURCE}.{DELETED}"))
        .whenMatchedUpdate(is_newer(), values)
        .whenNotMatchedInsert(~F.col(f"{SOURCE}.{DELETED}"), values)
        .execute()
    )


def is_newer() -> Column:
    return F.col(f"{TARGET}.{POSITION}") < F.col(f"{SOURCE}.{POSITION}")


def same_key(table: Table) -> Column:
    return all_of(F.col(f"{TARGET}.{key}") == F.col(f"{SOURCE}.{key}") for key in table.keys)


def all_of(conditions) -> Column:
    first, *others = conditions
    for each in others:
        first = first & each
    return first


def quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"
