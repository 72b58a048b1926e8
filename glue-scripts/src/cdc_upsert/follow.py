"""Applies what a source got since the last run, in batches, and remembers in a checkpoint how far it came."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from pyspark.errors import StreamingQueryException
from pyspark.sql import DataFrame, SparkSession

from cdc_upsert.batch import upsert
from cdc_upsert.config import Table
from cdc_upsert.formats import is_conflict
from cdc_upsert.lease import lease
from cdc_upsert.quarantine import BadLines, set_aside_before
from cdc_upsert.report import Report
from cdc_upsert.session import adapt_batch_session, is_lost_checkpoint
from cdc_upsert.settling import Settled, settle
from cdc_upsert.snapshots import Snapshot, Snapshots
from cdc_upsert.sources import Folder

OnReport = Callable[[Report], None]
T = TypeVar("T")

#: Times that a batch is begun when another writer came first, or an executor was lost with what it held.
ATTEMPTS = 3
#: Between one look for new snapshots and the next.
LOOK_SECONDS = 60.0


@dataclass(frozen=True)
class Places:
    """Folders of one table."""

    #: How far the table came. It belongs to one source and one table.
    checkpoint: str
    #: Lines that are no JSON, in a folder per batch.
    quarantine: str


def follow(
    spark: SparkSession,
    raw: DataFrame,
    table: Table,
    places: Places,
    trigger: dict[str, object],
    on_report: OnReport,
    snapshots: Snapshots | None = None,
    on_alive: Callable[[], None] = lambda: None,
) -> None:
    """Applies all of the stream `raw` that the checkpoint does not know, until `trigger` ends it.

    Raises what the failing batch raised; it is read again by the next run.
    """
    failures: list[Exception] = []
    left = table.bad_lines
    working = threading.Lock()
    seen: list[Snapshot] = []

    def apply_batch(batch: DataFrame, batch_id: int) -> None:
        nonlocal left
        adapt_batch_session(batch.sparkSession, spark)
        query = batch.sparkSession.sparkContext.getLocalProperty("sql.streaming.queryId")
        bad_lines = BadLines(f"{places.quarantine}/{query}/batch={batch_id}", left)
        try:
            with working:
                report = attempted(lambda: upsert_and_settle(batch, table, bad_lines, held.verify, snapshots))
        except Exception as failure:
            failures.append(failure)
            raise
        left -= sum(report.bad_lines.values())
        on_report(report)

    def look() -> None:
        """Of a table that a snapshot found empty no change may ever come, and what is told may come after the last."""
        nonlocal seen
        known = snapshots() if snapshots is not None else []
        if known == seen:
            return
        with working:
            settled = attempted(lambda: settle(spark, table, known, held.verify))
        seen = known
        if settled.swept or settled.pending:
            on_report(Report(table=table.name, swept=settled.swept, snapshot_pending=settled.pending))

    with lease(spark, table) as held:
        look()
        query = (
            raw.writeStream.foreachBatch(apply_batch)
            .option("checkpointLocation", places.checkpoint)
            .trigger(**trigger)
            .start()
        )
        try:
            while not query.awaitTermination(LOOK_SECONDS):
                look()
                on_alive()
        except StreamingQueryException:
            # Spark knows the failure of a batch as text only.
            if failures:
                raise failures[0] from None
            raise
        finally:
            query.stop()


def attempted(work: Callable[[], T]) -> T:
    """Begins anew after what the next attempt does not meet again."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return work()
        except Exception as failure:
            if attempt == ATTEMPTS or not (is_conflict(failure) or is_lost_checkpoint(failure)):
                raise
    raise AssertionError("unreachable")


def upsert_and_settle(
    raw: DataFrame, table: Table, bad_lines: BadLines, verify: Callable[[], None], snapshots: Snapshots | None
) -> Report:
    spark = raw.sparkSession
    known = snapshots() if snapshots is not None else None
    # First, while a snapshot that is told of only now still lies between what was applied and this batch.
    before = settle(spark, table, known, verify) if known is not None else Settled()
    report = upsert(raw, table, bad_lines, verify, known)
    after = settle(spark, table, known, verify)
    return replace(report, swept=before.swept + after.swept, snapshot_pending=after.pending)


def reapply(
    spark: SparkSession,
    table: Table,
    places: Places,
    line: str,
    on_report: OnReport,
    snapshots: Snapshots | None = None,
) -> None:
    """Applies what was set aside, mended by hand or by a newer version of this package; what still is no JSON is set
    aside anew. `line`: what raw rows of the job's source call it."""
    raw, folders = set_aside_before(spark, places.quarantine, line)
    if raw is None:
        return
    with lease(spark, table) as held:
        again = BadLines(f"{places.quarantine}/reapplied/batch={uuid.uuid4()}", raw.count())
        on_report(attempted(lambda: upsert_and_settle(raw, table, again, held.verify, snapshots)))
        for folder in folders:
            Folder(spark, folder).delete_all()
