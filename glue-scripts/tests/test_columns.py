"""Columns that come, and types that hold or change."""

import pytest

from cdc_upsert.lost import CannotCastError
from cdc_upsert.rows import ReservedColumnError
from cdc_upsert.tables import ColumnTypeChangedError
from envelope import create, truncate
from target import COLUMNS, Target


def row(key, **more):
    return {"ID": key, "NAME": "x", "AMOUNT": "1.50", "AT": "2024-01-31T12:00:00.250Z", **more}


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path, truncate="apply")


def test_columns_come_and_get_their_type_once_they_are_declared(target):
    # A truncate leaves a property in the table, which a change of type must not lose.
    target.apply(truncate(5), create(row(1), 10))
    report = target.apply(create(row(2, NOTE={"a": 1.5}, COUNT=7, amount="2.50"), 20), create(row(4, COUNT="n"), 19))
    assert report.undeclared_columns == report.added_columns == ("COUNT", "NOTE")
    found = {key: (each["NOTE"], each["COUNT"], str(each["AMOUNT"])) for key, each in target.rows().items()}
    # Both spellings of a column are the declared one.
    assert found == {1: (None, None, "1.50"), 2: ('{"a":1.5}', "7", "1.50"), 4: (None, "n", "1.50")}

    commits = target.commits()
    with pytest.raises(CannotCastError, match=r"`columns\.AMOUNT` is declared DECIMAL\(12,2\), got: '1.505'"):
        target.apply(create(row(3), 30), create(row(5, AMOUNT="1.505"), 31))
    with pytest.raises(CannotCastError, match=r"`columns\.ID` is declared INT, got: 'one'"):
        target.apply(create(row("one"), 30))
    target.declare(columns={**COLUMNS, "NAME": "INT"})
    with pytest.raises(ColumnTypeChangedError, match=r"`columns\.NAME` is declared INT, got in the table: string"):
        target.apply(create(row(3), 30))
    target.declare(columns={**COLUMNS, "Count": "INT"}, truncate="apply")
    with pytest.raises(CannotCastError, match=r"`columns\.COUNT` is declared INT, got: 'n'"):
        target.apply(create(row(3), 30))
    with pytest.raises(ReservedColumnError, match="must not begin with __, got: __position"):
        target.apply(create(row(3, __position="x"), 30))
    assert target.commits() == commits

    # Undeclared, it goes on as text until no row holds such a value.
    target.declare(truncate="apply")
    target.apply(create(row(4, COUNT=4), 40))
    with_day = {**COLUMNS, "COUNT": "INT", "DAY": "DATE"}
    target.declare(columns=with_day, truncate="apply")
    # Days and times that Spark does not write unasked, such as a source's "no date".
    old = {"DAY": "0001-01-01Z", "AT": "1883-01-01T00:00:00Z"}
    report = target.apply(create(row(3, COUNT=3, **old), 41), create(row(6), 4))
    assert (report.retyped_columns, report.added_columns) == (("COUNT",), ("DAY",))
    found = {key: (each["COUNT"], str(each["DAY"])) for key, each in target.rows().items()}
    # Key 6 is of before the truncate.
    assert found == {1: (None, "None"), 2: (7, "None"), 4: (4, "None"), 3: (3, "0001-01-01")}
    schema = target.live().toDF().schema
    assert {field.name for field in schema if field.metadata} == {"NOTE"}
    target.declare(columns={**with_day, "COUNT": "BIGINT"}, truncate="apply")
    with pytest.raises(ColumnTypeChangedError, match=r"`columns\.COUNT` is declared BIGINT, got in the table: int"):
        target.apply(create(row(7), 50))
