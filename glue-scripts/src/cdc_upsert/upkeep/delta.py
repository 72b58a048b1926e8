"""Upkeep of Delta tables."""

from collections.abc import Callable

from delta.tables import DeltaTable
from pyspark.sql import SparkSession

from cdc_upsert.maintenance import FULL_BYTES, SMALL_BYTES
from cdc_upsert.names import quoted
from cdc_upsert.sources import Folder
from cdc_upsert.upkeep.base import Retention, Size

OPTIMIZE = "spark.databricks.delta.optimize"
#: Delta refuses less than a week otherwise, whatever is declared: a merge takes minutes, and what it writes is younger.
RETENTION_CHECK = "spark.databricks.delta.retentionDurationCheck.enabled"
#: Folders that are looked into at once: Delta begins 10,000 tasks for a single one otherwise.
LISTING = "spark.sql.sources.parallelPartitionDiscovery.parallelism"
#: Entries of the log have the least and the greatest values of files that are gone.
KEPT_LOG = ("delta.logRetentionDuration", "delta.deletedFileRetentionDuration")


class KeptDeltaTable:
    def __init__(self, spark: SparkSession, path: str):
        self.name = path
        self._spark = spark
        self._folder = Folder(spark, path)
        self._sql_name = f"delta.{quoted(str(self._folder))}"

    @classmethod
    def with_side_table(cls, spark: SparkSession, path: str) -> list["KeptDeltaTable"]:
        """Those that are there already."""
        # Where there is no folder, Delta looks for a table in all that are above.
        found = [each for each in (Folder(spark, path), Folder(spark, f"{path}__deleted")) if each.exists()]
        return [cls(spark, str(each)) for each in found if DeltaTable.isDeltaTable(spark, str(each))]

    def size(self) -> Size:
        detail = DeltaTable.forPath(self._spark, str(self._folder)).detail().select("numFiles", "sizeInBytes").first()
        return Size(detail["numFiles"], detail["sizeInBytes"], *self._folder.size())

    def steps(self, retention: Retention) -> list[Callable[[], object]]:
        return [lambda: self._declare(retention), self._compact, lambda: self._vacuum(retention)]

    def _declare(self, retention: Retention) -> None:
        wanted = dict.fromkeys(KEPT_LOG, f"interval {retention.hours} hours")
        detail = DeltaTable.forPath(self._spark, str(self._folder)).detail().select("properties").first()
        if any(detail["properties"].get(name) != value for name, value in wanted.items()):
            pairs = ", ".join(f"'{name}' = '{value}'" for name, value in wanted.items())
            self._spark.sql(f"ALTER TABLE {self._sql_name} SET TBLPROPERTIES ({pairs})")

    def _compact(self) -> None:
        for name, value in {"minFileSize": SMALL_BYTES, "maxFileSize": FULL_BYTES}.items():
            self._spark.conf.set(f"{OPTIMIZE}.{name}", value)
        self._spark.sql(f"OPTIMIZE {self._sql_name}")

    def _vacuum(self, retention: Retention) -> None:
        self._spark.conf.set(RETENTION_CHECK, "false")
        self._spark.conf.set(LISTING, "8")
        self._spark.sql(f"VACUUM {self._sql_name} RETAIN {retention.hours} HOURS")
