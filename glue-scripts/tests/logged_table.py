"""A table under test that is made of a log of changes in Iceberg: appended rows in, rows of the table out."""

from cdc_upsert.config import POSITION, IcebergForm, Table
from cdc_upsert.formats.iceberg import loaded
from cdc_upsert.logged import Log, merge
from change_log import log_rows

COLUMNS = {"ID": "INT", "NAME": "STRING", "AMOUNT": "DECIMAL(12,2)", "AT": "TIMESTAMP"}


def row(key, name="a", amount="1.00", at="2024-01-02T03:04:05.123456Z", **more):
    return {"ID": key, "NAME": name, "AMOUNT": amount, "AT": at, **more}


class LoggedTable:
    """A log and the table that is made of it, in a database of their own."""

    def __init__(self, spark, folder, database, **declared):
        self.spark = spark
        self.folder, self.database, self.columns = folder, database, dict(COLUMNS)
        self.offset = 0
        self.log_name, self.name = f"lake.{database}.logged", f"lake.{database}.customer"
        self.log = Log(self.spark, self.log_name)
        self.declare(**declared)

    def declare(self, **declared):
        given = {"keys": ("ID",), "columns": self.columns, "writes": "copy-on-write", "buckets": 2, **declared}
        form = IcebergForm(f"lake.`{given.pop('database', self.database)}`", given.pop("buckets"), given.pop("writes"))
        self.table = Table(path=str(self.folder / "customer"), iceberg=form, **given)

    def append(self, *lines, untold=None):
        """Each at an offset of its own, in one commit. Returns its snapshot."""
        records = [(line, 0, self.offset + n) for n, line in enumerate(lines)]
        self.offset += len(lines)
        return self.append_records(*records, untold=untold)

    def append_records(self, *records, untold=None):
        rows = log_rows(self.spark, self.columns, *records, untold=untold)
        if not self.log.exists():
            rows.writeTo(self.log_name).using("iceberg").create()
        else:
            there = {each.name for each in self.spark.table(self.log_name).schema}
            for each in rows.schema:
                if each.name not in there:
                    kind = each.dataType.simpleString()
                    self.spark.sql(f"ALTER TABLE {self.log_name} ADD COLUMNS (`{each.name}` {kind})")
            missing = [each for each in self.spark.table(self.log_name).schema if each.name not in rows.columns]
            for each in missing:
                rows = rows.selectExpr("*", f"CAST(NULL AS {each.dataType.simpleString()}) AS `{each.name}`")
            rows.writeTo(self.log_name).append()
        return loaded(self.spark, self.log_name).currentSnapshot().snapshotId()

    def merge(self, snapshots=None):
        reports = []
        merge(self.spark, self.log, self.table, reports.append, snapshots)
        return reports

    def rows(self):
        found = {}
        for each in [each.asDict() for each in self.spark.table(self.name).collect()]:
            each.pop(POSITION)
            key = each.pop("ID")
            assert key not in found, f"{key} is in the table twice"
            found[key] = each
        return found

    def names(self):
        return {key: each["NAME"] for key, each in self.rows().items()}

    def snapshots(self):
        return self.spark.sql(f"SELECT snapshot_id FROM {self.name}.snapshots").count()
