"""Brings a batch of raw rows into a table: decode, survey, newest per key, compare, tally, write. Repeatable, and
whatever can fail by the data has failed before the first write."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.changes import KEY, newest, not_before_row, touches
from cdc_upsert.config import POSITION, Table
from cdc_upsert.envelopes import decoder_of
from cdc_upsert.envelopes.base import EnvelopeDecoder
from cdc_upsert.errors import TruncateRefusedError
from cdc_upsert.formats import state_table
from cdc_upsert.formats.base import TARGET, Facts, State, StateTable
from cdc_upsert.origins import fail_if_read_before, fail_on_other_log, look_back, with_epochs, with_servers
from cdc_upsert.planning import Tally, compared, key_ranges, tally, unknown_so_far
from cdc_upsert.progress import ProgressFile
from cdc_upsert.quarantine import BadLines
from cdc_upsert.report import Report
from cdc_upsert.schema import Evolution, Layout, evolution, fail_on_gone_columns, lay_out
from cdc_upsert.session import beside, held
from cdc_upsert.snapshots import Snapshot, emptied_at
from cdc_upsert.survey import Survey, survey
from cdc_upsert.writing import Plan, write


@dataclass(frozen=True)
class Batch:
    """A batch on its way into a table."""

    touched: DataFrame
    found: Survey
    decoder: EnvelopeDecoder
    target: StateTable
    #: None where there is no table yet.
    facts: Facts | None
    table: Table


@dataclass(frozen=True)
class Outcome:
    done: Tally
    layout: Layout
    changed: Evolution
    truncated_at: str | None


def upsert(
    raw: DataFrame,
    table: Table,
    bad_lines: BadLines,
    before_writing: Callable[[], None] = lambda: None,
    snapshots: list[Snapshot] | None = None,
) -> Report:
    """Brings raw rows (see `sources`) into the table. `snapshots`: those that are complete, none where nobody tells."""
    spark, decoder, target = raw.sparkSession, decoder_of(raw, table), state_table(raw.sparkSession, table)
    file = ProgressFile(spark, table, target.exists())
    before = file.read()
    decoded = decoder.decode(raw)
    emptied_ms = emptied_at(snapshots or [], table.topic)
    if emptied_ms is not None:
        # A snapshot that found the table empty stands for all that was before it.
        decoded = decoded.where(F.coalesce(F.col("at_ms"), F.lit(emptied_ms)) >= emptied_ms)
    with beside(target.look_up) as facts, held(touches(decoded)) as touched:
        found = survey(touched, decoder, table, before.counted())
        batch = Batch(touched, found, decoder, target, facts.result(), table)
        state = batch.facts.state if batch.facts is not None else State()
        if batch.facts is None:
            fail_if_read_before(file.left_over(), found, table)
        state = with_epochs(state, found, before, table)
        state, other = with_servers(state, found, table)
        set_aside: dict[str, int] = {}
        with beside(lambda: look_back(touched, found, state, before)) as back:

            def ready() -> None:
                fail_on_other_log(back.result().begins, other, state, found, table)
                if found.bad_lines:
                    set_aside.update(bad_lines.set_aside(touched, found.bad_lines, table))
                before_writing()

            if other is not None:
                ready()
            outcome = apply(batch, state, ready)
        after = before.after(found, has_rows=batch.facts is not None, gaps=back.result().gaps)
        if after != before:
            file.write(after)
    return report(batch, outcome, set_aside)


def apply(batch: Batch, state: State, before_writing: Callable[[], None]) -> Outcome:
    touched, found, facts, table = batch.touched, batch.found, batch.facts, batch.table
    layout = lay_out(found.shape_ends, found.untold, table, state)
    told = fail_on_gone_columns(layout, found.shape_ends, table, state)
    changed = evolution(facts.schema, layout, table) if facts else Evolution([], {}, {}, [])
    newest, newest_ms = found.truncated or (None, None)
    cut = truncated_at(newest, state.truncated_at, table)
    state = replace(
        state,
        told={**state.told, **told},
        undeclared={**state.undeclared, **layout.undeclared},
        truncated_at=cut,
        truncated_ms=newest_ms if cut == newest else state.truncated_ms,
    )
    since = F.col(POSITION) > F.lit(cut or "")
    keyed = touched.where(F.col(KEY).isNotNull() & since)
    within = key_ranges(keyed, found.key_ends, found.changes, table) if facts else F.lit(True)
    with held(batch.decoder.typed(compared_changes(batch, keyed, layout, within, cut), layout)) as rows:
        done = tally(rows, layout, table)
        before_writing()
        write(Plan(rows, layout, changed, state, within, done), found, batch.target, facts, table)
    return Outcome(done, layout, changed, cut)


def compared_changes(batch: Batch, keyed: DataFrame, layout: Layout, within: Column, cut: str | None) -> DataFrame:
    """The newest change of each key, compared with what the table knows."""
    found, facts, table = batch.found, batch.facts, batch.table
    live = deleted = None
    if facts is not None:
        live = batch.target.rows().alias(TARGET).where(within)
        if cut is not None:
            # What a truncate is about to delete does not count as there.
            live = live.where(F.coalesce(F.col(POSITION), F.lit("")) > F.lit(cut))
        deleted = batch.target.deletions().alias(TARGET).where(within) if facts.has_deletions else None
    texts = {
        name: batch.decoder.told({shape: layout.source_name(shape, name) for shape in layout.shapes})
        for name in sorted(layout.partial)
    }
    since_row = not_before_row(keyed, live, table) if texts and live is not None else keyed
    latest = newest(since_row, batch.decoder.digest(), texts)
    if live is None:
        return unknown_so_far(latest)
    return compared(latest, keyed, found.key_bytes, live, deleted, facts.bytes if facts else 0, table)


def truncated_at(newest: str | None, applied: str | None, table: Table) -> str | None:
    """The position of the newest truncate that counts, in this batch (`newest`) or `applied` before: no change at or
    before it counts."""
    if newest is None or table.truncate == "ignore" or (applied is not None and newest <= applied):
        return applied
    if table.truncate == "fail":
        raise TruncateRefusedError(
            f"{table.path}: nothing was written. `truncate` is 'fail' and the source table was truncated at {newest}. "
            "Choose 'apply' to empty the table as well, 'ignore' to keep its rows"
        )
    return newest


def report(batch: Batch, outcome: Outcome, bad_lines: dict[str, int]) -> Report:
    done, layout, whole_rows = outcome.done, outcome.layout, batch.table.format.tells_whole_rows
    added = sorted(layout.undeclared) if batch.facts is None else sorted(outcome.changed.added)
    return Report(
        table=batch.table.name,
        changes=batch.found.changes,
        bad_lines=bad_lines,
        upserted=done.upserted,
        deleted=done.deleted,
        stale=done.stale,
        tied=done.tied,
        zero_dates=done.zero_dates,
        unknown_values={} if whole_rows else done.unknown_values,
        added_columns=tuple(added),
        undeclared_columns=layout.undeclared,
        retyped_columns=tuple(outcome.changed.retyped),
        truncated_at=outcome.truncated_at,
    )
