"""What other programs than Spark read of a table: delta-rs by itself, and pyarrow the files that delta-rs names."""

import base64
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow
from deltalake import DeltaTable, QueryBuilder

from envelope import create
from target import Target

NINES = "9" * 28 + "." + "9" * 10
#: Lowest and highest value of each type that a column can be declared as, as Python has them.
ENDS = {
    "BOOLEAN": (False, True),
    "TINYINT": (-128, 127),
    "SMALLINT": (-(2**15), 2**15 - 1),
    "INT": (-(2**31), 2**31 - 1),
    "BIGINT": (-(2**63), 2**63 - 1),
    # The largest of a float, and the one next to zero.
    "FLOAT": (-3.4028234663852886e38, 2.0**-149),
    "DOUBLE": (-1.7976931348623157e308, 5e-324),
    "STRING": ("", "\u0000\u00e9\u4e2d\U0001f600"),
    "BINARY": (b"", bytes(range(256))),
    "DATE": (date(1, 1, 1), date(9999, 12, 31)),
    # As MySQL's DATETIME has them.
    "TIMESTAMP": (datetime(1000, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
    "DECIMAL(38,10)": (Decimal(f"-{NINES}"), Decimal(NINES)),
    "DECIMAL(20,0)": (Decimal(0), Decimal(2**64 - 1)),
}


#: The same as Debezium's JSON has them, where that is not what Python's has.
TEXTS = {
    "BINARY": [base64.b64encode(end).decode() for end in ENDS["BINARY"]],
    "DATE": ["0001-01-01Z", "9999-12-31Z"],
    "TIMESTAMP": ["1000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"],
    "FLOAT": [-3.4028235e38, 1.4e-45],
    "DECIMAL(38,10)": [f"-{NINES}", NINES],
    "DECIMAL(20,0)": [0, 2**64 - 1],
}


def test_other_programs_read_the_ends_of_every_type(spark, tmp_path):
    names = {kind: f"C{n}" for n, kind in enumerate(ENDS)}
    target = Target(spark, tmp_path, columns={"ID": "INT", **{name: kind for kind, name in names.items()}})
    rows = [{name: TEXTS.get(kind, ENDS[kind])[n] for kind, name in names.items()} for n in range(2)]
    target.apply(*[create({"ID": n, **row}, n) for n, row in enumerate([*rows, dict.fromkeys(names.values())])])

    table = DeltaTable(target.table.path)
    rows = QueryBuilder().register("found", table).execute('SELECT * FROM found ORDER BY "ID"')
    for found in (table.to_pyarrow_table().sort_by("ID"), pyarrow.table(rows)):
        values = found.to_pydict()
        assert {kind: values[name] for kind, name in names.items()} == {
            kind: [*ends, None] for kind, ends in ENDS.items()
        }
