"""Glue job: brings what is new in the archive into the Delta tables of a pipeline, then ends."""

from cdc_upsert.config import below
from cdc_upsert.runner import Source, arguments, run
from cdc_upsert.sources import archived_records, archived_so_far

parser = arguments(__doc__)
parser.add_argument("--archive", required=True, help="folder of the raw objects, one folder per topic in it")
run(
    parser,
    Source(
        records=lambda spark, args, table: archived_records(spark, below(args.archive, table.topic)),
        notifications=lambda spark, args, topic: archived_so_far(spark, below(args.archive, topic)),
        trigger=lambda args: {"availableNow": True},
        line="record",
    ),
)
