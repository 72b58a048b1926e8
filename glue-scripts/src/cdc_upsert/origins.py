"""Which servers a table is told by, and whether the log that it is told goes on where it was.

Positions order changes within one log. Another server's log, or one that began anew, has positions of its own: changes
at lower ones would pass for old and be dropped. So what a table knows of its log is part of the table, how far it came
lies beside it, and what does not go on from there stops it."""

import json
from dataclasses import dataclass, replace

from pyspark.sql import Column, DataFrame, Row, Window
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.changes import FIRST
from cdc_upsert.config import POSITION, Table
from cdc_upsert.errors import EpochsChangedError, LogWentBackError, TableGoneError, UnknownServerError
from cdc_upsert.formats.base import State
from cdc_upsert.positions import EPOCH_DIGITS, place
from cdc_upsert.progress import Progress
from cdc_upsert.survey import Survey, is_snapshot

#: Records that a deletion is: itself, and one without a value.
RECORDS_OF_DELETION = 2
#: What of a change tells whether its log goes on.
NARROW = ("partition", "offset", "epoch", "server", "transaction", "committed_ms", "op", "snapshot", POSITION)


def with_epochs(state: State, found: Survey, progress: Progress, table: Table) -> State:
    """The state with the declared form of positions and epochs. Raises where rows were ordered by others."""
    if state.positions is not None and state.positions != table.positions:
        raise EpochsChangedError(
            f"{table.path}: nothing was written. `positions` is {table.positions}, and the table's rows have "
            f"{state.positions}, which cannot be compared. Rebuild the table from the archive, into another place"
        )
    offsets: dict[int, tuple[int, int]] = {}
    for group in found.groups:
        if group["first_offset"] is not None:
            low, high = offsets.get(group["partition"], (group["first_offset"], group["last_offset"]))
            offsets[group["partition"]] = (min(low, group["first_offset"]), max(high, group["last_offset"]))
    epochs = {partition: dict(begins) for partition, begins in state.epochs.items()}
    for partition, begins in epochs.items():
        declared = table.epochs.of_partition(int(partition))
        for epoch, first in begins.items():
            if declared.get(int(epoch)) != first:
                raise EpochsChangedError(
                    f"{table.path}: nothing was written. The table's rows of partition {partition} were ordered by "
                    f"epoch {epoch} from offset {first} on, and `epochs` has {declared.get(int(epoch), 'none')} for "
                    "it. Declare it as it was, or rebuild the table from the archive, into another place"
                )
    for partition, (low, high) in offsets.items():
        for epoch, first in table.epochs.of_partition(partition).items():
            known = epochs.setdefault(str(partition), {})
            if str(epoch) in known or first > high:
                continue
            mark = progress.marks.get(partition)
            if mark is not None and first <= mark.offset and low > first:
                raise EpochsChangedError(
                    f"{table.path}: nothing was written. `epochs` says that epoch {epoch} of partition {partition} "
                    f"begins at offset {first}, and changes up to {mark.offset} were applied as an earlier one's. "
                    "Have them read again: run once with an empty folder for `--checkpoints`"
                )
            known[str(epoch)] = first
    return replace(state, positions=table.positions, epochs={key: each for key, each in epochs.items() if each})


def fail_if_read_before(left_over: Progress, found: Survey, table: Table) -> None:
    """Raises where the table is gone, and what it had would not be read again."""
    for group in found.groups:
        mark = left_over.marks.get(group["partition"])
        if mark is not None and group["first_offset"] is not None and group["first_offset"] > mark.offset:
            raise TableGoneError(
                f"{table.path}: nothing was written. The table is gone, and its changes up to offset {mark.offset} of "
                f"partition {group['partition']} are not read again: empty its folder of `--checkpoints`, or, where a "
                f"table of what follows is wanted, remove {table.path}__progress as well"
            )


def with_servers(state: State, found: Survey, table: Table) -> tuple[State, Row | None]:
    """The state with the servers of the batch, and the first group that comes from one that the table was not told by
    before."""
    servers = {epoch: list(known) for epoch, known in state.servers.items()}
    other: Row | None = None
    groups = [group for group in found.groups if group["server"] is not None]
    told = {(int(epoch), each) for epoch, known in servers.items() for each in known}
    told |= {(group["epoch"], group["server"]) for group in groups}
    for group in sorted(groups, key=lambda group: (group["first_ms"] or 0, group["first_offset"] or 0)):
        earlier = {each for epoch, known in servers.items() if int(epoch) < group["epoch"] for each in known}
        known = servers.setdefault(str(group["epoch"]), [])
        if group["server"] in known:
            continue
        # The last transactions of an earlier epoch's server may come through the new one's log, which has them as its
        # own.
        own = [each for each in known if each not in earlier]
        unknown = bool(own) and group["server"] not in earlier
        # In a partition that an epoch does not name, its server's changes would count as of an earlier log.
        ahead = unknown and any(epoch > group["epoch"] and each == group["server"] for epoch, each in told)
        if ahead or (unknown and table.unknown_server == "fail"):
            other = other or group
        else:
            known.append(group["server"])
    return replace(state, servers=servers), other


def fail_on_other_log(back: dict[int, int], other: Row | None, state: State, found: Survey, table: Table) -> None:
    """Raises where what follows in a partition stands earlier in the log than what was before it (`back`, by partition
    the first such offset): then the log is another one, whoever tells it. And for a server that the table was not told
    by before (`other`)."""
    begins = with_whole_snapshots(back, found)
    if other is not None:
        for group in found.groups:
            same = (group["server"], group["epoch"]) == (other["server"], other["epoch"])
            if same and group["partition"] is not None:
                at, first = group["partition"], group["first_offset"]
                begins[at] = min(first, begins.get(at, first))
        raise UnknownServerError(
            f"{table.path}: nothing was written. Changes come from server {other['server']}, and the table was told by "
            f"{', '.join(state.servers[str(other['epoch'])])} before: positions of two servers cannot be compared. "
            f"{way_on(begins, table)}, or `unknownServer: follow` where the log is the same one, as after a failover "
            f"of Aurora"
        )
    if begins:
        raise LogWentBackError(
            f"{table.path}: nothing was written. Changes that were not read before stand earlier in the source's log "
            f"than what was read: it is another log. {way_on(begins, table)}"
        )


def with_whole_snapshots(begins: dict[int, int], found: Survey) -> dict[int, int]:
    """Rows of one snapshot are of one log, also in partitions where they stand above what was before them."""
    snapshots = [group for group in found.groups if group["snapshot_place"] is not None]
    other = {
        group["snapshot_place"]
        for group in snapshots
        if group["first_offset"] <= begins.get(group["partition"], -1) <= group["last_offset"]
    }
    result = dict(begins)
    for group in snapshots:
        if group["snapshot_place"] in other:
            at, first = group["partition"], group["first_offset"]
            result[at] = min(first, result.get(at, first))
    return result


def way_on(begins: dict[int, int], table: Table) -> str:
    """`begins`: where the other log begins, by partition."""
    declared = [{str(partition): first for partition, first in begin.items()} for begin in table.epochs.begins]
    found = {str(partition): first for partition, first in sorted(begins.items())}
    # Of the epoch that was declared last another partition shows its begin only now.
    same = bool(declared) and not set(found) & set(declared[-1])
    epochs = json.dumps([*declared[:-1], {**declared[-1], **found}] if same else [*declared, found])
    where = f"topic {table.topic}, " + ", ".join(
        f"partition {partition} at offset {first}" for partition, first in sorted(begins.items())
    )
    return f"It begins in {where}: if that is where the source was exchanged or restored, declare `epochs: {epochs}`"


@dataclass(frozen=True)
class LookBack:
    """What a batch's order tells, by partition of its topic."""

    #: The first offset that stands earlier in the log than what was before it, or than a truncate.
    begins: dict[int, int]
    #: Partitions with records that were passed over and not read.
    gaps: frozenset[int]


def look_back(touched: DataFrame, found: Survey, state: State, progress: Progress) -> LookBack:
    """A connector that starts again repeats transactions. Rows of a snapshot are no repetition, nor are transactions
    that were committed later than all before them, or that have other numbers than those that the partition had; behind
    a gap numbers tell nothing, since what is repeated may be in it."""
    if not any(is_new(group, progress) for group in found.groups):
        return LookBack({}, frozenset())
    rows = touched.where(
        F.col(FIRST) & F.col("reason").isNull() & F.col("offset").isNotNull() & F.col(POSITION).isNotNull()
    ).select(*NARROW, place(F.col(POSITION)).alias("at"))
    rows = rows.withColumns(known_before(progress))
    in_order = Window.partitionBy("partition").orderBy("offset")
    before = Window.orderBy("offset").rowsBetween(Window.unboundedPreceding, -1)
    of_partition = before.partitionBy("partition", "epoch")
    of_server = before.partitionBy("partition", "epoch", "server")
    # Behind a deletion comes a record without a value, which is none of these rows.
    reached = F.coalesce(F.lag("offset").over(in_order), "known_offset")
    rows = rows.withColumn("gap", F.coalesce(F.col("offset") - reached > RECORDS_OF_DELETION, F.lit(False)))
    behind_gap = F.col("known_gap") | F.max("gap").over(in_order.rowsBetween(Window.unboundedPreceding, 0))
    # A server without numbers cannot be told to repeat itself, but for one that the partition never had.
    number = F.when(F.col("server").isNotNull() & ~F.col("behind_gap"), F.coalesce("transaction", F.lit(0)))
    committed = F.col("committed_ms")
    rows = rows.withColumn("behind_gap", behind_gap)
    no_repetition = (
        is_snapshot()
        | (number > F.coalesce(F.greatest("known_last", F.max(number).over(of_server)), F.lit(-1)))
        | (number < F.least("known_first", F.min(number).over(of_server)))
        | (committed > F.greatest("known_ms", F.max(committed).over(of_partition)))
    )
    lower = F.col("at") < F.greatest("known_at", F.max("at").over(of_partition))
    cut = F.lit(False)
    if state.truncated_at is not None and state.truncated_ms is not None:
        cut = (F.col("at") < state.truncated_at) & (committed > state.truncated_ms)
    # What was read before was judged then, with all that was before it.
    back = F.col("is_new") & ((lower & no_repetition) | cut)
    told = (
        rows.select("partition", F.when(back, F.col("offset")).alias("back"), F.col("gap") & F.col("is_new"))
        .toDF("partition", "back", "gap")
        .groupBy("partition")
        .agg(F.min("back").alias("back"), F.max("gap").alias("gap"))
        .collect()
    )
    return LookBack(
        {row["partition"]: row["back"] for row in told if row["back"] is not None},
        frozenset(row["partition"] for row in told if row["gap"]),
    )


def is_new(group: Row, progress: Progress) -> bool:
    """Whether it may hold records that were not read before."""
    mark = progress.marks.get(group["partition"])
    return group["last_offset"] is not None and (mark is None or group["last_offset"] > mark.offset)


def known_before(progress: Progress) -> dict[str, Column]:
    """What is known of a record's partition from before the batch, null for a record that was read before."""
    known = {
        "known_at": F.lit(None).cast("string"),
        "known_ms": F.lit(None).cast("long"),
        "known_first": F.lit(None).cast("long"),
        "known_last": F.lit(None).cast("long"),
        "known_offset": F.lit(None).cast("long"),
        "known_gap": F.lit(False),
        "is_new": F.lit(True),
    }
    for partition, mark in sorted(progress.marks.items()):
        here, new = F.col("partition") == partition, F.col("offset") > mark.offset
        same_epoch = F.lit(mark.place[:EPOCH_DIGITS]) == F.substring(POSITION, 1, EPOCH_DIGITS)
        known["is_new"] = F.when(here, new).otherwise(known["is_new"])
        known["known_offset"] = F.when(here, F.lit(mark.offset)).otherwise(known["known_offset"])
        known["known_gap"] = F.when(here, F.lit(mark.gap)).otherwise(known["known_gap"])
        known["known_at"] = F.when(here & new & same_epoch, F.lit(mark.place)).otherwise(known["known_at"])
        known["known_ms"] = F.when(here & new & same_epoch, F.lit(mark.committed_ms)).otherwise(known["known_ms"])
        for server, (first, last) in mark.transactions.items():
            by = here & new & (F.col("server") == server)
            known["known_first"] = F.when(by, F.lit(first)).otherwise(known["known_first"])
            known["known_last"] = F.when(by, F.lit(last)).otherwise(known["known_last"])
    return known
