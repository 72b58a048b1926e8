"""Lines of the objects that the archive sink writes."""

from pyspark.sql import DataFrame, SparkSession

from cdc_upsert.folder import Folder

#: Objects of one batch: bounds memory when a table is rebuilt from its whole archive.
FILES_PER_BATCH = 1000
#: An object that is older than the newest by more than this is passed over in silence. Spark's default is a week.
NO_FILE_IS_TOO_OLD = "36500d"


def archive_lines(spark: SparkSession, archive: str) -> DataFrame | None:
    """A stream of the lines (column `value`) of all objects below the folder; none where no object made it yet."""
    if not Folder(spark, archive).exists():
        return None
    return (
        spark.readStream.option("recursiveFileLookup", "true")
        .option("pathGlobFilter", "*.jsonl*")
        .option("maxFilesPerTrigger", FILES_PER_BATCH)
        .option("maxFileAge", NO_FILE_IS_TOO_OLD)
        .text(archive)
    )
