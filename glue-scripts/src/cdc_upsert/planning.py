"""What a batch is going to do to a table: which of its files may hold the batch's keys, which of the newest changes are
newer than what the table knows, and what then remains to be written."""

from dataclasses import dataclass
from itertools import pairwise

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.changes import DELETED, GONE_AT, IMAGE, KEY, TIED, TOLD
from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes.base import LOST, ZERO_DATES
from cdc_upsert.formats.base import TARGET
from cdc_upsert.names import quoted
from cdc_upsert.schema import Layout
from cdc_upsert.session import held_by_all
from cdc_upsert.survey import Ends, ends_of, plain_ends, raise_if_lost, ranged_keys
from cdc_upsert.types import as_number, from_number, has_number

#: Bytes of a table up to which the plainest plan is the fastest.
SMALL_BYTES = 64 * 1024 * 1024
#: Numbers between the ends of a batch from which it is looked at more closely: a single old row among new ones would
#: have a merge read everything in between.
WIDE = 100_000
#: Numbers between the ends per row from which gaps are to be expected.
SPARSE = 16
STRIPES = 1024
#: More would cost more to compare with the files' statistics than they spare.
MAX_RANGES = 32
#: Up to here Spark counts without loss.
MAX_WIDTH = 10**37

#: Whether the change is newer than all that is known of its key.
FRESH = "__fresh"
#: Whether the table has a row of this key, and the side table a position.
ALIVE = "__alive"
REMEMBERED = "__remembered"
#: Whether the table's row is of before a deletion in the batch: what it has is not kept then.
GONE_BETWEEN = "__gone_between"


def key_range(ends: Ends, table: Table) -> Column:
    """What every row of the table fulfils whose key lies between these ends."""
    inside = F.lit(True)
    for key, (low, high) in ends.items():
        inside = inside & between(key, low, high, table)
    return inside


def key_ranges(touched: DataFrame, ends: Ends, changes: int, table: Table) -> Column:
    """As `key_range`, and with the first column of the key in one of several ranges where it counts and leaves wide
    gaps."""
    first = table.keys[0]
    low, high = ends.get(first, (None, None))
    if not isinstance(low, int) or not max(WIDE, SPARSE * changes) < high - low < MAX_WIDTH:
        return key_range(ends, table)
    width = (high - low) // STRIPES + 1
    number = as_number(f"{KEY}.{quoted(first)}", table.columns[first])
    exactly = f"CAST({number} AS DECIMAL(38,0)) - CAST('{low}' AS DECIMAL(38,0))"
    stripe = F.expr(f"CAST(({exactly}) div CAST('{width}' AS DECIMAL(38,0)) AS INT)")
    [[stripes]] = touched.where(F.col(KEY).isNotNull()).agg(F.collect_set(stripe)).collect()
    if not stripes:
        return key_range(ends, table)
    found = F.lit(False)
    for begin, end in joined(sorted(stripes)):
        found = found | between(first, low + begin * width, min(high, low + (end + 1) * width - 1), table)
    return key_range(ends, table) & found


def between(key: str, low: object, high: object, table: Table) -> Column:
    kind = table.columns[key]
    ends = [from_number(end, kind) if has_number(kind) else F.lit(end) for end in (low, high)]
    return F.col(f"{TARGET}.{quoted(key)}").between(*ends)


def joined(stripes: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of stripes; the nearest runs become one while there are more than `MAX_RANGES`."""
    gaps = sorted(pairwise(stripes), key=lambda gap: gap[0] - gap[1])[: MAX_RANGES - 1]
    cuts = sorted(gap for gap in gaps if gap[1] - gap[0] > 1)
    begins = [stripes[0], *[after for _, after in cuts]]
    return list(zip(begins, [*[before for before, _ in cuts], stripes[-1]], strict=True))


def unknown_so_far(newest: DataFrame) -> DataFrame:
    """As `compared`, where there is no table yet."""
    nothing = F.lit(False)
    return newest.withColumns({FRESH: F.lit(True), ALIVE: nothing, REMEMBERED: nothing})


def compared(
    newest: DataFrame,
    touched: DataFrame,
    size: int,
    live: DataFrame,
    deleted: DataFrame | None,
    table_bytes: int,
    table: Table,
) -> DataFrame:
    """Adds `__fresh`, `__alive`, `__remembered` and `__gone_between`, and drops the image of what is not fresh.
    `touched` are the changes that `newest` comes from, with keys of `size` bytes.

    A delete that only the side table knows is fresh while its row is there: a run ended between the two commits.
    """
    seen = newest.withColumns({"__gone": F.lit(None).cast("string"), REMEMBERED: F.lit(False)})
    for known, name, there in ((live, "__live", ALIVE), (deleted, "__gone", REMEMBERED)):
        if known is None:
            continue
        if table_bytes > SMALL_BYTES:
            # First the rows that matter, so that the table is not shuffled.
            keys = held_by_all(touched.select(KEY), size)
            same_key = [F.col(f"{TARGET}.{quoted(key)}") == F.col(f"{KEY}.{quoted(key)}") for key in table.keys]
            known = known.alias(TARGET).join(keys, same_key, "leftsemi")
        key = F.struct(*[F.col(quoted(column)).alias(column) for column in table.keys])
        known = known.select(
            key.alias(KEY), F.coalesce(F.col(POSITION), F.lit("")).alias(name), F.lit(True).alias(there)
        )
        seen = seen.drop(name, there).join(known, KEY, "left")
    place, live_at, gone_at = F.col(POSITION), F.col("__live"), F.col("__gone")
    alive = F.coalesce(F.col(ALIVE), F.lit(False))
    newer_than_row = ~alive | (live_at < place)
    newer_than_delete = gone_at.isNull() | (gone_at < place) | ((gone_at == place) & F.col(DELETED) & alive)
    remembered = F.coalesce(F.col(REMEMBERED), F.lit(False))
    gone_between = F.coalesce(F.col(GONE_AT) > live_at, F.lit(False))
    fresh = newer_than_row & newer_than_delete
    return (
        seen.withColumns({FRESH: fresh, ALIVE: alive, REMEMBERED: remembered, GONE_BETWEEN: gone_between})
        .withColumn(IMAGE, F.when(F.col(FRESH), F.col(IMAGE)))
        .drop("__live", "__gone")
    )


@dataclass(frozen=True)
class Tally:
    """What a batch is going to do to the table."""

    #: Keys that the table gets or gets anew, that leave it, and of which it knows something newer or the same.
    upserted: int
    deleted: int
    stale: int
    #: Fresh keys that the table has a row of, those that it gets as new, and deleted ones that were deleted before.
    matched: int
    new: int
    remembered: int
    #: Keys of which two changes that differ claim the newest place.
    tied: int
    #: Values that are null since the source has a zero date there.
    zero_dates: int
    matched_ends: Ends
    new_ends: Ends
    #: Columns that keep the table's value in some row.
    kept: list[str]
    #: Rows, by column, whose value is known to nobody.
    unknown_values: dict[str, int]


def tally(rows: DataFrame, layout: Layout, table: Table) -> Tally:
    """Found in one pass over the rows. Raises when a value of a fresh row does not fit its declared type."""
    fresh, gone, alive = F.col(FRESH), F.col(DELETED), F.col(ALIVE)
    matched, new = fresh & alive, fresh & ~gone & ~alive
    partial = sorted(layout.partial)
    untold = {name: F.col(quoted(f"{TOLD}{name}")) for name in partial}
    kept = {name: matched & ~gone & told.isNull() for name, told in untold.items()}
    unknown = {name: (new & told.isNull()) | (fresh & ~gone & told["gone"]) for name, told in untold.items()}
    groups = {"matched": matched, "new": new}
    ends = [(name, wanted, n, key) for name, wanted in groups.items() for n, key in enumerate(ranged_keys(table))]
    [found] = rows.agg(
        F.count_if(fresh & ~gone).alias("upserted"),
        F.count_if(fresh & gone).alias("deleted"),
        F.count_if(~fresh).alias("stale"),
        F.count_if(matched).alias("matched"),
        F.count_if(new).alias("new"),
        F.count_if(fresh & gone & F.col(REMEMBERED)).alias("remembered"),
        F.count_if(fresh & F.col(TIED)).alias("tied"),
        F.coalesce(F.sum(F.when(fresh & ~gone, F.col(ZERO_DATES))), F.lit(0)).alias("zero_dates"),
        F.min(LOST).alias("lost"),
        F.count(LOST).alias("lost_rows"),
        *[F.count_if(kept[name]).alias(f"kept {n}") for n, name in enumerate(partial)],
        *[F.count_if(unknown[name]).alias(f"unknown {n}") for n, name in enumerate(partial)],
        *[ends_of(key, table, "", wanted).alias(f"{name} ends {n}") for name, wanted, n, key in ends],
    ).collect()
    raise_if_lost(found["lost"], found["lost_rows"], table)
    counted = ("upserted", "deleted", "stale", "matched", "new", "remembered", "tied", "zero_dates")
    counts = {name: found[name] for name in counted}
    of = {
        name: {key: plain_ends(found[f"{name} ends {n}"]) for each, _, n, key in ends if each == name}
        for name in groups
    }
    return Tally(
        **counts,
        matched_ends={key: each for key, each in of["matched"].items() if each[0] is not None},
        new_ends={key: each for key, each in of["new"].items() if each[0] is not None},
        kept=[name for n, name in enumerate(partial) if found[f"kept {n}"]],
        unknown_values={name: found[f"unknown {n}"] for n, name in enumerate(partial) if found[f"unknown {n}"]},
    )


def updates(done: Tally, layout: Layout, others: list[str]) -> dict[str, str]:
    """SQL of what an update sets, by column, where that is not simply the change's own value. `others`: columns of the
    table that no row of the batch has."""
    kept = {
        name: f"CASE WHEN s.{quoted(f'{TOLD}{name}')} IS NULL THEN {TARGET}.{quoted(name)} ELSE s.{quoted(name)} END"
        for name in done.kept
    }
    # What no change of the batch tells stays, unless the key was deleted and came again.
    untold = {
        name: f"CASE WHEN s.{GONE_BETWEEN} THEN NULL ELSE {TARGET}.{quoted(name)} END"
        for name in [*sorted(layout.absent), *others]
    }
    return {**untold, **kept}
