"""A change becomes what it does to each merge key that it touches."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.decode import KEY_AFTER, KEY_BEFORE, TRUNCATE_OP
from cdc_upsert.table import POSITION, Table
from cdc_upsert.typed import typed

KEY = "__key"
KEY_TEXT = "__key_text"
DELETED = "__deleted"
#: The row after the change as JSON text, null for a deletion.
IMAGE = "__image"
#: True for one row of each line.
FIRST = "first"


def touches(decoded: DataFrame, table: Table) -> DataFrame:
    """One row per line and touched key: `__key` (struct of the declared types), `__key_text` (array), `__position`,
    `__deleted`, `__image`, `op`, `reason`, `line`, `first`. Bad lines and truncates have no key.

    An update that changes the merge key touches two: the old key is deleted, the new one inserted.
    """
    written = touch(KEY_AFTER, F.lit(False), F.col("after"))
    deleted = touch(KEY_BEFORE, F.lit(True), F.lit(None).cast("string"))
    op = F.col("op")
    is_row = F.col("reason").isNull() & (op != TRUNCATE_OP)
    key_changed = (op == "u") & (F.col(KEY_BEFORE) != F.col(KEY_AFTER))
    touched = (
        F.when(is_row & (op == "d"), F.array(deleted))
        .when(is_row & key_changed, F.array(deleted, written))
        .when(is_row, F.array(written))
    )
    kept = ["op", "reason", "line", POSITION]
    rows = decoded.select(*kept, F.posexplode_outer(touched).alias("n", "touch"))
    first = F.coalesce("n", F.lit(0)) == 0
    keyed = rows.select(*kept, first.alias(FIRST), "touch.*")
    return keyed.withColumn(KEY, F.when(F.col(KEY_TEXT).isNotNull(), typed_key(table)))


def touch(key: str, deleted: Column, image: Column) -> Column:
    return F.struct(F.col(key).alias(KEY_TEXT), deleted.alias(DELETED), image.alias(IMAGE))


def typed_key(table: Table) -> Column:
    return F.struct(
        *[F.expr(typed(f"{KEY_TEXT}[{n}]", table.columns[key])).alias(key) for n, key in enumerate(table.keys)]
    )
