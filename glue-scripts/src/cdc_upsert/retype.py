"""A column that arrived before it was declared is in the table as text; once it is declared, it gets its type."""

from delta.tables import DeltaTable
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.lost import raise_if_lost
from cdc_upsert.rows import lost_value, quoted
from cdc_upsert.table import Table
from cdc_upsert.typed import typed

#: Comment of such a column. It is part of the table's schema, so that it comes and goes in one commit with the column.
ARRIVED_UNDECLARED = "Not declared when it arrived: the text that it came as"


def arrived_undeclared(live: DeltaTable, table: Table) -> dict[str, str]:
    """Columns of the table that have been declared with a type since: their names in the table, and the types."""
    declared = {name.lower(): kind for name, kind in table.columns.items() if kind.strip().upper() != "STRING"}
    return {
        field.name: declared[field.name.lower()]
        for field in live.toDF().schema
        if field.metadata.get("comment") == ARRIVED_UNDECLARED and field.name.lower() in declared
    }


def retype(spark: SparkSession, live: DeltaTable, table: Table) -> list[str]:
    """Gives those columns their types in one commit that rewrites the table; returns their names.

    Raises when a value would be lost, and then nothing was written: leave the column undeclared until none would be.
    """
    wanted = arrived_undeclared(live, table)
    if not wanted:
        return []
    rows = live.toDF()
    lost = rows.select(
        F.coalesce(*[lost_value(typed(quoted(n), kind), quoted(n), n) for n, kind in wanted.items()]).alias("lost")
    )
    [found] = lost.agg(F.min("lost").alias("lost"), F.count("lost").alias("rows")).collect()
    raise_if_lost(found["lost"], found["rows"], table)
    values = [
        F.expr(typed(quoted(field.name), wanted[field.name])).alias(field.name, metadata={})
        if field.name in wanted
        else F.col(quoted(field.name))
        for field in rows.schema
    ]
    rows.select(*values).write.format("delta").mode("overwrite").option("overwriteSchema", "true").save(table.path)
    return sorted(wanted)
