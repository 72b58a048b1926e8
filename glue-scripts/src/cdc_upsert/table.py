"""What is declared about a target table. Types are declared here once and never inferred from values."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

TruncatePolicy = Literal["apply", "ignore", "fail"]

#: Position of the change that wrote the row; see `position`.
POSITION = "__position"
#: Prefix of the columns that this package adds to a table or to a batch.
RESERVED = "__"
#: What a column can be declared as. Others have no text that a change event carries them in, or not every reader.
TYPES = re.compile(
    r"BOOLEAN|TINYINT|SMALLINT|INT|INTEGER|BIGINT|FLOAT|DOUBLE|STRING|BINARY|DATE|TIMESTAMP"
    r"|(DECIMAL|NUMERIC)\(\s*\d{1,2}\s*(,\s*\d{1,2}\s*)?\)"
)
DEFAULT_UNAVAILABLE = "__debezium_unavailable_value"


@dataclass(frozen=True)
class Table:
    """A Delta table that is kept equal to a source table."""

    #: Where the table lies, without a trailing slash.
    path: str
    #: Columns of the merge key, in key order.
    keys: tuple[str, ...]
    #: Spark SQL type of every declared column, the key's included, e.g. `{"ID": "INT", "AMOUNT": "DECIMAL(12,2)"}`.
    columns: dict[str, str]
    #: What TRUNCATE TABLE in the source does to the table: empty it, nothing, or stop the job.
    truncate: TruncatePolicy = "fail"
    #: To be raised when the source's log begins anew (another server, a restored backup): orders before the log itself.
    epoch: int = 0
    #: What the connector writes for a value that it was not told: its `unavailable.value.placeholder`.
    unavailable: str = DEFAULT_UNAVAILABLE

    def __post_init__(self) -> None:
        undeclared = [key for key in self.keys if key not in self.columns]
        if not self.keys or undeclared:
            raise ValueError(f"`keys` must name declared columns, got: {self.keys}, declared: {list(self.columns)}")
        reserved = [name for name in self.columns if name.startswith(RESERVED)]
        if reserved:
            raise ValueError(f"`columns` must not begin with {RESERVED}, got: {reserved}")
        if len({name.lower() for name in self.columns}) != len(self.columns):
            raise ValueError(f"`columns` must differ in more than case, got: {list(self.columns)}")
        for name, kind in self.columns.items():
            if not TYPES.fullmatch(kind.strip().upper()):
                raise ValueError(f"`columns.{name}` must match {TYPES.pattern}, got: {kind}")
        if self.truncate not in get_args(TruncatePolicy):
            raise ValueError(f"`truncate` must be one of {get_args(TruncatePolicy)}, got: {self.truncate}")
        if not 0 <= self.epoch <= 9999:
            raise ValueError(f"`epoch` must be 0 to 9999, got: {self.epoch}")
        if not self.unavailable:
            raise ValueError("`unavailable` must not be empty")

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def deleted_path(self) -> str:
        """Place of the side table with the positions of deleted keys."""
        return f"{self.path}__deleted"
