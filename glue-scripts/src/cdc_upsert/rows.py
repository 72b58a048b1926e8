"""The newest changes as rows of the table: declared columns typed, others as the text they came as."""

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.decode import texts
from cdc_upsert.table import RESERVED, Table
from cdc_upsert.touches import IMAGE, KEY
from cdc_upsert.typed import typed

#: The first column whose text has no value of the declared type: struct of `name` and `text`.
LOST = "__lost"


class ReservedColumnError(ValueError):
    """A source column is called as one of this package's own. Nothing was written."""


def spellings(names: list[str], table: Table) -> dict[str, list[str]]:
    """Columns of the table beside the merge key, with what the rows call them; the undeclared ones come last.

    The catalog ignores case, so a source's `Name` is the declared `NAME`.
    """
    columns: dict[str, list[str]] = {name: [] for name in table.columns if name not in table.keys}
    by_lower_case = {name.lower(): name for name in (*table.keys, *columns)}
    for name in names:
        column = by_lower_case.setdefault(name.lower(), name)
        if column.startswith(RESERVED):
            raise ReservedColumnError(f"{table.path}: a source column must not begin with {RESERVED}, got: {name}")
        if column not in table.keys:
            columns.setdefault(column, []).append(name)
    return columns


def undeclared(columns: dict[str, list[str]], table: Table) -> list[str]:
    return sorted(name for name in columns if name not in table.columns)


def typed_rows(newest: DataFrame, columns: dict[str, list[str]], table: Table) -> DataFrame:
    """Adds to the merge key, `__position` and `__deleted` a column for each of `columns`, and `__lost`.

    Each row's text is read once for all columns: to look them up one by one would be quadratic in their number.
    """
    layers = max((len(spelled) for spelled in columns.values()), default=0)
    fields = [[spelled[layer] for spelled in columns.values() if len(spelled) > layer] for layer in range(layers)]
    read = [F.from_json(IMAGE, texts(names)).alias(layer_name(n)) for n, names in enumerate(fields)]
    kinds = {name: table.columns.get(name, "STRING") for name in columns}
    values = [F.expr(typed(text_of(spelled), kinds[name])).alias(name) for name, spelled in columns.items()]
    keys = [F.col(KEY)[key].alias(key) for key in table.keys]
    rest = [name for name in newest.columns if name not in (KEY, IMAGE)]
    with_values = newest.select("*", *read).select(*keys, *rest, *[layer_name(n) for n in range(layers)], *values)
    lost = [lost_value(name, columns[name]) for name in columns if kinds[name] != "STRING"]
    return with_values.withColumn(LOST, F.coalesce(*lost, F.lit(None))).drop(*[layer_name(n) for n in range(layers)])


def lost_value(name: str, spelled: list[str]) -> Column:
    text = text_of(spelled)
    found = f"struct('{name}' AS name, {text} AS text)"
    return F.expr(f"CASE WHEN {quoted(name)} IS NULL AND {text} IS NOT NULL THEN {found} END")


def text_of(spelled: list[str]) -> str:
    """SQL for a column's text; the layers hold what a batch with several spellings calls it."""
    found = [f"{layer_name(layer)}.{quoted(name)}" for layer, name in enumerate(spelled)]
    return f"coalesce({', '.join([*found, 'CAST(NULL AS STRING)'])})" if len(found) != 1 else found[0]


def layer_name(layer: int) -> str:
    return f"{RESERVED}values{layer}"


def quoted(name: str) -> str:
    return f"`{name.replace('`', '``')}`"
