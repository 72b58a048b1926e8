"""A table under test: batches in, rows out."""

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

    def rows(self) -> dict:
        """Rows by key (a tuple where it has several columns), without the key and without what is ours."""
        found = [row.asDict() for row in DeltaTable.forPath(self.spark, self.table.path).toDF().collect()]
        result = {}
        for row in found:
            key = tuple(row.pop(name) for name in self.table.keys)
            row.pop(POSITION)
            assert key not in result, f"{key} is in the table twice"
            result[key if len(key) > 1 else key[0]] = row
        return result

    def names(self) -> dict:
        return {key: row["NAME"] for key, row in self.rows().items()}

    def commits(self) -> int:
        return sum(len(self.history(path)) for path in (self.table.path, self.table.deleted_path))

    def history(self, path: str) -> list:
        return DeltaTable.forPath(self.spark, path).history().collect()

    def files(self) -> set[str]:
        return set(DeltaTable.forPath(self.spark, self.table.path).toDF().inputFiles())
