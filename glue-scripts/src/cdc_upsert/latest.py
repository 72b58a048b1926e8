"""Of all changes to a key only the newest in the order of the source's log counts, whatever order they came in."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.table import POSITION
from cdc_upsert.touches import DELETED, IMAGE, KEY


def latest(touched: DataFrame) -> DataFrame:
    """One row per merge key: `__key`, `__position`, `__deleted`, `__image`."""
    newest = F.max_by(F.struct(POSITION, DELETED, IMAGE), log_order()).alias("newest")
    return touched.groupBy(KEY).agg(newest).select(KEY, "newest.*")


def log_order() -> Column:
    """At one place in the log a live row is the newer: its deletion there is that of the key it had before."""
    return F.struct(F.col(POSITION), ~F.col(DELETED), F.col(IMAGE))
