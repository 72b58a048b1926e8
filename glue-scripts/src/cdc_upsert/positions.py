"""A change's place in its source's log as one text; the byte order of such texts is the order of the log."""

from dataclasses import dataclass
from typing import Protocol

from pyspark.sql import Column
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.types import ArrayType, StringType, StructType

EPOCH_DIGITS = 4
FILE_DIGITS = 10
#: Of a byte in a log, a log sequence number, and a Kafka offset: all are 64 bits.
OFFSET_DIGITS = 20
ROW_DIGITS = 10
MAX_EPOCHS = 10**EPOCH_DIGITS - 1


class PositionFormat(Protocol):
    """How one kind of source tells a change's place."""

    name: str
    #: Fields of the envelope's `source` that it reads.
    source: StructType
    #: Whether every change of this kind of source tells every column; else it may leave out what did not change.
    tells_whole_rows: bool

    def text(self, source: Column, op: Column, epoch: Column, offset: Column) -> Column:
        """`epoch-…-offset` of fixed width, null where `source` does not tell the place.

        The record's Kafka offset comes last: of two events at one place of the log the later one is the newer.
        A row of a snapshot comes before a change at its place.
        """
        ...

    def server(self, source: Column, op: Column) -> Column:
        """Identity of the server that a change was made on, null where it is not told, as for rows of a snapshot."""
        ...

    def transaction(self, source: Column, op: Column) -> Column:
        """Number of the change's transaction among those of its server, null where none is told."""
        ...


class MysqlBinlog:
    """`epoch-file-pos-row-kind-offset`.

    `file` is the number behind the binlog's name, since its text does not sort: 1000000 follows 999999. `kind` is 0 for
    rows of a snapshot.
    """

    name = "mysql-binlog"
    tells_whole_rows = True
    source = (
        StructType()
        .add("file", "string")
        .add("pos", "long")
        .add("row", "long")
        .add("gtid", "string")
        .add("server_id", "long")
    )

    def text(self, source: Column, op: Column, epoch: Column, offset: Column) -> Column:
        file = F.regexp_extract(F.coalesce(source["file"], F.lit("")), r"\.0*(\d{1,10})$", 1)
        row = F.coalesce(source["row"], F.lit(0))
        known = (file != "") & (source["pos"] >= 0) & row.between(0, 10**ROW_DIGITS - 1)
        parts = (
            padded(epoch, EPOCH_DIGITS),
            F.lpad(file, FILE_DIGITS, "0"),
            padded(source["pos"], OFFSET_DIGITS),
            padded(row, ROW_DIGITS),
            F.when(op == "r", F.lit("0")).otherwise(F.lit("1")),
            padded(F.coalesce(offset, F.lit(0)), OFFSET_DIGITS),
        )
        return F.when(known, F.concat_ws("-", *parts))

    def server(self, source: Column, op: Column) -> Column:
        by_gtid = F.regexp_extract(source["gtid"], r"^(.+):\d+$", 1)
        by_id = F.when(source["server_id"] > 0, F.concat(F.lit("server_id "), source["server_id"]))
        return F.when(op != "r", F.when(by_gtid != "", by_gtid).otherwise(by_id))

    def transaction(self, source: Column, op: Column) -> Column:
        return F.when(op != "r", F.regexp_extract(source["gtid"], r":(\d+)$", 1).cast("long"))


class PostgresLsn:
    """`epoch-commit-change-offset`, from `source.sequence`.

    `source.lsn` is not the order of commits, not even of one key. `sequence[0]`, the end of the commit before the
    change's own transaction, is; our connector fills it from a snapshot's place where there was none yet. `change` is 0
    for rows of a snapshot, so that a transaction that was open across it is newer than what it read.
    """

    name = "postgres-lsn"
    tells_whole_rows = False
    source = StructType().add("sequence", "string")

    def text(self, source: Column, op: Column, epoch: Column, offset: Column) -> Column:
        sequence = F.from_json(source["sequence"], ArrayType(StringType()))
        commit = F.coalesce(sequence[0], F.lit("0"))
        change = F.when(op == "r", F.lit("0")).otherwise(sequence[1])
        digits = rf"^\d{{1,{OFFSET_DIGITS}}}$"
        parts = (
            padded(epoch, EPOCH_DIGITS),
            F.lpad(commit, OFFSET_DIGITS, "0"),
            F.lpad(change, OFFSET_DIGITS, "0"),
            padded(F.coalesce(offset, F.lit(0)), OFFSET_DIGITS),
        )
        return F.when(commit.rlike(digits) & change.rlike(digits), F.concat_ws("-", *parts))

    def server(self, source: Column, op: Column) -> Column:
        return F.lit(None).cast("string")

    def transaction(self, source: Column, op: Column) -> Column:
        return F.lit(None).cast("long")


FORMATS: dict[str, PositionFormat] = {each.name: each for each in (MysqlBinlog(), PostgresLsn())}


@dataclass(frozen=True)
class Epochs:
    """Where the source's log began anew (another server, a restored backup), so that its positions tell nothing beside
    the earlier ones. An event's epoch is that of its place in the topic, whoever reads it and however often."""

    #: First offset of each epoch but the first, by partition of the topic. A partition that is not named stays in the
    #: epoch that it is in.
    begins: tuple[dict[int, int], ...] = ()

    @classmethod
    def declared(cls, given: list[dict[str, int]]) -> "Epochs":
        begins = tuple({int(partition): offset for partition, offset in each.items()} for each in given)
        epochs = cls(begins)
        if len(begins) > MAX_EPOCHS:
            raise ValueError(f"`epochs` must be {MAX_EPOCHS} at most, got: {len(begins)}")
        for partition in epochs.partitions():
            offsets = list(epochs.of_partition(partition).values())
            if offsets != sorted(offsets) or offsets[0] < 0:
                raise ValueError(f"`epochs` must not fall within a partition, got for {partition}: {offsets}")
        return epochs

    def partitions(self) -> list[int]:
        return sorted({partition for begin in self.begins for partition in begin})

    def of_partition(self, partition: int) -> dict[int, int]:
        """First offset by epoch."""
        return {epoch: each[partition] for epoch, each in enumerate(self.begins, 1) if partition in each}

    def epoch(self, partition: Column, offset: Column) -> Column:
        """The last epoch that the offset has reached; null where it cannot be told."""
        if not self.begins:
            return F.lit(0)
        found = F.when(partition.isNull() | offset.isNull(), F.lit(None).cast("int"))
        for epoch, begin in reversed(list(enumerate(self.begins, 1))):
            reached = F.lit(False)
            for each, first in begin.items():
                reached = reached | ((partition == each) & (offset >= first))
            found = found.when(reached, F.lit(epoch))
        return found.otherwise(F.lit(0))


def padded(number: Column, digits: int) -> Column:
    return F.lpad(number.cast("string"), digits, "0")


def place(position: Column) -> Column:
    """The position without the record's offset: where the change stands in the source's log."""
    return position.substr(F.lit(1), F.length(position) - (OFFSET_DIGITS + 1))
