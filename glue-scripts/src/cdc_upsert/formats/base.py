"""What the engine needs of a table, whatever form it is kept in."""

import json
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass, field
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import StructType

from cdc_upsert.names import quoted

#: What the table is called in conditions about its rows.
TARGET = "t"
#: Comment of a column that is not declared. It is part of the table's schema, so that it comes and goes in one commit
#: with the column.
ARRIVED_UNDECLARED = "Not declared when it arrived: the text that it came as"


@dataclass(frozen=True)
class State:
    """What a table remembers of the log that it follows, beside its rows: it goes with every copy of the table."""

    #: Form of its rows' positions.
    positions: str | None = None
    #: First offset of each epoch that its rows were ordered by, by partition and epoch.
    epochs: dict[str, dict[str, int]] = field(default_factory=dict)
    #: Servers that it was told by, by epoch.
    servers: dict[str, list[str]] = field(default_factory=dict)
    #: By declared column the first position that told it.
    told: dict[str, str] = field(default_factory=dict)
    #: What the source calls undeclared columns, by their names in the table.
    undeclared: dict[str, str] = field(default_factory=dict)
    #: No change at or before this position counts.
    truncated_at: str | None = None
    #: When the source was truncated there, in milliseconds.
    truncated_ms: int | None = None

    def to_text(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value}, sort_keys=True)

    @classmethod
    def of_text(cls, text: str | None) -> "State":
        given: dict[str, Any] = json.loads(text) if text else {}
        return cls(**given)


@dataclass(frozen=True)
class Facts:
    """What a batch has to know of a table before it plans."""

    schema: StructType
    state: State
    bytes: int
    files: int
    #: Whether it remembers deleted keys.
    has_deletions: bool


@dataclass(frozen=True)
class Clauses:
    """What a merge may do, and to which columns: each clause that is not needed costs."""

    #: Change rows that are there, and delete them where the change deletes; insert new ones.
    matched: bool
    new: bool
    #: SQL of the value that an update sets, by column, where that is not the change's own. The row of the table is `t`,
    #: that of the change `s`.
    updates: dict[str, str] = field(default_factory=dict)


class StateTable(ABC):
    """A table of live rows, each with its `__position`, and beside it the positions of deleted keys."""

    @abstractmethod
    def exists(self) -> bool: ...

    @abstractmethod
    def look_up(self) -> Facts | None:
        """None where there is no table yet."""

    @abstractmethod
    def rows(self) -> DataFrame: ...

    @abstractmethod
    def deletions(self) -> DataFrame:
        """Merge key and `__position` of each deleted key. Only where `Facts.has_deletions`."""

    @abstractmethod
    def create(self, rows: DataFrame, state: State, undeclared: list[str]) -> None:
        """Makes the table with its first rows, in one commit that fails where another writer has made it."""

    @abstractmethod
    def set_state(self, state: State) -> None: ...

    @abstractmethod
    def add_columns(self, columns: dict[str, str], undeclared: list[str]) -> None:
        """Adds columns (SQL types by name); old rows hold null."""

    @abstractmethod
    def rewrite(self, columns: list[Column]) -> None:
        """Writes every row anew as these columns of it, in one commit."""

    @abstractmethod
    def widen_deletions(self) -> None:
        """Gives the merge keys of deleted rows the types that are declared, where any are remembered."""

    @abstractmethod
    def remember_deleted(self, rows: DataFrame, within: Column, known: int, new: int) -> None:
        """Keeps the positions of deleted keys. `known` of them are remembered already, `new` are not."""

    @abstractmethod
    def merge(self, rows: DataFrame, within: Column, clauses: Clauses) -> None:
        """Older never overwrites newer, whatever `rows` hold. `within`: what every row of the table fulfils that has a
        key of `rows`, so that other files are not read."""

    @abstractmethod
    def has_rows_up_to(self, position: str) -> bool:
        """Whether some row was written at or before the position."""

    @abstractmethod
    def delete_up_to(self, position: str) -> int:
        """Deletes the rows that were written at or before the position; returns how many."""

    @abstractmethod
    def compact(self) -> None:
        """Packs small files into full ones; changes no row."""


def marked(rows: DataFrame, undeclared: list[str]) -> DataFrame:
    """The rows, of which a table is to be made that says which of its columns are not declared."""
    return rows.select(
        *[
            F.col(quoted(name)).alias(name, metadata={"comment": ARRIVED_UNDECLARED} if name in undeclared else {})
            for name in rows.columns
        ]
    )


def definitions(columns: dict[str, str], undeclared: list[str]) -> str:
    """SQL for columns that come, by their types."""
    return ", ".join(
        f"{quoted(name)} {kind}" + (f" COMMENT '{ARRIVED_UNDECLARED}'" if name in undeclared else "")
        for name, kind in columns.items()
    )
