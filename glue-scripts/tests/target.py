"""A table under test: batches in, rows out."""

from pathlib import Path
from urllib.parse import urlparse

from delta.tables import DeltaTable

from cdc_upsert.report import Report
from cdc_upsert.table import POSITION, Table
from cdc_upsert.upsert import upsert

COLUMNS = {"ID": "INT", "NAME": "STRING", "AMOUNT": "DECIMAL(12,2)", "AT": "TIMESTAMP"}


class Target:
    def __init__(self, spark, folder, **declared):
        self.spark = spark
        self.folder = folder
        self.declare(**declared)

    def declare(self, **declared) -> None:
        options = {"keys": ("ID",), "columns": COLUMNS, **declared}
        self.table = Table(path=str(self.folder / "table"), **options)

    def apply(self, *lines: str) -> Report:
        batch = self.spark.createDataFrame([(line,) for line in lines], "value STRING")
        return upsert(batch, self.table, str(self.folder / "quarantine"))

    def live(self) -> DeltaTable:
        return DeltaTable.forPath(self.spark, self.table.path)

    def deleted(self) -> DeltaTable:
        return DeltaTable.forPath(self.spark, self.table.deleted_path)

    def rows(self) -> dict:
        """Rows by key (a tuple where it has several columns), without the key and without what is ours."""
        result = {}
        for row in [row.asDict() for row in self.live().toDF().collect()]:
            key = tuple(row.pop(name) for name in self.table.keys)
            row.pop(POSITION)
            assert key not in result, f"{key} is in the table twice"
            result[key if len(key) > 1 else key[0]] = row
        return result

    def names(self) -> dict:
        return {key: row["NAME"] for key, row in self.rows().items()}

    def commits(self) -> list[str]:
        """Every commit of both tables."""
        folders = [Path(path) / "_delta_log" for path in (self.table.path, self.table.deleted_path)]
        return sorted(str(file) for folder in folders for file in folder.glob("*.json"))

    def files(self) -> set[str]:
        return {urlparse(file).path for file in self.live().toDF().inputFiles()}

    def jobs(self) -> int:
        """Spark jobs so far."""
        return self.spark.sparkContext._jsc.sc().dagScheduler().numTotalJobs()
