from types import SimpleNamespace

import pytest

from moto_iam.items import item_rights
from moto_iam.questions import Question, questions

_TABLES = "arn:aws:dynamodb:eu-west-1:1:table"


@pytest.mark.parametrize(
    ("action", "body", "expected"),
    [
        ("PutItem", {"TableName": "kafka_orders", "Item": {}}, ["PutItem kafka_orders"]),
        ("DeleteItem", {"TableName": f"{_TABLES}/kafka_orders"}, ["DeleteItem kafka_orders"]),
        ("Query", {"TableName": "t", "IndexName": "i"}, ["Query t/index/i"]),
        ("BatchWriteItem", {"RequestItems": {"t": [], "u": []}}, ["BatchWriteItem t", "BatchWriteItem u"]),
        (
            "TransactWriteItems",
            {"TransactItems": [{"Put": {"TableName": "t"}}, {"ConditionCheck": {"TableName": "u"}}]},
            ["PutItem t", "ConditionCheckItem u"],
        ),
        ("TagResource", {"ResourceArn": f"{_TABLES}/t", "Tags": []}, ["TagResource t"]),
        ("ExecuteStatement", {"Statement": "SELECT * FROM t"}, ["ExecuteStatement *"]),
    ],
)
def test_each_table_that_is_named_is_asked_for(action: str, body: dict, expected: list[str]) -> None:
    asked = [f"{right} {arn.removeprefix(_TABLES + '/')}" for right, arn in item_rights(action, body, "eu-west-1", "1")]
    assert asked == expected


def test_a_list_of_tables_is_about_everything() -> None:
    assert list(item_rights("ListTables", {}, "eu-west-1", "1")) == [("ListTables", "*")]


def test_a_request_is_asked_for_in_the_words_of_iam() -> None:
    request = SimpleNamespace(
        body={"TableName": "t"}, region="eu-west-1", current_account="1", _get_action=lambda: "PutItem"
    )
    assert list(questions("dynamodb", request, "*")) == [Question("dynamodb:PutItem", f"{_TABLES}/t")]
