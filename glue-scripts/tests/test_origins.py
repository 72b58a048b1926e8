"""Whose log a table follows: other servers, logs that begin anew, and what the table remembers of them."""

import shutil

import pytest
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.config import POSITION
from cdc_upsert.errors import EpochsChangedError, LogWentBackError, TableGoneError, UnknownServerError
from cdc_upsert.positions import Epochs
from cdc_upsert.progress import ProgressFile
from envelope import create, delete, read, truncate, update
from target import Target

COLUMNS = {"ID": "INT", "NAME": "STRING"}
A, B = "aaaaaaaa-0000-1111-2222-333333333333", "bbbbbbbb-0000-1111-2222-333333333333"


def row(key, name="x"):
    return {"ID": key, "NAME": name}


def records(*lines: str, offset: int = 0, partition: int = 0) -> list[tuple]:
    return [(line, None, partition, offset + n) for n, line in enumerate(lines)]


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path, columns=COLUMNS)


OLD_SERVER = [
    read(row(1, "snapshot"), 4, file=36),
    read(row(2, "snapshot"), 4, file=36),
    read(row(3, "snapshot"), 4, file=36),
    update(row(1), row(1, "by A"), 100, file=36, gtid=f"{A}:51", server_id=101),
    update(row(2), row(2, "by A"), 200, file=36, gtid=f"{A}:52", server_id=101),
]
#: A transaction of the old server that the new one had already when it was promoted: it has the new one's place.
THROUGH_NEW = [update(row(2), row(2, "by A through B"), 725, file=1, gtid=f"{A}:53", server_id=101)]
NEW_SERVER = [update(row(1), row(1, "by B"), 900, file=1, gtid=f"{B}:1", server_id=202)]


def test_a_promoted_server_stops_the_table_until_its_begin_is_declared(target):
    target.apply_records(*records(*OLD_SERVER))
    commits = target.commits()
    follows = records(*THROUGH_NEW, *NEW_SERVER, offset=5)
    with pytest.raises(UnknownServerError, match=rf'server {B}.*told by {A}.*declare `epochs: \[{{"0": 5}}\]`'):
        target.apply_records(*follows)
    # The old server's last transaction alone: known by name, and yet of another log.
    with pytest.raises(LogWentBackError, match=r'declare `epochs: \[{"0": 5}\]`'):
        target.apply_records(*follows[:1])
    # All at once into a new table: no different.
    elsewhere = Target(target.spark, target.folder / "elsewhere", columns=COLUMNS)
    with pytest.raises(UnknownServerError, match=r'declare `epochs: \[{"0": 5}\]`'):
        elsewhere.apply_records(*records(*OLD_SERVER), *follows)
    assert target.commits() == commits
    # What repeats itself, as a connector does that starts again, is neither.
    target.apply_records(*records(*OLD_SERVER[3:], offset=5))
    target.declare(columns=COLUMNS, epochs=Epochs.declared([{"0": 7}]))
    target.apply_records(*records(*THROUGH_NEW, *NEW_SERVER, offset=7))
    assert target.names() == {1: "by B", 2: "by A through B", 3: "snapshot"}
    before = target.names(), target.commits()
    # A rebuild of everything: an event has the epoch of its offset, whenever it is read.
    target.apply_records(*records(*OLD_SERVER), *records(*THROUGH_NEW, *NEW_SERVER, offset=7))
    assert (target.names(), target.commits()) == before
    elsewhere.declare(columns=COLUMNS, epochs=target.table.epochs)
    elsewhere.apply_records(*records(*OLD_SERVER), *records(*THROUGH_NEW, *NEW_SERVER, offset=7))
    assert elsewhere.names() == target.names()

    # What the table was ordered by is part of the table.
    for epochs in ([], [{"0": 6}]):
        target.declare(columns=COLUMNS, epochs=Epochs.declared(epochs))
        with pytest.raises(EpochsChangedError, match="partition 0 were ordered by epoch 1 from offset 7 on"):
            target.apply_records(*records(*OLD_SERVER))
    target.declare(columns=COLUMNS, positions="postgres-lsn")
    with pytest.raises(EpochsChangedError, match="`positions` is postgres-lsn"):
        target.apply_records(*records('{"op":"c","after":{"ID":1},"source":{"sequence":"[null,\\"7\\"]"}}', offset=9))
    assert (target.names(), target.commits()) == before


def test_an_epoch_that_begins_below_what_was_read_has_it_read_again(target):
    # Without GTIDs nothing tells that the second server's changes are not a repetition.
    def by(number: int, *changes: str) -> list[str]:
        return list(changes)

    target.apply_records(*records(create(row(1, "old"), 900, file=9), create(row(2, "old"), 901, file=9)))
    late = [update(row(1), row(1, "new"), 5, file=1), create(row(3, "new"), 6, file=1)]
    assert target.apply_records(*records(*late, offset=2)).stale == 1
    target.declare(columns=COLUMNS, epochs=Epochs.declared([{"0": 2}]))
    with pytest.raises(EpochsChangedError, match="begins at offset 2, and changes up to 3 were applied"):
        target.apply_records(*records(update(row(2), row(2, "new"), 7, file=1), offset=4))
    target.apply_records(*records(create(row(1, "old"), 900, file=9), create(row(2, "old"), 901, file=9), *late))
    target.apply_records(*records(update(row(2), row(2, "new"), 7, file=1), offset=4))
    assert target.names() == {1: "new", 2: "new", 3: "new"}


def test_a_server_may_follow_where_its_log_goes_on(target):
    target.declare(columns=COLUMNS, unknown_server="follow")
    target.apply_records(*records(*OLD_SERVER))
    target.apply_records(*records(update(row(1), row(1, "by B"), 50, file=37, gtid=f"{B}:1"), offset=5))
    assert target.names()[1] == "by B"
    with pytest.raises(LogWentBackError, match="another log"):
        target.apply_records(*records(update(row(1), row(1, "late"), 60, file=30, gtid=f"{B}:2"), offset=6))
    # A snapshot of a server that stands lower, as of a restored backup.
    with pytest.raises(LogWentBackError, match="another log"):
        target.apply_records(*records(read(row(1, "restored"), 60, file=30), offset=6))


def test_partitions_go_on_for_themselves(target):
    """Of a partition that was read late the changes are older than those of others, and no other log."""
    lines = [update(row(key), row(key, f"v{n}"), 100 * n, gtid=f"{A}:{n}") for n, key in enumerate((1, 2, 1, 2), 1)]
    target.apply_records(*records(lines[0], lines[2]), *records(lines[1], partition=1))
    target.apply_records(*records(lines[3], offset=1, partition=1))
    assert target.names() == {1: "v3", 2: "v4"}
    marks = ProgressFile(target.spark, target.table, has_table=True).read().marks
    assert {partition: (mark.offset, mark.transactions) for partition, mark in marks.items()} == {
        0: (1, {A: [1, 3]}),
        1: (1, {A: [2, 4]}),
    }


def test_rows_from_elsewhere_count_as_the_oldest(target):
    target.apply_records(*records(create(row(1), 10)))
    loaded = (
        target.live()
        .toDF()
        .limit(0)
        .unionByName(
            target.spark.createDataFrame(
                [(2, None, "loaded"), (3, None, "loaded")], f"ID INT, {POSITION} STRING, NAME STRING"
            )
        )
    )
    loaded.write.format("delta").mode("append").save(target.table.path)
    report = target.apply_records(*records(update(row(2), row(2, "changed"), 20), offset=1))
    assert (report.upserted, report.stale) == (1, 0)
    assert target.names() == {1: "x", 2: "changed", 3: "loaded"}
    assert target.live().toDF().where(F.col(POSITION).isNull()).count() == 1


def test_numbers_that_begin_anew_under_the_same_name_are_no_repetition(target):
    """A server that was reset, or a volume restored under the same identity."""
    target.declare(columns=COLUMNS, truncate="apply")
    target.apply_records(
        *records(create(row(1), 100, file=36, gtid=f"{A}:51"), truncate(150, file=36, gtid=f"{A}:52")),
        *records(create(row(2), 200, file=36, gtid=f"{A}:53"), partition=1),
    )
    anew = [
        # By their numbers, by the time of their commit, and in a partition that had none of the old ones.
        records(create(row(7), 10, file=1, gtid=f"{A}:3"), partition=1, offset=1),
        records(create(row(7), 300, file=1, gtid=f"{A}:53"), partition=1, offset=1),
        records(read(row(7), 300, file=1), partition=2),
    ]
    for found in anew:
        [(_, _, partition, offset)] = found
        with pytest.raises(LogWentBackError, match=rf'declare `epochs: \[{{"{partition}": {offset}}}\]`'):
            target.apply_records(*found)
    # The old ones again are none of that.
    target.apply_records(*records(create(row(2), 200, file=36, gtid=f"{A}:53"), partition=1, offset=1))
    assert list(target.names()) == [2]


def test_a_server_stops_the_table_where_an_epoch_does_not_name_its_partition(target):
    """Also one that may follow: what it wrote there would count as of the earlier log."""
    target.declare(columns=COLUMNS, unknown_server="follow", epochs=Epochs.declared([{"0": 1}]))
    target.apply_records(
        *records(
            create(row(1), 100, file=36, gtid=f"{A}:51"), update(row(1), row(1, "by B"), 50, file=1, gtid=f"{B}:1")
        )
    )
    moved = records(update(row(1), row(1, "moved"), 80, file=1, gtid=f"{B}:2"), partition=1)
    with pytest.raises(UnknownServerError, match=r'declare `epochs: \[{"0": 1, "1": 0}\]`'):
        target.apply_records(*moved)
    target.declare(columns=COLUMNS, unknown_server="follow", epochs=Epochs.declared([{"0": 1, "1": 0}]))
    target.apply_records(*moved)
    assert target.names() == {1: "moved"}


def test_a_server_without_transaction_numbers_that_was_not_there_repeats_nothing(target):
    target.declare(columns=COLUMNS, unknown_server="follow")
    target.apply_records(*records(create(row(1), 100, file=36, server_id=101)))
    with pytest.raises(LogWentBackError):
        target.apply_records(*records(update(row(1), row(1, "by B"), 50, file=1, server_id=202), offset=1))


def test_a_table_that_is_gone_is_made_anew_from_the_beginning_or_not_at_all(target):
    first = records(create(row(1), 3), create(row(9), 4), delete(row(1), 5))
    target.apply_records(*first)
    shutil.rmtree(target.table.path)
    with pytest.raises(TableGoneError, match=r"up to offset 2 of partition 0 are not read again"):
        target.apply_records(*records(create(row(3), 30), offset=3))
    # What the side table of the old one remembers is older than what is known now.
    target.apply_records(*first, *records(create(row(1), 7), delete(row(1), 20), offset=3))
    target.apply_records(*records(update(row(1), row(1, "revived"), 15), offset=4))
    assert list(target.names()) == [9]


def test_what_is_read_again_from_anywhere_was_judged_when_it_was_new(target):
    """As after a lost checkpoint, where a batch ends between a transaction and its repetition."""
    one, two = create(row(1), 10, gtid=f"{A}:1"), create(row(2), 20, gtid=f"{A}:2")
    log = records(one, two, one, two)
    target.apply_records(*log)
    commits = target.commits()
    target.apply_records(*log[1:])
    target.declare(columns=COLUMNS, epochs=Epochs.declared([{"1": 1}]))
    through = update(row(2), row(2, "A through B"), 10, gtid=f"{A}:2")
    other = records(create(row(3), 100, file=9, gtid=f"{A}:1"), through, create(row(4), 20, gtid=f"{B}:1"), partition=1)
    target.apply_records(*other, *records(through, create(row(4), 20, gtid=f"{B}:1"), offset=3, partition=1))
    names, commits = target.names(), [commits, target.commits()]
    target.apply_records(*other[2:], *records(through, create(row(4), 20, gtid=f"{B}:1"), offset=3, partition=1))
    assert (target.names(), target.commits()) == (names, commits[1])


def test_behind_what_was_passed_over_a_repetition_is_told_by_its_time_alone(target):
    def change(key: int, pos: int, number: int, at_ms: int) -> str:
        return create(row(key), pos, gtid=f"{A}:{number}", server_id=101, committed_ms=at_ms)

    one, two = change(1, 10, 1, 1_000), change(2, 20, 2, 2_000)
    target.apply_records(*records(change(3, 5, 0, 500)))
    # Offset 1 has `one` as well and is read later: what looks like an earlier transaction may be in it.
    target.apply_records(*records(two, one, offset=4))
    target.apply_records(*records(one, two, one, offset=7))
    assert target.names() == {1: "x", 2: "x", 3: "x"}
    with pytest.raises(LogWentBackError, match="partition 0 at offset 10"):
        target.apply_records(*records(change(4, 7, 1, 3_000), offset=10))
