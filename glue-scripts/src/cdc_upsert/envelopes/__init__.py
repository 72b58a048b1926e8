"""What a raw row of a source says."""

from pyspark.sql import DataFrame

from cdc_upsert.config import Table
from cdc_upsert.envelopes.base import EnvelopeDecoder
from cdc_upsert.envelopes.debezium_json import DebeziumJson
from cdc_upsert.envelopes.logged_rows import METADATA, LoggedRows


def decoder_of(raw: DataFrame, table: Table) -> EnvelopeDecoder:
    """By what a row looks like: see `sources`."""
    return LoggedRows(table, raw.schema) if METADATA in raw.columns else DebeziumJson(table)
