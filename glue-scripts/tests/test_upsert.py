"""With Delta. A merge costs seconds, so each test takes several keys through one merge."""

import pytest

from cdc_upsert.config import POSITION
from cdc_upsert.errors import TruncateRefusedError
from cdc_upsert.formats.delta import DeltaStateTable
from envelope import create, delete, read, truncate, update
from target import Target


def row(key, name="x", **more):
    return {"ID": key, "NAME": name, "AMOUNT": "1.50", "AT": "2024-01-31T12:00:00.250Z", **more}


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path)


def test_changes_of_the_walkthrough_and_their_replay(target):
    seed = [read(row(key, "seed"), 100) for key in (8886, 8887, 8888, 8889)]
    changes = [
        delete(row(8887), 200),
        update(row(8888), row(8888, "upd8"), 210),
        update(row(8889), row(8889, "upd9"), 220),
        create(row(9000, "new"), 230),
    ]
    assert target.apply(*seed).upserted == 4
    report = target.apply(*changes, "not json")
    assert (report.changes, report.upserted, report.deleted, report.stale) == (4, 3, 1, 0)
    assert report.bad_lines == {"no JSON": 1}
    wanted = {8886: "seed", 8888: "upd8", 8889: "upd9", 9000: "new"}
    assert target.names() == wanted
    assert str(target.rows()[9000]["AMOUNT"]) == "1.50"
    # The key is among the columns that Delta keeps ranges of.
    assert target.live().toDF().columns == ["ID", POSITION, "NAME", "AMOUNT", "AT"]
    quarantined = target.spark.read.json(str(target.folder / "quarantine")).collect()
    assert [(each["line"], each["reason"]) for each in quarantined] == [("not json", "no JSON")]

    before, jobs = (target.commits(), target.files()), target.jobs()
    replay = target.apply(*seed, *changes)
    # Every job is a second on a large table, whether or not there is anything to do.
    assert target.jobs() - jobs <= 8
    assert (replay.upserted, replay.deleted, replay.stale) == (0, 0, 5)
    assert (target.commits(), target.files()) == before
    assert target.names() == wanted


def test_disorder_within_and_across_batches(target):
    target.apply(
        # Within a batch: newest first, also over the rollover of the log's file number.
        update(row(1), row(1, "new"), 30),
        create(row(1, "old"), 20),
        create(row(2, "new"), 4, file=10),
        create(row(2, "old"), 900, file=9),
        create(row(3, "new"), 4, file=1_000_000),
        create(row(3, "old"), 900, file=999_999),
        # Delete before the insert that it follows in the log.
        delete(row(4), 41),
        create(row(4), 40),
        # What the next batch finds.
        create(row(5, "newest"), 52),
        delete(row(6), 62),
        delete(row(7), 72),
        create(row(8, "there"), 80),
        create(row(9, "there"), 90),
        read(row(10, "snapshot"), 100),
        create(row(11, "there"), 110),
        delete(row(12), 120),
        delete(row(13), 130),
    )
    jobs = target.jobs()
    report = target.apply(
        update(row(5), row(5, "late"), 51),
        update(row(6), row(6, "late"), 61),
        update(row(13), row(13, "late"), 129),
        create(row(7, "again"), 73),
        # Key change, also onto a key that was deleted before it.
        update(row(8), row(18, "moved"), 81),
        update(row(9), row(6, "moved"), 91),
        # A change at the place of the snapshot, and of a row of several in one event.
        update(row(10), row(10, "change"), 100),
        update(row(11), row(11, "second row"), 110, row=1),
        # Deleted once more, so that the side table's position has to move.
        delete(row(12), 122),
    )
    assert target.jobs() - jobs <= 22
    wanted = {1: "new", 2: "new", 3: "new", 5: "newest", 6: "moved", 7: "again", 10: "change", 11: "second row"}
    assert target.names() == {**wanted, 18: "moved"}
    assert (report.upserted, report.deleted, report.stale) == (5, 3, 2)
    positions = {row["ID"]: int(row[POSITION].split("-")[2]) for row in target.deleted().toDF().collect()}
    assert positions == {4: 41, 6: 62, 7: 72, 8: 81, 9: 91, 12: 122, 13: 130}
    # What was held for the batches is gone from the executors.
    held = target.spark.sparkContext._jsc.getPersistentRDDs().values()
    assert [rdd.name() for rdd in held if "Delta" not in str(rdd.name())] == []


def test_a_run_that_ended_between_the_two_commits_is_completed(target):
    target.apply(create(row(1), 10), create(row(2), 10, row=1))
    # What such a run has left: the position in the side table, the row in the table.
    target.live().toDF().where("ID = 1").selectExpr(
        "ID", "replace(__position, '0000000010-', '0000000020-') AS __position"
    ).write.format("delta").mode("append").save(target.deleted_path)
    assert target.apply(delete(row(1), 20)).deleted == 1
    assert list(target.names()) == [2]


def test_truncate_by_policy(target):
    target.apply(create(row(1), 10), create(row(2), 11))
    with pytest.raises(TruncateRefusedError, match="truncate"):
        target.apply(truncate(20), create(row(3), 21))
    target.declare(truncate="ignore")
    target.apply(truncate(20))
    assert list(target.names()) == [1, 2]
    target.declare(truncate="apply")
    # Row 1 comes again, and nothing new: the one that is there is about to go.
    target.apply(truncate(12), create(row(1, "again"), 13))
    assert target.names() == {1: "again"}
    batch = truncate(20), create(row(3), 21), create(row(4), 19)
    assert target.apply(*batch).truncated_at is not None
    assert list(target.names()) == [3]
    commits = target.commits()
    target.apply(*batch, update(row(1), row(1, "late"), 15))
    # What was before the truncate, alone: there is no key left to look for.
    report = target.apply(create(row(1), 10), create(row(2), 11))
    assert (report.upserted, report.stale) == (0, 0)
    assert (list(target.names()), target.commits()) == ([3], commits)


def test_a_wide_table_has_a_plan_of_its_width(spark, tmp_path):
    kinds = ["STRING", "INT", "DECIMAL(12,2)", "TIMESTAMP", "BOOLEAN"]
    columns = {"ID": "INT", **{f"C{n}": kinds[n % len(kinds)] for n in range(400)}}
    texts = {"STRING": "a", "INT": "1", "DECIMAL(12,2)": "1.50", "TIMESTAMP": "2024-01-31T12:00:00Z", "BOOLEAN": "1"}
    wide = {"ID": 1, **{name: texts[kind] for name, kind in columns.items() if name != "ID"}}
    target = Target(spark, tmp_path, columns=columns)
    jobs = target.jobs()
    assert target.apply(create(wide, 10)).upserted == 1
    assert target.jobs() - jobs <= 17
    [found] = target.rows().values()
    assert {name: str(value) for name, value in found.items()}.items() >= {"C0": "a", "C397": "1.50"}.items()
    assert None not in found.values()


def test_a_truncate_whose_deletion_failed_is_completed(target, monkeypatch):
    target.declare(truncate="apply")
    target.apply(create(row(1, "old"), 10), create(row(2, "old"), 11))
    batch = truncate(20), create(row(1, "new"), 30)

    def fail(*_):
        raise OSError("the store did not answer")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="did not answer"):
        broken.setattr(DeltaStateTable, "delete_up_to", fail)
        target.apply(*batch)
    target.apply(*batch)
    assert target.names() == {1: "new"}
