"""What has to be known of a batch before anything is planned, found in one pass over it."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from pyspark.sql import Column, DataFrame, Row
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.changes import FIRST, KEY, TRUNCATE_OP
from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes.base import NO_JSON, EnvelopeDecoder
from cdc_upsert.errors import CannotCastError, KeyChangedError, UnappliableChangeError
from cdc_upsert.names import quoted
from cdc_upsert.positions import place
from cdc_upsert.schema import Shape
from cdc_upsert.types import as_number, has_number, ranged

SAMPLE_LENGTH = 200
#: Of a merge key, as databases limit what they index.
MAX_KEY_BYTES = 1024
#: Columns that Debezium adds to keys of several tables in one topic.
KEY_OF_TABLE = "__dbz__"
#: A snapshot whose rows are read while the log goes on.
INCREMENTAL = "incremental"

#: Least and greatest value of each ranged column of the merge key, numbers as `types.as_number` has them; none where no
#: key is touched.
Ends = dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Survey:
    """Rows of the batch, by partition, epoch, server, shape, names of the record's key, and snapshot."""

    groups: list[Row]
    table: Table

    @cached_property
    def changes(self) -> int:
        return sum(group["changes"] for group in self.groups)

    @cached_property
    def bad_lines(self) -> int:
        return sum(group["bad_lines"] for group in self.groups)

    @cached_property
    def bytes(self) -> int:
        return sum(group["bytes"] or 0 for group in self.groups)

    @cached_property
    def key_bytes(self) -> int:
        """Of the merge keys alone, at most: what they come from may be large."""
        return min(self.bytes, self.changes * MAX_KEY_BYTES)

    @cached_property
    def truncated(self) -> tuple[str, int | None] | None:
        """Position of the newest truncate, and when it was committed."""
        found = [tuple(group["truncated_at"]) for group in self.groups if group["truncated_at"]]
        return max(found, key=lambda each: each[0], default=None)

    @cached_property
    def key_ends(self) -> Ends:
        ends: Ends = {}
        for n, key in enumerate(ranged_keys(self.table)):
            found = [plain_ends(group[f"ends {n}"]) for group in self.groups if group[f"ends {n}"][0] is not None]
            if found:
                ends[key] = (min(low for low, _ in found), max(high for _, high in found))
        return ends

    @cached_property
    def untold(self) -> set[str]:
        """Columns that some row names without telling their value."""
        return {name for group in self.groups for name in group["untold"]}

    @cached_property
    def shape_ends(self) -> dict[Shape, tuple[str, str]]:
        """First and last position by shape."""
        ends: dict[Shape, tuple[str, str]] = {}
        for group in self.groups:
            if group["shape"] is None or group["first"] is None:
                continue
            shape = tuple(group["shape"])
            low, high = ends.get(shape, (group["first"], group["last"]))
            ends[shape] = (min(low, group["first"]), max(high, group["last"]))
        return ends


def is_snapshot() -> Column:
    """Whether a change is a row of a snapshot that stands for the table as it was at one place in the log. Rows that
    are read while the log goes on stand where it is."""
    return (F.col("op") == "r") & (F.coalesce("snapshot", F.lit("")) != INCREMENTAL)


def survey(touched: DataFrame, decoder: EnvelopeDecoder, table: Table, counted: Column) -> Survey:
    """Raises for what cannot be applied: a line that is JSON and no change, a record with another key than is declared,
    a merge key that has no value of its type. `counted`: whether a row of a snapshot was counted before."""
    bad, no_json = F.col("reason").isNotNull(), F.col("reason") == NO_JSON
    sample = F.struct("reason", "partition", "offset", F.substring("line", 1, SAMPLE_LENGTH).alias("line"))
    by = {"shape": decoder.names(), "snapshot_place": F.when(is_snapshot(), place(F.col(POSITION)))}
    groups = (
        touched.withColumns(by)
        .groupBy("partition", "epoch", "server", "shape", "key_names", "snapshot_place")
        .agg(
            F.count_if(F.col(FIRST) & ~bad).alias("changes"),
            F.count_if(no_json).alias("bad_lines"),
            F.count_if(bad & ~no_json).alias("unappliable"),
            F.min(F.when(bad & ~no_json, sample)).alias("sample"),
            F.min("lost_key").alias("lost"),
            F.count("lost_key").alias("lost_rows"),
            F.max(F.when(F.col("op") == TRUNCATE_OP, F.struct(POSITION, "committed_ms"))).alias("truncated_at"),
            F.min(POSITION).alias("first"),
            F.max(POSITION).alias("last"),
            F.min("offset").alias("first_offset"),
            F.max("offset").alias("last_offset"),
            F.min("transaction").alias("first_transaction"),
            F.max("transaction").alias("transaction"),
            F.max("committed_ms").alias("committed_ms"),
            F.min("at_ms").alias("first_ms"),
            F.max("at_ms").alias("last_ms"),
            F.count_if(F.col(FIRST) & ~bad & is_snapshot() & ~counted).alias("snapshot_rows"),
            F.sum("bytes").alias("bytes"),
            F.array_distinct(F.flatten(F.collect_set(decoder.untold()))).alias("untold"),
            *[ends_of(key, table).alias(f"ends {n}") for n, key in enumerate(ranged_keys(table))],
        )
        .collect()
    )
    fail_on_unappliable(groups, table)
    fail_on_other_keys(groups, table)
    lost = [group["lost"] for group in groups if group["lost"] is not None]
    raise_if_lost(min(lost, default=None), sum(group["lost_rows"] for group in groups), table)
    return Survey(groups, table)


def ranged_keys(table: Table) -> list[str]:
    """Columns of the merge key by which files can be told apart."""
    return [key for key in table.keys if ranged(table.columns[key])]


def ends_of(key: str, table: Table, prefix: str = KEY, wanted: Column | None = None) -> Column:
    """Struct of the least and the greatest value of a ranged column; text stays text, all else becomes a number."""
    kind = table.columns[key]
    column = f"{prefix}.{quoted(key)}" if prefix else quoted(key)
    value = F.expr(as_number(column, kind) if has_number(kind) else column)
    if wanted is not None:
        value = F.when(wanted, value)
    return F.struct(F.min(value), F.max(value))


def plain_ends(ends: Row) -> tuple[Any, Any]:
    low, high = (int(end) if isinstance(end, Decimal) else end for end in ends)
    return low, high


def fail_on_unappliable(groups: list[Row], table: Table) -> None:
    found = [group for group in groups if group["unappliable"]]
    if not found:
        return
    sample = min(group["sample"] for group in found)
    lines = sum(group["unappliable"] for group in found)
    reasons = Counter({group["sample"]["reason"]: group["unappliable"] for group in found})
    raise UnappliableChangeError(
        f"{table.path}: nothing was written. {lines} lines are JSON that cannot be applied ({', '.join(reasons)}); "
        f"the first is partition {sample['partition']}, offset {sample['offset']}: {sample['line']}. A connector's "
        "value converter must have `schemas.enable=false` and give the whole envelope"
    )


def fail_on_other_keys(groups: list[Row], table: Table) -> None:
    """The source's primary key is what its records are keyed by. Rows that differ in a column of it that is not
    declared would swallow each other."""
    for group in groups:
        if group["key_names"] is None:
            continue
        names = [name for name in group["key_names"] if not name.startswith(KEY_OF_TABLE)]
        left = {name.lower() for name in names}
        for key in table.keys:
            left -= {name.lower() for name in table.source_names(key)}
        if left or len(names) != len(table.keys):
            raise KeyChangedError(
                f"{table.path}: nothing was written. `keys` declares {list(table.keys)}, and records are keyed by "
                f"{names} (partition {group['partition']}, from offset {group['first_offset']} on). Where the "
                "source's primary key was changed, declare the new one and rebuild the table from the archive, into "
                "another place. A connector's key converter must have `schemas.enable=false`"
            )


def raise_if_lost(sample: Row | None, rows: int, table: Table) -> None:
    """`sample`: a column's `name` and a `text` that has no value of its type, null where all have."""
    if sample is None:
        return
    name, text = sample["name"], sample["text"][:SAMPLE_LENGTH]
    declared = next(kind for column, kind in table.columns.items() if column.lower() == name.lower())
    raise CannotCastError(
        f"{table.path}: nothing was written. `columns.{name}` is declared {declared}, got: {text!r} "
        f"({rows} rows hold values that do not fit)"
    )
