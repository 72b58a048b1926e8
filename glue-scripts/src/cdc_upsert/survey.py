"""What has to be known of a batch before anything is written, found in one pass over it."""

from dataclasses import dataclass
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.decode import TRUNCATE_OP
from cdc_upsert.lost import raise_if_lost
from cdc_upsert.table import POSITION, Table
from cdc_upsert.touches import FIRST, IMAGE, KEY, KEY_TEXT
from cdc_upsert.unavailable import may_be_unavailable


@dataclass(frozen=True)
class Survey:
    #: Sound changes, and lines that are none.
    changes: int
    bad_lines: int
    #: Smallest and largest value of each column of the merge key; null where no key is touched.
    key_ends: dict[str, tuple[Any, Any]]
    #: Position of the newest truncate.
    truncated_at: str | None
    #: Columns that occur in rows, sorted.
    names: list[str]
    #: Whether a row may hold the connector's word for a value that it was not told.
    unavailable: bool

    @property
    def touches_keys(self) -> bool:
        return any(end is not None for ends in self.key_ends.values() for end in ends)


def survey(touched: DataFrame, table: Table) -> Survey:
    """Raises when a merge key has no value of its declared type: such rows would all become one."""
    [found] = touched.agg(
        F.count_if(F.col(FIRST) & F.col("reason").isNull()).alias("changes"),
        F.count_if(F.col("reason").isNotNull()).alias("bad_lines"),
        F.min(lost_key(table)).alias("lost"),
        F.count(lost_key(table)).alias("lost_rows"),
        F.max(F.when(F.col("op") == TRUNCATE_OP, F.col(POSITION))).alias("truncated_at"),
        F.collect_set(F.json_object_keys(IMAGE)).alias("names"),
        F.max(may_be_unavailable(F.col(IMAGE), table.unavailable)).alias("unavailable"),
        *[
            F.struct(F.min(f"{KEY}.`{key}`"), F.max(f"{KEY}.`{key}`")).alias(f"ends {n}")
            for n, key in enumerate(table.keys)
        ],
    ).collect()
    raise_if_lost(found["lost"], found["lost_rows"], table)
    return Survey(
        changes=found["changes"],
        bad_lines=found["bad_lines"],
        key_ends={key: tuple(found[f"ends {n}"]) for n, key in enumerate(table.keys)},
        truncated_at=found["truncated_at"],
        names=sorted({name for names in found["names"] for name in names}),
        unavailable=bool(found["unavailable"]),
    )


def lost_key(table: Table) -> Column:
    """The first column of the merge key whose text has no value of the declared type: struct of `name` and `text`."""
    return F.coalesce(
        *[
            F.when(
                F.col(KEY_TEXT)[n].isNotNull() & F.col(KEY)[key].isNull(),
                F.struct(F.lit(key).alias("name"), F.col(KEY_TEXT)[n].alias("text")),
            )
            for n, key in enumerate(table.keys)
        ]
    )
