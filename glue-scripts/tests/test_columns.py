"""Columns that come, and types that hold or change."""

import pytest

from cdc_upsert.errors import (
    CannotCastError,
    ColumnClashError,
    ColumnGoneError,
    ColumnTypeChangedError,
    ReservedColumnError,
)
from envelope import create, delete, truncate, update
from target import COLUMNS, Target


def row(key, name="x", **more):
    return {"ID": key, "NAME": name, "AMOUNT": "1.50", "AT": "2024-01-31T12:00:00.250Z", **more}


@pytest.fixture
def target(spark, tmp_path):
    return Target(spark, tmp_path, truncate="apply")


def test_columns_come_and_get_their_type_once_they_are_declared(target):
    # A truncate leaves a property in the table, which a change of type must not lose.
    target.apply(truncate(5), create(row(1), 10))
    spelled = row(2, NOTE={"a": 1.5}, COUNT=7, amount="2.50")
    del spelled["AMOUNT"]
    report = target.apply(create(spelled, 20), create(row(4, COUNT="n"), 19))
    assert (report.undeclared_columns, report.added_columns) == ({"COUNT": "COUNT", "NOTE": "NOTE"}, ("COUNT", "NOTE"))
    found = {key: (each["NOTE"], each["COUNT"], str(each["AMOUNT"])) for key, each in target.rows().items()}
    # Both spellings of a column are the declared one.
    assert found == {1: (None, None, "1.50"), 2: ('{"a":1.5}', "7", "2.50"), 4: (None, "n", "1.50")}

    commits = target.commits()
    with pytest.raises(CannotCastError, match=r"`columns\.AMOUNT` is declared DECIMAL\(12,2\), got: '1.505'"):
        target.apply(create(row(3), 30), create(row(5, AMOUNT="1.505"), 31))
    with pytest.raises(CannotCastError, match=r"`columns\.ID` is declared INT, got: 'one'"):
        target.apply(create(row("one"), 30))
    target.declare(columns={**COLUMNS, "NAME": "INT"})
    with pytest.raises(ColumnTypeChangedError, match=r"`columns\.NAME` is declared INT, got in the table: string"):
        target.apply(create(row(3), 30))
    target.declare(columns={**COLUMNS, "Count": "INT"}, truncate="apply")
    with pytest.raises(CannotCastError, match=r"`columns\.Count` is declared INT, got: 'n'"):
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
    target.declare(columns={**with_day, "COUNT": "SMALLINT"}, truncate="apply")
    with pytest.raises(ColumnTypeChangedError, match=r"`columns\.COUNT` is declared SMALLINT, got in the table: int"):
        target.apply(create(row(7, COUNT=7, **old), 50))


def test_odd_names_arrive_under_safe_ones_until_they_are_declared(target):
    odd = {"unit price": 1, "a,b": "x", "x=y": "y", "p(eur)": "1.50", "gr\u00f6\u00dfe": 7}
    report = target.apply(create(row(1, **odd), 10))
    spelled = {
        "unit_price": "unit price",
        "a_b": "a,b",
        "x_y": "x=y",
        "p_eur": "p(eur)",
        "gr\u00f6\u00dfe": "gr\u00f6\u00dfe",
    }
    assert report.undeclared_columns == spelled
    assert {name: target.rows()[1][name] for name in spelled} == {
        "unit_price": "1",
        "a_b": "x",
        "x_y": "y",
        "p_eur": "1.50",
        "gr\u00f6\u00dfe": "7",
    }
    for other in ("unit-price", "unit_price"):
        with pytest.raises(ColumnClashError, match=f"`unit price` and `{other}` would both be `unit_price`"):
            target.apply(create(row(2, **{other: 2}), 20))
    with pytest.raises(ColumnClashError, match="`NAME` and `Name` would both be `NAME`"):
        target.apply(create(row(2, Name="y"), 20))
    target.declare(
        columns={**COLUMNS, "unit_price": "INT", "EUR": "DECIMAL(10,2)"},
        sources={"unit_price": ("unit_price", "unit price"), "EUR": ("EUR", "p(eur)")},
    )
    report = target.apply(create(row(2, **{**odd, "unit price": 2}), 20))
    assert (report.retyped_columns, report.added_columns) == (("unit_price",), ("EUR",))
    found = {key: (each["unit_price"], str(each["EUR"])) for key, each in target.rows().items()}
    # What it was called before it was declared stays beside it.
    assert found == {1: (1, "None"), 2: (2, "1.50")}
    assert target.rows()[1]["p_eur"] == "1.50"


def test_a_column_that_the_source_no_longer_tells_keeps_its_values(target):
    target.apply(create(row(1), 10), create(row(2), 11), create(row(3, NAME=None), 12))

    def renamed(key, name, **more):
        return {**{column: value for column, value in row(key).items() if column != "NAME"}, "TITLE": name, **more}

    commits = target.commits()
    gone = (
        r"no longer tells `columns\.NAME`.*`from: \[\"NEW_NAME\", \"NAME\"\]` \(undeclared columns in its rows: TITLE\)"
    )
    with pytest.raises(ColumnGoneError, match=gone):
        target.apply(update(row(1), renamed(1, "new"), 20))
    # Also where both kinds of rows come in one batch, whatever their order.
    with pytest.raises(ColumnGoneError):
        target.apply(update(row(1), renamed(1, "new"), 20), update(row(2), row(2, NAME="y"), 15))
    assert target.commits() == commits

    target.declare(dropped=frozenset({"NAME"}))
    target.apply(
        # Told before it was dropped, and by nobody since.
        update(row(2), row(2, NAME="last"), 15),
        update(row(2), renamed(2, "a"), 21),
        update(row(1), renamed(1, "b"), 22),
        create(renamed(4, "c"), 23),
        # Deleted in between: another row.
        delete(row(3), 24),
        create(renamed(3, "d"), 25),
    )
    assert target.names() == {1: "x", 2: "last", 3: None, 4: None}
    # Also where no row of a batch tells it.
    target.apply(delete(row(2), 26), create(renamed(2, "e"), 27), update(renamed(1, "b"), renamed(1, "f"), 28))
    assert target.names() == {1: "x", 2: None, 3: None, 4: None}
    target.declare(sources={"NAME": ("NAME", "TITLE")})
    target.apply(update(renamed(1, "b"), renamed(1, "again"), 30))
    assert target.names() == {1: "again", 2: None, 3: None, 4: None}
    # The lake follows the new name.
    columns = {**{name: kind for name, kind in COLUMNS.items() if name != "NAME"}, "TITLE": "STRING"}
    target.declare(columns=columns, sources={"TITLE": ("TITLE", "NAME")})
    with pytest.raises(ColumnClashError):
        # The table has that name already: the text that arrived while nobody had declared it.
        target.apply(update(renamed(1, "b"), {**renamed(1, "again"), "NAME": "both"}, 31))


def test_a_column_gets_the_name_and_the_width_that_are_declared_now(target):
    target.apply(create(row(1), 10))
    columns = {"ID": "BIGINT", "LABEL": "STRING", "AMOUNT": "DECIMAL(14,3)", "AT": "TIMESTAMP"}
    target.declare(columns=columns, sources={"LABEL": ("LABEL", "NAME")})
    big = {"ID": 2**40, "LABEL": "y", "AMOUNT": "1.505", "AT": None}
    report = target.apply(create(big, 20))
    assert report.retyped_columns == ("AMOUNT", "ID", "LABEL")
    found = {key: (each["LABEL"], str(each["AMOUNT"])) for key, each in target.rows().items()}
    assert found == {1: ("x", "1.500"), 2**40: ("y", "1.505")}
    # By its new name as well, and by another case, it is known to have been told.
    target.declare(
        columns={("label" if name == "LABEL" else name): kind for name, kind in columns.items()},
        sources={"label": ("label", "NAME")},
    )
    with pytest.raises(ColumnGoneError, match=r"no longer tells `columns\.label`"):
        target.apply(create({"ID": 5, "TITLE": "y", "AMOUNT": "1", "AT": None}, 25))
    commits = target.commits()
    target.declare(columns={**columns, "AMOUNT": "DECIMAL(12,2)"}, sources={"LABEL": ("LABEL", "NAME")})
    with pytest.raises(
        ColumnTypeChangedError, match=r"`columns\.AMOUNT` is declared DECIMAL\(12,2\), got in the table: decimal"
    ):
        target.apply(create({**big, "ID": 3}, 30))
    assert target.commits() == commits


def test_a_column_that_is_added_in_the_source_leaves_older_rows_alone(target):
    """What an event does not tell is not null: null is told."""
    target.apply(create(row(1), 10))
    target.declare(columns={**COLUMNS, "NOTE": "STRING"})
    target.apply(
        update(row(1), row(1, NAME="y"), 20),
        create(row(2, NOTE="n"), 30),
        create(row(3, NOTE="n"), 31),
        create(row(4), 21),
    )
    target.apply(update(row(2, NOTE="n"), row(2, NOTE=None), 40))
    assert {key: each["NOTE"] for key, each in target.rows().items()} == {1: None, 2: None, 3: "n", 4: None}
    # All of it again: older rows that lack the column are older than the first that told it.
    commits = target.commits()
    target.apply(create(row(1), 10), update(row(1), row(1, NAME="y"), 20), create(row(4), 21))
    assert target.commits() == commits


def test_what_nobody_tells_stays_unless_the_key_was_deleted_since(target):
    target.declare(columns={**COLUMNS, "OLD": "STRING"})
    target.apply(
        create(row(1, OLD="a", NOTE="arrived undeclared"), 10),
        delete(row(2, OLD="b", NOTE="b"), 11),
        create(row(2, OLD="kept", NOTE="kept"), 12),
    )
    target.declare(columns={**COLUMNS, "OLD": "STRING"}, dropped=frozenset({"OLD"}))
    target.apply(
        delete(row(1), 20),
        create(row(1, "again"), 21),
        # A deletion from before the table's row comes again beside something new.
        delete(row(2, OLD="b", NOTE="b"), 11),
        update(row(2), row(2, "new"), 22),
    )
    found = {key: (each["NAME"], each["OLD"], each["NOTE"]) for key, each in target.rows().items()}
    assert found == {1: ("again", None, None), 2: ("new", "kept", "kept")}


def test_a_wider_key_is_remembered_as_wide_and_a_renamed_one_keeps_its_name(target):
    target.apply(create(row(1), 10), create(row(2), 11), delete(row(2), 12))
    wide = {**COLUMNS, "ID": "BIGINT"}
    target.declare(columns=wide)
    target.apply(create(row(2**40), 20), delete(row(2**41), 21))
    target.apply(delete(row(2**40), 30), update(row(2), row(2), 11))
    assert sorted(target.names()) == [1]
    assert sorted(each["ID"] for each in target.deleted().toDF().collect()) == [2, 2**40, 2**41]
    event = {"CUST_ID": 3, **{name: value for name, value in row(3).items() if name != "ID"}}
    renamed = {"CUST_ID": "BIGINT", **{name: kind for name, kind in COLUMNS.items() if name != "ID"}}
    target.declare(keys=("CUST_ID",), columns=renamed, sources={"CUST_ID": ("CUST_ID", "ID")})
    with pytest.raises(ColumnTypeChangedError, match=r'declare `ID` with `from: \["ID", "CUST_ID"\]`'):
        target.apply(create(event, 40))
    target.declare(columns=wide, sources={"ID": ("ID", "CUST_ID")})
    target.apply(create(event, 40))
    assert sorted(target.names()) == [1, 3]


def test_a_declared_column_never_takes_over_the_text_of_another(target):
    target.apply(create(row(1, **{"unit price": 5, "NOTE": "n"}), 10))
    target.declare(columns={**COLUMNS, "unit_price": "INT"})
    with pytest.raises(ColumnClashError, match="`unit price` and `unit_price` would both be `unit_price`"):
        target.apply(create(row(2, unit_price=7), 20))
    # What does not fit is told by the declared name.
    target.declare(columns={**COLUMNS, "REMARK": "INT"}, sources={"REMARK": ("REMARK", "NOTE")})
    with pytest.raises(CannotCastError, match=r"`columns\.REMARK` is declared INT, got: 'n'"):
        target.apply(create(row(2, NOTE="7"), 20))
    with pytest.raises(ReservedColumnError, match=r'under another name, with `from: \["__op"\]`'):
        target.apply(create(row(2, __op="u"), 20))
    target.declare(columns={**COLUMNS, "OP": "STRING"}, sources={"OP": ("OP", "__op")})
    target.apply(create(row(2, __op="u"), 20))
    assert target.rows()[2]["OP"] == "u"
