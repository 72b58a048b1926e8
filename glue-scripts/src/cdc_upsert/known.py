"""Compares the newest changes with what the table and its side table know of their keys."""

from delta.tables import DeltaTable
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.key_range import TARGET
from cdc_upsert.rows import quoted
from cdc_upsert.table import POSITION, Table
from cdc_upsert.touches import DELETED, IMAGE, KEY

#: Whether the change is newer than all that is known of its key.
FRESH = "__fresh"
#: Whether the table has a row of this key.
ALIVE = "__alive"


def compared(newest: DataFrame, live: DeltaTable, deleted: DeltaTable, within: Column, table: Table) -> DataFrame:
    """Adds `__fresh` and `__alive`, and drops the image of what is not fresh.

    A delete that only the side table knows is fresh while its row is there: a run ended between the two commits.
    """
    seen = newest
    for each, name in ((live, "__live"), (deleted, "__gone")):
        known = each.toDF().alias(TARGET).where(within)
        key = F.struct(*[F.col(f"{TARGET}.{quoted(column)}").alias(column) for column in table.keys])
        seen = seen.join(known.select(key.alias(KEY), F.col(POSITION).alias(name)), on=KEY, how="left")
    place, alive, gone = F.col(POSITION), F.col("__live"), F.col("__gone")
    newer_than_row = alive.isNull() | (alive < place)
    newer_than_delete = gone.isNull() | (gone < place) | ((gone == place) & F.col(DELETED) & alive.isNotNull())
    fresh = newer_than_row & newer_than_delete
    return (
        seen.withColumns({FRESH: fresh, ALIVE: alive.isNotNull()})
        .withColumn(IMAGE, F.when(F.col(FRESH), F.col(IMAGE)))
        .drop("__live", "__gone")
    )
