"""What a batch is going to do to the table, found in one pass over its rows."""

from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.known import ALIVE, FRESH
from cdc_upsert.lost import raise_if_lost
from cdc_upsert.rows import LOST
from cdc_upsert.table import Table
from cdc_upsert.touches import DELETED
from cdc_upsert.unavailable import KEPT, UNKNOWN


@dataclass(frozen=True)
class Tally:
    #: Keys that the table gets or gets anew, that leave it, and of which it knows something newer or the same.
    upserted: int
    deleted: int
    stale: int
    #: Columns that keep the table's value in some row.
    kept: list[str]
    #: Rows, by column, whose value is known to nobody.
    unknown_values: dict[str, int]


def tally(rows: DataFrame, table: Table) -> Tally:
    """Raises when a value of a fresh row does not fit its declared type."""
    fresh, gone = F.col(FRESH), F.col(DELETED)
    may_keep = KEPT in rows.columns
    nothing = F.expr("CAST(array() AS ARRAY<STRING>)")
    kept = F.when(fresh & F.col(ALIVE), F.col(KEPT)).otherwise(nothing) if may_keep else nothing
    missing = F.when(F.col(ALIVE), F.col(UNKNOWN)).otherwise(F.concat(KEPT, UNKNOWN)) if may_keep else nothing
    [found] = rows.agg(
        F.count_if(fresh & ~gone).alias("upserted"),
        F.count_if(fresh & gone).alias("deleted"),
        F.count_if(~fresh).alias("stale"),
        F.min(LOST).alias("lost"),
        F.count(LOST).alias("lost_rows"),
        F.array_distinct(F.flatten(F.collect_set(kept))).alias("kept"),
        F.flatten(F.collect_list(F.when(fresh & (F.size(missing) > 0), missing))).alias("unknown"),
    ).collect()
    raise_if_lost(found["lost"], found["lost_rows"], table)
    unknown = {name: found["unknown"].count(name) for name in sorted(set(found["unknown"]))}
    return Tally(found["upserted"], found["deleted"], found["stale"], sorted(found["kept"]), unknown)
