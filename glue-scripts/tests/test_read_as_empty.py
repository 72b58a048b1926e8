"""A table that a further snapshot of the source found empty: nothing of it comes on the table's topic."""

from archive_objects import TOPIC, store
from cdc_upsert import follow as follow_module
from cdc_upsert.follow import Places, follow
from cdc_upsert.snapshots import Snapshot
from cdc_upsert.sources import archived_records
from envelope import create, read
from target import Target

COLUMNS = {"ID": "INT", "NAME": "STRING"}
FIRST = Snapshot(1_000, 1_100, {TOPIC: 2})
EMPTY = Snapshot(8_000, 8_100, {TOPIC: 0})
BEFORE = [read({"ID": key, "NAME": "x"}, 195, file=22, at_ms=1_010) for key in (1, 2)]
SINCE = [create({"ID": 9, "NAME": "x"}, 500, file=30, at_ms=8_500)]


def test_it_is_emptied_of_all_that_was_before_whenever_that_is_told(spark, tmp_path, monkeypatch):
    target = Target(spark, tmp_path, columns=COLUMNS, topic=TOPIC)
    reports = []
    places = Places(str(tmp_path / "checkpoint"), str(tmp_path / "quarantine"))

    def run(snapshots, trigger=None, on_report=reports.append):
        lines = archived_records(spark, str(tmp_path / "raw" / TOPIC))
        follow(spark, lines, target.table, places, trigger or {"availableNow": True}, on_report, snapshots)

    store(tmp_path, 0, *BEFORE)
    run(lambda: [FIRST])
    store(tmp_path, 2, *SINCE)
    run(lambda: [FIRST])
    assert target.names() == {1: "x", 2: "x", 9: "x"}

    # After all changes, while a stream waits for more.
    def stop(report):
        reports.append(report)
        for query in spark.streams.active:
            query.stop()

    monkeypatch.setattr(follow_module, "LOOK_SECONDS", 0.2)
    told = iter([[FIRST]])
    run(lambda: next(told, [FIRST, EMPTY]), {"processingTime": "1 hour"}, stop)
    assert [(report.changes, report.swept) for report in reports] == [(2, 0), (1, 0), (0, 2)]
    assert target.names() == {9: "x"}
    commits = target.commits()
    run(lambda: [FIRST, EMPTY])
    assert (target.commits(), len(reports)) == (commits, 3)

    # With the first change since.
    records = [(line, None, 0, offset) for offset, line in enumerate((*BEFORE, *SINCE))]
    later = Target(spark, tmp_path / "later", columns=COLUMNS, topic=TOPIC)
    later.apply_with([FIRST], *records[:2])
    assert later.apply_with([FIRST, EMPTY], *records[2:]).swept == 2
    # Before any change was read, as in a rebuild.
    rebuilt = Target(spark, tmp_path / "rebuilt", columns=COLUMNS, topic=TOPIC)
    assert rebuilt.apply_with([FIRST, EMPTY], *records).swept == 0
    assert later.names() == rebuilt.names() == {9: "x"}
