"""The entry script as Glue starts it: arguments in, tables out; and what becomes of a run that is killed."""

import json
import os
import runpy
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from delta.tables import DeltaTable

from archive_objects import TOPIC, store
from cdc_upsert import lease
from cdc_upsert.pipeline import declared_tables
from cdc_upsert.run_tables import TablesFailedError
from conftest import SETTINGS
from envelope import create, delete

ROOT = Path(__file__).parents[1]
TABLE = {"keys": ["ID"], "columns": {"ID": "INT", "NAME": "STRING"}, "truncate": "fail", "epoch": 0}
PLACES = {"archive": "raw", "lake": "delta", "checkpoints": "checkpoints", "quarantine": "quarantine"}
BEAT_SECONDS, PATIENCE_SECONDS = 0.3, 3.0


@pytest.fixture(autouse=True)
def short_patience(monkeypatch):
    monkeypatch.setattr(lease, "BEAT_SECONDS", BEAT_SECONDS)
    monkeypatch.setattr(lease, "PATIENCE_SECONDS", PATIENCE_SECONDS)


def row(key, name):
    return {"ID": key, "NAME": name}


def arguments(folder: Path, names: dict[str, str]) -> list[str]:
    tables = [{"topic": topic, "name": name, **TABLE} for topic, name in names.items()]
    given = {**{name: f"{folder.as_uri()}/{place}" for name, place in PLACES.items()}, "tables": json.dumps(tables)}
    # Glue adds some of its own.
    return [word for name, value in {**given, "JOB_NAME": "x"}.items() for word in (f"--{name}", value)]


@pytest.fixture
def run_job(spark, capfd, monkeypatch, tmp_path):
    def run(names: dict[str, str]) -> dict[str, dict]:
        monkeypatch.setattr(sys, "argv", ["upsert.py", *arguments(tmp_path, names)])
        capfd.readouterr()
        try:
            runpy.run_path(str(ROOT / "jobs" / "upsert.py"))
        finally:
            lines = [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")]
            run.events = {line["table"]: line for line in lines}
        return run.events

    return run


def test_all_tables_are_worked_through_and_the_job_fails_for_those_that_failed(run_job, tmp_path):
    store(tmp_path, 0, create(row("one", "a"), 5), topic="bad")
    store(tmp_path, 0, create(row(1, "a"), 4))
    names = {"bad": "wrong", TOPIC: "customer", "none": "empty"}
    with pytest.raises(
        TablesFailedError, match=r"1 of 3 tables failed: wrong: .*`columns.ID` is declared INT, got: 'o"
    ):
        run_job(names)
    assert {table: event["event"] for table, event in run_job.events.items()} == {
        "wrong": "cdc_upsert.failed",
        "customer": "cdc_upsert.batch",
        "empty": "cdc_upsert.idle",
    }
    assert run_job.events["customer"]["upserted"] == 1
    assert "got: 'one'" in run_job.events["wrong"]["error"]
    assert run_job({TOPIC: "customer"})["customer"]["event"] == "cdc_upsert.idle"


def test_a_second_run_is_refused_and_a_killed_one_is_completed_without_a_commit(run_job, spark, tmp_path):
    store(tmp_path, 0, create(row(1, "a"), 4), create(row(2, "b"), 5), delete(row(2, "b"), 6))
    names = {TOPIC: "customer"}
    settings = [word for name, value in SETTINGS.items() for word in ("--conf", f"{name}='{value}'")]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYSPARK_SUBMIT_ARGS": " ".join(["--master 'local[1]'", *settings, "pyspark-shell"]),
    }
    script = [sys.executable, str(ROOT / "tests" / "job_held_after_its_merge.py"), str(BEAT_SECONDS)]
    with subprocess.Popen(
        [*script, *arguments(tmp_path, names)], env=environment, cwd=tmp_path, start_new_session=True
    ) as first:
        try:
            wait_for(tmp_path / "merged", first)
            assert names_in(spark, tmp_path) == {1: "a"}
            with pytest.raises(TablesFailedError, match="one run at a time may write a table"):
                run_job(names)
            assert not list(tmp_path.glob("checkpoints/customer/commits/0"))
        finally:
            os.killpg(first.pid, signal.SIGKILL)
    before = log(tmp_path)
    again = run_job(names)["customer"]
    assert (again["upserted"], again["deleted"], again["stale"]) == (0, 0, 2)
    assert (names_in(spark, tmp_path), log(tmp_path)) == ({1: "a"}, before)
    assert list(tmp_path.glob("checkpoints/customer/commits/0"))
    assert list((tmp_path / "delta").glob("customer__writers/*")) == []


def wait_for(file: Path, process: subprocess.Popen) -> None:
    while not file.exists():
        assert process.poll() is None, f"ended with {process.returncode}"
        time.sleep(0.1)


def names_in(spark, folder: Path) -> dict:
    rows = DeltaTable.forPath(spark, f"{folder}/delta/customer").toDF().collect()
    return {row["ID"]: row["NAME"] for row in rows}


def log(folder: Path) -> list[str]:
    return sorted(str(file) for file in folder.glob("delta/*/_delta_log/*.json"))


def test_declarations_are_complete_or_refused():
    sound = {"topic": "a", "name": "a", **TABLE}
    [table] = declared_tables(json.dumps([{**sound, "unavailable": "?"}]))
    assert table.in_lake("s3://lake/delta/").path == "s3://lake/delta/a"
    assert table.in_lake("s3://lake/delta").unavailable == "?"
    wrong = [{}], [sound, sound], [], [{**sound, "epoch": -1}], [{**sound, "more": 1}]
    for tables in wrong:
        with pytest.raises(ValueError, match="must"):
            declared_tables(json.dumps(tables))
