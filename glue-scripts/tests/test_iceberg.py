"""Tables in Iceberg, made from the log of changes that the sink appends."""

import json
from datetime import date
from decimal import Decimal

import pytest

from cdc_upsert import logged
from cdc_upsert.formats.iceberg import loaded
from envelope import create, delete, read, truncate, update
from logged_table import COLUMNS, row

WORD = "__debezium_unavailable_value"


def of_postgres(line):
    event = json.loads(line)
    event["source"]["sequence"] = json.dumps([None, str(event["source"]["pos"])])
    return json.dumps(event)


@pytest.mark.parametrize("writes", ["copy-on-write", "merge-on-read"])
def test_the_newest_change_of_each_key_makes_its_row(logged_table, writes):
    it = logged_table(writes=writes)
    it.append(read(row(1, "a"), 4), read(row(2, "b"), 4), read(row(3, "c"), 4))
    assert [each.upserted for each in it.merge()] == [3]
    it.append(update(row(1, "a"), row(1, "A", "2.50"), 10), delete(row(2, "b"), 11), create(row(4, "d"), 12))
    it.append(update(row(1, "A"), row(1, "AA", "3.50"), 13), create(row(2, "B"), 14), delete(row(3, "c"), 15))
    [report] = it.merge()
    assert (report.changes, report.upserted, report.deleted) == (6, 3, 1)
    assert it.names() == {1: "AA", 2: "B", 4: "d"}
    assert str(it.rows()[1]["AMOUNT"]) == "3.50"
    assert it.rows()[1]["AT"].microsecond == 123456
    assert it.merge() == []


def test_what_comes_late_or_again_takes_nothing_back(logged_table):
    it = logged_table()
    it.append(create(row(1, "new"), 20), delete(row(2, "x"), 21))
    it.merge()
    it.append(create(row(1, "old"), 10), create(row(2, "old"), 11), create(row(3, "c"), 22))
    [report] = it.merge()
    assert it.names() == {1: "new", 3: "c"}
    assert report.stale == 2
    before = it.snapshots()
    it.append_records((create(row(1, "new"), 20), 0, 0), (delete(row(2, "x"), 21), 0, 1))
    it.merge()
    assert it.snapshots() == before


def test_rows_that_a_writer_appended_twice_count_once(logged_table):
    it = logged_table()
    lines = [(create(row(n, f"n{n}"), 10 + n), 0, n) for n in range(50)]
    it.append_records(*lines)
    it.append_records(*lines, *lines, (update(row(1, "n1"), row(1, "changed"), 100), 0, 50))
    reports = it.merge()
    assert len(it.names()) == 50
    assert it.names()[1] == "changed"
    assert sum(each.tied for each in reports) == 0
    assert reports[-1].changes == 51


def test_rows_of_two_topics_are_not_one_for_standing_at_the_same_place_of_them(logged_table):
    it = logged_table()
    it.append_records((create(row(1), 10), 0, 5), (create(row(2), 11), 0, 6))
    it.append_records((update(row(1), row(1, "b"), 12), 0, 5), (update(row(2), row(2, "b"), 13), 0, 6))
    it.append_records((create(row(3), 14), 0, 5), (create(row(4), 15), 0, 6))
    it.merge()
    assert it.names() == {1: "b", 2: "b", 3: "a", 4: "a"}


@pytest.mark.parametrize("name", ["epoch", "Partition", "offset", "place", "op", "line", "server"])
def test_a_column_may_be_called_as_what_the_job_has_of_a_change(logged_table, name):
    it = logged_table()
    it.columns[name] = "STRING"
    it.declare()
    it.append(create(row(1, **{name: "mine"}), 10))
    it.merge()
    assert it.rows()[1][name] == "mine"


def test_a_truncation_empties_the_table(logged_table):
    it = logged_table(truncate="apply")
    it.append(create(row(1), 10), create(row(2), 11))
    it.merge()
    it.append(truncate(20), create(row(3), 21))
    it.merge()
    assert set(it.names()) == {3}


def test_it_goes_on_where_the_table_is_and_from_the_beginning_where_that_has_expired(logged_table):
    it = logged_table()
    it.append(create(row(1), 10))
    it.merge()
    last = it.append(create(row(2), 11))
    [report] = it.merge()
    assert report.changes == 1
    assert loaded(it.spark, it.name).properties().get("cdc.log-snapshot") == str(last)
    tagged = it.spark.read.option("tag", f"log-{last}").table(it.name)
    assert tagged.count() == 2
    it.append(create(row(3), 12))
    it.append(create(row(4), 13))
    it.spark.sql(
        f"CALL lake.system.expire_snapshots(table => '{it.database}.logged', older_than => TIMESTAMP '2999-01-01', "
        "retain_last => 1)"
    )
    [report] = it.merge()
    assert report.changes == 4
    assert set(it.names()) == {1, 2, 3, 4}
    assert it.merge() == []


def test_a_log_is_read_in_pieces(logged_table, monkeypatch):
    monkeypatch.setattr(logged, "RECORDS_PER_BATCH", 2)
    it = logged_table()
    for n in range(5):
        it.append(create(row(n), 10 + n))
    assert [each.changes for each in it.merge()] == [2, 2, 1]
    assert set(it.names()) == set(range(5))


def test_files_that_were_packed_or_removed_say_nothing_new(logged_table):
    it = logged_table()
    it.append(create(row(1), 10))
    it.append(create(row(2), 11))
    it.merge()
    it.spark.sql(
        f"CALL lake.system.rewrite_data_files(table => '{it.database}.logged', options => map('rewrite-all', 'true'))"
    ).collect()
    it.spark.sql(f"DELETE FROM {it.log_name} WHERE ID = 1")
    it.append(create(row(3), 12))
    [report] = it.merge()
    assert report.changes == 1
    assert set(it.names()) == {1, 2, 3}


def test_a_column_comes_and_a_value_that_was_not_told_stays(logged_table):
    it = logged_table()
    it.append(create(row(1), 10), create(row(2), 11))
    it.merge()
    it.append(update(row(1), row(1, "b", phone="555"), 12))
    [report] = it.merge()
    assert report.undeclared_columns == {"phone": "phone"}
    assert it.spark.table(it.name).columns[-1] == "phone"
    assert it.rows()[1]["phone"] == "555"
    assert it.rows()[2]["phone"] is None
    # A writer that knows nothing of the column.
    it.append(update(row(1, "b"), row(1, "c"), 13))
    it.merge()
    assert it.rows()[1] == {**it.rows()[1], "NAME": "c", "phone": "555"}


def test_values_that_the_source_did_not_tell_stay(logged_table):
    it = logged_table(positions="postgres-lsn")
    it.append(of_postgres(create(row(1, DOC="long"), 10)), of_postgres(create(row(2, DOC="longer"), 11)))
    it.merge()
    it.append(
        of_postgres(update(row(1), row(1, "b", amount=WORD, DOC=WORD), 12)),
        of_postgres(update(row(2), row(2, "c", DOC="short"), 13)),
        untold=WORD,
    )
    it.merge()
    found = it.rows()
    assert {key: (each["NAME"], each["DOC"], str(each["AMOUNT"])) for key, each in found.items()} == {
        1: ("b", "long", "1.00"),
        2: ("c", "short", "1.00"),
    }


def test_values_of_every_type_arrive_as_they_are(logged_table):
    it = logged_table()
    types = {
        "TINY": ("TINYINT", -128, -128),
        "SMALL": ("SMALLINT", 32767, 32767),
        "BIG": ("BIGINT", 2**63 - 1, 2**63 - 1),
        "FLAG": ("BOOLEAN", True, True),
        "SINGLE": ("FLOAT", 0.1, pytest.approx(0.1)),
        "FLOATING": ("DOUBLE", 1.7976931348623157e308, 1.7976931348623157e308),
        "EXACT": ("DECIMAL(38,10)", "1234567890123456789012345678.0123456789", Decimal),
        "BYTES": ("BINARY", "AP8=", bytearray(b"\x00\xff")),
        "DAY": ("DATE", "0001-01-01", date(1, 1, 1)),
        "SAID": ("STRING", "ein 'Wort' \\ \u0000\U0001f600", "ein 'Wort' \\ \u0000\U0001f600"),
    }
    it.columns.update({name: kind for name, (kind, _, _) in types.items()})
    it.declare()
    values = {name: value for name, (_, value, _) in types.items()}
    it.append(create(row(1, **values), 10), create(row(2, **dict.fromkeys(types)), 11))
    it.merge()
    found = it.rows()
    for name, (_, value, wanted) in types.items():
        assert found[1][name] == (Decimal(value) if wanted is Decimal else wanted)
        assert found[2][name] is None


def test_a_column_is_declared_later_and_widened(logged_table):
    it = logged_table()
    it.append(create(row(1, phone="5"), 10), create(row(2, phone="6"), 11))
    it.merge()
    it.declare(columns={**COLUMNS, "ID": "BIGINT", "AMOUNT": "DECIMAL(20,2)", "phone": "INT"})
    it.append(create(row(3, phone="7"), 12), delete(row(2), 13))
    before = dict(loaded(it.spark, it.name).properties())
    [report] = it.merge()
    after = dict(loaded(it.spark, it.name).properties())
    # Written anew, a table still knows what it was told, and by which log.
    assert json.loads(after["cdc.state"])["told"].items() >= json.loads(before["cdc.state"])["told"].items()
    assert set(after) >= set(before)
    assert it.spark.read.option("tag", f"log-{before['cdc.log-snapshot']}").table(it.name).count() == 2
    assert set(report.retyped_columns) == {"ID", "AMOUNT", "phone"}
    assert {key: each["phone"] for key, each in it.rows().items()} == {1: 5, 3: 7}
    assert dict(it.spark.table(it.name).dtypes)["ID"] == "bigint"
