"""Compares the newest changes with what the table and its side table know of their keys."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.held import SMALL_BYTES, held_by_all
from cdc_upsert.key_range import TARGET
from cdc_upsert.rows import quoted
from cdc_upsert.table import POSITION, Table
from cdc_upsert.touches import DELETED, IMAGE, KEY

#: Whether the change is newer than all that is known of its key.
FRESH = "__fresh"
#: Whether the table has a row of this key, and the side table a position.
ALIVE = "__alive"
REMEMBERED = "__remembered"


def compared(
    newest: DataFrame,
    touched: DataFrame,
    changes: int,
    live: DataFrame,
    deleted: DataFrame,
    within: Column,
    table_bytes: int,
    table: Table,
) -> DataFrame:
    """Adds `__fresh`, `__alive` and `__remembered`, and drops the image of what is not fresh. `touched` has the
    `changes` that `newest` comes from.

    A delete that only the side table knows is fresh while its row is there: a run ended between the two commits.
    """
    seen = newest
    for each, name in ((live, "__live"), (deleted, "__gone")):
        known = each.alias(TARGET).where(within)
        if table_bytes > SMALL_BYTES:
            # First the rows that matter, so that the table is not shuffled.
            keys = held_by_all(touched.select(KEY), changes)
            same_key = [F.col(f"{TARGET}.{quoted(key)}") == F.col(f"{KEY}.{quoted(key)}") for key in table.keys]
            known = known.join(keys, same_key, "leftsemi")
        key = F.struct(*[F.col(f"{TARGET}.{quoted(column)}").alias(column) for column in table.keys])
        seen = seen.join(known.select(key.alias(KEY), F.col(POSITION).alias(name)), KEY, "left")
    place, alive, gone = F.col(POSITION), F.col("__live"), F.col("__gone")
    newer_than_row = alive.isNull() | (alive < place)
    newer_than_delete = gone.isNull() | (gone < place) | ((gone == place) & F.col(DELETED) & alive.isNotNull())
    fresh = newer_than_row & newer_than_delete
    return (
        seen.withColumns({FRESH: fresh, ALIVE: alive.isNotNull(), REMEMBERED: gone.isNotNull()})
        .withColumn(IMAGE, F.when(F.col(FRESH), F.col(IMAGE)))
        .drop("__live", "__gone")
    )
