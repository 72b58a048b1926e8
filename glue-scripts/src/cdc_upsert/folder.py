"""Folders of whatever file system Hadoop knows: `s3://` on Glue, `file://` on a computer."""

from py4j.java_gateway import JavaObject
from pyspark.sql import SparkSession


def exists(spark: SparkSession, folder: str) -> bool:
    path = hadoop_path(spark, folder)
    return path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()).exists(path)


def normal(spark: SparkSession, folder: str) -> str:
    """As Hadoop spells it. Delta takes `file:///x` and `file:/x` for two places."""
    return hadoop_path(spark, folder).toString()


def hadoop_path(spark: SparkSession, folder: str) -> JavaObject:
    return spark.sparkContext._jvm.org.apache.hadoop.fs.Path(folder)
