"""Batches of an archive, and the checkpoint that says how far a table came."""

import pytest

from archive_objects import TOPIC, store
from cdc_upsert.follow import Places, follow
from cdc_upsert.sources import archived_records
from envelope import create, delete, read, update
from target import Target


def row(key, name):
    return {"ID": key, "NAME": name}


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path, columns={"ID": "INT", "NAME": "STRING"})


def run_once(target: Target, checkpoint: str = "checkpoint") -> list:
    reports = []
    lines = archived_records(target.spark, str(target.folder / "raw" / TOPIC))
    places = Places(str(target.folder / checkpoint), str(target.folder / "quarantine"))
    follow(target.spark, lines, target.table, places, {"availableNow": True}, reports.append)
    return reports


def test_only_new_objects_are_read_and_a_rebuild_gives_the_same_rows(target):
    store(target.folder, 0, read(row(1, "a"), 4), read(row(2, "b"), 4), "bad")
    store(target.folder, 0, read(row(3, "c"), 4), partition=1)
    [first] = run_once(target)
    assert (first.upserted, sum(first.bad_lines.values())) == (3, 1)
    assert [file.suffix for file in target.folder.glob("quarantine/*/batch=0/part*")] == [".json"]
    jobs = target.jobs()
    assert run_once(target) == []
    assert target.jobs() == jobs
    # An object that comes late, as one that was restored, is older than what has been read.
    store(target.folder, 3, delete(row(1, "a"), 5), create(row(4, "d"), 6), age_days=30)
    [second] = run_once(target)
    assert (second.upserted, second.deleted) == (1, 1)
    rows, commits = target.rows(), target.commits()
    # A lost checkpoint: everything is read again, nothing is written.
    run_once(target, "new-checkpoint")
    assert (target.rows(), target.commits()) == (rows, commits)
    # A lost table as well.
    target.folder = target.folder / "rebuilt"
    target.folder.mkdir()
    (target.folder / "raw").symlink_to(target.folder.parent / "raw")
    target.declare(columns={"ID": "INT", "NAME": "STRING"})
    run_once(target)
    assert target.rows() == rows


def test_a_merge_of_a_stream_writes_one_file_whatever_the_number_of_partitions(target):
    conf = {"spark.sql.adaptive.enabled": "true", "spark.sql.shuffle.partitions": "8"}
    before = {name: target.spark.conf.get(name) for name in conf}
    for name, value in conf.items():
        target.spark.conf.set(name, value)
    try:
        store(target.folder, 0, *[create(row(key, "a"), key) for key in range(50)])
        run_once(target)
        assert len(target.files()) == 1
        changes = [update(row(key, "a"), row(key, "b"), 100 + key) for key in range(25)]
        store(target.folder, 50, *changes, create(row(50, "a"), 200))
        run_once(target)
        assert len(target.files()) == 1
    finally:
        for name, value in before.items():
            target.spark.conf.set(name, value)
