"""Without Delta: what becomes of a line, and the order of positions."""

import json

import pytest

from cdc_upsert.decode import decode
from cdc_upsert.latest import latest
from cdc_upsert.rows import spellings, typed_rows
from cdc_upsert.table import POSITION, Table
from cdc_upsert.touches import touches
from envelope import change, create, delete, read, truncate, update

TABLE = Table("unused", ("ID",), {"ID": "INT", "NAME": "STRING"})


def lines(spark, *texts):
    return spark.createDataFrame([(text,) for text in texts], "value STRING")


def decoded(spark, *texts, table=TABLE):
    return decode(lines(spark, *texts), table).collect()


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


def test_position_begins_with_the_epoch(spark):
    later = Table("unused", ("ID",), TABLE.columns, epoch=1)
    [old] = decoded(spark, create({"ID": 1}, 999, file=999_999))
    [new] = decoded(spark, create({"ID": 1}, 4, file=1), table=later)
    assert old[POSITION] < new[POSITION]


def test_position_of_postgres_is_the_lsn(spark):
    def line(lsn):
        return json.dumps({"op": "c", "after": {"ID": 1}, "source": {"lsn": lsn}})

    small, large = (found[POSITION] for found in decoded(spark, line(9), line(10**18)))
    assert small < large


def test_every_kind_of_change_is_decoded(spark):
    one, two = {"ID": 1, "NAME": "a"}, {"ID": 2, "NAME": "b"}
    changes = [read(one, 4), create(one, 5), update(one, two, 6), delete(two, 7), truncate(8)]
    found = decoded(spark, *changes)
    assert [row["reason"] for row in found] == [None] * 5
    assert [row["op"] for row in found] == ["r", "c", "u", "d", "t"]
    assert (found[2]["key_before"], found[2]["key_after"]) == (["1"], ["2"])
    assert found[3]["key_before"] == ["2"]


@pytest.mark.parametrize("line", ["", "  ", "null"])
def test_lines_without_a_value_are_left_out(spark, line):
    assert decoded(spark, line) == []


BAD_LINES = {
    "{": "not a change envelope",
    "[1]": "not a change envelope",
    '{"ID": 1}': "not a change envelope",
    change("x", None, {"ID": 1}, 4): "unknown op x",
    create({"ID": 1}, 4, file="binlog"): "no position in the log",
    create({"ID": 1}, -1): "no position in the log",
    json.dumps({"op": "c", "after": {"ID": 1}}): "no position in the log",
    change("u", {"ID": 1}, None, 4): "no row after the change",
    change("d", None, None, 4): "no row before the change",
    create({"NAME": "a"}, 4): "no merge key",
    delete({"ID": None}, 4): "no merge key",
}


def test_bad_lines_are_set_aside_with_the_reason(spark):
    found = decoded(spark, *BAD_LINES)
    assert {row["line"]: row["reason"] for row in found} == BAD_LINES


def test_values_keep_their_text(spark):
    row = {"ID": 1, "BIG": 18446744073709551615, "TEXT": 'a"\n\u00e9', "NONE": None, "FLAG": True, "DEEP": {"a": [1]}}
    wanted = {"BIG": "18446744073709551615", "TEXT": 'a"\n\u00e9', "NONE": None, "FLAG": "true", "DEEP": '{"a":[1]}'}
    newest = latest(touches(decode(lines(spark, create(row, 4)), TABLE), TABLE))
    [found] = typed_rows(newest, spellings(list(row), TABLE), TABLE).collect()
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
    batch = decode(lines(spark, *changes), TABLE)
    found = {row["__key"]["ID"]: row for row in latest(touches(batch, TABLE)).collect()}
    assert {key: (row["__deleted"], json.loads(row["__image"] or "{}").get("NAME")) for key, row in found.items()} == {
        1: (False, "new"),
        2: (False, "change"),
        3: (True, None),
        4: (False, "c"),
    }
