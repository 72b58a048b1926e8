"""Of all changes to a key only the newest in the order of the source's log counts, whatever order they came in."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.decode import KEY_AFTER, KEY_BEFORE, TRUNCATE_OP
from cdc_upsert.table import POSITION, Table
from cdc_upsert.typed import raise_if_any, typed

KEY = "__key"
DELETED = "__deleted"


def latest(changes: DataFrame, table: Table) -> DataFrame:
    """One row per merge key: `__key` (struct of the declared types), `__position`, `__deleted`, `image`."""
    rows = typed_keys(key_changes_apart(changes), table)
    # At one place in the log a live row wins: its deletion there is that of the key it had before.
    order = F.struct(F.col(POSITION), ~F.col(DELETED))
    newest = F.max_by(F.struct(POSITION, DELETED, "image"), order).alias("newest")
    return rows.groupBy(KEY).agg(newest).select(KEY, "newest.*")


def key_changes_apart(changes: DataFrame) -> DataFrame:
    """Rows of `key` (text), `__position`, `__deleted`, `image`. An update that changes the merge key is two of them:
    the old key is deleted, the new one inserted."""
    rows = changes.where(F.col("op") != TRUNCATE_OP)
    written = F.struct(F.col(KEY_AFTER).alias("key"), F.lit(False).alias(DELETED), F.col("after").alias("image"))
    deleted = F.struct(F.col(KEY_BEFORE).alias("key"), F.lit(True).alias(DELETED), F.col("before").alias("image"))
    is_deleted = F.col("op") == "d"
    key_changed = (F.col("op") == "u") & (F.col(KEY_BEFORE) != F.col(KEY_AFTER))
    parts = (
        F.when(is_deleted, F.array(deleted)).when(key_changed, F.array(deleted, written)).otherwise(F.array(written))
    )
    return rows.select(F.explode(parts).alias("part"), POSITION).select("part.*", POSITION)


def typed_keys(rows: DataFrame, table: Table) -> DataFrame:
    parts = [typed(f"key[{index}]", table.columns[name]).alias(name) for index, name in enumerate(table.keys)]
    return rows.select(F.struct(*parts).alias(KEY), "key", POSITION, DELETED, "image")


def fail_on_lost_keys(changes: DataFrame, table: Table) -> None:
    """Raises when a merge key has no value of its declared type: such rows would all become one."""
    rows = typed_keys(key_changes_apart(changes), table)
    lost = [F.when(F.col(KEY)[name].isNull(), F.col("key")[index]) for index, name in enumerate(table.keys)]
    [found] = rows.agg(*[F.struct(F.count(value), F.min(value)) for value in lost]).collect()
    raise_if_any({name: tuple(found[index]) for index, name in enumerate(table.keys)}, table)
