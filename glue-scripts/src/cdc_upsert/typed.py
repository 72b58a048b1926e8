"""Text of a row's columns becomes values of the declared types."""

import re

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.table import RESERVED, Table

SAMPLE_LENGTH = 60


class CannotCastError(ValueError):
    """A value does not fit its declared type. Nothing of the batch was written; it will be read again."""


def typed(text: str, type_name: str) -> Column:
    """The SQL expression `text` as the declared type; null where the text is no such value or would lose digits."""
    kind = type_name.strip().upper()
    if kind == "STRING":
        return F.expr(text)
    if kind == "BINARY":
        return F.expr(f"try_to_binary({text}, 'base64')")
    if kind == "DATE":
        # Debezium's ISO dates carry a zone: 2024-01-31Z.
        return F.expr(f"try_cast(regexp_replace({text}, 'Z$', '') AS DATE)")
    value = F.expr(f"try_cast({text} AS {type_name})")
    decimal = re.fullmatch(r"(?:DECIMAL|NUMERIC)\s*(?:\(\s*\d+\s*(?:,\s*(\d+)\s*)?\))?", kind)
    if decimal is None:
        return value
    # A cast would round.
    too_precise = rf"[.]\d{{{decimal[1] or 0}}}\d*[1-9]"
    return F.when(~F.expr(text).rlike(too_precise), value)


def column_text(image: str, name: str) -> str:
    """SQL for the text of a column in a row image."""
    literal = name.replace("\\", "\\\\").replace("'", "\\'")
    return f"{image}['{literal}']"


def undeclared_columns(rows: DataFrame, table: Table) -> list[str]:
    """Columns that occur in the rows but are not declared, sorted. The catalog ignores case, so this does as well."""
    found = rows.select(F.explode(F.map_keys("image")).alias("name")).distinct().collect()
    declared = {name.lower() for name in table.columns}
    return sorted({row["name"] for row in found if row["name"].lower() not in declared})


def typed_rows(rows: DataFrame, table: Table, extra: list[str]) -> DataFrame:
    """The rows with typed columns for what is declared; what is not, as the text it came as, which loses nothing."""
    keys = [F.col(f"{RESERVED}key")[name].alias(name) for name in table.keys]
    declared = [name for name in table.columns if name not in table.keys]
    values = [typed(column_text("image", name), table.columns[name]).alias(name) for name in declared]
    texts = [F.expr(column_text("image", name)).alias(name) for name in extra]
    return rows.select(*keys, f"{RESERVED}position", f"{RESERVED}deleted", *values, *texts)


def fail_on_lost_values(rows: DataFrame, table: Table) -> None:
    """Raises when a text has no value of its declared type."""
    checked = [name for name in table.columns if name not in table.keys and table.columns[name].upper() != "STRING"]
    lost = {
        name: F.when(
            typed(column_text("image", name), table.columns[name]).isNull(), F.expr(column_text("image", name))
        )
        for name in checked
    }
    if not lost:
        return
    counts = [F.count(value).alias(f"count {name}") for name, value in lost.items()]
    samples = [F.min(value).alias(f"sample {name}") for name, value in lost.items()]
    [found] = rows.agg(*counts, *samples).collect()
    raise_if_any({name: (found[f"count {name}"], found[f"sample {name}"]) for name in checked}, table)


def raise_if_any(lost: dict[str, tuple[int, str]], table: Table) -> None:
    problems = [
        f"`columns.{name}` is declared {table.columns[name]}, got: {sample[:SAMPLE_LENGTH]!r} ({count} rows)"
        for name, (count, sample) in lost.items()
        if count
    ]
    if problems:
        raise CannotCastError(f"{table.path}: nothing was written. " + "; ".join(problems))
