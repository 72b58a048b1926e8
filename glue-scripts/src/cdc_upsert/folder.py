"""Folders of whatever file system Hadoop knows: `s3://` on Glue, `file://` on a computer."""

from py4j.java_gateway import JavaObject
from pyspark.sql import SparkSession


class Folder:
    """A folder that may not exist. On S3 it exists while an object lies in it."""

    def __init__(self, spark: SparkSession, path: str):
        self._hadoop = spark.sparkContext._jvm.org.apache.hadoop.fs
        self._path = self._hadoop.Path(path)
        self._files = self._path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())

    def __str__(self) -> str:
        """As Hadoop spells it. Delta takes `file:///x` and `file:/x` for two places."""
        return self._path.toString()

    def exists(self) -> bool:
        return self._files.exists(self._path)

    def write(self, name: str, text: str) -> None:
        """Makes or replaces a file of this folder."""
        stream = self._files.create(self._file(name), True)
        stream.write(bytearray(text.encode()))
        stream.close()

    def delete(self, name: str) -> None:
        """Deletes a file of this folder; nothing where it is gone already."""
        self._files.delete(self._file(name), False)

    def times(self) -> dict[str, int]:
        """When each file was written, in milliseconds of the store's own clock. A file's name ends where it began."""
        if not self.exists():
            return {}
        return {each.getPath().getName(): each.getModificationTime() for each in self._files.listStatus(self._path)}

    def _file(self, name: str) -> JavaObject:
        return self._hadoop.Path(self._path, name)
