"""The entry script as Glue starts it: arguments in, tables out; and what becomes of a run that is killed."""

import gzip
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

from archive_objects import TOPIC, record, store
from cdc_upsert import lease
from cdc_upsert.config import declared_tables
from cdc_upsert.errors import TablesFailedError
from conftest import SETTINGS
from envelope import create, delete

ROOT = Path(__file__).parents[1]
TABLE = {
    "keys": ["ID"],
    "columns": {"ID": "INT", "NAME": "STRING"},
    "positions": "mysql-binlog",
    "truncate": "fail",
    "unknownServer": "fail",
    "zeroDates": "fail",
    "epochs": [],
    "badLines": 0,
}
PLACES = {"archive": "raw", "lake": "delta", "checkpoints": "checkpoints", "quarantine": "quarantine"}
BEAT_SECONDS, PATIENCE_SECONDS = 0.3, 3.0


@pytest.fixture(autouse=True)
def short_patience(monkeypatch):
    monkeypatch.setattr(lease, "BEAT_SECONDS", BEAT_SECONDS)
    monkeypatch.setattr(lease, "PATIENCE_SECONDS", PATIENCE_SECONDS)


def row(key, name):
    return {"ID": key, "NAME": name}


def arguments(folder: Path, names: dict[str, str], options: dict[str, dict] | None = None) -> list[str]:
    tables = [{"topic": topic, "name": name, **TABLE, **(options or {}).get(name, {})} for topic, name in names.items()]
    given = {**{name: f"{folder.as_uri()}/{place}" for name, place in PLACES.items()}, "tables": json.dumps(tables)}
    # Glue adds some of its own.
    return [word for name, value in {**given, "JOB_NAME": "x"}.items() for word in (f"--{name}", value)]


@pytest.fixture
def run_job(spark, capfd, monkeypatch, tmp_path):
    def run(names: dict[str, str], options: dict[str, dict] | None = None, *more: str) -> dict[str, dict]:
        monkeypatch.setattr(sys, "argv", ["upsert.py", *arguments(tmp_path, names, options), *more])
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


def test_what_cannot_be_applied_stops_its_table_and_what_is_no_json_is_counted(run_job, spark, tmp_path):
    sound = create(row(1, "a"), 4)
    schema_too = json.dumps({"schema": {"type": "struct"}, "payload": json.loads(sound)})
    store(tmp_path, 0, sound, schema_too, topic="schemas")
    store(tmp_path, 0, sound, '{"before":nul', topic="broken")
    place = store(tmp_path, 0, sound, create(row(2, "b"), 5), topic="keyed")
    with gzip.open(place, "wt") as text:
        text.write(
            record(sound, 0, 0, '{"ID":1}') + "\n" + record(create(row(2, "b"), 5), 0, 1, '{"ID":2,"LINE":1}') + "\n"
        )
    with pytest.raises(TablesFailedError, match="3 of 3 tables failed"):
        run_job({"schemas": "schemas", "broken": "broken", "keyed": "keyed"})
    errors = {table: event["error"] for table, event in run_job.events.items()}
    assert (
        "1 lines are JSON that cannot be applied (no change envelope); the first is partition 0, offset 1"
        in errors["schemas"]
    )
    assert "1 lines are no JSON, one of them: '{\"before\":nul'" in errors["broken"]
    assert "`keys` declares ['ID'], and records are keyed by ['ID', 'LINE']" in errors["keyed"]
    assert not list((tmp_path / "delta").glob("*/_delta_log")) or log(tmp_path) == []

    # One may be set aside; mended by hand it is applied.
    with_one = {"broken": {"badLines": 1}}
    assert run_job({"broken": "broken"}, with_one)["broken"]["bad_lines"] == {"no JSON": 1}
    [aside] = tmp_path.glob("quarantine/broken/*/batch=0/part*")
    found = json.loads(aside.read_text())
    assert found["line"] == '{"before":nul'
    aside.write_text(json.dumps({**found, "line": record(create(row(3, "mended"), 6), 0, 1)}) + "\n")
    for checksum in aside.parent.glob(".*.crc"):
        checksum.unlink()
    assert run_job({"broken": "broken"}, with_one, "--reapply", "broken")["broken"]["upserted"] == 1
    rows = DeltaTable.forPath(spark, f"{tmp_path}/delta/broken").toDF().collect()
    assert {each["ID"]: each["NAME"] for each in rows} == {1: "a", 3: "mended"}
    assert not list(tmp_path.glob("quarantine/broken/*/batch=0/part*"))
    assert run_job({"broken": "broken"}, with_one, "--reapply", "broken")["broken"]["event"] == "cdc_upsert.idle"
    with pytest.raises(ValueError, match=r"`--reapply` must be one of \['broken'\], got: other"):
        run_job({"broken": "broken"}, with_one, "--reapply", "other")


def test_declarations_are_complete_or_refused():
    sound = {"topic": "a", "name": "a", **TABLE}
    [table] = declared_tables(json.dumps([{**sound, "unavailable": "?"}]))
    assert table.in_lake("s3://lake/delta/").path == "s3://lake/delta/a"
    assert table.in_lake("s3://lake/delta").unavailable == "?"
    columns = {
        "ID": "INT",
        "PRICE": {"type": "INT", "from": ["PRICE", "unit price"]},
        "NOTE": {"type": "STRING", "dropped": True},
    }
    [table] = declared_tables(json.dumps([{**sound, "columns": columns, "epochs": [{"0": 7, "1": 9}]}]))
    declared = table.in_lake("lake")
    assert declared.columns == {"ID": "INT", "PRICE": "INT", "NOTE": "STRING"}
    assert (declared.sources, declared.dropped) == ({"PRICE": ("PRICE", "unit price")}, frozenset({"NOTE"}))
    assert declared.epochs.of_partition(1) == {1: 9}
    wrong = [{}], [sound, sound], [], [{**sound, "epochs": [{"0": -1}]}], [{**sound, "more": 1}]
    for tables in wrong:
        with pytest.raises(ValueError, match="must"):
            declared_tables(json.dumps(tables))
