"""Lines that are no JSON at all, so that nobody knows whose change they were: set aside and counted, up to a number."""

from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.config import Table
from cdc_upsert.envelopes.base import NO_JSON
from cdc_upsert.errors import TooManyBadLinesError
from cdc_upsert.sources import Folder

SAMPLE_LENGTH = 200
ROW = "line STRING, partition INT, offset LONG"


@dataclass(frozen=True)
class BadLines:
    """Where lines go that are no JSON, and how many may."""

    #: Folder that they are set aside in.
    folder: str
    #: How many the run may still set aside.
    left: int

    def set_aside(self, touched: DataFrame, found: int, table: Table) -> dict[str, int]:
        """Overwrites what an earlier attempt of the same batch has written."""
        if found > self.left:
            [sample] = (
                touched.where(F.col("reason") == NO_JSON)
                .select(F.substring("line", 1, SAMPLE_LENGTH).alias("line"))
                .head(1)
            )
            raise TooManyBadLinesError(
                f"{table.path}: nothing was written. {found} lines are no JSON, one of them: {sample['line']!r}. "
                f"`badLines` lets a run set aside {table.bad_lines}, of which {self.left} are left. Mend the objects, "
                "or raise it"
            )
        bad = touched.where(F.col("reason") == NO_JSON).select("reason", "line", "partition", "offset")
        bad.coalesce(1).write.mode("overwrite").json(self.folder)
        return {NO_JSON: found}


#: Of sources whose rows are no lines.
NO_LINES = BadLines("", 0)


def set_aside_before(spark: SparkSession, quarantine: str, line: str) -> tuple[DataFrame | None, list[str]]:
    """What batches have set aside below a table's folder, as raw rows, and the folders that hold it. `line`: what raw
    rows of the job's source call it."""
    queries = Folder(spark, quarantine).folders()
    folders = [batch for query in queries for batch in Folder(spark, query).folders()]
    if not folders:
        return None, []
    rows = spark.read.schema(ROW).json(folders)
    if line == "record":
        return rows.select(F.col("line").alias(line)), folders
    return rows.select(
        F.col("line").alias(line), F.lit(None).cast("string").alias("key"), "partition", "offset"
    ), folders
