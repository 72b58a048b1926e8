"""Rows that are computed once and used several times."""

from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812

#: Bytes of a table up to which the plainest plan is the fastest.
SMALL_BYTES = 64 * 1024 * 1024
#: Rows times columns that every executor can hold, about 100 MB.
BROADCAST_CELLS = 5_000_000


@contextmanager
def held(rows: DataFrame) -> Iterator[DataFrame]:
    """Keeps the rows, once an action has computed them, on the executors until the end of the block.

    Not a cache: Delta drops every cache that reads a table it writes, and each merge would compute the rows anew. It
    also ends the plan here, which keeps that of a merge into a wide table small.
    """
    kept = rows.localCheckpoint(eager=False)
    try:
        yield kept
    finally:
        kept._jdf.queryExecution().logical().rdd().unpersist(False)


def held_by_all(rows: DataFrame, count: int) -> DataFrame:
    """The rows, to be brought to what they are joined with where they are few."""
    return F.broadcast(rows) if len(rows.columns) * count <= BROADCAST_CELLS else rows
