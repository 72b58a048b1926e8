import pytest

from moto_iam.catalog import catalog_arns

_CATALOG = "arn:aws:glue:eu-west-1:1"


@pytest.mark.parametrize(
    ("action", "body", "expected"),
    [
        ("GetDatabase", {"Name": "d"}, ["database/d"]),
        ("CreateDatabase", {"DatabaseInput": {"Name": "d"}}, ["database/d"]),
        ("DeleteDatabase", {"Name": "d"}, ["database/d", "table/d/*", "userDefinedFunction/d/*"]),
        ("GetDatabases", {}, ["database/*"]),
        ("GetTable", {"DatabaseName": "d", "Name": "t"}, ["database/d", "table/d/t"]),
        ("GetTables", {"DatabaseName": "d"}, ["database/d", "table/d/*"]),
        (
            "BatchDeleteTable",
            {"DatabaseName": "d", "TablesToDelete": ["t", "u"]},
            ["database/d", "table/d/t", "table/d/u"],
        ),
        ("UpdateTable", {"DatabaseName": "d", "TableInput": {"Name": "t"}}, ["database/d", "table/d/t"]),
        ("GetPartitions", {"DatabaseName": "d", "TableName": "t"}, ["database/d", "table/d/t"]),
        ("GetConnection", {"Name": "c"}, ["connection/c"]),
    ],
)
def test_what_is_named_and_all_above_it_is_needed(action: str, body: dict, expected: list[str]) -> None:
    assert catalog_arns(action, body, "eu-west-1", "1") == [
        f"{_CATALOG}:catalog",
        *(f"{_CATALOG}:{each}" for each in expected),
    ]


def test_what_is_not_about_the_catalog_is_about_everything() -> None:
    assert catalog_arns("ListJobs", {}, "eu-west-1", "1") == ["*"]
