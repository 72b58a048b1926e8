"""Glue job: brings what is new in the archive into the Delta tables of a pipeline, then ends."""

from cdc_upsert.archive import archive_lines
from cdc_upsert.job import arguments, run
from cdc_upsert.pipeline import below

parser = arguments(__doc__)
parser.add_argument("--archive", required=True, help="folder of the raw objects, one folder per topic in it")
run(
    parser,
    source=lambda spark, args, table: archive_lines(spark, below(args.archive, table.topic)),
    trigger=lambda args: {"availableNow": True},
)
