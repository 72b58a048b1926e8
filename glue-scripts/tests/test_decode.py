"""Without Delta: what becomes of a raw row, and the order of positions."""

import json

import pytest
from pyspark.sql import functions as F  # noqa: N812

from archive_objects import record
from cdc_upsert.changes import IMAGE, KEY, newest, touches
from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes.debezium_json import DebeziumJson
from cdc_upsert.formats.base import State
from cdc_upsert.positions import Epochs, place
from cdc_upsert.schema import lay_out
from envelope import change, create, delete, read, truncate, update
from target import RAW

TABLE = Table("unused", ("ID",), {"ID": "INT", "NAME": "STRING"})


def rows(spark, *texts):
    return spark.createDataFrame([(text, None, 0, offset) for offset, text in enumerate(texts)], RAW)


def decoded(spark, *texts, table=TABLE):
    return DebeziumJson(table).decode(rows(spark, *texts)).collect()


def test_position_orders_as_the_log_does(spark):
    row = {"ID": 1}
    in_order = [
        read(row, 4, file=9),
        create(row, 4, file=9),
        create(row, 4, file=9, row=1),
        create(row, 4, file=9, row=10),
        create(row, 30, file=9),
        create(row, 200, file=9),
        create(row, 4, file=10),
        create(row, 4, file=999_999),
        create(row, 4, file=1_000_000),
    ]
    positions = [found[POSITION] for found in decoded(spark, *in_order)]
    assert positions == sorted(set(positions))
    assert len({len(position) for position in positions}) == 1


def test_position_begins_with_the_epoch_of_its_offset(spark):
    epochs = Epochs.declared([{"0": 1}, {"0": 3, "1": 0}])
    later = Table("unused", ("ID",), TABLE.columns, epochs=epochs)
    same = [create({"ID": 1}, 999 - n, file=999_999 - n) for n in range(4)]
    found = decoded(spark, *same, table=later)
    assert [each[POSITION][:4] for each in found] == ["0000", "0001", "0001", "0002"]
    assert [each["epoch"] for each in found] == [0, 1, 1, 2]
    [other] = DebeziumJson(later).decode(spark.createDataFrame([(same[0], None, 1, 0)], RAW)).collect()
    assert other["epoch"] == 2
    # Where it cannot be told, nothing is guessed.
    [unknown] = DebeziumJson(later).decode(spark.createDataFrame([(same[0], None, None, None)], RAW)).collect()
    assert unknown["reason"] == "no partition and offset, so that its epoch is unknown"


def postgres(op: str, before: int | None, change: int | None, lsn: int = 1) -> str:
    sequence = json.dumps([None if each is None else str(each) for each in (before, change)])
    row = {"ID": 1}
    return json.dumps({"op": op, "after": row, "source": {"lsn": lsn, "sequence": sequence, "txId": 7}})


def test_positions_of_postgres_are_in_the_order_of_commits(spark):
    table = Table("unused", ("ID",), TABLE.columns, positions="postgres-lsn")
    in_order = [
        # Rows of a snapshot, then a transaction that was open across it and committed first: its number is lower.
        postgres("r", None, 900, lsn=900),
        postgres("u", None, 800, lsn=800),
        # An insert race on one key: the transaction that commits later had written its row before.
        postgres("d", 1000, 1500, lsn=1500),
        postgres("c", 1600, 1100, lsn=1100),
        # An incremental snapshot's row has no LSN of its own, and a change at its place is newer.
        postgres("r", 1700, 1650),
        postgres("u", 1700, 1650),
        postgres("u", 10**18, 10**18 + 1),
    ]
    found = [each[POSITION] for each in decoded(spark, *in_order, table=table)]
    assert found == sorted(set(found))
    assert len({len(position) for position in found}) == 1
    [bad] = decoded(spark, json.dumps({"op": "c", "after": {"ID": 1}, "source": {"lsn": 5}}), table=table)
    assert bad["reason"] == "no position in the log"


def test_a_line_of_an_archive_is_read_once(spark):
    """Not once for every column that is looked at."""
    table = Table("unused", ("ID", "LINE", "NAME"), {"ID": "INT", "LINE": "INT", "NAME": "STRING"})
    text = record(create({"ID": 1, "LINE": 2, "NAME": "a"}, 4), 0, 17, '{"ID":1,"LINE":2,"NAME":"a"}')
    archived = spark.createDataFrame([(text,)], "record STRING")
    batch = touches(DebeziumJson(table).decode(archived))
    plan = batch._jdf.queryExecution().executedPlan().toString()
    assert plan.count("from_json(") == 1
    [found] = batch.collect()
    assert (found["partition"], found["offset"], found["key_names"]) == (0, 17, ["ID", "LINE", "NAME"])
    assert found[KEY].asDict() == {"ID": 1, "LINE": 2, "NAME": "a"}


def test_tombstones_of_an_archive_are_left_out_and_other_documents_are_told(spark):
    lines = {
        '{"partition":0,"offset":1,"key":{"ID":1},"value":null}': None,
        '{"partition":0,"offset":2,"key":5,"value":null}': None,
        '{"ID": 1}': "no archived record: `partition` and `offset` are missing",
        create({"ID": 1}, 4): "no archived record: `partition` and `offset` are missing",
        # Two records that lost the end of the line between them.
        record(create({"ID": 1}, 4), 0, 1) + record(create({"ID": 2}, 5), 0, 2): "no JSON",
        '{"partition":0,"offs': "no JSON",
    }
    archived = spark.createDataFrame([(line,) for line in lines], "record STRING")
    found = {row["line"]: row["reason"] for row in DebeziumJson(TABLE).decode(archived).collect()}
    assert found == {line: reason for line, reason in lines.items() if reason is not None}


def test_every_kind_of_change_is_decoded(spark):
    one, two = {"ID": 1, "NAME": "a"}, {"ID": 2, "NAME": "b"}
    changes = [read(one, 4), create(one, 5), update(one, two, 6), delete(two, 7), truncate(8)]
    found = decoded(spark, *changes)
    assert [row["reason"] for row in found] == [None] * 5
    assert [row["op"] for row in found] == ["r", "c", "u", "d", "t"]
    assert (found[2]["key_before"]["ID"], found[2]["key_after"]["ID"]) == (1, 2)
    assert found[3]["key_before"]["ID"] == 2


@pytest.mark.parametrize("line", ["", "  ", "null"])
def test_lines_without_a_value_are_left_out(spark, line):
    assert decoded(spark, line) == []


BAD_LINES = {
    "{": "no JSON",
    "[1]": "no change envelope",
    "7": "no change envelope",
    '{"ID": 1}': "no change envelope",
    # `schemas.enable=true` by mistake.
    json.dumps({"schema": {"type": "struct"}, "payload": json.loads(create({"ID": 1}, 4))}): "no change envelope",
    change("x", None, {"ID": 1}, 4): "unknown op x",
    create({"ID": 1}, 4, file="binlog"): "no position in the log",
    create({"ID": 1}, -1): "no position in the log",
    json.dumps({"op": "c", "after": {"ID": 1}}): "no position in the log",
    change("u", {"ID": 1}, None, 4): "no row after the change",
    change("d", None, None, 4): "no row before the change",
    create({"NAME": "a"}, 4): "no merge key",
    delete({"ID": None}, 4): "no merge key",
}


def test_what_cannot_be_applied_is_told_with_the_reason(spark):
    found = decoded(spark, *BAD_LINES)
    assert {row["line"]: row["reason"] for row in found} == BAD_LINES


def typed(spark, table, *changes):
    decoder = DebeziumJson(table)
    batch = touches(decoder.decode(rows(spark, *changes)))
    shapes = {tuple(row[0]) for row in batch.select(F.map_keys(IMAGE)).collect() if row[0] is not None}
    return decoder.typed(newest(batch, decoder.digest(), {}), lay_out(shapes, (), table, State())).collect()


def test_values_keep_their_text(spark):
    row = {"ID": 1, "BIG": 18446744073709551615, "TEXT": 'a"\n\u00e9', "NONE": None, "FLAG": True, "DEEP": {"a": [1]}}
    wanted = {"BIG": "18446744073709551615", "TEXT": 'a"\n\u00e9', "NONE": None, "FLAG": "true", "DEEP": '{"a":[1]}'}
    [found] = typed(spark, TABLE, create(row, 4))
    assert {name: found[name] for name in wanted} == wanted


def test_latest_takes_the_newest_of_each_key(spark):
    one, two, three = ({"ID": number, "NAME": name} for number, name in ((1, "a"), (2, "b"), (3, "c")))
    changes = [
        create({**one, "NAME": "new"}, 9, file=10),
        create({**one, "NAME": "old"}, 99, file=9),
        read({**two, "NAME": "snapshot"}, 5),
        update(two, {**two, "NAME": "change"}, 5),
        update(three, {**three, "ID": 4}, 6),
    ]
    decoder = DebeziumJson(TABLE)
    batch = touches(decoder.decode(rows(spark, *changes)))
    found = {row[KEY]["ID"]: row for row in newest(batch, decoder.digest(), {}).collect()}
    names = {key: (row["__deleted"], (row[IMAGE] or {}).get("NAME")) for key, row in found.items()}
    assert names == {1: (False, "new"), 2: (False, "change"), 3: (True, None), 4: (False, "c")}
    assert not any(row["__tied"] for row in found.values())


def test_of_two_changes_at_one_place_the_later_record_counts_and_is_told(spark):
    """As a compressed transaction gives them, whose inner events have one place."""
    one, two = {"ID": 1, "NAME": "zzz, the greater text"}, {"ID": 1, "NAME": "later"}
    other = {"ID": 2, "NAME": "repeated"}
    changes = [create(one, 4), update(one, two, 4), create(other, 5), create(other, 5)]
    decoder = DebeziumJson(TABLE)
    found = newest(touches(decoder.decode(rows(spark, *changes))), decoder.digest(), {}).collect()
    assert {row[KEY]["ID"]: (row[IMAGE]["NAME"], row["__tied"]) for row in found} == {
        1: ("later", True),
        2: ("repeated", False),
    }


def test_the_place_of_a_change_is_its_position_without_the_offset(spark):
    [one, two] = decoded(spark, create({"ID": 1}, 4), create({"ID": 1}, 4))
    assert one[POSITION] < two[POSITION]
    batch = spark.createDataFrame([(one[POSITION],), (two[POSITION],)], "p STRING")
    assert batch.select(place(F.col("p"))).distinct().count() == 1


def test_a_key_is_found_whatever_its_case(spark):
    table = Table("unused", ("ID", "Line"), {"ID": "INT", "Line": "INT"}, sources={"Line": ("LINE NO",)})
    [found] = decoded(spark, create({"id": 1, "line no": 2}, 4), table=table)
    assert found["key_after"].asDict() == {"ID": 1, "Line": 2}
