"""Upkeep of a lake's tables, alone and beside who writes them."""

import json
import runpy
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cdc_upsert.errors import TablesFailedError
from cdc_upsert.formats.iceberg import loaded
from cdc_upsert.upkeep.base import Retention, keep
from cdc_upsert.upkeep.delta import KeptDeltaTable
from cdc_upsert.upkeep.iceberg import KeptIcebergTable, moment
from envelope import create, delete, update
from logged_table import row
from target import Target

#: What is no more may go at once.
NOW = Retention(0, 72)


class Since(Retention):
    """What was before a moment may go."""

    def __init__(self, begin):
        super().__init__(0, 72)
        object.__setattr__(self, "begin", begin)

    @property
    def period(self):
        return datetime.now(UTC) - self.begin


def test_delta_tables_are_packed_and_deleted_rows_leave_the_folder(spark, tmp_path):
    target = Target(spark, tmp_path, columns={"ID": "INT", "NAME": "STRING"})
    target.apply(create({"ID": 1, "NAME": "secret"}, 10), create({"ID": 2, "NAME": "x"}, 11))
    target.apply(create({"ID": 3, "NAME": "x"}, 12), delete({"ID": 1, "NAME": "secret"}, 13))
    target.apply(create({"ID": 4, "NAME": "x"}, 14))
    rows = target.rows()
    kept = KeptDeltaTable.with_side_table(spark, str(tmp_path / "table"))
    assert [Path(each.name).name for each in kept] == ["table", "table__deleted"]
    live, gone = [keep(table, NOW) for table in kept]
    assert target.rows() == rows
    assert (live.before.files > 1, live.after.files, gone.after.files) == (True, 1, 1)
    assert {str(file) for file in (tmp_path / "table").glob("*.parquet")} == target.files()
    properties = target.live().detail().select("properties").first()["properties"]
    assert properties["delta.logRetentionDuration"] == "interval 0 hours"
    assert KeptDeltaTable.with_side_table(spark, str(tmp_path / "none")) == []


def test_iceberg_tables_are_packed_and_deleted_rows_leave_the_folder(logged_table, spark):
    it = logged_table(writes="merge-on-read", buckets=1)
    it.append(create(row(1, "secret"), 10), create(row(2), 11))
    it.merge()
    it.append(create(row(3), 12), update(row(2), row(2, "b"), 13), delete(row(1, "secret"), 14))
    it.merge()
    rows = it.rows()
    database = KeptIcebergTable.of_database(spark, "lake", it.database)
    kept = {each.name: keep(each, NOW) for each in database}
    assert set(kept) == {f"{it.database}.{name}" for name in ("customer", "customer__deleted", "logged")}
    live = kept[f"{it.database}.customer"]
    assert it.rows() == rows
    assert live.after.files == 1
    assert it.snapshots() == 1
    folder = Path(loaded(spark, it.name).location().removeprefix("file:"))
    assert len(list(folder.glob("data/**/*.parquet"))) == 1
    # A log whose snapshots are gone is read again.
    it.append(update(row(3), row(3, "c"), 15))
    it.merge()
    assert it.names() == {2: "b", 3: "c"}


def test_what_the_sink_says_of_its_topics_outlives_the_upkeep(logged_table, spark):
    it = logged_table()
    first = it.append(create(row(1), 10))
    rows = it.spark.table(it.log_name)
    offsets = {"snapshot-property.kafka.connect.offsets.control.group": '{"0":7}'}
    rows.writeTo(it.log_name).options(**offsets).append()
    sent = loaded(spark, it.log_name).currentSnapshot().snapshotId()
    it.append(create(row(2), 11))
    [log] = KeptIcebergTable.of_database(spark, "lake", it.database)
    keep(log, NOW)
    found = [each["snapshot_id"] for each in spark.sql(f"SELECT snapshot_id FROM {it.log_name}.snapshots").collect()]
    assert sent in found
    assert first not in found


def test_what_a_sink_wrote_since_its_last_commit_is_not_taken_for_nobodys(logged_table, spark):
    it = logged_table()
    it.append(create(row(1), 10))
    [log] = KeptIcebergTable.of_database(spark, "lake", it.database)
    before = datetime.now(UTC)
    assert log.unknown_until(Retention(0, 0)) >= before
    offsets = {"snapshot-property.kafka.connect.offsets.control.group": '{"0":7}'}
    it.spark.table(it.log_name).writeTo(it.log_name).options(**offsets).append()
    sent = moment(loaded(spark, it.log_name).currentSnapshot())
    time.sleep(0.1)
    assert log.unknown_until(Retention(0, 0)) == sent
    assert log.unknown_until(Retention(24, 0)) == sent - timedelta(hours=24)
    assert log.unknown_until(Retention(24, 72)) < sent - timedelta(hours=71)


def test_what_a_table_was_when_a_reader_began_stays_however_old_it_is(logged_table, spark):
    it = logged_table()
    first = it.append(create(row(1), 10))
    it.merge()
    time.sleep(0.1)
    began = datetime.now(UTC)
    time.sleep(0.1)
    it.append(create(row(2), 11))
    it.append(create(row(3), 12))
    for table in KeptIcebergTable.of_database(spark, "lake", it.database):
        keep(table, Since(began))
    assert spark.read.option("snapshot-id", first).table(it.log_name).count() == 1
    # So a merge goes on after it, and reads nothing again.
    [report] = it.merge()
    assert report.changes == 2


def test_databases_that_are_not_there_and_tables_without_rows_have_nothing_to_keep(logged_table, spark):
    assert KeptIcebergTable.of_database(spark, "lake", "none_such") == []
    it = logged_table()
    spark.sql(f"CREATE TABLE {it.log_name} (ID INT) USING iceberg")
    [kept] = [keep(each, NOW) for each in KeptIcebergTable.of_database(spark, "lake", it.database)]
    assert (kept.before.files, kept.after.files) == (0, 0)


def test_the_job_reports_each_table_and_fails_for_those_that_failed(spark, tmp_path, monkeypatch, capfd):
    target = Target(spark, tmp_path, columns={"ID": "INT", "NAME": "STRING"})
    target.apply(create({"ID": 1, "NAME": "x"}, 10))
    given = {
        "lake": tmp_path.as_uri(),
        "delta-tables": json.dumps(["table", "none"]),
        "iceberg-databases": "[]",
        "unknown-hours": "72",
        "JOB_NAME": "x",
    }

    def run(hours):
        words = [word for k, v in {**given, "retention-hours": hours}.items() for word in (f"--{k}", v)]
        monkeypatch.setattr(sys, "argv", ["maintain.py", *words])
        capfd.readouterr()
        runpy.run_path(str(Path(__file__).parents[1] / "jobs" / "maintain.py"))
        return [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")]

    [line] = run("24")
    assert (line["event"], line["after"]["files"]) == ("lake.maintained", 1)
    with pytest.raises(SystemExit):
        run("1")
    assert "argument --retention-hours: must be at least 24, got: 1" in capfd.readouterr().err

    def fail(*_):
        raise OSError("gone")

    monkeypatch.setattr(KeptDeltaTable, "_vacuum", fail)
    with pytest.raises(TablesFailedError, match=r"1 of 1 tables failed: .*table: gone"):
        run("24")
