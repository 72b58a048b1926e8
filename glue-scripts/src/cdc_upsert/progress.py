"""How far a table came in the log that it follows.

It lies in a file beside the table, since a commit costs more than a file. Losing it loses no row: what follows is then
compared with itself only.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pyspark.sql import Column, Row, SparkSession
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.config import Table
from cdc_upsert.positions import OFFSET_DIGITS
from cdc_upsert.sources import Folder
from cdc_upsert.survey import Survey

FILE = "progress.json"
#: Batches that are told apart: what a snapshot found is known minutes after the changes that followed it, not days.
KEPT_STEPS = 100


@dataclass(frozen=True)
class Mark:
    """How far a table came in a partition: the last offset, the last place in the source's log, by server the first and
    the last of its transactions, the latest commit in milliseconds, and whether records were passed over before that
    offset, as where an archive's objects are read in another order than they were written."""

    offset: int
    place: str
    transactions: dict[str, list[int]] = field(default_factory=dict)
    committed_ms: int | None = None
    gap: bool = False


@dataclass(frozen=True)
class SnapshotRead:
    """Rows of the newest snapshot that have been read: where it stands in the log, their number, the times of the first
    and the last in milliseconds, and by partition the first and the last offset of what was read at once."""

    place: str
    rows: int
    first_ms: int
    last_ms: int
    offsets: dict[str, list[list[int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A batch that was applied: times of its first and last change in milliseconds, and the last place that the table
    had reached by then."""

    first_ms: int
    last_ms: int
    place: str


@dataclass(frozen=True)
class Progress:
    marks: dict[int, Mark] = field(default_factory=dict)
    snapshot: SnapshotRead | None = None
    #: No row of the table was written by a change before this place.
    first_place: str | None = None
    #: The last batches; the oldest of them stands for all before it.
    steps: tuple[Step, ...] = ()

    def counted(self) -> Column:
        """Whether a row of a snapshot was read before: then it does not count once more. What was read is not all up to
        some offset, since objects may be read in any order."""
        counted = F.lit(False)
        if self.snapshot is not None:
            for partition, read in self.snapshot.offsets.items():
                for first, last in read:
                    counted = counted | ((F.col("partition") == int(partition)) & F.col("offset").between(first, last))
            counted = counted & (F.col("snapshot_place") == self.snapshot.place)
        return F.coalesce(counted, F.lit(False))

    def after(self, found: Survey, has_rows: bool, gaps: frozenset[int]) -> "Progress":
        """`has_rows`: whether the table was there before the batch, by whoever's hand. `gaps`: partitions of which the
        batch passed over records."""
        marks = dict(self.marks)
        places = [group["first"][: -OFFSET_DIGITS - 1] for group in found.groups if group["first"] is not None]
        if self.first_place is not None or has_rows:
            places.append(self.first_place or "")
        for group in found.groups:
            if group["last"] is None or group["last_offset"] is None:
                continue
            before = marks.get(group["partition"], Mark(-1, ""))
            transactions = dict(before.transactions)
            if group["server"] is not None:
                found_numbers = [group["first_transaction"] or 0, group["transaction"] or 0]
                numbers = [*found_numbers, *transactions.get(group["server"], [])]
                transactions[group["server"]] = [min(numbers), max(numbers)]
            last = group["last"][: -OFFSET_DIGITS - 1]
            committed = [each for each in (before.committed_ms, group["committed_ms"]) if each is not None]
            marks[group["partition"]] = Mark(
                max(before.offset, group["last_offset"]),
                max(before.place, last),
                transactions,
                max(committed, default=None),
                before.gap or group["partition"] in gaps,
            )
        snapshot = self._snapshot_after(found)
        return Progress(marks, snapshot, min(places, default=None), self._steps_after(found, marks))

    def _steps_after(self, found: Survey, marks: dict[int, Mark]) -> tuple[Step, ...]:
        times = [group[end] for group in found.groups for end in ("first_ms", "last_ms") if group[end] is not None]
        if not times or not marks:
            return self.steps
        steps = (*self.steps, Step(min(times), max(times), max(mark.place for mark in marks.values())))
        if len(steps) <= KEPT_STEPS:
            return steps
        old, next_old, *rest = steps
        first_ms, last_ms = min(old.first_ms, next_old.first_ms), max(old.last_ms, next_old.last_ms)
        return (Step(first_ms, last_ms, max(old.place, next_old.place)), *rest)

    def _snapshot_after(self, found: Survey) -> SnapshotRead | None:
        """A connector that dies within a snapshot begins another: only the newest one counts. One from before all that
        the table has is nothing to wait for."""
        snapshot = self.snapshot
        groups = [group for group in found.groups if group["snapshot_place"] is not None]
        for group in sorted(groups, key=lambda group: group["snapshot_place"]):
            place, first, last = group["snapshot_place"], group["first_ms"] or 0, group["last_ms"] or 0
            if place > (snapshot.place if snapshot is not None else self.first_place or ""):
                snapshot = SnapshotRead(place, 0, first, last)
            if snapshot is not None and place == snapshot.place and group["snapshot_rows"]:
                snapshot = replace(
                    snapshot,
                    rows=snapshot.rows + group["snapshot_rows"],
                    first_ms=min(first, snapshot.first_ms),
                    last_ms=max(last, snapshot.last_ms),
                    offsets=with_read(snapshot.offsets, group),
                )
        return snapshot


def with_read(offsets: dict[str, list[list[int]]], group: Row) -> dict[str, list[list[int]]]:
    if group["first_offset"] is None:
        return offsets
    at = str(group["partition"])
    joined: list[list[int]] = []
    for first, last in sorted([*offsets.get(at, []), [group["first_offset"], group["last_offset"]]]):
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return {**offsets, at: joined}


class ProgressFile:
    def __init__(self, spark: SparkSession, table: Table, has_table: bool):
        self._folder = Folder(spark, f"{table.path}__progress")
        self._has_table = has_table

    def read(self) -> Progress:
        """A table that is not there came nowhere yet."""
        return self._read() if self._has_table else Progress()

    def left_over(self) -> Progress:
        """Of a table that was removed."""
        return Progress() if self._has_table else self._read()

    def _read(self) -> Progress:
        try:
            given: dict[str, Any] = json.loads(self._folder.read(FILE) or "{}")
        except ValueError:
            # Cut short, where a file is not written at once: as good as lost.
            given = {}
        marks = {int(partition): Mark(**mark) for partition, mark in given.pop("marks", {}).items()}
        snapshot = given.pop("snapshot", None)
        steps = tuple(Step(**step) for step in given.pop("steps", ()))
        return Progress(marks=marks, snapshot=SnapshotRead(**snapshot) if snapshot else None, steps=steps, **given)

    def write(self, progress: Progress) -> None:
        self._folder.write(FILE, json.dumps(asdict(progress), sort_keys=True))
