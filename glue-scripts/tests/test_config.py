"""What may be declared of a table."""

import pytest

from cdc_upsert.config import IcebergForm, Table
from cdc_upsert.positions import Epochs

TWO = {"ID": "INT", "NAME": "STRING"}
WRONG = [
    ({"columns": {"ID": "INT", "AT": "VARCHAR(10)"}}, r"`columns\.AT` must match .*, got: VARCHAR\(10\)"),
    ({"columns": {**TWO, "name": "STRING"}}, "`columns` must differ in more than case"),
    ({"columns": {"ID": "INT", "__position": "INT"}}, "`columns` must not begin with __"),
    ({"keys": ("OTHER",)}, "`keys` must name declared columns"),
    ({"keys": ()}, "`keys` must name declared columns"),
    ({"columns": TWO, "sources": {"NAME": ("NAME", "id")}}, r"must take each source column once, got twice: \['id'\]"),
    (
        {"columns": TWO, "dropped": frozenset({"ID"})},
        r"`dropped` must name declared columns beside the key, got: \['ID'\]",
    ),
    ({"dropped": frozenset({"NOTE"})}, "`dropped` must name declared columns"),
    ({"positions": "oracle-scn"}, r"`positions` must be one of \['mysql-binlog', 'postgres-lsn'\], got: oracle-scn"),
    ({"truncate": "maybe"}, "`truncate` must be one of"),
    ({"unknown_server": "maybe"}, "`unknownServer` must be one of"),
    ({"zero_dates": "epoch"}, "`zeroDates` must be one of"),
    ({"bad_lines": -1}, "`badLines` must be at least 0, got: -1"),
    ({"unavailable": ""}, "`unavailable` must not be empty"),
]


@pytest.mark.parametrize(("declared", "message"), WRONG)
def test_fails_a_declaration_that_cannot_be(declared, message):
    with pytest.raises(ValueError, match=message):
        Table(**{"path": "lake/customer", "keys": ("ID",), "columns": {"ID": "INT"}, **declared})


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"buckets": 0}, "`buckets` must be 1 to 1024, got: 0"),
        ({"buckets": 1025}, "`buckets` must be 1 to 1024, got: 1025"),
        ({"writes": "often"}, "`writes` must be one of .*, got: often"),
    ],
)
def test_fails_a_form_that_cannot_be(form, message):
    with pytest.raises(ValueError, match=message):
        IcebergForm("lake.db", **form)


def test_types_have_one_spelling():
    assert Table("t", ("ID",), {"ID": "integer", "A": "decimal( 5 )"}).columns == {"ID": "INT", "A": "DECIMAL(5,0)"}


def test_iceberg_has_no_short_numbers():
    columns = {"ID": "SMALLINT", "A": "TINYINT", "B": "BIGINT"}
    assert Table("t", ("ID",), columns, iceberg=IcebergForm("lake.db")).columns == {
        "ID": "INT",
        "A": "INT",
        "B": "BIGINT",
    }


@pytest.mark.parametrize("epochs", [[{"0": -1}], [{"0": 5}, {"0": 4}], [{}] * 10_000])
def test_fails_epochs_that_fall(epochs):
    with pytest.raises(ValueError, match="`epochs` must"):
        Epochs.declared(epochs)
