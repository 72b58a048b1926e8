"""Texts as the connector writes them, and the values that they become; null is what fails the batch."""

import base64

import pytest
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.table import Table
from cdc_upsert.typed import typed


def unscaled(number: int) -> str:
    """As Connect's JsonConverter writes a decimal of scale 0."""
    return base64.b64encode(number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True)).decode()


VALUES = {
    "INT": {"1": "1", "-7": "-7", "1.5": None, "2147483648": None, "one": None},
    "BOOLEAN": {"1": "true", "0": "false", "true": "true", "2": None},
    "DOUBLE": {"1.1": "1.1", "NaN": "NaN", "much": None},
    "BINARY": {"AQ==": "\u0001", "?": None},
    "STRING": {"": "", "\u00e9\U0001f600": "\u00e9\U0001f600"},
    "DECIMAL(12, 2)": {
        "1.50": "1.50",
        "-1.5": "-1.50",
        "1.500": "1.50",
        "1.505": None,
        "12345678901.00": None,
        # A value of the connector's binary form is refused, not guessed at.
        "AJY=": None,
    },
    # Java writes decimals below 0.000001 with an exponent.
    "NUMERIC(20,10)": {"1.000E-7": "1.000E-7", "1.5E-11": None, "0E-10": "0E-10", "1.50E-9": "1.5E-9"},
    "DECIMAL(5)": {"1E+3": "1000", "15E-1": None, "10E-1": "1", "123456": None},
    # BIGINT UNSIGNED with `bigint.unsigned.handling.mode=precise`, beside plain digits.
    "DECIMAL(20,0)": {
        **{unscaled(n): str(n) for n in (0, 1, 127, 128, 10**9, 2**63, 2**64 - 1)},
        "12": "12",
        "1234": "1234",
        "12345678901234567890": "12345678901234567890",
        unscaled(2**64): None,
        "Infinity": None,
        "1.5": None,
        "AQ=": None,
    },
    "DATE": {"2024-02-29": "2024-02-29", "2024-02-29Z": "2024-02-29", "2023-02-29Z": None}
    # Days since 1970, a year, a time of day that would be cut off.
    | {"19753": None, "2024": None, "2024-02-29T10:00:00Z": None},
    "TIMESTAMP": {
        "2024-01-31T12:00:00Z": "2024-01-31 12:00:00",
        "2024-01-31T12:00:00.250Z": "2024-01-31 12:00:00.25",
        "2024-01-31T12:00:00.123456000Z": "2024-01-31 12:00:00.123456",
        "2024-01-31T12:00:00.123456+02:00": "2024-01-31 10:00:00.123456",
        "2024-01-31T12:00:00.1234567Z": None,
        "1706702400000": None,
        "2024": None,
        "soon": None,
    },
}


def test_texts_become_values_or_null(spark):
    rows = [(kind, text) for kind, texts in VALUES.items() for text in texts]
    batch = spark.createDataFrame(rows, "kind STRING, text STRING")
    value = F.coalesce(*[F.when(F.col("kind") == kind, F.expr(typed("text", kind)).cast("string")) for kind in VALUES])
    found = {(row["kind"], row["text"]): row["value"] for row in batch.withColumn("value", value).collect()}
    assert found == {(kind, text): value for kind, texts in VALUES.items() for text, value in texts.items()}


WRONG = [
    ({"columns": {"ID": "INT", "AT": "VARCHAR(10)"}}, r"`columns\.AT` must match .*, got: VARCHAR\(10\)"),
    ({"columns": {"ID": "INT", "NAME": "STRING", "name": "STRING"}}, "`columns` must differ in more than case"),
    ({"columns": {"ID": "INT", "__position": "INT"}}, "`columns` must not begin with __"),
    ({"keys": ("OTHER",)}, "`keys` must name declared columns"),
    ({"keys": ()}, "`keys` must name declared columns"),
    ({"truncate": "maybe"}, "`truncate` must be one of"),
    ({"epoch": 10_000}, "`epoch` must be 0 to 9999, got: 10000"),
    ({"unavailable": ""}, "`unavailable` must not be empty"),
]


@pytest.mark.parametrize(("declared", "message"), WRONG)
def test_fails_a_declaration_that_cannot_be(declared, message):
    with pytest.raises(ValueError, match=message):
        Table(**{"path": "lake/customer", "keys": ("ID",), "columns": {"ID": "INT"}, **declared})
