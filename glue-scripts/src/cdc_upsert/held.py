"""Rows that are computed once and used several times."""

from collections.abc import Iterator
from contextlib import contextmanager

from pyspark.sql import DataFrame


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
