"""Where changes come from, and the folders that they and what is known of them lie in.

A source gives raw rows. Of a topic: `value` and `key` (JSON texts), `partition`, `offset`. Of an archive: `record`, the
JSON text that holds all four."""

from datetime import datetime

from py4j.java_gateway import JavaObject
from pyspark.sql import DataFrame, SparkSession

#: Objects of one batch: bounds memory when a table is rebuilt from its whole archive.
FILES_PER_BATCH = 1000
#: An object that is older than the newest by more than this is passed over in silence. Spark's default is a week.
NO_FILE_IS_TOO_OLD = "36500d"
#: Records of one batch over all partitions: bounds memory when a topic is read from its beginning.
RECORDS_PER_BATCH = 1_000_000
TOPIC_COLUMNS = ("CAST(value AS STRING) AS value", "CAST(key AS STRING) AS key", "partition", "offset")


def archived_records(spark: SparkSession, archive: str) -> DataFrame | None:
    """A stream of the records of all objects below the folder; none where no object made it yet."""
    if not Folder(spark, archive).exists():
        return None
    return (
        spark.readStream.option("recursiveFileLookup", "true")
        .option("pathGlobFilter", "*.jsonl*")
        .option("maxFilesPerTrigger", FILES_PER_BATCH)
        .option("maxFileAge", NO_FILE_IS_TOO_OLD)
        .text(archive)
        .withColumnRenamed("value", "record")
    )


def topic_records(spark: SparkSession, topic: str, bootstrap_servers: str, options: dict[str, str]) -> DataFrame:
    """A stream of the topic's records, from its beginning where the checkpoint knows nothing.

    `options` of the Kafka source say how the cluster knows the job, and which consumer groups it may have.
    What the topic has lost before it was read fails the table instead of being passed over.
    """
    return (
        spark.readStream.format("kafka")
        .options(**options)
        .option("kafka.bootstrap.servers", bootstrap_servers)
        .option("kafka.isolation.level", "read_committed")
        .option("subscribe", topic)
        .option("startingOffsets", "earliest")
        .option("failOnDataLoss", "true")
        .option("maxOffsetsPerTrigger", RECORDS_PER_BATCH)
        .load()
        .selectExpr(*TOPIC_COLUMNS)
    )


def archived_so_far(spark: SparkSession, archive: str) -> DataFrame | None:
    """The records of all objects that lie below the folder now; none where no object made it yet."""
    if not Folder(spark, archive).exists():
        return None
    reader = spark.read.option("recursiveFileLookup", "true").option("pathGlobFilter", "*.jsonl*")
    return reader.text(archive).withColumnRenamed("value", "record")


def topic_so_far(spark: SparkSession, topic: str, bootstrap_servers: str, options: dict[str, str]) -> DataFrame:
    """The records that the topic holds now."""
    reader = spark.read.format("kafka").options(**options).option("kafka.bootstrap.servers", bootstrap_servers)
    return reader.option("subscribe", topic).load().selectExpr(*TOPIC_COLUMNS)


class Folder:
    """A folder of whatever file system Hadoop knows (`s3://` on Glue, `file://` on a computer), which may not exist. On
    S3 it exists while an object lies in it."""

    def __init__(self, spark: SparkSession, path: str):
        self._hadoop = spark.sparkContext._jvm.org.apache.hadoop.fs
        self._path = self._hadoop.Path(path)
        self._files = self._path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())

    def __str__(self) -> str:
        """As Hadoop spells it."""
        return self._path.toString()

    def exists(self) -> bool:
        return self._files.exists(self._path)

    def read(self, name: str) -> str | None:
        """The text of a file of this folder; none where it is not there."""
        file = self._file(name)
        if not self._files.exists(file):
            return None
        stream = self._files.open(file)
        try:
            return bytes(stream.readAllBytes()).decode()
        finally:
            stream.close()

    def write(self, name: str, text: str) -> None:
        """Makes or replaces a file of this folder."""
        stream = self._files.create(self._file(name), True)
        stream.write(bytearray(text.encode()))
        stream.close()

    def delete(self, name: str) -> None:
        """Deletes a file of this folder; nothing where it is gone already."""
        self._files.delete(self._file(name), False)

    def delete_all(self) -> None:
        """Deletes the folder with all that is in it."""
        self._files.delete(self._path, True)

    def folders(self) -> list[str]:
        """Paths of the folders in this one."""
        if not self.exists():
            return []
        return sorted(each.getPath().toString() for each in self._files.listStatus(self._path) if each.isDirectory())

    def size(self) -> tuple[int, int]:
        """Number and bytes of all files in the folder and below."""
        if not self.exists():
            return 0, 0
        summary = self._files.getContentSummary(self._path)
        return summary.getFileCount(), summary.getLength()

    def has_file_before(self, moment: datetime) -> bool:
        """Whether a file in the folder or below is older, by the store's own clock."""
        folders = [self._path] if self.exists() else []
        # Folder by folder: a listing of all fails where a file goes meanwhile.
        while folders:
            for each in self._files.listStatus(folders.pop()):
                if each.isDirectory():
                    folders.append(each.getPath())
                elif each.getModificationTime() < moment.timestamp() * 1000:
                    return True
        return False

    def times(self) -> dict[str, int]:
        """When each file was written, in milliseconds of the store's own clock. A file's name ends where it began."""
        if not self.exists():
            return {}
        return {each.getPath().getName(): each.getModificationTime() for each in self._files.listStatus(self._path)}

    def _file(self, name: str) -> JavaObject:
        return self._hadoop.Path(self._path, name)
