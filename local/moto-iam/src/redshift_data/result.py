"""Rows in the fields of the Data API."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# Names that Redshift has for types, by PostgreSQL's numbers of them; all others come as text.
_TYPES = {
    16: "bool",
    20: "int8",
    21: "int2",
    23: "int4",
    25: "varchar",
    700: "float4",
    701: "float8",
    1042: "bpchar",
    1043: "varchar",
    1082: "date",
    1083: "time",
    1114: "timestamp",
    1184: "timestamptz",
    1700: "numeric",
}
_WHOLE = ("int2", "int4", "int8")
_FLOATING = ("float4", "float8")
_NUMERIC = 1700
_VARCHARS = (1042, 1043)


@dataclass(frozen=True)
class Result:
    """
    What a statement gave.

    :param columns: as the server's protocol describes them; none where the statement gives no rows
    :param own_types: numbers of the types that PostgreSQL has not of itself, with their names
    :param rows: text of each value, None for NULL
    :param row_count: of rows that were given or changed; -1 where the server tells none
    """

    columns: Sequence[dict]
    rows: Sequence[Sequence[str | None]]
    row_count: int
    own_types: Mapping[int, str] = field(default_factory=dict)

    @property
    def has_rows(self) -> bool:
        return len(self.columns) > 0

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(len(value.encode()) for row in self.rows for value in row if value is not None)

    def metadata(self) -> list[dict[str, object]]:
        return [_describe(column, self._type(column)) for column in self.columns]

    def records(self) -> list[list[dict[str, object]]]:
        types = [self._type(column) for column in self.columns]
        return [[_field(kind, value) for kind, value in zip(types, row, strict=True)] for row in self.rows]

    def _type(self, column: dict) -> str:
        oid = column["type_oid"]
        return self.own_types.get(oid) or _TYPES.get(oid, "varchar")


def _describe(column: dict, kind: str) -> dict[str, object]:
    oid, modifier = column["type_oid"], column["type_modifier"]
    has_modifier = modifier >= 4
    precision = ((modifier - 4) >> 16) & 0xFFFF if oid == _NUMERIC and has_modifier else 0
    scale = (modifier - 4) & 0x7FF if oid == _NUMERIC and has_modifier else 0
    length = modifier - 4 if oid in _VARCHARS and has_modifier else 0
    return {
        "name": column["name"],
        "label": column["name"],
        "typeName": kind,
        "nullable": 1,
        "isCaseSensitive": kind in ("varchar", "bpchar"),
        "isCurrency": False,
        "isSigned": kind in (*_WHOLE, *_FLOATING, "numeric"),
        "precision": precision or length,
        "scale": scale,
        "length": 0,
        "schemaName": "",
        "tableName": "",
    }


def _field(kind: str, value: str | None) -> dict[str, object]:
    if value is None:
        return {"isNull": True}
    if kind in _WHOLE:
        return {"longValue": int(value)}
    if kind in _FLOATING:
        return {"doubleValue": float(value)}
    if kind == "bool":
        return {"booleanValue": value == "t"}
    if kind == "super":
        return {"stringValue": _only_column(value)}
    if kind == "varbyte":
        return {"stringValue": _only_column(value).removeprefix("\\x")}
    return {"stringValue": value}


def _only_column(row: str) -> str:
    """Of a composite value, as PostgreSQL writes it."""
    text = row[1:-1]
    if not text.startswith('"'):
        return text
    return re.sub(r'""|\\\\', lambda pair: pair[0][0], text[1:-1])
