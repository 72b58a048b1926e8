"""Tables in Iceberg, made from the log of changes that the sink appends."""

import json
import runpy
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cdc_upsert import logged
from cdc_upsert.config import POSITION, IcebergForm, Table
from cdc_upsert.formats.iceberg import loaded
from cdc_upsert.logged import Log, merge
from change_log import log_rows
from envelope import create, delete, read, truncate, update

WORD = "__debezium_unavailable_value"
COLUMNS = {"ID": "INT", "NAME": "STRING", "AMOUNT": "DECIMAL(12,2)", "AT": "TIMESTAMP"}


def row(key, name="a", amount="1.00", at="2024-01-02T03:04:05.123456Z", **more):
    return {"ID": key, "NAME": name, "AMOUNT": amount, "AT": at, **more}


def of_postgres(line):
    event = json.loads(line)
    event["source"]["sequence"] = json.dumps([None, str(event["source"]["pos"])])
    return json.dumps(event)


class Logged:
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
        form = IcebergForm(f"lake.`{self.database}`", given.pop("buckets"), given.pop("writes"))
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


@pytest.fixture
def made(spark, tmp_path, request):
    def make(**declared):
        database = f"db_{abs(hash(request.node.name))}"
        return Logged(spark, tmp_path, database, **declared)

    return make


@pytest.mark.parametrize("writes", ["copy-on-write", "merge-on-read"])
def test_the_newest_change_of_each_key_makes_its_row(made, writes):
    it = made(writes=writes)
    it.append(read(row(1, "a"), 4), read(row(2, "b"), 4), read(row(3, "c"), 4))
    assert [each.upserted for each in it.merge()] == [3]
    it.append(update(row(1, "a"), row(1, "A", "2.50"), 10), delete(row(2, "b"), 11), create(row(4, "d"), 12))
    it.append(update(row(1, "A"), row(1, "AA", "3.50"), 13), create(row(2, "B"), 14), delete(row(3, "c"), 15))
    [report] = it.merge()
    assert (report.changes, report.upserted, report.deleted) == (6, 3, 1)
    assert it.names() == {1: "AA", 2: "B", 4: "d"}
    assert str(it.rows()[1]["AMOUNT"]) == "3.50"
    assert it.rows()[1]["AT"].microsecond == 123456
    assert it.merge() == []


def test_what_comes_late_or_again_takes_nothing_back(made):
    it = made()
    it.append(create(row(1, "new"), 20), delete(row(2, "x"), 21))
    it.merge()
    it.append(create(row(1, "old"), 10), create(row(2, "old"), 11), create(row(3, "c"), 22))
    [report] = it.merge()
    assert it.names() == {1: "new", 3: "c"}
    assert report.stale == 2
    before = it.snapshots()
    it.append_records((create(row(1, "new"), 20), 0, 0), (delete(row(2, "x"), 21), 0, 1))
    it.merge()
    assert it.snapshots() == before


def test_rows_that_a_writer_appended_twice_count_once(made):
    it = made()
    lines = [(create(row(n, f"n{n}"), 10 + n), 0, n) for n in range(50)]
    it.append_records(*lines)
    it.append_records(*lines, *lines, (update(row(1, "n1"), row(1, "changed"), 100), 0, 50))
    reports = it.merge()
    assert len(it.names()) == 50
    assert it.names()[1] == "changed"
    assert sum(each.tied for each in reports) == 0
    assert reports[-1].changes == 51


def test_a_truncation_empties_the_table(made):
    it = made(truncate="apply")
    it.append(create(row(1), 10), create(row(2), 11))
    it.merge()
    it.append(truncate(20), create(row(3), 21))
    it.merge()
    assert set(it.names()) == {3}


def test_it_goes_on_where_the_table_is_and_from_the_beginning_where_that_has_expired(made):
    it = made()
    it.append(create(row(1), 10))
    it.merge()
    last = it.append(create(row(2), 11))
    [report] = it.merge()
    assert report.changes == 1
    assert loaded(it.spark, it.name).properties().get("cdc.log-snapshot") == str(last)
    tagged = it.spark.read.option("tag", f"log-{last}").table(it.name)
    assert tagged.count() == 2
    it.append(create(row(3), 12))
    it.append(create(row(4), 13))
    it.spark.sql(
        f"CALL lake.system.expire_snapshots(table => '{it.database}.logged', older_than => TIMESTAMP '2999-01-01', "
        "retain_last => 1)"
    )
    [report] = it.merge()
    assert report.changes == 4
    assert set(it.names()) == {1, 2, 3, 4}
    assert it.merge() == []


def test_a_log_is_read_in_pieces(made, monkeypatch):
    monkeypatch.setattr(logged, "RECORDS_PER_BATCH", 2)
    it = made()
    for n in range(5):
        it.append(create(row(n), 10 + n))
    assert [each.changes for each in it.merge()] == [1, 2, 2]
    assert set(it.names()) == set(range(5))


def test_files_that_were_packed_or_removed_say_nothing_new(made):
    it = made()
    it.append(create(row(1), 10))
    it.append(create(row(2), 11))
    it.merge()
    it.spark.sql(
        f"CALL lake.system.rewrite_data_files(table => '{it.database}.logged', options => map('rewrite-all', 'true'))"
    ).collect()
    it.spark.sql(f"DELETE FROM {it.log_name} WHERE ID = 1")
    it.append(create(row(3), 12))
    [report] = it.merge()
    assert report.changes == 1
    assert set(it.names()) == {1, 2, 3}


def test_a_column_comes_and_a_value_that_was_not_told_stays(made):
    it = made()
    it.append(create(row(1), 10), create(row(2), 11))
    it.merge()
    it.append(update(row(1), row(1, "b", phone="555"), 12))
    [report] = it.merge()
    assert report.undeclared_columns == {"phone": "phone"}
    assert it.spark.table(it.name).columns[-1] == "phone"
    assert it.rows()[1]["phone"] == "555"
    assert it.rows()[2]["phone"] is None
    # A writer that knows nothing of the column.
    it.append(update(row(1, "b"), row(1, "c"), 13))
    it.merge()
    assert it.rows()[1] == {**it.rows()[1], "NAME": "c", "phone": "555"}


def test_values_that_the_source_did_not_tell_stay(made):
    it = made(positions="postgres-lsn")
    it.append(of_postgres(create(row(1, DOC="long"), 10)), of_postgres(create(row(2, DOC="longer"), 11)))
    it.merge()
    it.append(
        of_postgres(update(row(1), row(1, "b", amount=WORD, DOC=WORD), 12)),
        of_postgres(update(row(2), row(2, "c", DOC="short"), 13)),
        untold=WORD,
    )
    it.merge()
    found = it.rows()
    assert {key: (each["NAME"], each["DOC"], str(each["AMOUNT"])) for key, each in found.items()} == {
        1: ("b", "long", "1.00"),
        2: ("c", "short", "1.00"),
    }


def test_values_of_every_type_arrive_as_they_are(made):
    it = made()
    types = {
        "TINY": ("TINYINT", -128, -128),
        "SMALL": ("SMALLINT", 32767, 32767),
        "BIG": ("BIGINT", 2**63 - 1, 2**63 - 1),
        "FLAG": ("BOOLEAN", True, True),
        "SINGLE": ("FLOAT", 0.1, pytest.approx(0.1)),
        "FLOATING": ("DOUBLE", 1.7976931348623157e308, 1.7976931348623157e308),
        "EXACT": ("DECIMAL(38,10)", "1234567890123456789012345678.0123456789", Decimal),
        "BYTES": ("BINARY", "AP8=", bytearray(b"\x00\xff")),
        "DAY": ("DATE", "0001-01-01", date(1, 1, 1)),
        "SAID": ("STRING", "ein 'Wort' \\ \u0000\U0001f600", "ein 'Wort' \\ \u0000\U0001f600"),
    }
    it.columns.update({name: kind for name, (kind, _, _) in types.items()})
    it.declare()
    values = {name: value for name, (_, value, _) in types.items()}
    it.append(create(row(1, **values), 10), create(row(2, **dict.fromkeys(types)), 11))
    it.merge()
    found = it.rows()
    for name, (_, value, wanted) in types.items():
        assert found[1][name] == (Decimal(value) if wanted is Decimal else wanted)
        assert found[2][name] is None


def test_the_job_takes_out_what_a_further_snapshot_does_not_hold(made, monkeypatch, capfd):
    it = made()
    spark, began = it.spark, 1_700_000_000_000
    spark.sql(
        f"CREATE TABLE lake.{it.database}.notifications_salesdb (aggregate_type STRING, type STRING, "
        "additional_data STRING, `timestamp` BIGINT, _kafka STRUCT<partition: INT, offset: BIGINT>) USING iceberg"
    )
    told = 0

    def tell(*kinds):
        nonlocal told
        for kind, at, data in kinds:
            notice = f"'Initial Snapshot', '{kind}', '{json.dumps(data)}', {at}, named_struct('p', 0, 'o', {told}L)"
            spark.sql(f"INSERT INTO lake.{it.database}.notifications_salesdb VALUES ({notice})")
            told += 1

    def snapshot(at, rows):
        scan = {
            "connector_name": "t",
            "scanned_collection": "c",
            "status": "SUCCEEDED",
            "total_rows_scanned": str(rows),
        }
        return [("STARTED", at, {}), ("TABLE_SCAN_COMPLETED", at + 900, scan), ("COMPLETED", at + 1000, {})]

    def run():
        declared = {
            **{"name": "customer", "topic": "t.c", "keys": ["ID"], "columns": COLUMNS, "positions": "mysql-binlog"},
            **{"truncate": "fail", "unknownServer": "fail", "zeroDates": "fail", "epochs": [], "badLines": 0},
        }
        spark.sql(f"CREATE DATABASE IF NOT EXISTS lake.{it.database}")
        given = {"log": it.database, "database": f"{it.database}_state", "lake": it.folder.as_uri()}
        given |= {"tables": json.dumps([declared]), "notifications": "notifications_salesdb", "JOB_NAME": "x"}
        monkeypatch.setattr(sys, "argv", ["merge_log.py", *[word for k, v in given.items() for word in (f"--{k}", v)]])
        capfd.readouterr()
        runpy.run_path(str(Path(__file__).parents[1] / "jobs" / "merge_log.py"))
        return [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")]

    it.log_name = f"lake.{it.database}.customer"
    it.log = Log(spark, it.log_name)
    it.name = f"lake.{it.database}_state.customer"
    it.append(*[read(row(n), 4, at_ms=began + n) for n in (1, 2, 3)])
    tell(*snapshot(began, 3))
    assert [line["upserted"] for line in run()] == [3]
    assert [line["event"] for line in run()] == ["cdc_upsert.idle"]
    it.append(*[read(row(n), 9, at_ms=began + 5_000 + n) for n in (1, 3)])
    tell(*snapshot(began + 5_000, 2))
    assert [line["swept"] for line in run()] == [1]
    assert set(it.names()) == {1, 3}


def test_a_column_is_declared_later_and_widened(made):
    it = made()
    it.append(create(row(1, phone="5"), 10), create(row(2, phone="6"), 11))
    it.merge()
    it.declare(columns={**COLUMNS, "ID": "BIGINT", "AMOUNT": "DECIMAL(20,2)", "phone": "INT"})
    it.append(create(row(3, phone="7"), 12), delete(row(2), 13))
    [report] = it.merge()
    assert set(report.retyped_columns) == {"ID", "AMOUNT", "phone"}
    assert {key: each["phone"] for key, each in it.rows().items()} == {1: 5, 3: 7}
    assert dict(it.spark.table(it.name).dtypes)["ID"] == "bigint"
