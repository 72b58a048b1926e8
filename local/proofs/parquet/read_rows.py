"""Prints rows of files in Parquet, one line a row: the number of its file, and JSON with each value as events have it.

usage: read_rows.py FILE…
"""

import base64
import datetime
import json
import math
import sys
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

EPOCH_DAY = datetime.date(1970, 1, 1).toordinal()
DAY_SECONDS = 86_400
MICROSECONDS = 1_000_000
# Of the calendar of the West: it begins anew.
CYCLE_YEARS, CYCLE_DAYS = 400, 146_097
# JSON has no words for them.
NO_NUMBERS = {math.inf: "Infinity", -math.inf: "-Infinity"}


def main() -> None:
    for number, file in enumerate(sys.argv[1:]):
        table = pq.read_table(file)
        columns = [told_column(column) for column in table.columns]
        for row in zip(*columns, strict=True):
            values = dict(zip(table.column_names, row, strict=True))
            print(number, json.dumps(values, ensure_ascii=False), sep="\t")


def told_column(column: pa.ChunkedArray) -> list:
    return [told(scalar) for scalar in column]


def told(scalar: pa.Scalar):
    if not scalar.is_valid:
        return None
    kind = scalar.type
    if pa.types.is_struct(kind):
        return {name: told(item) for name, item in scalar.items()}
    if pa.types.is_map(kind):
        return {key: value for key, value in scalar.as_py()}
    if pa.types.is_list(kind):
        return [told(item) for item in scalar]
    if pa.types.is_date32(kind):
        return f"{day(scalar.value)}Z"
    if pa.types.is_timestamp(kind):
        return instant(scalar.cast(pa.timestamp("us", kind.tz)).value)
    value = scalar.as_py()
    if isinstance(value, float) and not math.isfinite(value):
        return NO_NUMBERS.get(value, "NaN")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def instant(microseconds: int) -> str:
    """With as many digits behind the second as say something."""
    seconds, fraction = divmod(microseconds, MICROSECONDS)
    days, second = divmod(seconds, DAY_SECONDS)
    digits = f".{fraction:06d}".rstrip("0") if fraction else ""
    return f"{day(days)}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}{digits}Z"


def day(days: int) -> str:
    """Also of years that Python has no dates of."""
    cycles, rest = divmod(days + EPOCH_DAY - 1, CYCLE_DAYS)
    date = datetime.date.fromordinal(rest + 1)
    year = date.year + cycles * CYCLE_YEARS
    sign = "-" if year < 0 else "+" if year > 9999 else ""
    return f"{sign}{abs(year):04d}-{date.month:02d}-{date.day:02d}"


if __name__ == "__main__":
    main()
