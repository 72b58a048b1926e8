"""Rows as Athena writes them: every value is a text."""

import base64
from collections.abc import Mapping, Sequence

from athena_api.trino import Answer

# Athena's names for types, by Trino's where they differ.
_TYPES = {"real": "float", "timestamp with time zone": "timestamp with time zone"}
_DECIMAL = "decimal"


def column_info(column: Mapping[str, object]) -> dict[str, object]:
    signature = column["typeSignature"]
    kind = signature["rawType"]
    numbers = [int(argument["value"]) for argument in signature["arguments"] if argument["kind"] == "LONG"]
    precision, scale = numbers if kind == _DECIMAL else (0, 0)
    return {
        "CatalogName": "hive",
        "SchemaName": "",
        "TableName": "",
        "Name": column["name"],
        "Label": column["name"],
        "Type": _TYPES.get(kind, kind),
        "Precision": precision,
        "Scale": scale,
        "Nullable": "UNKNOWN",
        "CaseSensitive": kind == "varchar",
    }


def rows_of(answer: Answer) -> list[dict[str, object]]:
    """The first one holds the names of the columns, where it is a query's."""
    if answer.update_type is not None:
        return []
    signatures = [column["typeSignature"] for column in answer.columns]
    header = {"Data": [{"VarCharValue": column["name"]} for column in answer.columns]}
    return [
        header,
        *(
            {"Data": [_datum(signature, value) for signature, value in zip(signatures, row, strict=True)]}
            for row in answer.rows
        ),
    ]


def _datum(signature: Mapping[str, object], value: object) -> dict[str, str]:
    return {} if value is None else {"VarCharValue": _text(signature, value)}


def _text(signature: Mapping[str, object], value: object) -> str:
    """A list is `[a, b]`, a map or a row `{k=v, l=w}`, whatever the texts in it."""
    if value is None:
        return "null"
    kind = signature["rawType"]
    inner = [argument["value"] for argument in signature["arguments"]]
    if kind == "array":
        return f"[{', '.join(_text(inner[0], each) for each in value)}]"
    if kind == "map":
        pairs = value.items()
        return f"{{{', '.join(f'{_text(inner[0], key)}={_text(inner[1], each)}' for key, each in pairs)}}}"
    if kind == "row":
        return f"{{{', '.join(_fields(inner, value))}}}"
    if kind == "varbinary":
        return base64.b64decode(value).hex(" ")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fields(named: Sequence[Mapping], values: Sequence[object]) -> list[str]:
    return [
        f"{(each.get('fieldName') or {}).get('name', f'field{place}')}={_text(each['typeSignature'], value)}"
        for place, (each, value) in enumerate(zip(named, values, strict=True))
    ]
