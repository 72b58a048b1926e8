"""What every row of the table fulfils that a batch may touch, so that other files are not read."""

import re
from itertools import pairwise
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.table import Table
from cdc_upsert.touches import KEY

#: What the table is called in a merge.
TARGET = "t"
#: Smallest and largest value of each of the `ranged` columns; null where there is no key.
Ends = dict[str, tuple[Any, Any]]
RANGED = re.compile(r"(TINY|SMALL|BIG)?INT|INTEGER|STRING|DATE|(DECIMAL|NUMERIC)\(.*\)")

#: Numbers between the ends of a batch from which it is looked at more closely: a single old row among new ones would
#: have a merge read everything in between.
WIDE = 100_000
#: Numbers between the ends per row from which gaps are to be expected.
SPARSE = 16
STRIPES = 1024
#: More would cost more to compare with the files' statistics than they spare.
MAX_RANGES = 32


def ranged(table: Table) -> list[str]:
    """Columns of the merge key with ranges that stay the same on their way through Python: neither times, which pass
    through the computer's time zone, nor floating numbers, which are not all in order."""
    return [key for key in table.keys if RANGED.fullmatch(table.columns[key].strip().upper())]


def key_range(ends: Ends) -> Column:
    inside = F.lit(True)
    for key, (low, high) in ends.items():
        inside = inside & F.col(f"{TARGET}.`{key}`").between(F.lit(low), F.lit(high))
    return inside


def key_ranges(touched: DataFrame, ends: Ends, changes: int, table: Table) -> Column:
    """As `key_range`, and with the first column of the key in one of several ranges where it is a number whose values
    leave wide gaps."""
    first = table.keys[0]
    low, high = ends.get(first, (None, None))
    if not isinstance(low, int) or not max(WIDE, SPARSE * changes) < high - low < 2**62:
        return key_range(ends)
    width = (high - low) // STRIPES + 1
    stripe = F.floor((F.col(f"{KEY}.`{first}`") - low) / width).cast("int")
    [[stripes]] = touched.agg(F.collect_set(stripe)).collect()
    found = F.lit(False)
    for begin, end in joined(sorted(stripes)):
        found = found | F.col(f"{TARGET}.`{first}`").between(low + begin * width, low + (end + 1) * width - 1)
    return key_range(ends) & found


def joined(stripes: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of stripes; the nearest runs become one while there are more than `MAX_RANGES`."""
    gaps = sorted(pairwise(stripes), key=lambda gap: gap[0] - gap[1])[: MAX_RANGES - 1]
    cuts = sorted(gap for gap in gaps if gap[1] - gap[0] > 1)
    begins = [stripes[0], *[after for _, after in cuts]]
    return list(zip(begins, [*[before for before, _ in cuts], stripes[-1]], strict=True))
