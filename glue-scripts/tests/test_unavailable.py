"""Values that the connector was not told: they keep what an older change or the table says."""

import base64
import json

import pytest

import envelope
from cdc_upsert.envelopes.unavailable import forms
from target import Target

WORD = "__debezium_unavailable_value"
COLUMNS = {"ID": "INT", "NAME": "STRING", "DOC": "STRING", "BLOB": "BINARY", "AMOUNT": "DECIMAL(12,2)"}
TOLD = {"NAME": "a", "DOC": '{"a":1}', "BLOB": "AQ==", "AMOUNT": "1.50", "TAGS": ["x"]}
UNTOLD = {"DOC": WORD, "BLOB": base64.b64encode(WORD.encode()).decode(), "AMOUNT": WORD, "TAGS": [WORD]}


def of_postgres(line):
    event = json.loads(line)
    event["source"]["sequence"] = json.dumps([None, str(event["source"]["pos"])])
    return json.dumps(event)


def create(*change):
    return of_postgres(envelope.create(*change))


def update(*change):
    return of_postgres(envelope.update(*change))


def delete(*change):
    return of_postgres(envelope.delete(*change))


def row(key, **values):
    return {"ID": key, **TOLD, **values}


def untold(key, name):
    return {"ID": key, "NAME": name, **UNTOLD}


def test_untold_values_stay_as_they_were(spark, tmp_path):
    target = Target(spark, tmp_path, columns=COLUMNS, positions="postgres-lsn")
    repeated = create(row(9, DOC="first"), 14)
    target.apply(create(row(1), 10), create(row(2), 11), create(row(3), 12), create(row(8, DOC=None), 13))
    target.apply(repeated, update(row(9), row(9, DOC="second"), 15))
    report = target.apply(
        # The table has the value.
        update(row(1), untold(1, "b"), 20),
        # An older change of the batch has it, and then several; the newest of them counts, wherever it stands.
        update(row(2), untold(2, "d"), 33),
        update(row(2), row(2, DOC="newer", AMOUNT=WORD), 32),
        update(row(2), row(2, DOC="new", AMOUNT="2.50"), 31),
        # Null is a value as well.
        update(row(8), untold(8, "n"), 34),
        # New in this batch.
        create(row(4, DOC=None), 40),
        update(row(4), untold(4, "e"), 41),
        # Deleted in between: neither what the batch had before nor the table has it.
        delete(row(3), 50),
        create({**row(3), "DOC": WORD}, 51),
        # Of a key that nobody knows.
        create(untold(5, "f"), 60),
        # Told anew by a repetition from before the row that the table has.
        repeated,
        update(row(9), untold(9, "g"), 70),
    )
    names = ("NAME", "DOC", "BLOB", "AMOUNT", "TAGS")
    found = {key: tuple(each[name] for name in names) for key, each in target.rows().items()}
    blob, tags = bytearray(b"\x01"), '["x"]'
    assert {key: (*values[:3], values[3] and str(values[3]), values[4]) for key, values in found.items()} == {
        1: ("b", '{"a":1}', blob, "1.50", tags),
        2: ("d", "newer", blob, "2.50", tags),
        3: ("a", None, blob, "1.50", tags),
        4: ("e", None, blob, "1.50", tags),
        5: ("f", None, None, None, None),
        8: ("n", None, blob, "1.50", tags),
        9: ("g", "second", blob, "1.50", tags),
    }
    assert report.unknown_values == {"AMOUNT": 1, "BLOB": 1, "DOC": 2, "TAGS": 1}


# What Debezium's PostgreSQL connector writes into an unchanged column, by the kind of the column.
WRITTEN = {
    "text, json, xml, numeric as text": '"?"',
    "bytea": '"Pw=="',
    "bytea as hex": '"3f"',
    "text[]": '["?"]',
    "bytea[]": '["Pw=="]',
    "uuid[]": '["d1457b72-c3fb-323a-a671-125aef3eab5d"]',
    "integer[], bigint[], date[]": "[63]",
    "double precision[]": "[63.0]",
    "boolean[]": "[true]",
    "hstore": '{"?":"?"}',
    "hstore as json": '"{\\"?\\":\\"?\\"}"',
}


@pytest.mark.parametrize(("kind", "written"), WRITTEN.items())
def test_every_form_of_a_configured_word_is_known(kind, written):
    value = json.loads(written)
    text = value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
    assert text in forms("?"), kind


def test_bytes_are_signed_as_in_java():
    assert "[-61,-97]" in forms("\u00df")


def test_a_text_that_equals_the_word_arrives_where_there_are_no_such_values(spark, tmp_path):
    """MySQL tells every value."""
    target = Target(spark, tmp_path, columns=COLUMNS)
    target.apply(envelope.create(row(1), 10))
    target.apply(envelope.update(row(1), row(1, DOC=WORD), 20), envelope.create(row(2, DOC=WORD), 21))
    assert {key: each["DOC"] for key, each in target.rows().items()} == {1: WORD, 2: WORD}
