"""What every row of the table fulfils that a batch may touch, so that other files are not read."""

from typing import Any

from pyspark.sql import Column
from pyspark.sql import functions as F  # noqa: N812

#: What the table is called in a merge.
TARGET = "t"


def key_range(ends: dict[str, tuple[Any, Any]]) -> Column:
    """`ends`: smallest and largest value of each column of the merge key."""
    inside = [F.col(f"{TARGET}.`{key}`").between(F.lit(low), F.lit(high)) for key, (low, high) in ends.items()]
    whole = inside[0]
    for each in inside[1:]:
        whole = whole & each
    return whole
