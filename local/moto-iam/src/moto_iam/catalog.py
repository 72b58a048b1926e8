"""ARNs of the Data Catalog that an operation needs: of what it names, of all above it and, to delete, below it."""

from collections.abc import Mapping

_TABLE_BY_NAME = {"GetTable", "DeleteTable"}
_ALL_TABLES = {"GetTables", "BatchDeleteTable"}


def catalog_arns(action: str, body: Mapping[str, object], region: str, account: str) -> list[str]:
    """
    :param action: without the service
    :param body: parameters of the request
    :returns: `*` for what is not about the Data Catalog
    """
    catalog = f"arn:aws:glue:{region}:{account}"
    subjects = _subjects(action, body)
    return ["*"] if subjects is None else [f"{catalog}:catalog", *(f"{catalog}:{subject}" for subject in subjects)]


def _subjects(action: str, body: Mapping[str, object]) -> list[str] | None:
    if action == "GetDatabases":
        return ["database/*"]
    if action == "SearchTables":
        return ["database/*", "table/*/*"]
    if action in ("GetConnection", "DeleteConnection"):
        return [f"connection/{body.get('Name', body.get('ConnectionName'))}"]
    if action.endswith("Database"):
        database = body.get("Name", _name_in(body, "DatabaseInput"))
        below = [f"table/{database}/*", f"userDefinedFunction/{database}/*"] if action == "DeleteDatabase" else []
        return [f"database/{database}", *below]
    database = body.get("DatabaseName")
    if database is None:
        return None
    if action in _ALL_TABLES:
        return [f"database/{database}", *(f"table/{database}/{name}" for name in body.get("TablesToDelete", ["*"]))]
    table = body.get("Name") if action in _TABLE_BY_NAME else body.get("TableName", _name_in(body, "TableInput"))
    return [f"database/{database}", *([] if table is None else [f"table/{database}/{table}"])]


def _name_in(body: Mapping[str, object], member: str) -> object:
    value = body.get(member)
    return value.get("Name") if isinstance(value, Mapping) else None
