"""Writes a batch that is planned: in steps that may each be repeated, wherever a run ended."""

from dataclasses import dataclass

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F  # noqa: N812

from cdc_upsert.changes import DELETED
from cdc_upsert.config import POSITION, RESERVED, Table
from cdc_upsert.exact import lost_value
from cdc_upsert.formats.base import Clauses, Facts, State, StateTable
from cdc_upsert.maintenance import is_scattered
from cdc_upsert.names import quoted
from cdc_upsert.planning import ALIVE, FRESH, SMALL_BYTES, Tally, key_range, updates
from cdc_upsert.schema import Evolution, Layout
from cdc_upsert.session import beside, held_by_all
from cdc_upsert.survey import Survey, raise_if_lost


@dataclass(frozen=True)
class Plan:
    """What is to be written: the newest row of each key, and what was found out about them."""

    rows: DataFrame
    layout: Layout
    changed: Evolution
    state: State
    #: Rows of the table that may have one of the keys.
    within: Column
    done: Tally


def write(plan: Plan, found: Survey, target: StateTable, facts: Facts | None, table: Table) -> None:
    """Every step may be repeated, and commits only where there is something to do.

    What the table has to remember comes first: from then on no older change comes back, wherever the run ends. The
    positions of deleted keys come before the deletions for the same reason."""
    rows, layout, changed, state = plan.rows, plan.layout, plan.changed, plan.state
    within, done = plan.within, plan.done
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
    if found.truncated is not None and state.truncated_at is not None:
        # Also where the table remembers it already: a run may have ended before it deleted.
        target.delete_up_to(state.truncated_at)
    small = held_by_all(fresh, found.bytes)
    with beside(lambda: remember(target, held_by_all(gone, found.bytes), within, done)):
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
