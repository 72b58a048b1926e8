"""A session of Spark as benchmarks of merges have it."""

from pathlib import Path

from pyspark.sql import SparkSession

from cdc_upsert.session import open_session

JARS = Path(__file__).parents[2] / ".runtime" / "spark" / "lib"


def session(memory: str, jars: str, settings: dict[str, str]) -> SparkSession:
    """`jars`: a pattern of their names. `settings`: those of the table's format."""
    common = {
        "spark.jars": ",".join(map(str, sorted(JARS.glob(jars)))),
        "spark.driver.memory": memory,
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in (settings | common).items():
        builder = builder.config(name, value)
    builder.getOrCreate()
    return open_session()
