"""Brings the newest changes into the table. Older never overwrites newer, and what is there already is not written."""

from delta.tables import DeltaTable
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.key_range import TARGET
from cdc_upsert.rows import quoted
from cdc_upsert.table import POSITION, RESERVED, Table
from cdc_upsert.touches import DELETED
from cdc_upsert.unavailable import KEPT

SOURCE = "s"


def remember_deleted(rows: DataFrame, deleted: DeltaTable, within: Column, table: Table) -> None:
    """Writes the positions of deleted keys into the side table. Comes before the table itself, so that a run that ends
    in between has lost no position."""
    gone = rows.where(DELETED).select(*[quoted(key) for key in table.keys], POSITION)
    (
        deleted.alias(TARGET)
        .merge(gone.alias(SOURCE), same_key(table) & within)
        .whenMatchedUpdate(is_newer(), {POSITION: f"{SOURCE}.{POSITION}"})
        .whenNotMatchedInsertAll()
        .execute()
    )


def write_live(rows: DataFrame, within: Column, table: Table, kept: list[str]) -> None:
    """The guarded merge of typed rows; a deleted key leaves the table. `kept`: columns that `__kept` of some row
    names."""
    # Opened here, since it may have got columns in this batch.
    live = DeltaTable.forPath(rows.sparkSession, table.path)
    written = [name for name in rows.columns if name == POSITION or not name.startswith(RESERVED)]
    inserted = {quoted(name): F.col(f"{SOURCE}.{quoted(name)}") for name in written}
    updated = {**inserted, **{quoted(name): kept_or_new(name) for name in kept}}
    (
        live.alias(TARGET)
        .merge(rows.alias(SOURCE), same_key(table) & within)
        .whenMatchedDelete(is_newer() & F.col(f"{SOURCE}.{DELETED}"))
        .whenMatchedUpdate(is_newer(), updated)
        .whenNotMatchedInsert(~F.col(f"{SOURCE}.{DELETED}"), inserted)
        .execute()
    )


def kept_or_new(name: str) -> Column:
    is_kept = F.array_contains(F.col(f"{SOURCE}.{KEPT}"), name)
    return F.when(is_kept, F.col(f"{TARGET}.{quoted(name)}")).otherwise(F.col(f"{SOURCE}.{quoted(name)}"))


def is_newer() -> Column:
    return F.col(f"{TARGET}.{POSITION}") < F.col(f"{SOURCE}.{POSITION}")


def same_key(table: Table) -> Column:
    parts = [F.col(f"{TARGET}.{quoted(key)}") == F.col(f"{SOURCE}.{quoted(key)}") for key in table.keys]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole & part
    return whole
