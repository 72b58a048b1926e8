"""Rows that a further snapshot of the source does not hold, and the notifications that tell when it is complete."""

import json
import shutil

import pytest

from archive_objects import TOPIC, record
from cdc_upsert.errors import SnapshotUnknownError
from cdc_upsert.formats.base import State
from cdc_upsert.settling import sweep
from cdc_upsert.snapshots import Snapshot, complete_snapshots
from envelope import create, read, update
from target import RAW, Target

OTHER = "salesdb.salesdb.ORDERS"


def row(key, name="x"):
    return {"ID": key, "NAME": name}


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path, columns={"ID": "INT", "NAME": "STRING"}, topic=TOPIC)


def notice(kind: str, at_ms: int, **data: str) -> str:
    told = {"connector_name": "salesdb", **data}
    what = {"type": kind, "aggregate_type": "Initial Snapshot", "additional_data": told, "timestamp": at_ms}
    return json.dumps({"id": "0d8f", **what})


def scanned(at_ms: int, topic: str, rows: int, status: str = "SUCCEEDED") -> str:
    table = topic.removeprefix("salesdb.")
    return notice("TABLE_SCAN_COMPLETED", at_ms, scanned_collection=table, total_rows_scanned=str(rows), status=status)


#: A snapshot, starts without one, one that was given up within its second table, and its successor.
NOTICES = [
    notice("STARTED", 1_000),
    notice("IN_PROGRESS", 1_001, current_collection_in_progress="salesdb.CUSTOMER"),
    scanned(1_090, TOPIC, 4),
    scanned(1_091, OTHER, 0),
    notice("COMPLETED", 1_100),
    notice("SKIPPED", 2_000),
    json.dumps({"type": "STARTED", "aggregate_type": "Incremental Snapshot", "timestamp": 2_500}),
    notice("STARTED", 3_000),
    scanned(3_090, TOPIC, 3),
    notice("STARTED", 4_000),
    scanned(4_090, TOPIC, 2),
    scanned(4_091, OTHER, 7, status="SQL_EXCEPTION"),
    notice("COMPLETED", 4_100),
    notice("SKIPPED", 5_000),
]
COMPLETE = [Snapshot(1_000, 1_100, {TOPIC: 4, OTHER: 0}), Snapshot(4_000, 4_100, {TOPIC: 2})]


def test_notifications_tell_which_snapshots_are_complete(spark):
    archived = [(record(line, 0, n, '{"id":"0d8f"}'),) for n, line in enumerate(NOTICES)]
    assert complete_snapshots(spark.createDataFrame(archived[::-1], "record STRING")) == COMPLETE
    records = [(line, '{"id":"0d8f"}', 0, n) for n, line in enumerate(NOTICES)]
    assert complete_snapshots(spark.createDataFrame(records[::-1], RAW)) == COMPLETE
    # Still under way.
    assert complete_snapshots(spark.createDataFrame(records[:12], RAW)) == COMPLETE[:1]


#: Records as line, key, partition and offset.
FIRST = [
    (read(row(1), 195, file=22, at_ms=1_010), None, 0, 0),
    (read(row(2), 195, file=22, at_ms=1_011), None, 0, 1),
    (read(row(3), 195, file=22, at_ms=1_012), None, 1, 0),
    (read(row(4), 195, file=22, at_ms=1_013), None, 1, 1),
    (update(row(1), row(1, "changed"), 300, file=22, at_ms=1_500), None, 0, 2),
]
#: The one that was given up found row 2; its successor finds 1 and 3. Row 5 came right behind it.
SECOND = [
    (read(row(1, "given up"), 235, file=25, at_ms=3_010), None, 0, 3),
    (read(row(2, "given up"), 235, file=25, at_ms=3_011), None, 0, 4),
    (read(row(1, "again"), 195, file=26, at_ms=4_010), None, 0, 5),
    (create(row(5, "since"), 400, file=26, at_ms=4_500), None, 0, 6),
]
OTHER_PARTITION = [(read(row(3, "again"), 195, file=26, at_ms=4_011), None, 1, 2)]
LATE = (update(row(2), row(2, "late"), 350, file=24, at_ms=1_600), None, 2, 0)


def test_rows_leave_the_table_once_all_of_a_further_snapshot_was_read(target):
    assert not target.apply_with(COMPLETE[:1], *FIRST).snapshot_pending
    with pytest.raises(SnapshotUnknownError, match="--notifications"):
        target.apply_with(None, *SECOND)
    report = target.apply_with(COMPLETE, *SECOND)
    assert (report.swept, report.snapshot_pending) == (0, True)
    assert target.names() == {1: "again", 2: "given up", 3: "x", 4: "x", 5: "since"}
    report = target.apply_with(COMPLETE, *OTHER_PARTITION)
    assert (report.swept, report.snapshot_pending) == (2, False)
    rows, commits = {1: "again", 3: "again", 5: "since"}, target.commits()
    assert target.names() == rows
    # Neither what comes late nor a replay brings anything back.
    report = target.apply_with(COMPLETE, LATE, *FIRST, *SECOND, *OTHER_PARTITION)
    assert (report.swept, report.snapshot_pending) == (0, False)
    assert (target.names(), target.commits()) == (rows, commits)
    # A table that is gone is made anew as it was, whatever lies beside it.
    shutil.rmtree(target.table.path)
    assert target.apply_with(COMPLETE, LATE, *FIRST, *SECOND, *OTHER_PARTITION).swept == 2
    assert target.names() == rows


def test_rows_of_a_snapshot_count_in_whatever_order_their_objects_come(spark, tmp_path):
    target = Target(spark, tmp_path, columns={"ID": "INT", "NAME": "STRING"}, topic=TOPIC)
    target.apply_with(COMPLETE[:1], *[(create(row(n), n, at_ms=n), None, 0, n) for n in (1, 2, 3)])
    done = [Snapshot(10, 20, {TOPIC: 3})]
    later = (create(row(9), 60, at_ms=30), None, 0, 9)
    snapshot = [(read(row(n, "again"), 50, at_ms=10 + n), None, 0, 4 + n) for n in (1, 2, 4)]
    # An object that was copied last comes last.
    assert not target.apply_with(done, later).snapshot_pending
    assert target.apply_with(done, snapshot[2]).snapshot_pending
    assert target.apply_with(done, snapshot[0]).snapshot_pending
    assert target.apply_with(done, snapshot[0], snapshot[2]).snapshot_pending
    assert not target.apply_with(done, snapshot[1]).snapshot_pending
    assert target.names() == {1: "again", 2: "again", 4: "again", 9: "x"}
    assert not target.apply_with(done, *snapshot).snapshot_pending


@pytest.mark.parametrize("came", [0, 1])
def test_what_was_before_a_snapshot_may_come_after_all_of_it(spark, tmp_path, came):
    target = Target(spark, tmp_path, columns={"ID": "INT", "NAME": "STRING"}, topic=TOPIC)
    first = [(create(row(n), n, at_ms=n), None, 0, n) for n in (1, 2, 3)]
    snapshot = [(read(row(n, "again"), 50, at_ms=10 + n), None, 0, 4 + n) for n in (1, 3)]
    done = [Snapshot(10, 20, {TOPIC: 2})]
    target.apply_with(done, *first[:came], *snapshot)
    assert target.names() == {1: "again", 3: "again"}
    target.apply_with(done, *first[came:])
    assert target.names() == {1: "again", 3: "again"}
    assert target.apply_with(done, *first).swept == 0
    assert target.names() == {1: "again", 3: "again"}


def test_what_counted_no_more_does_not_count_again():
    class Table:
        def set_state(self, state):
            raise AssertionError(f"{state} is older")

        def delete_up_to(self, place):
            return 3

    assert sweep(Table(), State(truncated_at="0000-0000000030"), "0000-0000000026") == 3
