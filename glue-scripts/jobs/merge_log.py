"""Glue job: brings what is new in the logs of a pipeline's tables into Iceberg tables of their rows, then ends."""

from cdc_upsert.logged import run
from cdc_upsert.runner import table_arguments

run(table_arguments(__doc__))
