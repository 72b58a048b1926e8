"""Deletes the rows that a further snapshot of the source does not hold, and that nothing newer wrote: once all of its
rows have been read, from however many partitions."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pyspark.sql import SparkSession

from cdc_upsert.config import Table
from cdc_upsert.errors import SnapshotUnknownError
from cdc_upsert.formats import state_table
from cdc_upsert.formats.base import State, StateTable
from cdc_upsert.progress import Progress, ProgressFile
from cdc_upsert.snapshots import Snapshot, emptied_at, is_complete


@dataclass(frozen=True)
class Settled:
    progress: Progress = field(default_factory=Progress)
    #: Rows that were deleted.
    swept: int = 0
    #: Whether rows of the table wait for the end of a snapshot.
    pending: bool = False


def settle(
    spark: SparkSession, table: Table, snapshots: list[Snapshot] | None, before_writing: Callable[[], None]
) -> Settled:
    """Deletes the rows that a snapshot says are gone, as soon as that can be told. From then on no change from before
    that snapshot counts. May be done again, wherever it ended. `snapshots`: those that are complete, none where nobody
    tells."""
    target = state_table(spark, table)
    file = ProgressFile(spark, table, target.exists())
    before = file.read()
    settled = settled_with(target, table, before, snapshots, before_writing)
    if settled.progress != before:
        file.write(settled.progress)
    return settled


def settled_with(
    target: StateTable,
    table: Table,
    progress: Progress,
    snapshots: list[Snapshot] | None,
    before_writing: Callable[[], None],
) -> Settled:
    swept = 0
    emptied_ms = emptied_at(snapshots or [], table.topic)
    if emptied_ms is not None and any(step.first_ms < emptied_ms for step in progress.steps):
        emptied = empty(target, table, emptied_ms, progress, before_writing)
        progress, swept = emptied.progress, emptied.swept
    if progress.snapshot is None:
        return Settled(progress, swept)
    place = progress.snapshot.place
    complete, done = is_complete(snapshots, table, progress), replace(progress, snapshot=None)
    facts = target.look_up() if (progress.first_place or "") < place else None
    # The first one is kept: rows from before it may still come, from other partitions or late.
    if facts is None or not (complete or target.has_rows_up_to(place)):
        return Settled(progress, swept)
    if snapshots is None:
        raise SnapshotUnknownError(
            f"{table.path}: a further snapshot of the source was read, and what it does not hold cannot be told: the "
            "job knows no topic of the connector's notifications (`--notifications`). Rows that were deleted "
            "meanwhile are still there; nothing else is wrong. Name the topic, or rebuild the table from the "
            "snapshot on"
        )
    if not complete:
        return Settled(progress, swept, pending=True)
    before_writing()
    return Settled(replace(done, first_place=place), swept + sweep(target, facts.state, place))


def sweep(target: StateTable, state: State, place: str) -> int:
    """Deletes what was written up to the place, once the table remembers that nothing up to there counts any more."""
    if place > (state.truncated_at or ""):
        target.set_state(replace(state, truncated_at=place, truncated_ms=None))
    return target.delete_up_to(place)


def empty(
    target: StateTable, table: Table, emptied_ms: int, progress: Progress, before_writing: Callable[[], None]
) -> Settled:
    """Deletes what was applied before the snapshot that found no row. Raises where one batch had changes from before it
    and from since: which row is of which, none tells."""
    before = [step for step in progress.steps if step.first_ms < emptied_ms]
    if any(step.last_ms >= emptied_ms for step in before):
        raise SnapshotUnknownError(
            f"{table.path}: nothing was written. A snapshot that began at {emptied_ms} (milliseconds since 1970) "
            "found the source table empty, and changes from before it and since were applied in one batch before that "
            "was told. Rebuild the table from the archive, into another place"
        )
    # Behind every change at the last place.
    last = max(step.place for step in before) + "~"
    read = progress.snapshot
    after = replace(
        progress,
        snapshot=read if read is not None and read.first_ms >= emptied_ms else None,
        first_place=last,
        steps=tuple(step for step in progress.steps if step not in before),
    )
    facts = target.look_up()
    before_writing()
    return Settled(after, 0 if facts is None else sweep(target, facts.state, last))
