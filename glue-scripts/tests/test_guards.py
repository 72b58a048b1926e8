"""The merges themselves, past what keeps stale rows away from them, and what they may open."""

from pathlib import Path

import pytest
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert import maintenance
from cdc_upsert.changes import DELETED, touches
from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes.debezium_json import DebeziumJson
from cdc_upsert.formats.base import Clauses
from cdc_upsert.formats.delta import DeltaStateTable
from cdc_upsert.planning import joined
from cdc_upsert.session import held_by_all
from cdc_upsert.survey import survey
from envelope import create, delete, update
from target import RAW, Target

COLUMNS = {"ID": "INT", "NAME": "STRING"}
FAR = 1_000_000


def row(key, name="x"):
    return {"ID": key, "NAME": name}


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path, columns=COLUMNS)


def test_a_merge_takes_nothing_that_is_not_newer(target):
    target.apply(create(row(1, "kept"), 20), create(row(2, "kept"), 20, row=1), delete(row(3), 20, row=2))
    [older] = target.live().toDF().where("ID = 1").selectExpr(f"replace({POSITION}, '20-', '10-') AS older").collect()
    stale = [(1, older["older"], False, "late"), (2, older["older"], True, None), (3, older["older"], True, None)]
    rows = target.spark.createDataFrame(stale, f"ID INT, {POSITION} STRING, {DELETED} BOOLEAN, NAME STRING")
    table = DeltaStateTable(target.spark, target.table)
    table.merge(rows, F.lit(True), Clauses(matched=True, new=True))
    assert target.names() == {1: "kept", 2: "kept"}
    table.remember_deleted(rows.where("ID = 3"), F.lit(True), known=1, new=1)
    [position] = target.deleted().toDF().where("ID = 3").select(POSITION).first()
    assert position > older["older"]


def test_files_between_the_keys_of_a_batch_are_not_opened(target):
    middle = FAR // 2
    near = [create(row(key), 10 + key) for key in (1, 2)]
    target.apply(
        *near,
        *[create(row(key), key) for key in (middle, middle + 1, FAR, FAR + 1)],
        *[delete(row(key + 5), key) for key in (1, middle, FAR)],
    )
    for table, path in ((target.live(), target.table.path), (target.deleted(), target.deleted_path)):
        table.toDF().repartitionByRange(3, "ID").write.format("delta").mode("overwrite").save(path)
        # What opened it would fail.
        [between] = (
            table.toDF()
            .where(F.col("ID").between(middle, middle + 9))
            .select("_metadata.file_path")
            .distinct()
            .collect()
        )
        Path(between["file_path"].removeprefix("file:")).unlink()
    report = target.apply(
        update(row(2), row(2, "new"), 2 * FAR),
        update(row(FAR), row(FAR, "new"), 2 * FAR + 1),
        delete(row(FAR + 1), 2 * FAR + 2),
        create(row(3, "new"), 2 * FAR + 3),
    )
    assert (report.upserted, report.deleted, report.stale) == (3, 1, 0)
    outside = ~F.col("ID").between(middle, middle + 9)
    found = {each["ID"]: each["NAME"] for each in target.live().toDF().where(outside).collect()}
    assert found == {1: "x", 2: "new", 3: "new", FAR: "new"}


def test_rows_are_broadcast_by_their_bytes(spark):
    rows = spark.range(1000)
    plans = {size: held_by_all(rows, size)._jdf.queryExecution().logical().toString() for size in (10**9, 10**6)}
    assert {size: "broadcast" in plan for size, plan in plans.items()} == {10**9: False, 10**6: True}
    # A thousand rows of a million bytes are few and not small.
    decoder = DebeziumJson(Table("unused", ("ID",), COLUMNS))
    wide = spark.createDataFrame([(create(row(key, "x" * 10**4), key), None, 0, key) for key in range(100)], RAW)
    found = survey(touches(decoder.decode(wide)), decoder, Table("unused", ("ID",), COLUMNS), F.lit(False))
    assert 10**6 < found.bytes < 2 * 10**6


def test_small_files_become_one_once_there_are_many(target, monkeypatch):
    monkeypatch.setattr(maintenance, "SURPLUS_FILES", 1)
    target.apply(create(row(1), 10))
    target.apply(create(row(2), 20))
    assert (sorted(target.names()), len(target.files())) == ([1, 2], 1)


def test_stripes_join_into_few_ranges_over_the_widest_gaps():
    assert joined([5]) == [(5, 5)]
    assert joined([0, 1, 2, 9, 10]) == [(0, 2), (9, 10)]
    many = [0, *range(100, 300, 2)]
    ranges = joined(many)
    assert len(ranges) == 32
    assert ranges[0] == (0, 0)
    assert all(any(begin <= stripe <= end for begin, end in ranges) for stripe in many)
