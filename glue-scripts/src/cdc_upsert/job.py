"""What the entry scripts have in common: arguments in, tables out."""

import argparse
import sys
from collections.abc import Callable

from pyspark.sql import DataFrame, SparkSession

from cdc_upsert.follow import OnReport, Places, follow
from cdc_upsert.pipeline import Declared, below, declared_tables
from cdc_upsert.run_tables import run_tables
from cdc_upsert.session import open_session

#: Tables at a time: most of a small merge is waiting for the log of its table.
TABLES_AT_ONCE = 4

Source = Callable[[SparkSession, argparse.Namespace, Declared], DataFrame | None]


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
    parser.add_argument("--lake", required=True, help="folder of the Delta tables")
    parser.add_argument("--checkpoints", required=True, help="folder that says how far each table came")
    parser.add_argument("--quarantine", required=True, help="folder for lines that are no change")
    parser.add_argument("--tables", required=True, help="JSON array of objects, see cdc_upsert.pipeline.Declared")
    return parser


def run(parser: argparse.ArgumentParser, source: Source, trigger: Callable[[argparse.Namespace], dict]) -> None:
    """`source` gives the stream of a table's lines, none where there is nothing yet. `trigger` says when a stream
    makes a batch; one that never ends is ended for all tables by the first that fails, so that the job is seen to."""
    # Glue adds arguments of its own.
    args, _ = parser.parse_known_args()
    tables = declared_tables(args.tables)
    spark = open_session()
    when = trigger(args)
    endless = "availableNow" not in when

    def follow_table(table: Declared, on_report: OnReport) -> None:
        lines = source(spark, args, table)
        if lines is not None:
            places = Places(below(args.checkpoints, table.name), below(args.quarantine, table.name))
            follow(spark, lines, table.in_lake(args.lake), places, when, on_report)

    def stop_all() -> None:
        for query in spark.streams.active:
            query.stop()

    run_tables(
        tables,
        follow_table,
        print_line,
        at_once=len(tables) if endless else TABLES_AT_ONCE,
        on_failure=stop_all if endless else None,
    )


def print_line(line: str) -> None:
    """In one piece, since tables print side by side."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
