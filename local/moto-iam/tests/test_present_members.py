import json

import pytest
from moto.core.model import ServiceModel
from moto.core.serialize import BaseJSONSerializer, XFormedAttributePicker, get_serializer_class
from moto.core.utils import get_service_model

from moto_iam.present_members import present_members

ITEMS = [
    {
        "text": {"S": "a"},
        "empty": {"S": ""},
        "number": {"N": "-1.50"},
        "bytes": {"B": b"\x00\xff"},
        "encoded": {"B": "AP8="},
        "texts": {"SS": ["a", "b"]},
        "numbers": {"NS": ["1", "2"]},
        "several": {"BS": [b"\x00", b"\x01"]},
        "nothing": {"NULL": True},
        "yes": {"BOOL": True},
        "no": {"BOOL": False},
        "list": {"L": [{"S": "a"}, {"L": []}, {"M": {}}]},
        "map": {"M": {"S": {"N": "1"}, "list": {"L": [{"B": b"\x00"}]}, "null": {"NULL": True}}},
        "list of names": {"M": {"ListAttributeValue": {"S": "a"}, "l": {"S": "b"}}},
    },
    {},
]


def _model() -> ServiceModel:
    return get_service_model("dynamodb")


def _answer(operation: str, result: dict) -> dict:
    serializer = get_serializer_class("dynamodb", "json")(
        operation_model=_model().operation_model(operation), value_picker=XFormedAttributePicker()
    )
    return json.loads(serializer.serialize(result)["body"])


@pytest.mark.parametrize(
    ("operation", "result"),
    [
        ("Scan", {"Items": ITEMS, "Count": 2, "LastEvaluatedKey": {"id": {"N": "1"}}}),
        ("Query", {"Items": ITEMS, "Count": 2}),
        ("GetItem", {"Item": ITEMS[0]}),
        ("PutItem", {"Attributes": ITEMS[0]}),
        ("DescribeTable", {"Table": {"TableName": "t", "ItemCount": 2}}),
    ],
)
def test_the_answer_is_moto_s_own(monkeypatch, operation, result):
    own = _answer(operation, result)
    quick = present_members(BaseJSONSerializer._serialize_type_structure)
    monkeypatch.setattr(BaseJSONSerializer, "_serialize_type_structure", quick)
    assert _answer(operation, result) == own
