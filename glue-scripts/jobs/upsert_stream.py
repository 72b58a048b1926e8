"""Glue streaming job: brings the changes of the topics into the Delta tables of a pipeline as they come."""

import json

from cdc_upsert.runner import Source, arguments, run
from cdc_upsert.sources import topic_records, topic_so_far

parser = arguments(__doc__)
parser.add_argument("--bootstrap-servers", required=True, help="of the Kafka cluster that holds the topics")
parser.add_argument("--kafka-options", required=True, help="JSON object: options of the Kafka source")
parser.add_argument("--interval", default="60 seconds", help="between the begin of one batch of a table and the next")
parser.add_argument("--once", action="store_true", help="ends when it has read all there was as it began")
run(
    parser,
    Source(
        records=lambda spark, args, table: topic_records(
            spark, table.topic, args.bootstrap_servers, json.loads(args.kafka_options)
        ),
        notifications=lambda spark, args, topic: topic_so_far(
            spark, topic, args.bootstrap_servers, json.loads(args.kafka_options)
        ),
        trigger=lambda args: {"availableNow": True} if args.once else {"processingTime": args.interval},
        line="value",
    ),
)
