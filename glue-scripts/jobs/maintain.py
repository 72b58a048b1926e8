"""Glue job: packs small files of the lake's tables and removes what none of them holds any more, then ends."""

from cdc_upsert.upkeep.run import run

run(__doc__)
