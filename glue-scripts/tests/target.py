"""A table under test: batches in, rows out."""

import json
from pathlib import Path
from urllib.parse import urlparse

from delta.tables import DeltaTable

from cdc_upsert.batch import BadLines, upsert
from cdc_upsert.config import POSITION, Table
from cdc_upsert.follow import upsert_and_settle
from cdc_upsert.report import Report
from cdc_upsert.snapshots import Snapshot

COLUMNS = {"ID": "INT", "NAME": "STRING", "AMOUNT": "DECIMAL(12,2)", "AT": "TIMESTAMP"}
RAW = "value STRING, key STRING, partition INT, offset LONG"


def offset_of(line: str) -> int:
    """An offset that rises as the log does."""
    try:
        event = json.loads(line)
        source = event["source"]
        file = int(source["file"].rsplit(".", 1)[-1])
        return ((file * 10**9 + source["pos"]) * 100 + source["row"]) * 2 + (event["op"] != "r")
    except (ValueError, KeyError, TypeError):
        return 0


class Target:
    def __init__(self, spark, folder, **declared):
        self.spark = spark
        self.folder = folder
        self.declare(**declared)

    def declare(self, **declared) -> None:
        options = {"keys": ("ID",), "columns": COLUMNS, "bad_lines": 10, **declared}
        self.table = Table(path=str(self.folder / "table"), **options)

    def apply(self, *lines: str, key: str | None = None) -> Report:
        """Records of one partition, whose order is that of the log, however late they come or how often."""
        return self.apply_records(*[(line, key, 0, offset_of(line)) for line in lines])

    def apply_records(self, *records: tuple[str, str | None, int, int]) -> Report:
        """Records as value, key, partition and offset."""
        batch = self.spark.createDataFrame(list(records), RAW)
        return upsert(batch, self.table, BadLines(str(self.folder / "quarantine"), self.table.bad_lines))

    def apply_with(self, snapshots: list[Snapshot] | None, *records: tuple[str, str | None, int, int]) -> Report:
        """As a job does that knows these snapshots, or of none."""
        batch = self.spark.createDataFrame(list(records), RAW)
        bad_lines = BadLines(str(self.folder / "quarantine"), self.table.bad_lines)
        known = None if snapshots is None else lambda: snapshots
        return upsert_and_settle(batch, self.table, bad_lines, lambda: None, known)

    def live(self) -> DeltaTable:
        return DeltaTable.forPath(self.spark, self.table.path)

    def deleted(self) -> DeltaTable:
        return DeltaTable.forPath(self.spark, self.deleted_path)

    @property
    def deleted_path(self) -> str:
        return f"{self.table.path}__deleted"

    def rows(self) -> dict:
        """Rows by key (a tuple where it has several columns), without the key and without what is ours."""
        result = {}
        for row in [row.asDict() for row in self.live().toDF().collect()]:
            parts = tuple(row.pop(name) for name in self.table.keys)
            key = parts if len(parts) > 1 else parts[0]
            row.pop(POSITION)
            assert key not in result, f"{key} is in the table twice"
            result[key] = row
        return result

    def names(self) -> dict:
        return {key: row["NAME"] for key, row in self.rows().items()}

    def commits(self) -> list[str]:
        """Every commit of both tables."""
        folders = [Path(path) / "_delta_log" for path in (self.table.path, self.deleted_path)]
        return sorted(str(file) for folder in folders for file in folder.glob("*.json"))

    def files(self) -> set[str]:
        return {urlparse(file).path for file in self.live().toDF().inputFiles()}

    def jobs(self) -> int:
        """Spark jobs so far."""
        return self.spark.sparkContext._jsc.sc().dagScheduler().numTotalJobs()
