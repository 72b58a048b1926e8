"""The entry script as Glue starts it: arguments in, table out, over the archive's own layout."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SETTINGS
from envelope import create, delete, read
from target import COLUMNS, Target

from cdc_upsert.follow import follow_archive

ROOT = Path(__file__).parents[1]
TOPIC = "salesdb.salesdb.CUSTOMER"


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path)


def store(folder: Path, offset: int, *lines: str, partition: int = 0) -> None:
    """An object as the archive sink writes it."""
    place = folder / "raw" / TOPIC / f"partition={partition}"
    place.mkdir(parents=True, exist_ok=True)
    with gzip.open(place / f"{TOPIC}+{partition}+{offset:020d}.jsonl.gz", "wt") as text:
        text.write("".join(f"{line}\n" for line in lines))


def follow(target: Target, checkpoint: str = "checkpoint") -> list:
    reports = []
    places = (str(target.folder / name) for name in (f"raw/{TOPIC}", checkpoint, "quarantine"))
    follow_archive(target.spark, target.table, *places, reports.append)
    return reports


def row(key, name):
    return {"ID": key, "NAME": name}


def test_only_new_objects_are_read_and_a_rebuild_gives_the_same_rows(target):
    store(target.folder, 0, read(row(1, "a"), 4), read(row(2, "b"), 4), "bad")
    store(target.folder, 0, read(row(3, "c"), 4), partition=1)
    [first] = follow(target)
    assert (first.upserted, sum(first.bad_lines.values())) == (3, 1)
    assert follow(target) == []
    store(target.folder, 3, delete(row(1, "a"), 5), create(row(4, "d"), 6))
    [second] = follow(target)
    assert (second.upserted, second.deleted) == (1, 1)
    rows, commits = target.rows(), target.commits()
    # A lost checkpoint: everything is read again, nothing is written.
    follow(target, "new-checkpoint")
    assert (target.rows(), target.commits()) == (rows, commits)
    # A lost table as well.
    target.table = type(target.table)(**{**target.table.__dict__, "path": str(target.folder / "rebuilt")})
    follow(target, "empty-checkpoint")
    assert target.rows() == rows


def test_entry_script(tmp_path):
    store(tmp_path, 0, create(row(1, "a"), 4))
    arguments = {
        "archive": tmp_path / "raw" / TOPIC,
        "table": tmp_path / "table",
        "checkpoint": tmp_path / "checkpoint",
        "quarantine": tmp_path / "quarantine",
        "keys": '["ID"]',
        "columns": json.dumps(COLUMNS),
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
    done = subprocess.run([*script, *words], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["upserted"] == 1
