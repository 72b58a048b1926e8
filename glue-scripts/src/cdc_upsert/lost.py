"""A value that does not fit its declared type."""

from pyspark.sql import Row

from cdc_upsert.table import Table

SAMPLE_LENGTH = 60


class CannotCastError(ValueError):
    """A value does not fit its declared type. Nothing of the batch was written; it will be read again."""


def raise_if_lost(sample: Row | None, rows: int, table: Table) -> None:
    """`sample`: a column's `name` and a `text` that has no value of its type, null where all have."""
    if sample is None:
        return
    name, text = sample["name"], sample["text"][:SAMPLE_LENGTH]
    raise CannotCastError(
        f"{table.path}: nothing was written. `columns.{name}` is declared {table.columns[name]}, got: {text!r} "
        f"({rows} rows hold values that do not fit)"
    )
