"""What changes do to the merge keys that they touch, and of each key the newest that is told."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.config import POSITION, Table
from cdc_upsert.names import quoted
from cdc_upsert.positions import place

ROW_OPS = ("c", "r", "u", "d")
TRUNCATE_OP = "t"

#: Of a decoded line: the merge keys that it touches (structs of the declared types), null where it touches none.
KEY_BEFORE = "key_before"
KEY_AFTER = "key_after"

KEY = "__key"
DELETED = "__deleted"
#: The row after the change, in a form that its decoder knows; null for a deletion.
IMAGE = "__image"
#: True for one row of each line.
FIRST = "first"
#: Position of the newest deletion of the key in the batch.
GONE_AT = "__gone_at"
#: Whether two changes that differ claim the newest place of the key.
TIED = "__tied"
#: Of a column that not every change tells: struct of `gone` (the key was deleted since it was told) and `text`.
TOLD = "__told_"


def touches(decoded: DataFrame) -> DataFrame:
    """One row per line and touched key: `__key`, `__deleted`, `__image`, `first`, and what the line has beside its
    keys. Lines that cannot be applied, and truncates, touch none and have no key.

    An update that changes the merge key touches two: the old key is deleted, the new one inserted.
    """
    written = touch(KEY_AFTER, F.lit(False), F.col(IMAGE))
    deleted = touch(KEY_BEFORE, F.lit(True), F.lit(None).cast(decoded.schema[IMAGE].dataType))
    op = F.col("op")
    is_row = F.col("reason").isNull() & (op != TRUNCATE_OP)
    key_changed = (op == "u") & (F.col(KEY_BEFORE) != F.col(KEY_AFTER))
    touched = (
        F.when(is_row & (op == "d"), F.array(deleted))
        .when(is_row & key_changed, F.array(deleted, written))
        .when(is_row, F.array(written))
    )
    kept = [name for name in decoded.columns if name not in (KEY_BEFORE, KEY_AFTER, IMAGE)]
    rows = decoded.select(*kept, F.posexplode_outer(touched).alias("n", "touch"))
    return rows.select(*kept, (F.coalesce("n", F.lit(0)) == 0).alias(FIRST), "touch.*")


def touch(key: str, deleted: Column, image: Column) -> Column:
    return F.struct(F.col(key).alias(KEY), deleted.alias(DELETED), image.alias(IMAGE))


def newest(touched: DataFrame, digest: Column, told: dict[str, Column]) -> DataFrame:
    """One row per merge key: `__key`, `__position`, `__deleted`, `__image`, `__gone_at`, `__tied`.

    `digest` is a number that differs where rows differ. `told` has for each column that not every change tells its
    text, a struct that is null where it is not told; of each such column the newest text is in `__told_<column>`, null
    where no change of the batch tells it and none deletes the key.
    """
    order = log_order()
    at = place(F.col(POSITION))
    values = [
        F.expr(
            f"max_by(named_struct('gone', {DELETED}, 'text', {quoted(text_name(n))}.text), {quoted('__order')})"
            f" FILTER (WHERE {DELETED} OR {quoted(text_name(n))} IS NOT NULL)"
        ).alias(f"{TOLD}{name}")
        for n, name in enumerate(told)
    ]
    texts = {text_name(n): column for n, column in enumerate(told.values())}
    rows = touched.withColumns({"__order": order, "__place": at, "__digest": digest, **texts})
    newest_first = F.max_by(F.struct(POSITION, DELETED, IMAGE), F.col("__order")).alias("newest")
    # Of all changes at the newest place of the key the greatest and the least digest.
    ends = [
        F.max(F.struct(F.col("__place"), side.alias("digest"))).alias(name)
        for name, side in (("most", F.col("__digest")), ("least", F.bitwise_not("__digest")))
    ]
    grouped = rows.groupBy(KEY).agg(
        newest_first, *ends, F.max(F.when(F.col(DELETED), F.col(POSITION))).alias(GONE_AT), *values
    )
    tied = F.col("most.digest") != F.bitwise_not("least.digest")
    return grouped.select(KEY, "newest.*", GONE_AT, tied.alias(TIED), *[quoted(f"{TOLD}{name}") for name in told])


def text_name(number: int) -> str:
    return f"__text{number}"


def log_order() -> Column:
    """At one place in the log a live row is the newer: its deletion there is that of the key it had before."""
    return F.struct(F.col(POSITION), ~F.col(DELETED))


def not_before_row(touched: DataFrame, live: DataFrame, table: Table) -> DataFrame:
    """Without repeated changes from before the table's row: a value of theirs is older than the row's own."""
    key = F.struct(*[F.col(quoted(column)).alias(column) for column in table.keys])
    known = live.select(key.alias(KEY), F.col(POSITION).alias("__live"))
    older = F.coalesce(F.col(POSITION) < F.col("__live"), F.lit(False))
    return touched.join(known, KEY, "left").where(~older).drop("__live")
