"""What the engine needs of a kind of envelope."""

from typing import Protocol

from pyspark.sql import Column, DataFrame

from cdc_upsert.schema import Layout

#: Why a raw row is set aside instead of stopping the table: it is no document at all, so nobody knows whose it is.
NO_JSON = "no JSON"
#: The first column of a row whose text has no value of the declared type: struct of `name` and `text`.
LOST = "__lost"
#: Number of the row's values that are null since the source has a zero date there.
ZERO_DATES = "__zero_dates"


class EnvelopeDecoder(Protocol):
    """Raw rows in, changes out. Values get their types late, since of many changes to a key one is written: until then
    a row after a change is an image in whatever form the decoder likes."""

    def decode(self, raw: DataFrame) -> DataFrame:
        """Raw rows without tombstones, each read once, as columns

        - `op`, `__image`, and `key_before`, `key_after`: the merge key as a struct of the declared types,
        - `__position`, `partition`, `offset`, `epoch`, `server`, `transaction`, `snapshot`: where,
        - `committed_ms` by the source, `at_ms` by the connector: when,
        - `key_names`: columns of the record's own key, null where it has none,
        - `lost_key`: struct of `name` and `text`, null where the key has the declared types,
        - `bytes`: size of the row as it came,
        - `reason` why it cannot be applied, and then `line`.
        """
        ...

    def names(self) -> Column:
        """The columns that `__image` tells, as an array in their order; null for a deletion."""
        ...

    def digest(self) -> Column:
        """A number that differs where rows differ."""
        ...

    def untold(self) -> Column:
        """The columns of which `__image` says that their value was not told, as an array."""
        ...

    def told(self, names: dict[tuple[str, ...], str | None]) -> Column:
        """Struct of the `text` of one column, null where `__image` does not tell it. `names`: what each of the orders
        of columns calls it."""
        ...

    def typed(self, rows: DataFrame, layout: Layout) -> DataFrame:
        """Adds to the merge key, and to all that is not the image, a column for each of the layout, `__lost` and
        `__zero_dates`."""
        ...
