"""What is declared about a target table. Types are declared here once and never inferred from values."""

from dataclasses import dataclass
from typing import Literal, get_args

TruncatePolicy = Literal["apply", "ignore", "fail"]

#: Position of the change that wrote the row; see `position`.
POSITION = "__position"
#: Prefix of the columns that this package adds to a table or to a batch.
RESERVED = "__"


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

    def __post_init__(self) -> None:
        undeclared = [key for key in self.keys if key not in self.columns]
        if not self.keys or undeclared:
            raise ValueError(f"`keys` must name declared columns, got: {self.keys}, declared: {list(self.columns)}")
        reserved = [name for name in self.columns if name.startswith(RESERVED)]
        if reserved:
            raise ValueError(f"`columns` must not begin with {RESERVED}, got: {reserved}")
        if self.truncate not in get_args(TruncatePolicy):
            raise ValueError(f"`truncate` must be one of {get_args(TruncatePolicy)}, got: {self.truncate}")
        if not 0 <= self.epoch <= 9999:
            raise ValueError(f"`epoch` must be 0 to 9999, got: {self.epoch}")

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]

    @property
    def deleted_path(self) -> str:
        """Place of the side table with the positions of deleted keys."""
        return f"{self.path}__deleted"
