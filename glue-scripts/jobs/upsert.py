"""Glue job: brings what is new in the archive into the Delta tables of a pipeline, then ends."""

import argparse

from cdc_upsert.follow import follow_archive
from cdc_upsert.pipeline import below, declared_tables
from cdc_upsert.run_tables import run_tables
from cdc_upsert.session import open_session

parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
parser.add_argument("--archive", required=True, help="folder of the raw objects, one folder per topic in it")
parser.add_argument("--lake", required=True, help="folder of the Delta tables")
parser.add_argument("--checkpoints", required=True, help="folder that says how far each table came")
parser.add_argument("--quarantine", required=True, help="folder for lines that are no change")
parser.add_argument("--tables", required=True, help="JSON array, see cdc_upsert.pipeline.Declared")
# Glue adds arguments of its own.
args, _ = parser.parse_known_args()

tables = declared_tables(args.tables)
spark = open_session()
run_tables(
    tables,
    lambda table, on_report: follow_archive(
        spark,
        table.in_lake(args.lake),
        below(args.archive, table.topic),
        below(args.checkpoints, table.name),
        below(args.quarantine, table.name),
        on_report,
    ),
    lambda line: print(line, flush=True),
)
