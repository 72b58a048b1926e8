"""Glue streaming job: brings the changes of the topics into the Delta tables of a pipeline as they come."""

from cdc_upsert.job import arguments, run
from cdc_upsert.topic import SECURITY, topic_lines

parser = arguments(__doc__)
parser.add_argument("--bootstrap-servers", required=True, help="of the Kafka cluster that holds the topics")
parser.add_argument("--security", choices=SECURITY, default="iam", help="how the cluster knows this job")
parser.add_argument("--interval", default="60 seconds", help="between the begin of one batch of a table and the next")
parser.add_argument("--once", action="store_true", help="ends when it has read all there was as it began")
run(
    parser,
    source=lambda spark, args, table: topic_lines(spark, table.topic, args.bootstrap_servers, args.security),
    trigger=lambda args: {"availableNow": True} if args.once else {"processingTime": args.interval},
)
