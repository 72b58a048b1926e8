"""What a batch did, as one line of JSON."""

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Report:
    #: Its name, without the folder.
    table: str
    #: Sound changes in the batch, and lines that were set aside, by reason.
    changes: int = 0
    bad_lines: dict[str, int] = field(default_factory=dict)
    #: Keys that the table got or got anew, and keys that left it.
    upserted: int = 0
    deleted: int = 0
    #: Keys of which the table knew something newer, or the same already.
    stale: int = 0
    #: Keys of which two changes that differ claim one place in the log; the one that came later to the topic was taken.
    tied: int = 0
    #: Values that are null since the source has a zero date there, as its table allows.
    zero_dates: int = 0
    #: Rows, by column, that hold null since the connector was not told the value and the table had none to keep.
    unknown_values: dict[str, int] = field(default_factory=dict)
    added_columns: tuple[str, ...] = ()
    #: Columns in the rows that are not declared: in the table as text. By their names in the table what the source
    #: calls them.
    undeclared_columns: dict[str, str] = field(default_factory=dict)
    #: Columns that got another type or name than they had in the table.
    retyped_columns: tuple[str, ...] = ()
    truncated_at: str | None = None
    #: Rows that left the table since a snapshot of the source did not hold them.
    swept: int = 0
    #: Whether rows of a snapshot are still to be read before that can be told.
    snapshot_pending: bool = False

    def to_json(self) -> str:
        return json.dumps({"event": "cdc_upsert.batch", **asdict(self)}, sort_keys=True)
