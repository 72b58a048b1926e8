"""What a request to DynamoDB asks for: actions, and the ARNs of the tables and indexes that they are about."""

from collections.abc import Iterator, Mapping

_EVERYTHING = "*"

# Members of a transaction's parts, and the right that each takes.
_PARTS = {
    "ConditionCheck": "ConditionCheckItem",
    "Delete": "DeleteItem",
    "Get": "GetItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
}

_TRANSACTIONS = ("TransactGetItems", "TransactWriteItems")

# About no table at all.
_OF_NO_TABLE = ("ListTables", "DescribeLimits", "DescribeEndpoints")


def item_rights(action: str, body: Mapping[str, object], region: str, account: str) -> Iterator[tuple[str, str]]:
    """
    Pairs of an action without its service, and an ARN. What names no table that is seen here, such as the text of a
    statement, is about all of them.

    :param action: without the service
    :param body: parameters of the request
    """
    tables = f"arn:aws:dynamodb:{region}:{account}:table/"

    def arn(table: object) -> str:
        return str(table) if str(table).startswith("arn:") else f"{tables}{table}"

    if action in _TRANSACTIONS:
        for part in _list(body.get("TransactItems")):
            for member, right in _PARTS.items():
                if member in part:
                    yield right, arn(part[member]["TableName"])
    elif "RequestItems" in body:
        for table in body["RequestItems"]:
            yield action, arn(table)
    elif "TableName" in body:
        index = body.get("IndexName")
        yield action, arn(body["TableName"]) if index is None else f"{arn(body['TableName'])}/index/{index}"
    elif "ResourceArn" in body:
        yield action, str(body["ResourceArn"])
    else:
        yield action, f"{tables}*" if action not in _OF_NO_TABLE else _EVERYTHING


def _list(value: object) -> list:
    return value if isinstance(value, list) else []
