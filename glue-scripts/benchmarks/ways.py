"""Three ways to bring changes into a table."""

from benchmark_data import COLUMNS
from delta.tables import DeltaTable
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.decode import decode
from cdc_upsert.latest import latest
from cdc_upsert.rows import spellings, typed_rows
from cdc_upsert.table import POSITION, Table
from cdc_upsert.touches import DELETED, touches
from cdc_upsert.upsert import upsert


def typed_changes(lines: DataFrame, table: Table) -> DataFrame:
    newest = latest(touches(decode(lines, table), table))
    rows = typed_rows(newest, spellings(list(COLUMNS), table), table)
    return rows.select("ID", DELETED, *[name for name in [POSITION, *COLUMNS] if name != "ID"])


def plain_merge(lines: DataFrame, table: Table) -> None:
    """As guides show it: newest row of each key, and its key for a condition."""
    rows = typed_changes(lines, table)
    values = {name: f"s.{name}" for name in rows.columns if name != DELETED}
    merge = DeltaTable.forPath(lines.sparkSession, table.path).alias("t").merge(rows.alias("s"), "t.ID = s.ID")
    merge = merge.whenMatchedDelete(f"s.{DELETED}").whenMatchedUpdate(None, values)
    merge.whenNotMatchedInsert(f"NOT s.{DELETED}", values).execute()


def overwrite(lines: DataFrame, table: Table) -> None:
    rows = typed_changes(lines, table).localCheckpoint()
    kept = (
        DeltaTable.forPath(lines.sparkSession, table.path).toDF().join(F.broadcast(rows.select("ID")), "ID", "leftanti")
    )
    whole = kept.unionByName(rows.where(f"NOT {DELETED}").drop(DELETED))
    whole.write.format("delta").mode("overwrite").save(table.path)


def ours(lines: DataFrame, table: Table) -> None:
    upsert(lines, table, f"{table.path}-quarantine")
