"""Lines of an archive or a topic become changes; a line that is none is set aside with the reason."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import StringType, StructType

from cdc_upsert.position import position
from cdc_upsert.table import POSITION, Table

#: What tells a change's place in the log.
SOURCE = StructType().add("file", "string").add("pos", "long").add("row", "long").add("lsn", "long")
ROW_OPS = ("c", "r", "u", "d")
TRUNCATE_OP = "t"
KEY_BEFORE = "key_before"
KEY_AFTER = "key_after"


def decode(lines: DataFrame, table: Table) -> DataFrame:
    """Columns `op`, `after` (JSON text), `key_before` and `key_after` (the merge key as text), `__position`, and for a
    bad line `line` and `reason`. Lines without a value (tombstones) are left out.
    """
    value = F.trim(F.col("value"))
    parsed = lines.where(~value.isin("", "null")).select("value", F.from_json(value, envelope(table.keys)).alias("e"))
    decoded = parsed.select(
        F.col("e.op").alias("op"),
        F.col("e.after").alias("after"),
        (F.col("e.before").isNotNull()).alias("has_before"),
        key_of(F.col("e.before"), table.keys).alias(KEY_BEFORE),
        key_of(F.from_json(F.col("e.after"), texts(table.keys)), table.keys).alias(KEY_AFTER),
        position(F.col("e.source"), F.col("e.op"), table.epoch).alias(POSITION),
        "value",
    )
    line = F.when(F.col("reason").isNotNull(), F.col("value"))
    return decoded.withColumn("reason", why_bad()).withColumn("line", line).drop("value", "has_before")


def envelope(keys: tuple[str, ...]) -> StructType:
    """The fixed part of Debezium's envelope, the merge key of the row before, and the row after as JSON text: its types
    are declared, not inferred."""
    return StructType().add("op", "string").add("source", SOURCE).add("before", texts(keys)).add("after", "string")


def key_of(row: Column, keys: tuple[str, ...]) -> Column:
    """The merge key in a row's texts as an array; null where a part of it is missing."""
    parts = [row[key] for key in keys]
    complete = parts[0].isNotNull()
    for part in parts[1:]:
        complete = complete & part.isNotNull()
    return F.when(complete, F.array(*parts))


def texts(names: tuple[str, ...] | list[str]) -> StructType:
    """Schema that takes these columns out of a row's JSON text: strings as they are, everything else as its JSON."""
    schema = StructType()
    for name in names:
        schema = schema.add(name, StringType())
    return schema


def why_bad() -> Column:
    """The first reason why a line cannot be applied, null for a sound one."""
    op = F.col("op")
    return (
        F.when(op.isNull(), "not a change envelope")
        .when(~op.isin(*ROW_OPS, TRUNCATE_OP), F.concat(F.lit("unknown op "), op))
        .when(F.col(POSITION).isNull(), "no position in the log")
        .when(op.isin("c", "r", "u") & F.col("after").isNull(), "no row after the change")
        .when((op == "d") & ~F.col("has_before"), "no row before the change")
        .when(op.isin("c", "r", "u") & F.col(KEY_AFTER).isNull(), "no merge key")
        .when((op == "d") & F.col(KEY_BEFORE).isNull(), "no merge key")
    )
