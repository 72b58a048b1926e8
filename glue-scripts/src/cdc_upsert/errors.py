"""Why a table is left as it is. Each message says which table, what was found, and the ways on."""


class TableStoppedError(ValueError):
    """Nothing of the batch was written; it is read again by the next run."""


class CannotCastError(TableStoppedError):
    """A value does not fit its declared type, or would be rounded."""


class ReservedColumnError(TableStoppedError):
    """A source column is called as one of this package's own."""


class ColumnClashError(TableStoppedError):
    """Two source columns would be one column of the table."""


class ColumnGoneError(TableStoppedError):
    """The source no longer tells a declared column: it was renamed or dropped."""


class ColumnTypeChangedError(TableStoppedError):
    """A column is declared with a type that cannot hold every value of the one that the table has."""


class KeyChangedError(TableStoppedError):
    """The records' own keys have other columns than the declared merge key."""


class UnappliableChangeError(TableStoppedError):
    """A line is JSON and no change that can be applied."""


class TooManyBadLinesError(TableStoppedError):
    """More lines are no JSON than a run may set aside."""


class TruncateRefusedError(TableStoppedError):
    """The source was truncated and the table's policy is to stop."""


class UnknownServerError(TableStoppedError):
    """A change comes from a server that the table was not told by before."""


class LogWentBackError(TableStoppedError):
    """What follows in a partition stands earlier in the source's log, and is no repetition."""


class EpochsChangedError(TableStoppedError):
    """The table's rows were ordered by other epochs, or by another format, than are declared now."""


class TableGoneError(TableStoppedError):
    """The table was removed, and what it had would not be read again."""


class SnapshotUnknownError(TableStoppedError):
    """A new snapshot of the source cannot be set against the table."""


class TableBusyError(RuntimeError):
    """Another run writes the table. Nothing was written."""


class TablesFailedError(RuntimeError):
    """Some tables could not be brought up to date; all others were."""
