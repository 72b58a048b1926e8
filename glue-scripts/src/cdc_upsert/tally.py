"""What a batch is going to do to the table, found in one pass over its rows."""

from dataclasses import dataclass

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.key_range import Ends, ranged
from cdc_upsert.known import ALIVE, FRESH, REMEMBERED
from cdc_upsert.lost import raise_if_lost
from cdc_upsert.rows import LOST, quoted
from cdc_upsert.table import Table
from cdc_upsert.touches import DELETED
from cdc_upsert.unavailable import KEPT, NO_NAMES, UNKNOWN


@dataclass(frozen=True)
class Tally:
    #: Keys that the table gets or gets anew, that leave it, and of which it knows something newer or the same.
    upserted: int
    deleted: int
    stale: int
    #: Fresh keys that the table has a row of, those that it gets as new, and deleted ones that were deleted before.
    matched: int
    new: int
    remembered: int
    matched_ends: Ends
    new_ends: Ends
    #: Columns that keep the table's value in some row.
    kept: list[str]
    #: Rows, by column, whose value is known to nobody.
    unknown_values: dict[str, int]


def tally(rows: DataFrame, table: Table) -> Tally:
    """Raises when a value of a fresh row does not fit its declared type."""
    fresh, gone, alive = F.col(FRESH), F.col(DELETED), F.col(ALIVE)
    matched, new = fresh & alive, fresh & ~gone & ~alive
    kept, unknown = F.expr(NO_NAMES), F.expr(NO_NAMES)
    if KEPT in rows.columns:
        kept = F.when(matched, F.col(KEPT)).otherwise(kept)
        unknown = F.when(matched, F.col(UNKNOWN)).when(new, F.concat(KEPT, UNKNOWN)).otherwise(unknown)
    [found] = rows.agg(
        F.count_if(fresh & ~gone).alias("upserted"),
        F.count_if(fresh & gone).alias("deleted"),
        F.count_if(~fresh).alias("stale"),
        F.count_if(matched).alias("matched"),
        F.count_if(new).alias("new"),
        F.count_if(fresh & gone & F.col(REMEMBERED)).alias("remembered"),
        F.min(LOST).alias("lost"),
        F.count(LOST).alias("lost_rows"),
        F.array_distinct(F.flatten(F.collect_set(kept))).alias("kept"),
        F.flatten(F.collect_list(F.when(F.size(unknown) > 0, unknown))).alias("unknown"),
        *[
            F.struct(F.min(F.when(wanted, F.col(quoted(key)))), F.max(F.when(wanted, F.col(quoted(key))))).alias(name)
            for key, wanted, name in ends_of(table, matched=matched, new=new)
        ],
    ).collect()
    raise_if_lost(found["lost"], found["lost_rows"], table)
    counts = {name: found[name] for name in ("upserted", "deleted", "stale", "matched", "new", "remembered")}
    return Tally(
        **counts,
        matched_ends={key: tuple(found[f"matched {n}"]) for n, key in enumerate(ranged(table))},
        new_ends={key: tuple(found[f"new {n}"]) for n, key in enumerate(ranged(table))},
        kept=sorted(found["kept"]),
        unknown_values={name: found["unknown"].count(name) for name in sorted(set(found["unknown"]))},
    )


def ends_of(table: Table, **groups) -> list[tuple]:
    return [(key, wanted, f"{name} {n}") for name, wanted in groups.items() for n, key in enumerate(ranged(table))]
