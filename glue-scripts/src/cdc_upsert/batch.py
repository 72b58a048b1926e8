"""Brings a batch of raw rows into a table: decode, survey, newest per key, compare, tally, write. Repeatable, and
whatever can fail by the data has failed before the first write."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.changes import DELETED, KEY, newest, not_before_row, touches
from cdc_upsert.config import POSITION, RESERVED, Table
from cdc_upsert.envelopes.base import EnvelopeDecoder
from cdc_upsert.envelopes.debezium_json import DebeziumJson
from cdc_upsert.errors import TruncateRefusedError
from cdc_upsert.exact import lost_value
from cdc_upsert.formats.base import TARGET, Clauses, Facts, State, StateTable
from cdc_upsert.formats.delta import DeltaStateTable
from cdc_upsert.maintenance import is_scattered
from cdc_upsert.names import quoted
from cdc_upsert.origins import fail_if_read_before, with_epochs, with_servers
from cdc_upsert.planning import (
    ALIVE,
    FRESH,
    SMALL_BYTES,
    Tally,
    compared,
    key_range,
    key_ranges,
    tally,
    unknown_so_far,
    updates,
)
from cdc_upsert.progress import ProgressFile
from cdc_upsert.quarantine import BadLines
from cdc_upsert.report import Report
from cdc_upsert.schema import Evolution, Layout, evolution, fail_on_gone_columns, lay_out
from cdc_upsert.session import beside, held, held_by_all
from cdc_upsert.snapshots import Snapshot, emptied_at
from cdc_upsert.survey import Survey, raise_if_lost, survey


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
    spark, decoder, target = raw.sparkSession, DebeziumJson(table), DeltaStateTable(raw.sparkSession, table)
    file = ProgressFile(spark, table)
    before = file.read()
    decoded = decoder.decode(raw)
    emptied_ms = emptied_at(snapshots or [], table.topic)
    if emptied_ms is not None:
        # A snapshot that found the table empty stands for all that was before it.
        decoded = decoded.where(F.coalesce(F.col("at_ms"), F.lit(emptied_ms)) >= emptied_ms)
    with beside(target.look_up) as facts, held(touches(decoded)) as touched:
        found = survey(touched, decoder, table, before.offsets())
        batch = Batch(touched, found, decoder, target, facts.result(), table)
        state = batch.facts.state if batch.facts is not None else State()
        if batch.facts is None:
            fail_if_read_before(file.left_over(), found, table)
        state = with_epochs(state, found, before, table)
        state = with_servers(touched, found, state, before, table)
        set_aside = bad_lines.set_aside(touched, found.bad_lines, table) if found.bad_lines else {}
        outcome = apply(batch, state, before_writing)
        after = before.after(found, has_rows=batch.facts is not None)
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
        write(batch, rows, layout, changed, state, within, done)
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


def write(
    batch: Batch, rows: DataFrame, layout: Layout, changed: Evolution, state: State, within: Column, done: Tally
) -> None:
    """Every step may be repeated, and commits only where there is something to do.

    What the table has to remember comes first: from then on no older change comes back, wherever the run ends. The
    positions of deleted keys come before the deletions for the same reason."""
    target, facts, table = batch.target, batch.facts, batch.table
    fresh = rows.where(FRESH)
    gone = fresh.where(DELETED)
    if facts is None:
        if done.deleted:
            # A side table may be left of a table that is gone, with other positions of these keys.
            target.remember_deleted(gone, F.lit(True), known=done.deleted, new=done.deleted)
        target.create(in_order(fresh.where(~F.col(DELETED)), table), state, list(layout.undeclared))
        return
    evolve(target, changed, layout, table)
    if state != facts.state:
        target.set_state(state)
    if batch.found.truncated is not None and state.truncated_at is not None:
        # Also where the table remembers it already: a run may have ended before it deleted.
        target.delete_up_to(state.truncated_at)
    small = held_by_all(fresh, batch.found.bytes)
    with beside(lambda: remember(target, held_by_all(gone, batch.found.bytes), within, done)):
        apart = bool(done.new and done.matched and facts.bytes > SMALL_BYTES)
        if apart:
            # A merge that does both shuffles what it rewrites, and the files lose the key ranges that merges are pruned
            # by. New ones first: of a changed key a reader sees both rows for a moment rather than none.
            new_rows = small.where(~F.col(ALIVE))
            target.merge(new_rows, within & key_range(done.new_ends, table), Clauses(matched=False, new=True))
    told = {name.lower() for name in (*table.keys, POSITION, *layout.columns)}
    sets = updates(done, layout, [each.name for each in facts.schema if each.name.lower() not in told])
    if apart:
        within = within & key_range(done.matched_ends, table)
        target.merge(small.where(ALIVE), within, Clauses(matched=True, new=False, updates=sets))
    elif done.new or done.matched:
        target.merge(small, within, Clauses(matched=done.matched > 0, new=done.new > 0, updates=sets))
    if done.new and is_scattered(facts.files, facts.bytes):
        target.compact()


def remember(target: StateTable, gone: DataFrame, within: Column, done: Tally) -> None:
    if done.deleted:
        target.remember_deleted(gone, within, done.remembered, done.deleted - done.remembered)


def in_order(rows: DataFrame, table: Table) -> DataFrame:
    """Keys first: of the table's first 32 columns alone Delta keeps the ranges that a merge is pruned by."""
    rest = [name for name in rows.columns if name not in table.keys and not name.startswith(RESERVED)]
    return rows.select(*[quoted(name) for name in (*table.keys, POSITION, *rest)])


def evolve(target: StateTable, changed: Evolution, layout: Layout, table: Table) -> None:
    if changed.rewritten:
        lost = [lost_value(value, text, name) for name, (value, text) in changed.casts.items()]
        if lost:
            [found] = (
                target.rows()
                .select(F.coalesce(*lost, F.lit(None)).alias("lost"))
                .agg(F.min("lost").alias("lost"), F.count("lost").alias("rows"))
                .collect()
            )
            raise_if_lost(found["lost"], found["rows"], table)
        if set(changed.retyped) & set(table.keys):
            # First, since the live table tells what is still to be done.
            target.widen_deletions()
        target.rewrite(changed.rewritten)
    if changed.added:
        target.add_columns(changed.added, list(layout.undeclared))


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
        unknown_values={} if whole_rows else done.unknown_values,
        added_columns=tuple(added),
        undeclared_columns=layout.undeclared,
        retyped_columns=tuple(outcome.changed.retyped),
        truncated_at=outcome.truncated_at,
    )
