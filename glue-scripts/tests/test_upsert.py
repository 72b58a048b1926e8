"""With Delta. A merge costs seconds, so each test takes several keys through one merge."""

from pathlib import Path
from urllib.parse import urlparse

import pytest
from delta.tables import DeltaTable

from cdc_upsert.lost import CannotCastError
from cdc_upsert.tables import ColumnTypeChangedError
from cdc_upsert.truncate import TruncateRefusedError
from envelope import create, delete, read, truncate, update
from target import COLUMNS, Target


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
    assert report.bad_lines == {"not a change envelope": 1}
    wanted = {8886: "seed", 8888: "upd8", 8889: "upd9", 9000: "new"}
    assert target.names() == wanted
    assert str(target.rows()[9000]["AMOUNT"]) == "1.50"
    quarantined = target.spark.read.json(str(target.folder / "quarantine")).collect()
    assert [(each["line"], each["reason"]) for each in quarantined] == [("not json", "not a change envelope")]

    before = target.commits(), target.files()
    replay = target.apply(*seed, *changes)
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
    )
    report = target.apply(
        update(row(5), row(5, "late"), 51),
        update(row(6), row(6, "late"), 61),
        create(row(7, "again"), 73),
        # Key change, also onto a key that was deleted before it.
        update(row(8), row(18, "moved"), 81),
        update(row(9), row(6, "moved"), 91),
        update(row(10), row(10, "change"), 100),
    )
    assert target.names() == {
        1: "new",
        2: "new",
        3: "new",
        5: "newest",
        6: "moved",
        7: "again",
        10: "change",
        18: "moved",
    }
    assert (report.upserted, report.deleted, report.stale) == (4, 2, 1)


def test_a_run_that_ended_between_the_two_commits_is_completed(target):
    target.apply(create(row(1), 10), create(row(2), 10, row=1))
    # What such a run has left: the position in the side table, the row in the table.
    DeltaTable.forPath(target.spark, target.table.path).toDF().where("ID = 1").selectExpr(
        "ID", "replace(__position, '0000000010-', '0000000020-') AS __position"
    ).write.format("delta").mode("append").save(target.table.deleted_path)
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
    batch = truncate(20), create(row(3), 21), create(row(4), 19)
    assert target.apply(*batch).truncated_at is not None
    assert list(target.names()) == [3]
    commits = target.commits()
    target.apply(*batch, update(row(1), row(1, "late"), 15))
    assert (list(target.names()), target.commits()) == ([3], commits)


def test_columns_come_and_types_hold(target):
    target.apply(create(row(1), 10))
    report = target.apply(create(row(2, NOTE={"a": 1.5}, COUNT=7), 20))
    assert report.undeclared_columns == report.added_columns == ("COUNT", "NOTE")
    found = {key: (each["NOTE"], each["COUNT"]) for key, each in target.rows().items()}
    assert found == {1: (None, None), 2: ('{"a":1.5}', "7")}

    commits = target.commits()
    for bad in ({"AMOUNT": "1.505"}, {"AMOUNT": "much"}, {"AT": "soon"}):
        with pytest.raises(CannotCastError, match=r"`columns\.(AMOUNT|AT)` is declared .*, got: "):
            target.apply(create(row(3), 30), create(row(4, **bad), 31))
    with pytest.raises(CannotCastError, match=r"`columns\.ID` is declared INT, got: 'one'"):
        target.apply(create(row("one"), 30))
    target.declare(columns={**COLUMNS, "COUNT": "INT"})
    with pytest.raises(ColumnTypeChangedError, match=r"`columns\.COUNT` is declared INT, got in the table: string"):
        target.apply(create(row(3), 30))
    assert target.commits() == commits
    target.declare(columns={**COLUMNS, "DAY": "DATE"})
    assert target.apply(create(row(3, DAY="2024-01-31Z"), 30)).added_columns == ("DAY",)
    assert {key: str(each["DAY"]) for key, each in target.rows().items()} == {1: "None", 2: "None", 3: "2024-01-31"}


def test_files_outside_of_the_key_range_are_not_read(target):
    target.apply(create(row(1), 10), create(row(2), 11))
    [outside] = target.files()
    target.apply(create(row(1000), 20), create(row(1001), 21))
    # A merge that opened it would fail.
    Path(urlparse(outside).path).unlink()
    report = target.apply(update(row(1000), row(1000, "new"), 30), delete(row(1001), 31))
    assert (report.upserted, report.deleted) == (1, 1)
    assert outside in target.files()
