"""One text for a place in the source's log; its byte order is the order of the log."""

from pyspark.sql import Column
from pyspark.sql import functions as F  # noqa: N812

EPOCH_DIGITS = 4
FILE_DIGITS = 10
OFFSET_DIGITS = 20
ROW_DIGITS = 10


def position(source: Column, op: Column, epoch: int) -> Column:
    """`epoch-file-offset-row-kind` of fixed width, null where the envelope's `source` does not tell it.

    `file` is the number behind the binlog's name, since its text does not sort: 1000000 follows 999999. PostgreSQL has
    no file, and its LSN is the offset. `kind` is 0 for rows of a snapshot, so that a change at the same place is newer.
    """
    file = F.when(source["file"].isNull(), F.lit("0")).otherwise(
        F.regexp_extract(source["file"], r"\.0*(\d{1,10})$", 1)
    )
    offset = F.when(source["file"].isNull(), source["lsn"]).otherwise(source["pos"])
    row = F.coalesce(source["row"], F.lit(0))
    parts = (
        F.lit(f"{epoch:0{EPOCH_DIGITS}d}"),
        F.lpad(file, FILE_DIGITS, "0"),
        F.lpad(offset.cast("string"), OFFSET_DIGITS, "0"),
        F.lpad(row.cast("string"), ROW_DIGITS, "0"),
        F.when(op == "r", F.lit("0")).otherwise(F.lit("1")),
    )
    known = (file != "") & (offset >= 0) & (row >= 0)
    return F.when(known, F.concat_ws("-", *parts))
