"""The entry script as Glue starts it: logs in, tables out."""

import json
import runpy
import sys
from pathlib import Path

from cdc_upsert.logged import Log
from envelope import read
from logged_table import COLUMNS, row


def test_the_job_takes_out_what_a_further_snapshot_does_not_hold(logged_table, monkeypatch, capfd):
    it = logged_table()
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
