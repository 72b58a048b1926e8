"""One Spark session for all tests: a merge costs seconds, a session more."""

from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from logged_table import LoggedTable

JARS = Path(__file__).parents[2] / ".runtime" / "spark" / "lib"
SETTINGS = {
    "spark.jars": ",".join(str(jar) for jar in sorted(JARS.glob("*.jar"))),
    "spark.sql.extensions": "io.delta.sql.DeltaSparkSessionExtension,"
    "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
    "spark.sql.catalog.spark_catalog": "org.apache.spark.sql.delta.catalog.DeltaCatalog",
    # Of one computer; it has the versions of tables that another writer's commit needs to fail.
    "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
    "spark.sql.catalog.lake.type": "hadoop",
    "spark.sql.catalog.lake.cache-enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.int96RebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.databricks.delta.snapshotPartitions": "1",
    # Compiling what runs over ten rows takes longer than running it.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.ui.enabled": "false",
    "spark.driver.memory": "1g",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC",
}


def pytest_addoption(parser):
    parser.addoption("--seeds", default="7-14", help="of the random workloads: 1,2,3 or 0-49; all go into one table")
    parser.addoption(
        "--commits", type=int, default=100, help="of a sink beside the upkeep: 500 take two to three minutes"
    )
    parser.addoption("--killed-log", help="folder of a log that killed workers of a sink left: of killed_log.py only")
    parser.addoption("--fault-rows", help="file that killed_log.py adds its rows of the table of faults to")
    parser.addoption("--order", type=int, help="seed of what befalls that table as a whole; else the first of --seeds")


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    builder = SparkSession.builder.master("local[2]").appName("cdc_upsert tests")
    places = {
        name: str(tmp_path_factory.mktemp("warehouse"))
        for name in ("spark.sql.warehouse.dir", "spark.sql.catalog.lake.warehouse")
    }
    for name, value in {**SETTINGS, **places}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture
def logged_table(spark, tmp_path, request):
    def make(**declared):
        database = f"db_{abs(hash(request.node.name))}"
        return LoggedTable(spark, tmp_path, database, **declared)

    return make
