"""The table of cases that the engine and the sink to DynamoDB share: a change's place is the same text in both."""

import json
from pathlib import Path

import pytest

from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes.debezium_json import DebeziumJson
from cdc_upsert.positions import Epochs
from target import RAW

CASES = Path(__file__).parents[2] / "connectors/plugins/dynamodb-sink/src/test/resources/positions.json"


def cases() -> dict[str, list[dict]]:
    """By what a table is declared with."""
    declared: dict[str, list[dict]] = {}
    for case in json.loads(CASES.read_text()):
        declared.setdefault(f"{case['log']} {json.dumps(case['epochs'])}", []).append(case)
    return declared


@pytest.mark.parametrize("declaration", cases())
def test_places_are_those_of_the_shared_table(spark, declaration):
    same = cases()[declaration]
    epochs = Epochs.declared(same[0]["epochs"])
    table = Table("unused", ("ID",), {"ID": "INT"}, positions=same[0]["log"], epochs=epochs)
    rows = [(json.dumps(case["value"]), None, case["partition"], case["offset"]) for case in same]
    found = DebeziumJson(table).decode(spark.createDataFrame(rows, RAW)).collect()
    told = [(case["name"], row[POSITION], row["server"]) for case, row in zip(same, found, strict=True)]
    assert told == [(case["name"], case["position"], case["server"]) for case in same]
