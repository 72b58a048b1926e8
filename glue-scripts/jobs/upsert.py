"""Glue job: brings new objects of a table's archive into its Delta table, then ends. Arguments: see `--help`."""

import argparse
import json

from pyspark.context import SparkContext

from cdc_upsert.follow import follow_archive
from cdc_upsert.table import Table

parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
parser.add_argument("--archive", required=True, help="folder of the table's raw objects")
parser.add_argument("--table", required=True, help="folder of the Delta table")
parser.add_argument("--checkpoint", required=True, help="folder that says how far the job came")
parser.add_argument("--quarantine", required=True, help="folder for lines that are no change")
parser.add_argument("--keys", required=True, help="JSON array: columns of the merge key")
parser.add_argument("--columns", required=True, help="JSON object: Spark SQL type of each column")
parser.add_argument("--truncate", default="fail", help="apply, ignore or fail")
parser.add_argument("--epoch", type=int, default=0, help="raised when the source's log begins anew")
# Glue adds arguments of its own.
args, _ = parser.parse_known_args()

try:
    from awsglue.context import GlueContext

    spark = GlueContext(SparkContext.getOrCreate()).spark_session
except ImportError:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.getOrCreate()

table = Table(args.table, tuple(json.loads(args.keys)), json.loads(args.columns), args.truncate, args.epoch)
spark.conf.set("spark.sql.session.timeZone", "UTC")
follow_archive(
    spark, table, args.archive, args.checkpoint, args.quarantine, lambda report: print(report.to_json(), flush=True)
)
