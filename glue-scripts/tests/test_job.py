"""The entry script as Glue starts it: arguments in, table out, over the archive's own layout."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cdc_upsert.archive import archive_lines
from cdc_upsert.follow import Places, follow
from cdc_upsert.pipeline import declared_tables
from conftest import SETTINGS
from envelope import create, delete, read
from target import Target

ROOT = Path(__file__).parents[1]
TOPIC = "salesdb.salesdb.CUSTOMER"
PLACES = {"archive": "raw", "lake": "delta", "checkpoints": "checkpoints", "quarantine": "quarantine"}


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path)


def store(folder: Path, offset: int, *lines: str, partition: int = 0, topic: str = TOPIC) -> None:
    """An object as the archive sink writes it."""
    place = folder / "raw" / topic / f"partition={partition}"
    place.mkdir(parents=True, exist_ok=True)
    with gzip.open(place / f"{topic}+{partition}+{offset:020d}.jsonl.gz", "wt") as text:
        text.write("".join(f"{line}\n" for line in lines))


def run_once(target: Target, checkpoint: str = "checkpoint") -> list:
    reports = []
    lines = archive_lines(target.spark, str(target.folder / "raw" / TOPIC))
    places = Places(str(target.folder / checkpoint), str(target.folder / "quarantine"))
    follow(target.spark, lines, target.table, places, {"availableNow": True}, reports.append)
    return reports


def row(key, name):
    return {"ID": key, "NAME": name}


def test_only_new_objects_are_read_and_a_rebuild_gives_the_same_rows(target):
    store(target.folder, 0, read(row(1, "a"), 4), read(row(2, "b"), 4), "bad")
    store(target.folder, 0, read(row(3, "c"), 4), partition=1)
    [first] = run_once(target)
    assert (first.upserted, sum(first.bad_lines.values())) == (3, 1)
    assert run_once(target) == []
    store(target.folder, 3, delete(row(1, "a"), 5), create(row(4, "d"), 6))
    [second] = run_once(target)
    assert (second.upserted, second.deleted) == (1, 1)
    rows, commits = target.rows(), target.commits()
    # A lost checkpoint: everything is read again, nothing is written.
    run_once(target, "new-checkpoint")
    assert (target.rows(), target.commits()) == (rows, commits)
    # A lost table as well.
    target.table = type(target.table)(**{**target.table.__dict__, "path": str(target.folder / "rebuilt")})
    run_once(target, "empty-checkpoint")
    assert target.rows() == rows


def run_job(folder: Path, *tables: dict) -> tuple[int, list[dict], str]:
    arguments = {
        **{name: folder.as_uri() + "/" + place for name, place in PLACES.items()},
        "tables": json.dumps(tables),
        "JOB_NAME": "given-by-glue",
    }
    settings = [word for name, value in SETTINGS.items() for word in ("--conf", f"{name}='{value}'")]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "PYSPARK_SUBMIT_ARGS": " ".join(["--master 'local[1]'", *settings, "pyspark-shell"]),
    }
    script = [sys.executable, str(ROOT / "jobs" / "upsert.py")]
    words = [word for name, value in arguments.items() for word in (f"--{name}", str(value))]
    done = subprocess.run([*script, *words], env=environment, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_entry_script_works_through_all_tables_and_fails_for_those_that_failed(tmp_path):
    columns = {"ID": "INT", "NAME": "STRING"}
    store(tmp_path, 0, create(row(1, "a"), 4), create(row("one", "a"), 5), topic="bad")
    store(tmp_path, 0, create(row(1, "a"), 4))
    declared = {"keys": ["ID"], "columns": columns, "truncate": "fail", "epoch": 0}
    names = {"bad": "wrong", TOPIC: "customer", "none": "empty"}
    tables = [{"topic": topic, "name": name, **declared} for topic, name in names.items()]
    status, lines, errors = run_job(tmp_path, *tables)
    failed, batch, idle = sorted(lines, key=lambda line: ["wrong", "customer", "empty"].index(line["table"]))
    assert (failed["event"], failed["table"]) == ("cdc_upsert.failed", "wrong")
    assert (batch["event"], batch["table"], batch["upserted"]) == ("cdc_upsert.batch", "customer", 1)
    assert idle == {"event": "cdc_upsert.idle", "table": "empty"}
    assert status != 0
    assert "1 of 3 tables failed: wrong: " in errors
    assert "`columns.ID` is declared INT, got: 'one'" in errors


def test_declarations_are_complete_or_refused():
    sound = {"topic": "a", "name": "a", "keys": ["ID"], "columns": {"ID": "INT"}, "truncate": "fail", "epoch": 0}
    assert declared_tables(json.dumps([sound]))[0].in_lake("s3://lake/delta/").path == "s3://lake/delta/a"
    wrong = [{}], [sound, sound], [], [{**sound, "epoch": -1}], [{**sound, "more": 1}]
    for tables in wrong:
        with pytest.raises(ValueError, match="must"):
            declared_tables(json.dumps(tables))
